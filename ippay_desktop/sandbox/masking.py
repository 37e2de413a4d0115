"""Masks for everything the sandbox writes down about a request."""

import re

_DIGITS = re.compile(r"\d(?:[ -]?\d){8,}")
_RENEWAL = re.compile(r"(auth/tokens/)[^/?]+")
_PATH_LIMIT = 400


def mask_digits(text: str) -> str:
    """Return text in which every run of nine or more digits shows its last four only."""
    return _DIGITS.sub(lambda found: "****" + found.group()[-4:], text)


def mask_path(target: str) -> str:
    """Return a request target that is fit for a log: no token, no long number, capped length."""
    return mask_digits(_RENEWAL.sub(r"\1***", target))[:_PATH_LIMIT]
