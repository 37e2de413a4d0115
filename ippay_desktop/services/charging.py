"""Charging one document: the protocol that never charges twice and never loses a charge.

Order of the durable steps: the intent is committed before a byte leaves; the request is sent once;
its outcome is committed before the payment goes to Splynx; that post is announced and its result
committed too. A crash between any two leaves an attempt whose state says what to ask next.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.approvals import Wanted
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import choose_instrument, document_obstacle, preferred_kind
from ippay_desktop.domain.charge import Attempt, AttemptState, Change, ChargeEvent, Intent
from ippay_desktop.domain.declines import BY_HAND, PLANNED
from ippay_desktop.domain.errors import InputError, NotFoundError
from ippay_desktop.domain.identifiers import (
    AttemptId,
    derive_transaction_id,
    receipt_number,
)
from ippay_desktop.domain.instrument import (
    AccountChoice,
    Instrument,
    InstrumentKind,
)
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.outcome import EnquiryVerdict, GatewayAnswer, Verdict
from ippay_desktop.domain.ports import ChargeRequest
from ippay_desktop.services import timely
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.budget import ceilings
from ippay_desktop.services.charge_limit import guard_charge
from ippay_desktop.services.claiming import intent_held
from ippay_desktop.services.earlier_tries import doubt_about_amount
from ippay_desktop.services.recordable import refuse_unrecordable
from ippay_desktop.services.recording import Recorder
from ippay_desktop.services.retry_guard import RetryGuard
from ippay_desktop.services.saved_methods import SavedMethodReader
from ippay_desktop.services.settling import Settler
from ippay_desktop.services.vanished_payments import VanishedPayments

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.billing import Document
    from ippay_desktop.domain.declines import RetryPolicy
    from ippay_desktop.domain.identifiers import CustomerId, RunId, TransactionId
    from ippay_desktop.services.workspace import Workspace

_log = logging.getLogger(__name__)

_EVENTS = {
    Verdict.APPROVED: ChargeEvent.ANSWERED_APPROVED,
    Verdict.ACCEPTED: ChargeEvent.ANSWERED_APPROVED,
    Verdict.DECLINED: ChargeEvent.ANSWERED_DECLINED,
    # Refused before it was processed: the id is not used up, and stations stay in step with it.
    Verdict.REFUSED: ChargeEvent.PROVEN_NOT_SENT,
    Verdict.NOT_SENT: ChargeEvent.PROVEN_NOT_SENT,
    Verdict.DUPLICATE: ChargeEvent.ANSWERED_UNCLEAR,
    Verdict.UNKNOWN: ChargeEvent.ANSWERED_UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class ChargeOrder:
    """What staff see and confirm before anything is sent.

    Attributes:
        due: The document's open amount; equals `amount` for a full payment and a refill.
        last4: Of the saved method, whose credential is read again at the moment of charging.
    """

    document: DocumentRef
    customer_name: str
    amount: Money
    due: Money
    instrument_kind: InstrumentKind
    last4: str


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge's attempt, and what a run must know besides.

    Attributes:
        verdict: How the gateway answered.
        is_credential_failure: No other charge will fare better.
    """

    attempt: Attempt
    verdict: Verdict
    is_credential_failure: bool


class ChargeService:
    """Prepares and carries out single charges. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._methods = SavedMethodReader(workspace)
        self._retries = RetryGuard(workspace)
        self._recorder = Recorder(workspace)
        self._settler = Settler(workspace)
        self._approvals = ApprovalService(workspace)
        self._vanished = VanishedPayments(workspace)

    def prepare_document(
        self, document: Document, account: AccountChoice, amount: Money | None
    ) -> ChargeOrder:
        """Judge one invoice or proforma, and choose the saved method.

        Args:
            document: Freshly read.
            account: Which saved method to take.
            amount: Less than what is due for a part payment of an invoice; None for all of it.

        Raises:
            InputError: it cannot be charged so; nothing was sent.
        """
        obstacle = document_obstacle(document, self._workspace.today())
        if obstacle:
            raise InputError(f"{_named(document.ref)} cannot be charged. {obstacle}")
        self._refuse_if_open(document.ref)
        self._vanished.refuse(document.ref)
        charged = document.due if amount is None else amount
        _guard_amount(document, charged)
        self._methods.confirm_labels()
        name = self._customer_name(document.ref.customer_id)
        method = self._instrument(document.ref, account)
        return ChargeOrder(document.ref, name, charged, document.due, method.kind, method.last4)

    def prepare_refill(
        self, customer_id: CustomerId, account: AccountChoice, amount: Money
    ) -> ChargeOrder:
        """As `prepare_document`, for money on the customer's balance."""
        if not amount.is_positive:
            raise InputError("The amount must be more than zero.")
        name = self._customer_name(customer_id)
        self._refuse_if_open(DocumentRef.refill(customer_id))
        self._methods.confirm_labels()
        document = DocumentRef.refill(customer_id)
        method = self._instrument(document, account)
        return ChargeOrder(document, name, amount, amount, method.kind, method.last4)

    def charge(self, order: ChargeOrder, *, run_id: RunId | None = None) -> Charged:
        """Carry out a confirmed order to the furthest point evidence allows.

        Raises:
            AttemptOpenError: an earlier attempt on the document is not settled. Nothing was sent.
            InputError: the document or method changed since it was confirmed, the program is
                locked, or role or limit do not allow it. Nothing was sent.
            SpendLimitError: a limit of the run or the day would be passed. Nothing was sent.
            PermissionDeniedError: Splynx would not record it. Nothing was sent.
            StorageError: the journal cannot be written. If raised before the intent was
                committed nothing was sent; after it, the attempt is settled at the next start.
        """
        if run_id is None:
            # A run was allowed as a whole when it began, and goes on behind the lock.
            self._workspace.authority.require(Task.CHARGE_ONE)
            self._approvals.require(_wanted(order))
        guard_charge(self._workspace.profile, order.amount)
        self._workspace.profile.method_for(order.instrument_kind)
        refuse_unrecordable(self._workspace.billing)
        if run_id is None:
            self._workspace.audit.note(Deed.CHARGED, order.document.key, amount=order.amount.text())
        with self._workspace.locks.hold(order.document.customer_id):
            # Position and id come first: whoever begins to charge the document after this moves
            # the one and uses up the other, and then the journal refuses ours. An attempt that is
            # under way now refuses us at once: it could end, paid, between re-read and intent.
            after = self._workspace.journal.position_of(
                self._workspace.profile.splynx_host, order.document.key
            )
            intent = self._intent(order, run_id)
            self._reread_document(order)
            if after and order.document.kind is not DocumentKind.REFILL:
                self._vanished.refuse(order.document)
            instrument = self._reread_method(order)
            intent = replace(intent, method_mark=instrument.mark)
            # Other charges of the method may have been declined since it was confirmed.
            self._refuse_too_early(order.document, instrument, PLANNED if run_id else BY_HAND)
            limits = ceilings(self._workspace, run_id)
            if run_id is None:
                self._approvals.use(_wanted(order))
            is_timely = timely.from_now(self._workspace.clock)
            with intent_held(self._workspace, intent, after, limits) as attempt:
                return self._carry_out(attempt, instrument, is_timely)

    def _carry_out(
        self, attempt: Attempt, instrument: Instrument, is_timely: Callable[[], bool]
    ) -> Charged:
        answer = self._doubted(attempt, self._send(attempt, instrument, is_timely))
        attempt = self._apply_answer(attempt, answer)
        if answer.verdict is Verdict.DUPLICATE:
            attempt = self._settler.settle_locked(attempt)
        if attempt.state is AttemptState.TAKEN:
            attempt = self._recorder.record(attempt)
        return Charged(attempt, answer.verdict, answer.is_credential_failure)

    def _customer_name(self, customer_id: CustomerId) -> str:
        try:
            return self._workspace.billing.customer(customer_id).name
        except NotFoundError:
            raise InputError(f"Splynx has no customer {customer_id}.") from None

    def _refuse_if_open(self, document: DocumentRef) -> None:
        """Also while a charge of it is being given back, before anybody misses its payment."""
        self._workspace.journal.position_of(self._workspace.profile.splynx_host, document.key)

    def _refuse_too_early(
        self, document: DocumentRef, instrument: Instrument, policy: RetryPolicy
    ) -> None:
        past = self._retries.of(document.customer_id)
        obstacle = past.obstacle(document, instrument, policy)
        if obstacle:
            raise InputError(obstacle)

    def _instrument(self, document: DocumentRef, account: AccountChoice) -> Instrument:
        profile, customer_id = self._workspace.profile, document.customer_id
        preferred: InstrumentKind | None = None
        if account is AccountChoice.ANY:
            preferred = preferred_kind(
                self._workspace.billing.customer_billing(customer_id).payment_method,
                card_method=profile.card_method,
                bank_method=profile.bank_method,
            )
        instrument, trouble = choose_instrument(
            self._methods.of(customer_id), account, preferred=preferred
        )
        if instrument is None or trouble:
            raise InputError(trouble)
        profile.method_for(instrument.kind)
        self._refuse_too_early(document, instrument, BY_HAND)
        return instrument

    def _reread_document(self, order: ChargeOrder) -> None:
        """Read the document again: others may have paid or changed it meanwhile."""
        ref = order.document
        if ref.kind is DocumentKind.REFILL or ref.id is None:
            return
        try:
            fresh = self._workspace.billing.document(ref.kind, ref.id)
        except NotFoundError:
            raise InputError(f"{_named(ref)} is no longer in Splynx.") from None
        obstacle = document_obstacle(fresh, self._workspace.today())
        if obstacle:
            raise InputError(f"{_named(ref)} cannot be charged any more. {obstacle}")
        if fresh.due != order.due or fresh.ref.customer_id != ref.customer_id:
            raise InputError(
                f"{_named(ref)} changed meanwhile: {fresh.due.text()} is due now, "
                f"not {order.due.text()}. Look at it again."
            )

    def _reread_method(self, order: ChargeOrder) -> Instrument:
        """Read the credential, for this moment only; it must be the method staff confirmed."""
        saved = self._methods.of(order.document.customer_id).of(order.instrument_kind)
        if saved is None or saved.last4 != order.last4:
            raise InputError("The customer's saved method changed meanwhile. Look at it again.")
        if saved.problem is not None:
            raise InputError(saved.problem_sentence)
        return saved

    def _intent(self, order: ChargeOrder, run_id: RunId | None) -> Intent:
        workspace, profile = self._workspace, self._workspace.profile
        number, transaction_id = self._next_transaction_id(order)
        return Intent(
            attempt_id=AttemptId(workspace.ids.new_id()),
            run_id=run_id,
            profile_id=profile.profile_id,
            splynx_host=profile.splynx_host,
            terminal_id=profile.terminal_for(order.instrument_kind),
            document=order.document,
            attempt_number=number,
            transaction_id=transaction_id,
            customer_name=order.customer_name,
            amount=order.amount,
            due=order.due,
            instrument_kind=order.instrument_kind,
            last4=order.last4,
            operator=workspace.operator,
            station=workspace.station,
            created_at=workspace.clock.now(),
            key_mark=profile.key_mark,
        )

    def _next_transaction_id(self, order: ChargeOrder) -> tuple[int, TransactionId]:
        """The first attempt number whose id has no payment in Splynx.

        Another station, or this one before its journal was lost, may have used a number already:
        its payment bears the receipt number of that id.
        """
        workspace, profile = self._workspace, self._workspace.profile
        number = workspace.journal.next_attempt_number(profile.splynx_host, order.document.key)
        while True:
            transaction_id = derive_transaction_id(
                splynx_host=profile.splynx_host,
                terminal_id=profile.terminal_for(order.instrument_kind),
                document_key=order.document.key,
                attempt_number=number,
            )
            receipt = receipt_number(transaction_id)
            customer_id = order.document.customer_id
            if not workspace.billing.payments(customer_id, receipt_number=receipt):
                return number, transaction_id
            number += 1

    def _send(
        self, attempt: Attempt, instrument: Instrument, is_timely: Callable[[], bool]
    ) -> GatewayAnswer:
        """Send once. Whatever breaks after this began leaves the outcome unknown, never a no."""
        intent = attempt.intent
        request = ChargeRequest(
            transaction_id=intent.transaction_id,
            instrument=instrument,
            amount=intent.amount,
            order_number=intent.document.number or intent.document.key,
            attempt_id=attempt.id,
            may_leave=is_timely,
        )
        try:
            answer = self._workspace.gateway.charge(request)
        except InputError as error:
            # The adapter's own guards refuse before anything is sent.
            return GatewayAnswer(Verdict.NOT_SENT, str(error))
        except Exception:  # noqa: BLE001 - whatever broke, the request may have left
            _log.exception("charge_broke attempt=%s", attempt.id)
            return GatewayAnswer(Verdict.UNKNOWN, "Something broke while IPpay was answering.")
        if answer.verdict is Verdict.REFUSED and not answer.is_credential_failure:
            return self._confirm_refusal(intent, answer)
        return answer

    def _doubted(self, attempt: Attempt, answer: GatewayAnswer) -> GatewayAnswer:
        """The answer, or being checked where it may repeat the yes to another amount."""
        if answer.verdict not in {Verdict.APPROVED, Verdict.ACCEPTED}:
            return answer
        doubt = doubt_about_amount(self._workspace, attempt)
        return GatewayAnswer(Verdict.UNKNOWN, doubt, answer.action_code) if doubt else answer

    def _confirm_refusal(self, intent: Intent, answer: GatewayAnswer) -> GatewayAnswer:
        """Ask whether the id is on file before believing a refusal.

        Some gateways refuse a used id with the same general code as a malformed request; then the
        first use of the id decides, not this answer.
        """
        found = self._workspace.gateway.enquire(
            intent.transaction_id, intent.instrument_kind, terminal_id=intent.terminal_id
        )
        if found.verdict is EnquiryVerdict.NOT_FOUND:
            return answer
        if found.verdict is EnquiryVerdict.DECLINED:
            return GatewayAnswer(
                Verdict.DECLINED,
                found.reason,
                found.action_code,
                decline_class=found.decline_class,
            )
        return GatewayAnswer(Verdict.UNKNOWN, answer.reason, answer.action_code)

    def _apply_answer(self, attempt: Attempt, answer: GatewayAnswer) -> Attempt:
        now = self._workspace.clock.now()
        event = _EVENTS[answer.verdict]
        first_enquiry = None
        if event is ChargeEvent.ANSWERED_UNCLEAR:
            delay = self._workspace.profile.policy.enquiry_delays_s[0]
            first_enquiry = now + timedelta(seconds=delay)
        decline_class = answer.decline_class.value if answer.decline_class else None
        return self._workspace.journal.apply(
            attempt.id,
            Change(
                event,
                reason=answer.reason,
                action_code=answer.action_code,
                approval=answer.approval,
                decline_class=decline_class,
                next_check_at=first_enquiry,
            ),
            now,
        )


def _wanted(order: ChargeOrder) -> Wanted:
    return Wanted(order.document.key, order.amount, order.document, order.customer_name)


def _named(document: DocumentRef) -> str:
    return f"{str(document.kind).capitalize()} {document.number or document.id}"


def _guard_amount(document: Document, amount: Money) -> None:
    if not amount.is_positive:
        raise InputError("The amount must be more than zero.")
    if amount > document.due:
        raise InputError(
            f"{amount.text()} is more than the {document.due.text()} due on {_named(document.ref)}."
        )
    if document.ref.kind is DocumentKind.PROFORMA and amount != document.due:
        raise InputError(f"A proforma is paid whole: {document.due.text()}.")
