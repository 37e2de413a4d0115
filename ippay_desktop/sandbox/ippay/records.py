"""The gateway's books: every operation it carried out, and the state of its money."""

import json
import threading

from ippay_desktop.sandbox.clock import Clock, from_ms
from ippay_desktop.sandbox.ippay.calendar import next_settlement_ms
from ippay_desktop.sandbox.ippay.order import BANK_TYPES, Order
from ippay_desktop.sandbox.ippay.vault import Instrument
from ippay_desktop.sandbox.store import Row, Settings, Store

RETENTION_MS = 90 * 24 * 3600 * 1000
LIVE_CARD = ("CAPTURED", "SETTLED")
LIVE_BANK = ("QUEUED", "ACH_SETTLED")


class Records:
    """Reads and writes operations; amounts are cents, times simulated milliseconds."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self._clock = clock
        self._settings = Settings(store)
        self._lock = threading.Lock()
        self._last_made = 0

    def original(self, terminal_id: str, transaction_id: str) -> Row | None:
        """Return the first operation under an id within 90 days, in any letter case."""
        return self.store.row(
            "SELECT * FROM operations WHERE terminal_id = ? AND transaction_id = ? "
            "AND received_at >= ? AND parent IS NULL ORDER BY id LIMIT 1",
            (terminal_id, transaction_id.upper(), self._clock.now_ms() - RETENTION_MS),
        )

    def under(self, terminal_id: str, transaction_id: str) -> list[Row]:
        """Return all operations under an id within 90 days, newest first."""
        return self.store.rows(
            "SELECT * FROM operations WHERE terminal_id = ? AND transaction_id = ? "
            "AND received_at >= ? ORDER BY id DESC",
            (terminal_id, transaction_id.upper(), self._clock.now_ms() - RETENTION_MS),
        )

    def add(  # noqa: PLR0913 - one row, spelled out
        self,
        order: Order,
        status: str,
        answer: dict[str, str],
        instrument: Instrument,
        *,
        hidden_ms: int = 0,
        parent: Row | None = None,
    ) -> int:
        """Store an operation that was decided now and return its ipTransID."""
        now = self._clock.now_ms()
        terminal = "SELECT batch_id FROM terminals WHERE terminal_id = ?"
        return self.store.insert(
            "operations",
            {
                "terminal_id": order.terminal_id,
                "transaction_id": order.transaction_id.upper(),
                "type": order.type,
                "amount": order.cents or 0,
                "status": status,
                "action_code": answer["ActionCode"],
                "approval": answer.get("Approval", ""),
                "response_text": answer.get("ResponseText", ""),
                "answer": json.dumps(answer),
                "order_number": order.order_number or (parent["order_number"] if parent else ""),
                "ud1": order.ud[0],
                "ud2": order.ud[1],
                "ud3": order.ud[2],
                "name": order.name,
                "token": instrument.token,
                "last4": instrument.last4 or order.last4,
                "sec": order.sec,
                "check_number": order.check_number,
                "origin": order.origin,
                "received_at": now,
                "finished_at": now,
                "visible_at": now + hidden_ms,
                "batch_id": self.store.number(terminal, (order.terminal_id,)),
                "parent": parent["id"] if parent else None,
                "settles_at": next_settlement_ms(now) if order.type in BANK_TYPES else None,
            },
        )

    def set_status(self, number: int, status: str) -> None:
        """Change an operation's state."""
        self.store.update("operations", number, {"status": status, "void_at": None})

    def count_again(self, row: Row) -> None:
        """Count one more request with an id already used."""
        received = int(row["times_received"]) + 1
        self.store.update("operations", int(row["id"]), {"times_received": received})

    def count_processed(self, row: Row) -> None:
        """Count that money moved once more under an id already used."""
        processed = int(row["times_processed"]) + 1
        self.store.update("operations", int(row["id"]), {"times_processed": processed})

    def plan_void(self, number: int, moment: int) -> None:
        """Let the gateway void an operation by itself at a moment."""
        self.store.update("operations", number, {"void_at": moment})

    def give_share_back(self, refund: Row) -> None:
        """Let a refund that was taken back count no more against what it was linked to."""
        if refund["parent"] is not None:
            self.store.run(
                "UPDATE operations SET credited = credited - ? WHERE id = ?",
                (refund["amount"], refund["parent"]),
            )

    def next_approval(self) -> str:
        """Return ``TEST`` and two digits."""
        number = self._settings.integer("approvals", 41) + 1
        self._settings.put("approvals", number)
        return f"TEST{number % 100:02d}"

    def new_id(self) -> str:
        """Return a gateway-made transaction id: a letter A to G and 17 digits of time."""
        with self._lock:
            self._last_made = max(self._clock.now_ms(), self._last_made + 1)
            made = self._last_made
        moment = from_ms(made)
        return f"{'ABCDEFG'[made % 7]}{moment:%Y%m%d%H%M%S}{made % 1000:03d}"


def answer_of(row: Row) -> dict[str, str]:
    """Return the answer that was given to an operation."""
    answer = json.loads(row["answer"])
    return {str(name): str(value) for name, value in answer.items()}
