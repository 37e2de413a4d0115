"""After a no: which saved method may be charged again, when, and that nothing is sent before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.decline_words import sentence_about
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.retrying import RetryService
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.support.practice import PracticeServers
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.bulk import PlanRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
CARD = AccountChoice.CARD


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=400, seed=3) as practice:
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    practice_servers.control("POST", "/reset")
    practice_servers.terminal(penny_rule=False)
    yield practice_servers
    practice_servers.control("DELETE", "/faults")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def workspace(
    practice: PracticeServers, tmp_path: Path, clock: MovableClock
) -> Iterator[Workspace]:
    with open_workspace(practice, tmp_path / "a", clock=clock) as opened:
        yield opened


def two_of_one_customer(workspace: Workspace) -> tuple[DocumentRow, DocumentRow]:
    seen: dict[int, DocumentRow] = {}
    for row in chargeable(workspace):
        first = seen.setdefault(row.document.ref.customer_id, row)
        if first is not row:
            return first, row
    raise AssertionError("No customer has two open invoices.")


def decline(practice: PracticeServers, code: str) -> None:
    rule = {"server": "ippay", "type": "SALE", "fault": "action_code", "args": {"code": code}}
    practice.faults([{**rule, "times": 1}])


def pay(workspace: Workspace, row: DocumentRow) -> Attempt:
    service = ChargeService(workspace)
    return service.charge(service.prepare_document(row.document, CARD, None)).attempt


def sales(practice: PracticeServers) -> int:
    return len(practice.books_ippay()["transactions"])


def planned(workspace: Workspace, row: DocumentRow) -> PlanRow:
    return PlanService(workspace).plan_rows((row,), CARD, "one").rows[0]


def test_a_soft_no_holds_the_card_back_for_other_invoices_too(practice, workspace, clock):
    first, second = two_of_one_customer(workspace)
    decline(practice, "051")
    declined = pay(workspace, first)
    assert declined.state is AttemptState.DECLINED
    assert "not enough money" in sentence_about(declined)
    sent = sales(practice)
    for row in (first, second):
        assert re.match(
            r"Not before \w+ \d+ \w+, \d\d:\d\d: Not enough", planned(workspace, row).reason
        )
    assert sales(practice) == sent
    # A Mastercard waits three days for any document, others one; the same document always three
    # unless a person decides.
    clock.ahead = 73 * HOURS
    assert planned(workspace, second).is_eligible
    assert pay(workspace, second).state is AttemptState.RECORDED
    assert planned(workspace, first).is_eligible


@pytest.mark.parametrize("code", ["051", "054"])
def test_a_person_may_charge_again_at_once(practice, workspace, code):
    first, _ = two_of_one_customer(workspace)
    decline(practice, code)
    declined = pay(workspace, first)
    again = pay(workspace, first)
    assert again.state is AttemptState.RECORDED
    assert again.intent.transaction_id != declined.intent.transaction_id


@pytest.mark.parametrize("code", ["004", "041"])
def test_a_hard_no_ends_it_for_the_card(practice, workspace, clock, code):
    first, second = two_of_one_customer(workspace)
    decline(practice, code)
    assert pay(workspace, first).state is AttemptState.DECLINED
    sent = sales(practice)
    clock.ahead = 400 * DAYS
    for row in (first, second):
        assert planned(workspace, row).reason.startswith("Never with this card: ")
        with pytest.raises(InputError, match=r"^Never with this card: "):
            pay(workspace, row)
    assert sales(practice) == sent


def test_the_charge_keeps_a_mark_of_its_card_and_no_token(workspace):
    row, _ = two_of_one_customer(workspace)
    card = SavedMethodReader(workspace).of(row.document.ref.customer_id).card
    assert card is not None
    attempt = pay(workspace, row)
    assert attempt.intent.method_mark == card.mark
    assert workspace.journal.attempt(attempt.id).intent.method_mark == card.mark
    assert card.credential.reveal() not in repr(attempt)


def test_a_renewed_card_with_the_old_digits_may_be_planned_again(practice, workspace):
    row, _ = two_of_one_customer(workspace)
    decline(practice, "041")
    pay(workspace, row)
    assert planned(workspace, row).reason.startswith("Never with this card: ")
    customer = row.document.ref.customer_id
    column = f"field_{workspace.profile.fields.card_expiry}"
    edit = {"table": "payment_account_data", "id": customer, "set": {column: "12-2031"}}
    practice.control("POST", "/splynx/edit", edit)
    assert planned(workspace, row).reason.startswith("Not before ")


def test_a_no_after_the_confirmation_stops_what_was_confirmed(practice, workspace):
    first, second = two_of_one_customer(workspace)
    service = ChargeService(workspace)
    confirmed = service.prepare_document(second.document, CARD, None)
    decline(practice, "041")
    pay(workspace, first)
    sent = sales(practice)
    with pytest.raises(InputError, match="Never with this card"):
        service.charge(confirmed)
    assert sales(practice) == sent


def test_a_run_leaves_out_the_second_invoice_of_a_declined_card(practice, workspace, clock):
    rows = two_of_one_customer(workspace)
    service = RunService(workspace)
    plan = PlanService(workspace).plan_rows(rows, CARD, "both")
    assert len(plan.eligible) == 2
    decline(practice, "051")
    run = service.execute(service.create(plan).run_id, RunControl())
    one, other = service.results(run.run_id)
    results = sorted((one, other), key=lambda result: result.attempt is None)
    assert results[0].attempt is not None
    assert results[0].attempt.state is AttemptState.DECLINED
    assert results[1].row.reason.startswith("Not before ")
    assert RetryService(workspace).plan(run.run_id).confirmation == "0:0.00"
    clock.ahead = 73 * HOURS
    assert len(RetryService(workspace).plan(run.run_id).eligible) == 2


def test_a_station_with_the_same_journal_keeps_the_rule_too(practice, workspace):
    first, second = two_of_one_customer(workspace)
    decline(practice, "041")
    pay(workspace, first)
    colleague = replace(workspace, operator="another")
    with pytest.raises(InputError, match="Never with this card"):
        pay(colleague, second)
