"""Whatever the gateway does, the verdict is never wrong by the gateway's own books."""

import logging
import threading
from typing import Any

import pytest

from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.identifiers import TransactionId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import DeclineClass, EnquiryVerdict, Verdict
from ippay_desktop.domain.ports import ChargeRequest
from ippay_desktop.domain.secret import SecretText
from tests.sim.ippay.conftest import TEST_ACCOUNT, TEST_ROUTING, TIMEOUT_S, Bench

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
V, E = Verdict, EnquiryVerdict
TYPES = {CARD: "SALE", BANK: "CHECK"}
YES = {CARD: V.APPROVED, BANK: V.ACCEPTED}
PROCESSED, NOT_PROCESSED = {"processed": "true"}, {"processed": "false"}

# Fault, its arguments, the verdict for a card and for a bank account (None: the usual yes), and
# whether the books then show a debit.
FAULTS: list[tuple[str, dict[str, Any], Verdict | None, Verdict | None, bool]] = [
    ("refuse", {}, V.NOT_SENT, V.NOT_SENT, False),
    ("tls_fail", {}, V.NOT_SENT, V.NOT_SENT, False),
    ("drop_before", {}, V.UNKNOWN, V.UNKNOWN, False),
    ("drop_after", {}, V.UNKNOWN, V.UNKNOWN, True),
    ("slow", {"n": "2.5"} | PROCESSED, V.UNKNOWN, V.UNKNOWN, True),
    ("slow", {"n": "2.5"} | NOT_PROCESSED, V.UNKNOWN, V.UNKNOWN, True),
    ("neterr_autovoid", {"m": "100000"}, V.UNKNOWN, V.UNKNOWN, True),
    ("neterr_kept", {}, V.UNKNOWN, V.UNKNOWN, True),
    ("wrong_txid", {}, V.UNKNOWN, V.UNKNOWN, True),
    ("no_actioncode", {}, V.UNKNOWN, V.UNKNOWN, True),
    ("no_txid", {}, V.UNKNOWN, V.UNKNOWN, True),
    ("root_case", {"root": "IPPAYRESPONSE"}, None, None, True),
    ("root_case", {"root": "IPPayresponse"}, None, None, True),
    ("root_case", {"root": "ippay"}, V.UNKNOWN, V.UNKNOWN, True),
    ("additional_info", {}, None, V.UNKNOWN, True),
    ("late_commit", {"n": "60"}, V.UNKNOWN, V.UNKNOWN, True),
    ("late_commit", {"n": "60", "answer": "normal"}, None, None, True),
    *[
        (name, arguments, V.UNKNOWN, V.UNKNOWN, arguments is PROCESSED)
        for name in (
            "http_500",
            "http_502_html",
            "http_403_html",
            "empty",
            "truncated_xml",
            "garbage",
            "echo",
            "redirect_307",
        )
        for arguments in (PROCESSED, NOT_PROCESSED)
    ],
]


def name_of(fault: tuple[Any, ...]) -> str:
    return "-".join([fault[0], *fault[1].values()])


def set_fault(bench: Bench, request: ChargeRequest, fault: str, arguments: dict[str, Any]) -> None:
    rule: dict[str, Any] = {"server": "ippay", "fault": fault, "args": arguments}
    if fault not in {"refuse", "tls_fail"}:
        rule |= {"match": {"transaction_id": request.transaction_id}}
        rule |= {"type": TYPES[request.instrument.kind]}
    bench.servers.faults([rule])


def settle(bench: Bench, transaction_id: TransactionId, *, taken: bool) -> None:
    """Wait for what the gateway still does after we stopped listening."""
    pause = threading.Event()
    for _ in range(100):
        if bench.taken(transaction_id) == taken:
            return
        pause.wait(0.05)


def assert_right(bench: Bench, transaction_id: TransactionId, verdict: Verdict) -> None:
    taken = bench.taken(transaction_id)
    if verdict in {V.APPROVED, V.ACCEPTED}:
        assert taken == 1
    elif verdict in {V.DECLINED, V.REFUSED, V.NOT_SENT}:
        assert taken == 0
    assert taken <= 1


def assert_enquiry_right(
    bench: Bench, transaction_id: TransactionId, verdict: EnquiryVerdict
) -> None:
    taken = bench.taken(transaction_id)
    if verdict is E.APPROVED:
        assert taken == 1
    elif verdict in {E.DECLINED, E.VOIDED}:
        assert taken == 0


@pytest.mark.parametrize("kind", [CARD, BANK])
@pytest.mark.parametrize("fault", FAULTS, ids=name_of)
def test_every_fault(
    bench: Bench,
    fault: tuple[str, dict[str, Any], Verdict | None, Verdict | None, bool],
    kind: InstrumentKind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    name, arguments, for_card, for_bank, taken = fault
    request = bench.new_request(kind)
    set_fault(bench, request, name, arguments)
    answer = bench.gateway().charge(request)
    assert answer.verdict is ((for_card if kind is CARD else for_bank) or YES[kind])
    settle(bench, request.transaction_id, taken=taken)
    assert bench.taken(request.transaction_id) == taken
    assert_right(bench, request.transaction_id, answer.verdict)
    assert len(bench.operations(request.transaction_id)) == taken
    bench.servers.faults([])
    enquiry = bench.gateway().enquire(request.transaction_id, kind)
    assert_enquiry_right(bench, request.transaction_id, enquiry.verdict)
    # Committed late, or still in flight: "not found" now, which is why it proves nothing alone.
    if name not in {"late_commit", "slow"}:
        assert enquiry.verdict is (E.APPROVED if taken else E.NOT_FOUND)
    shown = f"{answer}{enquiry}{caplog.text}"
    assert not [secret for secret in bench.secrets if secret in shown]


@pytest.mark.parametrize("kind", [CARD, BANK])
def test_a_faultless_charge(bench: Bench, kind: InstrumentKind) -> None:
    request = bench.new_request(kind)
    answer = bench.gateway().charge(request)
    assert answer.verdict is YES[kind]
    (row,) = bench.operations(request.transaction_id)
    assert (row["type"], row["amount_minor"], row["approval"]) == (
        TYPES[kind],
        6495,
        answer.approval,
    )
    assert (row["origin"], row["order_number"]) == ("RECURRING", request.order_number)
    assert (row["ud_field1"], row["ud_field3"]) == (request.attempt_id, "ippay-desktop test")
    assert row["terminal_id"] == bench.terminal_of(kind)
    if kind is BANK:
        assert row["sec"] == "WEB"
        assert row["check_number"].isdigit()


def test_a_bank_account_by_its_numbers(bench: Bench) -> None:
    numbers = bench.methods[BANK]
    account = type(numbers)(
        BANK,
        SecretText(TEST_ACCOUNT),
        is_token=False,
        holder="Zoë Łukasz",
        last4="2789",
        routing=SecretText(TEST_ROUTING),
        account_type="SAVINGS",
    )
    request = bench.new_request(BANK, instrument=account)
    assert bench.gateway().charge(request).verdict is V.ACCEPTED
    assert bench.taken(request.transaction_id) == 1


# The test gateway answers the last two digits of the amount, when they are a known code.
@pytest.mark.parametrize("pennies", range(100))
def test_every_code_of_the_penny_rule(bench: Bench, pennies: int) -> None:
    request = bench.new_request(CARD, cents=5000 + pennies)
    answer = bench.gateway().charge(request)
    assert_right(bench, request.transaction_id, answer.verdict)
    enquiry = bench.gateway().enquire(request.transaction_id, CARD)
    assert_enquiry_right(bench, request.transaction_id, enquiry.verdict)
    assert answer.verdict is not V.DUPLICATE or pennies == 94


@pytest.mark.parametrize(
    "code",
    [
        "000",
        "008",
        "010",
        "025",
        "076",
        "077",
        "094",
        "096",
        "400",
        "603",
        "777",
        "917",
        "940",
        "958",
        "988",
        "989",
        "992",
        "995",
        "999",
    ],
)
@pytest.mark.parametrize("kind", [CARD, BANK])
def test_codes_the_pennies_cannot_provoke(bench: Bench, code: str, kind: InstrumentKind) -> None:
    request = bench.new_request(kind)
    set_fault(bench, request, "action_code", {"code": code})
    answer = bench.gateway().charge(request)
    assert answer.action_code == code
    assert_right(bench, request.transaction_id, answer.verdict)


DUPLICATES = {
    "reject094": V.DUPLICATE,
    "reject900": V.DUPLICATE,
    "replay": None,
    "process_again": None,
}


@pytest.mark.parametrize("kind", [CARD, BANK])
@pytest.mark.parametrize("mode", DUPLICATES)
def test_a_second_station_sends_the_same_id(bench: Bench, mode: str, kind: InstrumentKind) -> None:
    bench.servers.terminal(bench.terminal_of(kind), dup_mode=mode)
    request = bench.new_request(kind)
    assert bench.gateway().charge(request).verdict is YES[kind]
    second = bench.gateway().charge(request)
    assert second.verdict is (DUPLICATES[mode] or YES[kind])
    # One yes is one debit, unless the gateway itself processes an id twice.
    assert bench.taken(request.transaction_id) == (2 if mode == "process_again" else 1)
    if mode != "process_again":
        assert bench.gateway().enquire(request.transaction_id, kind).verdict is E.APPROVED


@pytest.mark.parametrize("mode", DUPLICATES)
def test_a_declined_id_is_sent_again(bench: Bench, mode: str) -> None:
    bench.servers.terminal(dup_mode=mode)
    request = bench.new_request(CARD, cents=6451)
    first, second = (bench.gateway().charge(request) for _ in range(2))
    assert (first.verdict, first.decline_class) == (V.DECLINED, DeclineClass.SOFT)
    assert second.verdict is (DUPLICATES[mode] or V.DECLINED)
    enquiry = bench.gateway().enquire(request.transaction_id, CARD)
    assert (enquiry.verdict, enquiry.action_code) == (E.DECLINED, "051")
    assert bench.taken(request.transaction_id) == 0


def test_credentials(bench: Bench) -> None:
    bench.servers.terminal(password="right")  # noqa: S106 - invented
    wrong, right = SecretText("wrong"), SecretText("right")
    refusals = [
        bench.gateway(password=None),
        bench.gateway(password=wrong),
        bench.gateway(password=right, terminal_id="NOSUCHTERMIN"),
    ]
    for gateway in refusals:
        for answer in (gateway.charge(bench.new_request(CARD)), gateway.ping(CARD)):
            assert answer.verdict is V.REFUSED
            assert answer.is_credential_failure
            assert answer.decline_class is DeclineClass.SETUP
        assert gateway.enquire(TransactionId("0" * 18), CARD).verdict is E.UNCLEAR
    accepted = bench.gateway(password=right)
    assert accepted.charge(bench.new_request(CARD)).verdict is V.APPROVED
    assert accepted.ping(CARD).verdict is V.APPROVED


@pytest.mark.parametrize(("mode", "verdict"), [("025", V.UNKNOWN), ("912", V.DECLINED)])
def test_a_token_of_nobody(bench: Bench, mode: str, verdict: Verdict) -> None:
    bench.servers.terminal(unknown_token=mode)
    stranger = type(bench.methods[CARD])(
        CARD, SecretText("4A1B2C3D4E5F1000"), is_token=True, holder="", last4="1000"
    )
    request = bench.new_request(CARD, instrument=stranger)
    answer = bench.gateway().charge(request)
    assert answer.verdict is verdict
    assert_right(bench, request.transaction_id, answer.verdict)


def test_a_terminal_without_cards(bench: Bench) -> None:
    gateway = bench.gateway(terminal_id=bench.servers.ach_terminal_id)
    answer = gateway.charge(bench.new_request(CARD))
    assert (answer.verdict, answer.action_code) == (V.REFUSED, "058")


def test_ping(bench: Bench) -> None:
    gateway = bench.gateway()
    assert gateway.ping(CARD).verdict is gateway.ping(BANK).verdict is V.APPROVED
    bench.servers.listener("ippay", up=False)
    down = gateway.ping(CARD)
    bench.servers.listener("ippay", up=True)
    assert down.verdict is V.NOT_SENT
    assert "allow-list" in down.reason


def test_an_authority_nobody_trusts(bench: Bench) -> None:
    request = bench.new_request(CARD)
    transport = Transport(user_agent="test")
    answer = bench.gateway(transport=transport).charge(request)
    transport.close()
    assert answer.verdict is V.NOT_SENT
    assert "certificate" in answer.reason
    assert bench.operations(request.transaction_id) == []


def test_the_time_limit_is_kept(bench: Bench) -> None:
    request = bench.new_request(CARD)
    set_fault(bench, request, "slow", {"n": str(TIMEOUT_S * 4)})
    assert bench.gateway(timeout_s=0.5).charge(request).verdict is V.UNKNOWN
