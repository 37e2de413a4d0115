"""Every fault of the gateway under every mode, and every switch and fault of Splynx.

The promise is the same for all of them: at most one live debit for a document, what the attempt
says is what the gateway's own books say, and once answers are clear again everything is settled.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from tests.sim.charging.test_one_charge import debits, pay, payments
from tests.support.practice import PracticeServers
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

DUP_MODES = ["reject094", "reject900", "replay", "process_again"]
ENQ_MODES = ["normal", "late", "silent", "always_000"]
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
    ("late_commit", {"seconds": "60"}),
]
# What moves the program's clock past every delay, and the gateway's past its own.
STEPS = [
    timedelta(minutes=1),
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(days=1, hours=1),
    timedelta(days=1, hours=1),
]
GATEWAY_STEP_S = 150


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=1100, invoices=4200, seed=41) as practice:
        practice.terminal(penny_rule=False)
        yield practice


@pytest.fixture(scope="module")
def rows(
    servers: PracticeServers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DocumentRow]:
    """Documents for the whole module; each is charged by one test alone."""
    with open_workspace(servers, tmp_path_factory.mktemp("look")) as workspace:
        found = chargeable(workspace)
    return iter(found)


@pytest.fixture
def station(servers: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """A station with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    with open_workspace(servers, tmp_path / "a", policy, clock=MovableClock()) as opened:
        yield opened
    back_to_normal(servers)


def back_to_normal(servers: PracticeServers) -> None:
    servers.control("DELETE", "/faults")
    servers.switches(ippay={"dup_mode": "reject094", "enq_mode": "normal"})


def let_time_pass(servers: PracticeServers, station: Workspace) -> None:
    """Days on the program's clock, minutes on the gateway's, asking now and then."""
    assert isinstance(station.clock, MovableClock)
    for step in STEPS:
        station.clock.ahead += step
        servers.advance(GATEWAY_STEP_S)
        ReconcileService(station).reconcile()


def assert_told_truly(servers: PracticeServers, attempt: Attempt, *, earlier: int = 0) -> None:
    live = debits(servers, attempt.document.number)
    assert len(live) <= 1
    assert all(entry["times_processed"] == 1 for entry in live)
    if attempt.money_taken is MoneyTaken.YES:
        assert len(live) == 1 + earlier
    elif attempt.money_taken is MoneyTaken.NO:
        assert len(live) == earlier


def charge_again_if_free(
    servers: PracticeServers, station: Workspace, row: DocumentRow, attempt: Attempt
) -> None:
    """A document that came free is charged once more, and then it is charged exactly once."""
    if attempt.state is not AttemptState.RECORDED:
        again = pay(station, row)
        assert again.state is AttemptState.RECORDED
    assert len(debits(servers, row.document.ref.number)) == 1
    made = station.journal.attempts(AttemptFilter(document_key=row.document.ref.key))
    recorded = [one for one in made if one.state is AttemptState.RECORDED]
    assert len(recorded) == 1
    assert len(payments(station, recorded[0])) == 1


@pytest.mark.parametrize(("fault", "args"), GATEWAY_FAULTS)
def test_every_fault_of_the_gateway_under_every_mode(servers, station, rows, fault, args):
    for dup_mode, enq_mode in product(DUP_MODES, ENQ_MODES):
        row = next(rows)
        servers.switches(ippay={"dup_mode": dup_mode, "enq_mode": enq_mode, "enq_late_s": "300"})
        servers.faults(
            [{"server": "ippay", "type": "SALE", "fault": fault, "args": args, "times": 1}]
        )
        attempt = pay(station, row)
        assert_told_truly(servers, attempt)
        let_time_pass(servers, station)
        assert_told_truly(servers, station.journal.attempt(attempt.id))
        back_to_normal(servers)
        let_time_pass(servers, station)
        attempt = station.journal.attempt(attempt.id)
        assert not attempt.is_open, (dup_mode, enq_mode, attempt.reason)
        assert_told_truly(servers, attempt)
        charge_again_if_free(servers, station, row, attempt)


@pytest.mark.parametrize("code", ["010", "085", "094", "400", "900", "999"])
def test_a_code_that_proves_nothing_waits_for_a_person(servers, station, rows, code):
    """The enquiry repeats the code, so evidence never comes: only a person may end it."""
    row = next(rows)
    servers.faults(
        [
            {
                "server": "ippay",
                "type": "SALE",
                "fault": "action_code",
                "args": {"code": code},
                "times": 1,
            }
        ]
    )
    attempt = pay(station, row)
    let_time_pass(servers, station)
    attempt = station.journal.attempt(attempt.id)
    assert attempt.money_taken is MoneyTaken.BEING_CHECKED
    with pytest.raises(AttemptOpenError):
        pay(station, row)
    ResolveService(station).resolve(attempt.id, Decision.DECLINED, "IPpay says nothing was taken")
    charge_again_if_free(servers, station, row, station.journal.attempt(attempt.id))


SPLYNX_SWITCHES = [
    {"ids_as_strings": "on"},
    {"due_present": "off"},
    {"total_as_string": "on"},
    {"date_updated_on_payment": "on"},
    {"updated_at_moves": "on"},
    {"deleted_payments_listed": "on"},
    {"alloc_rest": "none"},
    {"proforma_auto_paid": "off"},
    {"like_autowrap": "on"},
    {"unknown_column": "500"},
    {"null_constant_known": "off"},
    {"head_supported": "405"},
    {"relations_supported": "404"},
    {"proforma_module": "405"},
    {"proforma_module": "403"},
    {"account_get_shape": "object"},
    {"account_missing": "404"},
    {"delete_body_after_204": "on"},
    {"refresh_rotation": "old valid"},
    {"access_lifetime": "1"},
    {"check_nonce": "on"},
    {"pin_ip": "off"},
    {"pin_ua": "off"},
    {"default_limit_cap": "3"},
    {"offset_ignored": "on"},
    {"empty_receipt_autonumber": "on"},
    {"receipt_duplicate_error": "on"},
    {"error_422_shape": "map"},
]


@pytest.mark.parametrize("switch", SPLYNX_SWITCHES, ids=str)
def test_every_switch_of_splynx(servers, station, rows, switch):
    normal = servers.control("GET", "/switches")["splynx"]
    servers.switches(splynx=switch)
    try:
        row = next(rows)
        attempt = pay(station, row)
        assert attempt.state is AttemptState.RECORDED
        assert_told_truly(servers, attempt)
        assert len(payments(station, attempt)) == 1
    finally:
        servers.switches(splynx={name: normal[name] for name in switch})


SPLYNX_FAULTS = [
    "drop_before",
    "drop_after",
    "process_then_502",
    "http_500",
    "http_429",
    "auth_code",
    "truncated_json",
    "php_warning",
    "redirect_307",
]
PLACES = [
    ("POST", "admin/finance/payments$"),
    ("GET", "admin/finance/payments$"),
    ("GET", "admin/finance/payments/"),
    ("GET", "admin/finance/invoices/"),
    ("GET", "admin/finance/invoice-relations"),
    ("GET", "admin/customers/customer-payment-accounts"),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", SPLYNX_FAULTS)
def test_every_fault_of_splynx_at_every_call(servers, station, rows, fault, place):
    """Often enough to outlast the retries of reads, and to reach each step of the protocol."""
    method, path = place
    for skip in (0, 2):
        row = next(rows)
        servers.faults(
            [
                {
                    "server": "splynx",
                    "method": method,
                    "path": path,
                    "fault": fault,
                    "args": {"code": "EXPIRED_ACCESS_TOKEN"} if fault == "auth_code" else {},
                    "skip": skip,
                    "times": 4,
                }
            ]
        )
        try:
            pay(station, row)
        except IPpayDesktopError:
            # Refused before the intent: nothing was sent.
            assert debits(servers, row.document.ref.number) == []
        wanted = AttemptFilter(document_key=row.document.ref.key)
        for attempt in station.journal.attempts(wanted):
            assert_told_truly(servers, attempt)
        servers.control("DELETE", "/faults")
        let_time_pass(servers, station)
        assert AttentionService(station).open_attempts() == ()
        [*made] = station.journal.attempts(wanted)
        if not made or made[0].state is not AttemptState.RECORDED:
            pay(station, row)
        assert len(debits(servers, row.document.ref.number)) == 1
        [recorded] = [
            one for one in station.journal.attempts(wanted) if one.state is AttemptState.RECORDED
        ]
        assert len(payments(station, recorded)) == 1


def test_nothing_is_left_that_the_books_disagree_on(servers):
    """Runs last in the module: the independent audit over everything above."""
    audit = servers.audit()
    assert audit["double_charged"] == []
    assert audit["recorded_twice"] == []
    assert audit["charged_not_recorded"] == []
