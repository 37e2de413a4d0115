"""The practice gateway's faults: lost, late, mangled and misleading answers."""

from collections.abc import Callable

from ippay_desktop.sandbox.clock import pause
from ippay_desktop.sandbox.faults import Fault
from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.ippay.engine import Answer, Twist
from ippay_desktop.sandbox.ippay.enquiry import InFlight
from ippay_desktop.sandbox.ippay.messages import write
from ippay_desktop.sandbox.ippay.order import Order

_HTML = "text/html"
_XML = "text/xml; charset=utf-8"
_PAGES = {
    "http_500": (500, b"Internal Server Error", "text/plain"),
    "http_502_html": (502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", _HTML),
    "http_403_html": (403, b"<html><body><h1>403 Forbidden</h1></body></html>", _HTML),
    "empty": (200, b"", _XML),
    "garbage": (200, bytes(range(1, 256)), _XML),
}
_WRONG_ID = "WRONGID00000000000"

Process = Callable[[Twist], Answer | None]


class Spoiler:
    """Answers one request with one fault."""

    def __init__(
        self, fault: Fault, order: Order, root: str, in_flight: InFlight, *, autovoid_s: int
    ) -> None:
        self._fault = fault
        self._order = order
        self._root = root
        self._in_flight = in_flight
        self._autovoid_s = autovoid_s

    def respond(self, process: Process, request: Request) -> Response:
        """Return what the fault makes of the request."""
        name = self._fault.name
        if name == "drop_before":
            return Response(drop=True)
        if name in {"slow", "redirect_307", "truncated_xml", "echo", *_PAGES}:
            return self._instead(process, request)
        answer = process(self._twist())
        if answer is None or name == "drop_after":
            return Response(drop=True)
        if name == "late_commit" and self._fault.text("answer", "drop") == "drop":
            return Response(drop=True)
        return self._mangled(answer)

    def _instead(self, process: Process, request: Request) -> Response:
        if self._fault.name == "slow":
            return self._slow(process)
        if self._fault.name == "redirect_307":
            return self._redirect(process, request)
        return self._replaced(process, request)

    def _twist(self) -> Twist:
        name = self._fault.name
        if name == "neterr_autovoid":
            seconds = self._fault.seconds(str(self._autovoid_s))
            return Twist(void_after_ms=int(seconds * 1000))
        if name == "late_commit":
            return Twist(hidden_ms=int(self._fault.seconds("60") * 1000))
        if name == "action_code":
            return Twist(action_code=self._fault.text("code", "005"))
        return Twist()

    def _slow(self, process: Process) -> Response:
        # "processed" says when: at once (true, the default), or only after the wait.
        at_once = self._fault.flag("processed", default=True)
        self._in_flight.enter(self._order)
        try:
            answer = process(Twist()) if at_once else None
            pause(self._fault.seconds("5"))
            if not at_once:
                answer = process(Twist())
        finally:
            self._in_flight.leave(self._order)
        if answer is None:
            return Response(drop=True)
        return Response(200, write(self._root, answer), _XML)

    def _redirect(self, process: Process, request: Request) -> Response:
        if self._fault.flag("processed"):
            process(Twist())
        return Response(307, headers={"Location": f"{request.path}?redirected=1"})

    def _replaced(self, process: Process, request: Request) -> Response:
        answer: Answer | None = {"TransactionID": self._order.transaction_id}
        if self._fault.flag("processed", default=True):
            answer = process(Twist())
        if self._fault.name == "echo":
            return Response(200, request.body, _XML)
        if self._fault.name == "truncated_xml":
            whole = write(self._root, answer or {})
            return Response(200, whole[: max(1, len(whole) * 2 // 3)], _XML)
        status, body, kind = _PAGES[self._fault.name]
        return Response(status, body, kind)

    def _mangled(self, answer: Answer) -> Response:
        name, root = self._fault.name, self._root
        mangled = dict(answer)
        if name in {"neterr_autovoid", "neterr_kept"}:
            mangled = {
                "TransactionID": self._order.transaction_id,
                "ActionCode": "999",
                "ResponseText": "NETWORK ERROR",
            }
        elif name == "wrong_txid":
            mangled["TransactionID"] = self._fault.text("transaction_id", _WRONG_ID)
        elif name == "no_actioncode":
            mangled.pop("ActionCode", None)
        elif name == "no_txid":
            mangled.pop("TransactionID", None)
        elif name == "additional_info":
            mangled["AdditionalInfo"] = self._fault.text("text", "held for review")
        elif name == "root_case":
            root = self._fault.text("root", "IPPAYRESPONSE")
        return Response(200, write(root, mangled), _XML)
