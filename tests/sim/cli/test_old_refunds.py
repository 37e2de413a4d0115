"""Refunds under an id of their own: of old charges, and at a person's word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from ippay_desktop.adapters import system
from tests.sim.cli.test_giving_back import cents, gone_back, paid, shown
from tests.support.workspaces import MovableClock

if TYPE_CHECKING:
    from tests.sim.cli.driver import CommandLine

DAY_S = 24 * 3600
NO_SUCH_CHARGE = {
    "server": "ippay",
    "type": "CREDIT",
    "fault": "action_code",
    "times": 1,
    "args": {"code": "025"},
}


class Days:
    """Time for everybody: the program's clock and the practice servers'."""

    def __init__(self, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        self._practice = cli.practice
        ahead = MovableClock()
        self._ahead = ahead

        class Clock(system.SystemClock):
            @override
            def now(self) -> datetime:
                return ahead.now()

            @override
            def monotonic(self) -> float:
                return ahead.monotonic()

        monkeypatch.setattr("ippay_desktop.app.station.SystemClock", Clock)

    def pass_days(self, days: int) -> None:
        self._practice.advance(days * DAY_S)
        self._ahead.ahead += timedelta(days=days)


@pytest.fixture
def days(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(cli, monkeypatch)


def credits(cli: CommandLine, attempt: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: A001
    """What the gateway filed as refunds for a charge's document."""
    return [
        entry
        for entry in cli.practice.books_ippay()["transactions"]
        if entry["order_number"] == attempt["document"]["number"] and entry["type"] == "CREDIT"
    ]


def assert_back_once(cli: CommandLine, attempt: dict[str, Any], *, own_id: bool) -> None:
    assert gone_back(cli, attempt) == cents(attempt["amount"])
    [sent] = [entry for entry in credits(cli, attempt) if entry["net_minor"]]
    assert (sent["transaction_id"] != attempt["transaction_id"]) is own_id
    after = shown(cli, attempt)
    assert (after["outcome"], after["money_taken"]) == ("refunded", "no")
    assert cli(f"refund {attempt['attempt_id']} --yes").code == 2
    assert cli(f"refund {attempt['attempt_id']} --unlinked --yes").code == 2
    assert gone_back(cli, attempt) == cents(attempt["amount"])


@pytest.mark.parametrize(("age", "own_id"), [(88, False), (91, True), (400, True)])
def test_a_charge_is_linked_while_the_gateway_knows_it(
    cli: CommandLine, days: Days, age: int, *, own_id: bool
) -> None:
    attempt = paid(cli)
    days.pass_days(age)
    done = cli(f"refund {attempt['attempt_id']} --yes")
    assert done.code == 4, done.events
    assert cli("attention").of("attention")[-1]["kind"] == "enter_in_splynx"
    assert_back_once(cli, attempt, own_id=own_id)


def test_parts_of_an_old_charge_are_never_more_than_it(cli: CommandLine, days: Days) -> None:
    attempt = paid(cli)
    days.pass_days(120)
    for _ in range(2):
        assert cli(f"refund {attempt['attempt_id']} --amount 1.00 --yes").code == 4
    assert cli(f"refund {attempt['attempt_id']} --amount {attempt['amount']} --yes").code == 2
    assert shown(cli, attempt)["refunded"] == "2.00"
    assert cli(f"refund {attempt['attempt_id']} --yes").code == 4
    assert gone_back(cli, attempt) == cents(attempt["amount"])
    assert len({entry["transaction_id"] for entry in credits(cli, attempt)}) == 3


def test_an_old_charge_is_not_voided(cli: CommandLine, days: Days) -> None:
    """A gateway that has forgotten the charge would take the linked refund for a new one."""
    attempt = paid(cli)
    days.pass_days(91)
    refused = cli(f"void {attempt['attempt_id']} --yes")
    assert refused.code == 2
    assert "90 days" in refused.message
    assert "Refund it instead" in refused.message
    assert credits(cli, attempt) == []
    assert shown(cli, attempt)["money_taken"] == "yes"


def test_a_lost_answer_about_an_old_charge_is_settled_by_enquiry(
    cli: CommandLine, days: Days
) -> None:
    attempt = paid(cli)
    days.pass_days(91)
    lost = {"server": "ippay", "type": "CREDIT", "fault": "drop_after", "times": 1}
    cli.practice.faults([lost])
    assert cli(f"refund {attempt['attempt_id']} --yes").code == 4
    assert shown(cli, attempt)["money_taken"] == "being_checked"
    assert cli(f"refund {attempt['attempt_id']} --unlinked --yes").code == 2
    assert cli("reconcile --wait 20").code == 0
    assert_back_once(cli, attempt, own_id=True)


def test_a_refused_link_needs_a_persons_word_and_then_goes_unlinked(cli: CommandLine) -> None:
    attempt = paid(cli)
    cli.practice.faults([NO_SUCH_CHARGE])
    refused = cli(f"refund {attempt['attempt_id']} --yes")
    assert refused.code == 3
    assert gone_back(cli, attempt) == 0
    # It never goes unlinked by itself, as it may have been given back elsewhere.
    assert len(credits(cli, attempt)) == 0
    code, out, _ = cli.people(f"refund {attempt['attempt_id']} --unlinked")
    assert (code, out) == (2, "")
    done = cli(f"refund {attempt['attempt_id']} --unlinked --yes")
    assert done.code == 4, done.events
    assert_back_once(cli, attempt, own_id=True)


@pytest.mark.parametrize("words", ["", "--unlinked"])
def test_what_was_voided_on_the_gateways_own_pages_is_not_refunded(
    cli: CommandLine, words: str
) -> None:
    attempt = paid(cli)
    voided = {"transaction_id": attempt["transaction_id"]}
    cli.practice.control("POST", "/ippay/void", voided)
    refused = cli(f"refund {attempt['attempt_id']} {words} --yes")
    assert refused.code == 2
    assert "was voided" in refused.message
    assert credits(cli, attempt) == []
