"""A station whose Splynx and IPpay are a few dictionaries; its journal is real, in a file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.notices import DesktopNotices
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.adapters.system import RandomIds, SystemClock
from ippay_desktop.adapters.tables.files import LocalFiles
from ippay_desktop.app.copies import ProfileCopy
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
from ippay_desktop.domain.errors import NotFoundError, PermissionDeniedError
from ippay_desktop.domain.identifiers import (
    CustomerId,
    DocumentId,
    PaymentAccountId,
    PaymentId,
    PaymentMethodId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind, SavedFields, labels_hash
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.outcome import (
    EnquiryAnswer,
    EnquiryVerdict,
    GatewayAnswer,
    ReversalAnswer,
    ReversalVerdict,
    Verdict,
)
from ippay_desktop.domain.ports import ChargeRequest, DocumentQuery
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile
from ippay_desktop.domain.reversal_port import ReversalRequest
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.authority import StationAuthority
from ippay_desktop.services.locking import LockService
from ippay_desktop.services.profiles import ProfileService
from ippay_desktop.services.workspace import Workspace
from tests.support.journals import lay_empty_journal

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.filters import Period
    from ippay_desktop.domain.local_copy import ChangeSource
    from ippay_desktop.domain.reversal import Operation
    from ippay_desktop.services.station import Access
    from tests.gui.fake_reports import FakeReports

LABELS = (
    *("Token", "Name on card", "Last 4", "Expiration", "", "Bank account", "Routing"),
    *("Account name", "Account type", ""),
)
ACCOUNT, CARD_METHOD, BANK_METHOD = PaymentAccountId(1), PaymentMethodId(7), PaymentMethodId(8)
NASTY_NAME = "<b>Bold & Söhne</b> <img src=x>"


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def profile(mode: Mode = Mode.PRACTICE) -> Profile:
    """A profile whose labels are confirmed."""
    is_practice = mode is Mode.PRACTICE
    return Profile(
        profile_id="0" * 32,
        name="main",
        mode=mode,
        splynx_url="http://127.0.0.1:1" if is_practice else "https://splynx.example.com",
        splynx_api_key="key",
        ippay_url="http://127.0.0.1:2/ippay" if is_practice else "https://gtwy.ippay.com/ippay",
        terminal_id="TERMINAL0001",
        payment_account=ACCOUNT,
        card_method=CARD_METHOD,
        bank_method=BANK_METHOD,
        labels_hash=labels_hash(LABELS),
        policy=ChargingPolicy(
            gateway_timeout_s=5,
            enquiry_delays_s=(3600.0,),
            recording_delays_s=(3600.0, 3600.0),
            concurrency=2,
        ),
    )


class MemoryProfiles:
    """Profiles in a dictionary."""

    def __init__(self, *profiles: Profile) -> None:
        self.held = {one.name: one for one in profiles}

    def all(self) -> tuple[Profile, ...]:
        return tuple(self.held[name] for name in sorted(self.held))

    def save(self, profile: Profile) -> None:
        self.held[profile.name] = profile

    def remove(self, name: str) -> None:
        self.held.pop(name, None)


@dataclass
class FakeSplynx:
    """What Splynx would hold; `trouble` is raised by every read while it is set.

    Attributes:
        held: Reads wait while this is cleared, so that a test can look at the window meanwhile.
        ahead: How far its clock is ahead of this computer's.
    """

    customers: dict[CustomerId, Customer] = field(default_factory=dict)
    held_documents: dict[tuple[DocumentKind, DocumentId], Document] = field(default_factory=dict)
    slots: dict[CustomerId, SavedFields] = field(default_factory=dict)
    debits: list[OpenDebt] = field(default_factory=list)
    recorded: list[Payment] = field(default_factory=list)
    trouble: Exception | None = None
    ahead: timedelta = field(default_factory=timedelta)
    held: threading.Event = field(default_factory=threading.Event)
    searches: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.held.set()

    def _look(self) -> None:
        self.threads.add(threading.current_thread().name)
        assert self.held.wait(30)
        if self.trouble is not None:
            raise self.trouble

    def probe(self) -> None:
        self._look()

    def granted(self, **_: bool) -> Mapping[str, Mapping[str, bool]]:
        return {"api\\admin\\finance\\Payments": {"add": True}}

    def server_now(self) -> datetime | None:
        return datetime.now(UTC) + self.ahead  # noqa: TID251  # the fake server's own clock

    def partners(self) -> tuple[Partner, ...]:
        self._look()
        return (Partner(1, "Main"), Partner(2, "Valley Wireless"))

    def locations(self) -> tuple[Location, ...]:
        return (Location(1, "Old Town"),)

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        blank = ("", "", "", "", "")
        return (
            PaymentMethod(CARD_METHOD, "IPpay card", is_active=True, labels=blank),
            PaymentMethod(BANK_METHOD, "IPpay bank account", is_active=True, labels=blank),
        )

    def account_definitions(self) -> tuple[AccountDefinition, ...]:
        return (AccountDefinition(ACCOUNT, "IPpay", LABELS),)

    def customer(self, customer_id: CustomerId) -> Customer:
        self._look()
        if customer_id not in self.customers:
            raise NotFoundError("none")
        return self.customers[customer_id]

    def customers_by_id(self, ids: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        return {one: self.customers[one] for one in ids if one in self.customers}

    def search_customers(self, text: str, *, limit: int) -> tuple[Customer, ...]:
        self.searches.append(text)
        self._look()
        needle = text.casefold()
        found = [
            one
            for one in self.customers.values()
            if needle in one.name.casefold() or needle == str(one.id)
        ]
        return tuple(found[:limit])

    def customer_billing(self, customer_id: CustomerId) -> CustomerBilling:
        return CustomerBilling(customer_id, usd("-64.50"), CARD_METHOD)

    def saved_fields(
        self, customer_id: CustomerId, account: PaymentAccountId
    ) -> SavedFields | None:
        assert account == ACCOUNT
        return self.slots.get(customer_id)

    def all_saved_fields(self, account: PaymentAccountId) -> Mapping[CustomerId, SavedFields]:
        assert account == ACCOUNT
        return dict(self.slots)

    def document(self, kind: DocumentKind, document_id: DocumentId) -> Document:
        self._look()
        try:
            return self.held_documents[kind, document_id]
        except KeyError:
            raise NotFoundError("none") from None

    def documents(self, kind: DocumentKind, query: DocumentQuery) -> tuple[Document, ...]:
        self._look()
        return tuple(
            one
            for (its_kind, _), one in self.held_documents.items()
            if its_kind is kind
            and (not query.customers or one.ref.customer_id in query.customers)
            and (not query.numbers or one.ref.number in query.numbers)
        )

    def payments(
        self, customer_id: CustomerId, *, receipt_number: str | None = None
    ) -> tuple[Payment, ...]:
        self._look()
        return tuple(
            one
            for one in self.recorded
            if one.customer_id == customer_id and receipt_number in {None, one.receipt_number}
        )

    def payments_between(self, period: Period) -> tuple[Payment, ...]:
        self._look()
        return tuple(one for one in self.recorded if one.paid_on and one.paid_on in period)

    def payment(self, payment_id: PaymentId) -> Payment:
        for one in self.recorded:
            if one.id == payment_id:
                return one
        raise NotFoundError("none")

    def delete_payment(self, payment_id: PaymentId) -> None:
        gone = self.payment(payment_id)
        self.recorded.remove(gone)
        if gone.invoice_id is not None:
            key = (DocumentKind.INVOICE, gone.invoice_id)
            one = self.held_documents[key]
            self.held_documents[key] = replace(
                one, due=one.due + gone.amount, status=DocumentStatus.NOT_PAID, payment_id=None
            )

    def allocations(self, payment: Payment) -> tuple[Allocation, ...] | None:
        del payment
        return None

    def open_debits(self, customers: frozenset[int] = frozenset()) -> tuple[OpenDebt, ...] | None:
        self._look()
        return tuple(one for one in self.debits if not customers or one.customer_id in customers)

    def record_payment(self, payment: NewPayment) -> PaymentId:
        number = PaymentId(9000 + len(self.recorded))
        ref = payment.document
        is_invoice = ref.kind is DocumentKind.INVOICE
        self.recorded.append(
            Payment(
                number,
                ref.customer_id,
                payment.amount,
                usd("0"),
                ref.id if is_invoice and payment.pinned else None,
                ref.id if ref.kind is DocumentKind.PROFORMA else None,
                payment.method,
                payment.receipt_number,
                payment.paid_on,
                payment.comment,
            )
        )
        if ref.id is not None:
            self._settle((ref.kind, ref.id), payment.amount, number)
        return number

    def _settle(
        self, key: tuple[DocumentKind, DocumentId], amount: Money, payment: PaymentId
    ) -> None:
        one = self.held_documents[key]
        due = one.due - amount
        status = one.status if due.is_positive else DocumentStatus.PAID
        self.held_documents[key] = replace(one, due=due, status=status, payment_id=payment)


@dataclass
class FakeGateway:
    """Answers what a test wants; `gate` holds charges back so that the window can be looked at.

    Attributes:
        charges, reversals: What was sent, in order.
    """

    answer: Callable[[ChargeRequest], GatewayAnswer] = lambda _request: GatewayAnswer(
        Verdict.APPROVED, "Approved", "000", "OK42"
    )
    enquiry: EnquiryAnswer = field(
        default_factory=lambda: EnquiryAnswer(EnquiryVerdict.UNCLEAR, "No answer yet.")
    )
    reversal_answer: ReversalAnswer = field(
        default_factory=lambda: ReversalAnswer(ReversalVerdict.DONE, "It was done.", "000", "OK43")
    )
    charges: list[ChargeRequest] = field(default_factory=list)
    reversals: list[ReversalRequest] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def charge(self, request: ChargeRequest) -> GatewayAnswer:
        self.charges.append(request)
        assert self.gate.wait(60)
        return self.answer(request)

    def enquire(
        self,
        transaction_id: TransactionId,
        kind: InstrumentKind,
        *,
        terminal_id: str | None = None,
    ) -> EnquiryAnswer:
        del transaction_id, kind, terminal_id
        return self.enquiry

    def give_back(self, request: ReversalRequest) -> ReversalAnswer:
        self.reversals.append(request)
        assert self.gate.wait(60)
        return self.reversal_answer

    def enquire_reversal(
        self, operation: Operation, transaction_id: TransactionId, *, terminal_id: str
    ) -> EnquiryAnswer:
        del operation, transaction_id, terminal_id
        return self.enquiry

    def ping(self, kind: InstrumentKind) -> GatewayAnswer:
        del kind
        return GatewayAnswer(Verdict.APPROVED, "Here", "000")


def _no_source() -> ChangeSource:
    raise PermissionDeniedError("This test gives the copy no source.")


class FakeStation:
    """Implements `services.station.Station` on the fakes."""

    def __init__(self, data_dir: Path, *profiles: Profile) -> None:
        self.data_dir = data_dir
        self.splynx, self.gateway = FakeSplynx(), FakeGateway()
        self.reports: FakeReports | None = None
        self.store = MemoryProfiles(*profiles)
        self.profiles = ProfileService(self.store, MemorySecretStore())
        self.clock = SystemClock()
        secrets = MemorySecretStore()
        self.screen_lock = LockService(secrets, self.clock, owner="desk")
        self.authority = StationAuthority(secrets, self.clock, self.screen_lock, owner="desk")
        lay_empty_journal(data_dir / FILE_NAME)
        self._journal = open_journal(data_dir / FILE_NAME, clock=self.clock)
        self.secrets_note: str | None = None
        self.has_erased_traces = False
        self.copy: ProfileCopy | None = None
        self.copy_source: Callable[[], ChangeSource] = _no_source
        self.files = LocalFiles(data_dir)
        self.notices = DesktopNotices()

    def open(self, profile_name: str | None, access: Access) -> Workspace:
        del access
        return Workspace(
            profile=self.profiles.choose(profile_name),
            billing=self.splynx,
            gateway=self.gateway,
            journal=self._journal,
            clock=self.clock,
            ids=RandomIds(),
            operator="ada",
            station="desk-1",
            authority=self.authority,
            reports=self.reports,
        )

    def erase_traces(self) -> None:
        self.has_erased_traces = True

    def left_behind(self) -> tuple[Attempt, ...]:
        return ()

    def local_copy(self, profile: Profile) -> ProfileCopy:
        if self.copy is None:
            self.copy = ProfileCopy(
                self.data_dir,
                profile,
                secrets=MemorySecretStore(),
                clock=self.clock,
                source=self.copy_source,
                is_session_only=lambda: False,
            )
        return self.copy

    def adopt_journal(self, profile_name: str | None) -> None:
        raise AssertionError(f"the window adopts no journal, not that of {profile_name}")

    def close(self) -> None:
        if self.copy is not None:
            self.copy.close()
        self.notices.close()
        self._journal.close()


def card_slots(last4: str = "4242", *, expiry: str = "12/2031") -> SavedFields:
    texts = (f"TOKEN{last4}", "Ada", last4, expiry, "", "", "", "", "", "")
    return SavedFields(tuple(SecretText(text) for text in texts))


def both_slots() -> SavedFields:
    texts = ("TOKEN4242", "Ada", "4242", "12/2031", "", "BANKTOKEN6789", "", "Ada", "CHECKING", "")
    return SavedFields(tuple(SecretText(text) for text in texts))


def populate(splynx: FakeSplynx, *, customers: int = 6) -> None:
    """Customers 1..n with one unpaid invoice each of (10 n + 0.50) dollars, dated today."""
    today = datetime.now(UTC).date()  # noqa: TID251  # the fake server's own clock
    for number in range(1, customers + 1):
        customer_id = CustomerId(number)
        name = NASTY_NAME if number == 1 else f"Customer Nr {number}"
        splynx.customers[customer_id] = Customer(
            customer_id, name, "active", email=f"c{number}@example.com", partner_id=1, location_id=1
        )
        splynx.slots[customer_id] = both_slots() if number == 1 else card_slots()
        add_invoice(splynx, number, customer_id, f"{number * 10}.50", today)


def add_invoice(
    splynx: FakeSplynx, number: int, customer_id: CustomerId, due: str, issued_on: date
) -> DocumentRef:
    document_id = DocumentId(number)
    ref = DocumentRef(DocumentKind.INVOICE, customer_id, document_id, f"2026{number:06d}")
    splynx.held_documents[DocumentKind.INVOICE, document_id] = Document(
        ref, DocumentStatus.NOT_PAID, usd(due), usd(due), issued_on, None
    )
    return ref
