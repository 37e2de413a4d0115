"""The books on the command line: bank debits, what the reports bring, a period compared."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.sim.cli.driver import QUICK, CommandLine
from tests.sim.cli.samples import rows

if TYPE_CHECKING:
    from tests.support.practice import PracticeServers

FINDING_FIELDS = {
    *("event", "kind", "case", "subject", "day", "transaction_id", "attempt_ids", "next"),
    *("gateway_numbers", "splynx_payment_ids", "order_number", "claimed", "charged", "recorded"),
    *("difference", "currency", "awaited", "dealt_with", "related", "gross", "given_back"),
}
CHANGED_DAY_FIELDS = {
    *("event", "day", "subject", "finished_at", "finished_by", "before", "now", "currency"),
    *("dealt_with", "next"),
}


@pytest.fixture
def books(bare: CommandLine) -> CommandLine:
    """A command line whose profile names the reports."""
    practice = bare.practice
    bare.secrets["report_password"] = practice.report_password
    bare.connect(report_url=practice.report_url, report_merchant_id=practice.report_merchant_id)
    return bare


_USED: set[int] = set()


def charge(books: CommandLine, kind: str) -> dict[str, Any]:
    row = next(
        one
        for one in rows(books, f"--account {kind}")
        if one["eligible"] and one["customer_id"] not in _USED
    )
    _USED.add(row["customer_id"])
    paid = books(f"pay --invoice-id {row['document']['id']} --account {kind} --yes")
    assert paid.code == 0, paid.events
    (attempt,) = paid.of("attempt")
    return dict(attempt)


def today(practice: PracticeServers) -> str:
    return str(practice.control("GET", "/clock")["today"])


def test_a_bank_debit_settles_and_comes_back(books: CommandLine) -> None:
    practice = books.practice
    attempt = charge(books, "bank")
    assert (attempt["outcome"], attempt["money_taken"]) == ("accepted", "being_checked")
    assert books("attention").of("attention") == []
    practice.advance(5 * 86400)
    done = books("reconcile")
    assert done.code == 0
    (settled,) = done.of("attempt")
    assert (settled["outcome"], settled["money_taken"]) == ("settled", "yes")
    practice.control(
        "POST", "/ippay/return", {"transaction_id": attempt["transaction_id"], "code": "R02"}
    )
    done = books("reconcile")
    assert done.code == 0
    (back,) = done.of("attempt")
    assert (back["outcome"], back["money_taken"]) == ("returned", "no")
    (item,) = done.of("attention")
    assert (item["kind"], item["attempt_id"]) == ("bank_return", attempt["attempt_id"])
    assert "Remove payment" in item["next"]
    # The account is refused now, until a person says why not.
    saved = books(f"accounts {attempt['customer_id']}").of("account")
    bank = next(one for one in saved if one["instrument"]["kind"] == "bank")
    assert (bank["usable"], bank["problem"]) == (False, "returned")
    practice.control("POST", "/splynx/delete-payment", {"id": attempt["splynx_payment_id"]})
    assert books("reconcile").of("attention") == []
    again = f"pay --invoice-id {attempt['document']['id']} --account bank --yes"
    assert "R02" in books(again).message
    lift = f"dismiss {bank['subject']} --reason"
    assert books(lift, "New account").code == 2
    assert books(lift, "New account", "--yes").code == 0
    saved = books(f"accounts {attempt['customer_id']}").of("account")
    assert next(one for one in saved if one["instrument"]["kind"] == "bank")["usable"]


def test_a_period_is_compared_dealt_with_and_finished(books: CommandLine) -> None:
    practice = books.practice
    practice.advance(86400)
    attempt = charge(books, "card")
    # Books go by the days of Splynx's zone, and for some hours a night the date there is another.
    clock = practice.control("GET", "/clock")
    made_at = datetime.fromisoformat(attempt["created_at"])
    first = made_at.astimezone(ZoneInfo(clock["zone"])).date().isoformat()
    row = next(one for one in rows(books, "--account card") if one["customer_id"] not in _USED)
    _USED.add(row["customer_id"])
    stranger = {"invoice_id": row["document"]["id"], "record": False}
    assert practice.control("POST", "/splynx/addon-charge", stranger)["charged"]
    practice.advance(86400)
    now = practice.control("GET", "/clock")["today"]
    done = books(f"reconcile --period {first}..{now}")
    assert done.code == 0, done.events
    (finding,) = [one for one in done.of("finding") if one["case"] == "stranger_unrecorded"]
    assert set(finding) == FINDING_FIELDS
    assert (finding["claimed"], finding["recorded"]) == ("0.00", "0.00")
    assert finding["difference"] == finding["charged"] != "0.00"
    assert done.last["books"]["state"] == "different"
    assert len(done.of("return_rate")) == 3
    (waiting,) = [
        one for one in books("attention").of("attention") if one["subject"] == finding["subject"]
    ]
    assert (waiting["kind"], waiting["attempt_id"]) == ("charge_without_payment", None)
    assert waiting["amount"] == finding["charged"]
    for one in done.of("finding"):
        if one["dealt_with"] is None and one["case"] != "stranger_recorded":
            assert books(f"dismiss {one['subject']} --reason Known --yes").code == 0
    practice.advance(86400)
    before = books(f"reconcile --period {first}..{now}").last["books"]
    after = books(f"reconcile --period {first}..{now}").last["books"]
    assert before["state"] == "equal"
    assert after["proof"] == before["proof"]
    assert after["changed_days"] == 0
    # A payment goes away after the days were finished.
    practice.control("POST", "/splynx/delete-payment", {"id": attempt["splynx_payment_id"]})
    done = books(f"reconcile --period {first}..{first}")
    (changed,) = done.of("changed_day")
    assert set(changed) == CHANGED_DAY_FIELDS
    assert (changed["day"], changed["dealt_with"]) == (first, None)
    gone = Decimal(changed["before"]["recorded"]) - Decimal(changed["now"]["recorded"])
    assert gone == Decimal(attempt["amount"])
    _, told, summed = books.people(f"reconcile --period {first}..{first}")
    assert f"The books of {first} were finished on" in told
    sums = [line.split() for line in summed.splitlines()]
    assert ["Splynx", "0.00", "taken", "0.00", "back", "0.00", "USD"] in sums
    assert (done.last["books"]["state"], done.last["books"]["changed_days"]) == ("different", 1)
    for one in (changed, *done.of("finding")):
        if one["dealt_with"] is None and one.get("case") != "stranger_recorded":
            assert books(f"dismiss {one['subject']} --reason Known --yes").code == 0
    books_now = books(f"reconcile --period {first}..{first}").last["books"]
    assert books_now["state"] == "equal"
    assert books(f"reconcile --period {first}..{now}").of("changed_day") == []
    assert books("verify-journal").code == 0


def test_without_reports_nothing_is_compared(cli: CommandLine) -> None:
    refused = cli("reconcile --period 2026-11-01..2026-11-30")
    assert refused.code == 2
    assert "--report-url" in refused.message
    assert cli("reconcile --period yesterday").code == 2


def test_reports_out_of_reach_are_said_and_a_bank_debit_then_waits(books: CommandLine) -> None:
    practice = books.practice
    charge(books, "bank")
    practice.faults([{"server": "reports", "fault": "http_500"}])
    done = books("reconcile")
    assert done.code == 4
    assert "could not be read" in done.stderr
    practice.faults([])
    assert books("reconcile").code == 0


def test_the_check_names_the_reports(bare: CommandLine, books: CommandLine) -> None:
    rows_found = {one["name"]: one for one in books("check").of("check")}
    assert rows_found["ippay_reports"]["ok"]
    assert books(f"profile set practice {QUICK} --record-bank settled").code == 0
    assert books("check").code == 0
    assert books("profile set practice --report-url=").code == 0
    checked = books("check")
    assert not {one["name"]: one for one in checked.of("check")}["ippay_reports"]["ok"]
    # Charges can be made; but what the profile asks for does not work.
    assert (checked.code, checked.last["ok"]) == (2, False)
    del bare
