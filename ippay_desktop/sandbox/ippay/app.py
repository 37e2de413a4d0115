"""The practice gateway as one callable: reading, processing, answering, misbehaving."""

import dataclasses
from collections.abc import Callable

from ippay_desktop.sandbox.faults import Facts, Fault, FaultPlan
from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.ippay.batch import Batches
from ippay_desktop.sandbox.ippay.engine import Answer, Engine, Twist
from ippay_desktop.sandbox.ippay.enquiry import Enquiries, InFlight
from ippay_desktop.sandbox.ippay.messages import UnreadableError, parse, write
from ippay_desktop.sandbox.ippay.mischief import Spoiler
from ippay_desktop.sandbox.ippay.order import NEW_ID_TYPES, Order, read_order
from ippay_desktop.sandbox.ippay.records import Records
from ippay_desktop.sandbox.ippay.terminals import Terminals
from ippay_desktop.sandbox.ippay.vault import Vault

XML = "text/xml; charset=utf-8"
_ROOTS = {"ippay": "ippayResponse", "JetPay": "JetPayResponse"}
_UNREADABLE = {"ActionCode": "900", "ErrMsg": "Request could not be read."}


@dataclasses.dataclass(slots=True)
class Gateway:
    """The gateway's parts, shared with reports and the control port."""

    records: Records
    vault: Vault
    terminals: Terminals
    batches: Batches
    engine: Engine
    enquiries: Enquiries
    in_flight: InFlight


class GatewayApp:
    """Answers ``POST /ippay`` and ``GET /ippay``."""

    def __init__(self, gateway: Gateway, plan: FaultPlan) -> None:
        self._gateway = gateway
        self._plan = plan

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if request.path.rstrip("/") != "/ippay":
            return Response(404, b"<html><body>404</body></html>", "text/html")
        if request.method == "GET":
            made = self._gateway.records.new_id()
            return Response(200, made.encode(), "text/plain")
        if request.method != "POST":
            return Response(405, b"", "text/plain")
        return self._post(request)

    def _post(self, request: Request) -> Response:
        try:
            root = parse(request.body)
        except UnreadableError:
            return _xml("ippayResponse", _UNREADABLE)
        if root.tag not in _ROOTS:
            return _xml("ippayResponse", _UNREADABLE)
        order = read_order(root)
        facts: dict[str, object] = {
            "type": order.type,
            "terminal": order.terminal_id,
            "transaction_id": order.transaction_id,
            "order_number": order.order_number,
        }
        name = "IPPayResponse" if order.type == "TOKENIZE" else _ROOTS[root.tag]
        fault = self._plan.pick(_fault_facts(request, order))
        response = self._answer(order, name, fault, request)
        response.facts |= facts | {"fault": fault.name if fault else None}
        return response

    def _answer(self, order: Order, root: str, fault: Fault | None, request: Request) -> Response:
        def process(twist: Twist) -> Answer | None:
            return self._process(order, twist)

        if fault is None:
            return self._plain(order, root, process)
        if fault.name == "action_code" and order.type not in NEW_ID_TYPES:
            code = {"ActionCode": fault.text("code", "005"), "ResponseText": "DECLINED"}
            return _xml(root, {"TransactionID": order.transaction_id, **code})
        pause = int(self._gateway.terminals.options(order.terminal_id).text("autovoid_s"))
        spoiler = Spoiler(fault, order, root, self._gateway.in_flight, autovoid_s=pause)
        return spoiler.respond(process, request)

    def _plain(
        self, order: Order, root: str, process: Callable[[Twist], Answer | None]
    ) -> Response:
        options = self._gateway.terminals.options(order.terminal_id)
        if not order.terminal_id and options.on("empty_tid_400"):
            return Response(400, b"", "text/plain")
        answer = process(Twist())
        return Response(drop=True) if answer is None else _xml(root, answer)

    def _process(self, order: Order, twist: Twist) -> Answer | None:
        if not order.type or not order.terminal_id:
            return {"ActionCode": "900", "ErrMsg": "Required element is missing."}
        self._gateway.batches.catch_up()
        if order.type == "ENQ":
            return self._gateway.enquiries.answer(order)
        return self._gateway.engine.process(order, twist)


def _fault_facts(request: Request, order: Order) -> Facts:
    match = {
        "order_number": order.order_number,
        "transaction_id": order.transaction_id,
        "token_last4": order.last4,
    }
    return Facts("ippay", request.method, request.path, order.type, order.terminal_id, match)


def _xml(root: str, answer: Answer) -> Response:
    return Response(200, write(root, answer), XML)
