"""What IPpay's books settle: charges without an answer, voids nobody heard of, and other news."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.charge import AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.resolving import Decision, ResolveService
from tests.sim.reports.conftest import Office, office_with

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from tests.support.practice import PracticeServers

CARD = InstrumentKind.CARD
# An enquiry that never finds anything.
BLIND = {"server": "ippay", "type": "ENQ", "fault": "http_500"}


def lose(office: Office, kind: InstrumentKind = CARD, fault: str = "drop_after") -> Attempt:
    operation = "SALE" if kind is CARD else "CHECK"
    lost: dict[str, Any] = {"server": "ippay", "type": operation, "fault": fault, "times": 1}
    office.practice.faults([lost, BLIND])
    return office.charge(kind)


@pytest.mark.parametrize("kind", list(InstrumentKind))
def test_present_in_the_books_is_taken(office: Office, kind: InstrumentKind) -> None:
    attempt = lose(office, kind)
    assert attempt.state is AttemptState.UNKNOWN
    office.reconcile()
    assert office.now(attempt).state is AttemptState.PROVISIONAL
    office.reconcile()
    found = office.now(attempt)
    assert found.state is AttemptState.RECORDED
    assert found.outcome is (Outcome.APPROVED if kind is CARD else Outcome.ACCEPTED)
    assert office.payments(attempt) == 1


def test_present_once_does_not_count_until_it_has_held(
    practice: PracticeServers, tmp_path: Path
) -> None:
    with office_with(practice, tmp_path, approved_recheck_s=600) as office:
        attempt = lose(office)
        office.reconcile()
        assert office.now(attempt).state is AttemptState.PROVISIONAL
        office.reconcile()
        assert office.now(attempt).state is AttemptState.PROVISIONAL
        office.pass_days(0.02)
        office.reconcile()
        assert office.now(attempt).state is AttemptState.RECORDED


def test_a_clock_that_jumps_ahead_does_not_let_the_books_count_at_once(
    practice: PracticeServers, tmp_path: Path
) -> None:
    with office_with(practice, tmp_path, approved_recheck_s=600) as office:
        attempt = lose(office)
        office.reconcile()
        office.clock.jumped = timedelta(hours=2)
        office.reconcile()
        assert office.now(attempt).state is AttemptState.PROVISIONAL


@pytest.mark.parametrize("decision", [Decision.DECLINED, Decision.NEVER_SENT])
def test_a_person_is_not_believed_against_the_books(office: Office, decision: Decision) -> None:
    """No enquiry tells of the charge, and nobody has read the reports since."""
    attempt = lose(office)
    with pytest.raises(InputError, match="says otherwise"):
        ResolveService(office.workspace).resolve(attempt.id, decision, "Nothing there, I think")
    assert office.now(attempt).state is AttemptState.PROVISIONAL
    assert office.now(attempt).money_taken is MoneyTaken.BEING_CHECKED


def test_a_void_by_the_gateway_itself_that_no_enquiry_shows(
    practice: PracticeServers, tmp_path: Path
) -> None:
    with office_with(practice, tmp_path, approved_recheck_s=600) as office:
        fault = {"server": "ippay", "type": "SALE", "fault": "neterr_autovoid", "times": 1}
        practice.faults([{**fault, "args": {"seconds": 120}}, BLIND])
        attempt = office.charge(CARD)
        office.reconcile()
        assert office.now(attempt).state is AttemptState.PROVISIONAL
        office.pass_days(0.02)
        office.reconcile()
        voided = office.now(attempt)
        assert (voided.state, voided.money_taken) == (AttemptState.VOIDED, MoneyTaken.NO)
        assert office.payments(attempt) == 0


def test_a_recorded_charge_that_is_voided_elsewhere_waits_for_a_person(office: Office) -> None:
    attempt = office.charge(CARD)
    assert attempt.state is AttemptState.RECORDED
    void_at_ippay(office, attempt)
    office.reconcile()
    voided = office.now(attempt)
    assert (voided.state, voided.outcome) == (AttemptState.TAKEN_BACK, Outcome.VOIDED)
    (item,) = office.waiting(attempt)
    assert item.kind is AttentionKind.PAYMENT_WITHOUT_CHARGE
    office.delete_payment(voided)
    office.reconcile()
    assert office.now(attempt).state is AttemptState.VOIDED
    assert office.waiting(attempt) == []


def test_absent_joins_the_hold_and_alone_proves_nothing(office: Office) -> None:
    practice = office.practice
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_before", "times": 1}])
    attempt = office.charge(CARD)
    # The books cannot be read: every enquiry says "not found", and yet nothing is freed.
    practice.faults([{"server": "reports", "fault": "http_500"}])
    done = office.reconcile()
    assert "could not be read" in done.trouble
    assert office.now(attempt).state is AttemptState.UNKNOWN
    practice.faults([BLIND])
    office.reconcile()
    assert office.now(attempt).state is AttemptState.UNKNOWN
    practice.faults([])
    office.reconcile()
    assert office.now(attempt).state is AttemptState.NOT_SENT


def test_not_found_by_enquiries_is_not_believed_against_the_books(
    practice: PracticeServers, tmp_path: Path
) -> None:
    """A gateway whose enquiry finds a charge only later than its books tell of it."""
    with office_with(practice, tmp_path, approved_recheck_s=600) as office:
        late = {"server": "ippay", "type": "SALE", "fault": "late_commit", "times": 1}
        practice.faults([{**late, "args": {"seconds": 3600}}])
        attempt = office.charge(CARD)
        office.reconcile()
        assert office.now(attempt).is_open
        office.pass_days(0.02)
        office.reconcile()
        office.pass_days(0.02)
        office.reconcile()
        after = office.now(attempt)
        assert after.state is not AttemptState.NOT_SENT
        office.pass_days(1)
        office.reconcile()
        office.pass_days(0.02)
        office.reconcile()
        assert office.now(attempt).state is AttemptState.RECORDED
        assert office.payments(attempt) == 1


@pytest.mark.parametrize(
    "fault", ["truncated_xml", "garbage", "empty", "http_500", "echo", "drop_after", "no_txid"]
)
def test_reports_that_are_not_whole_decide_nothing(office: Office, fault: str) -> None:
    attempt = lose(office)
    office.practice.faults([BLIND, {"server": "reports", "fault": fault}])
    done = office.reconcile()
    assert done.trouble
    assert office.now(attempt).state is AttemptState.UNKNOWN


def test_a_dispute_is_told_once(office: Office) -> None:
    attempt = office.charge(CARD)
    fields = {"CaseNumber": "CB4711", "CaseType": "First chargeback", "CaseAmount": "10.00"}
    fields |= {
        "ReasonDesc": "Not recognised",
        "MatchedTransactionID": attempt.intent.transaction_id,
    }
    case = {"report": "ccchargebacks", "fields": fields}
    office.practice.control("POST", "/ippay/notice", case)
    found = office.reconcile().found
    assert [one.kind for one in found] == ["other"]
    assert found[0].attempt_id == attempt.id
    assert found[0].document == attempt.document
    assert "CB4711" in found[0].reason
    assert office.reconcile().found == ()
    service = FindingService(office.workspace)
    assert [one.subject for one in service.open()] == [found[0].subject]
    service.dismiss(found[0].subject, "Answered.")
    assert office.reconcile().found == ()
    assert service.open() == ()


def test_the_check_looks_at_the_reports_too(office: Office) -> None:
    rows = {result.name: result for result in ConnectionService(office.workspace).check()}
    assert rows["ippay_reports"].is_ok
    office.practice.faults([{"server": "reports", "fault": "http_403_html"}])
    rows = {result.name: result for result in ConnectionService(office.workspace).check()}
    assert not rows["ippay_reports"].is_ok
    assert "allow-list" in rows["ippay_reports"].message


def void_at_ippay(office: Office, attempt: Attempt) -> None:
    """What staff do on IPpay's own pages: nobody tells this program."""
    office.practice.control(
        "POST", "/ippay/void", {"transaction_id": attempt.intent.transaction_id}
    )


def test_an_old_unheard_charge_is_looked_for_where_it_was(office: Office) -> None:
    attempt = lose(office)
    office.pass_days(25)
    office.reconcile()
    office.reconcile()
    found = office.now(attempt)
    assert found.state is AttemptState.RECORDED
    assert found.updated_at - attempt.intent.created_at > timedelta(days=24)
