"""Whether a saved method may be charged just now, by what the journal knows of its past."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.bank_again import debit_again_obstacle
from ippay_desktop.domain.bank_debit import bank_day
from ippay_desktop.domain.charge import TAKEN_BACK_STATES
from ippay_desktop.domain.declines import (
    PLANNED,
    MethodKey,
    RetryKind,
    RetryQuestion,
    brand_of_token,
    may_charge,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.declines import CardBrand, RetryPolicy, RetryVerdict
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.services.workspace import Workspace


class PastTries:
    """Tries that count against saved methods, as they were when they were read.

    Those that the bank returned are read once the first bank account is judged.
    """

    def __init__(
        self,
        workspace: Workspace,
        tries: Iterable[Attempt],
        returned: Callable[[], Iterable[Attempt]],
    ) -> None:
        self._workspace = workspace
        self._by_customer = _by_customer(tries)
        self._read_returned = returned

    @cached_property
    def _returned(self) -> Mapping[CustomerId, list[Attempt]]:
        return _by_customer(self._read_returned())

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
        if verdict.kind is not RetryKind.NOW:
            return verdict.reason
        if instrument.kind is not InstrumentKind.BANK:
            return ""
        return debit_again_obstacle(
            self._returned.get(document.customer_id, ()),
            document_key=document.key,
            last4=instrument.last4,
            today=bank_day(self._workspace.clock.now()),
            is_planned=policy is PLANNED,
        )


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
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        came_back = AttemptFilter(
            customer_id=customer_id, splynx_host=host, states=TAKEN_BACK_STATES
        )
        return PastTries(
            self._workspace,
            journal.declines(host, customer_id),
            lambda: journal.attempts(came_back),
        )


def _by_customer(attempts: Iterable[Attempt]) -> Mapping[CustomerId, list[Attempt]]:
    found: dict[CustomerId, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        found[attempt.customer_id].append(attempt)
    return found


def _brand(instrument: Instrument) -> CardBrand | None:
    if instrument.kind is InstrumentKind.BANK:
        return None
    return brand_of_token(instrument.credential.reveal())
