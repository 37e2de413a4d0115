"""The network between one station and both servers, in place of the HTTP transport."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ippay_desktop.adapters.transport import WireResponse
from ippay_desktop.domain.errors import NotSentError, OutcomeUnknownError
from tests.simulation.bank import answer, read_request
from tests.simulation.splynx import API, Reply, parse_query, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.adapters.transport import WireRequest
    from tests.simulation.station import Station
    from tests.simulation.world import World

REPORTS = "/ippayReport"
_READ_TIMEOUT_S = 60.0
_HTML = b"<html><body><h1>Bad gateway</h1></body></html>"
_XML = {"Content-Type": "text/xml"}
_SPOILING = frozenset({"http_500", "http_502", "echo", "garbage", "wrong_id"})


class StationWire:
    """Sends what one station sends; implements the `send` of the transport."""

    def __init__(self, world: World, station: Station) -> None:
        self._world = world
        self._station = station
        self._steps: Counter[str] = Counter()

    def send(self, request: WireRequest) -> WireResponse:
        """Send once, under the faults of this world."""
        self._station.may_die("wire")
        self._station.may_sleep()
        if request.may_leave is not None and not request.may_leave():
            raise NotSentError("This computer slept right before it was to send; nothing was sent.")
        parts = urlsplit(request.url)
        about = self._about(request.method, parts.path, request.body or b"")
        self._steps[about] += 1
        step = (self._station.name, about, self._steps[about])
        return _Exchange(self._world, self._station, step, parts.netloc).carry_out(
            request, parts.path, parts.query
        )

    def _about(self, method: str, path: str, body: bytes) -> str:
        """Names a request by what it is about: leaving others out then changes nothing for it."""
        if path.startswith(REPORTS):
            asked = read_request(body)
            path = f"{path} {asked['TransactionType']} {asked['TerminalID']}"
        elif not path.startswith(API):
            asked = read_request(body)
            path = f"{asked['TransactionType']} {asked['TransactionID']}"
        return f"{method} {path}"


class _Exchange:
    """One request and its answer."""

    def __init__(self, world: World, station: Station, step: tuple[object, ...], host: str) -> None:
        self._world = world
        self._station = station
        self._step = step
        self._host = host
        self._bank = world.banks.get(host, world.bank)
        # The document of a charge.
        self._key = ""

    def carry_out(self, request: WireRequest, path: str, query: str) -> WireResponse:
        """Go there and back, or not."""
        limit_s = request.read_timeout_s or _READ_TIMEOUT_S
        if path.startswith(API):
            reply = self._splynx(request, path.removeprefix(API), query, limit_s)
            reply = self._world.splynx.with_time(reply)
        elif path.startswith(REPORTS):
            reply = self._report(request.body or b"")
        else:
            reply = self._gateway(request.body or b"", limit_s)
        self._wait("back", 0.01, 0.3)
        self._station.may_die("answer")
        status, headers, content = reply
        return WireResponse(status, headers, content)

    def _wait(self, leg: str, low: float, high: float) -> None:
        seconds = self._world.dice.between(low, high, leg, *self._step)
        self._world.scheduler.wait(seconds)

    def _later(self, low: float, high: float, act: Callable[[], object]) -> None:
        moment = self._world.scheduler.now + self._world.dice.between(
            low, high, "later", *self._step
        )
        self._world.scheduler.at(moment, lambda: (act(), None)[1])

    def _later_at_the_bank(self, longest: float, body: bytes, transaction: str) -> None:
        self._world.in_flight[transaction] += 1

        def arrive() -> None:
            self._world.in_flight[transaction] -= 1
            self._bank.process(body)

        self._later(1, longest, arrive)

    def _lose(self, seconds: float) -> Reply:
        """No answer comes."""
        self._world.scheduler.wait(seconds)
        self._station.may_die("loss")
        raise OutcomeUnknownError("No complete answer came; don't repeat it.")

    def _refuse_connection(self) -> Reply:
        self._wait("refused", 0.0, 3.0)
        raise NotSentError("The server refused the connection; nothing was sent.")

    # The gateway.

    def _gateway(self, body: bytes, limit_s: float) -> Reply:
        asked = read_request(body)
        if asked["TransactionType"] == "ENQ":
            return self._enquiry(body, self._world.faults.draw("enquiry", *self._step), limit_s)
        is_charge = asked["TransactionType"] in {"SALE", "CHECK"}
        fault = self._world.faults.draw("sale" if is_charge else "back", *self._step)
        if fault == "not_sent":
            return self._refuse_connection()
        if is_charge:
            self._key = self._station.witness_charge(asked, fault, self._host)
        else:
            self._station.witness_reversal(asked, fault)
        self._wait("out", 0.05, 2.5)
        return self._move(body, asked, fault, limit_s)

    def _process(self, body: bytes, transaction: str) -> bytes:
        """Have it carried out; whatever the answer is worth, people may meddle from now on."""
        reply = self._bank.process(body)
        if self._key:
            self._world.charged(self._bank, transaction.upper(), self._key, *self._step)
        return reply

    def _move(self, body: bytes, asked: dict[str, str], fault: str | None, limit_s: float) -> Reply:
        """One request that may move money and has reached the other side, or nearly."""
        is_processed = self._world.dice.chance(0.5, "processed", *self._step)
        unprocessed = self._unprocessed(body, asked, fault, limit_s)
        if unprocessed is not None:
            return unprocessed
        if fault is not None and fault in _SPOILING:
            if is_processed:
                self._process(body, asked["TransactionID"])
                self._station.may_die("gateway")
            return self._spoilt(fault, body, is_processed=is_processed)
        reply = self._process(body, asked["TransactionID"])
        self._station.may_die("gateway")
        return self._processed(body, reply, fault, limit_s)

    def _unprocessed(
        self, body: bytes, asked: dict[str, str], fault: str | None, limit_s: float
    ) -> Reply | None:
        if fault == "drop_before":
            return self._lose(1.0)
        if fault == "delayed":
            longest = 5000 if self._world.dice.chance(0.3, "long", *self._step) else 500
            self._later_at_the_bank(longest, body, asked["TransactionID"])
            return self._lose(limit_s)
        if fault == "network_lost":
            return 200, _XML, answer(asked["TransactionID"], "999", text="NETWORK ERROR")
        return None

    def _processed(self, body: bytes, reply: bytes, fault: str | None, limit_s: float) -> Reply:
        if fault in {"drop_after", "timeout_processed"}:
            return self._lose(0.5 if fault == "drop_after" else limit_s)
        if fault == "slow":
            self._world.scheduler.wait(limit_s * 0.9)
        if fault in {"network_kept", "network_voided"}:
            void_after_s = self._world.dice.between(5, 500, "void", *self._step)
            kept = fault == "network_kept"
            return 200, _XML, self._bank.cut(body, None if kept else void_after_s)
        return 200, _XML, _twisted(reply, fault)

    def _spoilt(self, fault: str, body: bytes, *, is_processed: bool) -> Reply:
        if fault == "echo":
            return 200, _XML, body
        if fault == "garbage":
            return 200, _XML, b"<ippayResponse><TransactionID>AB"
        if fault == "wrong_id":
            # Somebody else's answer: whatever it says, of ours the opposite is true.
            code, approval = ("051", "") if is_processed else ("000", "TEST11")
            text = "DECLINED" if is_processed else "APPROVED"
            return 200, _XML, answer("ZZZZZZZZZZZZZZZZZZ", code, approval, text=text)
        return int(fault.removeprefix("http_")), {}, _HTML

    def _enquiry(self, body: bytes, fault: str | None, limit_s: float) -> Reply:
        asked = read_request(body)["TransactionID"]
        self._world.note("asked", self._station.name, transaction=asked)
        if fault == "not_sent":
            return self._refuse_connection()
        self._wait("out", 0.05, 1.5)
        if fault == "drop":
            return self._lose(1.0)
        if fault == "slow":
            self._world.scheduler.wait(limit_s * 0.9)
        if fault is not None and fault in _SPOILING:
            return self._spoilt(fault, body, is_processed=True)
        if fault == "network":
            return 200, _XML, answer(asked, "999", text="NETWORK ERROR")
        reply = self._bank.enquire(body)
        if reply is None:
            return self._lose(limit_s)
        if b"VOIDED" in reply:
            self._world.note("told_voided", self._station.name, transaction=asked)
        return 200, _XML, reply

    def _report(self, body: bytes) -> Reply:
        fault = self._world.faults.draw("report", *self._step)
        if fault == "not_sent":
            return self._refuse_connection()
        self._wait("out", 0.05, 1.5)
        if fault == "drop":
            return self._lose(1.0)
        if fault == "http_502":
            return 502, {}, _HTML
        self._world.note("asked", self._station.name, transaction="any")
        whole = self._world.reports.answer(body)
        return 200, _XML, whole[: len(whole) // 2] if fault == "truncated" else whole

    # Splynx.

    def _splynx(self, request: WireRequest, path: str, query: str, limit_s: float) -> Reply:
        family = {"POST": "post", "DELETE": "delete"}.get(request.method, "read")
        if path.startswith("admin/auth/"):
            family = "read"
        fault = self._world.faults.draw(family, *self._step)
        if fault == "not_sent":
            return self._refuse_connection()

        def process() -> Reply:
            return self._world.splynx.handle(
                request.method, path, query, dict(request.headers), request.body or b""
            )

        self._wait("out", 0.01, 0.4)
        if family in {"post", "delete"}:
            return self._write(request, process, fault, limit_s)
        return self._read(path, query, process, fault)

    def _read(
        self, path: str, query: str, process: Callable[[], Reply], fault: str | None
    ) -> Reply:
        if fault == "drop":
            return self._lose(1.0)
        if fault == "expired":
            self._world.splynx.revoke()
        reply = process()
        if fault == "truncated":
            return reply[0], reply[1], reply[2][: len(reply[2]) // 2]
        if fault is not None and fault != "expired":
            return _failed(fault)
        if reply[0] == 200:
            self._witness_read(path, query)
        return reply

    def _witness_read(self, path: str, query: str) -> None:
        parent, _, number = path.rpartition("/")
        kinds = {"admin/finance/invoices": "invoice", "admin/finance/proforma-invoices": "proforma"}
        if parent in kinds:
            doc = self._world.books.docs[f"{kinds[parent]}:{number}"]
            self._world.note(
                "read", self._station.name, key=doc.key, status=doc.status, due=doc.due
            )
        elif path == "admin/finance/payments":
            asked = dict(parse_query(query))
            receipt = asked.get("main_attributes[receipt_number]")
            if receipt is not None:
                self._world.note("searched", self._station.name, receipt=receipt)

    def _write(
        self,
        request: WireRequest,
        process: Callable[[], Reply],
        fault: str | None,
        limit_s: float,
    ) -> Reply:
        def witness(*, is_definite: bool) -> None:
            if request.method == "POST":
                self._station.witness_post(request.body or b"", is_definite=is_definite)

        if fault in _UNDONE:
            reply = _UNDONE[fault]()
            witness(is_definite=fault in {"refused", "expired"})
            return reply
        if fault in {"delayed", "drop_before"}:
            witness(is_definite=False)
            if fault == "delayed":
                self._later(1, 60, process)
            return self._lose(limit_s)
        reply = process()
        witness(is_definite=400 <= reply[0] < 500)
        self._station.may_die("splynx")
        if fault == "drop_after":
            return self._lose(limit_s)
        return _SPOILT_WRITES.get(fault or "", reply)


def _failed(fault: str) -> Reply:
    if fault == "too_many":
        return 429, {"Retry-After": "1"}, b""
    if fault == "http_500":
        return refusal(500, "INTERNAL_SERVER_ERROR")
    return 502, {}, _HTML


# What a write is answered with when nothing was done, and when it was.
_UNDONE = {
    "too_many": lambda: _failed("too_many"),
    "failed_500": lambda: _failed("http_500"),
    "refused": lambda: refusal(422, "VALIDATION_ERROR", "Not acceptable."),
    "expired": lambda: refusal(401, "EXPIRED_ACCESS_TOKEN"),
}
_SPOILT_WRITES: dict[str, Reply] = {
    "processed_502": (502, {}, _HTML),
    "processed_no_id": (201, {"Content-Type": "application/json"}, b"{}"),
}


def _twisted(reply: bytes, fault: str | None) -> bytes:
    """An answer that lacks something, or says too much."""
    if fault == "no_id":
        head, _, tail = reply.partition(b"<TransactionID>")
        return head + tail.partition(b"</TransactionID>")[2] if tail else reply
    if fault == "no_code":
        return reply.replace(b"<ActionCode>", b"<Code>").replace(b"</ActionCode>", b"</Code>")
    if fault == "remark":
        remark = b"<AdditionalInfo>held for review</AdditionalInfo></ippayResponse>"
        return reply.replace(b"</ippayResponse>", remark)
    return reply
