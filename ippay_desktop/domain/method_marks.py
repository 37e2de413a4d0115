"""Saved bank accounts that must not be debited any more, by what their returns say.

The mark is a fact of the journal: the return itself. It ends when a person says why it may end;
an account with other last digits was never marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_debit import return_words
from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.charge import TAKEN_BACK_STATES, Attempt
from ippay_desktop.domain.identifiers import AttemptId, CustomerId
from ippay_desktop.domain.instrument import Instrument, InstrumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.notes import Note

MethodId = tuple[CustomerId, InstrumentKind, str]


@dataclass(frozen=True, slots=True)
class MethodMark:
    """Why a saved method is unusable.

    Attributes:
        subject: Under which a person may end the mark.
        reason: What happened, and the next step, for staff.
        since: When the bank returned the debit.
        code: Such as "R02".
    """

    method: MethodId
    subject: str
    reason: str
    since: datetime
    code: str
    attempt_id: AttemptId


def method_subject(method: MethodId) -> str:
    """Names a saved method among notes: "method:17:bank:6789"."""
    customer_id, kind, last4 = method
    return f"method:{customer_id}:{kind}:{last4}"


def method_of(customer_id: CustomerId, instrument: Instrument) -> MethodId:
    """A saved method, as charges of it are known in the journal."""
    return (customer_id, instrument.kind, instrument.last4)


def method_marks(
    attempts: Iterable[Attempt], ended: Iterable[Note]
) -> Mapping[MethodId, MethodMark]:
    """The methods that are unusable, each by its latest such return.

    Args:
        attempts: Any; those that the bank returned for a reason that forbids the account count.
        ended: Notes of kind DEALT_WITH; one about a method ends the marks made before it.
    """
    lifted: dict[str, datetime] = {}
    for note in ended:
        lifted[note.subject] = max(note.at, lifted.get(note.subject, note.at))
    marks: dict[MethodId, MethodMark] = {}
    for mark in filter(None, map(_mark, attempts)):
        ended_at = lifted.get(mark.subject)
        known = marks.get(mark.method)
        is_latest = known is None or known.since < mark.since
        if is_latest and (ended_at is None or ended_at < mark.since):
            marks[mark.method] = mark
    return marks


def _mark(attempt: Attempt) -> MethodMark | None:
    if attempt.state not in TAKEN_BACK_STATES or not attempt.return_code:
        return None
    rule = return_rule(attempt.return_code)
    if not (rule.is_return and rule.is_method_unusable):
        return None
    method = (attempt.customer_id, attempt.intent.instrument_kind, attempt.intent.last4)
    return MethodMark(
        method,
        method_subject(method),
        f"{return_words(attempt)} {rule.next_step}",
        # When it was written down: a person who ended the mark had then seen all before.
        attempt.updated_at,
        rule.code,
        attempt.id,
    )
