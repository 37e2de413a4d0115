"""Splynx's query language: PHP-style nested parameters turned into SQL conditions."""

import dataclasses
import re
import urllib.parse

from ippay_desktop.sandbox.splynx import money
from ippay_desktop.sandbox.splynx.errors import ApiError
from ippay_desktop.sandbox.splynx.schema import Table
from ippay_desktop.sandbox.store import Value
from ippay_desktop.sandbox.switches import Switches

NULL = "__EXPRESSION_NULL__"
_COMPARISONS = {"=", "!=", "<>", ">=", "<=", ">", "<"}
_KEYS = re.compile(r"\[([^\]]*)\]")
_MONEY = {"money", "number"}
_INTEGERS = {"int", "strint", "hidden", "fk", "bool"}


@dataclasses.dataclass(slots=True)
class Selection:
    """The rows somebody asked for: SQL condition, order and page."""

    where: str
    values: list[Value]
    order: str
    limit: int | None = None
    offset: int = 0

    def page_sql(self) -> str:
        """Return the ``ORDER BY`` and ``LIMIT`` part."""
        limit = -1 if self.limit is None else self.limit
        return f"ORDER BY {self.order} LIMIT {limit} OFFSET {self.offset}"


def parse_nested(query: str) -> dict[str, object]:
    """Return a query string as PHP would see it: brackets become nested dictionaries."""
    tree: dict[str, object] = {}
    for name, value in urllib.parse.parse_qsl(query, keep_blank_values=True):
        base, bracket, _ = name.partition("[")
        keys = [base, *(_KEYS.findall(name[len(base) :]) if bracket else [])]
        node = tree
        for key in keys[:-1]:
            child = node.setdefault(key or str(len(node)), {})
            if not isinstance(child, dict):
                break
            node = child
        else:
            node[keys[-1] or str(len(node))] = value
    return tree


class Translator:
    """Turns the parameters of one collection into a selection, as the switches say."""

    def __init__(self, table: Table, switches: Switches) -> None:
        self._table = table
        self._switches = switches

    def selection(self, query: str, *, hidden: str = "") -> Selection:
        """Return what a query string selects.

        Args:
            query: The raw query string; unknown plain names in it are ignored silently.
            hidden: A condition that always holds, such as leaving deleted rows out.

        Raises:
            ApiError: An operator or, where the server is strict, a column does not exist.
        """
        tree = parse_nested(query)
        conditions = [hidden] if hidden else []
        values: list[Value] = []
        for group in ("main_attributes", "additional_attributes"):
            wanted = tree.get(group)
            if isinstance(wanted, dict):
                for name, test in wanted.items():
                    self._add(group, str(name), test, conditions, values)
        where = " AND ".join(conditions) or "1"
        return self._paged(tree, Selection(where, values, self._order(tree.get("order"))))

    def _paged(self, tree: dict[str, object], chosen: Selection) -> Selection:
        limit, offset = str(tree.get("limit", "")), str(tree.get("offset", ""))
        chosen.limit = int(limit) if limit.isdigit() else None
        cap = self._switches.text("splynx", "default_limit_cap")
        if cap.isdigit() and int(cap):
            chosen.limit = min(int(cap), chosen.limit if chosen.limit is not None else int(cap))
        if offset.isdigit() and not self._switches.on("splynx", "offset_ignored"):
            chosen.offset = int(offset)
        return chosen

    def _order(self, wanted: object) -> str:
        parts = []
        if isinstance(wanted, dict):
            for name, direction in wanted.items():
                if self._known("main_attributes", str(name)):
                    parts.append(f"{name} {'DESC' if str(direction).upper() == 'DESC' else 'ASC'}")
        return ", ".join(parts) or "id ASC"

    def _known(self, group: str, name: str) -> bool:
        if group == "main_attributes":
            return self._table.columns.get(name, "hidden") != "hidden"
        return name in self._table.custom_fields

    def _add(
        self, group: str, name: str, test: object, conditions: list[str], values: list[Value]
    ) -> None:
        if not self._known(group, name):
            if self._switches.text("splynx", "unknown_column") == "ignored":
                return
            raise ApiError(500, "SERVER_ERROR", f"Unknown column in filter: {name}")
        column, kind = name, self._table.columns.get(name, "text")
        if group == "additional_attributes":
            column, kind = f"json_extract(additional_attributes, '$.{name}')", "text"
        condition, found = self._condition(column, kind, test)
        conditions.append(condition)
        values += found

    def _condition(self, column: str, kind: str, test: object) -> tuple[str, list[Value]]:
        if not isinstance(test, dict):
            return self._compare(column, kind, "=", str(test))
        operator = str(test.get("0", "=")).upper()
        operand = test.get("1", "")
        if operator == "BETWEEN":
            bounds = [_value(kind, str(operand)), _value(kind, str(test.get("2", "")))]
            return f"{column} BETWEEN ? AND ?", bounds
        if operator == "IN":
            chosen = operand.values() if isinstance(operand, dict) else [operand]
            found = [_value(kind, str(item)) for item in chosen]
            return f"{column} IN ({', '.join('?' * len(found))})", found
        return self._compare(column, kind, operator, str(operand))

    def _compare(self, column: str, kind: str, operator: str, text: str) -> tuple[str, list[Value]]:
        if text == NULL and self._switches.on("splynx", "null_constant_known"):
            wanted = "IS NOT NULL" if operator in {"!=", "<>"} else "IS NULL"
            return f"{column} {wanted}", []
        if operator == "LIKE":
            wrap = self._switches.on("splynx", "like_autowrap")
            return f"{column} LIKE ?", [f"%{text}%" if wrap else text]
        if operator == "REGEXP":
            return f"{column} REGEXP ?", [text]
        if operator == "FIND_IN_SET":
            return f"instr(',' || {column} || ',', ',' || ? || ',') > 0", [text]
        if operator == "IS":
            return f"{column} IS ?", [_value(kind, text)]
        if operator not in _COMPARISONS:
            raise ApiError(400, "BAD_REQUEST", "Unknown operator")
        return f"{column} {operator} ?", [_value(kind, text)]


def _value(kind: str, text: str) -> Value:
    # MySQL reads a text that is no number as 0 when it compares it with a number.
    if kind in _MONEY:
        try:
            return money.parse(text)
        except money.BadAmountError:
            return 0
    if kind in _INTEGERS:
        found = re.match(r"\s*-?\d{1,18}", text)
        return int(found.group()) if found else 0
    return text
