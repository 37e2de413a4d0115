"""Practice servers: a Splynx, an IPpay gateway, its reports and a control port on loopback.

The package stands alone: standard library only and nothing of the rest of the program, so that a
client and its simulator cannot share a mistake. Start it with ``python -m ippay_desktop.sandbox``.
"""
