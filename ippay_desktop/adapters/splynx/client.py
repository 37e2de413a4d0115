"""Splynx as the core sees it: the port `BillingSystem` over the REST API 2.0."""

from __future__ import annotations

import contextlib
import random
from functools import partial
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.accounts import DEFINITIONS, Accounts
from ippay_desktop.adapters.splynx.api import PARALLEL_READS, Api
from ippay_desktop.adapters.splynx.changes import Changes
from ippay_desktop.adapters.splynx.customers import Customers
from ippay_desktop.adapters.splynx.documents import Documents
from ippay_desktop.adapters.splynx.paging import (
    MAX_IDS,
    FilterIgnoredError,
    Shown,
    check_rows,
    chunks,
    read_all,
)
from ippay_desktop.adapters.splynx.query import (
    above_zero,
    between,
    encode,
    equals_id,
    equals_text,
    id_in,
    list_query,
)
from ippay_desktop.adapters.splynx.recording import PAYMENTS, Recorder
from ippay_desktop.domain.errors import (
    InvariantError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
)
from ippay_desktop.domain.money import total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ippay_desktop.adapters.splynx.api import Wire
    from ippay_desktop.adapters.splynx.query import Condition
    from ippay_desktop.adapters.splynx.values import Row
    from ippay_desktop.domain.billing import (
        AccountDefinition,
        Allocation,
        Customer,
        CustomerBilling,
        Document,
        DocumentKind,
        Location,
        NewPayment,
        OpenDebt,
        Partner,
        Payment,
        PaymentMethod,
    )
    from ippay_desktop.domain.filters import Period
    from ippay_desktop.domain.identifiers import (
        CustomerId,
        DocumentId,
        PaymentAccountId,
        PaymentId,
    )
    from ippay_desktop.domain.instrument import SavedFields
    from ippay_desktop.domain.ports import Clock, DocumentQuery
    from ippay_desktop.domain.secret import SecretText

_CHECK = "admin/api/check"
_PARTNERS = "admin/administration/partners"
_LOCATIONS = "admin/administration/locations"
_METHODS = "admin/finance/payment-methods"
_RELATIONS = "admin/finance/invoice-relations"
_TRANSACTIONS = "admin/finance/transactions"


class SplynxClient:
    """Implements `BillingSystem`. Blocks; may be used from any worker thread at once.

    Usually at most four reads are under way at a time, and writes one by one.
    """

    def __init__(  # noqa: PLR0913 - keyword-only parts of one connection
        self,
        *,
        base_url: str,
        api_key: str,
        api_secret: SecretText,
        currency: str,
        transport: Wire,
        clock: Clock,
        customer_page_size: int = 100,
        document_page_size: int = 100,
        narrow_page_size: int = 500,
        parallel: int = PARALLEL_READS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Prepare; connects to nothing.

        Args:
            base_url: Scheme, host and port, with or without a slash at the end.
            api_key: The key of an API key record with the permissions this program needs.
            api_secret: Its secret.
            currency: What Splynx accounts in; its API never says.
            transport: Sends requests; stays the caller's to close.
            clock: Times repeated reads and the life of a sign-in.
            customer_page_size: Customers to ask for at a time.
            document_page_size: Invoices or proformas to ask for at a time; they carry their items.
            narrow_page_size: Short records to ask for at a time.
            parallel: Charges that a person wants under way at once. Above four, as many reads may
                be under way, and one write for every four. The server is not known to set a limit;
                what it answers with "too many" is repeated later.
            jitter: From 0 to 1, spreads the repeats of several stations.
        """
        self._api = Api(
            base_url=base_url,
            api_key=api_key,
            api_secret=api_secret,
            transport=transport,
            clock=clock,
            parallel=parallel,
            jitter=jitter,
        )
        self._currency = currency
        self._page_size = narrow_page_size
        self._shown = Shown()
        self._customers = Customers(self._api, currency=currency, page_size=customer_page_size)
        self._documents = Documents(self._api, currency=currency, page_size=document_page_size)
        self._accounts = Accounts(self._api)
        self._recorder = Recorder(self._api, self.payment_methods)

    def probe(self) -> None:
        """Reach the API, sign in, and make one cheap authorised read.

        Raises:
            IPpayDesktopError: says what is wrong, and what to do.
        """
        self._documents.forget()
        # Older servers and narrow keys may lack the check itself; the read behind it decides.
        with contextlib.suppress(NotFoundError, PermissionDeniedError):
            self._api.get(_CHECK, encode({"code": "1", "checkAuth": True}))
        self._api.rows(_PARTNERS, list_query([], limit=1))

    def granted(self, *, is_anew: bool = False) -> Mapping[str, Mapping[str, bool]]:
        """Permissions named at login, which is made if there was none yet, or anew if asked."""
        held = self._api.auth.grant()
        if is_anew:
            self._api.auth.forget(held)
            self._api.auth.grant()
        return self._api.auth.permissions

    def server_now(self) -> datetime | None:
        """The server's clock, counted on from its last answer, UTC; None before the first."""
        return self._api.moment.now()

    def partners(self) -> tuple[Partner, ...]:
        """All partners."""
        return tuple(map(mapping.partner, self._all(_PARTNERS)))

    def locations(self) -> tuple[Location, ...]:
        """All locations."""
        return tuple(map(mapping.location, self._all(_LOCATIONS)))

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """All payment methods with their field labels."""
        return tuple(map(mapping.payment_method, self._all(_METHODS)))

    def account_definitions(self) -> tuple[AccountDefinition, ...]:
        """All payment accounts with their slot labels."""
        return tuple(map(mapping.account_definition, self._all(DEFINITIONS)))

    def customer(self, customer_id: CustomerId) -> Customer:
        """One customer; NotFoundError when there is none."""
        return self._customers.one(customer_id)

    def customers_by_id(self, ids: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Those that exist, whatever their number."""
        return self._customers.by_id(ids)

    def search_customers(self, text: str, *, limit: int) -> tuple[Customer, ...]:
        """The first customers, by id, whose id, login, name, e-mail or phone matches."""
        return self._customers.search(text, limit=limit)

    def customer_billing(self, customer_id: CustomerId) -> CustomerBilling:
        """Balance and preferred method."""
        return self._customers.billing(customer_id)

    def saved_fields(
        self, customer_id: CustomerId, account: PaymentAccountId
    ) -> SavedFields | None:
        """One customer's slots; None when nothing is stored."""
        return self._accounts.saved_fields(customer_id, account)

    def all_saved_fields(self, account: PaymentAccountId) -> Mapping[CustomerId, SavedFields]:
        """Everybody's slots; kept in memory only."""
        return self._accounts.all_saved_fields(account)

    def document(self, kind: DocumentKind, document_id: DocumentId) -> Document:
        """One document, fresh; NotFoundError when there is none."""
        return self._documents.one(kind, document_id)

    def documents(self, kind: DocumentKind, query: DocumentQuery) -> tuple[Document, ...]:
        """All that match, complete or an error; proformas are none when the module is off."""
        return self._documents.matching(kind, query)

    def payments(
        self, customer_id: CustomerId, *, receipt_number: str | None = None
    ) -> tuple[Payment, ...]:
        """A customer's payments, optionally only those under exactly one receipt number."""
        conditions = [equals_id("customer_id", customer_id)]
        if receipt_number is not None:
            conditions.append(equals_text("receipt_number", receipt_number))
        rows = self._all(PAYMENTS, conditions)
        found = [
            mapping.payment(row, self._currency) for row in rows if not mapping.is_deleted(row)
        ]
        # The database does not tell upper from lower case; a receipt number does.
        return tuple(
            each
            for each in found
            if receipt_number is None or each.receipt_number == receipt_number.strip()
        )

    def payments_between(self, period: Period) -> tuple[Payment, ...]:
        """Everybody's payments of some days by their payment date, complete or an error."""
        rows = self._all(PAYMENTS, [between("date", period.first, period.last)])
        return tuple(
            mapping.payment(row, self._currency) for row in rows if not mapping.is_deleted(row)
        )

    def payment(self, payment_id: PaymentId) -> Payment:
        """One payment, fresh; NotFoundError when there is none or it is marked as deleted."""
        row = self._api.row(f"{PAYMENTS}/{int(payment_id)}")
        found = mapping.payment(row, self._currency)
        if found.id != payment_id:
            raise ProtocolError("Splynx sent another payment than the one asked for.")
        if mapping.is_deleted(row):
            raise NotFoundError("The payment was deleted in Splynx.")
        return found

    def allocations(self, payment: Payment) -> tuple[Allocation, ...] | None:
        """Where a payment went; None when this server cannot say.

        Older servers have no such list, and a key may lack the permission for it. No further page
        is read once the pages so far account for the whole payment: it cannot have paid more.
        """
        customer = equals_id("customer_id", payment.customer_id)
        plain = encode({"customer_id": payment.customer_id})
        paged: list[Allocation] = []

        def is_whole(page: Sequence[Row]) -> bool:
            paged.extend(self._paid_by(payment, page))
            return total([one.amount for one in paged], self._currency) == payment.amount

        try:
            rows = self._all(_RELATIONS, [customer], plain=plain, is_enough=is_whole)
        except (NotFoundError, PermissionDeniedError):
            return None
        return self._paid_by(payment, rows)

    def _paid_by(self, payment: Payment, relations: Iterable[Row]) -> tuple[Allocation, ...]:
        found = (mapping.allocation(row, payment.id, self._currency) for row in relations)
        return tuple(one for one in found if one is not None)

    def open_debits(self, customers: frozenset[int] = frozenset()) -> tuple[OpenDebt, ...] | None:
        """Debits of no invoice that are not settled yet; None when server or key cannot say."""
        is_open = [equals_text("type", "debit"), above_zero("remind_amount")]
        whose = [[id_in("customer_id", ids)] for ids in chunks(customers, MAX_IDS)] or [[]]
        try:
            rows = [row for who in whose for row in self._all(_TRANSACTIONS, is_open + who)]
        except (NotFoundError, PermissionDeniedError):
            return None
        found = (mapping.open_debit(row, self._currency) for row in rows)
        return tuple(each for each in found if each is not None)

    def record_payment(self, payment: NewPayment) -> PaymentId:
        """Post once.

        Raises:
            NotSentError: nothing reached Splynx.
            RejectedError: Splynx refused and stored nothing.
            AuthenticationError: refused before any work.
            OutcomeUnknownError: it may be stored.
        """
        if payment.amount.currency != self._currency:
            raise InvariantError(
                f"A payment in {payment.amount.currency} does not belong into a Splynx that "
                f"accounts in {self._currency}."
            )
        return self._recorder.record(payment)

    def changes(self, zone: ZoneInfo) -> Changes:
        """The same server, read by page for the local copy.

        Args:
            zone: The server's, in which it writes its change markers.
        """
        return Changes(self._api, currency=self._currency, zone=zone)

    def delete_payment(self, payment_id: PaymentId) -> None:
        """Delete one of our own payments, sent once.

        Raises:
            NotFoundError: Splynx has no such payment (any more).
            NotSentError: nothing reached Splynx.
            RejectedError: Splynx refused and deleted nothing.
            AuthenticationError: refused before any work.
            OutcomeUnknownError: it may be deleted.
        """
        self._recorder.delete(payment_id)

    def sign_out(self) -> None:
        """End the session at the server; best effort. A later call signs in again."""
        self._api.sign_out()

    def _all(
        self,
        path: str,
        conditions: Iterable[Condition] = (),
        *,
        plain: str = "",
        is_enough: Callable[[Sequence[Row]], bool] | None = None,
    ) -> list[Row]:
        """All rows of a list, paged by id.

        For two lists only the plain form is documented. A server that does not page them sends
        the same rows again, which the paging notices; then the plain form is taken at its word.
        """
        wanted = tuple(conditions)
        fetch = partial(self._api.rows, path)

        def is_last(page: Sequence[Row]) -> bool:
            return self._shown.ends_with(page) or (is_enough is not None and is_enough(page))

        try:
            return list(read_all(fetch, wanted, page_size=self._page_size, is_enough=is_last))
        except FilterIgnoredError:
            if path not in {_RELATIONS, DEFINITIONS}:
                raise
        rows = self._api.rows(path, plain)
        check_rows(rows, wanted)
        return rows
