"""The connection check: each thing looked at, said plainly, with what to do when it is wrong."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.errors import (
    InputError,
    IPpayDesktopError,
    NotFoundError,
    PermissionDeniedError,
)
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.instrument import InstrumentKind, labels_hash
from ippay_desktop.domain.outcome import Verdict
from ippay_desktop.domain.ports import DocumentQuery
from ippay_desktop.domain.profile import Mode, RecordBank
from ippay_desktop.services.recordable import MAY_NOT_ADD, may_add_payments
from ippay_desktop.services.saved_methods import find_account_definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ippay_desktop.domain.billing import AccountDefinition, PaymentMethod
    from ippay_desktop.domain.identifiers import PaymentMethodId
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.workspace import Workspace

_CLOCK_TOLERANCE_S = 120
_NO_SUCH_DOCUMENT = DocumentId(2**31 - 1)
# What each slot's label must speak of before it is believed without a person's word.
_EXPECTED_WORDS = {
    "card_token": ("token", "card"),
    "card_last4": ("last", "4"),
    "card_expiry": ("exp",),
    "bank_account": ("account", "token", "bank"),
    "bank_routing": ("routing", "aba"),
}
_READABLE = {
    DocumentKind.INVOICE: "Invoices can be read.",
    DocumentKind.PROFORMA: "Proformas can be read.",
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing looked at.

    Attributes:
        name: Stable word for programs, such as "splynx_login".
        message: What was found, and what to do if it is not right.
        is_needed: Whether nothing may be charged before it is right.
        is_asked_for: Whether the profile wants it, so that it is to work.
    """

    name: str
    is_ok: bool
    message: str
    is_needed: bool = True
    is_asked_for: bool = True

    @property
    def is_wrong(self) -> bool:
        """Whether something is to be mended, if only for what comes after the charges."""
        return self.is_asked_for and not self.is_ok

    @property
    def is_in_the_way(self) -> bool:
        """Whether it keeps charges back."""
        return self.is_needed and not self.is_ok


def _fine(name: str, message: str) -> CheckResult:
    return CheckResult(name, is_ok=True, message=message)


def _wrong(name: str, message: str) -> CheckResult:
    return CheckResult(name, is_ok=False, message=message)


class ConnectionService:
    """Looks at both connections without changing anything on either side."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._profile = workspace.profile

    def check(self) -> Iterator[CheckResult]:
        """Look at one thing after another; later things are skipped when login fails."""
        login = self._try("splynx_login", self._login)
        yield login
        if login.is_ok:
            yield self._clock()
            yield self._try("splynx_customers", self._read_customers)
            for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA):
                yield self._try(f"splynx_{kind}s", partial(self._read_documents, kind))
            # Without it charges are made, and nobody foresees where their money goes.
            debits = self._try("splynx_transactions", self._read_debits)
            yield replace(debits, is_needed=False, is_asked_for=False)
            yield self._try("splynx_payments", self._read_payments)
            yield self._try("splynx_payments_add", self._may_add_payments)
            yield self._try("payment_account", self._account)
            for method in InstrumentKind:
                yield self._try(f"{method}_method", partial(self._method, method))
        yield self._gateway("ippay_card_terminal", InstrumentKind.CARD)
        if self._profile.ach_terminal_id:
            yield self._gateway("ippay_bank_terminal", InstrumentKind.BANK)
        # Money moves without them; what they would tell is told as soon as they can be read.
        yield replace(self._try("ippay_reports", self._reports), is_needed=False)

    def confirmed_profile(self, *, accept_labels: bool = False) -> Profile:
        """The profile with what a successful check settles: account, methods, labels.

        Args:
            accept_labels: A person has looked at the labels: take them as they are now.

        Raises:
            InputError: the account cannot be told, or the labels changed or look wrong.
        """
        definition = find_account_definition(self._workspace)
        if not accept_labels:
            self._account()
        methods = self._workspace.billing.payment_methods()
        return replace(
            self._profile,
            payment_account=definition.id,
            labels_hash=labels_hash(definition.labels),
            card_method=self._resolve_method(methods, InstrumentKind.CARD),
            bank_method=self._resolve_method(methods, InstrumentKind.BANK),
        )

    def _try(self, name: str, look: Callable[[], str]) -> CheckResult:
        try:
            return _fine(name, look())
        except IPpayDesktopError as error:
            return _wrong(name, str(error))

    def _login(self) -> str:
        self._workspace.billing.probe()
        return f"Splynx at {self._profile.splynx_host} knows this key."

    def _clock(self) -> CheckResult:
        server = self._workspace.billing.server_now()
        if server is None:
            return _fine("clock", "Splynx does not tell its time.")
        apart = abs((server - self._workspace.clock.now()).total_seconds())
        if apart > _CLOCK_TOLERANCE_S:
            message = (
                f"This computer's clock and Splynx's are {apart:.0f} seconds apart. Set it right."
            )
            # Practice servers may live on another day on purpose.
            is_practice = self._profile.mode is Mode.PRACTICE
            return _fine("clock", message) if is_practice else _wrong("clock", message)
        return _fine("clock", "This computer's clock agrees with Splynx's.")

    def _read_customers(self) -> str:
        billing = self._workspace.billing
        for customer in billing.search_customers("", limit=1):
            # Every charge reads these two; lists may be allowed without them.
            billing.customer(customer.id)
            billing.customer_billing(customer.id)
        return "Customers can be read."

    def _read_documents(self, kind: DocumentKind) -> str:
        never = DocumentQuery(customers=frozenset({0}), statuses=frozenset({DocumentStatus.PAID}))
        self._workspace.billing.documents(kind, never)
        if kind is DocumentKind.INVOICE:
            # The right to read one is not the right to read lists. Not id 0: PHP takes it for none.
            with suppress(NotFoundError):
                self._workspace.billing.document(kind, _NO_SUCH_DOCUMENT)
        return _READABLE[kind]

    def _read_payments(self) -> str:
        self._workspace.billing.payments(CustomerId(0), receipt_number="IPP-")
        return "Payments can be read."

    def _read_debits(self) -> str:
        if self._workspace.billing.open_debits(frozenset({0})) is None:
            raise InputError(
                "Open debits cannot be read, so it is not foreseen whether Splynx puts a payment "
                "on something older first. In Splynx, Administration → API keys, allow Finance → "
                "Transactions."
            )
        return "Open debits can be read."

    def _may_add_payments(self) -> str:
        is_allowed = may_add_payments(self._workspace.billing)
        if is_allowed is None:
            return "Splynx does not tell whether payments may be added; the first one will show."
        if not is_allowed:
            raise PermissionDeniedError(MAY_NOT_ADD)
        return "Payments may be added."

    def _account(self) -> str:
        definition = find_account_definition(self._workspace)
        confirmed = self._profile.labels_hash
        if confirmed is not None and confirmed != labels_hash(definition.labels):
            raise InputError(
                f"The field labels of payment account “{definition.title}” have changed. Look at "
                f"them, then “profile set {self._profile.name} --accept-fields”. "
                f"{self._slots(definition)}"
            )
        if confirmed is None:
            self._doubt_labels(definition)
        return f"Payment account {definition.id} “{definition.title}”: {self._slots(definition)}"

    def _slots(self, definition: AccountDefinition) -> str:
        slots = []
        for part in self._profile.fields.text().split(","):
            name, _, slot = part.partition("=")
            index = int(slot) - 1
            label = definition.labels[index] if index < len(definition.labels) else ""
            slots.append(f"{name} is field {slot} “{label}”")
        return "; ".join(slots) + "."

    def _doubt_labels(self, definition: AccountDefinition) -> None:
        for name, words in _EXPECTED_WORDS.items():
            index = getattr(self._profile.fields, name) - 1
            label = definition.labels[index] if index < len(definition.labels) else ""
            if not any(word in label.casefold() for word in words):
                raise InputError(
                    f"Field {index + 1} of payment account “{definition.title}” is labelled "
                    f"“{label}”, which does not look like {name}. Name the right fields with "
                    f"“profile set {self._profile.name} --fields {name}=N,…”, or accept these with "
                    "--accept-fields."
                )

    def _method(self, kind: InstrumentKind) -> str:
        methods = self._workspace.billing.payment_methods()
        chosen = self._resolve_method(methods, kind)
        if chosen is None:
            if kind is InstrumentKind.BANK and not self._profile.ach_terminal_id:
                return "No payment method is set for bank debits; none can be recorded."
            listed = ", ".join(f"{method.id} {method.name}" for method in methods)
            raise InputError(
                f"Choose the payment method for a {kind} with "
                f"“profile set {self._profile.name} --{kind}-method ID” (Splynx has: {listed})."
            )
        name = next((method.name for method in methods if method.id == chosen), None)
        if name is None:
            raise InputError(f"Splynx has no payment method {chosen}. Choose another.")
        return f"Payments by {kind} are recorded as “{name}” ({chosen})."

    def _resolve_method(
        self, methods: tuple[PaymentMethod, ...], kind: InstrumentKind
    ) -> PaymentMethodId | None:
        """The profile's method, or the only active one whose name speaks of IPpay and the kind."""
        is_card = kind is InstrumentKind.CARD
        chosen = self._profile.card_method if is_card else self._profile.bank_method
        if chosen is not None:
            return chosen
        words = ("card",) if is_card else ("bank", "ach")
        named = [
            method.id
            for method in methods
            if method.is_active
            and "ippay" in method.name.casefold()
            and any(word in method.name.casefold() for word in words)
        ]
        return named[0] if len(named) == 1 else None

    def _reports(self) -> str:
        reports = self._workspace.reports
        if reports is None:
            if self._profile.policy.record_bank is RecordBank.SETTLED:
                raise InputError(
                    "Bank debits are to be recorded when they settle, and only IPpay's reports "
                    f"tell when. Name them with “profile set {self._profile.name} --report-url U "
                    "--report-merchant-id M”, or set --record-bank accepted."
                )
            return (
                "No reports are set: settlements, returns and disputes are not heard of, and days "
                "cannot be reconciled. Ask IPpay for the reports' merchant id and password."
            )
        rows = reports.bank_returns()
        return f"IPpay's reports can be read ({len(rows)} returned bank debits of late)."

    def _gateway(self, name: str, kind: InstrumentKind) -> CheckResult:
        answer = self._workspace.gateway.ping(kind)
        if answer.verdict is Verdict.APPROVED:
            terminal = self._profile.terminal_for(kind)
            return _fine(name, f"IPpay answers for terminal {terminal}.")
        return _wrong(name, answer.reason)
