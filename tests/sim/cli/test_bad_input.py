"""Bad input is refused in one sentence with the right exit code, and nothing is charged."""

import json
import sys
from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from ippay_desktop.adapters.system import SystemClock
from tests.conftest import MemoryKeyring
from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import listed, rows, unused
from tests.support.practice import PracticeServers

CARD_NUMBER = "4111111111111111"


@pytest.fixture(autouse=True)
def nothing_is_charged(practice: PracticeServers) -> Iterator[None]:
    """Proven by the gateway's own request log, for every test here."""
    mark = int(practice.requests_since(10**9)["last"])
    yield
    found = practice.requests_since(mark)["requests"]
    assert [one for one in found if one["type"] in {"SALE", "CHECK"}] == []


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between the tries of a read are over at once."""
    monkeypatch.setattr(SystemClock, "sleep", lambda *_: None)


def refused(cli: CommandLine, words: str, *more: str, kind: str = "input", code: int = 2) -> str:
    result = cli(words, *more)
    assert (result.code, result.last.get("kind")) == (code, kind), result.events
    assert result.last["money_taken"] == "no"
    assert CARD_NUMBER not in json.dumps(result.events) + result.stderr
    return result.message


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({"splynx_url": "http://127.0.0.1:9"}, "splynx_login"),
        ({"splynx_api_key": "0" * 32}, "splynx_login"),
        ({"ippay_url": "http://127.0.0.1:9/ippay"}, "ippay_card_terminal"),
        ({"terminal_id": "NOSUCHTERM"}, "ippay_card_terminal"),
        ({"payment_account": "99"}, "payment_account"),
        ({"card_method": "99"}, "card_method"),
    ],
)
def test_a_wrong_connection_is_found_by_check(
    bare: CommandLine, changes: dict[str, str], failed: str
) -> None:
    assert bare(bare.profile_words(**changes), stdin=bare.secrets_text()).code == 0
    checked = bare("check")
    assert checked.code == 2
    assert checked.last == {
        "event": "summary",
        "count": checked.last["count"],
        "ok": False,
        "failed": len([one for one in checked.of("check") if not one["ok"]]),
    }
    assert failed in [one["name"] for one in checked.of("check") if not one["ok"]]
    # What was never checked is never charged.
    assert bare("pay --invoice-id 5 --yes").code == 2


def test_a_key_that_may_not_read_transactions_is_found_and_charges_all_the_same(
    bare: CommandLine, practice: PracticeServers
) -> None:
    assert bare(bare.profile_words(), stdin=bare.secrets_text()).code == 0
    denied = {"admin\\finance\\Transactions": {"index": "deny"}}
    practice.switches(splynx={"permissions": denied})
    try:
        checked = bare("check")
        wrong = [one for one in checked.of("check") if not one["ok"]]
        preview = bare("charge --period 2020-01-01..2035-12-31 --preview")
    finally:
        practice.switches(splynx={"permissions": {}})
    assert [(one["name"], one["needed"]) for one in wrong] == [("splynx_transactions", False)]
    # A script that looks before it charges goes on.
    assert checked.code == 0
    assert (checked.last["ok"], checked.last["failed"]) == (True, 1)
    assert "allow Finance → Transactions" in wrong[0]["message"]
    # It is not in the way of charging: what cannot be foreseen is said.
    assert preview.code == 0
    assert "not foreseen" in preview.stderr


@pytest.mark.parametrize(
    ("controller", "action", "failed"),
    [
        ("customers\\Customer", "view", "splynx_customers"),
        ("customers\\CustomerBilling", "view", "splynx_customers"),
        ("finance\\Invoices", "view", "splynx_invoices"),
        ("finance\\Payments", "index", "splynx_payments"),
        ("finance\\Payments", "add", "splynx_payments_add"),
    ],
)
def test_a_right_that_every_charge_needs_is_missed_by_check(
    bare: CommandLine, practice: PracticeServers, controller: str, action: str, failed: str
) -> None:
    assert bare(bare.profile_words(), stdin=bare.secrets_text()).code == 0
    practice.switches(splynx={"permissions": {f"admin\\{controller}": {action: "deny"}}})
    try:
        checked = bare("check")
    finally:
        practice.switches(splynx={"permissions": {}})
    wrong = [one for one in checked.of("check") if not one["ok"]]
    assert checked.code == 2
    assert [one["name"] for one in wrong] == [failed]
    assert "Administration → API keys" in wrong[0]["message"]


def test_a_wrong_secret(bare: CommandLine) -> None:
    stdin = json.dumps({"splynx_api_secret": "not the secret"})
    assert bare(bare.profile_words(), stdin=stdin).code == 0
    checked = bare("check")
    assert checked.code == 2
    assert checked.of("check")[0]["ok"] is False
    refused(bare, "invoices", kind="authentication")
    refused(bare, "pay --invoice-id 5 --yes", kind="authentication")


def test_splynx_out_of_reach(cli: CommandLine, practice: PracticeServers) -> None:
    row = unused(cli)
    practice.listener("splynx", up=False)
    refused(cli, f"pay --invoice-id {row['document']['id']} --yes", kind="connection")
    words = "charge --period 2026-11-01..2026-11-30"
    refused(cli, f"{words} --preview", kind="connection")
    refused(cli, f"{words} --confirm 1:1.00", kind="connection")


@pytest.mark.parametrize(
    "changes",
    [
        {"splynx_url": "http://splynx.example"},
        {"splynx_url": "http://splynx.example", "mode": "live"},
        {"splynx_url": "http://192.0.2.1", "mode": "test"},
        {"ippay_url": "http://gateway.example/ippay", "mode": "live"},
        {"splynx_url": "https://splynx.example", "mode": "practice"},
        {"ippay_url": "https://gateway.example/ippay", "mode": "test"},
        {"report_url": "http://reports.example", "mode": "live"},
        {"splynx_url": "ftp://127.0.0.1"},
        {"splynx_url": "https://user:pw@127.0.0.1"},
        {"currency": "dollars"},
        {"splynx_timezone": "Mars/Olympus"},
        {"ca_bundle": "/nowhere/at/all.pem"},
        {"fields": "card_token=11"},
        {"fields": "card_token=2"},
        {"concurrency": "99"},
        {"ledger": "postgresql://host/db"},
        {"max_run": "0"},
        {"max_day": "lots"},
    ],
)
def test_a_profile_that_may_not_be_is_not_made(bare: CommandLine, changes: dict[str, str]) -> None:
    refused(bare, bare.profile_words(**changes).replace("--secrets-stdin", ""))
    assert bare("profile list").of("profile") == []


def test_a_new_profile_needs_its_four(bare: CommandLine) -> None:
    message = refused(bare, "profile set p --splynx-url https://splynx.example")
    assert "--splynx-api-key, --ippay-url, --terminal-id" in message


@pytest.mark.parametrize(
    "stdin", ["", "nonsense", "[]", '{"splynx_api_secret": 3}', '{"pin": "x"}', '"text"']
)
def test_secrets_that_cannot_be_read(bare: CommandLine, stdin: str) -> None:
    result = bare(bare.profile_words(), stdin=stdin)
    assert (result.code, result.last["kind"]) == (2, "input")
    assert bare("profile list").of("profile") == []


def test_a_card_number_among_the_secrets(bare: CommandLine) -> None:
    stdin = json.dumps({"ippay_password": CARD_NUMBER})
    result = bare(bare.profile_words(), stdin=stdin)
    assert result.code == 2
    assert CARD_NUMBER not in json.dumps(result.events) + result.stderr


def test_a_keyring_that_refuses(cli: CommandLine, memory_keyring: MemoryKeyring) -> None:
    keyring.set_keyring(NoKeyring())
    refused(cli, "pay --invoice-id 5 --yes", kind="storage")
    result = cli(cli.profile_words("other"), stdin=cli.secrets_text())
    assert (result.code, result.last["kind"]) == (2, "storage")
    # What happened to money can be seen all the same.
    assert cli("history").code == cli("attention").code == cli("run list").code == 0
    keyring.set_keyring(memory_keyring)
    memory_keyring.passwords.clear()
    assert "--secrets-stdin" in refused(cli, "pay --invoice-id 5 --yes")


@pytest.mark.parametrize("amount", ["0", "0.00", "-5", "-0.01", "1.234", "ten", "1e2", "1,50", ""])
def test_amounts_that_are_none(cli: CommandLine, amount: str) -> None:
    document = rows(cli, "--account card")[-1]["document"]["id"]
    refused(cli, f"pay --invoice-id {document} --yes", f"--amount={amount}")
    refused(cli, "refill --customer 1 --account card --yes", f"--amount={amount}")


def test_more_than_is_due_and_part_of_a_proforma(cli: CommandLine) -> None:
    row = unused(cli)
    words = f"pay --invoice-id {row['document']['id']} --yes"
    assert row["amount"] in refused(cli, f"{words} --amount 99999.00")
    proforma = unused(cli, "--account card --documents proformas")["document"]["id"]
    refused(cli, f"pay --proforma-id {proforma} --yes --amount 0.01")


def test_what_is_not_there(cli: CommandLine) -> None:
    for words in (
        "pay --invoice-id 99999999 --yes",
        "pay --invoice-number nothing-like-it --yes",
        "pay --proforma-id 99999999 --yes",
        "refill --customer 99999999 --account card --amount 5 --yes",
        "accounts 99999999",
        "run show 0123456789abcdef",
        "run resume 0123456789abcdef",
        "resolve 0123456789abcdef --as declined --reason r --yes",
        "links --invoice-id 99999999",
        "--profile nobody check",
    ):
        assert refused(cli, words)


@pytest.mark.parametrize("status", ["paid", "pending", "deleted"])
def test_documents_that_are_never_charged(
    cli: CommandLine, practice: PracticeServers, status: str
) -> None:
    if status == "paid":
        document = listed(cli, "--status paid")["document"]["id"]
    else:
        document = unused(cli)["document"]["id"]
        practice.control(
            "POST",
            "/splynx/edit",
            {"table": "invoices", "id": document, "set": {"status": status}},
        )
    words = {"paid": "paid already", "pending": "pending", "deleted": "deleted"}
    assert words[status] in refused(cli, f"pay --invoice-id {document} --yes")
    period = "--period 2026-11-01..2026-11-30"
    assert status in refused(cli, f"charge {period} --status {status} --preview")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("The saved card has expired", "expired"),
        ("The customer has no saved card", "no saved card"),
        ("The slot for the card's token", "card number"),
    ],
)
def test_methods_that_cannot_be_charged(cli: CommandLine, reason: str, said: str) -> None:
    row = unused(cli, "--account card", reason)
    words = f"pay --invoice-id {row['document']['id']} --account card --yes"
    assert said in refused(cli, words)
    customer = row["customer_id"]
    assert said in refused(cli, f"refill --customer {customer} --account card --amount 5 --yes")


def test_labels_that_changed(cli: CommandLine, practice: PracticeServers) -> None:
    row = unused(cli)
    edit = {"table": "payment_accounts", "id": 1, "set": {"field_1": "Something else"}}
    practice.control("POST", "/splynx/edit", edit)
    try:
        words = f"pay --invoice-id {row['document']['id']} --yes"
        assert "--accept-fields" in refused(cli, words)
        refused(cli, "charge --period 2026-11-01..2026-11-30 --preview")
        assert cli("check").code == 2
        assert cli("profile set practice --accept-fields").code == 0
        assert cli("charge --period 2026-11-01..2026-11-30 --preview").code == 0
    finally:
        edit["set"] = {"field_1": "Token"}
        practice.control("POST", "/splynx/edit", edit)


@pytest.mark.parametrize(
    "words",
    [
        f"pay --invoice-number {CARD_NUMBER} --yes",
        f"customers {CARD_NUMBER}",
        f"profile set p --terminal-id {CARD_NUMBER}",
        f"charge --period 2026-11-01..2026-11-30 --preview --search {CARD_NUMBER}",
    ],
)
def test_card_numbers_among_the_words(cli: CommandLine, words: str) -> None:
    refused(cli, words)


@pytest.mark.parametrize("words", ["refund X --amount 1 --yes", "void X --yes"])
def test_giving_back_a_charge_that_is_none(cli: CommandLine, words: str) -> None:
    assert "no such charge" in refused(cli, words)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("words", ["", "demo"])
def test_no_screen(bare: CommandLine, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "no screen" in refused(bare, words)


def test_an_error_of_our_own_is_one_sentence_and_the_log_has_the_rest(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("42 things")

    monkeypatch.setattr("ippay_desktop.services.history.HistoryService.attempts", broken)
    message = refused(cli, "history", kind="invariant", code=1)
    assert "42 things" not in message
    log = (cli.data_dir / "logs" / "ippay-desktop.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: 42 things" in log


def test_a_profile_changed_behind_the_program_reaches_nothing(cli: CommandLine) -> None:
    file = cli.data_dir / "profiles.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(cli.practice.splynx_url, "https://splynx.example"), "utf-8")
    assert "Practice mode" in refused(cli, "pay --invoice-id 5 --yes")
    file.write_text("{", encoding="utf-8")
    refused(cli, "pay --invoice-id 5 --yes", kind="storage", code=1)
