"""The gateway and the bank behind it: what became of each id, and the ledger that is the truth."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.batches import Batches

if TYPE_CHECKING:
    from tests.simulation.dice import Dice
    from tests.simulation.events import Log
    from tests.simulation.scenario import Scenario
    from tests.simulation.scheduler import Scheduler

_ELEMENT = re.compile(r"<(\w+)[^<>]*>([^<>]*)</\1>")
_DECLINES = ("051", "005", "014", "041", "061", "899", "750")
_DECLINED, _REFUSED = 0.10, 0.03
# Source: with what code a void is refused once the batch has closed is not documented.
_UNFIT = ("025", "077", "900")
_CHARGES = frozenset({"SALE", "CHECK"})
_UNDER_THE_CHARGE = frozenset({"VOID", "CREDIT"})


def read_request(body: bytes) -> dict[str, str]:
    """The leaf elements of a request."""
    return dict(_ELEMENT.findall(body.decode()))


@dataclass
class Debit:
    """One line of the bank's ledger: money taken.

    Attributes:
        attempt: What the request carried in its first free field; "" for the add-on's own.
        voided: Who took it back before it settled: "gateway" by itself, "asked" by the program,
            "elsewhere" by a person in the gateway's own pages; "" nobody.
        settled_at: Of a bank debit, when the bank paid.
        returned_at: When it came back.
        told_at: When the bank sent `return_code`, which may be a notice and no return.
    """

    terminal: str
    transaction: str
    cents: int
    attempt: str
    at: float = 0.0
    is_bank: bool = False
    voided: str = ""
    settled_at: float | None = None
    returned_at: float | None = None
    told_at: float | None = None
    number: int = 0
    return_code: str = ""

    @property
    def live(self) -> bool:
        """Whether it is still taken: neither taken back nor returned."""
        return not self.voided and self.returned_at is None


@dataclass
class Credit:
    """Another line: money sent back to a customer.

    Attributes:
        transaction: The id it bears; the charge's own if it is linked.
        charge: The id of the charge it is about.
        live: False once the gateway took it back by itself.
    """

    terminal: str
    transaction: str
    charge: str
    cents: int
    attempt: str
    at: float
    is_bank: bool
    live: bool = True


@dataclass
class Filed:
    """What the gateway keeps of an id.

    Attributes:
        visible_at: When enquiries begin to find it.
        was_cut: Whether its first answer was a network error; a replay says the same again.
        may_be_voided: Whether the gateway will take it back by itself, and has not yet.
    """

    kind: str
    code: str
    approval: str
    text: str
    visible_at: float
    debit: Debit | None = None
    credit: Credit | None = None
    is_voided: bool = False
    was_cut: bool = False
    may_be_voided: bool = False


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


@dataclass(frozen=True)
class Operation:
    """One line of the gateway's own books, done or refused; its reports are made of these.

    Attributes:
        asked: The request's elements.
    """

    number: int
    at: float
    asked: dict[str, str]
    code: str
    approval: str


class Bank:
    """Answers SALE, CHECK, VOID, CREDIT, REVERSAL and ENQ; what moved stands in the ledgers.

    Attributes:
        duplicates: How a used id is answered.
        enquiries: How enquiries are answered; "silent" and "late" only while `is_rough`.
    """

    def __init__(self, dice: Dice, scheduler: Scheduler, log: Log, scenario: Scenario) -> None:
        self._dice = dice
        self._scheduler = scheduler
        self._log = log
        self.duplicates = scenario.duplicates
        self.enquiries = scenario.enquiries
        self._is_long = scenario.is_long
        self.is_rough = True
        self.ledger: list[Debit] = []
        self.credits: list[Credit] = []
        self.operations: list[Operation] = []
        self.batches = Batches(dice, scheduler, log, scenario)
        self.counts: Counter[str] = Counter()
        self._filed: dict[tuple[str, str], Filed] = {}
        self._requests: Counter[str] = Counter()

    def foreign_debit(self, name: str, cents: int) -> None:
        """The add-on charges by itself, under an id of its own."""
        self.ledger.append(Debit("ADDON", name, cents, "", self._scheduler.now))

    def filed(self, terminal: str, transaction: str) -> Filed | None:
        """What became of an id, for a person who looks in the gateway's own pages."""
        return self._filed.get((terminal, transaction))

    def may_be_voided(self, debit: Debit) -> bool:
        """Whether the gateway's own pages offer to void a charge of ours."""
        filed = self._filed.get((debit.terminal, debit.transaction))
        is_ours = filed is not None and filed.debit is debit and not filed.may_be_voided
        back = any(one.live and one.charge == debit.transaction for one in self.credits)
        return is_ours and not back and self._is_fit("VOID", debit, debit.cents, 0)

    def void_elsewhere(self, debit: Debit) -> bool:
        """A person voids a charge in the gateway's own pages; whether that was possible."""
        if not self.may_be_voided(debit):
            return False
        debit.voided = "elsewhere"
        self._filed[debit.terminal, debit.transaction].is_voided = True
        asked = {"TransactionType": "VOID", "TerminalID": debit.terminal}
        asked |= {"TransactionID": debit.transaction, "TotalAmount": str(debit.cents)}
        self._book(asked)
        self._log.add(self._scheduler.now, "voided", transaction=debit.transaction, by="elsewhere")
        return True

    def process(self, body: bytes) -> bytes:
        """Carry out a request that may move money."""
        asked = read_request(body)
        key = (asked["TerminalID"], asked["TransactionID"].upper())
        kind = asked["TransactionType"]
        self._requests[f"{kind} {key[1]}"] += 1
        step = (kind, key, self._requests[f"{kind} {key[1]}"])
        found = self._filed.get(key)
        if kind in _UNDER_THE_CHARGE and (found is None or found.kind in _CHARGES):
            if kind == "VOID" or found is not None:
                return self._reverse(asked, found, step)
        elif found is not None:
            self.counts[f"duplicate.{self.duplicates}"] += 1
            if self.duplicates != "process_again":
                return self._duplicate(key[1], found)
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
        moved = None if filed is None else filed.debit or filed.credit
        is_its_own = filed is not None and filed.kind == asked["TransactionType"]
        if filed is not None and is_its_own and moved and moved.attempt == asked["UDField1"]:
            filed.was_cut = True
            if void_after_s is not None:
                filed.may_be_voided = True
                void = partial(self._take_back, transaction, filed)
                self._scheduler.at(self._scheduler.now + void_after_s, void)
        return answer(transaction, "999", text="NETWORK ERROR")

    def _take_back(self, transaction: str, filed: Filed) -> None:
        """The gateway undoes by itself what it answered with a network error."""
        filed.may_be_voided = False
        debit, credit = filed.debit, filed.credit
        if debit is not None and debit.live:
            debit.voided = "gateway"
        elif credit is not None and credit.live:
            credit.live = False
        else:
            return
        filed.is_voided = True
        moved = debit or credit
        if moved is not None:
            asked = {"TransactionType": "VOID", "TerminalID": moved.terminal}
            asked |= {"TransactionID": transaction, "TotalAmount": str(moved.cents)}
            self._book(asked)
        self._log.add(self._scheduler.now, "voided", transaction=transaction)

    def _book(self, asked: dict[str, str], code: str = "000", approval: str = "") -> None:
        number, now = len(self.operations) + 1, self._scheduler.now
        self.operations.append(Operation(number, now, asked, code, approval))

    def _decide(self, asked: dict[str, str], step: tuple[object, ...]) -> Filed:
        """A request under an id of its own."""
        kind = asked["TransactionType"]
        late = self._dice.between(60, 6000, "late", *step) if self.enquiries == "late" else 0.0
        visible_at = self._scheduler.now + (late if self.is_rough else 0.0)
        if self._dice.chance(_DECLINED, "declined", *step):
            code = self._dice.pick(_DECLINES, "code", *step)
            self._book(asked, code)
            return Filed(kind, code, "", "DECLINED", visible_at)
        is_card = kind in {"SALE", "CREDIT"}
        approval = f"TEST{self._dice.whole(10, 99, 'approval', *step)}" if is_card else "000000"
        text = "APPROVED" if is_card else "CHECK ACCEPTED"
        filed = Filed(kind, "000", approval, text, visible_at)
        if kind in _CHARGES:
            filed.debit = self._take(asked, is_card=is_card)
        else:
            # A refund linked to an id that was never charged is taken for one of its own.
            charge = asked.get("UDField2", asked["TransactionID"].upper())
            filed.credit = self._send_back(asked, charge, is_bank=not is_card)
        self._book(asked, approval=approval)
        if filed.debit is not None:
            filed.debit.number = len(self.operations)
        return filed

    def _take(self, asked: dict[str, str], *, is_card: bool) -> Debit:
        debit = Debit(
            asked["TerminalID"],
            asked["TransactionID"].upper(),
            int(asked["TotalAmount"]),
            asked["UDField1"],
            self._scheduler.now,
            is_bank=not is_card,
        )
        self.ledger.append(debit)
        self._log.add(
            self._scheduler.now,
            "debit",
            transaction=debit.transaction,
            cents=debit.cents,
            attempt=debit.attempt[:8],
        )
        if debit.is_bank and self._is_long:
            self.batches.take(debit)
        return debit

    def _send_back(self, asked: dict[str, str], charge: str, *, is_bank: bool) -> Credit:
        credit = Credit(
            asked["TerminalID"],
            asked["TransactionID"].upper(),
            charge,
            int(asked["TotalAmount"]),
            asked["UDField1"],
            self._scheduler.now,
            is_bank,
        )
        self.credits.append(credit)
        self._log.add(
            self._scheduler.now,
            "credit",
            transaction=credit.transaction,
            charge=charge,
            cents=credit.cents,
        )
        return credit

    def _reverse(
        self, asked: dict[str, str], found: Filed | None, step: tuple[object, ...]
    ) -> bytes:
        """A VOID or CREDIT under its charge's id; the gateway limits both to what it took."""
        kind, transaction = asked["TransactionType"], asked["TransactionID"].upper()
        cents = int(asked["TotalAmount"])
        debit = None if found is None else found.debit
        back = sum(one.cents for one in self.credits if one.live and one.charge == transaction)
        if found is None or debit is None or not self._is_fit(kind, debit, cents, back):
            code = self._dice.pick(_UNFIT, "unfit") if kind == "VOID" else "025"
            self._book(asked, code)
            return answer(transaction, code, text="DECLINED")
        approval = f"BACK{self._dice.whole(10, 99, 'approval', *step)}"
        self._book(asked, approval=approval)
        if kind == "CREDIT":
            self._send_back(asked, transaction, is_bank=False)
            return answer(transaction, "000", approval, text="RETURN ACCEPTED")
        debit.voided, found.is_voided = "asked", True
        self._log.add(self._scheduler.now, "voided", transaction=transaction)
        return answer(transaction, "000", approval, text="VOID SUCCESSFUL")

    def _is_fit(self, kind: str, debit: Debit, cents: int, back: int) -> bool:
        if not debit.live or debit.is_bank:
            return False
        if kind == "VOID":
            return not back and cents == debit.cents and self.batches.is_open(debit)
        return back + cents <= debit.cents

    def _duplicate(self, transaction: str, found: Filed) -> bytes:
        if self.duplicates == "reject094":
            return answer(transaction, "094", text="DUPLICATE")
        if self.duplicates == "reject900":
            return answer("", "900", error="Transaction ID already used.  ")
        if found.was_cut:
            return answer(transaction, "999", text="NETWORK ERROR")
        return answer(transaction, found.code, found.approval, text=found.text)
