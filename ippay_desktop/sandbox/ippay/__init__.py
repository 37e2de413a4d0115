"""The practice IPpay gateway: the XML interface, its batches, and its reports."""
