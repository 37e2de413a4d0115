"""Voids and refunds through the whole protocol, against the practice servers."""
