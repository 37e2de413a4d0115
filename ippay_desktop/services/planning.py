"""The plan of a run: live data, every document judged with its reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import CHARGEABLE_STATES
from ippay_desktop.domain.bulk import (
    Plan,
    PlanRow,
    choose_instrument,
    document_obstacle,
    preferred_kind,
)
from ippay_desktop.domain.declines import PLANNED
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind, SavedMethods
from ippay_desktop.services.auditing import Deed, described
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.retry_guard import RetryGuard
from ippay_desktop.services.saved_methods import SavedMethodReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.billing import CustomerBilling
    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.retry_guard import PastTries
    from ippay_desktop.services.workspace import Workspace

BEING_SETTLED = "An earlier charge of it is still being checked or recorded."
_CUSTOMER_GONE = "Splynx no longer has this customer."
_UNKNOWN_EXPIRY = "The card's expiry date on file cannot be read."


class PlanService:
    """Makes plans. Reads only; nothing is sent to the gateway."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._documents = DocumentService(workspace)
        self._methods = SavedMethodReader(workspace)

    def plan(self, wanted: DocumentFilter, account: AccountChoice) -> Plan:
        """Judge every open document that a filter names; the period is required.

        Raises:
            InputError: no period, a status that is never charged, or changed field labels.
        """
        wanted = _chargeable_only(wanted)
        self._workspace.audit.note(Deed.PLANNED, "period", filter=described(wanted))
        return self.plan_rows(self._documents.matching(wanted), account, wanted.describe())

    def plan_rows(
        self, rows: tuple[DocumentRow, ...], account: AccountChoice, filter_text: str
    ) -> Plan:
        """Judge documents that were read already.

        Raises:
            InputError: changed field labels.
        """
        self._methods.confirm_labels()
        methods = self._methods.of_everybody()
        past = RetryGuard(self._workspace).of_everybody()
        billings: Mapping[CustomerId, CustomerBilling] = {}
        if account is AccountChoice.ANY:
            # Only those with a choice need their preferred method looked up.
            billings = self._documents.billing_of(
                row.document.ref.customer_id
                for row in rows
                if _has_both(methods.get(row.document.ref.customer_id))
            )
        judged = tuple(
            self._judge(
                row,
                methods.get(row.document.ref.customer_id, SavedMethods()),
                account,
                self._preferred(billings.get(row.document.ref.customer_id)),
                past,
            )
            for row in rows
        )
        return Plan(
            judged,
            filter_text,
            account,
            self._workspace.currency,
            self._workspace.clock.now(),
        )

    def _preferred(self, billing: CustomerBilling | None) -> InstrumentKind | None:
        profile = self._workspace.profile
        return preferred_kind(
            billing.payment_method if billing else None,
            card_method=profile.card_method,
            bank_method=profile.bank_method,
        )

    def _judge(
        self,
        row: DocumentRow,
        methods: SavedMethods,
        account: AccountChoice,
        preferred: InstrumentKind | None,
        past: PastTries,
    ) -> PlanRow:
        instrument, trouble = choose_instrument(methods, account, preferred=preferred)
        reason = document_obstacle(row.document, self._workspace.today())
        if not reason and row.open_attempt is not None:
            reason = BEING_SETTLED
        if not reason and row.customer is None:
            reason = _CUSTOMER_GONE
        reason = reason or trouble or self._method_missing(instrument)
        if not reason and instrument is not None:
            reason = past.obstacle(row.document.ref, instrument, PLANNED)
        return PlanRow(
            document=row.document.ref,
            customer_name=row.customer_name,
            amount=row.document.due,
            instrument=instrument,
            reason=reason,
            warnings=_warnings(instrument),
            partner_id=row.customer.partner_id if row.customer else 0,
            issued_on=row.document.issued_on,
        )

    def _method_missing(self, instrument: Instrument | None) -> str:
        try:
            if instrument is not None:
                self._workspace.profile.method_for(instrument.kind)
        except InputError as error:
            return str(error)
        return ""


def _chargeable_only(wanted: DocumentFilter) -> DocumentFilter:
    if wanted.period is None:
        raise InputError("Name the period to charge: --period FROM..TO.")
    never = wanted.states - CHARGEABLE_STATES
    if never:
        words = ", ".join(sorted(never))
        raise InputError(f"Documents that are {words} are never charged. Leave that status out.")
    return replace(wanted, states=wanted.states or CHARGEABLE_STATES)


def _has_both(methods: SavedMethods | None) -> bool:
    return methods is not None and methods.card is not None and methods.bank is not None


def _warnings(instrument: Instrument | None) -> tuple[str, ...]:
    unreadable = (
        instrument is not None
        and instrument.kind is InstrumentKind.CARD
        and instrument.expiry is None
        and instrument.problem is None
    )
    return (_UNKNOWN_EXPIRY,) if unreadable else ()
