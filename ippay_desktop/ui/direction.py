"""Which way words run: text from outside turns nothing round but itself, and shows what steers it.

Any thread; the window's direction is set before the first word.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QGuiApplication

# "First strong isolate" and its end: what stands between them runs as it does alone.
# Source: Unicode Standard Annex #9, the bidirectional algorithm.
_BEGIN, _END = "\u2068", "\u2069"
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Letters that run from the right: Hebrew, Arabic and their kin.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def visible(text: str) -> str:
    """The text with directional marks and overrides shown as what they are: "[U+202E]".

    Isolates of ours, always in pairs, stay: they turn nothing round but what stands between them.
    """
    if text.isascii() or not _STEERING.search(text):
        return text
    kept = _isolates(text)
    return "".join(
        f"[U+{ord(one):04X}]" if _STEERING.match(one) and number not in kept else one
        for number, one in enumerate(text)
    )


def bare(text: str) -> str:
    """A text that leaves the window, without the isolates that its words were put together with.

    All other marks were in somebody's data and stay, also an isolate that has no other end.
    """
    if text.isascii() or _BEGIN not in text:
        return text
    gone = _isolates(text)
    return "".join(one for number, one in enumerate(text) if number not in gone)


def _isolates(text: str) -> set[int]:
    """Where isolates begin and end, in pairs."""
    begun: list[int] = []
    pairs: set[int] = set()
    for number, one in enumerate(text):
        if one == _BEGIN:
            begun.append(number)
        elif one == _END and begun:
            pairs |= {begun.pop(), number}
    return pairs


def isolated(text: str) -> str:
    """A part of a sentence, such as a name, a sum or an id: it and the words around it stay apart.

    In a window that runs from the left only what runs from the right needs that.
    """
    shown = visible(text)
    if shown and (QGuiApplication.isRightToLeft() or _runs_from_the_right(shown)):
        return f"{_BEGIN}{shown}{_END}"
    return shown


def whole(text: str) -> str:
    """A text as it stands by itself in a cell, a label or on paper.

    A sum, a date or a name in Latin letters is not turned round by a window that runs from the
    right: its minus stays before it.
    """
    shown = visible(text)
    is_turned = QGuiApplication.isRightToLeft() and any(map(str.isalnum, shown))
    if not is_turned or _runs_from_the_right(shown):
        return shown
    # An isolate ends with its line.
    return "\n".join(f"{_BEGIN}{line}{_END}" if line else line for line in shown.split("\n"))


def _runs_from_the_right(text: str) -> bool:
    return not text.isascii() and _FROM_THE_RIGHT.search(text) is not None
