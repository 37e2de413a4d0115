"""Counts the deaths: every failpoint of the protocol, at one charge and at each place of a run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import ChargeEvent
from tests.crash import test_program_death as alone
from tests.crash import test_run_death as runs
from tests.crash.branches import BRANCHES, steps_of
from tests.crash.failpoints import ELSEWHERE, EVENTS_ELSEWHERE, WATCHED, both, lasting_methods
from tests.crash.test_process_death import STEPS
from tests.crash.worlds import ROWS

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "money-safety.md"
ALONE = 0
PLACES = (ALONE, *runs.PLACES)
FIRST = runs.PLACES[0]
# A run is frozen as planned, stopped by a person's command, and may be paused at any row.
_NOT_ONCE_IN_A_RUN = {RunState.PLANNED, RunState.STOPPED, RunState.PAUSED}


def deaths() -> list[tuple[str, str, int]]:
    """Branch, step and place of each death that the tests bring about."""
    found = [("straight", step, ALONE) for step in alone.ONE_CHARGE]
    found += [("straight", step, place) for step in runs.STRAIGHT for place in runs.PLACES]
    found += [(branch.name, step, ALONE) for branch, step in alone.CASES]
    found += [
        (chain.branch.name, step, place)
        for chain in runs.CHAINS
        for place, steps in zip(runs.PLACES, chain.at, strict=True)
        for step in steps
    ]
    found += [("left behind", step, ALONE) for step in alone.LEFT_BEHIND]
    found += [
        (name, step, place)
        for name, steps in runs.AT_EACH_PLACE.items()
        for step in steps
        for place in runs.PLACES
    ]
    found += [("beginning and end", step, FIRST) for step in (*runs.BEGINNING, *runs.ENDING)]
    found += [
        ("stops itself", f"{side}:run_state:paused", place)
        for sides in runs.BREAKS
        for place, side in zip(runs.PLACES, sides, strict=True)
    ]
    # A run whose last row is a first one has none left to be looked at before.
    found += [
        ("first rows", f"{side}:run_state:paused", ROWS if canary == ROWS - 1 else canary)
        for side, canary in runs.CANARIES
    ]
    return found


def expected() -> dict[str, set[int]]:
    """Each step of the program, and the places at which it must be killed."""
    elsewhere = frozenset().union(*EVENTS_ELSEWHERE.values())
    everywhere = ["intent", "gateway", "enquiry", "payment"]
    everywhere += [f"journal:{event}" for event in ChargeEvent if event not in elsewhere]
    of_rows = [*(f"row:{state}" for state in RowState), "run_state:paused"]
    once = ["run", "claim"]
    once += [f"run_state:{state}" for state in RunState if state not in _NOT_ONCE_IN_A_RUN]
    return {
        **{step: set(PLACES) for step in both(*everywhere)},
        **{step: set(runs.PLACES) for step in both(*of_rows)},
        **{step: {FIRST} for step in both(*once)},
        **{step: {ALONE, FIRST} for step in both("note", "release")},
    }


def killed(branch: str = "") -> dict[str, set[int]]:
    """Where each step is killed, in a branch or in any."""
    found: dict[str, set[int]] = {}
    for of, step, place in deaths():
        if branch in {"", of}:
            found.setdefault(step, set()).add(place)
    return found


def rendered_matrix() -> str:
    """How often each branch is killed, at one charge and at the places of a run of fifty."""
    rows = [
        f"| Branch | One charge | {runs.PLACES[0]}st row | {runs.PLACES[1]}th | Last |",
        "|---|---|---|---|---|",
    ]
    for branch in dict.fromkeys(branch for branch, _, _ in deaths()):
        counts = [
            sum(place in places for places in killed(branch).values()) or "" for place in PLACES
        ]
        rows.append(f"| {branch} | {' | '.join(map(str, counts))} |")
    return "\n".join(rows)


def test_every_failpoint_is_killed_at_every_place():
    assert {step: places - killed().get(step, set()) for step, places in expected().items()} == {
        step: set() for step in expected()
    }
    assert killed().keys() <= expected().keys()


def test_every_branch_is_killed_at_every_place():
    for branch in BRANCHES:
        assert killed(branch.name) == {step: set(PLACES) for step in steps_of(branch)}
    for step in STEPS:
        assert killed("straight")[step] == set(PLACES)


def test_the_page_shows_the_matrix():
    assert rendered_matrix() in _PAGE.read_text(encoding="utf-8")


def test_every_failpoint_of_the_program_is_known():
    """Whatever commits or sends in the program's adapters is killed here, or it says where."""
    assert lasting_methods() == WATCHED.keys() | ELSEWHERE.keys()
    assert not WATCHED.keys() & ELSEWHERE.keys()
    kinds = {step.split(":")[1] for step in expected()}
    change = SimpleNamespace(event="", state="")
    assert {
        step_of(None, None, change, "").partition(":")[0] for step_of in WATCHED.values()
    } == kinds
