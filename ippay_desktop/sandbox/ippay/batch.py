"""What happens at the gateway by itself as time passes: voids, batch close, settlement, returns."""

import dataclasses

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.ippay.order import Order
from ippay_desktop.sandbox.ippay.records import Records
from ippay_desktop.sandbox.ippay.terminals import Terminals
from ippay_desktop.sandbox.ippay.vault import Instrument

_RETURNABLE = {"CHECK", "REVERSAL"}


class NoSuchOperationError(LookupError):
    """The operation to act on does not exist or is in no state for it."""


@dataclasses.dataclass(slots=True)
class Batches:
    """Carries the gateway's books forward to the simulated present."""

    records: Records
    terminals: Terminals
    clock: Clock

    def catch_up(self) -> None:
        """Do everything that became due: automatic voids, batch close, settlement, returns."""
        now = self.clock.now_ms()
        with self.records.store.transaction():
            self._void_due(now)
            self._close_due(now)
            self._settle_due(now)

    def close(self, terminal_id: str = "") -> int:
        """Close the open batch of one terminal, or of all; return how many items settled."""
        settled = 0
        with self.records.store.transaction():
            for terminal in self.terminals.listed():
                if terminal_id in {"", terminal["terminal_id"]}:
                    settled += self._close(str(terminal["terminal_id"]))
        return settled

    def run_ach(self) -> int:
        """Settle every queued bank entry now and return how many."""
        store = self.records.store
        with store.transaction():
            count = store.number("SELECT count(*) FROM operations WHERE status = 'QUEUED'")
            self._settle("status = 'QUEUED'", ())
        return count

    def plan_return(self, transaction_id: str, code: str, days: int = 0) -> str:
        """Let a bank entry come back, now or after days; return its state.

        Raises:
            NoSuchOperationError: No accepted bank entry has that id.
        """
        store = self.records.store
        row = store.row(
            "SELECT * FROM operations WHERE transaction_id = ? AND type IN ('CHECK', 'REVERSAL') "
            "AND status IN ('QUEUED', 'ACH_SETTLED') ORDER BY id LIMIT 1",
            (transaction_id.upper(),),
        )
        if row is None:
            raise NoSuchOperationError(transaction_id)
        due = self.clock.now_ms() + days * 24 * 3600 * 1000
        store.update("operations", int(row["id"]), {"planned_return": code, "returns_at": due})
        self.catch_up()
        after = store.row("SELECT status FROM operations WHERE id = ?", (row["id"],))
        return str(after["status"]) if after is not None else ""

    def _void_due(self, now: int) -> None:
        sql = (
            "SELECT * FROM operations WHERE void_at IS NOT NULL AND void_at <= ? "
            "AND status IN ('CAPTURED', 'AUTHORIZED', 'QUEUED')"
        )
        for row in self.records.store.rows(sql, (now,)):
            self.records.set_status(int(row["id"]), "AUTO_VOIDED")
            self.records.give_share_back(row)
            if row["type"] in _RETURNABLE:
                continue
            order = Order(
                "VOID", row["terminal_id"], row["transaction_id"], amount=str(row["amount"])
            )
            answer = {
                "TransactionID": str(row["transaction_id"]),
                "ActionCode": "000",
                "Approval": self.records.next_approval(),
                "ResponseText": "VOID SUCCESSFUL",
            }
            instrument = Instrument("card", row["token"], row["last4"])
            self.records.add(order, "LINKED", answer, instrument, parent=row)

    def _close_due(self, now: int) -> None:
        for terminal in self.terminals.listed():
            name = str(terminal["terminal_id"])
            at = self.terminals.options(name).text("batch_close_at")
            if at == "none":
                continue
            local = self.clock.local()
            closing = local.replace(hour=int(at[:2]), minute=int(at[3:]), second=0)
            since = int((local - closing).total_seconds()) % (24 * 3600)
            if int(str(terminal["batch_opened"])) < now - since * 1000:
                self._close(name)

    def _close(self, terminal_id: str) -> int:
        store = self.records.store
        now = self.clock.now_ms()
        which = "WHERE terminal_id = ? AND status = 'CAPTURED'"
        count = store.number(f"SELECT count(*) FROM operations {which}", (terminal_id,))  # noqa: S608 - own text
        store.run(
            f"UPDATE operations SET status = 'SETTLED', settled_at = ?, void_at = NULL {which}",  # noqa: S608 - own text
            (now, terminal_id),
        )
        store.run(
            "UPDATE terminals SET batch_id = batch_id + 1, batch_opened = ? WHERE terminal_id = ?",
            (now, terminal_id),
        )
        return count

    def _settle_due(self, now: int) -> None:
        self._settle("status = 'QUEUED' AND settles_at <= ?", (now,))
        self.records.store.run(
            "UPDATE operations SET status = 'RETURNED', return_code = planned_return, "
            "returned_at = returns_at, planned_return = '' "
            "WHERE status IN ('QUEUED', 'ACH_SETTLED') AND planned_return <> '' "
            "AND returns_at <= ?",
            (now,),
        )

    def _settle(self, which: str, values: tuple[int, ...]) -> None:
        # When it was due, however long the clock then ran before anybody looked.
        when = "settled_at = min(coalesce(settles_at, ?1), ?1)"
        sql = f"UPDATE operations SET status = 'ACH_SETTLED', {when} WHERE {which}"  # noqa: S608 - own text
        self.records.store.run(sql, (self.clock.now_ms(), *values))
