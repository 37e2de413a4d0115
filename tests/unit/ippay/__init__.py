"""The IPpay adapter, without a server."""
