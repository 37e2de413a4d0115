"""Single values: every form that Splynx writes is read, everything else refused."""

from datetime import date

import pytest

from ippay_desktop.adapters.splynx.values import (
    NotJsonError,
    parse_json,
    read_date,
    read_flag,
    read_id,
    read_money,
    read_reference,
    read_text,
    to_id,
)
from ippay_desktop.domain.errors import ProtocolError


def test_numbers_never_become_floats() -> None:
    assert parse_json(b'{"a":64.5,"b":10,"c":0.1,"d":1.0e+25,"e":[0.3]}') == {
        "a": "64.5",
        "b": 10,
        "c": "0.1",
        "d": "1.0e+25",
        "e": ["0.3"],
    }


def test_secrets_are_gone_before_anybody_sees_the_record() -> None:
    parsed = parse_json(b'{"id":1,"password":"hunter2","deep":[{"otp_secret":"S","x":1}]}')
    assert parsed == {"id": 1, "deep": [{"x": 1}]}


@pytest.mark.parametrize("name", ["password", "otp_secret"])
@pytest.mark.parametrize("form", ["\\u{:04x}", "\\u{:04X}"])
def test_a_secret_is_gone_however_its_name_is_spelled(name: str, form: str) -> None:
    letters = [form.format(ord(letter)) for letter in name]
    spelled = [name[:at] + letters[at] + name[at + 1 :] for at in range(len(name))]
    for each in (name, *spelled, "".join(letters)):
        assert parse_json(f'[{{"id":1,"{each}":"hunter2"}}]'.encode()) == [{"id": 1}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"Warning: x\n[]",
        b"[] trailing",
        b'[{"id":1',
        b"[NaN]",
        b"[-Infinity]",
        b"\xff",
        b"[" * 200_000,
        b"1" * 5000,
    ],
    ids=["empty", "html", "before", "after", "cut", "nan", "infinity", "bytes", "deep", "huge"],
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJsonError):
        parse_json(body)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (17, 17),
        ("17", 17),
        (" 17 ", 17),
        (0, None),
        ("0", None),
        (-1, None),
        ("-1", None),
        (True, None),
        ("1e3", None),
        ("²", None),
        ("1" * 19, None),
        (None, None),
        ([], None),
    ],
)
def test_ids(value: object, expected: int | None) -> None:
    assert to_id(value) == expected
    if expected is None:
        with pytest.raises(ProtocolError, match="“id”"):
            read_id({"id": value}, "id")
    else:
        assert read_id({"id": value}, "id") == expected


@pytest.mark.parametrize("value", [None, 0, "0", "", " ", False])
def test_references_are_unset_in_many_ways(value: object) -> None:
    assert read_reference({"x": value}, "x") is None


@pytest.mark.parametrize("value", ["abc", -3, [], {}, "1.5"])
def test_references_are_not_guessed(value: object) -> None:
    with pytest.raises(ProtocolError):
        read_reference({"x": value}, "x")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-14", date(2025, 3, 14)),
        ("2025-03-14 09:12:33", date(2025, 3, 14)),
        ("0000-00-00", None),
        ("0000-00-00 00:00:00", None),
        ("", None),
        (None, None),
        (False, None),
        ([], None),
    ],
)
def test_dates(value: object, expected: date | None) -> None:
    assert read_date({"x": value}, "x") == expected


@pytest.mark.parametrize("value", ["2025-02-30", "yesterday", 5, {"a": 1}])
def test_other_dates_are_refused(value: object) -> None:
    with pytest.raises(ProtocolError):
        read_date({"x": value}, "x")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ('"64.5000"', "USD", 6450),
        ('"-12.3400"', "USD", -1234),
        ("64.5", "USD", 6450),
        ("10", "USD", 1000),
        ("0", "USD", 0),
        ('"1.2345"', "KWD", None),
        ('"1.2340"', "KWD", 1234),
        ("1500", "JPY", 1500),
        ('"1500.5000"', "JPY", None),
        ("64.505", "USD", None),
        ("19.989999999999998", "USD", None),
        ("1.0e+25", "USD", None),
        ('"64,50"', "USD", None),
        ('""', "USD", None),
        ("null", "USD", None),
        ("true", "USD", None),
        ("[]", "USD", None),
    ],
)
def test_money_is_exact_or_refused(text: str, currency: str, minor: int | None) -> None:
    row = {"total": parse_json(text.encode())}
    if minor is None:
        with pytest.raises(ProtocolError, match="total"):
            read_money(row, "total", currency)
    else:
        assert read_money(row, "total", currency).minor == minor


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", True),
        (1, True),
        (True, True),
        ("true", True),
        ("0", False),
        (0, False),
        (False, False),
        ("", False),
        (None, False),
        ([], False),
    ],
)
def test_flags(value: object, expected: bool) -> None:
    assert read_flag({"x": value}, "x") is expected


@pytest.mark.parametrize(
    ("value", "expected"), [(" Ana ", "Ana"), (None, ""), (17, "17"), ([], ""), (False, "")]
)
def test_texts(value: object, expected: str) -> None:
    assert read_text({"x": value}, "x") == expected
