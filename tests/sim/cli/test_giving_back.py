"""void and refund from outside: exit codes, objects, what waits, and who ends it."""

from typing import Any

import pytest

from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import unused


def paid(cli: CommandLine, account: str = "card") -> dict[str, Any]:
    number = unused(cli, f"--account {account}")["document"]["number"]
    result = cli(f"pay --invoice-number {number} --account {account} --yes")
    assert result.code == 0, result.events
    [attempt] = result.of("attempt")
    return attempt


def shown(cli: CommandLine, attempt: dict[str, Any]) -> dict[str, Any]:
    return next(
        one for one in cli("history").of("attempt") if one["attempt_id"] == attempt["attempt_id"]
    )


def gone_back(cli: CommandLine, attempt: dict[str, Any]) -> int:
    """Cents that went back, by the gateway's own books."""
    own = [
        entry
        for entry in cli.practice.books_ippay()["transactions"]
        if entry["order_number"] == attempt["document"]["number"]
    ]
    voided = sum(int(entry["amount_minor"]) for entry in own if entry["status"] == "VOIDED")
    return voided + sum(-int(entry["net_minor"]) for entry in own if entry["net_minor"] < 0)


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def test_a_void_takes_all_back_and_deletes_our_payment(cli: CommandLine) -> None:
    attempt = paid(cli)
    asked = cli(f"void {attempt['attempt_id']}")
    assert asked.code == 2
    assert attempt["amount"] in asked.message
    assert gone_back(cli, attempt) == 0
    done = cli(f"void {attempt['attempt_id']} --yes")
    assert done.code == 0, done.events
    [voided] = done.of("attempt")
    assert (voided["outcome"], voided["money_taken"]) == ("voided", "no")
    assert voided["recorded"] is False
    assert "refunded" not in voided
    assert gone_back(cli, attempt) == cents(attempt["amount"])
    assert cli("attention").of("attention") == []
    assert shown(cli, attempt) == voided
    # The document is owed again, and can be charged again.
    again = cli(f"pay --invoice-number {attempt['document']['number']} --account card --yes")
    assert again.code == 0, again.events
    assert cli(f"void {attempt['attempt_id']} --yes").code == 2
    assert cli("verify-journal").code == 0


def test_a_kept_payment_waits_for_a_person(cli: CommandLine) -> None:
    attempt = paid(cli)
    done = cli(f"void {attempt['transaction_id']} --keep-payment --yes")
    assert done.code == 4
    assert done.of("attempt")[0]["recorded"] is True
    [item] = cli("attention").of("attention")
    assert item["kind"] == "enter_in_splynx"
    assert str(attempt["splynx_payment_id"]) in item["next"]
    assert cli("reconcile").code == 0
    ended = cli(f"resolve {attempt['attempt_id']} --as approved --yes", "--reason", "deleted it")
    assert ended.code == 0, ended.events
    assert cli("attention").of("attention") == []


def test_a_part_is_refunded_and_then_the_rest(cli: CommandLine) -> None:
    attempt = paid(cli)
    part = cli(f"refund {attempt['attempt_id']} --amount 1.00 --yes")
    assert part.code == 4, part.events
    [after] = part.of("attempt")
    assert (after["outcome"], after["refunded"], after["money_taken"]) == (
        "approved",
        "1.00",
        "yes",
    )
    [item] = cli("attention").of("attention")
    assert (item["kind"], item["amount"]) == ("enter_in_splynx", "1.00")
    # What is known and what is to be done are told once each.
    assert item["reason"] == "Refunded: 1.00 USD went back to the customer."
    assert item["next"].startswith("In Splynx enter a credit note of 1.00 USD")
    assert cli(f"refund {attempt['attempt_id']} --amount {attempt['amount']} --yes").code == 2
    rest = cli(f"refund {attempt['attempt_id']} --yes")
    [whole] = rest.of("attempt")
    assert (whole["outcome"], whole["money_taken"]) == ("refunded", "no")
    assert gone_back(cli, attempt) == cents(attempt["amount"])
    several = cli(f"resolve {attempt['attempt_id']} --as approved --yes", "--reason", "entered")
    assert several.code == 2
    for item in cli("attention").of("attention"):
        ended = cli(f"resolve {item['subject']} --as approved --yes", "--reason", "entered")
        assert ended.code == 0, ended.events
    assert cli("attention").of("attention") == []


def test_a_void_after_the_batch_has_closed_becomes_a_refund(cli: CommandLine) -> None:
    attempt = paid(cli)
    cli.practice.control("POST", "/ippay/close-batch", {})
    done = cli(f"void {attempt['attempt_id']} --yes")
    assert done.code == 4, done.events
    assert done.of("attempt")[0]["outcome"] == "refunded"
    assert gone_back(cli, attempt) == cents(attempt["amount"])


def test_a_lost_answer_waits_blocks_and_is_settled_by_evidence(cli: CommandLine) -> None:
    attempt = paid(cli)
    cli.practice.faults([{"server": "ippay", "type": "VOID", "fault": "drop_after", "times": 1}])
    done = cli(f"void {attempt['attempt_id']} --yes")
    assert done.code == 4
    assert done.of("attempt")[0]["money_taken"] == "being_checked"
    assert cli("attention").of("attention")[0]["kind"] == "being_checked"
    assert cli(f"refund {attempt['attempt_id']} --yes").code == 2
    settled = cli("reconcile --wait 20")
    assert settled.code == 0, settled.events
    assert shown(cli, attempt)["outcome"] == "voided"
    assert gone_back(cli, attempt) == cents(attempt["amount"])


@pytest.mark.parametrize(
    ("decision", "outcome"), [("approved", "refunded"), ("declined", "approved")]
)
def test_a_linked_refund_in_doubt_waits_for_a_person(
    cli: CommandLine, decision: str, outcome: str
) -> None:
    attempt = paid(cli)
    fault = "drop_after" if decision == "approved" else "drop_before"
    cli.practice.faults([{"server": "ippay", "type": "CREDIT", "fault": fault, "times": 1}])
    assert cli(f"refund {attempt['attempt_id']} --yes").code == 4
    # Evidence cannot settle it, so reconciling is done, and says what a person may do.
    reconciled = cli("reconcile")
    assert reconciled.code == 0
    assert reconciled.of("attention")[0]["kind"] == "being_checked"
    ended = cli(f"resolve {attempt['attempt_id']} --as {decision} --yes", "--reason", "IPpay says")
    assert ended.code == (4 if decision == "approved" else 0), ended.events
    assert shown(cli, attempt)["outcome"] == outcome


def test_a_refused_refund_is_3_and_changes_nothing(cli: CommandLine) -> None:
    attempt = paid(cli)
    cli.practice.faults(
        [{"server": "ippay", "type": "CREDIT", "fault": "action_code", "args": {"code": "942"}}]
    )
    refused = cli(f"refund {attempt['attempt_id']} --yes")
    assert refused.code == 3
    assert refused.of("attempt")[0]["money_taken"] == "yes"
    assert gone_back(cli, attempt) == 0


def test_a_bank_debit_is_not_refunded_before_its_returns_are_over(cli: CommandLine) -> None:
    attempt = paid(cli, "bank")
    early = cli(f"refund {attempt['attempt_id']} --yes")
    assert early.code == 2
    assert "It can be refunded from 20" in early.message
    assert "cannot be voided" in cli(f"void {attempt['attempt_id']} --yes").message
    assert gone_back(cli, attempt) == 0


def test_people_read_first_whether_money_was_taken(cli: CommandLine) -> None:
    attempt = paid(cli)
    code, out, _ = cli.people(f"void {attempt['attempt_id']} --yes")
    assert code == 0
    assert out.startswith("Was money taken? No.")
    assert "Voided" in out
