"""The control port's requests, in JSON."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.control.audit import Auditor
from ippay_desktop.sandbox.control.books import gateway_books, splynx_books
from ippay_desktop.sandbox.control.events import Events
from ippay_desktop.sandbox.faults import BadRuleError, FaultPlan
from ippay_desktop.sandbox.http_server import HttpServer, Request, Response
from ippay_desktop.sandbox.ippay.app import Gateway
from ippay_desktop.sandbox.ippay.batch import NoSuchOperationError
from ippay_desktop.sandbox.ippay.reports import NOTICES
from ippay_desktop.sandbox.splynx import money
from ippay_desktop.sandbox.splynx.errors import InvalidFieldsError
from ippay_desktop.sandbox.splynx.schema import TABLES
from ippay_desktop.sandbox.splynx.wire import read_columns, read_value
from ippay_desktop.sandbox.store import Store, Value
from ippay_desktop.sandbox.switches import SCHEMAS, BadSwitchError, Switches
from ippay_desktop.sandbox.wirelog import WireLog

_TABLES = {
    "proformas": "proforma_invoices",
    "definitions": "payment_accounts",
    "billing": "customer_billing",
    "accounts": "payment_account_data",
}
_BY_CUSTOMER = {"customer_billing", "payment_account_data"}


class BadRequestError(ValueError):
    """The control request makes no sense; the message says why."""


@dataclasses.dataclass(slots=True)
class Steering:
    """Everything the control port can see and move."""

    clock: Clock
    switches: Switches
    plan: FaultPlan
    log: WireLog
    splynx: Store
    gateway: Gateway
    events: Events
    servers: dict[str, HttpServer]
    facts: dict[str, object]
    reset: Callable[[], None]
    set_listener: Callable[..., None]
    seeded_payments: Callable[[], int]


_Route: TypeAlias = Callable[[Request, dict[str, object]], object]


class ControlApp:
    """Answers the control port."""

    def __init__(self, steering: Steering) -> None:
        self._steering = steering
        self._routes: dict[tuple[str, str], _Route] = {
            ("GET", "/health"): lambda _r, _b: {"status": "ok"},
            ("GET", "/state"): self._state,
            ("POST", "/reset"): self._reset,
            ("GET", "/clock"): self._clock,
            ("POST", "/clock"): self._move_clock,
            ("GET", "/switches"): lambda _r, _b: steering.switches.listed(),
            ("POST", "/switches"): self._switch,
            ("GET", "/faults"): lambda _r, _b: {"faults": steering.plan.listed()},
            ("DELETE", "/faults"): self._drop_faults,
            ("POST", "/listener"): self._listener,
            ("GET", "/books/ippay"): self._gateway_books,
            ("GET", "/books/splynx"): self._splynx_books,
            ("GET", "/books/audit"): self._audit,
            ("GET", "/requests"): self._requests,
            ("POST", "/ippay/close-batch"): self._close_batch,
            ("POST", "/ippay/run-ach"): self._run_ach,
            ("POST", "/ippay/return"): self._return,
            ("POST", "/ippay/notice"): self._notice,
            ("POST", "/ippay/void"): self._void,
            ("POST", "/ippay/operation"): self._operation,
            ("GET", "/ippay/terminal"): lambda _r, _b: steering.gateway.terminals.listed(),
            ("POST", "/ippay/terminal"): self._terminal,
            ("POST", "/splynx/edit"): self._edit,
            ("POST", "/splynx/invoice"): self._invoice,
            ("POST", "/splynx/delete-payment"): self._delete_payment,
            ("POST", "/splynx/addon-charge"): self._addon_charge,
            ("POST", "/splynx/portal-pay"): self._portal_pay,
            ("POST", "/splynx/auto-charge"): self._auto_charge,
        }

    def __call__(self, request: Request) -> Response:
        """Answer one request; a request that makes no sense is 400 with a message."""
        key = (request.method, request.path.rstrip("/") or "/")
        try:
            if key == ("POST", "/faults"):
                return _json(self._add_faults(json.loads(request.body)))
            route = self._routes.get(key)
            if route is None:
                return _json({"error": f"no {key[0]} {key[1]}"}, 404)
            body = json.loads(request.body, parse_float=Decimal) if request.body.strip() else {}
            if not isinstance(body, dict):
                return _json({"error": "the body is a JSON object"}, 400)
            return _json(route(request, body))
        except (
            BadRuleError,
            BadSwitchError,
            BadRequestError,
            InvalidFieldsError,
            NoSuchOperationError,
            ValueError,
            KeyError,
        ) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    def _state(self, _request: Request, _body: dict[str, object]) -> object:
        steering = self._steering
        counts = {
            name: steering.splynx.number(f"SELECT count(*) FROM {name}")  # noqa: S608 - own names
            for name in ("customers", "invoices", "proforma_invoices", "payments", "transactions")
        }
        operations = "SELECT count(*) FROM operations"
        counts["gateway_operations"] = steering.gateway.records.store.number(operations)
        return {
            "counts": counts,
            "clock": self._clock(_request, _body),
            "switches": steering.switches.listed(),
            "faults": steering.plan.listed(),
            "listeners": {name: server.is_up for name, server in steering.servers.items()},
            **steering.facts,
        }

    def _reset(self, _request: Request, _body: dict[str, object]) -> object:
        self._steering.reset()
        return {"reset": True}

    def _clock(self, _request: Request, _body: dict[str, object]) -> object:
        clock = self._steering.clock
        return {
            "now": clock.now().isoformat(),
            "splynx_local": clock.local_stamp(),
            "today": clock.today().isoformat(),
            "zone": clock.zone_name,
        }

    def _move_clock(self, request: Request, body: dict[str, object]) -> object:
        clock = self._steering.clock
        before = clock.local()
        if "advance_s" in body:
            clock.advance(int(Decimal(str(body["advance_s"])) * 1000))
        if "set" in body:
            moment = dt.datetime.fromisoformat(str(body["set"]))
            if moment.tzinfo is None:
                raise BadRequestError("the time needs a zone, such as Z")
            clock.set(moment)
        self._steering.gateway.batches.catch_up()
        passed = clock.local().replace(hour=23, minute=59, second=0)
        if self._steering.switches.on("splynx", "auto_charge") and (
            before < passed <= clock.local() or clock.local() - before >= dt.timedelta(days=1)
        ):
            self._steering.events.auto_charge()
        return self._clock(request, body)

    def _switch(self, _request: Request, body: dict[str, object]) -> object:
        for server, wanted in body.items():
            if server not in SCHEMAS or not isinstance(wanted, dict):
                raise BadRequestError("give {'splynx': {...}, 'ippay': {...}}")
            self._steering.switches.change(server, wanted)
        return self._steering.switches.listed()

    def _add_faults(self, body: object) -> object:
        added = self._steering.plan.add(body if isinstance(body, list) else [body])
        self._steering.set_listener("")
        return {"ids": added, "faults": self._steering.plan.listed()}

    def _drop_faults(self, request: Request, _body: dict[str, object]) -> object:
        number = request.flat_query().get("id")
        self._steering.plan.clear(int(number) if number else None)
        self._steering.set_listener("")
        return {"faults": self._steering.plan.listed()}

    def _listener(self, _request: Request, body: dict[str, object]) -> object:
        server = self._steering.servers.get(str(body.get("server")))
        if server is None or server.name == "control":
            raise BadRequestError("server is splynx, ippay or reports")
        self._steering.set_listener(server.name, up=bool(body.get("up")))
        return {"server": server.name, "up": server.is_up}

    def _gateway_books(self, _request: Request, _body: dict[str, object]) -> object:
        self._steering.gateway.batches.catch_up()
        return gateway_books(self._steering.gateway.records.store)

    def _splynx_books(self, request: Request, _body: dict[str, object]) -> object:
        asked = request.flat_query()
        customer = asked.get("customer_id")
        return splynx_books(
            self._steering.splynx,
            customer_id=int(customer) if customer else None,
            only_open=asked.get("open") == "1",
        )

    def _audit(self, _request: Request, _body: dict[str, object]) -> object:
        self._steering.gateway.batches.catch_up()
        auditor = Auditor(
            self._steering.splynx,
            self._steering.gateway.records.store,
            seeded_payments=self._steering.seeded_payments(),
        )
        return auditor.report()

    def _requests(self, request: Request, _body: dict[str, object]) -> object:
        return self._steering.log.since(int(request.flat_query().get("since", "0")))

    def _close_batch(self, _request: Request, body: dict[str, object]) -> object:
        return {"settled": self._steering.gateway.batches.close(str(body.get("terminal_id", "")))}

    def _run_ach(self, _request: Request, _body: dict[str, object]) -> object:
        return {"settled": self._steering.gateway.batches.run_ach()}

    def _return(self, _request: Request, body: dict[str, object]) -> object:
        code, days = str(body.get("code", "R01")), int(str(body.get("days", 0)))
        state = self._steering.gateway.batches.plan_return(str(body["transaction_id"]), code, days)
        return {"status": state}

    def _notice(self, _request: Request, body: dict[str, object]) -> object:
        """Let a card's bank or network tell the gateway something: a dispute, or a new card."""
        report, fields = str(body.get("report", "")), body.get("fields")
        if report not in NOTICES or not isinstance(fields, dict):
            raise BadRequestError(f"report is one of {sorted(NOTICES)}, fields an object")
        values: dict[str, Value] = {
            "report": report,
            "terminal_id": str(body.get("terminal_id", self._steering.events.card_terminal)),
            "at": self._steering.clock.now_ms(),
            "fields": json.dumps(fields),
        }
        store = self._steering.gateway.records.store
        with store.transaction():
            return {"id": store.insert("notices", values)}

    def _void(self, _request: Request, body: dict[str, object]) -> object:
        """Void a charge as a merchant does on the gateway's own pages."""
        return self._steering.events.void(str(body["transaction_id"]))

    def _operation(self, _request: Request, body: dict[str, object]) -> object:
        return self._steering.events.operate(str(body["type"]))

    def _terminal(self, _request: Request, body: dict[str, object]) -> object:
        wanted = dict(body)
        default = self._steering.facts["terminal_id"]
        name = str(wanted.pop("terminal_id", default))
        options = wanted.pop("options", {})
        if isinstance(options, dict):
            wanted |= options
        self._steering.gateway.terminals.change(name, wanted)
        return self._steering.gateway.terminals.listed()

    def _edit(self, _request: Request, body: dict[str, object]) -> object:
        name = str(body.get("table"))
        table = TABLES.get(_TABLES.get(name, name))
        wanted, number = body.get("set"), int(str(body.get("id", "0")))
        if table is None or not isinstance(wanted, dict):
            raise BadRequestError("give table, id and set")
        values = read_columns(table, wanted)
        values |= {
            column: read_value(column, "hidden", wanted[column])
            for column, kind in table.columns.items()
            if kind == "hidden" and column in wanted
        }
        if set(wanted) - set(values):
            raise BadRequestError(f"no such columns: {sorted(set(wanted) - set(values))}")
        key = "customer_id" if table.name in _BY_CUSTOMER else "id"
        self._update(table.name, key, number, values)
        return {"edited": True}

    def _update(self, table: str, key: str, number: int, values: dict[str, Value]) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        store = self._steering.splynx
        found = store.number(f"SELECT count(*) FROM {table} WHERE {key} = ?", (number,))  # noqa: S608 - own names
        if not found and table == "payment_account_data":
            store.insert(table, {"account_id": 1, **values, "customer_id": number})
        elif not found:
            raise BadRequestError(f"no row {number} in {table}")
        else:
            store.run(f"UPDATE {table} SET {names} WHERE {key} = ?", (*values.values(), number))  # noqa: S608 - own names

    def _invoice(self, _request: Request, body: dict[str, object]) -> object:
        today = self._steering.clock.today().isoformat()
        count = self._steering.splynx.number("SELECT max(id) FROM invoices") + 1
        values: dict[str, Value] = {
            "customer_id": int(str(body["customer_id"])),
            "number": str(body.get("number") or f"{today[:4]}01{count:06d}"),
            "date_created": str(body.get("date_created") or today),
            "date_updated": today,
            "date_till": str(body.get("date_till") or today),
            "real_create_datetime": self._steering.clock.local_stamp(),
            "type": str(body.get("type") or "one_time"),
            "added_by": "admin",
        }
        with self._steering.splynx.transaction():
            total = money.parse(body.get("total"))
            number = self._steering.events.ledger.issue_invoice(values, total)
        return {"id": number, "number": values["number"]}

    def _delete_payment(self, _request: Request, body: dict[str, object]) -> object:
        store = self._steering.splynx
        row = store.row("SELECT * FROM payments WHERE id = ?", (int(str(body["id"])),))
        if row is None:
            raise BadRequestError("no such payment")
        with store.transaction():
            self._steering.events.ledger.delete_payment(row)
        return {"deleted": True}

    def _addon_charge(self, _request: Request, body: dict[str, object]) -> object:
        record = body.get("record", True) is not False
        return self._steering.events.addon_charge(int(str(body["invoice_id"])), record=record)

    def _portal_pay(self, _request: Request, body: dict[str, object]) -> object:
        invoice = body.get("invoice_id")
        store = self._steering.splynx
        customer, amount = body.get("customer_id"), body.get("amount")
        if invoice is not None:
            row = store.row("SELECT * FROM invoices WHERE id = ?", (int(str(invoice)),))
            if row is None:
                raise BadRequestError("no such invoice")
            customer = row["customer_id"]
            amount = amount if amount is not None else money.text(row["due"])
        return self._steering.events.portal_pay(
            int(str(customer)), money.parse(amount), int(str(invoice)) if invoice else None
        )

    def _auto_charge(self, _request: Request, _body: dict[str, object]) -> object:
        return {"charged": self._steering.events.auto_charge()}


def _json(body: object, status: int = 200) -> Response:
    return Response(status, json.dumps(body, ensure_ascii=False).encode())
