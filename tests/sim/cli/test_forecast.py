"""What previews say about where the money may go, and what they cost."""

from typing import Any

import pytest

from tests.sandbox.conftest import Splynx
from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import unused

WHOLE_YEARS = "2020-01-01..2027-12-31"


def _warnings(cli: CommandLine, row: dict[str, Any]) -> list[str]:
    """Those of the document alone: a plan counts on the rows before."""
    [alone] = cli(f"pay --invoice-id {row['document']['id']} --account card --preview").of("row")
    return list(alone["warnings"])


@pytest.fixture
def row(cli: CommandLine) -> dict[str, Any]:
    """A row whose customer owes nothing older, and then 7.00 besides."""
    row = unused(cli)
    while row["warnings"] or _warnings(cli, row):
        row = unused(cli)
    splynx = Splynx(cli.practice)
    debit = {"customer_id": row["customer_id"], "type": "debit", "price": "7.00", "category": 1}
    splynx.post("finance/transactions", {**debit, "date": "2026-09-01"})
    splynx.session.close()
    return row


def test_a_preview_warns_and_what_is_confirmed_stays_the_same(
    cli: CommandLine, row: dict[str, Any]
) -> None:
    number = row["document"]["number"]
    words = f"charge --period {WHOLE_YEARS} --number {number} --account card"
    preview = cli(f"{words} --preview")
    [after] = preview.of("row")
    [warning] = after["warnings"]
    assert warning.startswith("7.00 USD may go to an open debit of 2026-09-01 first; ")
    assert warning.endswith(f"of invoice {number} would then stay due.")
    assert after == {**row, "warnings": [warning]}
    assert preview.last.keys() == {"event", "plan_hash", "count", "sum", "excluded", "confirm"}
    code, shown, _ = cli.people(f"{words} --preview")
    assert code == 0
    assert warning in shown
    # It stands in no charge's way: the practice server heeds the invoice that is named.
    done = cli(f"{words} --confirm {preview.last['confirm']}")
    assert done.code == 0, done.events
    assert done.of("attempt")[0]["recorded"] is True


def test_what_was_foreseen_and_happened_waits_for_a_person(
    cli: CommandLine, row: dict[str, Any]
) -> None:
    number = row["document"]["number"]
    words = f"charge --period {WHOLE_YEARS} --number {number} --account card"
    preview = cli(f"{words} --preview")
    cli.practice.switches(splynx={"invoice_pin": "ignored"})
    try:
        run = cli(f"{words} --confirm {preview.last['confirm']}")
    finally:
        cli.practice.switches(splynx={"invoice_pin": "honoured"})
    assert run.code == 4, run.events
    assert run.last["approved_not_recorded"] == 1
    [attempt] = run.of("attempt")
    assert (attempt["money_taken"], attempt["recorded"]) == ("yes", True)
    [item] = cli("attention").of("attention")
    assert item["kind"] == "allocated_elsewhere"
    assert "7.00 USD went on a debit that belongs to no invoice" in item["reason"]
    assert item["choices"] == ["reallocate in Splynx, then reconcile", "resolve"]
    # Neither a run nor a single charge takes it again, however often evidence is asked for.
    since = cli.mark()
    assert cli("reconcile").code == 0
    [blocked] = cli(f"{words} --preview").of("row")
    assert blocked["eligible"] is False
    assert cli(f"pay --invoice-number {number} --yes").code == 2
    assert cli.sent(since) == []
    resolve = f"resolve {attempt['attempt_id']} --as approved --yes"
    assert cli(resolve, "--reason", "the debit was owed").code == 0
    assert cli("attention").of("attention") == []
    again = cli(f"{words} --preview")
    assert (again.last["count"], again.last["sum"]) == (1, "7.00")
    assert again.of("row")[0]["warnings"] == []


def test_pay_and_refill_say_it_first(cli: CommandLine, row: dict[str, Any]) -> None:
    number = row["document"]["number"]
    since = cli.mark()
    shown = cli(f"pay --invoice-number {number} --account card --preview")
    assert shown.code == 0
    [foreseen] = shown.of("row")
    assert foreseen.keys() == row.keys()
    assert foreseen["amount"] == shown.last["sum"] == row["amount"]
    [warning] = foreseen["warnings"]
    assert warning.startswith("7.00 USD may go to an open debit of 2026-09-01 first; ")
    customer = row["customer_id"]
    refill = cli(f"refill --customer {customer} --account card --amount 5000 --preview")
    [warning] = refill.of("row")[0]["warnings"]
    assert "is likely to settle" in warning
    assert warning.endswith("stays on the balance.")
    asked = cli(f"pay --invoice-number {number} --account card")
    assert asked.code == 2
    assert "--preview" in asked.message
    assert cli(f"pay --invoice-number {number} --preview --yes").code == 2
    assert cli.sent(since) == []


def test_a_key_that_may_not_read_transactions_is_told_once(
    cli: CommandLine, row: dict[str, Any]
) -> None:
    denied = {"api\\admin\\finance\\Transactions": {"index": "deny"}}
    cli.practice.switches(splynx={"permissions": denied})
    try:
        preview = cli(f"charge --period {WHOLE_YEARS} --preview")
        assert preview.code == 0
        assert preview.stderr.count("could not be read") == 1
        assert "Finance → Transactions" in preview.stderr
        [after] = [one for one in preview.of("row") if one["document"] == row["document"]]
        assert after["warnings"] == []
    finally:
        cli.practice.switches(splynx={"permissions": {}})


def test_a_preview_of_everything_takes_lists_and_no_request_a_row(cli: CommandLine) -> None:
    since = cli.mark()
    preview = cli(f"charge --period {WHOLE_YEARS} --preview --account card")
    found = cli.practice.requests_since(since)["requests"]
    paths = [one["path"] for one in found if one["server"] == "splynx"]
    assert len(preview.of("row")) > 100
    assert sum("finance/transactions" in path for path in paths) <= 3
    assert len(paths) < 60, paths
