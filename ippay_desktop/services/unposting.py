"""Putting Splynx right after money went back: our payment deleted, or a person told what to enter.

Only our own payment is ever deleted: the one under our receipt number, of the right customer and
amount, and of the same day. A deletion can be repeated without harm, as ids are not used again, so
a lost answer is answered by reading the payment again.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    IPpayDesktopError,
    NotFoundError,
    NotSentError,
    RejectedError,
    StorageError,
)
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.reversal import (
    InSplynx,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalState,
)
from ippay_desktop.domain.reversal_words import DONE_WORDS, what_to_enter

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.billing import Payment
    from ippay_desktop.domain.identifiers import PaymentId
    from ippay_desktop.services.workspace import Workspace

# Trouble of our own: never taken for an answer of Splynx.
_OURS = (InvariantError, StorageError)


class _Sight(Enum):
    """What reading our payment again shows."""

    OURS = auto()
    GONE = auto()
    CHANGED = auto()
    OLD = auto()
    UNREADABLE = auto()


_WHY_LEFT = {
    _Sight.CHANGED: "Splynx holds it otherwise than it was recorded, so the program leaves it.",
    _Sight.OLD: "It is of an earlier day, so the program leaves it.",
}


class Unposter:
    """Moves a reversal from GIVEN_BACK to its end, one durable step at a time.

    The caller holds the customer's lock and the charge. Blocks; worker threads only.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._delays = [
            timedelta(seconds=delay) for delay in workspace.profile.policy.recording_delays_s
        ]

    def finish(self, reversal: Reversal) -> Reversal:
        """Do what can be done now; whatever stays unclear keeps its state and a next time."""
        if reversal.state is ReversalState.TO_ENTER:
            return self._notice_deletion(reversal)
        if reversal.state not in {ReversalState.GIVEN_BACK, ReversalState.DELETING}:
            return reversal
        payment_id = reversal.intent.payment_id
        if reversal.intent.in_splynx is InSplynx.ENTER or payment_id is None:
            return self._ask_for_entry(reversal)
        return self._delete(reversal, payment_id)

    def _delete(self, reversal: Reversal, payment_id: PaymentId) -> Reversal:
        sight = self._look(reversal, payment_id)
        if sight is _Sight.GONE:
            return self._gone(reversal)
        if sight is _Sight.UNREADABLE:
            return reversal
        if sight is not _Sight.OURS:
            return self._ask_for_entry(reversal, _WHY_LEFT[sight])
        if reversal.deletions > len(self._delays):
            why = "Splynx was told to delete it several times, and still shows it."
            return self._ask_for_entry(reversal, why)
        return self._send_deletion(reversal, payment_id)

    def _send_deletion(self, reversal: Reversal, payment_id: PaymentId) -> Reversal:
        reversal = self._apply(
            reversal, ReversalChange(ReversalEvent.DELETION_STARTED, next_check_at=self._later())
        )
        try:
            self._delete_until_gone(payment_id)
        except _OURS:
            raise
        except NotFoundError:
            return self._gone(reversal)
        except NotSentError:
            return self._apply(
                reversal,
                ReversalChange(ReversalEvent.DELETION_NOT_SENT, next_check_at=self._later()),
            )
        except (RejectedError, AuthenticationError) as error:
            return self._ask_for_entry(reversal, str(error))
        except IPpayDesktopError:
            # Whether it was deleted is for the next look to say.
            pass
        return self._unless_gone(reversal, payment_id)

    def _delete_until_gone(self, payment_id: PaymentId) -> None:
        """Delete, and once more: some servers go on listing what they deleted.

        The second answer then says that there is nothing to delete (NotFoundError).
        """
        self._workspace.billing.delete_payment(payment_id)
        self._workspace.billing.payment(payment_id)
        self._workspace.billing.delete_payment(payment_id)

    def _unless_gone(self, reversal: Reversal, payment_id: PaymentId) -> Reversal:
        if self._look(reversal, payment_id) is _Sight.GONE:
            return self._gone(reversal)
        change = ReversalChange(ReversalEvent.DELETION_UNCLEAR, next_check_at=self._later())
        return self._apply(reversal, change)

    def _look(self, reversal: Reversal, payment_id: PaymentId) -> _Sight:
        try:
            payment = self._workspace.billing.payment(payment_id)
        except NotFoundError:
            return _Sight.GONE
        except _OURS:
            raise
        except IPpayDesktopError:
            return _Sight.UNREADABLE
        return self._judge(reversal, payment)

    def _judge(self, reversal: Reversal, payment: Payment) -> _Sight:
        intent = reversal.intent
        is_ours = (
            payment.receipt_number == receipt_number(intent.charge_transaction_id)
            and payment.customer_id == intent.document.customer_id
            and payment.amount == intent.amount
        )
        if not is_ours:
            return _Sight.CHANGED
        # A deletion that was begun on the day may be finished after midnight.
        is_same_day = payment.paid_on == self._workspace.today() or reversal.deletions > 0
        return _Sight.OURS if is_same_day else _Sight.OLD

    def _notice_deletion(self, reversal: Reversal) -> Reversal:
        """See whether a person has deleted the whole payment in Splynx meanwhile."""
        payment_id = reversal.intent.payment_id
        if payment_id is None or not self._is_whole(reversal):
            return reversal
        if self._look(reversal, payment_id) is not _Sight.GONE:
            return reversal
        return self._gone(reversal)

    def _gone(self, reversal: Reversal) -> Reversal:
        words = DONE_WORDS[reversal.operation]
        payment_id = reversal.intent.payment_id
        reason = f"{words}. Payment {payment_id} was deleted in Splynx."
        return self._apply(reversal, ReversalChange(ReversalEvent.PAYMENT_GONE, reason=reason))

    def _ask_for_entry(self, reversal: Reversal, why: str = "") -> Reversal:
        reason = what_to_enter(
            reversal.intent,
            is_whole=self._is_whole(reversal),
            today=self._workspace.today(),
            why=why,
        )
        return self._apply(reversal, ReversalChange(ReversalEvent.ENTRY_NEEDED, reason=reason))

    def _is_whole(self, reversal: Reversal) -> bool:
        attempt = self._workspace.journal.attempt(reversal.attempt_id)
        return attempt.intent.amount == reversal.intent.amount

    def _later(self) -> datetime:
        return self._workspace.clock.now() + self._delays[0]

    def _apply(self, reversal: Reversal, change: ReversalChange) -> Reversal:
        now = self._workspace.clock.now()
        return self._workspace.journal.reversals.apply(reversal.id, change, now)
