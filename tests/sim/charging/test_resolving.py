"""A named person decides, evidence is asked first and wins."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import AttemptState, ChargeEvent
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.resolving import Decision, ResolveService
from tests.sim.charging.test_one_charge import (
    assert_charged_once,
    debits,
    pay,
    sale_fault,
    unused,
)
from tests.support.workspaces import QUICK, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers


@pytest.fixture
def patient(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """Evidence alone would take a day here."""
    policy = replace(QUICK, approved_recheck_s=3600, not_found_hold_s=86400)
    with open_workspace(practice, tmp_path / "patient", policy) as workspace:
        yield workspace


def unclear(practice: PracticeServers, workspace: Workspace, fault: str) -> Attempt:
    practice.faults([sale_fault(fault)])
    attempt = pay(workspace, unused(workspace))
    assert attempt.state is AttemptState.UNKNOWN
    return attempt


def test_nobody_decides_about_a_charge_of_another_splynx(practice, patient):
    attempt = unclear(practice, patient, "drop_before")
    elsewhere = replace(patient.profile, splynx_url="https://other.example")
    with pytest.raises(InputError, match="another profile"):
        ResolveService(replace(patient, profile=elsewhere)).resolve(
            attempt.id, Decision.NEVER_SENT, "mine is empty"
        )
    assert patient.journal.attempt(attempt.id) == attempt


def test_a_charge_that_ippay_never_got_is_freed_by_a_person(practice, patient):
    attempt = unclear(practice, patient, "drop_before")
    done = ResolveService(patient).resolve(attempt.id, Decision.NEVER_SENT, "Phoned IPpay")
    assert done.state is AttemptState.NOT_SENT
    assert "tester" in done.reason
    assert "Phoned IPpay" in done.reason
    assert debits(practice, attempt.document.number) == []


def test_a_person_may_confirm_what_ippay_says_once(practice, patient):
    attempt = unclear(practice, patient, "drop_after")
    done = ResolveService(patient).resolve(attempt.id, Decision.APPROVED, "Seen in the batch")
    assert_charged_once(practice, patient, done)


@pytest.mark.parametrize("decision", [Decision.DECLINED, Decision.NEVER_SENT])
def test_an_approval_at_ippay_wins_over_a_person(practice, patient, decision):
    attempt = unclear(practice, patient, "drop_after")
    with pytest.raises(InputError, match="evidence says otherwise"):
        ResolveService(patient).resolve(attempt.id, decision, "I think not")
    now = patient.journal.attempt(attempt.id)
    assert now.state is AttemptState.PROVISIONAL
    assert len(debits(practice, attempt.document.number)) == 1


def test_a_reason_is_required_and_a_settled_charge_stays(practice, patient):
    attempt = unclear(practice, patient, "drop_before")
    service = ResolveService(patient)
    with pytest.raises(InputError, match="reason"):
        service.resolve(attempt.id, Decision.NEVER_SENT, "  ")
    service.resolve(attempt.id, Decision.NEVER_SENT, "Phoned IPpay")
    with pytest.raises(InputError, match="settled"):
        service.resolve(attempt.id, Decision.APPROVED, "Changed my mind")


def test_decisions_are_events_of_their_own() -> None:
    decided: list[Any] = [event for event in ChargeEvent if event.name.startswith("PERSON_")]
    assert len(decided) == 6


@pytest.fixture
def quick(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """Evidence decides at the first question; bank debits are recorded once the bank has paid."""
    policy = replace(QUICK, approved_recheck_s=0, record_bank=RecordBank.SETTLED)
    with open_workspace(practice, tmp_path / "quick", policy) as workspace:
        yield workspace


@pytest.mark.parametrize("decision", [Decision.DECLINED, Decision.APPROVED])
def test_a_word_on_whether_the_bank_accepted_is_none_on_whether_it_paid(practice, quick, decision):
    practice.faults([{**sale_fault("drop_after"), "type": "CHECK"}])
    attempt = pay(quick, unused(quick, instrument=InstrumentKind.BANK), AccountChoice.BANK)
    assert attempt.state is AttemptState.UNKNOWN
    is_wrong = decision is Decision.DECLINED
    with pytest.raises(InputError, match="says otherwise") if is_wrong else nullcontext():
        ResolveService(quick).resolve(attempt.id, decision, "As I was told")
    now = quick.journal.attempt(attempt.id)
    assert now.state is AttemptState.TAKEN
    assert now.settled_at is None
    assert len(debits(practice, attempt.document.number)) == 1


def test_a_word_on_whether_money_was_taken_is_none_on_what_it_paid(practice, quick):
    practice.faults([sale_fault("drop_after")])
    attempt = pay(quick, unused(quick))
    assert attempt.state is AttemptState.UNKNOWN
    practice.control("POST", "/splynx/portal-pay", {"invoice_id": attempt.document.id})
    done = ResolveService(quick).resolve(attempt.id, Decision.APPROVED, "Seen in the batch")
    assert done.state is AttemptState.MISPLACED
    done = ResolveService(quick).resolve(attempt.id, Decision.APPROVED, "On the balance: fine")
    assert done.state is AttemptState.RECORDED
