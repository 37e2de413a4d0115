"""Whether a saved method may be charged just now, by what the journal knows of its past."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.declines import (
    MethodKey,
    RetryKind,
    RetryQuestion,
    brand_of_token,
    may_charge,
)
from ippay_desktop.domain.instrument import InstrumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.declines import CardBrand, RetryPolicy, RetryVerdict
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.services.workspace import Workspace


class PastTries:
    """Tries that count against saved methods, as they were when they were read."""

    def __init__(self, workspace: Workspace, tries: Iterable[Attempt]) -> None:
        self._workspace = workspace
        by_customer: dict[CustomerId, list[Attempt]] = defaultdict(list)
        for attempt in tries:
            by_customer[attempt.customer_id].append(attempt)
        self._by_customer: Mapping[CustomerId, list[Attempt]] = by_customer

    def judge(
        self, document: DocumentRef, instrument: Instrument, policy: RetryPolicy
    ) -> RetryVerdict:
        """Whether a method may be charged for a document at this moment."""
        profile = self._workspace.profile
        question = RetryQuestion(
            method=MethodKey(
                profile.splynx_host,
                document.customer_id,
                instrument.kind,
                instrument.last4,
                instrument.mark,
            ),
            document_key=document.key,
            now=self._workspace.clock.now(),
            timezone=ZoneInfo(profile.splynx_timezone),
            brand=_brand(instrument),
        )
        return may_charge(question, self._by_customer.get(document.customer_id, ()), policy)

    def obstacle(self, document: DocumentRef, instrument: Instrument, policy: RetryPolicy) -> str:
        """Why it may not, as a sentence; "" when it may."""
        verdict = self.judge(document, instrument, policy)
        return "" if verdict.kind is RetryKind.NOW else verdict.reason


class RetryGuard:
    """Reads the tries of one customer or of everybody; blocks, worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, customer_id: CustomerId) -> PastTries:
        """One customer's."""
        return self._read(customer_id)

    def of_everybody(self) -> PastTries:
        """All customers', in one read."""
        return self._read(None)

    def _read(self, customer_id: CustomerId | None) -> PastTries:
        host = self._workspace.profile.splynx_host
        return PastTries(self._workspace, self._workspace.journal.declines(host, customer_id))


def _brand(instrument: Instrument) -> CardBrand | None:
    if instrument.kind is InstrumentKind.BANK:
        return None
    return brand_of_token(instrument.credential.reveal())
