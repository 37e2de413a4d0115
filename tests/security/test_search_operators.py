"""What is typed into the local copy's search is looked for, and never an operator of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.mirror import MirrorReader, MirrorWriter, open_copy
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.domain.billing import Customer
from ippay_desktop.domain.identifiers import CustomerId

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {
    1: "Ada Plain",
    2: "Bob Plain",
    3: "Ada OR Bob",
    4: "Near Lovelace",
    5: "100% Under_score",
    6: "'; DROP TABLE customers; --",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MirrorReader]:
    opened = open_copy(tmp_path_factory.mktemp("copy"), "0" * 32, MemorySecretStore())
    writer = MirrorWriter(opened.connections)
    writer.put_customers([Customer(CustomerId(id_), name, "active") for id_, name in NAMES.items()])
    writer.complete()
    writer.close()
    yield MirrorReader(opened, "USD")
    opened.close()


def found_by(reader: MirrorReader, typed: str) -> set[int]:
    return {int(one.customer.id) for one in reader.find(typed, limit=20).customers}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # As operators of SQLite's full text search these would find others, or be an error.
        ("Ada OR Bob", {3}),
        ("Ada AND Bob", set()),
        ("Ada NOT Bob", set()),
        ("Plain NOT Ada", set()),
        ("NEAR(Ada Bob)", set()),
        ("NEAR", {4}),
        ("name: Ada", set()),
        ("{name login}: Ada", set()),
        ("- name : Bob", set()),
        ('Ada" OR "Bob', {3}),
        ('"Ada" OR "Bob"*', {3}),
        ('"', set()),
        ('""""', set()),
        ("rowid", set()),
        ("customers_words MATCH 1", set()),
        # As patterns of LIKE and GLOB they would find everybody.
        ("%", set()),
        ("%%%", set()),
        ("_____", set()),
        ("???", set()),
        ("[a-z]da", set()),
        ("under_score", {5}),
        # As SQL they would end the statement.
        ("' OR 1=1 --", set()),
        ("DROP TABLE", {6}),
        ("1; DELETE FROM customers", set()),
        ("Ada\0Bob", {3}),
        ("Ada " * 5000, {1, 3}),
        ("(" * 5000, set()),
        ("\ud800", set()),
    ],
)
def test_no_operator_is_one(reader: MirrorReader, typed: str, expected: set[int]) -> None:
    assert found_by(reader, typed) == expected
    # Whatever it was, everybody is still there.
    assert found_by(reader, "plain") == {1, 2}
