"""The grammar: what is understood, and that every refusal is one sentence without the value."""

import pytest

from ippay_desktop.cli.commands import COMMANDS
from ippay_desktop.cli.inputs import refuse_card_numbers
from ippay_desktop.cli.parser import parse
from ippay_desktop.domain.errors import InputError

CARD_NUMBER = "4111111111111111"
PERIOD = "2026-11-01..2026-11-30"
GOOD = {
    "check": "check",
    "sync --full": "sync",
    "customers Ann": "customers",
    f"invoices --period {PERIOD} --status overdue,partial --partner 1,2 --total >10": "invoices",
    "proformas --customer 3 --number S1 --search Ann --due <=50": "proformas",
    "accounts 17": "accounts",
    "methods --by 2026-12-31": "methods",
    f"export a.xlsx --period {PERIOD}": "export",
    "pay --invoice-id 1 --yes": "pay",
    "pay --proforma-number S1 --account bank --amount 3.50": "pay",
    "refill --customer 1 --account card --amount 5": "refill",
    f"charge --period {PERIOD} --preview --account any": "charge",
    f"charge --period {PERIOD} --confirm 1:2.00 --canary 3 --name N --around-midnight": "charge",
    "run list": "run list",
    "run show R": "run show",
    "run resume R": "run resume",
    "run cancel R": "run cancel",
    "run retry R --preview": "run retry",
    "attention": "attention",
    "reconcile --wait 3.5": "reconcile",
    "resolve A --as never-sent --reason R --yes": "resolve",
    "void A --keep-payment --yes": "void",
    "refund A --amount 5 --unlinked": "refund",
    "dismiss chargeback:1 --reason R --yes": "dismiss",
    "history --customer 3": "history",
    "links --invoice-id 1 2 --proforma-number S1 --format html": "links",
    "links --documents all --period " + PERIOD: "links",
    "verify-journal": "verify-journal",
    "verify-journal evidence.json": "verify-journal",
    "station show": "station show",
    "station forget --yes": "station forget",
    "station role charge-one": "station role",
    "approve invoice:5 --amount 64.50 --yes": "approve",
    "evidence a1 evidence.json": "evidence",
    "profile set p --enquiry-delays 0.1,0.2 --mode live --record-bank settled": "profile set",
    "profile list": "profile list",
    "profile show p": "profile show",
    "profile remove p": "profile remove",
    "demo --tour D --customers 5 --seed 2": "demo",
    "sandbox --port-splynx 0 --tls --latency-ms 3 --announce F": "sandbox",
}


@pytest.mark.parametrize(("words", "command"), GOOD.items())
def test_the_contract_is_understood(words: str, command: str) -> None:
    assert parse(words.split()).command == command


def test_every_command_is_carried_out_somewhere() -> None:
    elsewhere = {"demo", "sandbox"}
    assert {*GOOD.values()} - elsewhere == set(COMMANDS)


def test_no_command_is_the_window() -> None:
    assert parse([]).command is None


@pytest.mark.parametrize("words", ["--json --profile p check", "check --json --profile p"])
def test_options_of_all_commands_stand_anywhere(words: str) -> None:
    options = parse(words.split())
    assert options.as_json
    assert options.profile == "p"


def test_several_of_a_kind() -> None:
    options = parse(["links", "--invoice-id", "1", "2", "--invoice-id", "3"])
    assert options.invoice_id == [1, 2, 3]
    options = parse(["invoices", "--customer", "1,2", "--customer", "3"])
    assert options.customer == ["1,2", "3"]


@pytest.mark.parametrize(
    "words",
    [
        "bogus",
        "pay --yes",
        "pay --invoice-id 1 --proforma-id 2",
        "pay --invoice-id 0",
        "pay --invoice-id -3",
        "pay --invoice-id 1.5",
        "pay --invoice-id 1 --account any",
        "pay --invoice-id 1 --secret-thing hunter2",
        "pay --invoice-id 1 hunter2",
        "pay --inv 1",
        "refill --customer 1 --amount 5",
        "charge --preview",
        f"charge --period {PERIOD}",
        f"charge --period {PERIOD} --preview --confirm 1:1",
        f"charge --period {PERIOD} --preview --canary 0",
        "reconcile --wait nan",
        "reconcile --wait -1",
        "profile",
        "profile set",
        "profile set p --mode real",
        "profile set p --enquiry-delays 1,x",
        "run show",
        "accounts x",
        "sandbox --port-splynx x",
    ],
)
def test_wrong_usage_is_one_sentence(words: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse(words.split())
    message = str(refusal.value)
    assert "\n" not in message
    assert message[0].isupper() or message.startswith(("“", "--"))
    assert "hunter2" not in message


@pytest.mark.parametrize(
    "arguments",
    [
        ["pay", "--invoice-number", CARD_NUMBER],
        ["pay", f"--invoice-number={CARD_NUMBER}"],
        ["customers", "4111 1111 1111 1111"],
        ["customers", "4111-1111-1111-1111"],
        ["charge", "--name", f"for {CARD_NUMBER}, please"],
        ["invoices", "--number", f"1,{CARD_NUMBER}"],
        ["--data-dir", "/data", CARD_NUMBER],
        [CARD_NUMBER],
    ],
)
def test_card_numbers_are_refused_and_not_repeated(arguments: list[str]) -> None:
    with pytest.raises(InputError) as refusal:
        refuse_card_numbers(arguments)
    assert "1111" not in str(refusal.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ["pay", "--invoice-number", "202501000312"],
        ["charge", "--period", PERIOD, "--confirm", "200:12345.67"],
        ["--data-dir", f"/data/{CARD_NUMBER}", "check"],
        [f"--data-dir=/data/{CARD_NUMBER}", "check"],
        ["run", "show", f"{'f' * 15}{CARD_NUMBER}e"],
        ["customers", "4111111111111112"],
    ],
)
def test_other_digits_pass(arguments: list[str]) -> None:
    refuse_card_numbers(arguments)
