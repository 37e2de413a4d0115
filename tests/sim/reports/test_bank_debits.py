"""A bank debit through every path: accepted, settled, returned at any time, and told truly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.bank_return_codes import RETURN_RULES
from ippay_desktop.domain.billing import Document, DocumentKind
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.method_marks import method_subject
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.sim.reports.conftest import Office, office_with

BANK = InstrumentKind.BANK


def test_accepted_then_settled(office: Office) -> None:
    attempt = office.charge()
    assert (attempt.outcome, attempt.money_taken) == (Outcome.ACCEPTED, MoneyTaken.BEING_CHECKED)
    office.reconcile()
    assert office.now(attempt).outcome is Outcome.ACCEPTED
    office.pass_days(5)
    office.reconcile()
    settled = office.now(attempt)
    assert (settled.outcome, settled.money_taken) == (Outcome.SETTLED, MoneyTaken.YES)
    assert settled.settled_at is not None
    assert settled.settled_at > attempt.intent.created_at
    assert office.waiting(attempt) == []
    before = office.workspace.journal.verify().entries  # type: ignore[attr-defined]
    office.reconcile()
    assert office.workspace.journal.verify().entries == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("days", [0, 6, 62])
def test_a_return_reverses_the_record_to_attention(office: Office, days: int) -> None:
    """At once, after settlement, and two months later: found on the right old invoice."""
    attempt = office.charge()
    other = office.charge()
    if days:
        office.pass_days(days)
        office.reconcile()
        assert office.now(attempt).outcome is Outcome.SETTLED
    office.come_back(attempt, "R01" if days < 60 else "R10")
    office.reconcile()
    back = office.now(attempt)
    assert (back.state, back.outcome) == (AttemptState.TAKEN_BACK, Outcome.RETURNED)
    assert back.money_taken is MoneyTaken.NO
    assert back.returned_at is not None
    (item,) = office.waiting(attempt)
    assert item.kind is AttentionKind.BANK_RETURN
    assert f"Remove payment {attempt.payment_id} in Splynx" in item.next_step
    assert office.now(other).outcome is not Outcome.RETURNED
    # Staff remove the payment: the invoice is owed again, and nothing waits any more.
    office.delete_payment(back)
    office.reconcile()
    assert office.now(attempt).state is AttemptState.RETURNED
    assert office.waiting(attempt) == []
    document = attempt.document
    assert document.id is not None
    fresh = office.workspace.billing.document(DocumentKind.INVOICE, document.id)
    assert fresh.due == attempt.intent.due


def test_recorded_at_settlement_blocks_its_document_until_then(practice, tmp_path) -> None:
    with office_with(practice, tmp_path, record_bank=RecordBank.SETTLED) as office:
        attempt = office.charge()
        assert (attempt.state, attempt.is_recorded) == (AttemptState.TAKEN, False)
        assert office.payments(attempt) == 0
        assert office.waiting(attempt) == []
        assert attempt.document.id is not None
        fresh = office.workspace.billing.document(DocumentKind.INVOICE, attempt.document.id)
        service = ChargeService(office.workspace)
        with pytest.raises(AttemptOpenError):
            service.prepare_document(fresh, AccountChoice.ANY, None)
        office.pass_days(5)
        done = office.reconcile()
        assert [one.id for one in done.settled] == [attempt.id]
        settled = office.now(attempt)
        assert (settled.state, settled.outcome) == (AttemptState.RECORDED, Outcome.SETTLED)
        assert office.payments(attempt) == 1


def test_a_return_before_settlement_needs_nothing_in_splynx(practice, tmp_path) -> None:
    with office_with(practice, tmp_path, record_bank=RecordBank.SETTLED) as office:
        attempt = office.charge()
        office.come_back(attempt, "R01")
        office.reconcile()
        back = office.now(attempt)
        assert (back.state, back.outcome) == (AttemptState.RETURNED, Outcome.RETURNED)
        assert office.payments(attempt) == 0
        (item,) = office.waiting(attempt)
        assert item.can_be_dismissed
        FindingService(office.workspace).dismiss(item.about.subject, "Told the customer.")
        assert office.waiting(attempt) == []


def test_one_that_never_settles_is_overdue_and_a_person_may_say_what_the_bank_says(
    practice, tmp_path
) -> None:
    with office_with(practice, tmp_path) as office:
        attempt = office.charge()
        practice.switches(ippay={"report_lag_h": str(24 * 30)})
        office.pass_days(9)
        office.reconcile()
        (item,) = office.waiting(attempt)
        assert (item.kind, item.choices) == (AttentionKind.OTHER, ("reconcile", "resolve"))
        resolver = ResolveService(office.workspace)
        resolver.resolve(attempt.id, Decision.APPROVED, "The bank says so.")
        assert office.now(attempt).outcome is Outcome.SETTLED
        assert office.waiting(attempt) == []
        resolver.resolve(attempt.id, Decision.DECLINED, "It came back by letter.")
        back = office.now(attempt)
        assert (back.state, back.outcome) == (AttemptState.TAKEN_BACK, Outcome.RETURNED)


def test_every_code_is_told_in_plain_words_and_marks_the_account_where_it_must(
    office: Office,
) -> None:
    codes = [*RETURN_RULES, "R99"]
    rows = zip(codes, office.each_unused(BANK), strict=False)
    made = {code: office.charge_row(row, AccountChoice.BANK) for code, row in rows}
    assert list(made) == codes
    for code, attempt in made.items():
        office.come_back(attempt, code)
    office.reconcile()
    methods = SavedMethodReader(office.workspace).of_everybody()
    for code, attempt in made.items():
        rule = RETURN_RULES.get(code)
        (item,) = office.waiting(attempt)
        assert item.kind is AttentionKind.BANK_RETURN
        assert rule is None or rule.meaning in item.about.reason
        assert rule is None or rule.next_step in item.next_step
        bank = methods[attempt.customer_id].bank
        assert bank is not None
        assert (bank.problem is not None) == (rule is None or rule.is_method_unusable), code


def test_a_marked_account_is_refused_until_a_person_says_why_not(office: Office) -> None:
    attempt = office.charge()
    office.come_back(attempt, "R02")
    office.reconcile()
    office.delete_payment(attempt)
    office.reconcile()
    assert attempt.document.id is not None
    fresh = office.workspace.billing.document(DocumentKind.INVOICE, attempt.document.id)
    service = ChargeService(office.workspace)
    with pytest.raises(InputError, match="R02: The account was closed"):
        service.prepare_document(fresh, AccountChoice.BANK, None)
    subject = method_subject((attempt.customer_id, BANK, attempt.intent.last4))
    FindingService(office.workspace).dismiss(subject, "A new account with the same last digits.")
    order = service.prepare_document(fresh, AccountChoice.BANK, None)
    assert order.instrument_kind is BANK


def test_what_the_reports_say_counts_once_in_any_order(practice, tmp_path) -> None:
    """Settlement and return read for the first time in one go, doubled, and again."""
    with office_with(practice, tmp_path) as office:
        attempt = office.charge()
        office.pass_days(6)
        office.come_back(attempt, "R09")
        practice.switches(ippay={"report_dup": "on", "report_units": "alt", "report_outside": "on"})
        office.reconcile()
        back = office.now(attempt)
        assert back.outcome is Outcome.RETURNED
        assert back.settled_at is not None
        assert back.returned_at is not None
        assert back.settled_at < back.returned_at
        before = office.workspace.journal.verify().entries  # type: ignore[attr-defined]
        office.reconcile()
        assert office.workspace.journal.verify().entries == before  # type: ignore[attr-defined]


def test_late_rows_are_found_when_they_come(practice, tmp_path) -> None:
    with office_with(practice, tmp_path) as office:
        attempt = office.charge()
        office.pass_days(4)
        practice.switches(ippay={"report_lag_h": "120"})
        office.reconcile()
        assert office.now(attempt).outcome is Outcome.ACCEPTED
        office.pass_days(5)
        office.reconcile()
        settled = office.now(attempt)
        assert settled.outcome is Outcome.SETTLED
        assert settled.settled_at is not None
        assert settled.settled_at < attempt.intent.created_at + timedelta(days=5)


def test_a_debit_is_presented_three_times_at_the_most(office: Office) -> None:
    attempt = office.charge()
    document = attempt.document
    assert document.id is not None
    service = ChargeService(office.workspace)
    for code in ("R01", "R01"):
        fresh = bounced(office, attempt, code)
        attempt = service.charge(service.prepare_document(fresh, AccountChoice.BANK, None)).attempt
        assert attempt.state is AttemptState.RECORDED
        office.pass_days(3)
    fresh = bounced(office, attempt, "R09")
    with pytest.raises(InputError, match="a fourth is not allowed"):
        service.prepare_document(fresh, AccountChoice.BANK, None)


def bounced(office: Office, attempt: Attempt, code: str) -> Document:
    """The invoice as it is owed again, its debit come back and its payment removed."""
    office.come_back(attempt, code)
    office.reconcile()
    office.delete_payment(attempt)
    office.reconcile()
    assert office.now(attempt).state is AttemptState.RETURNED
    assert attempt.document.id is not None
    return office.workspace.billing.document(DocumentKind.INVOICE, attempt.document.id)
