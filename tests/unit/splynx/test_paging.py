"""Lists are complete or an error, whatever the server does with its pages."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

import pytest

from ippay_desktop.adapters.splynx.paging import (
    MAX_IDS,
    FilterIgnoredError,
    chunks,
    read_all,
    read_by_ids,
    text_chunks,
)
from ippay_desktop.adapters.splynx.query import equals_id
from ippay_desktop.adapters.splynx.values import Row
from ippay_desktop.domain.errors import ProtocolError

ABOVE = "main_attributes[id][1]"


class Server:
    """Rows 1 to `size` of customer 17 behind a page cap; `spoil` changes each answer."""

    def __init__(
        self,
        size: int,
        *,
        cap: int | None = None,
        spoil: Callable[[list[Row]], list[Row]] | None = None,
    ) -> None:
        self.ids = list(range(1, size + 1))
        self.cap = cap
        self.spoil = spoil
        self.queries: list[dict[str, list[str]]] = []

    def __call__(self, query: str) -> Sequence[Row]:
        asked = parse_qs(query)
        self.queries.append(asked)
        listed = {int(text) for name, (text,) in asked.items() if name.startswith(ABOVE + "[")}
        above = int(asked[ABOVE][0]) if ABOVE in asked else 0
        found = [n for n in self.ids if n > above and (not listed or n in listed)]
        limit = min(int(asked["limit"][0]), self.cap or len(self.ids) + 1)
        rows: list[Row] = [{"id": n, "customer_id": "17"} for n in found[:limit]]
        return self.spoil(rows) if self.spoil else rows


def ids(rows: object) -> list[int]:
    assert isinstance(rows, list)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("cap", [None, 1, 3, 10, 11])
@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20])
def test_a_list_ends_only_with_an_empty_page(size: int, cap: int | None) -> None:
    server = Server(size, cap=cap)
    rows = list(read_all(server, [equals_id("customer_id", 17)], page_size=10))
    assert ids(rows) == server.ids
    assert server.queries[-1].get(ABOVE) == [str(size)]


def test_a_reader_may_stop_early() -> None:
    server = Server(50)
    assert next(iter(read_all(server, [], page_size=10)))["id"] == 1
    assert len(server.queries) == 1


def test_rows_added_meanwhile_are_not_lost() -> None:
    server = Server(15)
    rows = []
    for row in read_all(server, [], page_size=10):
        rows.append(row)
        if row["id"] == 10:
            server.ids.append(16)
    assert ids(rows) == list(range(1, 17))


def test_an_ignored_page_condition_is_noticed() -> None:
    def first_page(query: str) -> Sequence[Row]:
        del query
        return [{"id": 1}, {"id": 2}]

    with pytest.raises(FilterIgnoredError, match="ignored a filter"):
        list(read_all(first_page, [], page_size=2))


def test_an_ignored_filter_is_noticed() -> None:
    with pytest.raises(FilterIgnoredError, match="customer_id"):
        list(read_all(Server(3), [equals_id("customer_id", 18)], page_size=10))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: [rows[0], *rows],
        lambda rows: list(reversed(rows)),
        lambda rows: [{**rows[0], "id": None}],
        lambda _: [{"customer_id": 17}],
    ],
    ids=["twice", "order", "no id", "absent id"],
)
def test_pages_that_prove_nothing_are_refused(
    spoil: Callable[[list[Row]], list[Row]],
) -> None:
    with pytest.raises(ProtocolError):
        list(read_all(Server(3, spoil=spoil), [], page_size=10))


def test_there_is_an_end_to_every_list() -> None:
    with pytest.raises(ProtocolError, match="more than 20"):
        list(read_all(Server(50), [], page_size=10, max_rows=20))


@pytest.mark.parametrize("cap", [None, 1, 7])
def test_records_by_id_survive_a_page_cap(cap: int | None) -> None:
    server = Server(200, cap=cap)
    wanted = [*range(50, 190), 500, 501]
    assert ids(list(read_by_ids(server, wanted))) == list(range(50, 190))
    assert all(len(asked) <= MAX_IDS + 3 for asked in server.queries)


def test_no_ids_ask_nothing() -> None:
    server = Server(5)
    assert list(read_by_ids(server, [])) == []
    assert server.queries == []


def test_a_stranger_among_records_by_id_is_noticed() -> None:
    with pytest.raises(FilterIgnoredError):
        list(read_by_ids(Server(5, spoil=lambda rows: [*rows, {"id": 99}]), [1, 2]))


def test_chunks() -> None:
    assert list(chunks([3, 1, 2, 1], 2)) == [(1, 2), (3,)]
    assert list(text_chunks(["b", "a", "c"], 2)) == [("a", "b"), ("c",)]
    assert list(chunks([], 2)) == []
