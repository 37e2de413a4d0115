"""A paper before it is drawn: prepared words in order, with nothing about pages in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from ippay_desktop.domain.profile import Mode
from ippay_desktop.ui.theme import Tone


class Size(IntEnum):
    """Height of letters, in points."""

    TABLE = 8
    BASE = 9
    HEADING = 11
    TITLE = 17


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of plain text; the tone is never alone in saying something."""

    text: str
    size: Size = Size.BASE
    is_strong: bool = False
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table.

    Attributes:
        share: Of the page's width, in proportion to the other columns' shares.
        is_number: Aligned at the right.
    """

    title: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows of words under columns; the columns' titles stand on every page.

    Attributes:
        columns: Titles that are all empty are left out, as in a list of facts.
        rows: As many words in each as there are columns.
        strong: Numbers of the rows in heavy type, such as sums.
    """

    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


Block: TypeAlias = Words | PaperTable


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is printed.

    Attributes:
        title: Also the PDF's own title, and on top of every page.
        mode: On every page, so that practice is never taken for money.
        footer: At the foot of every page, beside the page's number.
        is_wide: Lying, for tables of many columns.
    """

    title: str
    mode: Mode
    blocks: tuple[Block, ...]
    footer: str
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that is not made yet: frozen on the window's thread, made on a worker's.

    Attributes:
        stem: What a file of it is called, without its end; nothing of a customer's in it.
        make: Of any thread.
    """

    stem: str
    make: Callable[[], Paper]


def facts(pairs: tuple[tuple[str, str], ...], *, share: int = 4) -> PaperTable:
    """What a thing is, one fact a line, without titles above."""
    return PaperTable((PaperColumn("", 1), PaperColumn("", share)), pairs)
