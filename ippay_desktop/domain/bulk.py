"""Planning a run: pure judgement of each document, and a plan frozen by its hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ippay_desktop.domain.billing import (
    CHARGEABLE_STATES,
    Document,
    DocumentRef,
    DocumentState,
)
from ippay_desktop.domain.forecast import Forecast, OpenDebts, PlannedPayment, foresee
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, PaymentMethodId, RunId
from ippay_desktop.domain.instrument import (
    AccountChoice,
    Instrument,
    InstrumentKind,
    SavedMethods,
)
from ippay_desktop.domain.money import Money, total

STATE_SENTENCES = {
    DocumentState.PAID: "It is paid already.",
    DocumentState.PENDING: "It is pending: another charge of it is on its way in Splynx.",
    DocumentState.DELETED: "It was deleted in Splynx.",
    DocumentState.OTHER: "Splynx gives it a status this program does not know.",
}
NOTHING_DUE = "Nothing is due on it."
TOO_FINE = (
    "Its amount has more decimals than the profile's currency. Correct the amount in Splynx, or "
    "the currency in the profile."
)
MORE_THAN_TOTAL = "Splynx says that more is due on it than its total. Look at it in Splynx."
NO_METHOD = "The customer has no saved card or bank account; send a pay link instead."
NO_SUCH_METHOD = {
    InstrumentKind.CARD: "The customer has no saved card.",
    InstrumentKind.BANK: "The customer has no saved bank account.",
}


def document_obstacle(document: Document, today: date) -> str:
    """Why a document cannot be charged now, as a sentence; "" when it can."""
    state = document.state(today)
    if state not in CHARGEABLE_STATES:
        return STATE_SENTENCES[state]
    if not document.is_exact:
        return TOO_FINE
    if document.due > document.total:
        return MORE_THAN_TOTAL
    return "" if document.due.is_positive else NOTHING_DUE


def choose_instrument(
    methods: SavedMethods,
    choice: AccountChoice,
    *,
    preferred: InstrumentKind | None,
) -> tuple[Instrument | None, str]:
    """Pick the saved method to charge, or say why there is none.

    ANY takes the one that matches the customer's payment method, else the card, else the bank
    account; one that cannot be charged is passed over while another can.

    Returns:
        The method and "", or the unusable one (or None) and a sentence.
    """
    if choice is AccountChoice.ANY:
        order = [InstrumentKind.CARD, InstrumentKind.BANK]
        if preferred is not None:
            order.sort(key=lambda kind: kind is not preferred)
    else:
        order = [InstrumentKind(choice.value)]
    found = [method for method in (methods.of(kind) for kind in order) if method is not None]
    for method in found:
        if method.problem is None:
            return method, ""
    if found:
        return found[0], found[0].problem_sentence
    missing = NO_METHOD if choice is AccountChoice.ANY else NO_SUCH_METHOD[order[0]]
    return None, missing


def preferred_kind(
    method: PaymentMethodId | None,
    *,
    card_method: PaymentMethodId | None,
    bank_method: PaymentMethodId | None,
) -> InstrumentKind | None:
    """The instrument that a customer's payment method stands for, if it is one of ours."""
    if method is None:
        return None
    return {card_method: InstrumentKind.CARD, bank_method: InstrumentKind.BANK}.get(method)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One document of a plan.

    Attributes:
        reason: Why it is left out; "" when it will be charged.
        warnings: Sentences that do not stop it.
        partner_id: For control totals.
        forecast: Where its money will go; None while nobody has asked.
    """

    document: DocumentRef
    customer_name: str
    amount: Money
    instrument: Instrument | None
    reason: str
    warnings: tuple[str, ...] = ()
    partner_id: int = 0
    issued_on: date | None = None
    forecast: Forecast | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether there is something to read before it is charged."""
        return bool(self.warnings) or (self.forecast is not None and self.forecast.is_doubtful)

    @property
    def is_eligible(self) -> bool:
        """Whether the run would charge it."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do, row by row; `plan_hash` names exactly this.

    Attributes:
        debts: What the customers owe besides, once it was read.
    """

    rows: tuple[PlanRow, ...]
    filter_text: str
    account: AccountChoice
    currency: str
    made_at: datetime
    debts: OpenDebts | None = None

    @property
    def eligible(self) -> tuple[PlanRow, ...]:
        """The rows that would be charged."""
        return tuple(row for row in self.rows if row.is_eligible)

    @property
    def sum(self) -> Money:
        """Sum of the eligible rows."""
        return total([row.amount for row in self.eligible], self.currency)

    @property
    def plan_hash(self) -> str:
        """Fingerprint of documents, amounts and methods, in order."""
        digest = hashlib.sha256()
        for row in self.eligible:
            kind = row.instrument.kind if row.instrument else ""
            digest.update(f"{row.document.key}|{row.amount}|{kind}\n".encode())
        return digest.hexdigest()

    @property
    def confirmation(self) -> str:
        """COUNT:SUM, what a person types to start it."""
        return f"{len(self.eligible)}:{self.sum.text()}"

    def without(self, keys: frozenset[str]) -> Plan:
        """The plan with some documents dropped by the person who reads it."""
        plan = replace(self, rows=tuple(row for row in self.rows if row.document.key not in keys))
        if self.debts is None:
            return plan
        owners = {row.document.customer_id for row in self.rows if row.document.key in keys}
        return plan.foreseen(self.debts, owners)

    @property
    def is_blind(self) -> bool:
        """Whether some of what the customers owe could not be read."""
        return self.debts is not None and not self.debts.are_complete

    def foreseen(self, debts: OpenDebts, owners: set[CustomerId] | None = None) -> Plan:
        """The plan with a forecast in each row that would be charged.

        A row counts on those before it: an older invoice that the run pays first is in no way.

        Args:
            debts: What the customers owe besides.
            owners: Anew for these only, the forecasts of the others stay; None for all.
        """
        payments: dict[CustomerId, list[PlannedPayment]] = defaultdict(list)
        for row in self.eligible:
            owner = row.document.customer_id
            if owners is None or owner in owners:
                payment = PlannedPayment(row.document, row.amount, row.amount, row.issued_on)
                payments[owner].append(payment)
        forecasts: dict[str, Forecast] = {}
        for owner, theirs in payments.items():
            owed = debts.of.get(owner, ())
            seen = foresee(theirs, owed, are_complete=debts.are_complete)
            forecasts |= {forecast.document.key: forecast for forecast in seen}
        rows = tuple(
            replace(row, forecast=forecasts[row.document.key])
            if row.document.key in forecasts
            else row
            for row in self.rows
        )
        return replace(self, rows=rows, debts=debts)


class RunState(StrEnum):
    """Where a run stands; PAUSED may be resumed, STOPPED and FINISHED not."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


ENDED_RUN_STATES = frozenset({RunState.STOPPED, RunState.FINISHED})


class RowState(StrEnum):
    """Where one row of a run stands."""

    WAITING = "waiting"
    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RunRow:
    """One row of a frozen plan.

    Attributes:
        position: From 0, in plan order.
        attempt_id: Set once an intent exists.
        reason: Why it was skipped.
    """

    position: int
    document: DocumentRef
    customer_name: str
    amount: Money
    instrument_kind: InstrumentKind
    last4: str
    state: RowState = RowState.WAITING
    attempt_id: AttemptId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A frozen plan and how far it has come; its rows are read apart.

    Attributes:
        owner: Who carries it out just now, and where; "" when nobody does.
        heartbeat_at: When the owner was last heard of.
    """

    run_id: RunId
    profile_id: str
    splynx_host: str
    name: str
    state: RunState
    created_at: datetime
    operator: str
    station: str
    filter_text: str
    account: AccountChoice
    plan_hash: str
    planned: int
    amount_planned: Money
    canary: int | None = None
    note: str = ""
    owner: str = ""
    heartbeat_at: datetime | None = None
