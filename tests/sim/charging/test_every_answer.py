"""Every fault of the gateway and everything nobody has documented about it, under every mode.

The promise is the same for all of them: at most one live debit for a document, what the attempt
says is what the gateway's own books say, and once answers are clear again everything is settled.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.sandbox.faults import GATEWAY_FAULTS as KNOWN_FAULTS
from ippay_desktop.sandbox.switches import IPPAY as KNOWN_SWITCHES
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from tests.sim.charging.matrix import (
    DUP_MODES,
    ENQ_MODES,
    assert_nothing_differs,
    assert_told_truly,
    back_to_normal,
    charge_again_if_free,
    let_time_pass,
    named_test_exists,
)
from tests.sim.charging.test_one_charge import debits, pay
from tests.support.practice import PracticeServers
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

MODES = list(product(DUP_MODES, ENQ_MODES))
GATEWAY_FAULTS: list[tuple[str, dict[str, Any]]] = [
    *(
        (name, {})
        for name in (
            "drop_before",
            "drop_after",
            "neterr_autovoid",
            "neterr_kept",
            "wrong_txid",
            "no_actioncode",
            "no_txid",
            "root_case",
            "redirect_307",
        )
    ),
    *(
        (name, {"processed": processed})
        for name in (
            "http_500",
            "http_502_html",
            "http_403_html",
            "empty",
            "truncated_xml",
            "garbage",
            "echo",
        )
        for processed in (True, False)
    ),
    ("root_case", {"root": "IPPayresponse"}),
    ("late_commit", {"seconds": "60"}),
]
# A patience of a moment, and an answer that takes longer; each mode waits for it once.
HASTE_S = 0.2
SLOW = [("slow", {"seconds": "0.6", "processed": processed}) for processed in (True, False)]
KINDS = [InstrumentKind.CARD, InstrumentKind.BANK]
TYPES = {InstrumentKind.CARD: "SALE", InstrumentKind.BANK: "CHECK"}
ACCOUNTS = {InstrumentKind.CARD: AccountChoice.CARD, InstrumentKind.BANK: AccountChoice.BANK}
_NEWEST, _RECENT = 10**9, 50
Rows = dict[InstrumentKind, "Iterator[DocumentRow]"]


def _rows_of(servers: PracticeServers, folder: Path) -> Rows:
    """Documents for a whole module; each is charged by one test alone."""
    with open_workspace(servers, folder) as workspace:
        cards = chargeable(workspace)
        taken = {row.document.ref.key for row in cards[: len(cards) // 2]}
        banks = chargeable(workspace, instrument=InstrumentKind.BANK)
    return {
        InstrumentKind.CARD: iter([row for row in cards if row.document.ref.key in taken]),
        InstrumentKind.BANK: iter([row for row in banks if row.document.ref.key not in taken]),
    }


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=5000, invoices=18000, seed=41) as practice:
        for terminal in (practice.terminal_id, practice.ach_terminal_id):
            practice.terminal(terminal, penny_rule=False)
        yield practice
        assert_nothing_differs(practice)


@pytest.fixture(scope="module")
def rows(servers: PracticeServers, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return _rows_of(servers, tmp_path_factory.mktemp("look"))


@pytest.fixture
def station(servers: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """A station with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    with open_workspace(servers, tmp_path / "a", policy, clock=MovableClock()) as opened:
        yield opened
    back_to_normal(servers)


def hasty(station: Workspace) -> Workspace:
    """The same station, which waits for an answer no longer than a moment."""
    profile = station.profile
    gateway = IPpayGateway(
        url=profile.ippay_url,
        terminal_id=profile.terminal_id,
        ach_terminal_id=profile.ach_terminal_id,
        password=None,
        transport=Transport(user_agent="IPpay-Desktop-tests"),
        timeout_s=HASTE_S,
        software="tests",
    )
    return replace(station, gateway=gateway)


def fault_rule(kind: InstrumentKind, fault: str, args: dict[str, Any]) -> dict[str, Any]:
    return {"server": "ippay", "type": TYPES[kind], "fault": fault, "args": args, "times": 1}


def ask_until_it_is_over(servers: PracticeServers, station: Workspace, attempt: Attempt) -> None:
    """Enquire while the gateway still works on a charge, and wait until it has answered nobody."""
    newest = servers.requests_since(_NEWEST)["last"] - _RECENT
    ReconcileService(station).reconcile()
    assert_told_truly(servers, station.journal.attempt(attempt.id))
    pause = threading.Event()
    wanted = attempt.intent.transaction_id
    while not any(
        request["fault"] == "slow" and request["transaction_id"] == wanted
        for request in servers.requests_since(newest)["requests"]
        if request["server"] == "ippay" and request["type"] in TYPES.values()
    ):
        pause.wait(0.02)


def settle_through(servers: PracticeServers, station: Workspace, attempt: Attempt) -> Attempt:
    """Let time pass in the mode that is set, then with clear answers; true at every look."""
    assert_told_truly(servers, attempt)
    let_time_pass(servers, station)
    assert_told_truly(servers, station.journal.attempt(attempt.id))
    back_to_normal(servers)
    let_time_pass(servers, station)
    attempt = station.journal.attempt(attempt.id)
    assert not attempt.is_open, attempt.reason
    assert_told_truly(servers, attempt)
    return attempt


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("fault", "args"), GATEWAY_FAULTS + SLOW)
def test_every_fault_under_every_mode(servers, station, rows, fault, args, kind):  # noqa: PLR0913, PLR0917
    payer = hasty(station) if fault == "slow" else station
    for dup_mode, enq_mode in MODES:
        row = next(rows[kind])
        servers.switches(ippay={"dup_mode": dup_mode, "enq_mode": enq_mode, "enq_late_s": "300"})
        servers.faults([fault_rule(kind, fault, args)])
        attempt = pay(payer, row, ACCOUNTS[kind])
        understood = fault == "root_case"
        expected = AttemptState.RECORDED if understood else AttemptState.UNKNOWN
        assert attempt.state is expected, (dup_mode, enq_mode, attempt.reason)
        if fault == "slow":
            ask_until_it_is_over(servers, station, attempt)
        settle_through(servers, station, attempt)
        charge_again_if_free(servers, station, row, ACCOUNTS[kind])


def test_a_bank_debit_that_is_held_under_every_mode(servers, station, rows):
    for dup_mode, enq_mode in MODES:
        row = next(rows[InstrumentKind.BANK])
        servers.switches(ippay={"dup_mode": dup_mode, "enq_mode": enq_mode})
        servers.faults([fault_rule(InstrumentKind.BANK, "additional_info", {})])
        attempt = pay(station, row, AccountChoice.BANK)
        assert attempt.state is AttemptState.UNKNOWN
        settle_through(servers, station, attempt)
        charge_again_if_free(servers, station, row, AccountChoice.BANK)


@pytest.fixture(scope="module")
def secure() -> Iterator[PracticeServers]:
    """Servers that speak TLS, as the real ones do: only so is a broken greeting provable."""
    with PracticeServers(customers=700, invoices=2400, seed=43, tls=True) as practice:
        for terminal in (practice.terminal_id, practice.ach_terminal_id):
            practice.terminal(terminal, penny_rule=False)
        yield practice


@pytest.fixture(scope="module")
def secure_rows(secure: PracticeServers, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return _rows_of(secure, tmp_path_factory.mktemp("look"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["refuse", "tls_fail"])
def test_what_never_left_is_known_at_once_under_every_mode(
    secure, secure_rows, tmp_path, fault, kind
):
    with open_workspace(secure, tmp_path / "a", clock=MovableClock()) as station:
        for dup_mode, enq_mode in MODES:
            row = next(secure_rows[kind])
            secure.switches(ippay={"dup_mode": dup_mode, "enq_mode": enq_mode})
            secure.faults([{"server": "ippay", "fault": fault}])
            attempt = pay(station, row, ACCOUNTS[kind])
            assert attempt.state is AttemptState.NOT_SENT, attempt.reason
            assert debits(secure, row.document.ref.number) == []
            secure.control("DELETE", "/faults")
            charge_again_if_free(secure, station, row, ACCOUNTS[kind])
        assert_nothing_differs(secure)
    back_to_normal(secure)


# What nobody has documented and a switch decides, and the fault under which a charge meets it.
# Those that a charge hardly meets are set together.
QUESTIONS: list[tuple[dict[str, str], tuple[str, dict[str, Any]]]] = [
    ({"in_flight": "wait"}, SLOW[0]),
    ({"in_flight": "wait"}, SLOW[1]),
    ({"enq_follow_up": "latest"}, ("neterr_autovoid", {})),
    ({"autovoid_s": "0"}, ("neterr_autovoid", {})),
    ({"autovoid_s": "280"}, ("neterr_autovoid", {})),
    (
        {
            "auto_avs_reject": "on",
            "bad_amount": "900",
            "bank_token_length": "full",
            "batch_close_at": "00:00",
            "empty_tid_400": "on",
            "iptransid": "on",
            "over_credit": "943",
            "recurring_past_expiry": "on",
            "token_stable": "off",
            "token_update": "same",
            "unknown_token": "912",
            "void_auth": "on",
        },
        ("drop_after", {}),
    ),
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("switches", "fault"), QUESTIONS, ids=str)
def test_every_open_question_under_every_mode(servers, station, rows, switches, fault, kind):  # noqa: PLR0913, PLR0917
    before = servers.control("GET", "/switches")["ippay"]
    payer = hasty(station) if fault[0] == "slow" else station
    try:
        for dup_mode, enq_mode in MODES:
            row = next(rows[kind])
            servers.switches(ippay={"dup_mode": dup_mode, "enq_mode": enq_mode, **switches})
            servers.faults([fault_rule(kind, *fault)])
            attempt = pay(payer, row, ACCOUNTS[kind])
            assert attempt.state is AttemptState.UNKNOWN, attempt.reason
            if fault[0] == "slow":
                ask_until_it_is_over(servers, station, attempt)
            settle_through(servers, station, attempt)
            charge_again_if_free(servers, station, row, ACCOUNTS[kind])
    finally:
        servers.switches(ippay={name: before[name] for name in switches})


@pytest.mark.parametrize("dup_mode", DUP_MODES)
def test_a_declined_id_is_not_used_again(servers, station, rows, dup_mode):
    """Whether a declined id counts as used nobody says: the next try bears another."""
    row = next(rows[InstrumentKind.CARD])
    servers.switches(ippay={"dup_mode": dup_mode})
    servers.faults([fault_rule(InstrumentKind.CARD, "action_code", {"code": "051"})])
    first = pay(station, row)
    assert first.state is AttemptState.DECLINED
    second = pay(station, row)
    assert second.state is AttemptState.RECORDED
    assert second.intent.transaction_id != first.intent.transaction_id
    assert len(debits(servers, row.document.ref.number)) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["010", "085", "094", "400", "900", "999"])
def test_a_code_that_proves_nothing_waits_for_a_person(servers, station, rows, code, kind):
    """The enquiry repeats the code, so evidence never comes: only a person may end it."""
    row = next(rows[kind])
    servers.faults([fault_rule(kind, "action_code", {"code": code})])
    attempt = pay(station, row, ACCOUNTS[kind])
    let_time_pass(servers, station)
    attempt = station.journal.attempt(attempt.id)
    assert attempt.money_taken is MoneyTaken.BEING_CHECKED
    with pytest.raises(AttemptOpenError):
        pay(station, row, ACCOUNTS[kind])
    ResolveService(station).resolve(attempt.id, Decision.DECLINED, "IPpay says nothing was taken")
    charge_again_if_free(servers, station, row, ACCOUNTS[kind])


_HERE = "tests/sim/charging/test_every_answer.py"
_MATRIX = f"{_HERE}::test_every_fault_under_every_mode"
_UNSENT = f"{_HERE}::test_what_never_left_is_known_at_once_under_every_mode"
_QUESTIONS = f"{_HERE}::test_every_open_question_under_every_mode"
_MONTH = "tests/sim/reports/test_month.py::test_no_hazard_of_the_reports_makes_a_difference"
_LATE_ROWS = "tests/sim/reports/test_bank_debits.py::test_late_rows_are_found_when_they_come"
_GIVING_BACK = "tests/sim/reversing/test_every_answer.py::test_every_fault_at_every_operation"

# The faults that a practice gateway must offer: each with the practice server's names for it, and
# the test that takes a charge through it.
FAULTS_OF_THE_REFERENCE: dict[str, tuple[set[str], str]] = {
    "no connection, or no TLS": ({"refuse", "tls_fail"}, _UNSENT),
    "closed before it was processed": ({"drop_before"}, _MATRIX),
    "processed, and closed without an answer": ({"drop_after"}, _MATRIX),
    "slower than our patience, processed at once or at the end": ({"slow"}, _MATRIX),
    "network error, then a void by the gateway itself": ({"neterr_autovoid"}, _MATRIX),
    "network error, and the charge stays": ({"neterr_kept"}, _MATRIX),
    "an error page, processed or not": ({"http_500", "http_502_html", "http_403_html"}, _MATRIX),
    "no readable answer, processed or not": ({"empty", "truncated_xml", "garbage"}, _MATRIX),
    "our own request sent back": ({"echo"}, _MATRIX),
    "the answer to another charge": ({"wrong_txid"}, _MATRIX),
    "an answer without code or id": ({"no_actioncode", "no_txid"}, _MATRIX),
    "the root in other letter case": ({"root_case"}, _MATRIX),
    "a bank debit accepted with a remark": (
        {"additional_info"},
        f"{_HERE}::test_a_bank_debit_that_is_held_under_every_mode",
    ),
    "duplicate id answered in each way": ({"dup_mode"}, _MATRIX),
    "not found at first, approved later": ({"late_commit"}, _MATRIX),
    "reports late, in other units, doubled": (
        {"report_lag_h", "report_units", "report_dup", "report_outside"},
        _MONTH,
    ),
    # Beyond the reference's list.
    "sent elsewhere": ({"redirect_307"}, _MATRIX),
    "any action code": (
        {"action_code"},
        f"{_HERE}::test_a_code_that_proves_nothing_waits_for_a_person",
    ),
}

# What only IPpay can answer, in the order of the reference's list: the switches that stand for it,
# and the test that shows that no answer makes us charge twice or lie.
UNKNOWNS_OF_THE_REFERENCE: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "a used id, also a declined one": (
        {"dup_mode"},
        (_MATRIX, f"{_HERE}::test_a_declined_id_is_not_used_again"),
    ),
    "what an enquiry tells, and when": (
        {"enq_mode", "enq_late_s", "in_flight", "enq_follow_up"},
        (_MATRIX, _QUESTIONS, "tests/sim/ippay/test_enquiring.py::test_every_mode"),
    ),
    "when the gateway voids by itself": (
        {"autovoid_s", "enq_after_void"},
        (
            _MATRIX,
            _QUESTIONS,
            "tests/sim/reports/test_unheard_charges.py"
            "::test_a_void_by_the_gateway_itself_that_no_enquiry_shows",
        ),
    ),
    "its own time limits": (
        set(),
        (_MATRIX, "tests/sim/ippay/test_charging.py::test_the_time_limit_is_kept"),
    ),
    "when a batch closes, and how a later void is refused": (
        {"batch_close_at", "void_refused", "void_auth"},
        (_GIVING_BACK, _QUESTIONS),
    ),
    "marks of a stored card": (
        {"recurring_past_expiry"},
        (_QUESTIONS, "tests/unit/ippay/test_documents.py::test_sale"),
    ),
    "where the networks' advice on retries is": (
        {"penny_rule"},
        (
            "tests/sim/ippay/test_charging.py::test_every_code_of_the_penny_rule",
            "tests/sim/charging/test_retry_rules.py::test_a_hard_no_ends_it_for_the_card",
        ),
    ),
    "bank debits: entry classes, repetition, corrections": (
        set(),
        (
            "tests/sim/reports/test_bank_debits.py::test_a_debit_is_presented_three_times_at_the_most",
            "tests/unit/ippay/test_documents.py::test_check_by_token",
        ),
    ),
    "stopping an unsettled bank debit": (
        set(),
        (
            "tests/sim/cli/test_giving_back.py"
            "::test_a_bank_debit_is_not_refunded_before_its_returns_are_over",
        ),
    ),
    "whether a reversal is linked": (set(), (_GIVING_BACK,)),
    "several refunds on one id": (
        {"over_credit"},
        (
            _QUESTIONS,
            "tests/sim/cli/test_giving_back.py::test_a_part_is_refunded_and_then_the_rest",
        ),
    ),
    "what a token is": (
        {"token_stable", "token_update", "bank_token_length", "unknown_token"},
        (_QUESTIONS, "tests/sim/ippay/test_charging.py::test_a_token_of_nobody"),
    ),
    "remarks and fees in an answer": (
        {"iptransid"},
        (_QUESTIONS, f"{_HERE}::test_a_bank_debit_that_is_held_under_every_mode"),
    ),
    "how a token is asked for": (
        set(),
        ("tests/unit/ippay/test_documents.py::test_every_request_is_well_formed_and_exact",),
    ),
    "what an id may look like": (
        set(),
        (
            "tests/unit/domain/test_identifiers.py::test_ids_fit_the_gateway_and_receipts_fit_splynx",
        ),
    ),
    "fields, zone, units and delay of reports": (
        {"report_lag_h", "report_units", "report_dup", "report_outside"},
        (_MONTH, _LATE_ROWS),
    ),
    "lengths and letters of fields": (
        {"bad_amount", "empty_tid_400"},
        (
            _QUESTIONS,
            "tests/unit/ippay/test_documents.py::test_names_become_ascii",
            "tests/unit/ippay/test_documents.py"
            "::test_long_order_numbers_keep_their_end_and_empty_ones_are_left_out",
        ),
    ),
    "what the test gateway cannot provoke": (
        set(),
        (
            f"{_HERE}::test_a_code_that_proves_nothing_waits_for_a_person",
            "tests/sim/ippay/test_charging.py::test_codes_the_pennies_cannot_provoke",
        ),
    ),
    "what is switched on for the account": (
        {"auto_avs_reject", "password"},
        (_QUESTIONS, "tests/sim/ippay/test_charging.py::test_credentials"),
    ),
    "whether the order of elements counts": (
        set(),
        ("tests/unit/ippay/test_documents.py::test_every_request_is_well_formed_and_exact",),
    ),
}
_UNKNOWNS = 20


def test_every_fault_has_its_case():
    """A fault that the practice gateway learns must be taken through the protocol too."""
    told = set().union(*(names for names, _ in FAULTS_OF_THE_REFERENCE.values()))
    assert told - KNOWN_SWITCHES.keys() == KNOWN_FAULTS
    matrix = {name for name, _ in GATEWAY_FAULTS + SLOW}
    for names, test in FAULTS_OF_THE_REFERENCE.values():
        assert named_test_exists(test), test
        if test == _MATRIX:
            assert names - KNOWN_SWITCHES.keys() <= matrix, names


def test_every_open_question_has_its_case():
    """As many as the reference lists, and every switch of the practice gateway is one of them."""
    assert len(UNKNOWNS_OF_THE_REFERENCE) == _UNKNOWNS
    told = set().union(*(switches for switches, _ in UNKNOWNS_OF_THE_REFERENCE.values()))
    assert told == KNOWN_SWITCHES.keys()
    values = set().union(*(switches for switches, _ in QUESTIONS))
    for switches, tests in UNKNOWNS_OF_THE_REFERENCE.values():
        assert all(map(named_test_exists, tests)), tests
        if _QUESTIONS in tests:
            assert switches & values, switches
