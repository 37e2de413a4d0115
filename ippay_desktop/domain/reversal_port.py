"""What the core needs from outside to give money back, as protocols; see `domain.ports`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.domain.identifiers import AttemptId, ReversalId, TransactionId
from ippay_desktop.domain.instrument import Instrument
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import Operation

if TYPE_CHECKING:
    from ippay_desktop.domain.reversal import Reversal, ReversalChange, ReversalIntent


@dataclass(frozen=True, slots=True)
class ReversalRequest:
    """One VOID, CREDIT or REVERSAL.

    Attributes:
        transaction_id: The charge's own id for VOID and LINKED_CREDIT, else a new one.
        charge_transaction_id: Tells IPpay's reports which charge a request of its own id is about.
        approval: The charge's approval; a void names it.
        instrument: What was charged, freshly read.
        terminal_id: The terminal that was charged through.
        may_leave: Asked right before the first byte leaves; a no is a proven NOT_SENT.
    """

    operation: Operation
    transaction_id: TransactionId
    charge_transaction_id: TransactionId
    approval: str | None
    instrument: Instrument
    amount: Money
    order_number: str
    attempt_id: AttemptId
    terminal_id: str
    may_leave: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of a charge's history.

    Attributes:
        sequence: Its place in the journal.
        event: What happened: a `ChargeEvent`, a `ReversalEvent`, or the recording of an intent.
        reversal_id: Which reversal it is about; None when it is about the charge itself.
        facts: What it brought, by name: plain words and whole numbers.
    """

    sequence: int
    at: datetime
    event: str
    reversal_id: ReversalId | None
    facts: Mapping[str, str | int | None]


class ReversalLog(Protocol):
    """The journal's record of reversals. Each method is one committed, flushed transaction."""

    def add(self, intent: ReversalIntent, unless_noted: str | None = None) -> Reversal:
        """Commit an intent before a byte leaves; `unless_noted` as `Journal.add_intent` has it.

        Raises:
            ReversalOpenError: a charge of the document is being reversed already.
            AttemptOpenError: a charge of the document is not settled.
            InputError: it is more than is left of the charge.
            NotedMeanwhileError: that note is there.
        """

    def apply(self, reversal_id: ReversalId, change: ReversalChange, at: datetime) -> Reversal:
        """Append a change and return the reversal after it.

        Raises:
            StorageError: it may not be recorded, or another station has claimed the charge.
        """

    def one(self, reversal_id: ReversalId) -> Reversal:
        """One reversal; InputError when there is none."""

    def of(self, attempt_id: AttemptId) -> tuple[Reversal, ...]:
        """All of one charge, oldest first."""

    def charges_behind(
        self, splynx_host: str, ids: Iterable[str]
    ) -> Mapping[TransactionId, TransactionId]:
        """The charge that each of these refunds gave back, by the id the refund bore.

        Args:
            splynx_host: Of that Splynx only.
            ids: Transaction ids; those of no reversal of ours are left out.
        """

    def waiting(self, splynx_host: str) -> tuple[Reversal, ...]:
        """All of that host that wait for evidence or for a person, oldest first."""

    def history(self, attempt_id: AttemptId) -> tuple[LogLine, ...]:
        """Everything that happened to a charge and its reversals, oldest first."""
