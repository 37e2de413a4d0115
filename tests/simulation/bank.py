"""The gateway and the bank behind it: what became of each id, and the ledger that is the truth."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.dice import Dice
    from tests.simulation.events import Log
    from tests.simulation.scheduler import Scheduler

_ELEMENT = re.compile(r"<(\w+)[^<>]*>([^<>]*)</\1>")
_DECLINES = ("051", "005", "014", "041", "061", "899", "750")
_DECLINED, _REFUSED = 0.10, 0.03


def read_request(body: bytes) -> dict[str, str]:
    """The leaf elements of a request."""
    return dict(_ELEMENT.findall(body.decode()))


@dataclass
class Debit:
    """One line of the bank's ledger.

    Attributes:
        attempt: What the request carried in its first free field; "" for the add-on's own.
        live: False once it was taken back.
    """

    terminal: str
    transaction: str
    cents: int
    attempt: str
    live: bool = True


@dataclass
class Filed:
    """What the gateway keeps of an id.

    Attributes:
        visible_at: When enquiries begin to find it.
        was_cut: Whether its first answer was a network error; a replay says the same again.
    """

    kind: str
    code: str
    approval: str
    text: str
    visible_at: float
    debit: Debit | None = None
    is_voided: bool = False
    was_cut: bool = False


def answer(
    transaction: str, code: str, approval: str = "", *, text: str = "", error: str = ""
) -> bytes:
    """A document of the gateway; absent elements are left out."""
    parts = (
        ("TransactionID", transaction),
        ("ActionCode", code),
        ("Approval", approval),
        ("ResponseText", text),
        ("ErrMsg", error),
    )
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in parts if value)
    return f"<ippayResponse>{inner}</ippayResponse>".encode()


def _state_of(found: Filed | None) -> str:
    if found is None:
        return "NOT FOUND"
    return "VOIDED" if found.is_voided else found.text


class Bank:
    """Answers SALE, CHECK and ENQ; debits stand in `ledger`.

    Attributes:
        duplicates: How a used id is answered.
        enquiries: How enquiries are answered; "silent" and "late" only while `is_rough`.
    """

    def __init__(
        self, dice: Dice, scheduler: Scheduler, log: Log, *, duplicates: str, enquiries: str
    ) -> None:
        self._dice = dice
        self._scheduler = scheduler
        self._log = log
        self.duplicates = duplicates
        self.enquiries = enquiries
        self.is_rough = True
        self.ledger: list[Debit] = []
        self.counts: Counter[str] = Counter()
        self._filed: dict[tuple[str, str], Filed] = {}
        self._requests: Counter[str] = Counter()

    def foreign_debit(self, name: str, cents: int) -> None:
        """The add-on charges by itself, under an id of its own."""
        self.ledger.append(Debit("ADDON", name, cents, ""))

    def charge(self, body: bytes) -> bytes:
        """Process a SALE or CHECK."""
        asked = read_request(body)
        key = (asked["TerminalID"], asked["TransactionID"].upper())
        self._requests[key[1]] += 1
        found = self._filed.get(key)
        if found is not None:
            self.counts[f"duplicate.{self.duplicates}"] += 1
            if self.duplicates != "process_again":
                return self._duplicate(key[1], found)
        step = (key, self._requests[key[1]])
        if self._dice.chance(_REFUSED, "refused", *step):
            return answer("", "900", error="Amount is not acceptable.  ")
        filed = self._decide(asked, step)
        self._filed[key] = filed
        return answer(key[1], filed.code, filed.approval, text=filed.text)

    def enquire(self, body: bytes) -> bytes | None:
        """Answer an ENQ; None when it is not answered."""
        asked = read_request(body)
        transaction = asked["TransactionID"].upper()
        if self.enquiries == "silent" and self.is_rough:
            self.counts["enquiry.silent"] += 1
            return None
        found = self._filed.get((asked["TerminalID"], transaction))
        if found is not None and found.visible_at > self._scheduler.now:
            self.counts["enquiry.late"] += 1
            found = None
        if self.enquiries == "always_000":
            self.counts["enquiry.always_000"] += 1
            return answer(transaction, "000", text=_state_of(found))
        if found is None:
            return answer(transaction, "025", text="DECLINED")
        if found.is_voided and self._dice.chance(0.3, "forgets voided", transaction):
            return answer(transaction, "025", text="DECLINED")
        return answer(transaction, found.code, found.approval, text=_state_of(found))

    def cut(self, body: bytes, void_after_s: float | None) -> bytes:
        """Answer a processed request with a network error; perhaps take back what it did, later."""
        asked = read_request(body)
        transaction = asked["TransactionID"].upper()
        filed = self._filed.get((asked["TerminalID"], transaction))
        if filed is not None and filed.debit and filed.debit.attempt == asked["UDField1"]:
            filed.was_cut = True
            if void_after_s is not None:
                void = partial(self._void, transaction, filed)
                self._scheduler.at(self._scheduler.now + void_after_s, void)
        return answer(transaction, "999", text="NETWORK ERROR")

    def _void(self, transaction: str, filed: Filed) -> None:
        if filed.debit is not None and filed.debit.live:
            filed.debit.live = False
            filed.is_voided = True
            self._log.add(self._scheduler.now, "voided", transaction=transaction)

    def _decide(self, asked: dict[str, str], step: tuple[object, ...]) -> Filed:
        kind, transaction = asked["TransactionType"], asked["TransactionID"].upper()
        late = self._dice.between(60, 6000, "late", *step) if self.enquiries == "late" else 0.0
        visible_at = self._scheduler.now + (late if self.is_rough else 0.0)
        if self._dice.chance(_DECLINED, "declined", *step):
            code = self._dice.pick(_DECLINES, "code", *step)
            return Filed(kind, code, "", "DECLINED", visible_at)
        debit = Debit(
            asked["TerminalID"], transaction, int(asked["TotalAmount"]), asked["UDField1"]
        )
        self.ledger.append(debit)
        self._log.add(
            self._scheduler.now,
            "debit",
            transaction=transaction,
            cents=debit.cents,
            attempt=debit.attempt[:8],
        )
        is_card = kind == "SALE"
        approval = f"TEST{self._dice.whole(10, 99, 'approval', *step)}" if is_card else "000000"
        text = "APPROVED" if is_card else "CHECK ACCEPTED"
        return Filed(kind, "000", approval, text, visible_at, debit)

    def _duplicate(self, transaction: str, found: Filed) -> bytes:
        if self.duplicates == "reject094":
            return answer(transaction, "094", text="DUPLICATE")
        if self.duplicates == "reject900":
            return answer("", "900", error="Transaction ID already used.  ")
        if found.was_cut:
            return answer(transaction, "999", text="NETWORK ERROR")
        return answer(transaction, found.code, found.approval, text=found.text)
