"""A charge whose payment is gone from Splynx: its document looks unpaid, and was paid.

Splynx was put back from a backup, or somebody deleted the payment. Either way the money was taken,
and only a person knows whether it went back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.errors import (
    InputError,
    InvariantError,
    IPpayDesktopError,
    StorageError,
)
from ippay_desktop.domain.findings import Finding
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.payment_sights import PaymentSights

if TYPE_CHECKING:
    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.services.workspace import Workspace

_NEXT_STEP = (
    "If Splynx was restored, or the payment deleted by mistake, enter it again under receipt "
    "number {receipt}. If the money went back, mark this as dealt with; then it can be charged."
)


class VanishedPayments:
    """Keeps documents that were paid once from being charged again. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)
        self._sights = PaymentSights(workspace)

    def refuse(self, document: DocumentRef) -> None:
        """Return if every payment that this journal recorded for a document is still in Splynx.

        Raises:
            InputError: one is gone, and nobody has said why; it waits in Attention from now on.
        """
        gone = next(filter(self._is_gone, self._recorded(document)), None)
        if gone is None:
            return
        finding = payment_gone(gone)
        self._sights.note(gone.id, is_there=False)
        self._findings.keep([finding])
        raise InputError(f"{finding.reason} {finding.next_step} Nothing was sent.")

    def _recorded(self, document: DocumentRef) -> list[Attempt]:
        host = self._workspace.profile.splynx_host
        made = self._workspace.journal.attempts(
            AttemptFilter(splynx_host=host, document_key=document.key)
        )
        return [
            attempt
            for attempt in made
            # A restored Splynx may give the id to another document; that one was never charged.
            if attempt.document == document
            and attempt.state is AttemptState.RECORDED
            and attempt.money_taken is not MoneyTaken.NO
        ]

    def _is_gone(self, attempt: Attempt) -> bool:
        if self._is_there(attempt):
            return False
        host = self._workspace.profile.splynx_host
        dealt_with = self._workspace.journal.notes(
            host, {NoteKind.DEALT_WITH}, subject=gone_subject(attempt.id)
        )
        return not dealt_with

    def look_again(self) -> None:
        """Let go of what waits here and is in Splynx again, as it was entered once more.

        What cannot be read is looked at another time.
        """
        for finding in self._findings.open():
            if finding.attempt_id and finding.subject == gone_subject(finding.attempt_id):
                attempt = self._workspace.journal.attempt(finding.attempt_id)
                try:
                    is_there = self._is_there(attempt)
                except (InvariantError, StorageError):
                    raise
                except IPpayDesktopError:
                    continue
                if is_there:
                    self._sights.note(attempt.id, is_there=True)
                    self._findings.let_go([finding.subject], "The payment is there again.")

    def _is_there(self, attempt: Attempt) -> bool:
        receipt = receipt_number(attempt.intent.transaction_id)
        return bool(self._workspace.billing.payments(attempt.customer_id, receipt_number=receipt))


def gone_subject(attempt_id: AttemptId) -> str:
    """Names in Attention that the payment of a charge is gone: one thing, whoever noticed it."""
    return f"payment_gone:{attempt_id}"


def payment_gone(attempt: Attempt) -> Finding:
    """What Attention says about a charge whose payment is gone."""
    intent, document = attempt.intent, attempt.document
    named = f"{str(document.kind).capitalize()} {document.number}"
    if document.number is None:
        named = f"A refill of customer {attempt.customer_id}"
    return Finding(
        subject=gone_subject(attempt.id),
        kind=AttentionKind.CHARGE_WITHOUT_PAYMENT,
        since=intent.created_at,
        reason=(
            f"{named} was charged on {intent.created_at:%Y-%m-%d}, and the payment is no longer in "
            "Splynx."
        ),
        next_step=_NEXT_STEP.format(receipt=receipt_number(intent.transaction_id)),
        transaction_id=intent.transaction_id,
        attempt_id=attempt.id,
        document=attempt.document,
        customer_id=attempt.customer_id,
        customer_name=intent.customer_name,
        amount=intent.amount,
    )
