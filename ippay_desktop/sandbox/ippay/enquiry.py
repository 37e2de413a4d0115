"""Enquiries: what the gateway tells about an earlier transaction id, in each of its moods."""

import threading

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.ippay.order import Order
from ippay_desktop.sandbox.ippay.records import Records, answer_of
from ippay_desktop.sandbox.ippay.terminals import Terminals
from ippay_desktop.sandbox.store import Row

_VOIDED = frozenset({"VOIDED", "AUTO_VOIDED", "REVERSED"})
_WAIT_LIMIT_S = 120


class InFlight:
    """The ids whose answers are still being held back."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: list[tuple[str, str]] = []

    def enter(self, order: Order) -> None:
        """Note that an order's answer is on hold."""
        with self._changed:
            self._held.append((order.terminal_id, order.transaction_id))

    def leave(self, order: Order) -> None:
        """Note that the answer goes out."""
        with self._changed:
            self._held.remove((order.terminal_id, order.transaction_id))
            self._changed.notify_all()

    def holds(self, order: Order) -> bool:
        """Tell whether the answer to an id is on hold."""
        with self._changed:
            return (order.terminal_id, order.transaction_id) in self._held

    def wait(self, order: Order) -> None:
        """Block until the answer to an id is out."""
        key = (order.terminal_id, order.transaction_id)
        with self._changed:
            self._changed.wait_for(lambda: key not in self._held, timeout=_WAIT_LIMIT_S)


class Enquiries:
    """Answers ENQ."""

    def __init__(
        self, records: Records, terminals: Terminals, clock: Clock, in_flight: InFlight
    ) -> None:
        self._records = records
        self._terminals = terminals
        self._clock = clock
        self._in_flight = in_flight

    def answer(self, order: Order) -> dict[str, str] | None:
        """Return the answer's elements, or None where the gateway stays silent."""
        if self._terminals.find(order.terminal_id) is None:
            return _plain(order, "996", "DECLINED")
        options = self._terminals.options(order.terminal_id)
        if options.text("password") not in {"", order.password}:
            return _plain(order, "926", "DECLINED")
        mode = options.text("enq_mode")
        if mode == "silent":
            return None
        row = None if mode == "not_found" else self._found(order)
        if mode == "late" and row is not None:
            late = int(row["received_at"]) + options.seconds_as_ms("enq_late_s")
            row = row if self._clock.now_ms() >= late else None
        if mode == "always_000":
            return _plain(order, "000", _state_words(row))
        if row is None:
            return _plain(order, "025", "DECLINED")
        answer = answer_of(row)
        if row["status"] in _VOIDED and options.text("enq_after_void") == "text_void":
            answer["ResponseText"] = "VOIDED"
        return answer

    def _found(self, order: Order) -> Row | None:
        options = self._terminals.options(order.terminal_id)
        if self._in_flight.holds(order):
            if options.text("in_flight") == "not_found":
                return None
            self._in_flight.wait(order)
        row = self._records.original(order.terminal_id, order.transaction_id)
        if row is not None and options.text("enq_follow_up") == "latest":
            # Voids and linked refunds share the id; which of them is told is not documented.
            row = self._records.under(order.terminal_id, order.transaction_id)[0]
        if row is None or int(row["visible_at"]) > self._clock.now_ms():
            return None
        return row


def _plain(order: Order, code: str, text: str) -> dict[str, str]:
    return {"TransactionID": order.transaction_id, "ActionCode": code, "ResponseText": text}


def _state_words(row: Row | None) -> str:
    if row is None:
        return "NOT FOUND"
    if row["status"] in _VOIDED:
        return "VOIDED"
    return str(row["response_text"])
