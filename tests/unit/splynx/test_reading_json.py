"""JSON is read as the standard library reads it, by whatever reads it."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn, TypedDict, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.values import NotJsonError, parse_json, reader_of
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.errors import ProtocolError


class Kept(TypedDict, total=False):
    id: Any
    total: Any


READ = reader_of(list[Kept])
SECRETS = ("password", "otp_secret")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=6)
    | st.text(st.sampled_from('\ud83d\ude00\ud800é\0\n"\\a'), max_size=4)
)
NAMES = st.sampled_from(["id", "total", "items", "password", "é", "\ud800", ""])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
NUMBERS = ["1.", "01", "-0", "-0.0", "1e5", "1E400", "1.10", "9" * 30, "9" * 5000, "+1", "NaN", "-"]


def refuse(_: str) -> NoReturn:
    raise ValueError


def without_secrets(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if name not in SECRETS}


def plainly(body: bytes) -> object:
    """What the standard library reads; `...` when it reads nothing."""
    try:
        return json.loads(
            body.decode(),
            parse_float=str,
            parse_constant=refuse,
            object_pairs_hook=without_secrets,
        )
    except (ValueError, RecursionError):
        return ...


def by(read: Any, body: bytes) -> object:
    try:
        return read(body)
    except NotJsonError:
        return ...


def kept_of(parsed: object) -> object:
    """Of a list of records what is kept; anything else whole."""
    if not isinstance(parsed, list) or not all(isinstance(row, dict) for row in parsed):
        return parsed
    return [{name: row[name] for name in ("id", "total") if name in row} for row in parsed]


@given(VALUES, st.booleans(), st.data())
def test_every_text_is_read_alike(value: object, is_ascii: bool, data: Any) -> None:
    body = json.dumps(value, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(body)))
        put = data.draw(st.binary(max_size=2) | st.sampled_from(NUMBERS).map(str.encode))
        body = body[:at] + put + body[at + data.draw(st.integers(0, 2)) :]
    assert by(parse_json, body) == plainly(body)
    assert kept_of(by(READ, body)) == kept_of(plainly(body))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["total", "items"])
def test_every_number_is_read_alike(name: str, number: str) -> None:
    body = f'[{{"id":1,"{name}":{number}}}]'.encode()
    expected = plainly(body)
    # Of types too: 1 is no "1".
    assert repr(by(parse_json, body)) == repr(expected)
    if name == "items" and len(number) > sys.get_int_max_str_digits():
        # Nobody makes a number of what is left out.
        expected = [{"id": 1}]
    assert repr(kept_of(by(READ, body))) == repr(kept_of(expected))


@pytest.mark.parametrize("name", ["total", "items"])
@pytest.mark.parametrize("inner", [b'"\xff"', b'"\\ud800"', b"[" * 10_000 + b"]" * 10_000])
def test_what_is_left_out_is_json_too(name: str, inner: bytes) -> None:
    body = b'[{"id":1,"%s":%s}]' % (name.encode(), inner)
    assert kept_of(by(READ, body)) == kept_of(plainly(body))


@pytest.mark.parametrize("read", [parse_json, READ])
def test_more_lists_than_any_page_has_are_not_made(read: Any) -> None:
    assert by(read, b"[" + b"[]," * 500_000 + b"1]") is ...


def test_what_is_kept_is_all_that_is_looked_at() -> None:
    looked_at: set[str] = set()

    class Row(dict[str, object]):
        def get(self, name: str, instead: Any = None) -> Any:
            looked_at.add(name)
            return super().get(name, instead)

    row = Row(id=1, customer_id=2, status="not_paid", total="1", due="")
    for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA):
        mapping.document(row, kind, "USD", is_described=False)
    assert looked_at | {"date_updated"} == get_type_hints(mapping.DocumentColumns).keys()
    looked_at.clear()
    mapping.customer(row)
    assert looked_at | {"last_update"} == get_type_hints(mapping.CustomerColumns).keys()


HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, 0, 1, -1, True, "", " ", "0", "5", " 7 ", "x", "64.5", "64.505", "1e3", "-3"),
        *("2026-02-30", "2026-02-03", "0000-00-00", "2026-02-03 10:00:00", "paid", "not_paid"),
        *([], {}, 10**30),
    )
)


@settings(max_examples=300)
@given(
    st.dictionaries(st.sampled_from(sorted(get_type_hints(mapping.DocumentColumns))), HOSTILE),
    st.sampled_from([DocumentKind.INVOICE, DocumentKind.PROFORMA]),
)
def test_a_record_gives_the_same_document_however_it_was_read(
    changes: dict[str, object], kind: DocumentKind
) -> None:
    row = {"id": 9, "customer_id": 3, "status": "paid", "total": "9", "items": [{"id": 1}]}
    body = json.dumps([row | changes]).encode()
    short = reader_of(list[mapping.DocumentColumns])(body)
    assert made(short, kind) == made(plainly(body), kind)


def made(parsed: Any, kind: DocumentKind) -> object:
    try:
        return mapping.document(parsed[0], kind, "USD", is_described=False)
    except ProtocolError as error:
        return str(error)
