"""What the gateway's reports tell the core: its own books, apart from its answers to charges.

Rows carry evidence only: no names, no account numbers, no tokens but in updates of saved methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText


@dataclass(frozen=True, slots=True)
class ReportWindow:
    """The time from `start` to `end`, both included; aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None or self.end < self.start:
            raise InvariantError("A report's window is two aware instants in order.")

    @classmethod
    def last(cls, days: int, now: datetime) -> ReportWindow:
        """The last so many days, up to now."""
        return cls(now - timedelta(days=days), now)

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment <= self.end


class Operation(StrEnum):
    """What a row of the gateway's books did.

    CHARGE takes money (of a card; for a bank account it asks for it). VOID takes a charge back
    before it settles, REFUND gives money back later. AUTHORIZATION only reserves. OTHER is
    anything unseen, and never taken for money moved.
    """

    CHARGE = "charge"
    AUTHORIZATION = "authorization"
    VOID = "void"
    REFUND = "refund"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReportedTransaction:
    """One operation in the gateway's books, done or refused.

    Attributes:
        gateway_number: The gateway's own running number.
        transaction_id: In capitals; "" when the row bears none. A void or refund bears that of
            its charge, unless it has one of its own.
        at: When, UTC.
        amount_candidates: What the amount can be, the likelier first; more than one when the
            report does not tell dollars from cents; none when it names no amount.
        is_done: Whether it was carried out; a bank debit was then accepted, and not yet paid.
        last4: Last digits of the card or account, or "".
        order_number: What the charger called it; of ours the document's number.
        attempt_reference: Our attempt's id, if a program like this one sent it; else "".
        software: Name and version the charger gave, or "".
        is_outside_window: Whether it lies outside the window that was asked for.
    """

    gateway_number: int
    terminal_id: str
    transaction_id: str
    kind: InstrumentKind
    operation: Operation
    at: datetime
    amount_candidates: tuple[Money, ...]
    is_done: bool
    action_code: str = ""
    approval: str = ""
    last4: str = ""
    order_number: str = ""
    attempt_reference: str = ""
    software: str = ""
    is_outside_window: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """A charge or refund whose money moved; fields as in `ReportedTransaction`.

    Attributes:
        settled_at: UTC; None when the row does not say.
        batch: The settlement's number, or "".
    """

    gateway_number: int
    terminal_id: str
    transaction_id: str
    kind: InstrumentKind
    operation: Operation
    at: datetime
    settled_at: datetime | None
    amount_candidates: tuple[Money, ...]
    batch: str = ""
    is_outside_window: bool = False


@dataclass(frozen=True, slots=True)
class BankReturn:
    """A bank debit that came back; fields as in `ReportedTransaction`.

    Attributes:
        code: Such as "R01"; see `domain.bank_returns`. "" when the row bears none.
        operation: REFUND when it was our refund that came back: then nothing was taken from us.
        accepted_at: When the gateway had accepted it.
        returned_at: UTC; None when the row does not say.
    """

    gateway_number: int
    terminal_id: str
    transaction_id: str
    code: str
    operation: Operation
    accepted_at: datetime
    returned_at: datetime | None
    amount_candidates: tuple[Money, ...]
    is_outside_window: bool = False


@dataclass(frozen=True, slots=True)
class Chargeback:
    """A card charge that its holder disputes.

    Attributes:
        case_number: The processor's.
        reason: In the processor's words, numbers masked.
        transaction_id: Of the charge, if the processor matched it; else "".
        at: UTC; None when the row does not say.
    """

    case_number: str
    case_type: str
    reason: str
    transaction_id: str
    terminal_id: str
    at: datetime | None
    amount_candidates: tuple[Money, ...]
    is_outside_window: bool = False


@dataclass(frozen=True, slots=True)
class AccountUpdate:
    """News of a saved card from the card networks, or a question about it under way.

    Attributes:
        old_token: The token it is saved under.
        new_token: The one to use from now on; empty when nothing changed or nothing is known yet.
        status: The gateway's word for it, numbers masked.
        response_code: The networks' letter.
        is_pending: Whether the answer is still awaited.
        at: When it was asked for or answered, UTC; None when the row does not say.
    """

    old_token: SecretText
    new_token: SecretText
    status: str
    response_code: str
    is_pending: bool
    at: datetime | None
    is_outside_window: bool = False


class GatewayReports(Protocol):
    """IPpay's reports. Each call blocks, and returns a report whole or raises.

    Rows come without repetitions, by gateway number. Without a window, the overlapping one. All
    calls raise:
        NotSentError, OutcomeUnknownError: no answer; reports move nothing, so ask again later.
        AuthenticationError: merchant or password refused.
        RejectedError: refused for another reason.
        ProtocolError: not whole, or not readable; nothing of it may be used.
    """

    def overlapping_window(self, now: datetime) -> ReportWindow:
        """What to ask for every day, so that late rows and unknown clocks lose nothing."""

    def sweep_window(self, now: datetime) -> ReportWindow:
        """What to ask for where news come weeks later, as returns do."""

    def card_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        """All operations on cards."""

    def bank_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        """All operations on bank accounts."""

    def card_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        """Card charges and refunds that settled."""

    def bank_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        """Bank debits and refunds that settled; they can still come back."""

    def bank_returns(self, window: ReportWindow | None = None) -> tuple[BankReturn, ...]:
        """Bank debits that came back."""

    def chargebacks(self, window: ReportWindow | None = None) -> tuple[Chargeback, ...]:
        """Disputed card charges."""

    def account_updates(self, window: ReportWindow | None = None) -> tuple[AccountUpdate, ...]:
        """News of saved cards."""

    def pending_account_updates(
        self, window: ReportWindow | None = None
    ) -> tuple[AccountUpdate, ...]:
        """Saved cards that the networks are being asked about."""
