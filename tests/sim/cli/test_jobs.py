"""What staff do every day: charge one customer, charge a period, give a link."""

import csv
import io
from decimal import Decimal

from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import rows, several, unused
from tests.support.practice import PracticeServers


def test_a_profile_is_made_changed_shown_and_removed(bare: CommandLine) -> None:
    bare.connect(splynx_url=f"{bare.practice.splynx_url}/admin/")
    shown = bare("profile show practice").of("profile")[0]
    assert shown["mode"] == "practice"
    assert shown["splynx_url"] == bare.practice.splynx_url
    assert shown["fields_confirmed"] is True
    assert (shown["payment_account"], shown["card_method"], shown["bank_method"]) == (1, 7, 8)
    assert bare("profile set practice --concurrency 2").code == 0
    changed = bare("profile show practice").of("profile")[0]
    assert {**changed, "concurrency": 4} == shown
    assert [one["name"] for one in bare("profile list").of("profile")] == ["practice"]
    assert bare("profile remove practice").code == 0
    assert bare("check").code == 2


def test_the_secret_is_nowhere_in_the_data_folder(cli: CommandLine) -> None:
    cli(f"pay --invoice-id {unused(cli)['document']['id']} --yes")
    secret = cli.practice.splynx_api_secret.encode()
    files = [path for path in cli.data_dir.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"profiles.json", "journal.sqlite", "ippay-desktop.log"}
    assert not [path.name for path in files if secret in path.read_bytes()]
    assert not [path.name for path in files if path.stat().st_mode & 0o077]


def test_one_invoice_is_charged_once_and_recorded(cli: CommandLine) -> None:
    row = unused(cli)
    paid = cli(f"pay --invoice-number {row['document']['number']} --yes")
    assert paid.code == 0, paid.events
    (attempt,) = paid.of("attempt")
    assert attempt["document"] == row["document"]
    assert (attempt["outcome"], attempt["money_taken"]) == ("approved", "yes")
    assert attempt["recorded"] is True
    assert attempt["amount"] == row["amount"]
    assert (paid.last["approved"], paid.last["amount_approved"]) == (1, row["amount"])
    again = cli(f"pay --invoice-id {row['document']['id']} --yes")
    assert again.code == 2
    assert "paid already" in again.message
    assert cli(f"invoices --number {row['document']['number']}").of("document")[0]["due"] == "0.00"
    assert cli(f"history --number {row['document']['number']}").of("attempt") == [attempt]
    assert cli("attention").events == [{"event": "summary", "count": 0}]


def test_a_part_of_an_invoice_and_a_bank_debit(cli: CommandLine) -> None:
    part = cli(f"pay --invoice-id {unused(cli)['document']['id']} --amount 1.00 --yes")
    assert part.code == 0
    assert part.of("attempt")[0]["amount"] == "1.00"
    row = unused(cli, "--account bank")
    debit = cli(f"pay --invoice-id {row['document']['id']} --account bank --yes")
    assert debit.code == 0
    assert debit.of("attempt")[0]["outcome"] == "accepted"
    assert debit.of("attempt")[0]["money_taken"] == "being_checked"
    assert debit.last["approved"] == 1


def test_a_proforma_and_a_refill(cli: CommandLine) -> None:
    row = unused(cli, "--account card --documents proformas")
    paid = cli(f"pay --proforma-id {row['document']['id']} --yes")
    assert (paid.code, paid.of("attempt")[0]["document"]["kind"]) == (0, "proforma")
    customer = row["customer_id"]
    refill = cli(f"refill --customer {customer} --account card --amount 12.00 --yes")
    assert refill.code == 0, refill.events
    document = refill.of("attempt")[0]["document"]
    assert document == {"kind": "refill", "id": None, "number": None}


def test_without_yes_nothing_is_sent_and_the_charge_is_described(cli: CommandLine) -> None:
    row, mark = unused(cli), cli.mark()
    asked = cli(f"pay --invoice-id {row['document']['id']}")
    assert asked.code == 2
    assert row["amount"] in asked.message
    assert row["instrument"]["last4"] in asked.message
    assert cli.sent(mark) == []


def test_a_period_is_previewed_confirmed_and_charged(cli: CommandLine) -> None:
    words = f"charge {several(cli, 3)}"
    mark = cli.mark()
    preview = cli(f"{words} --preview")
    assert preview.code == 0
    eligible = [row for row in preview.of("row") if row["eligible"]]
    assert preview.last["count"] == len(eligible) == 3
    total = sum(Decimal(row["amount"]) for row in eligible)
    assert preview.last["confirm"] == f"{len(eligible)}:{total}"
    assert all(row["reason"] for row in preview.of("row") if not row["eligible"])
    wrong = cli(f"{words} --confirm {len(eligible) + 1}:{total}")
    assert wrong.code == 2
    assert preview.last["confirm"] in wrong.message
    assert cli(f"{words} --confirm lots").code == 2
    assert cli.sent(mark) == []
    charged = cli(f"{words} --name August --confirm {preview.last['confirm']}")
    assert charged.code in {0, 3}
    assert len(charged.of("attempt")) == len(eligible)
    assert charged.last["planned"] == len(eligible)
    assert charged.last["approved"] + charged.last["declined"] == len(eligible)
    assert charged.last["plan_hash"] == preview.last["plan_hash"]
    (run,) = cli("run list").of("run")
    assert (run["name"], run["state"], run["run_id"]) == (
        *("August", "finished"),
        charged.last["run_id"],
    )
    assert cli(f"run resume {run['run_id']}").code == 2
    left = cli(f"{words} --preview").last
    assert left["count"] == charged.last["declined"]


def test_nothing_to_charge_is_done(cli: CommandLine) -> None:
    words = "charge --period 2019-01-01..2019-01-31"
    assert cli(f"{words} --preview").last["confirm"] == "0:0.00"
    done = cli(f"{words} --confirm 0:0.00")
    assert (done.code, done.last["planned"]) == (0, 0)


def test_a_canary_stops_for_review_and_the_run_is_resumed_or_cancelled(cli: CommandLine) -> None:
    for ending in ("resume", "cancel"):
        words = f"charge {several(cli, 3)}"
        confirm = cli(f"{words} --preview").last["confirm"]
        first = cli(f"{words} --confirm {confirm} --canary 1")
        assert (first.code, len(first.of("attempt"))) == (5, 1), first.stderr
        run = first.last["run_id"]
        ended = cli(f"run {ending} {run[:8]}")
        assert ended.code in ({0, 3} if ending == "resume" else {0})
        state = {"resume": "finished", "cancel": "stopped"}[ending]
        shown = cli(f"run show {run}")
        assert shown.of("run")[0]["state"] == state
        assert len(shown.of("attempt")) + len(shown.of("row")) == shown.last["planned"]
        assert cli(f"run resume {run}").code == 2


def test_a_retry_leaves_out_what_may_not_be_tried_again(
    cli: CommandLine, practice: PracticeServers
) -> None:
    row = unused(cli)
    rule = {"server": "ippay", "type": "SALE", "fault": "action_code", "args": {"code": "041"}}
    practice.faults([rule])
    words = f"charge --period 2020-01-01..2027-12-31 --number {row['document']['number']}"
    confirm = cli(f"{words} --account card --preview").last["confirm"]
    charged = cli(f"{words} --account card --confirm {confirm}")
    assert (charged.code, charged.last["declined"]) == (3, 1)
    practice.faults([])
    run = charged.last["run_id"]
    preview = cli(f"run retry {run} --preview")
    assert preview.last["confirm"] == "0:0.00"
    assert preview.of("row")[0]["reason"]
    assert cli(f"run retry {run} --confirm 0:0.00").code == 0


def test_links_are_given_for_what_is_unpaid(cli: CommandLine) -> None:
    first, second = unused(cli), unused(cli)
    number, document_id = first["document"]["number"], second["document"]["id"]
    given = cli(f"links --invoice-number {number} --invoice-id {document_id}")
    assert given.code == 0
    by_number, by_id = (
        next(one for one in given.of("link") if one["document"] == row["document"])
        for row in (first, second)
    )
    base = cli.practice.splynx_url
    assert by_number["url"] == f"{base}/ippay/direct-pay-invoice?item_id={number}"
    assert by_id["url"] == f"{base}/ippay/direct-pay-invoice-by-id?item_id={document_id}"
    assert f'href="{by_id["url"]}"' in by_id["html"]
    assert by_id["url"] in by_id["text"]
    paid = cli("invoices --status paid").of("document")[0]["document"]["id"]
    assert cli(f"links --invoice-id {paid}").code == 2
    some = cli(f"links --invoice-id {paid} {document_id} 999999")
    assert (some.code, len(some.of("link")), len(some.of("obstacle"))) == (3, 1, 2)
    assert cli("links").code == 2
    assert cli(f"links --invoice-id {paid} --search x").code == 2


def test_links_of_a_filter_as_people_read_them(cli: CommandLine) -> None:
    words = "links --status overdue --format"
    _, urls, _ = cli.people(f"{words} url")
    code, table, warning = cli.people(f"{words} csv")
    assert code == 0
    assert "without logging in" in warning
    read = list(csv.DictReader(io.StringIO(table)))
    assert [row["url"] for row in read] == urls.split()
    assert all(line.startswith("<a href=") for line in cli.people(f"{words} html")[1].splitlines())


def test_what_is_read_is_said_without_secrets(cli: CommandLine) -> None:
    customers = cli("customers")
    assert customers.last["count"] == len(customers.of("customer")) > 0
    with_card = next(one for one in customers.of("customer") if one["card"])
    accounts = cli(f"accounts {with_card['customer_id']}").of("account")
    assert accounts[0]["instrument"] == {"kind": "card", "last4": with_card["card"]["last4"]}
    assert set(accounts[0]) == {
        *("event", "customer_id", "instrument", "holder", "expiry", "usable", "problem", "reason"),
        "subject",
    }
    assert cli("proformas").of("document")[0]["document"]["kind"] == "proforma"
    assert cli("verify-journal").code == 0


def test_people_get_tables_and_the_answer_first(cli: CommandLine) -> None:
    document = unused(cli)["document"]["id"]
    code, stdout, _ = cli.people(f"pay --invoice-id {document} --yes")
    assert code == 0
    assert stdout.splitlines()[0] == "Was money taken? Yes."
    assert "✔ Paid" in stdout
    for words in ("customers", "invoices", "history", "run list", "attention", "profile list"):
        code, stdout, _ = cli.people(words)
        assert code == 0
        assert stdout


def test_rows_left_out_say_why(cli: CommandLine) -> None:
    reasons = {row["reason"] for row in rows(cli) if not row["eligible"]}
    assert any("expired" in reason for reason in reasons)
    assert any("no saved card" in reason for reason in reasons)
    assert any("card number" in reason for reason in reasons)


def test_the_first_charge_checks_the_connection_by_itself(bare: CommandLine) -> None:
    assert bare(bare.profile_words(), stdin=bare.secrets_text()).code == 0
    period = bare.practice.period
    preview = bare(f"charge --period {period} --preview")
    assert preview.code == 0
    assert "checked" in preview.stderr
    [shown] = bare("profile show practice").of("profile")
    assert shown["fields_confirmed"]
