"""Adapters: the program's contact with HTTP, the gateway, Splynx, the journal and the keyring."""
