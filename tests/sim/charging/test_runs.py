"""A run of many documents: what it charges, where it stops, and how it goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentState
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError, PermissionDeniedError
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.retrying import RetryService
from ippay_desktop.services.tally import tally_run
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, chargeable, open_workspace
from tests.unit.journal.build import intent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.bulk import Plan, Run
    from ippay_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=240, seed=11) as practice:
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    """Servers with a new population each time: a run uses up many documents."""
    practice_servers.control("POST", "/reset")
    practice_servers.terminal(penny_rule=False)
    yield practice_servers
    practice_servers.control("DELETE", "/faults")


def latest_period(practice: PracticeServers) -> DocumentFilter:
    return DocumentFilter(
        kinds=frozenset({DocumentKind.INVOICE}), period=Period.parse(practice.period)
    )


def plan(workspace: Workspace, practice: PracticeServers) -> Plan:
    return PlanService(workspace).plan(latest_period(practice), AccountChoice.ANY)


def start(workspace: Workspace, practice: PracticeServers, *, canary: int | None = None) -> Run:
    service = RunService(workspace)
    run = service.create(plan(workspace, practice), canary=canary)
    return service.execute(run.run_id, RunControl())


def assert_books_agree(practice: PracticeServers) -> None:
    audit = practice.audit()
    for finding in (
        "double_charged",
        "charged_not_recorded",
        "recorded_twice",
        "recorded_not_charged",
    ):
        assert audit[finding] == [], finding


def test_a_plan_gives_every_row_left_out_its_reason(practice, workspace):
    made = plan(workspace, practice)
    assert len(made.eligible) > 30
    left_out = [row for row in made.rows if not row.is_eligible]
    assert left_out
    assert all(row.reason.endswith(".") for row in left_out)
    seen = practice.requests_since()["requests"]
    assert not [request for request in seen if request["type"] in {"SALE", "CHECK"}]


def test_paid_pending_and_deleted_cannot_be_asked_for(practice, workspace):
    for state in (DocumentState.PAID, DocumentState.PENDING, DocumentState.DELETED):
        with pytest.raises(InputError, match="never charged"):
            PlanService(workspace).plan(
                replace(latest_period(practice), states=frozenset({state})), AccountChoice.ANY
            )


def test_a_run_charges_exactly_its_plan(practice, workspace):
    made = plan(workspace, practice)
    run = start(workspace, practice)
    results = RunService(workspace).results(run.run_id)
    assert run.state is RunState.FINISHED
    assert [result.row.document.key for result in results] == [
        row.document.key for row in made.eligible
    ]
    counts = tally_run(run, results, RecordBank.ACCEPTED)
    assert counts.approved == counts.planned == len(made.eligible)
    assert counts.amount_approved == made.sum
    assert_books_agree(practice)
    with pytest.raises(InputError, match="finished"):
        RunService(workspace).execute(run.run_id, RunControl())


def test_declines_and_lost_answers_end_with_nothing_twice_and_nothing_lost(practice, tmp_path):
    patient = replace(QUICK, max_unknowns=1000)
    with open_workspace(practice, tmp_path / "p", patient) as workspace:
        practice.faults(
            [
                {"server": "ippay", "type": "SALE", "fault": "drop_after", "every": 7},
                {"server": "ippay", "type": "SALE", "fault": "drop_before", "every": 11},
                {
                    "server": "ippay",
                    "type": "SALE",
                    "fault": "action_code",
                    "args": {"code": "051"},
                    "every": 5,
                },
                {
                    "server": "splynx",
                    "method": "POST",
                    "path": "admin/finance/payments$",
                    "fault": "drop_after",
                    "every": 6,
                },
                {
                    "server": "splynx",
                    "method": "POST",
                    "path": "admin/finance/payments$",
                    "fault": "drop_before",
                    "every": 9,
                },
            ]
        )
        run = start(workspace, practice)
        counts = tally_run(run, RunService(workspace).results(run.run_id), RecordBank.ACCEPTED)
        assert run.state is RunState.FINISHED
        assert min(counts.declined, counts.being_checked, counts.unrecorded) > 0
        waiting = AttentionService(workspace).items()
        assert len(waiting) == counts.being_checked + counts.unrecorded
        practice.control("DELETE", "/faults")
        left = ReconcileService(workspace).reconcile(wait_s=60)
        assert (left.waiting, left.for_a_person) == ((), ())
        counts = tally_run(run, RunService(workspace).results(run.run_id), RecordBank.ACCEPTED)
        assert counts.approved + counts.declined + counts.not_sent == counts.planned
        assert_books_agree(practice)


def test_a_canary_stops_for_review_and_resume_does_the_rest(practice, workspace):
    run = start(workspace, practice, canary=3)
    assert run.state is RunState.PAUSED
    states = [row.state for row in workspace.journal.run_rows(run.run_id)]
    assert states.count(RowState.DONE) == 3
    run = RunService(workspace).execute(run.run_id, RunControl())
    assert run.state is RunState.FINISHED
    assert_books_agree(practice)


def test_a_pause_lets_charges_under_way_finish_and_loses_none(practice, workspace):
    control = RunControl()
    service = RunService(workspace)
    run = service.create(plan(workspace, practice))
    seen = []

    def pause_after_five(result):
        seen.append(result)
        if len(seen) == 5:
            control.pause()

    run = service.execute(run.run_id, control, pause_after_five)
    assert run.state is RunState.PAUSED
    rows = workspace.journal.run_rows(run.run_id)
    assert not [row for row in rows if row.state is RowState.STARTED]
    assert len(seen) <= 5 + workspace.profile.policy.concurrency
    run = service.execute(run.run_id, RunControl())
    counts = tally_run(run, service.results(run.run_id), RecordBank.ACCEPTED)
    assert counts.approved == counts.planned
    assert_books_agree(practice)


def test_a_cancelled_run_never_goes_on(practice, workspace):
    run = start(workspace, practice, canary=2)
    service = RunService(workspace)
    assert service.cancel(run.run_id).state is RunState.STOPPED
    with pytest.raises(InputError, match="stopped"):
        service.execute(run.run_id, RunControl())
    assert_books_agree(practice)


def test_too_many_unclear_answers_in_a_row_stop_a_run(practice, tmp_path):
    with open_workspace(
        practice, tmp_path / "u", replace(QUICK, max_unknowns=3, concurrency=1)
    ) as workspace:
        practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_after"}])
        run = start(workspace, practice)
        assert run.state is RunState.PAUSED
        assert "unclear" in run.note
        assert len(AttentionService(workspace).items()) == 3
        practice.control("DELETE", "/faults")
        run = RunService(workspace).execute(run.run_id, RunControl())
        assert run.state is RunState.FINISHED
        assert_books_agree(practice)


def test_a_wrong_terminal_stops_a_run_at_once(practice, tmp_path):
    with open_workspace(practice, tmp_path / "t", replace(QUICK, concurrency=1)) as workspace:
        practice.faults(
            [{"server": "ippay", "type": "SALE", "fault": "action_code", "args": {"code": "996"}}]
        )
        run = start(workspace, practice)
        assert run.state is RunState.PAUSED
        assert "credentials" in run.note
        results = RunService(workspace).results(run.run_id)
        refused = [
            result
            for result in results
            if result.attempt is not None and result.attempt.state is AttemptState.NOT_SENT
        ]
        assert len(refused) == 1
        assert results[-1].row.state is RowState.WAITING


def test_a_row_whose_document_was_paid_meanwhile_is_skipped(practice, workspace):
    service = RunService(workspace)
    made = plan(workspace, practice)
    run = service.create(made)
    paid = made.eligible[4].document
    practice.control("POST", "/splynx/portal-pay", {"invoice_id": paid.id})
    run = service.execute(run.run_id, RunControl())
    results = service.results(run.run_id)
    [skipped] = [result.row for result in results if result.row.state is RowState.SKIPPED]
    assert skipped.document == paid
    assert "paid" in skipped.reason
    assert tally_run(run, results, RecordBank.ACCEPTED).approved == run.planned - 1


def test_rows_that_others_are_at_are_skipped_without_being_begun(practice, tmp_path, monkeypatch):
    with open_workspace(practice, tmp_path / "t", replace(QUICK, concurrency=1)) as workspace:
        service = RunService(workspace)
        run = service.create(plan(workspace, practice))
        rows = workspace.journal.run_rows(run.run_id)
        for row in rows[2:7]:
            host = workspace.profile.splynx_host
            workspace.journal.add_intent(
                intent(f"theirs-{row.position}", row.document, splynx_host=host)
            )
        begun = []
        real = workspace.journal.set_row

        def set_row(run_id, position, state, **more):
            if state is RowState.STARTED:
                begun.append(position)
            real(run_id, position, state, **more)

        monkeypatch.setattr(workspace.journal, "set_row", set_row)
        run = service.execute(run.run_id, RunControl())
        skipped = [one.row for one in service.results(run.run_id) if one.row.reason]
        assert [row.position for row in skipped] == [row.position for row in rows[2:7]]
        assert {(row.state, row.reason) for row in skipped} == {
            (RowState.SKIPPED, str(AttemptOpenError()))
        }
        # The first of them was found out by itself.
        assert begun == [row.position for row in (*rows[:3], *rows[7:])]
        assert_books_agree(practice)


def test_a_document_under_check_is_not_planned_again(practice, workspace):
    made = plan(workspace, practice)
    ref = made.eligible[0].document
    practice.faults(
        [
            {"server": "ippay", "fault": "drop_after", "type": "SALE", "times": 1},
            {"server": "ippay", "fault": "drop_after", "type": "CHECK", "times": 1},
        ]
    )
    charging = ChargeService(workspace)
    order = charging.prepare_document(
        workspace.billing.document(ref.kind, ref.id), AccountChoice.ANY, None
    )
    assert charging.charge(order).attempt.state is AttemptState.UNKNOWN
    [row] = [row for row in plan(workspace, practice).rows if row.document.key == ref.key]
    assert not row.is_eligible
    assert "checked" in row.reason


def test_a_retry_offers_only_what_may_be_tried_again(practice, workspace):
    practice.faults(
        [
            {
                "server": "ippay",
                "type": "SALE",
                "fault": "action_code",
                "args": {"code": "051"},
                "times": 1,
            },
            {
                "server": "ippay",
                "type": "SALE",
                "fault": "action_code",
                "args": {"code": "041"},
                "times": 1,
            },
        ]
    )
    run = start(workspace, practice)
    again = RetryService(workspace).plan(run.run_id)
    assert again.confirmation == "0:0.00"
    reasons = sorted(row.reason for row in again.rows)
    assert len(reasons) == 2
    assert reasons[0].startswith("Never with this card: ")
    assert reasons[1].startswith("Not before")


def test_what_was_not_sent_may_be_tried_again_at_once(practice, workspace):
    practice.listener("ippay", up=False)
    try:
        run = start(workspace, practice)
    finally:
        practice.listener("ippay", up=True)
    counts = tally_run(run, RunService(workspace).results(run.run_id), RecordBank.ACCEPTED)
    assert counts.not_sent == counts.planned
    retry = RetryService(workspace).plan(run.run_id)
    assert len(retry.eligible) == counts.planned
    service = RunService(workspace)
    second = service.execute(service.create(retry, name="again").run_id, RunControl())
    counts = tally_run(second, service.results(second.run_id), RecordBank.ACCEPTED)
    assert counts.approved == counts.planned
    assert_books_agree(practice)


def test_another_stations_journal_does_not_know_this_run(practice, workspace, tmp_path: Path):
    run = start(workspace, practice, canary=1)
    with open_workspace(practice, tmp_path / "other") as other, pytest.raises(InputError):
        RunService(other).execute(run.run_id, RunControl())


def test_a_spend_limit_stops_a_run_before_it_is_passed(practice, workspace):
    made = plan(workspace, practice)
    limit = made.eligible[0].amount + made.eligible[1].amount + made.eligible[2].amount
    limited = replace(workspace, profile=replace(workspace.profile, max_run=limit))
    run = start(limited, practice)
    assert run.state is RunState.PAUSED
    next_row = made.eligible[3]
    assert run.note == (
        f"The limit of this run, {limit.text()} USD, would be passed by {next_row.amount.text()} "
        f"for invoice {next_row.document.number} of {next_row.customer_name}. Nothing was sent for "
        "it. Raise it with “profile set --max-run”, then resume."
    )
    counts = tally_run(run, RunService(workspace).results(run.run_id), RecordBank.ACCEPTED)
    assert counts.approved == 3
    assert counts.amount_approved == limit
    daily = replace(workspace, profile=replace(workspace.profile, max_day=limit))
    stopped = RunService(daily).execute(run.run_id, RunControl())
    assert stopped.state is RunState.PAUSED
    assert stopped.note.startswith(f"The limit of the day, {limit.text()} USD, would be passed by ")
    assert stopped.note.endswith("Raise it with “profile set --max-day”, or wait until tomorrow.")
    counts = tally_run(run, RunService(workspace).results(run.run_id), RecordBank.ACCEPTED)
    assert counts.approved == 3
    assert RunService(workspace).execute(run.run_id, RunControl()).state is RunState.FINISHED
    assert_books_agree(practice)


def test_the_same_plan_is_not_started_twice(practice, workspace):
    made = plan(workspace, practice)
    service = RunService(workspace)
    run = service.create(made)
    with pytest.raises(InputError, match="is run"):
        service.create(made)
    service.cancel(run.run_id)
    assert service.create(made).run_id != run.run_id


def test_a_run_whose_profile_lost_its_payment_method_charges_nothing_and_says_why(
    practice, workspace
):
    run = RunService(workspace).create(plan(workspace, practice))
    profile = replace(workspace.profile, card_method=None)
    lost = replace(workspace, profile=profile)
    with pytest.raises(InputError, match="No Splynx payment method is set for a card payment"):
        RunService(lost).execute(run.run_id, RunControl())
    assert practice.books_ippay()["transactions"] == []
    assert RunService(workspace).execute(run.run_id, RunControl()).state is RunState.FINISHED


PAYMENTS_POSTED = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}


@pytest.mark.parametrize("fault", ["redirect_307", "http_500"])
def test_a_run_none_of_whose_payments_is_recorded_stops(practice, tmp_path, fault):
    """A run that records nothing must not take the money of everybody in a period."""
    policy = replace(QUICK, concurrency=1, recording_delays_s=(60.0, 60.0))
    with open_workspace(practice, tmp_path, policy) as workspace:
        practice.faults([{**PAYMENTS_POSTED, "fault": fault}])
        wanted = replace(latest_period(practice), period=Period.parse("2000-01-01..2099-12-31"))
        service = RunService(workspace)
        run = service.create(PlanService(workspace).plan(wanted, AccountChoice.ANY))
        assert service.execute(run.run_id, RunControl()).state is RunState.PAUSED
        paused = workspace.journal.run(run.run_id)
        assert paused.note.startswith("Splynx has recorded none of the last charges")
        assert len(practice.audit()["charged_not_recorded"]) == 25


def test_a_few_payments_that_splynx_does_not_record_stop_no_run(practice, tmp_path):
    with open_workspace(practice, tmp_path, replace(QUICK, concurrency=1)) as workspace:
        practice.faults([{**PAYMENTS_POSTED, "fault": "redirect_307", "times": 2}])
        assert start(workspace, practice).state is RunState.FINISHED
        assert len(practice.audit()["charged_not_recorded"]) == 2


def test_a_key_that_may_not_add_payments_charges_nothing_until_it_may(practice, workspace):
    run = RunService(workspace).create(plan(workspace, practice))
    row = chargeable(workspace)[0]
    order = ChargeService(workspace).prepare_document(row.document, AccountChoice.CARD, None)
    denied = {"admin\\finance\\Payments": {"add": "deny"}}
    practice.switches(splynx={"permissions": denied})
    # A new sign-in tells it; the session of a window that has been open since does not know.
    workspace.billing.granted(is_anew=True)
    try:
        with pytest.raises(PermissionDeniedError, match="may not add payments"):
            RunService(workspace).execute(run.run_id, RunControl())
        with pytest.raises(PermissionDeniedError, match="may not add payments"):
            ChargeService(workspace).charge(order)
        assert practice.books_ippay()["transactions"] == []
    finally:
        practice.switches(splynx={"permissions": {}})
    # Allowed meanwhile: nothing is to be opened anew.
    assert RunService(workspace).execute(run.run_id, RunControl()).state is RunState.FINISHED
    assert_books_agree(practice)


def test_a_charge_that_cannot_be_recorded_for_want_of_a_method_says_so(practice, workspace):
    """The method went before its payment was recorded; once it is set again, it is."""
    row = chargeable(workspace)[0]
    service = ChargeService(workspace)
    order = service.prepare_document(row.document, AccountChoice.CARD, None)
    lost = replace(workspace, profile=replace(workspace.profile, card_method=None))
    with pytest.raises(InputError, match="No Splynx payment method"):
        ChargeService(lost).charge(order)
    refuse = {"server": "splynx", "method": "POST", "path": "payments$", "fault": "redirect_307"}
    practice.faults([refuse])
    attempt = service.charge(order).attempt
    assert attempt.state is AttemptState.RECORD_REFUSED
    practice.control("DELETE", "/faults")
    for _ in range(2):
        ReconcileService(lost).reconcile()
    attempt = workspace.journal.attempt(attempt.id)
    assert attempt.state is AttemptState.TAKEN
    assert "No Splynx payment method is set" in attempt.reason
    ReconcileService(workspace).reconcile()
    assert workspace.journal.attempt(attempt.id).state is AttemptState.RECORDED
    assert_books_agree(practice)
