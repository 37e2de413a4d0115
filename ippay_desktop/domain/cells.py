"""Cells of spreadsheets that hold text from outside."""

from __future__ import annotations

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs: what would begin a formula gets an apostrophe before it.

    Source: OWASP, "CSV Injection". Spaces before the sign are looked through, as some programs
    drop them; signs of full width count, as some programs read them like the others.
    """
    is_formula = text.startswith(_STARTS_FORMULA) or text.lstrip().startswith(_STARTS_FORMULA)
    return f"'{text}" if is_formula else text
