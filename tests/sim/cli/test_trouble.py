"""What a command says and returns when the other side, or this program, fails on the way."""

from decimal import Decimal

import pytest

from ippay_desktop.domain.errors import StorageError
from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import several, unused
from tests.support.practice import PracticeServers

POST_PAYMENT = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}


def unrecorded_cards(practice: PracticeServers) -> list[object]:
    """Card charges without a payment; one test leaves a bank debit so on purpose."""
    return [one for one in practice.audit()["charged_not_recorded"] if one["type"] == "SALE"]


def test_a_decline_is_3(cli: CommandLine, practice: PracticeServers) -> None:
    args = {"code": "051"}
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "action_code", "args": args}])
    result = cli(f"pay --invoice-id {unused(cli)['document']['id']} --yes")
    assert (result.code, result.last["declined"]) == (3, 1)
    (attempt,) = result.of("attempt")
    assert (attempt["outcome"], attempt["money_taken"]) == ("declined", "no")
    assert attempt["action_code"] == "051"


def test_a_gateway_out_of_reach_is_3(cli: CommandLine, practice: PracticeServers) -> None:
    row = unused(cli)
    practice.listener("ippay", up=False)
    result = cli(f"pay --invoice-id {row['document']['id']} --yes")
    assert (result.code, result.last["not_sent"]) == (3, 1)
    assert result.of("attempt")[0]["money_taken"] == "no"
    practice.listener("ippay", up=True)
    # Provably not sent, so it may be tried again at once.
    assert cli(f"pay --invoice-id {row['document']['id']} --yes").code == 0


def test_a_lost_answer_is_4_and_blocks_until_it_is_settled(
    cli: CommandLine, practice: PracticeServers
) -> None:
    words = f"pay --invoice-id {unused(cli)['document']['id']} --yes"
    mark = cli.mark()
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_after", "times": 1}])
    lost = cli(words)
    assert (lost.code, lost.last["being_checked"]) == (4, 1)
    assert lost.of("attempt")[0]["money_taken"] == "being_checked"
    again = cli(words)
    assert (again.code, again.last["money_taken"]) == (2, "being_checked")
    (item,) = cli("attention").of("attention")
    assert item["kind"] == "being_checked"
    # The profile is what settles it.
    assert cli("profile remove practice").code == 2
    assert cli("profile set practice --splynx-url http://localhost:1").code == 2
    settled = cli("reconcile --wait 30")
    assert settled.code == 0
    assert [one["outcome"] for one in settled.of("attempt")] == ["approved"]
    assert len(cli.sent(mark)) == 1


def test_a_charge_that_never_arrived_is_freed(cli: CommandLine, practice: PracticeServers) -> None:
    words = f"pay --invoice-id {unused(cli)['document']['id']} --yes"
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_before", "times": 1}])
    assert cli(words).code == 4
    settled = cli("reconcile --wait 30")
    assert (settled.code, settled.last["not_sent"]) == (0, 1)
    assert cli(words).code == 0


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "http_500"])
def test_taken_but_not_recorded_is_4(
    cli: CommandLine, practice: PracticeServers, fault: str
) -> None:
    number = unused(cli)["document"]["number"]
    practice.faults([{**POST_PAYMENT, "fault": fault, "times": 1}])
    result = cli(f"pay --invoice-number {number} --yes")
    assert (result.code, result.last["approved_not_recorded"]) == (4, 1)
    (attempt,) = result.of("attempt")
    assert (attempt["outcome"], attempt["money_taken"]) == ("approved", "yes")
    assert attempt["recorded"] is False
    assert cli("attention").of("attention")[0]["kind"] == "not_recorded"
    assert cli("reconcile --wait 30").code == 0
    assert cli("attention").last["count"] == 0
    assert practice.audit()["recorded_twice"] == []
    assert unrecorded_cards(practice) == []


def test_reconcile_without_time_leaves_what_it_cannot_settle(
    cli: CommandLine, practice: PracticeServers
) -> None:
    cli("profile set practice --not-found-hold 3600")
    document = unused(cli)["document"]
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_before", "times": 1}])
    cli(f"pay --invoice-id {document['id']} --yes")
    left = cli("reconcile")
    assert (left.code, left.last["being_checked"]) == (4, 1)
    assert left.of("attention")[0]["document"] == document


def test_bank_debits_recorded_at_settlement_are_no_trouble(cli: CommandLine) -> None:
    cli("profile set practice --record-bank settled")
    document = unused(cli, "--account bank")["document"]
    result = cli(f"pay --invoice-id {document['id']} --account bank --yes")
    assert (result.code, result.last["approved"]) == (0, 1)
    (attempt,) = result.of("attempt")
    assert (attempt["outcome"], attempt["money_taken"]) == ("accepted", "being_checked")
    assert attempt["recorded"] is False
    assert cli("attention").last["count"] == 0
    assert cli("reconcile").code == 0
    assert cli(f"pay --invoice-id {document['id']} --yes").code == 2


def test_too_many_unknowns_stop_a_run(cli: CommandLine, practice: PracticeServers) -> None:
    cli("profile set practice --max-unknowns 2 --concurrency 1")
    words = f"charge {several(cli, 4)}"
    confirm = cli(f"{words} --preview").last["confirm"]
    practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_after"}])
    stopped = cli(f"{words} --confirm {confirm}")
    practice.faults([])
    assert (stopped.code, stopped.last["being_checked"]) == (4, 2)
    assert "unclear" in stopped.stderr
    run = stopped.last["run_id"]
    assert cli("run list").of("run")[0]["state"] == "paused"
    assert cli("reconcile --wait 30").code == 0
    assert cli(f"run resume {run}").code in {0, 3}
    assert practice.audit()["double_charged"] == []


def test_a_journal_that_fails_after_the_charge_says_being_checked(
    cli: CommandLine, practice: PracticeServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = unused(cli)["document"]["id"]

    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("ippay_desktop.adapters.journal.SqlJournal.apply", full)
        result = cli(f"pay --invoice-id {document} --yes")
    assert (result.code, result.last["kind"]) == (1, "storage")
    assert result.last["money_taken"] == "being_checked"
    looked = cli("attention")
    assert "1 charge was left on its way" in looked.stderr
    assert cli("reconcile --wait 30").code == 0
    assert unrecorded_cards(practice) == []


def test_a_limit_stops_a_run_before_it_is_passed(
    cli: CommandLine, practice: PracticeServers
) -> None:
    words = "charge --period 2020-01-01..2027-12-31 --account card --due >30"
    previewed = cli(f"{words} --preview")
    preview = previewed.last
    preview_rows = [row for row in previewed.of("row") if row["eligible"]]
    assert Decimal(preview["sum"]) > 100
    assert cli("profile set practice --max-run 100.00 --concurrency 1").code == 0
    before = len(cli.sent())
    stopped = cli(f"{words} --confirm {preview['confirm']}")
    assert stopped.code == 5, stopped.last
    assert "The limit of this run, 100.00 USD, would be passed by " in stopped.stderr
    left = preview_rows[len(stopped.of("attempt"))]
    assert f"{left['amount']} for invoice {left['document']['number']} of " in stopped.stderr
    assert stopped.last["note"] in stopped.stderr
    assert Decimal(stopped.last["amount_approved"]) <= 100
    assert len(cli.sent()) - before == len(stopped.of("attempt")) < preview["count"]
    # The very same plan is that run already.
    again = cli(f"{words} --preview").last["confirm"]
    assert cli(f"{words} --confirm {again}").code in {2, 5}
    assert cli(f"run cancel {stopped.last['run_id']}").code == 0
    assert practice.audit()["double_charged"] == []


def test_a_person_decides_and_evidence_wins(cli: CommandLine, practice: PracticeServers) -> None:
    cli("profile set practice --not-found-hold 3600")
    outcomes = []
    for fault, decision in (("drop_before", "never-sent"), ("drop_after", "declined")):
        practice.faults([{"server": "ippay", "type": "SALE", "fault": fault, "times": 1}])
        words = f"pay --invoice-id {unused(cli)['document']['id']} --yes"
        lost = cli(words).of("attempt")[0]
        asked = f"resolve {lost['attempt_id']} --as {decision} --reason seen"
        assert cli(asked).code == 2
        outcomes.append(cli(f"{asked} --yes"))
    agreed, contradicted = outcomes
    assert (agreed.code, agreed.of("attempt")[0]["outcome"]) == (0, "not_sent")
    assert "seen" in agreed.of("attempt")[0]["reason"]
    assert contradicted.code == 2
    assert contradicted.last["money_taken"] == "being_checked"
    assert cli("reconcile --wait 30").code == 0
    assert unrecorded_cards(practice) == []
