"""The real program on real files and sockets, killed at each failpoint of one charge.

After each death the program is started again and told to reconcile, and both servers' books are
audited. Runs of fifty are killed in `tests/crash/test_run_death.py`, and what has no case is found
by `tests/crash/test_kill_matrix.py`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.crash.branches import (
    BRANCHES,
    FOR_A_PERSON,
    Branch,
    bank_declines,
    pin_is_ignored,
    steps_of,
)
from tests.crash.failpoints import both
from tests.crash.test_process_death import NOTHING_SENT, STEPS, assert_books_agree
from tests.crash.worlds import debits_of

if TYPE_CHECKING:
    from tests.sim.cli.driver import CommandLine

# Source: the test gateway's rule of pennies; such an amount is declined by the bank.
DECLINED_AMOUNT = "1.05"


def a_document(program: CommandLine) -> dict[str, Any]:
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --account=card --preview").of("row")
    found: dict[str, Any] = next(row["document"] for row in rows if row["eligible"])
    return found


ONE_CHARGE = [*STEPS, *both("note", "release")]


@pytest.mark.parametrize("step", ONE_CHARGE)
def test_one_charge(program, mortal, step):
    document = a_document(program)
    mortal.die(program, ["pay", "--invoice-id", str(document["id"]), "--yes"], step)
    nothing_begun = {"before:note", "after:note", "before:intent"}
    done = {"after:journal:payment_verified", *both("release")}
    was_cut_off = step not in nothing_begun | done
    waiting = program("attention")
    assert bool(waiting.of("attention")) is was_cut_off
    if was_cut_off:
        assert "reconcile" in waiting.stderr
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    assert program("verify-journal").code == 0
    attempts = program("history").of("attempt")
    outcomes = [attempt["outcome"] for attempt in attempts]
    moved = debits_of(program, document["number"])
    if step in NOTHING_SENT | nothing_begun:
        assert moved == []
        assert outcomes in ([], ["not_sent"])
    else:
        assert [entry["times_processed"] for entry in moved] == [1]
        assert outcomes in (["approved"], ["accepted"])
        assert attempts[0]["recorded"]
    assert_books_agree(program.practice)


CASES = [(branch, step) for branch in BRANCHES for step in steps_of(branch)]


def a_document_for(program: CommandLine, branch: Branch) -> dict[str, Any]:
    """Any, or one of a customer with an older debt."""
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --account=card --preview").of("row")
    eligible = [row for row in rows if row["eligible"]]
    if branch.before is pin_is_ignored:
        open_now = program.practice.books_splynx(only_open=True)["invoices"]
        owners = Counter(one["customer_id"] for one in open_now)
        eligible = [row for row in eligible if owners[row["customer_id"]] > 1]
    found: dict[str, Any] = eligible[-1]["document"]
    return found


@pytest.mark.parametrize(("branch", "step"), CASES, ids=lambda value: getattr(value, "name", value))
def test_one_charge_that_does_not_go_straight(program, mortal, branch, step):
    servers = program.practice
    document = a_document_for(program, branch)
    if branch.before is not None:
        branch.before(servers)
    servers.faults(list(branch.faults))
    pay = ["pay", "--invoice-id", str(document["id"]), "--yes"]
    pay += ["--amount", DECLINED_AMOUNT] if branch.before is bank_declines else []
    if branch.after is None:
        mortal.die(program, pay, step)
    else:
        assert program(" ".join(pay)).code == 4
        servers.control("DELETE", "/faults")
        if branch.between is not None:
            branch.between(servers, document)
        mortal.die(program, ["reconcile", "--wait", "60"], step)
    servers.control("DELETE", "/faults")
    assert program("reconcile --wait 60").code == 0
    assert program("verify-journal").code == 0
    left = program("attention").of("attention")
    assert bool(left) is bool(FOR_A_PERSON & set(branch.events))
    [attempt] = program("history").of("attempt")
    moved = debits_of(program, document["number"])
    assert all(entry["times_processed"] == 1 for entry in moved)
    assert len(moved) == branch.takes_money
    assert attempt["money_taken"] == ("yes" if branch.takes_money else "no")
    if not left:
        assert attempt["recorded"] is (attempt["money_taken"] == "yes")
        assert_books_agree(servers)


LEFT_BEHIND = both("journal:left_behind")


@pytest.mark.parametrize("first", ["after:intent", "after:gateway"])
@pytest.mark.parametrize("step", LEFT_BEHIND)
def test_killed_again_while_the_next_start_finds_out(program, mortal, first, step):
    document = a_document(program)
    mortal.die(program, ["pay", "--invoice-id", str(document["id"]), "--yes"], first)
    mortal.die(program, ["reconcile", "--wait", "60"], step)
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    [attempt] = program("history").of("attempt")
    sent = first == "after:gateway"
    assert (attempt["outcome"], attempt["recorded"]) == ("approved" if sent else "not_sent", sent)
    assert len(debits_of(program, document["number"])) == sent
    assert program("verify-journal").code == 0
    assert_books_agree(program.practice)
