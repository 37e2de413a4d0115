"""Lists read to their proven end, every row checked against what was asked.

Pages go by id: each asks for what follows the last id seen. An offset would skip or repeat rows
when others insert or delete meanwhile. A short page proves nothing, for a server may cap its pages
without saying so: only an empty page ends a list, or one of a single row (see `Shown`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from ippay_desktop.adapters.splynx.query import Condition, id_above, id_in, list_query
from ippay_desktop.adapters.splynx.values import Row, read_id
from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.domain.progress import rows_arrived

Fetch: TypeAlias = Callable[[str], Sequence[Row]]

# Source: an add-on author's figure for ids per list before web servers refuse the address.
MAX_IDS = 80
# Numbers are longer than ids: as many as stay below the usual 8 KB of an address.
MAX_NUMBERS = 40
# A list beyond it means that paging runs in circles in a way not foreseen here.
MAX_ROWS = 5_000_000


class FilterIgnoredError(ProtocolError):
    """The server answered with rows that were not asked for."""

    def __init__(self, column: str) -> None:
        super().__init__(
            f"Splynx ignored a filter: it sent records whose “{column}” was not asked for. "
            "The answer was not used; tell support which Splynx version this is."
        )


class Shown:
    """What one server has shown of its pages in this process; safe from any thread.

    Nobody caps pages at a single row; a server that has sent two in one certainly does not. From
    then on a page of one row is the last: without it, each payment that is looked up by its
    receipt number, as in every charge, is asked for twice.
    """

    def __init__(self) -> None:
        self._sends_two = False

    def ends_with(self, page: Sequence[Row]) -> bool:
        """Whether a page that is not empty ends its list."""
        if len(page) > 1:
            # Set once and never back: threads may do so at the same moment.
            self._sends_two = True
        return len(page) == 1 and self._sends_two


def check_rows(rows: Iterable[Row], conditions: Iterable[Condition]) -> None:
    """Hold every row against every condition.

    Raises:
        FilterIgnoredError: one does not pass.
    """
    judged = tuple(conditions)
    for row in rows:
        for condition in judged:
            if not condition.holds_for(row):
                raise FilterIgnoredError(condition.column)


def _last_id(rows: Sequence[Row], conditions: Sequence[Condition]) -> int:
    check_rows(rows, conditions)
    last = 0
    for row in rows:
        number = read_id(row, "id")
        if number <= last:
            raise ProtocolError(
                "Splynx sent a list with a record twice or out of order, so it may not be "
                "complete. The answer was not used; try again."
            )
        last = number
    return last


def read_all(
    fetch: Fetch,
    conditions: Sequence[Condition],
    *,
    page_size: int,
    max_rows: int = MAX_ROWS,
    is_enough: Callable[[Sequence[Row]], bool] | None = None,
) -> Iterator[Row]:
    """All rows that meet the conditions, by id; stop early by ceasing to iterate.

    Args:
        fetch: Sends one list query and returns its rows.
        conditions: None on the id, which the paging needs.
        page_size: Rows to ask for at a time.
        max_rows: More than that is an error.
        is_enough: Told each page; ends the list there for whoever has found all there can be.

    Raises:
        ProtocolError: a page is not what was asked for, or there is no end.
    """
    last, count = 0, 0
    while True:
        asked = (*conditions, id_above(last))
        rows = fetch(list_query(asked, limit=page_size))
        if not rows:
            return
        last = _last_id(rows, asked)
        count += len(rows)
        rows_arrived(len(rows))
        if count > max_rows:
            raise ProtocolError(f"Splynx sent more than {max_rows:,} records; narrow the filter.")
        yield from rows
        if is_enough is not None and is_enough(rows):
            return


def read_by_ids(fetch: Fetch, ids: Iterable[int]) -> Iterator[Row]:
    """The rows with these ids that exist, by id.

    The id column is taken by the list of ids, so what remains of that list is the page condition:
    whatever lies above the last id answered is asked for again, which a capped page needs.

    Raises:
        ProtocolError: a page is not what was asked for.
    """
    waiting = sorted(set(ids))
    while waiting:
        asked = waiting[:MAX_IDS]
        condition = id_in("id", asked)
        rows = fetch(list_query([condition], limit=len(asked)))
        last = _last_id(rows, [condition]) if rows else asked[-1]
        rows_arrived(len(rows))
        yield from rows
        waiting = [number for number in waiting if number > last]


def chunks(values: Iterable[int], size: int) -> Iterator[tuple[int, ...]]:
    """Ids in order, so many at a time."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), size):
        yield tuple(ordered[start : start + size])


def text_chunks(values: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Texts in order, so many at a time."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), size):
        yield tuple(ordered[start : start + size])
