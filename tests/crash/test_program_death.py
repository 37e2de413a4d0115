"""The real program on real files and sockets, killed at each failpoint of the protocol.

One charge, and the first, the 25th and the last row of a run of fifty; after each death the
program is started again, told to reconcile and to resume, and both servers' books are audited.
What the failpoints are is read from the program (`tests/crash/failpoints.py`), and the last tests
of this module count: a step, or an event of a charge, that nobody kills fails them.
"""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from ippay_desktop.domain.charge import ChargeEvent
from tests.crash.failpoints import (
    ELSEWHERE,
    EVENTS_ELSEWHERE,
    WATCHED,
    both,
    lasting_methods,
)
from tests.crash.test_process_death import NOTHING_SENT, STEPS, assert_books_agree
from tests.sim.cli.driver import ROOT, CommandLine
from tests.support import keyring_backend
from tests.support.practice import PracticeServers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 50
LIVE = {"CAPTURED", "SETTLED", "QUEUED", "ACH_SETTLED"}
# Source: the test gateway's rule of pennies; such an amount is declined by the bank.
DECLINED_AMOUNT = "1.05"
_LIMIT_S = 100


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=90, invoices=360, seed=31) as practice:
        yield practice


def fresh_world(servers: PracticeServers) -> None:
    servers.control("POST", "/reset")
    for terminal in (servers.terminal_id, servers.ach_terminal_id):
        servers.terminal(terminal, penny_rule=False)


@pytest.fixture
def program(
    servers: PracticeServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """The program on a fresh data folder, and servers with a fresh population.

    Commands that are not to be killed run in this process, on the same keyring file.
    """
    fresh_world(servers)
    secrets = tmp_path / "keyring.json"
    monkeypatch.setenv(keyring_backend.FILE_VARIABLE, str(secrets))
    keyring.set_keyring(keyring_backend.FileKeyring())

    def set_stdin(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    made = CommandLine(servers, tmp_path / "data", secrets, set_stdin)
    made.connect()
    return made


def killed(program: CommandLine, words: list[str], step: str, nth: int = 1) -> None:
    """Run the program until it kills itself there."""
    command = [sys.executable, "-m", "tests.crash.program", "--json"]
    environment = {**program.environment(), "KILL_AT": step, "KILL_NTH": str(nth)}
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--data-dir", str(program.data_dir), *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=_LIMIT_S,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def plan_of_fifty(program: CommandLine) -> tuple[list[str], str]:
    """The words that choose exactly fifty documents, and their confirmation."""
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --preview").of("row")
    good = [row for row in rows if row["eligible"]][:ROWS]
    assert len(good) == ROWS
    numbers = ",".join(row["document"]["number"] for row in good)
    words = ["charge", period, f"--number={numbers}"]
    preview = program(f"charge {period} --number={numbers} --preview")
    return words, preview.last["confirm"]


def gateway_books(program: CommandLine) -> list[dict[str, Any]]:
    return list(program.practice.books_ippay()["transactions"])


def books_of(program: CommandLine, document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        entry
        for entry in gateway_books(program)
        if entry["order_number"] == document["number"] and entry["status"] in LIVE
    ]


def a_document(program: CommandLine) -> dict[str, Any]:
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --account=card --preview").of("row")
    found: dict[str, Any] = next(row["document"] for row in rows if row["eligible"])
    return found


@pytest.mark.parametrize("step", [*STEPS, *both("note")])
def test_one_charge(program, step):
    document = a_document(program)
    killed(program, ["pay", "--invoice-id", str(document["id"]), "--yes"], step)
    nothing_begun = {"before:note", "after:note", "before:intent"}
    was_cut_off = step not in nothing_begun | {"after:journal:payment_verified"}
    waiting = program("attention")
    assert bool(waiting.of("attention")) is was_cut_off
    if was_cut_off:
        assert "reconcile" in waiting.stderr
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    assert program("verify-journal").code == 0
    attempts = program("history").of("attempt")
    outcomes = [attempt["outcome"] for attempt in attempts]
    moved = books_of(program, document)
    if step in NOTHING_SENT | nothing_begun:
        assert moved == []
        assert outcomes in ([], ["not_sent"])
    else:
        assert [entry["times_processed"] for entry in moved] == [1]
        assert outcomes in (["approved"], ["accepted"])
        assert attempts[0]["recorded"]
    assert_books_agree(program.practice)


SALE: dict[str, Any] = {"server": "ippay", "type": "SALE"}
POST: dict[str, Any] = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}


@dataclass(frozen=True)
class Branch:
    """A charge that does not go straight: what goes wrong, and which events that brings.

    Attributes:
        faults: While it is charged.
        killed_in: The command that is killed; before `reconcile` it is charged in peace.
        before: Done before it is charged.
        between: Done after a charge in peace, before the command that is killed.
    """

    name: str
    events: tuple[ChargeEvent, ...]
    faults: tuple[dict[str, Any], ...] = ()
    killed_in: str = "pay"
    before: Callable[[PracticeServers], None] | None = None
    between: Callable[[PracticeServers, dict[str, Any]], None] | None = None


def _bank_declines(servers: PracticeServers) -> None:
    servers.terminal(penny_rule=True)


def _pin_is_ignored(servers: PracticeServers) -> None:
    servers.switches(splynx={"invoice_pin": "ignored"})


def _enquiry_is_garbled(servers: PracticeServers, _: dict[str, Any]) -> None:
    servers.faults([{"server": "ippay", "type": "ENQ", "fault": "garbage", "times": 1}])


def _somebody_edits_the_payment(servers: PracticeServers, document: dict[str, Any]) -> None:
    """The one that we posted and whose answer we did not get."""
    books = servers.books_splynx()
    [payment] = [one for one in books["payments"] if one["invoice_id"] == document["id"]]
    change = {"table": "payments", "id": payment["id"], "set": {"amount": "1.0000"}}
    servers.control("POST", "/splynx/edit", change)


def _once(rule: dict[str, Any], fault: str, **args: Any) -> tuple[dict[str, Any], ...]:
    return ({**rule, "fault": fault, "times": 1, "args": args},)


_E = ChargeEvent
BRANCHES = [
    Branch("declined", (_E.ANSWERED_DECLINED,), _once(SALE, "action_code", code="051")),
    Branch("unclear", (_E.ANSWERED_UNCLEAR,), _once(SALE, "drop_after")),
    Branch("out of reach", (_E.PROVEN_NOT_SENT,), ({"server": "ippay", "fault": "refuse"},)),
    Branch(
        "found approved",
        (_E.ENQUIRY_APPROVED, _E.APPROVAL_CONFIRMED),
        _once(SALE, "drop_after"),
        "reconcile",
    ),
    Branch(
        "never found",
        (_E.ENQUIRY_NOT_FOUND, _E.HOLD_PASSED),
        _once(SALE, "drop_before"),
        "reconcile",
    ),
    Branch(
        "found voided",
        (_E.ENQUIRY_VOIDED,),
        _once(SALE, "neterr_autovoid", seconds="0"),
        "reconcile",
    ),
    Branch(
        "found declined",
        (_E.ENQUIRY_DECLINED,),
        _once(SALE, "http_502_html"),
        "reconcile",
        before=_bank_declines,
    ),
    Branch(
        "enquiry garbled",
        (_E.ENQUIRY_UNCLEAR,),
        _once(SALE, "drop_after"),
        "reconcile",
        between=_enquiry_is_garbled,
    ),
    Branch("payment unclear", (_E.POSTING_UNCLEAR,), _once(POST, "drop_after")),
    Branch("payment searched", (_E.POSTING_SEARCHED,), _once(POST, "drop_before"), "reconcile"),
    Branch(
        "payment not sent",
        (_E.POSTING_NOT_SENT,),
        (
            {
                "server": "splynx",
                "method": "GET",
                "path": "admin/finance/payment-methods$",
                "fault": "drop_before",
            },
        ),
    ),
    Branch("payment refused", (_E.POSTING_REFUSED,), _once(POST, "redirect_307")),
    Branch("payment elsewhere", (_E.PAYMENT_MISPLACED,), before=_pin_is_ignored),
    Branch(
        "payment of another amount",
        (_E.PAYMENT_CONFLICTED,),
        _once(POST, "drop_after"),
        "reconcile",
        between=_somebody_edits_the_payment,
    ),
]
FOR_A_PERSON = {_E.PAYMENT_MISPLACED, _E.PAYMENT_CONFLICTED}
CASES = [
    (branch, step)
    for branch in BRANCHES
    for step in both(*(f"journal:{event}" for event in branch.events))
] + [(branch, step) for branch in BRANCHES[3:5] for step in both("enquiry")]


def a_document_for(program: CommandLine, branch: Branch) -> dict[str, Any]:
    """Any, or one of a customer with an older debt."""
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --account=card --preview").of("row")
    eligible = [row for row in rows if row["eligible"]]
    if branch.before is _pin_is_ignored:
        open_now = program.practice.books_splynx(only_open=True)["invoices"]
        owners = Counter(one["customer_id"] for one in open_now)
        eligible = [row for row in eligible if owners[row["customer_id"]] > 1]
    found: dict[str, Any] = eligible[-1]["document"]
    return found


@pytest.mark.parametrize(("branch", "step"), CASES, ids=lambda value: getattr(value, "name", value))
def test_one_charge_that_does_not_go_straight(program, branch, step):
    servers = program.practice
    document = a_document_for(program, branch)
    if branch.before is not None:
        branch.before(servers)
    servers.faults(list(branch.faults))
    pay = ["pay", "--invoice-id", str(document["id"]), "--yes"]
    pay += ["--amount", DECLINED_AMOUNT] if branch.before is _bank_declines else []
    if branch.killed_in == "pay":
        killed(program, pay, step)
    else:
        assert program(" ".join(pay)).code == 4
        servers.control("DELETE", "/faults")
        if branch.between is not None:
            branch.between(servers, document)
        killed(program, ["reconcile", "--wait", "60"], step)
    servers.control("DELETE", "/faults")
    assert program("reconcile --wait 60").code == 0
    assert program("verify-journal").code == 0
    left = program("attention").of("attention")
    assert bool(left) is bool(FOR_A_PERSON & set(branch.events))
    [attempt] = program("history").of("attempt")
    moved = books_of(program, document)
    assert all(entry["times_processed"] == 1 for entry in moved)
    assert len(moved) == (1 if attempt["money_taken"] == "yes" else 0)
    assert attempt["money_taken"] in {"yes", "no"}
    if not left:
        assert attempt["recorded"] is (attempt["money_taken"] == "yes")
        assert_books_agree(servers)


LEFT_BEHIND = both("journal:left_behind")


@pytest.mark.parametrize("first", ["after:intent", "after:gateway"])
@pytest.mark.parametrize("step", LEFT_BEHIND)
def test_killed_again_while_the_next_start_finds_out(program, first, step):
    document = a_document(program)
    killed(program, ["pay", "--invoice-id", str(document["id"]), "--yes"], first)
    killed(program, ["reconcile", "--wait", "60"], step)
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    [attempt] = program("history").of("attempt")
    sent = first == "after:gateway"
    assert (attempt["outcome"], attempt["recorded"]) == ("approved" if sent else "not_sent", sent)
    assert len(books_of(program, document)) == sent
    assert program("verify-journal").code == 0
    assert_books_agree(program.practice)


POSITIONS = [1, ROWS // 2, ROWS]
# Each row is written down when it begins and when it is done.
RUN_STEPS = (
    [(step, nth) for step in STEPS for nth in POSITIONS]
    + [(step, 2 * nth) for step in both("row") for nth in POSITIONS]
    + [(step, 1) for step in both("row", "run", "claim", "release", "run_state")]
    + [(step, 2) for step in both("run_state")]
)


@pytest.mark.parametrize(("step", "nth"), RUN_STEPS)
def test_a_row_of_a_run(program, step, nth):
    words, confirmation = plan_of_fifty(program)
    killed(program, [*words, "--confirm", confirmation], step, nth)
    assert_goes_on(program, words, confirmation)


def assert_goes_on(program: CommandLine, words: list[str], confirmation: str) -> None:
    """The next start, `reconcile` and `run resume` bring what an uninterrupted run would have."""
    runs = program("run list").of("run")
    if not runs:
        # Killed before the plan was frozen: nothing was sent, and it can be started.
        assert gateway_books(program) == []
        assert program(*words, "--confirm", confirmation).code == 0
        runs = program("run list").of("run")
    [run] = runs
    resumed = program(f"run resume {run['run_id']}")
    # Killed after its end, there is nothing to resume.
    assert resumed.code in ({2} if run["state"] == "finished" else {0, 3, 4}), resumed.events
    assert program("reconcile --wait 60").code == 0
    [shown] = program(f"run show {run['run_id']}").of("run")
    assert shown["state"] == "finished"
    # Only rows whose request had not left may be without a charge: at most one for each worker.
    assert shown["approved"] + shown["not_sent"] + shown["declined"] == ROWS
    charged = [
        entry
        for entry in gateway_books(program)
        if entry["type"] in {"SALE", "CHECK"} and entry["status"] in LIVE
    ]
    assert len({entry["order_number"] for entry in charged}) == len(charged)
    assert all(entry["times_processed"] == 1 for entry in charged)
    assert len(charged) == shown["approved"]
    assert program("verify-journal").code == 0
    assert_books_agree(program.practice)


# What may be answered to a row beside a yes; a run of fifty meets it at every row.
ROW_BRANCHES = BRANCHES[:3]
CHARGES = [{"type": "SALE"}, {"type": "CHECK"}]


@pytest.mark.parametrize("nth", POSITIONS)
@pytest.mark.parametrize(
    ("branch", "side"),
    [(branch, side) for branch in ROW_BRANCHES for side in ("before", "after")],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_row_that_does_not_go_straight(program, branch, side, nth):
    servers = program.practice
    words, confirmation = plan_of_fifty(program)
    assert program("profile set practice --max-unknowns 99").code == 0
    rules = [
        {name: value for name, value in rule.items() if name not in {"times", "type"}}
        for rule in branch.faults
    ]
    servers.faults(
        [
            {**rule, **kind}
            for rule in rules
            for kind in ([{}] if rule["fault"] == "refuse" else CHARGES)
        ]
    )
    [event] = branch.events
    killed(program, [*words, "--confirm", confirmation], f"{side}:journal:{event}", nth)
    servers.control("DELETE", "/faults")
    assert_goes_on(program, words, confirmation)


def test_every_failpoint_of_the_program_is_known():
    """Whatever commits or sends in the program's adapters is killed here, or it says where."""
    assert lasting_methods() == WATCHED.keys() | ELSEWHERE.keys()
    assert not WATCHED.keys() & ELSEWHERE.keys()


def test_every_failpoint_is_killed_at_every_position():
    alone = {*STEPS, *both("note"), *LEFT_BEHIND, *(step for _, step in CASES)}
    in_a_run = {step for step, _ in RUN_STEPS}
    elsewhere = frozenset().union(*EVENTS_ELSEWHERE.values())
    for event in set(ChargeEvent) - elsewhere:
        assert set(both(f"journal:{event}")) <= alone, event
    for step_of in WATCHED.values():
        step = step_of(None, None, SimpleNamespace(event=ChargeEvent.ANSWERED_APPROVED), None)
        assert set(both(step)) <= alone | in_a_run, step
    for step in STEPS:
        assert {nth for one, nth in RUN_STEPS if one == step} == set(POSITIONS)
    answers = {event for event in ChargeEvent if event.name.startswith("ANSWERED_")}
    answers |= {ChargeEvent.PROVEN_NOT_SENT}
    told = {event for branch in ROW_BRANCHES for event in branch.events}
    assert answers == told | {ChargeEvent.ANSWERED_APPROVED}
