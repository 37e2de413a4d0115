"""Every switch and fault of Splynx, through the whole protocol of a charge.

Whatever Splynx does, and above all when it did what was asked and its answer is lost: one debit,
one payment, said truly, and settled once answers are clear again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.adapters.splynx.errors import AUTH_CODES
from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError, IPpayDesktopError, ProtocolError
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.sandbox.faults import FAULTS as KNOWN_FAULTS
from ippay_desktop.sandbox.switches import SPLYNX as KNOWN_SWITCHES
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import AttentionService
from tests.sim.charging.matrix import (
    assert_told_truly,
    charge_again_if_free,
    let_time_pass,
    named_test_exists,
)
from tests.sim.charging.test_one_charge import debits, pay, payments
from tests.support.practice import PracticeServers
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

POST_PAYMENT = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}
_HERE = "tests/sim/charging/test_every_splynx_answer.py"


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=1400, invoices=5200, seed=47) as practice:
        practice.terminal(penny_rule=False)
        yield practice
        # What the add-on charged at once, beside a charge of ours, is its own.
        audit = practice.audit()
        assert audit["recorded_twice"] == []
        assert audit["charged_not_recorded"] == []


@pytest.fixture(scope="module")
def rows(
    servers: PracticeServers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DocumentRow]:
    """Documents for the whole module; each is charged by one test alone.

    One of each customer, and none paid in part: what is left of it not every Splynx can tell.
    """
    with open_workspace(servers, tmp_path_factory.mktemp("look")) as workspace:
        by_customer = {
            row.document.ref.customer_id: row
            for row in chargeable(workspace)[::-1]
            if row.document.due == row.document.total
        }
    return iter(by_customer.values())


@pytest.fixture
def station(servers: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """A station with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    with open_workspace(servers, tmp_path / "a", policy, clock=MovableClock()) as opened:
        yield opened
    servers.control("DELETE", "/faults")


def try_to_pay(servers: PracticeServers, station: Workspace, row: DocumentRow) -> None:
    """Charge, or be refused before the intent; then nothing was sent."""
    try:
        pay(station, row)
    except IPpayDesktopError:
        assert debits(servers, row.document.ref.number) == []
    for attempt in station.journal.attempts(AttemptFilter(document_key=row.document.ref.key)):
        assert_told_truly(servers, attempt)


def settle(servers: PracticeServers, station: Workspace, row: DocumentRow) -> None:
    """Answers are clear again: everything is settled, and the document is paid once."""
    servers.control("DELETE", "/faults")
    let_time_pass(servers, station)
    assert AttentionService(station).open_attempts() == ()
    charge_again_if_free(servers, station, row, AccountChoice.CARD)


# Every value that is not a switch's default, whatever else is so.
SWITCHES: list[dict[str, Any]] = [
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
    {"proforma_module": "500"},
    {"account_get_shape": "object"},
    {"account_missing": "404"},
    {"delete_body_after_204": "on"},
    {"refresh_rotation": "old valid"},
    {"refresh_lifetime": "1"},
    {"access_lifetime": "1"},
    {"check_nonce": "on"},
    {"pin_ip": "off"},
    {"pin_ua": "off"},
    {"default_limit_cap": "3"},
    {"offset_ignored": "on"},
    {"empty_receipt_autonumber": "on"},
    {"unique_custom_field": "on"},
    {"receipt_duplicate_error": "on"},
    {"error_422_shape": "envelope"},
    {"error_422_shape": "map"},
    {"unsecure_access": "off"},
    {"disabled_modules": ["admin/finance/proforma-invoices"]},
]
# Switches under which the outcome is another one, each with the test that says which.
OTHER_OUTCOMES = {
    "invoice_pin": f"{_HERE}::test_a_pin_that_is_ignored_is_told",
    "auto_charge": f"{_HERE}::test_splynx_charges_by_itself_at_the_end_of_its_day",
    "permissions": f"{_HERE}::test_a_permission_that_is_missing_loses_nothing",
}


@pytest.fixture
def switched(servers: PracticeServers, request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    normal = servers.control("GET", "/switches")["splynx"]
    servers.switches(splynx=request.param)
    yield request.param
    servers.switches(splynx={name: normal[name] for name in request.param})


@pytest.mark.parametrize("switched", SWITCHES, indirect=True, ids=str)
def test_every_switch(servers, station, rows, switched):
    """As it is; then with the payment's answer lost after, and before, it was worked on."""
    row = next(rows)
    attempt = pay(station, row)
    assert attempt.state is AttemptState.RECORDED, (switched, attempt.reason)
    assert_told_truly(servers, attempt)
    assert len(payments(station, attempt)) == 1
    for fault in ("drop_after", "drop_before"):
        row = next(rows)
        servers.faults([{**POST_PAYMENT, "fault": fault, "times": 1}])
        attempt = pay(station, row)
        assert attempt.state is AttemptState.RECORDING, (switched, attempt.reason)
        assert_told_truly(servers, attempt)
        settle(servers, station, row)


def of_one_customer(one: DocumentRow, other: DocumentRow) -> bool:
    return one.document.ref.customer_id == other.document.ref.customer_id


@pytest.mark.usefixtures("switched")
@pytest.mark.parametrize("switched", [{"invoice_pin": "ignored"}], indirect=True, ids=str)
@pytest.mark.parametrize("fault", [None, "drop_after", "drop_before"])
def test_a_pin_that_is_ignored_is_told(servers, station, rows, fault):
    """The payment goes to the oldest debt: where that is another, a person hears of it."""
    open_invoices = chargeable(station)
    newest = next(
        max(own, key=lambda one: (one.document.issued_on, one.document.ref.id))
        for row in rows
        if len(own := [one for one in open_invoices if of_one_customer(one, row)]) > 1
    )
    if fault is not None:
        servers.faults([{**POST_PAYMENT, "fault": fault, "times": 1}])
    pay(station, newest)
    servers.control("DELETE", "/faults")
    let_time_pass(servers, station)
    [attempt] = station.journal.attempts(AttemptFilter(document_key=newest.document.ref.key))
    assert attempt.state is AttemptState.MISPLACED
    assert_told_truly(servers, attempt)
    assert len(payments(station, attempt)) == 1
    assert [one.id for one in AttentionService(station).open_attempts()] == [attempt.id]


@pytest.mark.parametrize(
    "switched",
    [{"error_422_shape": shape} for shape in ("list", "envelope", "map")],
    indirect=True,
    ids=str,
)
def test_a_refused_payment_in_each_form_is_told_and_mended(servers, station, rows, switched):
    row = next(rows)
    attempt = pay(replace(station, profile=replace(station.profile, card_method=999)), row)
    assert attempt.state is AttemptState.RECORD_REFUSED
    assert attempt.reason.startswith("Money was taken."), switched
    assert "payment type is invalid" in attempt.reason.lower()
    assert_told_truly(servers, attempt)
    assert payments(station, attempt) == []
    settle(servers, station, row)


@pytest.mark.usefixtures("switched")
@pytest.mark.parametrize(
    "switched",
    [
        {"permissions": {"admin\\finance\\Payments": {"add": "deny"}}},
        {"disabled_modules": ["finance/payments"]},
    ],
    indirect=True,
    ids=str,
)
def test_a_permission_that_is_missing_loses_nothing(servers, station, rows):
    row = next(rows)
    try_to_pay(servers, station, row)
    servers.switches(splynx={"permissions": {}, "disabled_modules": []})
    settle(servers, station, row)


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("delay", {"seconds": "0.2"}),
    ("drop_before", {}),
    ("drop_after", {}),
    ("process_then_502", {}),
    ("http_500", {}),
    ("http_500", {"processed": True}),
    ("http_429", {}),
    ("auth_code", {"code": "EXPIRED_ACCESS_TOKEN"}),
    ("truncated_json", {}),
    ("php_warning", {}),
    ("duplicate_row", {}),
    ("redirect_307", {}),
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
@pytest.mark.parametrize(("fault", "args"), FAULTS)
def test_every_fault_at_every_call(servers, station, rows, fault, args, place):  # noqa: PLR0913, PLR0917
    """Often enough to outlast the retries of reads, and to reach each step of the protocol."""
    method, path = place
    rule = {"server": "splynx", "method": method, "path": path, "fault": fault, "args": args}
    for skip in (0, 2):
        row = next(rows)
        servers.faults([{**rule, "skip": skip, "times": 4}])
        try_to_pay(servers, station, row)
        settle(servers, station, row)


@pytest.mark.parametrize("status", ["401", "403"])
@pytest.mark.parametrize("code", sorted(AUTH_CODES))
def test_every_sign_in_code_when_the_payment_is_posted(servers, station, rows, code, status):
    row = next(rows)
    args = {"code": code, "status": status}
    servers.faults([{**POST_PAYMENT, "fault": "auth_code", "args": args, "times": 1}])
    try_to_pay(servers, station, row)
    settle(servers, station, row)


@pytest.mark.parametrize("fault", ["drop_after", "process_then_502"])
@pytest.mark.parametrize("times", [1, 2, 3, 8])
def test_worked_on_and_then_lost_again_and_again(servers, station, rows, fault, times):
    """Every answer to a payment is lost, however often: it is posted once, and found."""
    row = next(rows)
    servers.faults([{**POST_PAYMENT, "fault": fault, "times": times}])
    attempt = pay(station, row)
    assert attempt.state is AttemptState.RECORDING
    let_time_pass(servers, station)
    attempt = station.journal.attempt(attempt.id)
    assert attempt.state is AttemptState.RECORDED
    assert len(payments(station, attempt)) == 1
    assert_told_truly(servers, attempt)


@pytest.mark.parametrize("to", ["pending", "paid"])
@pytest.mark.parametrize("reads", [1, 2])
def test_the_add_on_acts_at_the_same_moment(servers, station, rows, to, reads):
    """After the first look: refused. After the last: ours is recorded, and told where it went."""
    row = next(rows)
    rule: dict[str, Any]
    rule = {"server": "splynx", "method": "GET", "path": "admin/finance/invoices/"}
    rule |= {"fault": "addon_race", "args": {"to": to}, "skip": reads - 1, "times": 1}
    servers.faults([rule])
    wanted = AttemptFilter(document_key=row.document.ref.key)
    if reads == 1:
        with pytest.raises(InputError):
            pay(station, row)
        assert station.journal.attempts(wanted) == ()
        return
    pay(station, row)
    servers.control("DELETE", "/faults")
    let_time_pass(servers, station)
    [attempt] = station.journal.attempts(wanted)
    # One that is only pending, Splynx settles with the payment all the same.
    settled = AttemptState.RECORDED if to == "pending" else AttemptState.MISPLACED
    assert attempt.state is settled
    moved = debits(servers, row.document.ref.number)
    own = [one for one in moved if one["transaction_id"] == attempt.intent.transaction_id]
    assert [one["times_processed"] for one in own] == [1]
    assert len(payments(station, attempt)) == 1


@pytest.mark.parametrize("fault", ["duplicate_row", "inserted_row"])
def test_rows_that_move_between_pages_are_planned_and_charged_once(servers, station, rows, fault):
    customers = frozenset(next(rows).document.ref.customer_id for _ in range(3))
    wanted = DocumentFilter(
        kinds=frozenset({DocumentKind.INVOICE}),
        period=Period.parse("2020-01-01..2035-12-31"),
        states=CHARGEABLE_STATES,
        customers=customers,
    )
    rule = {"server": "splynx", "method": "GET", "path": "admin/finance/invoices$"}
    servers.faults([{**rule, "fault": fault}])
    planning = PlanService(station)
    if fault == "duplicate_row":
        # A list that cannot be trusted is no plan; the next one is.
        with pytest.raises(ProtocolError, match="may not be complete"):
            planning.plan(wanted, AccountChoice.CARD)
        servers.control("DELETE", "/faults")
    plan = planning.plan(wanted, AccountChoice.CARD)
    servers.control("DELETE", "/faults")
    keys = [row.document.key for row in plan.eligible]
    assert len(set(keys)) == len(keys) >= len(customers)
    service = RunService(station)
    run = service.execute(service.create(plan).run_id, RunControl())
    assert run.state is RunState.FINISHED
    for row in plan.eligible:
        assert len(debits(servers, row.document.number)) == 1


class TakesMoneyAndThen:
    """The gateway; once it has charged, something happens to Splynx."""

    def __init__(self, gateway: Any, then: Callable[[], object]) -> None:
        self._gateway = gateway
        self._then = then

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gateway, name)

    def charge(self, request: Any) -> Any:
        answer = self._gateway.charge(request)
        self._then()
        return answer


def test_splynx_out_of_reach_once_money_was_taken(servers, station, rows):
    """It takes no connection: nothing was posted, for certain, and that money was taken is told."""
    row = next(rows)

    def shut() -> None:
        servers.faults([{"server": "splynx", "fault": "refuse"}])

    gateway: Any = TakesMoneyAndThen(station.gateway, shut)
    attempt = pay(replace(station, gateway=gateway), row)
    assert attempt.state is AttemptState.TAKEN
    assert_told_truly(servers, attempt)
    let_time_pass(servers, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.TAKEN
    settle(servers, station, row)
    assert len(payments(station, attempt)) == 1


def test_splynx_charges_by_itself_at_the_end_of_its_day(servers, station, rows):
    """Its automatic charge between confirmation and charge: ours is refused. Last: it pays all."""
    row = next(rows)
    service = ChargeService(station)
    order = service.prepare_document(row.document, AccountChoice.CARD, None)
    servers.switches(splynx={"auto_charge": "on"})
    try:
        servers.advance(24 * 3600)
    finally:
        servers.switches(splynx={"auto_charge": "off"})
    with pytest.raises(InputError, match="cannot be charged any more"):
        service.charge(order)
    assert station.journal.attempts(AttemptFilter(document_key=row.document.ref.key)) == ()


# The faults that a practice Splynx must offer: its names for them, and the test that takes a charge
# through each.
_AT_EVERY_CALL = f"{_HERE}::test_every_fault_at_every_call"
FAULTS_OF_THE_REFERENCE: dict[str, tuple[set[str], str]] = {
    "slow": ({"delay"}, _AT_EVERY_CALL),
    "closed before it was processed": ({"drop_before"}, _AT_EVERY_CALL),
    "processed, then closed": (
        {"drop_after"},
        f"{_HERE}::test_worked_on_and_then_lost_again_and_again",
    ),
    "processed, then an error page": (
        {"process_then_502"},
        f"{_HERE}::test_worked_on_and_then_lost_again_and_again",
    ),
    "an error of its own": ({"http_500"}, _AT_EVERY_CALL),
    "each sign-in code": (
        {"auth_code"},
        f"{_HERE}::test_every_sign_in_code_when_the_payment_is_posted",
    ),
    "too many requests": ({"http_429"}, _AT_EVERY_CALL),
    "half a JSON text": ({"truncated_json"}, _AT_EVERY_CALL),
    "a warning of PHP before the JSON": ({"php_warning"}, _AT_EVERY_CALL),
    "a row in two pages": (
        {"duplicate_row"},
        f"{_HERE}::test_rows_that_move_between_pages_are_planned_and_charged_once",
    ),
    "a row put in between pages": (
        {"inserted_row"},
        f"{_HERE}::test_rows_that_move_between_pages_are_planned_and_charged_once",
    ),
    "the add-on at the same moment": (
        {"addon_race"},
        f"{_HERE}::test_the_add_on_acts_at_the_same_moment",
    ),
    "automatic charges at the end of the day": (
        {"auto_charge"},
        f"{_HERE}::test_splynx_charges_by_itself_at_the_end_of_its_day",
    ),
    # Beyond the reference's list.
    "sent elsewhere": ({"redirect_307"}, _AT_EVERY_CALL),
    "out of reach": ({"refuse"}, f"{_HERE}::test_splynx_out_of_reach_once_money_was_taken"),
    # To the protocol it is the same: not sent.
    "no TLS": ({"tls_fail"}, "tests/unit/transport/test_failures.py::test_the_handshake_fails"),
}


def test_every_fault_has_its_case():
    told = set().union(*(names for names, _ in FAULTS_OF_THE_REFERENCE.values()))
    assert told - KNOWN_SWITCHES.keys() == KNOWN_FAULTS["splynx"]
    at_every_call = {name for name, _ in FAULTS}
    for names, test in FAULTS_OF_THE_REFERENCE.values():
        assert named_test_exists(test), test
        if test == _AT_EVERY_CALL:
            assert names <= at_every_call, names


def test_every_value_of_every_switch_has_its_case():
    """A switch that the practice server learns must be taken through the protocol too."""
    told = {name for switches in SWITCHES for name in switches}
    assert told | OTHER_OUTCOMES.keys() == KNOWN_SWITCHES.keys()
    assert all(map(named_test_exists, OTHER_OUTCOMES.values()))
    tried = {(name, str(value)) for one in SWITCHES for name, value in one.items()}
    for name in told:
        default, *others = KNOWN_SWITCHES[name]
        if default not in {"int", "json"}:
            assert {(name, other) for other in others if other != "int"} <= tried, name
