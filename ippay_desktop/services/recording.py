"""Recording a taken charge in Splynx: search, post once, read back where it landed.

Splynx has no idempotency key: a second identical post makes a second payment. So each payment
bears a receipt number derived from its transaction id, is searched for before it is posted, and is
posted again only after a series of searches has found nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus, NewPayment
from ippay_desktop.domain.charge import (
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
    payment_gone_words,
)
from ippay_desktop.domain.errors import (
    AuthenticationError,
    DueUnknownError,
    InputError,
    InvariantError,
    IPpayDesktopError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    RejectedError,
    StorageError,
)
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import total
from ippay_desktop.domain.outcome import EnquiryVerdict
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services import timely
from ippay_desktop.services.payment_sights import PaymentSights
from ippay_desktop.services.waiting import POSTED

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.billing import Allocation, Document, Payment
    from ippay_desktop.services.workspace import Workspace

# Trouble of our own: never taken for an answer of Splynx.
_OURS = (InvariantError, StorageError)


def awaits_settlement(attempt: Attempt, record_bank: RecordBank) -> bool:
    """Whether a bank debit is not to be recorded before the bank has paid."""
    return (
        record_bank is RecordBank.SETTLED
        and attempt.intent.instrument_kind is InstrumentKind.BANK
        and attempt.state is AttemptState.TAKEN
        and attempt.settled_at is None
    )


class Recorder:
    """Moves an attempt from TAKEN to RECORDED, one durable step at a time.

    The caller holds the customer's lock. Every method blocks and runs on a worker thread.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sights = PaymentSights(workspace)
        self._delays = [
            timedelta(seconds=delay) for delay in workspace.profile.policy.recording_delays_s
        ]

    def record(self, attempt: Attempt) -> Attempt:
        """Do what can be done now; whatever stays unclear keeps its state and a next time."""
        if awaits_settlement(attempt, self._workspace.profile.policy.record_bank):
            return attempt
        if attempt.state not in {AttemptState.POSTED, AttemptState.MISPLACED}:
            attempt = self._search_then_post(attempt)
        if attempt.state in {AttemptState.POSTED, AttemptState.MISPLACED}:
            attempt = self._verify(attempt)
        return attempt

    def see_whether_gone(self, attempt: Attempt) -> Attempt:
        """Look whether the payment of money that went back is still in Splynx."""
        receipt = receipt_number(attempt.intent.transaction_id)
        try:
            found = self._workspace.billing.payments(attempt.customer_id, receipt_number=receipt)
        except _OURS:
            raise
        except IPpayDesktopError:
            return attempt
        may_still_arrive = attempt.payment_id is None and attempt.posted_at is not None
        if found or (may_still_arrive and not self._has_had_its_time(attempt)):
            return attempt
        is_return = attempt.returned_at is not None
        event = ChargeEvent.RETURN_CLEARED if is_return else ChargeEvent.VOID_CLEARED
        return self._apply(attempt, Change(event))

    def _has_had_its_time(self, attempt: Attempt) -> bool:
        """Whether a post whose answer was lost would show by now."""
        posted_at = attempt.posted_at or attempt.updated_at
        series_s = sum(self._delays, timedelta()).total_seconds()
        subject = f"{attempt.id}:{POSTED}"
        return not self._workspace.waits.left(self._workspace, subject, posted_at, series_s)

    def _apply(self, attempt: Attempt, change: Change) -> Attempt:
        return self._workspace.journal.apply(attempt.id, change, self._workspace.clock.now())

    def _search_then_post(self, attempt: Attempt) -> Attempt:
        try:
            found = self._workspace.billing.payments(
                attempt.customer_id,
                receipt_number=receipt_number(attempt.intent.transaction_id),
            )
        except _OURS:
            raise
        except IPpayDesktopError:
            # The search itself failed: nothing was learnt, nothing is posted.
            return attempt
        if found:
            return self._adopt(attempt, found)
        if attempt.state is AttemptState.CONFLICTED:
            return attempt
        if attempt.state is AttemptState.RECORDING:
            if not self._may_post_again(attempt):
                return self._wait(attempt)
            if self._was_voided(attempt):
                reason = "IPpay says that this charge was voided. There is no payment to record."
                return self._apply(attempt, Change(ChargeEvent.ENQUIRY_VOIDED, reason=reason))
        return self._post(attempt)

    def _was_voided(self, attempt: Attempt) -> bool:
        """Whether the gateway says so by now: a station without our journal may have voided it.

        Its payment, deleted with the void, looks like one that never arrived.
        """
        intent = attempt.intent
        if intent.profile_id in self._workspace.names_elsewhere():
            return False
        answer = self._workspace.gateway.enquire(
            intent.transaction_id, intent.instrument_kind, terminal_id=intent.terminal_id
        )
        return answer.verdict is EnquiryVerdict.VOIDED

    def _adopt(self, attempt: Attempt, found: tuple[Payment, ...]) -> Attempt:
        payment = found[0]
        if len(found) == 1 and payment.amount == attempt.intent.amount:
            return self._apply(attempt, Change(ChargeEvent.PAYMENT_POSTED, payment_id=payment.id))
        amounts = ", ".join(f"{other.amount} (payment {other.id})" for other in found)
        return self._apply(
            attempt,
            Change(
                ChargeEvent.PAYMENT_CONFLICTED,
                reason=f"Money was taken, but Splynx holds under this receipt number: {amounts}.",
            ),
        )

    def _may_post_again(self, attempt: Attempt) -> bool:
        """Whether this search, which found nothing, was the last of the series."""
        is_last = self._is_due(attempt) and attempt.searches + 1 >= len(self._delays)
        return is_last and self._has_had_its_time(attempt)

    def _is_due(self, attempt: Attempt) -> bool:
        due = attempt.next_check_at or self._first_search_at(attempt)
        return self._workspace.clock.now() >= due

    def _first_search_at(self, attempt: Attempt) -> datetime:
        return (attempt.posted_at or attempt.updated_at) + self._delays[0]

    def _wait(self, attempt: Attempt) -> Attempt:
        """Note a search that found nothing; one made early does not count towards the series."""
        if not self._is_due(attempt):
            return attempt
        delay = self._delays[min(attempt.searches + 1, len(self._delays) - 1)]
        return self._apply(
            attempt,
            Change(ChargeEvent.POSTING_SEARCHED, next_check_at=self._workspace.clock.now() + delay),
        )

    def _post(self, attempt: Attempt) -> Attempt:
        try:
            self._workspace.profile.method_for(attempt.intent.instrument_kind)
        except InputError as error:
            return self._say_why_not(attempt, f"Money was taken. {error}")
        try:
            payment = self._new_payment(attempt)
        except _OURS:
            raise
        except IPpayDesktopError:
            return attempt
        first_search = self._workspace.clock.now() + self._delays[0]
        payment = replace(payment, may_leave=timely.from_now(self._workspace.clock))
        attempt = self._apply(
            attempt, Change(ChargeEvent.POSTING_STARTED, next_check_at=first_search)
        )
        try:
            payment_id = self._workspace.billing.record_payment(payment)
        except NotSentError as error:
            return self._apply(
                attempt, Change(ChargeEvent.POSTING_NOT_SENT, reason=f"Money was taken. {error}")
            )
        except (RejectedError, AuthenticationError) as error:
            return self._apply(
                attempt, Change(ChargeEvent.POSTING_REFUSED, reason=f"Money was taken. {error}")
            )
        except OutcomeUnknownError as error:
            return self._unclear(attempt, str(error))
        return self._apply(attempt, Change(ChargeEvent.PAYMENT_POSTED, payment_id=payment_id))

    def _say_why_not(self, attempt: Attempt, reason: str) -> Attempt:
        """Keep, once, why nothing could be sent to Splynx."""
        if attempt.reason == reason:
            return attempt
        attempt = self._apply(attempt, Change(ChargeEvent.POSTING_STARTED))
        return self._apply(attempt, Change(ChargeEvent.POSTING_NOT_SENT, reason=reason))

    def _unclear(self, attempt: Attempt, reason: str) -> Attempt:
        attempt = self._apply(
            attempt,
            Change(
                ChargeEvent.POSTING_UNCLEAR,
                reason=f"Money was taken; whether Splynx recorded it is unclear. {reason}",
                next_check_at=self._workspace.clock.now() + self._delays[0],
            ),
        )
        if attempt.posted_at is not None:
            subject = f"{attempt.id}:{POSTED}"
            self._workspace.waits.begin(self._workspace, subject, attempt.posted_at)
        return attempt

    def _new_payment(self, attempt: Attempt) -> NewPayment:
        intent = attempt.intent
        is_card = intent.instrument_kind is InstrumentKind.CARD
        noun = "approval" if is_card else "bank debit"
        return NewPayment(
            document=intent.document,
            pinned=self._is_still_open(attempt),
            amount=intent.amount,
            method=self._workspace.profile.method_for(intent.instrument_kind),
            paid_on=self._workspace.today(),
            receipt_number=receipt_number(intent.transaction_id),
            transaction_id=intent.transaction_id,
            masked_number=f"**** {intent.last4}" if intent.last4 else "",
            comment=f"IPpay {noun} {attempt.approval or intent.transaction_id}",
        )

    def _is_still_open(self, attempt: Attempt) -> bool:
        """Whether the payment can be pinned: money is real even if someone else paid meanwhile."""
        document = attempt.document
        if document.kind is DocumentKind.REFILL or document.id is None:
            return False
        try:
            fresh = self._workspace.billing.document(document.kind, document.id)
        except (NotFoundError, DueUnknownError):
            return False
        # A restored Splynx may have given the id to somebody else's document.
        return (
            fresh.ref.customer_id == attempt.customer_id
            and fresh.status is DocumentStatus.NOT_PAID
            and fresh.due >= attempt.intent.amount
        )

    def _verify(self, attempt: Attempt) -> Attempt:
        try:
            payment, trouble = self._landing(attempt)
        except _OURS:
            raise
        except IPpayDesktopError:
            return attempt
        if payment is None or attempt.state is AttemptState.MISPLACED:
            self._sights.note(attempt.id, is_there=payment is not None)
        if payment is not None and not trouble:
            # The one sentence staff read first; bank debits say so themselves.
            is_card = attempt.intent.instrument_kind is InstrumentKind.CARD
            reason = "Approved" if is_card else "Bank debit accepted"
            verified = Change(ChargeEvent.PAYMENT_VERIFIED, reason=reason, payment_id=payment.id)
            return self._apply(attempt, verified)
        if attempt.state is AttemptState.MISPLACED and attempt.reason == trouble:
            return attempt
        return self._apply(attempt, Change(ChargeEvent.PAYMENT_MISPLACED, reason=trouble))

    def _landing(self, attempt: Attempt) -> tuple[Payment | None, str]:
        """Read the payment back, and a sentence when the money is not where it belongs.

        A payment that somebody deleted is not posted again: the same hand may have entered the
        money elsewhere, under another receipt number.
        """
        if attempt.payment_id is None:
            raise InvariantError("A posted payment has no id.")
        receipt = receipt_number(attempt.intent.transaction_id)
        held = self._workspace.billing.payments(attempt.customer_id, receipt_number=receipt)
        if len(held) > 1:
            # Stations without a common ledger adopted one charge, and both posted it. Whoever reads
            # back last sees both; when a person has deleted one, the other is everybody's. That the
            # gateway replayed its answer, and did not process the id again, is nothing we know.
            last = max(held, key=lambda payment: payment.id)
            return last, (
                f"Money was taken, and Splynx holds {len(held)} payments for it. See at IPpay "
                f"whether it was taken once; if so, delete payment {last.id} in Splynx."
            )
        try:
            payment = held[0] if held else self._workspace.billing.payment(attempt.payment_id)
        except NotFoundError:
            return None, payment_gone_words(attempt.payment_id)
        return payment, self._landing_trouble(attempt, payment)

    def _landing_trouble(self, attempt: Attempt, payment: Payment) -> str:
        """Read the document back; a sentence when the money went elsewhere."""
        if payment.customer_id != attempt.customer_id or payment.amount != attempt.intent.amount:
            return f"Payment {payment.id} in Splynx shows another customer or amount than charged."
        document = attempt.document
        if document.kind is DocumentKind.REFILL or document.id is None:
            return ""
        named = f"{document.kind} {document.number or document.id}"
        try:
            fresh = self._workspace.billing.document(document.kind, document.id)
        except NotFoundError:
            return (
                f"Money was taken and recorded as payment {payment.id}, but {named} is no longer "
                "in Splynx. See there what it paid."
            )
        except DueUnknownError:
            return (
                f"Money was taken and recorded as payment {payment.id}, but {named} is still not "
                "paid whole. See in Splynx what it paid."
            )
        ours = self._workspace.billing.allocations(payment) or ()
        if _has_landed(attempt, payment, fresh, ours):
            return ""
        return (
            f"Money was taken and recorded as payment {payment.id}, but it did not settle {named}. "
            f"{self._whereabouts(payment, ours)}"
        )

    def _whereabouts(self, payment: Payment, ours: tuple[Allocation, ...]) -> str:
        """What the payment paid, as far as Splynx tells."""
        parts = [f"{row.amount} went on {self._debt(row)}" for row in ours]
        if payment.unallocated.is_positive:
            parts.append(f"{payment.unallocated} is on the customer's balance")
        if not parts:
            return "See in Splynx what it paid."
        return f"Of it {', '.join(parts)}."

    def _debt(self, row: Allocation) -> str:
        if row.invoice_id is None:
            return "a debit that belongs to no invoice"
        try:
            invoice = self._workspace.billing.document(DocumentKind.INVOICE, row.invoice_id)
        except NotFoundError:
            return f"invoice {row.invoice_id}, which is no longer there"
        except DueUnknownError:
            return f"invoice {row.invoice_id}"
        return f"invoice {invoice.ref.number or row.invoice_id}"


def _has_landed(
    attempt: Attempt, payment: Payment, fresh: Document, ours: tuple[Allocation, ...]
) -> bool:
    if fresh.ref.kind is DocumentKind.PROFORMA:
        return fresh.status is DocumentStatus.PAID and payment.proforma_id == fresh.ref.id
    amount = attempt.intent.amount
    if ours:
        here = [row.amount for row in ours if row.invoice_id == fresh.ref.id]
        return total(here, amount.currency) == amount
    # This server has no relations to show: judge by the invoice itself and what is left over.
    expected = attempt.intent.due - amount
    return (
        payment.invoice_id == fresh.ref.id
        and not payment.unallocated.is_positive
        and fresh.due <= expected
    )
