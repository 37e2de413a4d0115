"""What the core needs from outside, as protocols; adapters implement them.

All methods block and may be called from any worker thread; none may run on the window's thread.
Errors are those of `domain.errors`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from ippay_desktop.domain.billing import (
    AccountDefinition,
    Allocation,
    Customer,
    CustomerBilling,
    Document,
    DocumentKind,
    DocumentRef,
    DocumentStatus,
    Location,
    NewPayment,
    OpenDebt,
    Partner,
    Payment,
    PaymentMethod,
)
from ippay_desktop.domain.charge import Attempt, AttemptState, Change, Intent
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    PaymentAccountId,
    PaymentId,
    RunId,
    TransactionId,
)
from ippay_desktop.domain.instrument import Instrument, InstrumentKind, SavedFields
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ippay_desktop.domain.bulk import RowState, Run, RunRow, RunState
    from ippay_desktop.domain.evidence import ChainHead
    from ippay_desktop.domain.notes import Note, NoteKind
    from ippay_desktop.domain.outcome import EnquiryAnswer, GatewayAnswer, ReversalAnswer
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.domain.reversal import Operation
    from ippay_desktop.domain.reversal_port import ReversalLog, ReversalRequest
    from ippay_desktop.domain.secret import SecretText


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Block the calling thread for that long."""


class IdSource(Protocol):
    """Fresh random ids, so that tests can foresee them."""

    def new_id(self) -> str:
        """A new id: 32 lower-case hexadecimal digits."""


class SecretStore(Protocol):
    """The operating system's keyring. Every method raises StorageError when it refuses."""

    def get(self, profile_id: str, name: str) -> SecretText | None:
        """A secret, or None when none is stored."""

    def put(self, profile_id: str, name: str, secret: SecretText) -> None:
        """Store a secret and read it back, so that a store that forgets is noticed."""

    def remove(self, profile_id: str, name: str) -> None:
        """Forget a secret; fine when there is none."""


class ProfileStore(Protocol):
    """Profiles on disk, without their secrets."""

    def all(self) -> tuple[Profile, ...]:
        """Every profile, by name."""

    def save(self, profile: Profile) -> None:
        """Add or replace, by name."""

    def remove(self, name: str) -> None:
        """Forget one; fine when there is none."""


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """The part of a filter that Splynx itself can decide; rows come back checked against it."""

    period: Period | None = None
    statuses: frozenset[DocumentStatus] = frozenset()
    customers: frozenset[int] = frozenset()
    numbers: frozenset[str] = frozenset()


class BillingSystem(Protocol):
    """Splynx. Reads may raise any error; `record_payment` says exactly what happened."""

    def probe(self) -> None:
        """Reach the API with our credentials (for the connection check)."""

    def granted(self, *, is_anew: bool = False) -> Mapping[str, Mapping[str, bool]]:
        """Permissions named at login: controller → action → allowed; empty when not told.

        Args:
            is_anew: Sign in afresh, for what was allowed or forbidden since.
        """

    def server_now(self) -> datetime | None:
        """The server's clock by its last answer, UTC; None before the first."""

    def partners(self) -> tuple[Partner, ...]:
        """All partners."""

    def locations(self) -> tuple[Location, ...]:
        """All locations."""

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """All payment methods with their field labels."""

    def account_definitions(self) -> tuple[AccountDefinition, ...]:
        """All payment accounts with their slot labels."""

    def customer(self, customer_id: CustomerId) -> Customer:
        """One customer; NotFoundError when there is none."""

    def customers_by_id(self, ids: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Those that exist, whatever their number."""

    def search_customers(self, text: str, *, limit: int) -> tuple[Customer, ...]:
        """Customers whose id, login, name, e-mail or phone matches; all when text is empty."""

    def customer_billing(self, customer_id: CustomerId) -> CustomerBilling:
        """Balance and preferred method."""

    def saved_fields(
        self, customer_id: CustomerId, account: PaymentAccountId
    ) -> SavedFields | None:
        """One customer's slots; None when nothing is stored."""

    def all_saved_fields(self, account: PaymentAccountId) -> Mapping[CustomerId, SavedFields]:
        """Everybody's slots; kept in memory only."""

    def document(self, kind: DocumentKind, document_id: DocumentId) -> Document:
        """One document, fresh; NotFoundError when there is none."""

    def documents(self, kind: DocumentKind, query: DocumentQuery) -> tuple[Document, ...]:
        """All that match, complete or an error; proformas are none when the module is off."""

    def payments(
        self, customer_id: CustomerId, *, receipt_number: str | None = None
    ) -> tuple[Payment, ...]:
        """A customer's payments, optionally only those under one receipt number."""

    def payments_between(self, period: Period) -> tuple[Payment, ...]:
        """Everybody's payments of some days by their payment date, complete or an error."""

    def payment(self, payment_id: PaymentId) -> Payment:
        """One payment, fresh."""

    def allocations(self, payment: Payment) -> tuple[Allocation, ...] | None:
        """Where a payment went; None when this server cannot say."""

    def open_debits(self, customers: frozenset[int] = frozenset()) -> tuple[OpenDebt, ...] | None:
        """Debit transactions that belong to no invoice and are not settled yet.

        Args:
            customers: Only theirs; none means everybody's.

        Returns:
            All of them, complete or an error; None when this server or key cannot say.
        """

    def record_payment(self, payment: NewPayment) -> PaymentId:
        """Post once.

        Raises:
            NotSentError: nothing reached Splynx.
            RejectedError: Splynx refused and stored nothing.
            AuthenticationError: refused before any work.
            OutcomeUnknownError: it may be stored.
        """

    def delete_payment(self, payment_id: PaymentId) -> None:
        """Delete one of our own payments; what it had settled is due again.

        Sent once. Harmless when it is repeated, as ids are never used again.

        Raises:
            NotFoundError: Splynx has no such payment (any more).
            NotSentError: nothing reached Splynx.
            RejectedError: Splynx refused and deleted nothing.
            AuthenticationError: refused before any work.
            OutcomeUnknownError: it may be deleted.
        """


@dataclass(frozen=True, slots=True)
class ChargeRequest:
    """One SALE or CHECK on a saved method.

    Attributes:
        may_leave: Asked right before the first byte leaves; a no is a proven NOT_SENT.
    """

    transaction_id: TransactionId
    instrument: Instrument
    amount: Money
    order_number: str
    attempt_id: AttemptId
    check_number: str = ""
    may_leave: Callable[[], bool] | None = None


class Gateway(Protocol):
    """IPpay. Charges and enquiries never raise for what the other side did: they classify."""

    def charge(self, request: ChargeRequest) -> GatewayAnswer:
        """Send once; blocks for at most the gateway time limit."""

    def enquire(
        self,
        transaction_id: TransactionId,
        kind: InstrumentKind,
        *,
        terminal_id: str | None = None,
    ) -> EnquiryAnswer:
        """Ask what became of an id; moves no money.

        Args:
            transaction_id: The id it was charged under.
            kind: What was charged.
            terminal_id: The terminal it was charged through: another one would not find it, and
                "not found" would free the document for a second charge.
        """

    def give_back(self, request: ReversalRequest) -> ReversalAnswer:
        """Send a void or refund once; blocks for at most the gateway time limit.

        Raises:
            InputError: it must not be sent as it is; nothing was.
        """

    def enquire_reversal(
        self, operation: Operation, transaction_id: TransactionId, *, terminal_id: str
    ) -> EnquiryAnswer:
        """Ask what became of a void or refund; moves no money.

        Under a void's id the gateway holds the charge: VOIDED then says that the void was done, and
        nothing else says anything about it. About a linked refund no answer does.
        """

    def ping(self, kind: InstrumentKind) -> GatewayAnswer:
        """Whether a terminal answers; APPROVED when it does."""


class AttemptOpenError(InputError):
    """The document has an attempt that is not settled; it must not be charged again yet."""

    def __init__(self, existing: Attempt | None = None) -> None:
        self.existing = existing
        super().__init__(
            "An earlier charge of it is still being checked or recorded. Don't charge it again; "
            "see Attention."
        )


class ReversalOpenError(AttemptOpenError):
    """A charge of the document is being voided or refunded, and that is not settled."""

    def __init__(self, existing: Attempt | None = None) -> None:
        super().__init__(existing)
        self.args = (
            "A charge of it is being voided or refunded, and that is still being checked. Don't "
            "charge it again; see Attention.",
        )


class NotedMeanwhileError(InputError):
    """A note, named by the message, must be read before money moves; nothing was committed."""


class GatewayDisagreedError(InputError):
    """Stations of the ledger charge through another gateway by now; nothing was sent."""


class SpendLimitError(InputError):
    """A spend limit would be passed; nothing was sent."""


@dataclass(frozen=True, slots=True)
class SpendCeiling:
    """How much may be charged in all, what is being checked included, as it may have been taken.

    Attributes:
        most: The sum that may not be passed.
        since: Of charges begun from this instant on; None for all.
        run_id: Of this run's charges; None for all of the Splynx host.
        words: What staff call the limit, such as "of the day".
        way_on: What they can do about it, a sentence.
    """

    most: Money
    since: datetime | None
    run_id: RunId | None
    words: str
    way_on: str

    def refusal(self, amount: Money, document: DocumentRef, customer_name: str) -> str:
        """Which limit is in the way of whose charge, and what to do; for staff."""
        what = f"{document.kind} {document.number}" if document.number else str(document.kind)
        return (
            f"The limit {self.words}, {self.most.text()} {self.most.currency}, would be passed by "
            f"{amount.text()} for {what} of {customer_name}. Nothing was sent for it. {self.way_on}"
        )


@dataclass(frozen=True, slots=True)
class AttemptFilter:
    """Which attempts to read, newest first.

    Attributes:
        transaction_ids: Only those; give a Splynx host with them.
        transaction_prefix: Only those whose id begins so, any case; give a Splynx host with it.
        awaits_bank: Only bank debits that have neither settled nor come back, nor failed; give a
            Splynx host with it.
        before: Only those whose intent is older than this one's.
    """

    splynx_host: str | None = None
    transaction_ids: frozenset[str] = frozenset()
    transaction_prefix: str = ""
    awaits_bank: bool = False
    run_id: RunId | None = None
    customer_id: CustomerId | None = None
    document_key: str | None = None
    states: frozenset[AttemptState] = frozenset()
    period: Period | None = None
    limit: int | None = None
    before: AttemptId | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Another station that is at work on a run or an attempt.

    Attributes:
        who: Person and computer.
        since: When it began.
        heartbeat_at: When it was last heard of.
    """

    who: str
    since: datetime
    heartbeat_at: datetime


class Journal(Protocol):
    """The append-only log of attempts. Each method is one committed, flushed transaction.

    Several stations may share one. A claim says who is at work on an attempt or a run; only its
    holder may change it. It ends when it is let go, or when its station was not heard of for the
    lease that it gave when it claimed.
    """

    def entries_of(self, attempt_id: AttemptId) -> tuple[list[Mapping[str, Any]], ChainHead]:
        """The entries about one charge, whole and in order, and the head of the chain."""

    def as_of(self, attempt_id: AttemptId, sequence: int) -> Attempt:
        """One attempt as its entries up to that one leave it; InputError when there is none."""

    def holds(self, head: ChainHead) -> bool:
        """Whether a head is, or was, that of this journal."""

    @property
    def reversals(self) -> ReversalLog:
        """Its record of what was given back; whoever claims a charge claims its reversals too."""

    def position_of(self, splynx_host: str, document_key: str) -> int:
        """Where in the log a document's latest attempt began; 0 when there is none.

        Raises:
            AttemptOpenError: that attempt is not settled, or one is being given back.
        """

    def taken(self, splynx_host: str, document_keys: Sequence[str]) -> frozenset[str]:
        """Those of some documents that have an attempt which is not settled, asked for at once."""

    def add_intent(
        self,
        intent: Intent,
        after: int | None = None,
        ceilings: Sequence[SpendCeiling] = (),
        lease_s: float | None = None,
        unless_noted: str | None = None,
    ) -> Attempt:
        """Commit an intent before a byte leaves.

        Args:
            intent: Whose document was read after `position_of` was asked.
            after: What `position_of` said; None does not ask for it.
            ceilings: Asked for in the same transaction, so that no two stations pass one together.
            lease_s: Claim the attempt in the same transaction; None claims nothing.
            unless_noted: Id of a note; once it is there, NotedMeanwhileError. None for any.

        Raises:
            AttemptOpenError: the document has an open attempt.
            InputError: an attempt on the document was begun, or its id used up, since then.
            SpendLimitError: a ceiling would be passed.
        """

    def apply(self, attempt_id: AttemptId, change: Change, at: datetime) -> Attempt:
        """Append a change and return the attempt after it.

        Raises:
            StorageError: it may not be recorded, or another station has claimed the attempt.
        """

    def claim_attempt(self, attempt_id: AttemptId, lease_s: float) -> Holder | None:
        """Work on an attempt alone until `release`; the other station if one is at it already."""

    def claim_run(self, run_id: RunId, lease_s: float) -> Holder | None:
        """The same for a run."""

    def release(self, subject: AttemptId | RunId) -> None:
        """Let others work on it; never raises, as a claim also ends with its station."""

    def spent(self, splynx_host: str, ceiling: SpendCeiling) -> Money:
        """What counts against a ceiling so far."""

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """One attempt; InputError when there is none."""

    def attempts(self, wanted: AttemptFilter) -> tuple[Attempt, ...]:
        """Attempts of every profile's Splynx host, newest first."""

    def open_attempts(self, splynx_host: str) -> tuple[Attempt, ...]:
        """All that block a document of that host, oldest first."""

    def declines(
        self, splynx_host: str, customer_id: CustomerId | None = None
    ) -> tuple[Attempt, ...]:
        """Declined attempts, of one customer or all, not approved since, oldest first."""

    def next_attempt_number(self, splynx_host: str, document_key: str) -> int:
        """1 + the highest number used; a number whose try was not sent is used again."""

    def add_note(self, note: Note) -> None:
        """Keep a note for ever."""

    def notes(
        self, splynx_host: str, kinds: Iterable[NoteKind], *, subject: str | None = None
    ) -> tuple[Note, ...]:
        """Notes of these kinds, optionally about one subject, oldest first."""

    def add_run(self, run: Run, rows: Sequence[RunRow]) -> None:
        """Freeze a plan; InputError when the same plan is a run already that has not ended."""

    def run(self, run_id: RunId) -> Run:
        """One run; InputError when there is none."""

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""

    def run_rows(self, run_id: RunId) -> tuple[RunRow, ...]:
        """A run's rows, in plan order."""

    def set_run_state(self, run_id: RunId, state: RunState, note: str, at: datetime) -> Run:
        """Move a run on; the note says why it paused or stopped."""

    def set_row(
        self,
        run_id: RunId,
        position: int,
        state: RowState,
        *,
        attempt_id: AttemptId | None = None,
        reason: str = "",
    ) -> None:
        """Move a row on."""
