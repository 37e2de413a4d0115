"""What the matrices of faults share: a station whose clock moves, time, and the promise itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.charge import AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.reconciliation import ReconcileService
from tests.sim.charging.test_one_charge import debits, pay, payments
from tests.support.workspaces import MovableClock

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.instrument import AccountChoice
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

_ROOT = Path(__file__).resolve().parents[3]

DUP_MODES = ["reject094", "reject900", "replay", "process_again"]
ENQ_MODES = ["normal", "late", "silent", "always_000"]
# What moves the program's clock past every delay, and the gateway's past its own.
STEPS = [
    timedelta(minutes=1),
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(days=1, hours=1),
    timedelta(days=1, hours=1),
]
GATEWAY_STEP_S = 150


def named_test_exists(name: str) -> bool:
    """Whether `tests/…/test_x.py::test_y` is there."""
    path, _, function = name.partition("::")
    file = _ROOT / path
    return file.is_file() and f"def {function}(" in file.read_text(encoding="utf-8")


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


def assert_told_truly(servers: PracticeServers, attempt: Attempt) -> None:
    """At most one live debit, and what the attempt says is what the gateway's books say."""
    live = debits(servers, attempt.document.number)
    assert len(live) <= 1
    assert all(entry["times_processed"] == 1 for entry in live)
    if attempt.money_taken is MoneyTaken.YES or attempt.outcome is Outcome.ACCEPTED:
        assert len(live) == 1, attempt.reason
    elif attempt.money_taken is MoneyTaken.NO:
        assert live == [], attempt.reason


def charge_again_if_free(
    servers: PracticeServers,
    station: Workspace,
    row: DocumentRow,
    account: AccountChoice,
) -> None:
    """A document that came free is charged once more; then one debit and one payment are there."""
    wanted = AttemptFilter(document_key=row.document.ref.key)
    made = station.journal.attempts(wanted)
    if not made or made[0].state is not AttemptState.RECORDED:
        assert pay(station, row, account).state is AttemptState.RECORDED
    assert len(debits(servers, row.document.ref.number)) == 1
    [recorded] = [
        one for one in station.journal.attempts(wanted) if one.state is AttemptState.RECORDED
    ]
    assert len(payments(station, recorded)) == 1


def assert_nothing_differs(servers: PracticeServers) -> None:
    """The independent audit over everything that was done on these servers."""
    audit: dict[str, Any] = servers.audit()
    for finding in ("double_charged", "recorded_twice", "charged_not_recorded"):
        assert audit[finding] == [], finding
