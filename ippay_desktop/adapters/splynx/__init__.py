"""Splynx: customers, documents and saved methods read from its API, payments recorded there."""
