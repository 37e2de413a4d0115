"""The generic collection of the API: list, count, describe, read, create, change, delete."""

import json
from collections.abc import Mapping

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.splynx.errors import ApiError, InvalidFieldsError, not_found
from ippay_desktop.sandbox.splynx.ledger import Ledger
from ippay_desktop.sandbox.splynx.query import Selection, Translator
from ippay_desktop.sandbox.splynx.schema import TABLES, Table
from ippay_desktop.sandbox.splynx.wire import Writer, read_columns
from ippay_desktop.sandbox.store import Row, Store, Value
from ippay_desktop.sandbox.switches import Switches

_ID_DIGITS = 18
_TYPES = {"int": "integer", "fk": "integer", "strint": "integer", "money": "float"}
_TYPES |= {"number": "float", "flag": "boolean", "bool": "boolean", "date": "date"}
_TYPES |= {"datetime": "datetime"}


class Context:
    """What every handler of the practice Splynx works with."""

    def __init__(self, store: Store, clock: Clock, switches: Switches) -> None:
        self.store = store
        self.clock = clock
        self.switches = switches
        self.ledger = Ledger(store, clock, switches)


class Collection:
    """One table behind one path; subclasses override what their resource does differently.

    Attributes:
        touched: Date and time columns that are set when a row is made.
        hidden: SQL condition for rows that show up.
    """

    touched: tuple[str, ...] = ()
    hidden = ""

    def __init__(self, context: Context, table: str) -> None:
        self.context = context
        self.table: Table = TABLES[table]

    def listed(self, request: Request) -> Response:
        """Answer ``GET`` on the collection."""
        chosen = self._chosen(request)
        sql = f"SELECT * FROM {self.table.name} WHERE {chosen.where} {chosen.page_sql()}"  # noqa: S608 - checked columns, bound values
        rows = self.context.store.rows(sql, chosen.values)
        write = Writer(self.table, self.context.switches).write
        return json_response([self.shown(write(row)) for row in rows])

    def counted(self, request: Request) -> Response:
        """Answer ``HEAD`` on the collection: the number of rows, whatever the page."""
        if self.context.switches.text("splynx", "head_supported") == "405":
            raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")
        chosen = self._chosen(request)
        sql = f"SELECT count(*) FROM {self.table.name} WHERE {chosen.where}"  # noqa: S608 - as above
        count = self.context.store.number(sql, chosen.values)
        return Response(204, headers={"X-total-count": str(count)})

    def described(self) -> Response:
        """Answer ``OPTIONS``: the attributes of the records."""
        attributes = [
            {
                "name": name,
                "title": name.replace("_", " ").capitalize(),
                "type": _TYPES.get(kind, "string"),
                "required": name in self.table.required,
            }
            for name, kind in self.table.columns.items()
            if kind != "hidden" and name != "id"
        ]
        custom = [
            {"name": name, "title": name, "type": "string", "required": False}
            for name in self.table.custom_fields
        ]
        return json_response({"attributes": attributes, "additional_attributes": custom})

    def read(self, key: str) -> Response:
        """Answer ``GET`` of one record."""
        row = self.find(key)
        written = self.shown(Writer(self.table, self.context.switches).write(row))
        return json_response(self.detailed(written, row))

    def create(self, body: Mapping[str, object]) -> Response:
        """Answer ``POST``: 201 with the new id."""
        missing = {
            name: f"{name.replace('_', ' ').capitalize()} cannot be blank."
            for name in self.table.required
            if body.get(name) in (None, "", [])
        }
        if missing:
            raise InvalidFieldsError(**missing)
        values = read_columns(self.table, body)
        for name in self.touched:
            is_date = self.table.columns[name] == "date"
            clock = self.context.clock
            values.setdefault(name, clock.today().isoformat() if is_date else clock.local_stamp())
        with self.context.store.transaction():
            return json_response({"id": self.insert(values)}, 201)

    def change(self, key: str, body: Mapping[str, object]) -> Response:
        """Answer ``PUT``: only the columns that the body has change."""
        values = read_columns(self.table, body)
        with self.context.store.transaction():
            row = self.find(key)
            self.check_change(row, values)
            if values:
                self.context.store.update(self.table.name, int(row["id"]), values)
        return Response(202)

    def remove(self, key: str) -> Response:
        """Answer ``DELETE`` of one record."""
        with self.context.store.transaction():
            self.erase(self.find(key))
        if self.context.switches.on("splynx", "delete_body_after_204"):
            return Response(204, trailing=b"[]")
        return Response(204)

    def shown(self, written: dict[str, object]) -> dict[str, object]:
        """Hook: last changes to a written row."""
        return written

    def detailed(self, written: dict[str, object], row: Row) -> dict[str, object]:
        """Hook: what a single read shows beyond the list."""
        del row
        return written

    def insert(self, values: dict[str, Value]) -> int:
        """Hook: store a new row and return its id."""
        return self.context.store.insert(self.table.name, values or {"id": None})

    def check_change(self, row: Row, values: dict[str, Value]) -> None:
        """Hook: refuse or amend a change."""

    def erase(self, row: Row) -> None:
        """Hook: delete a row."""
        sql = f"DELETE FROM {self.table.name} WHERE id = ?"  # noqa: S608 - own name
        self.context.store.run(sql, (row["id"],))

    def find(self, key: str) -> Row:
        """Return a visible row by its id in the path.

        Raises:
            ApiError: There is none.
        """
        number = row_id(key.rpartition("--")[2])
        shown = self.visible() or "1"
        sql = f"SELECT * FROM {self.table.name} WHERE id = ? AND {shown}"  # noqa: S608 - own text
        row = self.context.store.row(sql, (number,))
        if row is None:
            raise not_found()
        return row

    def visible(self) -> str:
        """Hook: SQL condition for rows that show up now."""
        return self.hidden

    def _chosen(self, request: Request) -> Selection:
        translator = Translator(self.table, self.context.switches)
        return translator.selection(request.query, hidden=self.visible())


def row_id(text: str) -> int:
    """Return an id from a path.

    Raises:
        ApiError: The text is no id.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS):
        raise not_found()
    return int(text)


def json_response(body: object, status: int = 200) -> Response:
    """Return an answer with a JSON body."""
    return Response(status, json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())
