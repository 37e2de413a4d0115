"""The IPpay adapter against the practice gateway, with faults."""
