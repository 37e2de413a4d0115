"""The query language is written as PHP writes it, and each condition judges its own rows."""

from datetime import date

import pytest

from ippay_desktop.adapters.splynx.query import (
    Condition,
    PhpValue,
    between,
    contains,
    count_query,
    encode,
    equals_id,
    equals_text,
    found_in,
    id_above,
    id_in,
    list_query,
    text_in,
)

MARCH = between("date", date(2025, 3, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([equals_id("customer_id", 17)], "main_attributes%5Bcustomer_id%5D=17"),
        (
            [text_in("status", ["pending", "not_paid"])],
            "main_attributes%5Bstatus%5D%5B0%5D=IN"
            "&main_attributes%5Bstatus%5D%5B1%5D%5B0%5D=not_paid"
            "&main_attributes%5Bstatus%5D%5B1%5D%5B1%5D=pending",
        ),
        (
            [MARCH],
            "main_attributes%5Bdate%5D%5B0%5D=BETWEEN"
            "&main_attributes%5Bdate%5D%5B1%5D=2025-03-01"
            "&main_attributes%5Bdate%5D%5B2%5D=2025-03-31",
        ),
        (
            [equals_id("customer_id", 17), equals_text("receipt_number", "IPP-9F3K2M7Q")],
            "main_attributes%5Bcustomer_id%5D=17&main_attributes%5Breceipt_number%5D=IPP-9F3K2M7Q",
        ),
        (
            [contains("name", "o'neil")],
            "main_attributes%5Bname%5D%5B0%5D=LIKE&main_attributes%5Bname%5D%5B1%5D=%25o%27neil%25",
        ),
        (
            [id_above(4812)],
            "main_attributes%5Bid%5D%5B0%5D=%3E&main_attributes%5Bid%5D%5B1%5D=4812",
        ),
        ([], ""),
    ],
)
def test_conditions_are_written_as_php_does(conditions: list[Condition], expected: str) -> None:
    # Documented: the examples of the API's query language.
    page = "&".join(filter(None, [expected, "order%5Bid%5D=ASC&limit=100"]))
    assert count_query(conditions) == expected
    assert list_query(conditions, limit=100) == page


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-01 00:00:00", "a=2025-03-01+00%3A00%3A00"),
        (">=", "a=%3E%3D"),
        ("100%", "a=100%25"),
        ("ž~-_.", "a=%C5%BE%7E-_."),
        (True, "a=1"),
        (False, "a=0"),
        (None, ""),
        ([], ""),
        ({"b": None, "c": ["x", None]}, "a%5Bc%5D%5B0%5D=x"),
    ],
)
def test_values_are_written_as_php_does(value: PhpValue, expected: str) -> None:
    assert encode({"a": value}) == expected


@pytest.mark.parametrize(
    ("condition", "value", "is_held"),
    [
        (equals_id("x", 17), 17, True),
        (equals_id("x", 17), "17", True),
        (equals_id("x", 17), "18", False),
        (equals_id("x", 17), None, False),
        (equals_id("x", 1), True, False),
        (id_above(5), "6", True),
        (id_above(5), 5, False),
        (id_above(0), "", False),
        (id_in("x", [1, 2]), "2", True),
        (id_in("x", [1, 2]), 3, False),
        (equals_text("x", "IPP-A"), "ipp-a ", True),
        (equals_text("x", "IPP-A"), "IPP-Á", True),
        (equals_text("x", "IPP-A"), "IPP-B", False),
        (equals_text("x", "IPP-A"), None, False),
        (text_in("x", ["0012"]), "0012", True),
        (text_in("x", ["0012"]), "12", False),
        (MARCH, "2025-03-31", True),
        (MARCH, "2025-04-01", False),
        (MARCH, "0000-00-00", False),
        (MARCH, "garbage", False),
        (MARCH, 5, False),
        (contains("x", "ana"), "Ana Petrov", True),
        (contains("x", "ana"), "Bob", False),
        # The database may hold letters equal that we tell apart, and wildcards match anything.
        (contains("x", "ana"), "Ána", True),
        (contains("x", "ana"), "łukasz", True),
        (contains("x", "a_a"), "Ana", True),
    ],
)
def test_each_condition_judges_rows(condition: Condition, value: object, is_held: bool) -> None:
    assert condition.holds_for({condition.column: value}) is is_held


@pytest.mark.parametrize(
    ("value", "text", "is_found"),
    [
        ("Ána Petrov", "ana", True),
        ("Ana", "a_a", False),
        ("a_a", "A_A", True),
        ("50% off", "%", True),
        (None, "x", False),
    ],
)
def test_wildcards_are_taken_literally(value: object, text: str, is_found: bool) -> None:
    assert found_in({"x": value}, "x", text) is is_found
