"""What single arguments may be, and the guard against card numbers among them."""

from __future__ import annotations

import argparse
import json
import math
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from ippay_desktop.domain.card_numbers import holds_card_number
from ippay_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_BYTE_ORDER_MARK = "\ufeff"
# Paths may hold time stamps, and never reach another computer.
_PATH_OPTIONS = frozenset({"--data-dir", "--ca-bundle", "--tour", "--state", "--announce"})


def json_object(stream: TextIO) -> dict[str, Any]:
    """The one JSON object that standard input holds.

    Editors on Windows, and its shell, put a mark of the byte order before it.

    Raises:
        ValueError: it is anything else, or cannot be read.
    """
    try:
        content = json.loads(stream.read().removeprefix(_BYTE_ORDER_MARK))
    except OSError as error:
        raise ValueError(str(error)) from error
    if not isinstance(content, dict):
        raise ValueError("no JSON object")  # noqa: TRY004  # as for what is no JSON at all
    return content


def refuse_card_numbers(arguments: Sequence[str]) -> None:
    """Refuse any argument that holds a card number, before anything could repeat it.

    Raises:
        InputError: one does; the sentence does not say which.
    """
    is_path = False
    for argument in arguments:
        option, _, value = argument.partition("=")
        is_looked_at = not is_path and option not in _PATH_OPTIONS
        if is_looked_at and (holds_card_number(argument) or holds_card_number(value)):
            raise InputError(
                "An argument looks like a card number. This program takes none: customers save "
                "cards in the portal. If it is a document's number, name the document by its "
                "id instead."
            )
        is_path = argument in _PATH_OPTIONS


def positive_number(text: str) -> int:
    """An id or a count, from 1."""
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above zero")
    return int(text)


def natural_number(text: str) -> int:
    """A number from 0, such as a port."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


def seconds(text: str) -> float:
    """A duration in seconds, zero or more."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds")
    return value


def several_seconds(text: str) -> tuple[float, ...]:
    """Durations, separated by commas."""
    return tuple(seconds(part.strip()) for part in text.split(","))


def iso_day(text: str) -> date:
    """A day such as 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it like 2026-12-31") from None
