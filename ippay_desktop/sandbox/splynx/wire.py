"""Rows to and from JSON, in the serialisation of the chosen server generation."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ippay_desktop.sandbox.splynx import money
from ippay_desktop.sandbox.splynx.errors import InvalidFieldsError
from ippay_desktop.sandbox.splynx.schema import ZERO_DATE, ZERO_DATETIME, Table
from ippay_desktop.sandbox.store import Row, Value
from ippay_desktop.sandbox.switches import Switches

_Write: TypeAlias = Callable[[object], object]


def _document(value: object) -> object:
    return json.loads(str(value or "[]"))


def _map(value: object) -> object:
    # PHP cannot tell an empty map from an empty list and writes the list.
    return json.loads(str(value or "{}")) or []


def _same(value: object) -> object:
    return value


def _text_of_int(value: object) -> object:
    return str(value)


def _nullable_text(value: object) -> object:
    return None if value is None else str(value)


def _money(value: object) -> object:
    return money.text(int(str(value or 0)))


def _number(value: object) -> object:
    return money.literal(int(str(value or 0)))


_WRITERS: dict[str, _Write] = {
    "int": _same,
    "fk": _same,
    "strint": _text_of_int,
    "money": _money,
    "number": _number,
    "flag": _same,
    "date": _same,
    "datetime": _same,
    "text": _same,
    "ntext": _same,
    "bool": bool,
    "json": _document,
    "map": _map,
}


class Writer:
    """Writes rows of one table as JSON-ready dictionaries, under the switches of this moment."""

    def __init__(self, table: Table, switches: Switches) -> None:
        writers = dict(_WRITERS)
        if switches.on("splynx", "ids_as_strings"):
            writers["int"] = _text_of_int
            writers["fk"] = _nullable_text
        if switches.on("splynx", "total_as_string"):
            writers["number"] = _money
        without_due = not switches.on("splynx", "due_present")
        self._columns = [
            (name, writers[kind])
            for name, kind in table.columns.items()
            if kind != "hidden" and not (without_due and name == "due")
        ]

    def write(self, row: Row) -> dict[str, object]:
        """Return one row as it goes on the wire."""
        return {name: write(row[name]) for name, write in self._columns}


def read_columns(table: Table, body: Mapping[str, object]) -> dict[str, Value]:
    """Return the columns of a JSON body that the table has, in their kept form.

    Raises:
        InvalidFieldsError: A value does not fit its column.
    """
    found: dict[str, Value] = {}
    for name, value in body.items():
        kind = table.columns.get(name, "hidden")
        if kind != "hidden" and name != "id":
            found[name] = read_value(name, kind, value)
    return found


def read_value(name: str, kind: str, value: object) -> Value:
    """Return one JSON value in the kept form of its column's kind.

    Raises:
        InvalidFieldsError: It does not fit.
    """
    label = name.replace("_", " ").capitalize()
    try:
        return _READERS[kind](value)
    except (money.BadAmountError, ValueError) as error:
        raise InvalidFieldsError(**{name: f"{label} must be a number."}) from error


def _read_integer(value: object) -> Value:
    return int(value) if isinstance(value, bool) else int(str(value or 0))


def _read_key(value: object) -> Value:
    return None if value in {None, "", 0, "0"} else int(str(value))


def _read_flag(value: object) -> Value:
    return "1" if value in {True, "1", "true"} else "0"


def _read_text(value: object) -> Value:
    return "" if value is None else str(value)


def _read_nullable(value: object) -> Value:
    return None if value is None else str(value)


_READERS: dict[str, Callable[[object], Value]] = {
    "int": _read_integer,
    "strint": _read_integer,
    "hidden": _read_integer,
    "bool": _read_integer,
    "fk": _read_key,
    "money": money.parse,
    "number": money.parse,
    "flag": _read_flag,
    "date": lambda value: str(value or ZERO_DATE),
    "datetime": lambda value: str(value or ZERO_DATETIME),
    "json": json.dumps,
    "map": json.dumps,
    "text": _read_text,
    "ntext": _read_nullable,
}
