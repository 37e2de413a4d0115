"""Giving money back: the protocol that never refunds twice and never loses a refund.

Order of the durable steps, as for a charge: the intent is committed before a byte leaves; the
request is sent once; its outcome is committed before Splynx is touched; a deletion there is
announced and its result committed too. A crash between any two leaves a reversal whose state says
what to ask next.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.approvals import Wanted
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import ReversalId, derive_reversal_id
from ippay_desktop.domain.instrument import PROBLEM_SENTENCES, InstrumentProblem
from ippay_desktop.domain.outcome import EnquiryVerdict, ReversalAnswer, ReversalVerdict
from ippay_desktop.domain.reversal import (
    InSplynx,
    Operation,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalIntent,
    ReversalState,
)
from ippay_desktop.domain.reversal_port import ReversalRequest
from ippay_desktop.domain.reversal_rules import ReversalOrder, order_refund, order_void
from ippay_desktop.services import timely
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.gateway_agreement import agreed
from ippay_desktop.services.reversal_settling import ReversalSettler
from ippay_desktop.services.saved_methods import SavedMethodReader
from ippay_desktop.services.unposting import Unposter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ippay_desktop.domain.identifiers import AttemptId, TransactionId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.domain.money import Money
    from ippay_desktop.services.workspace import Workspace

_log = logging.getLogger(__name__)

_EVENTS = {
    ReversalVerdict.DONE: ReversalEvent.ANSWERED_DONE,
    ReversalVerdict.UNFIT: ReversalEvent.ANSWERED_REFUSED,
    ReversalVerdict.REFUSED: ReversalEvent.ANSWERED_REFUSED,
    ReversalVerdict.NOT_SENT: ReversalEvent.PROVEN_NOT_SENT,
    ReversalVerdict.DUPLICATE: ReversalEvent.ANSWERED_UNCLEAR,
    ReversalVerdict.UNKNOWN: ReversalEvent.ANSWERED_UNCLEAR,
}
_ELSEWHERE = (
    " Look in IPpay's own pages whether it was voided or refunded there. If it was not, refund it "
    "unlinked."
)


@dataclass(frozen=True, slots=True)
class Reversed:
    """What became of an order: the charge as it is now, and the reversal that decided it."""

    attempt: Attempt
    reversal: Reversal


class ReversalService:
    """Prepares and carries out voids and refunds. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._methods = SavedMethodReader(workspace)
        self._settler = ReversalSettler(workspace)
        self._unposter = Unposter(workspace)
        self._approvals = ApprovalService(workspace)

    def prepare_void(self, attempt_id: AttemptId, *, keep_payment: bool) -> ReversalOrder:
        """Judge the void of a charge.

        Raises:
            InputError: it cannot be voided; nothing was sent.
        """
        return order_void(self._own(attempt_id), keep_payment=keep_payment, now=self._now())

    def prepare_refund(
        self, attempt_id: AttemptId, amount: Money | None, *, unlinked: bool = False
    ) -> ReversalOrder:
        """Judge the refund of a charge, or of a part of it.

        Args:
            attempt_id: The charge.
            amount: None for all that is left of it.
            unlinked: See `order_refund`.

        Raises:
            InputError: it cannot be refunded so, or not yet; nothing was sent.
        """
        return order_refund(self._own(attempt_id), amount, now=self._now(), unlinked=unlinked)

    def _now(self) -> datetime:
        return self._workspace.billing.server_now() or self._workspace.clock.now()

    def carry_out(self, order: ReversalOrder) -> Reversed:
        """Carry out a confirmed order to the furthest point evidence allows.

        Raises:
            AttemptOpenError: the charge, or another reversal of it, is not settled. Nothing was
                sent.
            InputError: charge or method changed since it was confirmed, the program is locked, or
                the role does not allow it. Nothing was sent.
            StorageError: the journal cannot be written. If raised before the intent was committed
                nothing was sent; after it, the reversal is settled at the next start.
        """
        attempt_id = order.attempt.id
        self._workspace.authority.require(Task.DECIDE)
        charge = order.attempt.intent
        wanted = Wanted.reversal(attempt_id, order.amount, charge.document, charge.customer_name)
        self._approvals.require(wanted)
        with (
            self._workspace.locks.hold(order.attempt.customer_id),
            attempt_held(self._workspace, attempt_id) as holder,
        ):
            if holder is not None:
                raise InputError(f"{holder.who} is at work on this charge just now. Try again.")
            instrument = self._reread(order)
            self._workspace.audit.note(Deed.REVERSED, attempt_id, amount=order.amount.text())
            self._approvals.use(wanted)
            reversal = self._try_each(order, instrument)
            return Reversed(self._workspace.journal.attempt(attempt_id), reversal)

    def _own(self, attempt_id: AttemptId) -> Attempt:
        attempt = self._workspace.journal.attempt(attempt_id)
        if attempt.intent.splynx_host != self._workspace.profile.splynx_host:
            raise InputError("This charge belongs to another profile. Choose that profile first.")
        self._workspace.refuse_elsewhere(attempt.intent.profile_id)
        return attempt

    def _reread(self, order: ReversalOrder) -> Instrument:
        """The credential, for this moment only, once all is as it was confirmed."""
        fresh = self._own(order.attempt.id)
        if fresh != order.attempt:
            raise InputError("The charge has changed meanwhile. Look at it again.")
        self._methods.confirm_labels()
        intent = fresh.intent
        saved = self._methods.of(fresh.customer_id).of(intent.instrument_kind)
        if saved is None or saved.last4 != intent.last4:
            raise InputError(
                "The customer's saved method is another than the one charged, so the program "
                "cannot send the money back. Do it in IPpay's own pages."
            )
        if saved.problem not in {None, InstrumentProblem.EXPIRED}:
            raise InputError(PROBLEM_SENTENCES[saved.problem])
        if order.operations[0] is not Operation.VOID and self._is_voided_there(fresh):
            raise InputError(
                "IPpay says that this charge was voided, so there is nothing to refund. Void it "
                "here too, and Splynx is put right."
            )
        return saved

    def _is_voided_there(self, attempt: Attempt) -> bool:
        intent = attempt.intent
        found = self._workspace.gateway.enquire(
            intent.transaction_id, intent.instrument_kind, terminal_id=intent.terminal_id
        )
        return found.verdict is EnquiryVerdict.VOIDED

    def _try_each(self, order: ReversalOrder, instrument: Instrument) -> Reversal:
        """One way after the other, each only after a proven no to the one before."""
        operations = list(order.operations)
        while True:
            reversal, answer = self._reverse(order, operations.pop(0), instrument)
            goes_on = (
                operations
                and answer.verdict is ReversalVerdict.UNFIT
                and reversal.state is ReversalState.REFUSED
            )
            if not goes_on:
                return reversal

    def _reverse(
        self, order: ReversalOrder, operation: Operation, instrument: Instrument
    ) -> tuple[Reversal, ReversalAnswer]:
        journal = self._workspace.journal
        is_timely = timely.from_now(self._workspace.clock)
        intent = self._intent(order, operation)
        reversal = agreed(self._workspace, lambda news: journal.reversals.add(intent, news))
        answer = self._send(order, reversal, instrument, is_timely)
        reversal = self._apply_answer(reversal, answer)
        if answer.verdict is ReversalVerdict.DUPLICATE:
            reversal = self._settler.settle_locked(reversal)
        if reversal.went_back:
            reversal = self._unposter.finish(reversal)
        return reversal, answer

    def _intent(self, order: ReversalOrder, operation: Operation) -> ReversalIntent:
        workspace, charge = self._workspace, order.attempt.intent
        number, transaction_id = self._transaction_id(order, operation)
        # Only a void is of the same day; after a refund a person enters what Splynx needs.
        is_void = operation is Operation.VOID
        return ReversalIntent(
            reversal_id=ReversalId(workspace.ids.new_id()),
            attempt_id=order.attempt.id,
            profile_id=workspace.profile.profile_id,
            splynx_host=charge.splynx_host,
            terminal_id=charge.terminal_id,
            document=charge.document,
            customer_name=charge.customer_name,
            operation=operation,
            charge_transaction_id=charge.transaction_id,
            transaction_id=transaction_id,
            number=number,
            amount=order.amount,
            instrument_kind=charge.instrument_kind,
            last4=charge.last4,
            in_splynx=order.in_splynx if is_void else InSplynx.ENTER,
            payment_id=order.attempt.payment_id,
            operator=workspace.operator,
            station=workspace.station,
            created_at=workspace.clock.now(),
            key_mark=workspace.profile.key_mark,
        )

    def _transaction_id(
        self, order: ReversalOrder, operation: Operation
    ) -> tuple[int, TransactionId]:
        charge = order.attempt.intent
        if not operation.has_own_id:
            return 1, charge.transaction_id
        used = [
            each.intent.number
            for each in self._workspace.journal.reversals.of(order.attempt.id)
            if each.operation.has_own_id
            and each.intent.amount == order.amount
            and each.state is not ReversalState.NOT_SENT
        ]
        number = 1 + max(used, default=0)
        return number, derive_reversal_id(
            splynx_host=charge.splynx_host,
            terminal_id=charge.terminal_id,
            charge=charge.transaction_id,
            amount_minor=order.amount.minor,
            number=number,
        )

    def _send(
        self,
        order: ReversalOrder,
        reversal: Reversal,
        instrument: Instrument,
        is_timely: Callable[[], bool],
    ) -> ReversalAnswer:
        """Send once. Whatever breaks after this began leaves the outcome unknown, never a no."""
        intent, charge = reversal.intent, order.attempt
        request = ReversalRequest(
            operation=intent.operation,
            transaction_id=intent.transaction_id,
            charge_transaction_id=intent.charge_transaction_id,
            approval=charge.approval,
            instrument=instrument,
            amount=intent.amount,
            order_number=intent.document.number or intent.document.key,
            attempt_id=charge.id,
            terminal_id=intent.terminal_id,
            may_leave=is_timely,
        )
        try:
            answer = self._workspace.gateway.give_back(request)
        except InputError as error:
            # The adapter's own guards refuse before anything is sent.
            return ReversalAnswer(ReversalVerdict.NOT_SENT, str(error))
        except Exception:  # noqa: BLE001 - whatever broke, the request may have left
            _log.exception("reversal_broke reversal=%s", reversal.id)
            reason = "Something broke while IPpay was answering."
            return ReversalAnswer(ReversalVerdict.UNKNOWN, reason)
        is_no = answer.verdict in {ReversalVerdict.UNFIT, ReversalVerdict.REFUSED}
        if is_no and not answer.is_credential_failure:
            return self._confirm_refusal(intent, answer)
        return answer

    def _confirm_refusal(self, intent: ReversalIntent, answer: ReversalAnswer) -> ReversalAnswer:
        """Ask before believing a no.

        A void may be refused because the charge was voided before, by whomever: then it is done.
        A refund of its own id may be refused because that id is taken: then its first use decides.
        """
        if intent.operation is Operation.LINKED_CREDIT:
            if answer.verdict is ReversalVerdict.UNFIT:
                return replace(answer, reason=answer.reason + _ELSEWHERE)
            return answer
        found = self._workspace.gateway.enquire_reversal(
            intent.operation, intent.transaction_id, terminal_id=intent.terminal_id
        )
        if intent.operation is Operation.VOID:
            if found.verdict is EnquiryVerdict.VOIDED:
                reason = "IPpay had voided this charge before."
                return ReversalAnswer(ReversalVerdict.DONE, reason, found.action_code)
            return answer
        if found.verdict in {EnquiryVerdict.NOT_FOUND, EnquiryVerdict.DECLINED}:
            return answer
        return ReversalAnswer(ReversalVerdict.UNKNOWN, answer.reason, answer.action_code)

    def _apply_answer(self, reversal: Reversal, answer: ReversalAnswer) -> Reversal:
        now = self._workspace.clock.now()
        event = _EVENTS[answer.verdict]
        first_enquiry = None
        # About a linked refund no enquiry tells anything, so none is due.
        is_asked_about = reversal.operation is not Operation.LINKED_CREDIT
        if event is ReversalEvent.ANSWERED_UNCLEAR and is_asked_about:
            delay = self._workspace.profile.policy.enquiry_delays_s[0]
            first_enquiry = now + timedelta(seconds=delay)
        change = ReversalChange(
            event,
            reason=answer.reason,
            action_code=answer.action_code,
            approval=answer.approval,
            next_check_at=first_enquiry,
        )
        return self._workspace.journal.reversals.apply(reversal.id, change, now)
