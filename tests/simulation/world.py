"""Everything outside the program, put together: time, chance, the bank, Splynx and other people."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.bank import Bank
from tests.simulation.books import Books
from tests.simulation.dice import Dice
from tests.simulation.events import Log
from tests.simulation.faults import Faults
from tests.simulation.reports import Reports
from tests.simulation.scheduler import Scheduler
from tests.simulation.splynx import SplynxServer

if TYPE_CHECKING:
    from tests.simulation.bank import Credit, Debit, Filed
    from tests.simulation.scenario import Deed, Scenario

GATEWAY, MOVED_GATEWAY = "127.0.0.1:8002", "127.0.0.1:8003"


class World:
    """One world of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.dice = Dice(scenario.seed)
        self.scheduler = Scheduler()
        self.log = Log()
        self.faults = Faults(self.dice, scenario.active)
        self.bank = Bank(self.dice, self.scheduler, self.log, scenario)
        # Where IPpay may let a team charge from some day on; its books are its own.
        self.banks = {GATEWAY: self.bank}
        self.banks[MOVED_GATEWAY] = Bank(self.dice, self.scheduler, self.log, scenario)
        self.reports = Reports(self.bank, self.scheduler, scenario.report_lag_s)
        # Requests that the network holds back, by transaction id.
        self.in_flight: Counter[str] = Counter()
        self.books = Books(self.scheduler, self.log, scenario.pin_ignored, scenario.old_server)
        self.books.fill(scenario.people, scenario.papers)
        self.splynx = SplynxServer(scenario, self.books)
        for deed in scenario.deeds:
            self.scheduler.at(deed.at, partial(self._do, deed))

    def note(self, kind: str, station: str = "", **facts: object) -> None:
        """Write an event."""
        self.log.add(self.scheduler.now, kind, station, **facts)

    def calm_down(self) -> None:
        """End all faults; what is under way still arrives."""
        self.faults.on = False
        for bank in self.banks.values():
            bank.is_rough = False

    @property
    def ledger(self) -> list[Debit]:
        """Every bank's lines of money taken."""
        return [debit for bank in self.banks.values() for debit in bank.ledger]

    @property
    def credits(self) -> list[Credit]:
        """Every bank's lines of money sent back."""
        return [credit for bank in self.banks.values() for credit in bank.credits]

    @property
    def counts(self) -> Counter[str]:
        """How often each kind of trouble struck."""
        return sum((bank.counts for bank in self.banks.values()), self.faults.counts)

    def filed(self, terminal: str, transaction: str) -> Filed | None:
        """What became of an id, for a person who looks in the gateways' own pages."""
        found = [bank.filed(terminal, transaction) for bank in self.banks.values()]
        known = [filed for filed in found if filed is not None]
        return max(known, key=lambda filed: filed.debit is not None, default=None)

    def meddle(self, key: str, *step: object) -> None:
        """Perhaps somebody changes a document, or pays of it, while staff look at it."""
        doc = self.books.docs.get(key)
        if doc is None or doc.status != "not_paid" or doc.due <= 1:
            return
        if doc.kind == "invoice" and self.faults.happens("foreign.part", 0.06, *step):
            self._pay(key, self.dice.whole(1, doc.due - 1, "part", *step), "")
        elif self.faults.happens("foreign.edited", 0.03, *step):
            self.books.edit(doc, self.dice.whole(100, 9999, "edit", *step))
        elif self.faults.happens("foreign.cash", 0.02, *step):
            self._pay(key, doc.due, "")

    def charged(self, bank: Bank, transaction: str, key: str, *step: object) -> None:
        """A charge has been processed; perhaps somebody meddles before it is recorded."""
        debit = next((one for one in bank.ledger if one.transaction == transaction), None)
        if debit is not None and self._tempts("voided_soon", 0.05, *step):
            longest_s = self.dice.pick((3.0, 60.0, 900.0), "voided within", *step)
            after_s = self.dice.between(0.1, longest_s, "voided after", *step)
            self.scheduler.at(self.scheduler.now + after_s, partial(self._void, bank, debit))
        doc = self.books.docs.get(key)
        if doc is not None and doc.kind == "invoice" and self._tempts("credit_used", 0.03, *step):
            cents = self.dice.whole(1, doc.total, "credit", *step)
            if self.books.use_credit(doc, cents):
                self.faults.strike("foreign.credit_used")

    def _tempts(self, verb: str, probability: float, *step: object) -> bool:
        is_on = self.faults.on and f"foreign.{verb}" in self.scenario.active
        return is_on and self.dice.chance(probability, f"foreign.{verb}", *step)

    def _void(self, bank: Bank, debit: Debit) -> None:
        if bank.void_elsewhere(debit):
            self.faults.strike("foreign.voided_soon")

    def _void_by_lot(self, lot: int) -> bool:
        found = [debit for debit in self.bank.ledger if self.bank.may_be_voided(debit)]
        return bool(found) and self.bank.void_elsewhere(found[lot % len(found)])

    def _do(self, deed: Deed) -> None:
        if not self.faults.on or f"foreign.{deed.verb}" not in self.scenario.active:
            return
        if deed.verb == "method_replaced":
            self.books.slots[int(deed.target)].version += 1
            done = True
        elif deed.verb == "voided_later":
            done = self._void_by_lot(int(deed.target))
        elif deed.verb == "topup":
            cents = self.dice.whole(500, 5000, "topup", deed.target, deed.at)
            done = bool(self.books.add_payment(int(deed.target), cents))
        else:
            done = self._do_to_document(deed)
        if done:
            self.faults.strike(f"foreign.{deed.verb}")

    def _do_to_document(self, deed: Deed) -> bool:
        doc = self.books.docs.get(deed.target)
        if doc is None:
            return False
        if deed.verb == "edited":
            return self.books.edit(doc, self.dice.whole(100, 9999, "edit", deed.target))
        if deed.verb == "deleted":
            return self.books.delete(doc)
        if doc.status != "not_paid" or doc.due == 0:
            return False
        if deed.verb == "cash":
            self._pay(deed.target, doc.due, "")
            return True
        # Portal and charge button both mark the document while their own charge is under way; the
        # portal is quick, the button's file comes back later.
        doc.status = "pending"
        self.note("pending", key=doc.key)
        seconds = 3.0 if deed.verb == "portal" else 600.0
        self.scheduler.at(
            self.scheduler.now + seconds, partial(self._addon_charged, deed.target, doc.due)
        )
        return True

    def _addon_charged(self, key: str, cents: int) -> None:
        doc = self.books.docs[key]
        if doc.status == "pending":
            doc.status = "not_paid"
        if self.dice.chance(0.25, "addon declined", key):
            self.note("addon_declined", key=key)
            return
        self.bank.foreign_debit(key, cents)
        self._pay(key, cents, "ADDON")

    def _pay(self, key: str, cents: int, receipt: str) -> None:
        doc = self.books.docs[key]
        invoice, proforma = (doc.number, 0) if doc.kind == "invoice" else (0, doc.number)
        self.books.add_payment(
            doc.customer, cents, receipt=receipt, invoice=invoice, proforma=proforma
        )
