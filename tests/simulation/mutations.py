"""Mistakes that a charging program could make, each put into ours for a while.

They prove that the auditor would notice. Each changes as little as a careless commit would.
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest import mock

from ippay_desktop.adapters.ippay import answers, codes
from ippay_desktop.adapters.ippay.client import IPpayGateway
from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.adapters.journal.claims import Claims
from ippay_desktop.adapters.journal.reversals import SqlReversals
from ippay_desktop.adapters.looks import LookNotes
from ippay_desktop.domain.bulk import document_obstacle
from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent, first_record
from ippay_desktop.domain.errors import InputError, OutcomeUnknownError
from ippay_desktop.domain.given_back import NOTHING_GIVEN_BACK
from ippay_desktop.domain.outcome import ReversalVerdict, Verdict
from ippay_desktop.domain.reversal import (
    InSplynx,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalState,
)
from ippay_desktop.services import charging, reversing, timely
from ippay_desktop.services.charging import Charged, ChargeService
from ippay_desktop.services.recording import Recorder
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.settling import Settler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Mutation = AbstractContextManager[Any]


def _with(target: object, name: str, replacement: object) -> Callable[[], Mutation]:
    return lambda: mock.patch.object(target, name, replacement)


def _meaning(table: dict[Any, Any], key: object, value: object) -> Callable[[], Mutation]:
    return lambda: mock.patch.dict(table, {key: value})


def _charge_before_intent(self: Any, order: Any, *, run_id: Any = None) -> Charged:
    workspace = self._workspace
    intent = self._intent(order, run_id)
    self._reread_document(order)
    answer = self._send(first_record(intent), self._reread_method(order), lambda: True)
    attempt = self._apply_answer(workspace.journal.add_intent(intent), answer)
    if attempt.state is AttemptState.TAKEN:
        attempt = self._recorder.record(attempt)
    return Charged(attempt, answer.verdict, answer.is_credential_failure)


def _outcome_assumed(self: Any, attempt: Any, instrument: Any, is_timely: Any) -> Any:
    """The outcome is written down before there is an answer."""
    workspace = self._workspace
    workspace.journal.apply(
        attempt.id, Change(ChargeEvent.ANSWERED_APPROVED), workspace.clock.now()
    )
    return _send(self, attempt, instrument, is_timely)


def _keep_outcome(self: Any, attempt: Any, answer: Any) -> Any:
    return self._workspace.journal.attempt(attempt.id) if answer else attempt


def _new_id_on_time_out(self: Any, request: Any) -> Any:
    answer = _charge(self, request)
    if answer.verdict is not Verdict.UNKNOWN:
        return answer
    fresh = hashlib.sha256(request.transaction_id.encode()).hexdigest()[:18].upper()
    return _charge(self, replace(request, transaction_id=fresh))


def _new_refund_id_on_time_out(self: Any, request: Any) -> Any:
    answer = _give_back(self, request)
    if answer.verdict is not ReversalVerdict.UNKNOWN or not request.operation.has_own_id:
        return answer
    fresh = hashlib.sha256(request.transaction_id.encode()).hexdigest()[:18].upper()
    return _give_back(self, replace(request, transaction_id=fresh))


def _reversals_left_behind_failed(workspace: Any) -> None:
    now = workspace.clock.now()
    for reversal in workspace.journal.reversals.waiting(workspace.profile.splynx_host):
        if reversal.state is ReversalState.INTENT:
            change = ReversalChange(ReversalEvent.PROVEN_NOT_SENT)
            workspace.journal.reversals.apply(reversal.id, change, now)


def _delete_first(self: Any, reversal: Any, answer: Any) -> Any:
    if reversal.intent.in_splynx is InSplynx.DELETE:
        self._workspace.billing.delete_payment(reversal.intent.payment_id)
    return _apply_reversal_answer(self, reversal, answer)


def _add_refund_beside_open(self: Any, intent: Any, *_: Any) -> Any:
    with self._database.write() as connection:
        connection.driver.execute("DROP INDEX IF EXISTS uq_reversals_open_document")
    return _add_reversal(self, intent)


def _spent_for_certain(connection: Any, splynx_host: str, ceiling: Any) -> int:
    """What a careless limit counts: charges that were approved, and none in doubt."""
    query = (
        "SELECT coalesce(sum(amount_minor), 0) FROM attempts WHERE state = 'recorded'"
        " AND splynx_host = ?"
    )
    given = [splynx_host]
    if ceiling.run_id is not None:
        query, given = f"{query} AND run_id = ?", [*given, ceiling.run_id]
    return int(connection.driver.execute(query, given).fetchone()[0])


def _still_open_is_enough(self: Any, order: Any) -> None:
    ref = order.document
    if ref.id is not None:
        fresh = self._workspace.billing.document(ref.kind, ref.id)
        if document_obstacle(fresh, self._workspace.today()):
            raise InputError("It cannot be charged any more.")


def _post_again_on_time_out(self: Any, *asked: Any) -> Any:
    try:
        return _post(self, *asked)
    except OutcomeUnknownError:
        return _post(self, *asked)


def _post_without_search(self: Any, attempt: Any) -> Any:
    if attempt.state is AttemptState.CONFLICTED:
        return attempt
    return self._post(attempt)


def _amount_of_all_due(self: Any, attempt: Any) -> Any:
    return replace(_new_payment(self, attempt), amount=attempt.intent.due)


def _left_behind_failed(workspace: Any) -> None:
    now = workspace.clock.now()
    for attempt in workspace.journal.open_attempts(workspace.profile.splynx_host):
        if attempt.state is AttemptState.INTENT:
            workspace.journal.apply(attempt.id, Change(ChargeEvent.PROVEN_NOT_SENT), now)


def _post_unclear_refused(self: Any, attempt: Any, reason: str) -> Any:
    return self._apply(attempt, Change(ChargeEvent.POSTING_REFUSED, reason=reason))


def _add_beside_open(self: Any, intent: Any, *_: Any) -> Any:
    with self._database.write() as connection:
        connection.driver.execute("DROP INDEX IF EXISTS uq_attempts_open_document")
    return _add_intent(self, intent)


def _own_id(**facts: Any) -> str:
    """An id that no other station would make."""
    _own_id.count += 1  # type: ignore[attr-defined]  # a counter is all the state it needs
    text = f"{sorted(facts.items())} {_own_id.count}"  # type: ignore[attr-defined]  # as above
    return hashlib.sha256(text.encode()).hexdigest()[:18].upper()


_own_id.count = 0  # type: ignore[attr-defined]  # as above

_send, _charge, _post = ChargeService._send, IPpayGateway.charge, IPpayGateway._post
_give_back, _add_reversal = IPpayGateway.give_back, SqlReversals.add
_apply_reversal_answer = ReversalService._apply_answer
_new_payment, _add_intent = Recorder._new_payment, SqlJournal.add_intent


@contextmanager
def _outcome_first() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(ChargeService, "_send", _outcome_assumed))
        stack.enter_context(mock.patch.object(ChargeService, "_apply_answer", _keep_outcome))
        yield


@contextmanager
def _open_ignored() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(ChargeService, "_refuse_if_open", return_value=None))
        stack.enter_context(mock.patch.object(SqlJournal, "add_intent", _add_beside_open))
        yield


@contextmanager
def _open_refund_ignored() -> Iterator[None]:
    ignore = "ippay_desktop.adapters.journal.{}.refuse_while_reversing"
    with ExitStack() as stack:
        for module in ("reversals", "journal"):
            stack.enter_context(mock.patch(ignore.format(module), return_value=None))
        stack.enter_context(mock.patch.object(Reversal, "is_open", property(lambda _: False)))
        stack.enter_context(mock.patch.object(SqlReversals, "add", _add_refund_beside_open))
        yield


MUTATIONS: dict[str, Callable[[], Mutation]] = {
    "the request leaves before the intent is committed": _with(
        ChargeService, "charge", _charge_before_intent
    ),
    "the outcome is recorded before the answer": _outcome_first,
    "a time-out is tried again under a new id": _with(IPpayGateway, "charge", _new_id_on_time_out),
    "a time-out is tried again under the same id": _with(
        IPpayGateway, "_post", _post_again_on_time_out
    ),
    "the document is not read again": _with(ChargeService, "_reread_document", lambda *_: None),
    "an unclear answer is a decline": _meaning(
        charging._EVENTS, Verdict.UNKNOWN, ChargeEvent.ANSWERED_DECLINED
    ),
    "a duplicate is a decline": _meaning(
        charging._EVENTS, Verdict.DUPLICATE, ChargeEvent.ANSWERED_DECLINED
    ),
    "a refusal uses up its id": _meaning(
        charging._EVENTS, Verdict.REFUSED, ChargeEvent.ANSWERED_DECLINED
    ),
    "a network error is a decline": _meaning(codes._MEANINGS, "999", codes._MEANINGS["005"]),
    "an answer about another id is believed": _with(answers, "_is_another", lambda *_: False),
    "one approving enquiry is enough": _with(Settler, "_recheck_in", lambda *_: timedelta()),
    "not found frees at once": _with(
        Settler,
        "_hold_has_passed",
        lambda _self, attempt: (
            attempt.state is AttemptState.UNKNOWN and attempt.not_found_since is not None
        ),
    ),
    "an open attempt does not block": _open_ignored,
    "intents of a dead process have failed": lambda: mock.patch(
        "tests.simulation.station.mark_left_behind", _left_behind_failed
    ),
    "a payment is posted without a search": _with(
        Recorder, "_search_then_post", _post_without_search
    ),
    "a payment is posted again without the searches": _with(
        Recorder, "_may_post_again", lambda *_: True
    ),
    "an unclear answer to a payment is a refusal": _with(
        Recorder, "_unclear", _post_unclear_refused
    ),
    "all that is due is recorded for a part": _with(Recorder, "_new_payment", _amount_of_all_due),
    "where a payment landed is not looked at": _with(Recorder, "_landing_trouble", lambda *_: ""),
    "a refund is tried again under a new id": _with(
        IPpayGateway, "give_back", _new_refund_id_on_time_out
    ),
    "an unclear answer to a refund is a yes": _meaning(
        reversing._EVENTS, ReversalVerdict.UNKNOWN, ReversalEvent.ANSWERED_DONE
    ),
    "an unclear answer to a refund is a no": _meaning(
        reversing._EVENTS, ReversalVerdict.UNKNOWN, ReversalEvent.ANSWERED_REFUSED
    ),
    "an open refund does not block": _open_refund_ignored,
    "what went back is not counted": lambda: mock.patch(
        "ippay_desktop.adapters.journal.reversals.sum_up", return_value=NOTHING_GIVEN_BACK
    ),
    "intents to give back of a dead process have failed": lambda: mock.patch(
        "tests.simulation.station.mark_reversals_left_behind", _reversals_left_behind_failed
    ),
    "a payment is deleted while its void is in doubt": _with(
        ReversalService, "_apply_answer", _delete_first
    ),
    "a person's word is taken without asking first": _with(
        Settler, "settle_locked", lambda _, attempt: attempt
    ),
    "limits do not count what is being checked": lambda: mock.patch(
        "ippay_desktop.adapters.journal.queries.find_spent", _spent_for_certain
    ),
    "a run debits again what came back": lambda: mock.patch(
        "ippay_desktop.services.retry_guard.debit_again_obstacle", return_value=""
    ),
    "a debit is recorded before the bank has paid": lambda: mock.patch(
        "ippay_desktop.services.recording.awaits_settlement", return_value=False
    ),
    "a return is not heard": lambda: mock.patch(
        "ippay_desktop.domain.report_evidence._return", return_value=None
    ),
    "a claim that was lost is not noticed": _with(Claims, "guard", lambda *_: None),
    "a part that was paid meanwhile is not looked at": _with(
        ChargeService, "_reread_document", _still_open_is_enough
    ),
    "a station that slept sends what it was about to": _with(timely, "LONGEST_S", float("inf")),
    "whoever comes with another gateway is let in": lambda: mock.patch(
        "tests.simulation.station.agree", return_value=None
    ),
    "a refund does not ask whether it was voided elsewhere": _with(
        ReversalService, "_is_voided_there", lambda *_: False
    ),
    "a void in the reports is not heard": lambda: mock.patch(
        "ippay_desktop.domain.report_evidence._void", return_value=None
    ),
    "looks are thrown away": _with(LookNotes, "move_into", lambda *_: 0),
    "each station makes up its own ids": _with(charging, "derive_transaction_id", _own_id),
}
