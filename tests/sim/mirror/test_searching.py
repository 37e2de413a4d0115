"""What is typed is found: prefixes, inner parts, accents, several words; and never by a scan."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.mirror import queries
from ippay_desktop.adapters.mirror.folding import fold
from ippay_desktop.adapters.mirror.writing import MirrorWriter
from ippay_desktop.domain.billing import Customer, DocumentKind, DocumentState
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.local_copy import CancelledReadError, CustomerSort, Resource, SortBy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.adapters.mirror.queries import Query
    from tests.sim.mirror.conftest import Copy

TODAY = date(2026, 11, 26)
STRANGE = {
    900_001: Customer(CustomerId(900_001), "Łukasz Żółkiewski", "active", email="lz@example.org"),
    900_002: Customer(CustomerId(900_002), "Søren Groß-Æbler", "active", phone="+49 (0)89 77-441"),
    900_003: Customer(CustomerId(900_003), "O'Neil & Sons", "active", login="oneil_77"),
    900_004: Customer(CustomerId(900_004), "Nguyễn Thị Đào", "active"),
}


@pytest.fixture(scope="module")
def strange(filled: Copy) -> Iterator[Copy]:
    writer = MirrorWriter(filled.opened.connections)
    writer.put_customers(list(STRANGE.values()))
    yield filled
    writer.remove(Resource.CUSTOMERS, STRANGE)
    writer.close()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *[("lukasz", 900_001), ("ŁUK", 900_001), ("zolkiew", 900_001), ("lz@ex", 900_001)],
        *[("kiewski", 900_001), ("zolk luka", 900_001), ("kiew kasz", 900_001)],
        *[("soren", 900_002), ("gross", 900_002), ("groß", 900_002), ("aebl", 900_002)],
        *[("08977", 900_002), ("77441", 900_002), ("990", None), ("o'neil", 900_003)],
        *[("oneil_7", 900_003), ("& sons", 900_003), ("nguyen dao", 900_004), ("900004", 900_004)],
        *[("so gr", 900_002), ("xyzzy", None), ('"', None), ("*", None), ("", None)],
        *[("OR AND", None), ("o'neil\" NOT", None), ("-", None), ("ần thị", None)],
    ],
)
def test_customers_are_found_however_they_are_typed(
    strange: Copy, typed: str, expected: int | None
) -> None:
    found = {int(one.customer.id) for one in strange.reader.find(typed, limit=20).customers}
    assert (found & STRANGE.keys()) == ({expected} if expected else set())


LITERAL = Customer(CustomerId(900_005), "Ann NOT (Bob) words:x NEAR", "active")


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        *[("ann NOT", True), ("ann not bob", True), ("words:x", True), ("(bob)", True)],
        *[("near", True), ("ann OR", False), ("ann AND bob", False), ("zzz OR ann", False)],
        # Signs beside a word are nothing; as operators these would find the other.
        *[("^bob", True), ("words:ann", False), ("-words:x", True), ("{other}: bob", False)],
        *[("NEAR(ann bob)", False), ("bob + ann", True), ('"ann bob"', True), ("n*t", False)],
    ],
)
def test_operators_of_the_search_tables_are_mere_letters(
    filled: Copy, typed: str, is_found: bool
) -> None:
    """What FTS5 knows as an operator finds what it says, in the box, the list and the filter."""
    writer = MirrorWriter(filled.opened.connections)
    writer.put_customers([LITERAL])
    try:
        found = {one.customer.id for one in filled.reader.find(typed, limit=50).customers}
        listed = filled.reader.customer_keys(typed, CustomerSort.NAME)
        filled.reader.document_keys(DocumentFilter(search=typed), SortBy.ISSUED, TODAY)
    finally:
        writer.remove(Resource.CUSTOMERS, [int(LITERAL.id)])
        writer.close()
    assert (LITERAL.id in found) is is_found
    assert (LITERAL.id in listed) is is_found


def test_folding_is_what_people_type() -> None:
    assert fold("Łukasz Groß-Øst Đào Þór") == "lukasz gross-ost dao thor"
    assert fold("PLAIN") == "plain"


def test_documents_are_found_by_number_part_and_id(filled: Copy) -> None:
    rows = filled.rows("documents")
    key, row = next((key, row) for key, row in rows.items() if row[1] == 0)
    number = row[3]
    for typed in (number, number[:-1], number[3:9], number[-4:], str(key // 2)):
        found = filled.reader.find(typed, limit=2_000).documents
        assert key // 2 in {
            one.document.ref.id for one in found if one.document.ref.kind == "invoice"
        }
    (only,) = filled.reader.find(number, limit=5).documents
    assert only.document.ref.number == number
    assert only.customer is not None
    assert only.customer.id == only.document.ref.customer_id


def test_what_changes_is_found_under_its_new_name_only(empty: Copy) -> None:
    empty.renew()
    writer = MirrorWriter(empty.opened.connections)
    for name in ("Zacharias Quux", "Ottokar Quux"):
        writer.put_customers([Customer(CustomerId(7), name, "active")])
    assert writer.put_customers([Customer(CustomerId(7), "Ottokar Quux", "active")]) == 0
    writer.close()
    assert [one.customer.id for one in empty.reader.find("ottokar", limit=5).customers] == [7]
    assert empty.reader.find("zachar", limit=5).customers == ()
    assert empty.reader.find("charia", limit=5).customers == ()


def test_a_cancelled_search_ends_and_harms_no_other(filled: Copy) -> None:
    cancel = filled.reader.new_cancel()
    cancel.cancel()
    with pytest.raises(CancelledReadError):
        filled.reader.find("a", limit=5, cancel=cancel)
    running = filled.reader.new_cancel()
    outcome: list[str] = []

    def search() -> None:
        try:
            with filled.opened.connections.reading(running) as connection:  # type: ignore[arg-type]
                connection.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                    "SELECT count(*) FROM n"
                ).fetchall()
        except CancelledReadError:
            outcome.append("cancelled")

    thread = threading.Thread(target=search)
    thread.start()
    while thread.is_alive():
        running.cancel()
        thread.join(0.01)
    assert outcome == ["cancelled"]
    assert filled.reader.find("customer1", limit=5).customers


def plan(copy: Copy, query: Query) -> list[str]:
    with copy.opened.connections.reading() as connection:
        return [
            row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.values)
        ]


PERIOD = Period(date(2026, 9, 1), date(2026, 11, 30))
FILTERS = {
    "all": DocumentFilter(),
    "period": DocumentFilter(period=PERIOD),
    "unpaid": DocumentFilter(
        period=PERIOD, states=frozenset({DocumentState.OVERDUE, DocumentState.PARTIAL})
    ),
    "partner": DocumentFilter(period=PERIOD, partners=frozenset({2}), locations=frozenset({1})),
    "total": DocumentFilter(period=PERIOD, total=AmountTest.parse(">10", "USD")),
}
NARROW = {
    "customers": DocumentFilter(customers=frozenset({1, 2, 3})),
    "numbers": DocumentFilter(numbers=frozenset({"202601000001"})),
    "text": DocumentFilter(search="smith"),
}


@pytest.mark.parametrize("words", ["a", "ab", "abc", "ab cd", "abc de", "abcdef 12 xyz"])
def test_no_search_scans(filled: Copy, words: str) -> None:
    typed = queries.words_of(words)
    shapes = [
        queries.customers_by_words(typed, 20),
        queries.customers_by_parts(typed, 20),
        queries.documents_by_part(typed[0], 20),
        *(
            queries.documents_by_number(kind, typed[0], 20)
            for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA)
        ),
        queries.customer_keys(words, CustomerSort.NAME, is_down=False, limit=None),
    ]
    for query in shapes:
        if query is None:
            continue
        for step in plan(filled, query):
            is_full = step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step
            assert not is_full or "SCAN (subquery" in step or "customers_" in step, (
                query.sql,
                step,
            )
            if "VIRTUAL TABLE" in step:
                assert ":M" in step or ":=" in step, step


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", SortBy)
@pytest.mark.parametrize("is_down", [False, True])
def test_every_list_goes_by_an_index_in_its_own_order(
    filled: Copy, name: str, sort: SortBy, is_down: bool
) -> None:
    query = queries.document_keys(FILTERS[name], sort, TODAY, is_down=is_down, limit=200)
    steps = plan(filled, query)
    assert not [step for step in steps if "TEMP B-TREE" in step], steps
    assert all("INDEX documents_" in step or "INDEX customers_" in step for step in steps), steps


@pytest.mark.parametrize("name", NARROW)
@pytest.mark.parametrize("sort", [SortBy.NUMBER, SortBy.ISSUED, SortBy.STATE])
def test_a_narrow_list_looks_its_rows_up(filled: Copy, name: str, sort: SortBy) -> None:
    steps = plan(
        filled, queries.document_keys(NARROW[name], sort, TODAY, is_down=False, limit=None)
    )
    assert not [step for step in steps if f"{step} ".startswith("SCAN d ")], steps


@pytest.mark.parametrize("sort", CustomerSort)
@pytest.mark.parametrize("is_down", [False, True])
def test_customers_are_listed_by_an_index(filled: Copy, sort: CustomerSort, is_down: bool) -> None:
    steps = plan(filled, queries.customer_keys("", sort, is_down=is_down, limit=None))
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


@pytest.mark.parametrize("name", ["all", "period", "unpaid", "partner"])
def test_sums_come_from_the_kept_ones(filled: Copy, name: str) -> None:
    steps = plan(filled, queries.sums(FILTERS[name], TODAY))
    assert "SEARCH d USING PRIMARY KEY" in steps[0], steps


@pytest.mark.parametrize("name", [*FILTERS, *NARROW])
@pytest.mark.parametrize("sort", SortBy)
def test_lists_and_sums_agree_with_the_filter_itself(filled: Copy, name: str, sort: SortBy) -> None:
    """The same rows as the filter's own words choose, in Python, from everything."""
    wanted = {**FILTERS, **NARROW}[name]
    every = filled.reader.documents_at(sorted(filled.rows("documents")))
    expected = set()
    for one in every:
        assert one is not None
        named = one.customer.name if one.customer else ""
        text_ok = not wanted.search or wanted.search in fold(named)
        if (
            wanted.accepts_document(one.document, TODAY)
            and wanted.accepts_customer(one.customer)
            and text_ok
        ):
            expected.add(one.document.ref.key)
    keys = filled.reader.document_keys(wanted, sort, TODAY)
    shown = [one.document.ref.key for one in filled.reader.documents_at(keys) if one]
    assert len(shown) == len(set(shown))
    assert set(shown) == expected
    down = filled.reader.document_keys(wanted, sort, TODAY, is_down=True)
    assert list(down) == list(keys)[::-1]
    sums = filled.reader.sums(wanted, TODAY)
    assert sum(part.count for part in sums) == len(expected)
    assert filled.reader.sums_of(keys, TODAY) == sums
