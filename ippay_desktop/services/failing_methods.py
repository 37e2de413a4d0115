"""Who will not pay at the next charge: saved methods that will fail then, and customers without."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.bulk import NO_METHOD
from ippay_desktop.domain.declines import PLANNED, RetryKind
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import (
    PROBLEM_SENTENCES,
    Instrument,
    InstrumentProblem,
    SavedMethods,
)
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.paylink import portal_url
from ippay_desktop.services.card_news import card_key, told_cards
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.retry_guard import RetryGuard
from ippay_desktop.services.saved_methods import SavedMethodReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.retry_guard import PastTries
    from ippay_desktop.services.workspace import Workspace


class FailureKind(StrEnum):
    """Why a method will fail; beside these, the words of `InstrumentProblem`."""

    MISSING = "missing"
    EXPIRES = "expires"
    DECLINED = "declined"
    ENDED = "ended"


class FailureGroup(StrEnum):
    """The reasons as staff deal with them: each has its own next step.

    EXPIRED: its dates are past by then. ENDED: the card networks say that it was replaced or
    closed, or that its holder must be asked. RETURNED: the bank says that the account takes no
    debit any more. RAW_NUMBER: a number lies on file where a token must. UNUSABLE: something else
    is missing or wrong about it.
    """

    MISSING = "missing"
    EXPIRED = "expired"
    DECLINED = "declined"
    ENDED = "ended"
    RETURNED = "returned"
    RAW_NUMBER = "raw_number"
    UNUSABLE = "unusable"


_GROUPS: dict[str, FailureGroup] = {
    FailureKind.MISSING: FailureGroup.MISSING,
    FailureKind.EXPIRES: FailureGroup.EXPIRED,
    FailureKind.DECLINED: FailureGroup.DECLINED,
    FailureKind.ENDED: FailureGroup.ENDED,
    InstrumentProblem.EXPIRED: FailureGroup.EXPIRED,
    InstrumentProblem.RETURNED: FailureGroup.RETURNED,
    InstrumentProblem.RAW_NUMBER: FailureGroup.RAW_NUMBER,
}


@dataclass(frozen=True, slots=True)
class FailingMethod:
    """A customer with something unpaid, and no saved method that can pay it.

    Attributes:
        instrument: The better of the saved ones; None when there is none.
        kind: A `FailureKind`, or an `InstrumentProblem`.
        reason: A sentence for staff.
        unpaid: How many open documents.
        due: Their sum.
        portal_url: Where the customer saves another.
    """

    customer_id: CustomerId
    customer_name: str
    instrument: Instrument | None
    kind: str
    reason: str
    unpaid: int
    due: Money
    portal_url: str

    @property
    def group(self) -> FailureGroup:
        """Among which others staff deal with it."""
        return _GROUPS.get(self.kind, FailureGroup.UNUSABLE)


def end_of_next_month(today: date) -> date:
    """By when the next charge will have been, unless somebody knows better."""
    first_of_next = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first_of_next.replace(
        day=calendar.monthrange(first_of_next.year, first_of_next.month)[1]
    )


def next_charge_on(chosen: date | None, today: date) -> date:
    """The day of the next charge: the one somebody chose, or its like in a later month.

    Args:
        chosen: By somebody, perhaps long ago; None takes the end of next month.
        today: The day it is.
    """
    if chosen is None:
        return end_of_next_month(today)
    on = chosen
    while on < today:
        # From the chosen day each time: the 31st stays the 31st after a short month.
        months = (on.year - chosen.year) * 12 + on.month - chosen.month + 1
        years, month = divmod(chosen.month - 1 + months, 12)
        year = chosen.year + years
        last = calendar.monthrange(year, month + 1)[1]
        on = date(year, month + 1, min(chosen.day, last))
    return on


class FailingMethodService:
    """Reads everybody's saved methods, in memory only. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def find(self, by: date | None = None) -> tuple[FailingMethod, ...]:
        """Everybody with something unpaid who could not be charged, the largest sum first.

        Args:
            by: The day of the next charge; the end of next month when None.
        """
        kinds = frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA})
        wanted = DocumentFilter(kinds=kinds, states=CHARGEABLE_STATES)
        rows = DocumentService(self._workspace).matching(wanted)
        return self.among(rows, SavedMethodReader(self._workspace).of_everybody(), by)

    def among(
        self,
        rows: Iterable[DocumentRow],
        methods: Mapping[CustomerId, SavedMethods],
        by: date | None = None,
    ) -> tuple[FailingMethod, ...]:
        """As `find`, from open documents and saved methods that were read already."""
        past = RetryGuard(self._workspace).of_everybody()
        told = told_cards(FindingService(self._workspace).open())
        by = by or end_of_next_month(self._workspace.today())
        of_customer: dict[CustomerId, list[DocumentRow]] = defaultdict(list)
        for row in rows:
            of_customer[row.document.ref.customer_id].append(row)
        found = []
        for customer_id, own in of_customer.items():
            judged = self._judge(own, methods.get(customer_id, SavedMethods()), past, told, by)
            if judged is not None:
                found.append(judged)
        return tuple(sorted(found, key=lambda one: one.due, reverse=True))

    def _judge(
        self,
        own: list[DocumentRow],
        saved: SavedMethods,
        past: PastTries,
        told: Mapping[str, str],
        by: date,
    ) -> FailingMethod | None:
        customer_id = own[0].document.ref.customer_id
        held = [method for method in (saved.card, saved.bank) if method is not None]
        reasons = [
            _reason(method, own, past, told.get(card_key(customer_id, method)), by)
            for method in held
        ]
        if any(reason is None for reason in reasons):
            return None
        instrument = held[0] if held else None
        kind, reason = (reasons[0] if reasons else None) or (FailureKind.MISSING, NO_METHOD)
        first = own[0]
        return FailingMethod(
            customer_id,
            first.customer_name,
            instrument,
            kind,
            reason,
            len(own),
            total([row.document.due for row in own], self._workspace.currency),
            portal_url(self._workspace.profile.splynx_url),
        )


def _reason(
    method: Instrument, own: list[DocumentRow], past: PastTries, told: str | None, by: date
) -> tuple[str, str] | None:
    """Why a method will fail; None when nothing speaks against it."""
    if method.problem is not None:
        return method.problem, PROBLEM_SENTENCES[method.problem]
    if method.expiry is not None and method.expiry.is_past(by):
        return (
            FailureKind.EXPIRES,
            f"The saved card is good to {method.expiry} only; have the customer save a new one in "
            "the portal before the next charge.",
        )
    if told is not None:
        return FailureKind.ENDED, told
    # Whether it is never to be tried again is the same for each document but for its own tries.
    verdicts = [past.judge(row.document.ref, method, PLANNED) for row in own]
    if all(verdict.kind is RetryKind.NEVER for verdict in verdicts):
        return FailureKind.DECLINED, verdicts[0].reason
    return None
