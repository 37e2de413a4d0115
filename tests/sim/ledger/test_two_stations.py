"""Two stations on one ledger: what one is at work on, the other leaves alone, until it is dead."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError, SpendLimitError
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.claiming import attempt_lease_s
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.planning import BEING_SETTLED, PlanService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.settling import Settler, mark_left_behind
from tests.sim.charging.test_runs import assert_books_agree, latest_period
from tests.support.workspaces import MovableClock, chargeable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

POST = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}
CARD = AccountChoice.CARD


class Before:
    """Passes every call on to a port, and does something before one of them, once."""

    def __init__(self, port: Any, name: str, act: Callable[[], object]) -> None:
        self._port = port
        self._name = name
        self._acts = [act]

    def __getattr__(self, name: str) -> Any:
        if name == self._name and self._acts:
            self._acts.pop()()
        return getattr(self._port, name)


def order(workspace: Workspace) -> ChargeOrder:
    document = chargeable(workspace)[0].document
    return ChargeService(workspace).prepare_document(document, CARD, None)


def order_for(workspace: Workspace, ref: DocumentRef) -> ChargeOrder:
    assert ref.id is not None
    document = workspace.billing.document(ref.kind, ref.id)
    return ChargeService(workspace).prepare_document(document, CARD, None)


def pay(workspace: Workspace, wanted: ChargeOrder) -> Attempt:
    return ChargeService(workspace).charge(wanted).attempt


def moves(practice: Any, wanted: ChargeOrder) -> list[int]:
    return [
        entry["times_processed"]
        for entry in practice.books_ippay()["transactions"]
        if entry["order_number"] == wanted.document.number
    ]


def test_a_charge_under_way_when_we_look_cannot_end_unseen(practice, stations):
    """Bob takes position and id while Ann is charging; she ends before his intent."""
    ann, bob = stations
    wanted = order(ann)
    asked, paid = threading.Event(), threading.Event()

    def wait_for_bob() -> None:
        asked.set()
        assert paid.wait(60)

    # Ann's charge stands at the gateway, her intent committed, until Bob has asked for a position.
    slow = replace(ann, gateway=Before(ann.gateway, "charge", wait_for_bob))
    with ThreadPoolExecutor() as pool:
        charging = pool.submit(pay, slow, wanted)
        assert asked.wait(60)
        number = bob.journal.next_attempt_number(bob.profile.splynx_host, wanted.document.key)
        assert number == 2
        with pytest.raises(AttemptOpenError):
            pay(bob, wanted)
        paid.set()
        assert charging.result().state is AttemptState.RECORDED
    assert moves(practice, wanted) == [1]


@pytest.mark.parametrize("port", ["billing", "journal"])
def test_a_charge_that_comes_and_goes_between_refuses_ours(practice, stations, port):
    """At the re-read of the document, and at the last moment before the intent."""
    ann, bob = stations
    wanted = order(ann)
    moment = {"billing": "document", "journal": "add_intent"}[port]
    watched: Any = Before(getattr(bob, port), moment, lambda: pay(ann, wanted))
    late = replace(bob, **{port: watched})
    with pytest.raises(InputError):
        pay(late, wanted)
    assert moves(practice, wanted) == [1]
    assert_books_agree(practice)


def test_two_stations_record_one_charge_once(practice, stations):
    """Both settle it; while one posts, the other must neither post nor count its searches."""
    ann, bob = stations
    practice.faults([{**POST, "fault": "http_500", "times": 1}])
    wanted = order(ann)
    attempt = pay(ann, wanted)
    assert attempt.state in {AttemptState.RECORDING, AttemptState.RECORD_REFUSED}
    practice.control("DELETE", "/faults")
    seen: list[Attempt] = []
    # Bob tries to record it right before Ann's payment leaves for Splynx, again and again.
    posting = Before(
        ann.billing,
        "record_payment",
        lambda: seen.extend(Settler(bob).settle(attempt) for _ in range(5)),
    )
    ann = replace(ann, billing=posting)
    done = attempt
    while not seen:
        done = Settler(ann).settle(attempt)
    assert done.state is AttemptState.RECORDED
    assert {one.state for one in seen} == {AttemptState.RECORDING}
    assert_books_agree(practice)


def test_both_settle_at_once(practice, stations):
    practice.faults([{**POST, "fault": "drop_before", "times": 6}])
    attempts = [pay(stations[0], order(stations[0])) for _ in range(4)]
    practice.control("DELETE", "/faults")
    with ThreadPoolExecutor(8) as pool:
        for _ in range(4):
            tasks = [(Settler(one), each) for one in stations for each in attempts]
            list(pool.map(lambda task: task[0].settle(task[1]), tasks))
    found = stations[0].journal.attempts(AttemptFilter())
    assert {attempt.state for attempt in found} == {AttemptState.RECORDED}
    assert_books_agree(practice)


def cut_off(workspace: Workspace, wanted: ChargeOrder) -> Attempt:
    """Commit an intent as a charge does, claimed, and do nothing more."""
    service = ChargeService(workspace)
    intent = service._intent(wanted, None)
    lease_s = attempt_lease_s(workspace.profile.policy)
    return workspace.journal.add_intent(intent, lease_s=lease_s)


def test_what_another_station_sends_is_not_left_behind(stations):
    ann, bob = stations
    attempt = cut_off(ann, order(ann))
    assert mark_left_behind(bob) == ()
    assert Settler(bob).settle(attempt).state is AttemptState.INTENT
    with pytest.raises(InputError, match="ann at desk-1 is at work"):
        ResolveService(bob).resolve(attempt.id, Decision.NEVER_SENT, "I know")
    # Her own next start knows that its predecessor is dead.
    assert [one.state for one in mark_left_behind(ann)] == [AttemptState.UNKNOWN]


def test_a_station_that_stays_silent_is_taken_over_and_can_do_no_more(stations, ledger_time):
    ann, bob = stations
    attempt = cut_off(ann, order(ann))
    ledger_time.ahead_s = attempt_lease_s(ann.profile.policy) - 5
    assert mark_left_behind(bob) == ()
    ledger_time.ahead_s += 60
    assert bob.journal.claim_attempt(attempt.id, 60) is None
    change = Change(ChargeEvent.ANSWERED_APPROVED, reason="Approved")
    with pytest.raises(StorageError, match="bob at desk-2 has taken over"):
        ann.journal.apply(attempt.id, change, ann.clock.now())
    bob.journal.release(attempt.id)
    settled = Settler(bob).settle(attempt)
    assert settled.state is AttemptState.NOT_SENT


def test_a_station_whose_work_was_finished_elsewhere_meanwhile_is_told_so(stations, ledger_time):
    """Its computer slept; what it then brings is no bug of the program, and changes nothing."""
    ann, bob = stations
    attempt = cut_off(ann, order(ann))
    ledger_time.ahead_s = attempt_lease_s(ann.profile.policy) + 60
    assert Settler(bob).settle(attempt).state is AttemptState.NOT_SENT
    change = Change(ChargeEvent.ANSWERED_APPROVED, reason="Approved")
    with pytest.raises(StorageError, match="another one has taken over"):
        ann.journal.apply(attempt.id, change, ann.clock.now())
    assert bob.journal.attempt(attempt.id).state is AttemptState.NOT_SENT


def test_a_station_that_slept_before_it_was_to_send_keeps_still(practice, stations, ledger_time):
    """Meanwhile another one took the charge over, found nothing, and charged the document."""
    ann, bob = stations
    wanted = order(ann)
    clock = MovableClock()

    def sleep() -> None:
        nap_s = attempt_lease_s(ann.profile.policy) + 60
        ledger_time.ahead_s += nap_s
        clock.ahead += timedelta(seconds=nap_s)
        [left] = mark_left_behind(bob)
        assert Settler(bob).settle(left).state is AttemptState.NOT_SENT
        assert pay(bob, order_for(bob, wanted.document)).state is AttemptState.RECORDED

    sleepy = replace(ann, clock=clock, gateway=Before(ann.gateway, "charge", sleep))
    with pytest.raises(StorageError, match="another one has taken over"):
        pay(sleepy, wanted)
    assert moves(practice, wanted) == [1]


def test_a_sign_of_life_keeps_a_claim(stations, ledger_time):
    ann, bob = stations
    cut_off(ann, order(ann))
    ledger_time.ahead_s = attempt_lease_s(ann.profile.policy) - 5
    ann.journal._claims.beat()
    ledger_time.ahead_s += 60
    assert mark_left_behind(bob) == ()


def test_a_run_is_carried_out_by_one_station(practice, stations, ledger_time):
    ann, bob = stations
    made = PlanService(ann).plan(latest_period(practice), CARD)
    run = RunService(ann).create(made, canary=2)
    refusals: list[str] = []

    def try_too(_: object) -> None:
        shown = bob.journal.run(run.run_id)
        assert shown.owner == "ann at desk-1"
        assert shown.heartbeat_at is not None
        for attempt in (RunService(bob).cancel, lambda one: RunService(bob).execute(one, control)):
            with pytest.raises(InputError, match="ann at desk-1 since 20") as refused:
                attempt(run.run_id)
            refusals.append(str(refused.value))

    control = RunControl()
    assert RunService(ann).execute(run.run_id, control, try_too).state is RunState.PAUSED
    assert len(refusals) == 4
    assert bob.journal.run(run.run_id).owner == ""
    # She begins again, and dies at once.
    assert ann.journal.claim_run(run.run_id, 60) is None
    with pytest.raises(InputError, match="ann at desk-1"):
        RunService(bob).execute(run.run_id, control)
    ledger_time.ahead_s = 90
    assert RunService(bob).execute(run.run_id, control).state is RunState.FINISHED
    bob.journal.claim_run(run.run_id, 60)
    with pytest.raises(StorageError, match="taken over"):
        ann.journal.set_run_state(run.run_id, RunState.FINISHED, "", ann.clock.now())
    assert_books_agree(practice)


def test_a_single_charge_elsewhere_counts_against_the_day_of_a_run_under_way(practice, stations):
    """Bob's is committed after Ann's run has begun, right before her own intent."""
    ann, bob = stations
    made = PlanService(ann).plan(latest_period(practice), CARD)
    wanted = ChargeService(bob).prepare_document(chargeable(bob)[-1].document, CARD, None)
    row = next(one for one in made.eligible if one.document.key != wanted.document.key)
    others = frozenset(one.document.key for one in made.eligible) - {row.document.key}
    most = max(row.amount, wanted.amount)
    ann, bob = (replace(one, profile=replace(one.profile, max_day=most)) for one in stations)
    watched: Any = Before(ann.journal, "add_intent", lambda: pay(bob, wanted))
    ann = replace(ann, journal=watched)
    run = RunService(ann).create(made.without(others))
    ended = RunService(ann).execute(run.run_id, RunControl())
    assert ended.state is RunState.PAUSED
    assert ended.note.startswith("The limit of the day, ")
    assert [one.document for one in bob.journal.attempts(AttemptFilter())] == [wanted.document]
    assert [one.row.state for one in RunService(ann).results(run.run_id)] == [RowState.WAITING]
    with pytest.raises(SpendLimitError):
        pay(bob, order_for(bob, row.document))
    assert_books_agree(practice)


def test_one_plan_is_started_by_one_of_two_stations(practice, stations):
    ann, bob = stations
    made = PlanService(ann).plan(latest_period(practice), CARD)
    # Bob starts it when Ann has judged it and is about to write it down.
    watched: Any = Before(ann.journal, "add_run", lambda: RunService(bob).create(made))
    with pytest.raises(InputError, match=r"is run .* already"):
        RunService(replace(ann, journal=watched)).create(made)
    assert len(ann.journal.runs()) == 1


def test_money_that_paid_another_debt_blocks_its_document_for_everybody(practice, stations):
    ann, bob = stations
    practice.switches(splynx={"invoice_pin": "ignored"})
    owners: dict[int, list[DocumentRow]] = {}
    for row in chargeable(ann):
        owners.setdefault(row.document.ref.customer_id, []).append(row)
    several = next(rows for rows in owners.values() if len(rows) > 1)
    newest = max(several, key=lambda row: str(row.document.issued_on))
    attempt = pay(ann, order_for(ann, newest.document.ref))
    assert attempt.state is AttemptState.MISPLACED
    with pytest.raises(AttemptOpenError):
        order_for(bob, newest.document.ref)
    ref = newest.document.ref
    assert ref.id is not None
    fresh = DocumentService(bob).by_id(ref.kind, ref.id)
    plan = PlanService(bob).plan_rows((fresh,), CARD, "")
    assert [row.reason for row in plan.rows] == [BEING_SETTLED]
    [item] = AttentionService(bob).items()
    assert (item.kind, item.attempt) == ("allocated_elsewhere", attempt)
    decided = ResolveService(bob).resolve(attempt.id, Decision.APPROVED, "it may stay there")
    assert decided.state is AttemptState.RECORDED
    assert AttentionService(ann).items() == ()
    # Now a person has decided, and either of them may charge what is still due.
    assert order_for(ann, newest.document.ref).amount == fresh.document.due


def test_two_names_of_one_splynx_do_not_make_two_charges(practice, stations):
    """Bob's profile spells the host otherwise, so to him Ann's open charge is of another Splynx."""
    ann, bob = stations
    alias = bob.profile.splynx_url.replace("127.0.0.1", "localhost")
    bob = replace(bob, profile=replace(bob.profile, splynx_url=alias))
    assert bob.profile.splynx_host != ann.profile.splynx_host
    row = chargeable(ann)[0]
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_after", "times": 1}])
    assert pay(ann, order_for(ann, row.document.ref)).state is AttemptState.UNKNOWN
    with pytest.raises(InputError, match="this same Splynx under another name"):
        pay(bob, order_for(bob, row.document.ref))
    ReconcileService(ann).reconcile(wait_s=20)
    with pytest.raises(InputError, match="paid already"):
        order_for(bob, row.document.ref)
    assert_books_agree(practice)
