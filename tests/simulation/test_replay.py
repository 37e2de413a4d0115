"""A seed replays exactly, a failing world shrinks, and the command tells."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation.__main__ import main
from tests.simulation.mutations import MUTATIONS
from tests.simulation.scenario import draw
from tests.simulation.shrink import Shrinker
from tests.simulation.simulation import workshop

ROOT = Path(__file__).resolve().parents[2]
JUDGES = (
    *(
        "auditor",
        "auditor_bank",
        "auditor_elsewhere",
        "auditor_limits",
        "auditor_reversals",
        "violation",
        "evidence",
    ),
    *("events", "bank", "batches", "reports", "books", "splynx", "scenario", "world"),
)
MISTAKE = MUTATIONS["an unclear answer is a decline"]


def seed_with(stations: int) -> int:
    """A rough world with so many stations."""
    return next(
        seed
        for seed in range(99)
        if len(draw(seed).programs) == stations and len(draw(seed).active) > 40
    )


@pytest.mark.parametrize("stations", [1, 2, 3])
def test_a_seed_replays_exactly(stations: int) -> None:
    scenario = draw(seed_with(stations))
    with workshop() as place:
        first, second = (place.simulate(scenario) for _ in range(2))
    assert first.charges > 0
    assert list(map(str, first.events)) == list(map(str, second.events))


def test_a_failing_world_shrinks() -> None:
    with workshop() as place, MISTAKE():
        outcome = place.simulate(draw(seed_with(1)))
        rule = outcome.violations[0].rule
        small = Shrinker(place.simulate, rule, 60).shrink(outcome)
    assert rule in {violation.rule for violation in small.violations}
    assert len(small.events) < len(outcome.events) / 2


def test_leaving_something_out_changes_no_other_draw() -> None:
    scenario = replace(draw(seed_with(1)), deeds=())
    shorter = replace(scenario, programs=(scenario.programs[0][:10],))
    with workshop() as place:
        whole, beginning = place.simulate(scenario), place.simulate(shorter)
    ends = len(shorter.programs[0])
    common = [index for index, event in enumerate(whole.events) if event.kind == "action"][ends]
    assert list(map(str, whole.events[:common]))[:40] == list(map(str, beginning.events))[:40]


def test_the_stated_limit_is_one() -> None:
    """Without a common ledger, a gateway that processes a used id again charges twice."""
    shared = (draw(seed) for seed in range(60) if draw(seed).is_shared)
    with workshop() as place:
        assert any(
            violation.rule == "charged twice under one id"
            for scenario in shared
            for violation in place.simulate(
                replace(scenario, duplicates="process_again")
            ).violations
        )


def test_another_stated_limit_is_one() -> None:
    """Without a common ledger, a gateway may replay to one station what another has voided."""
    shared = (draw(seed) for seed in range(60) if draw(seed).is_shared)
    with workshop() as place:
        assert any(
            violation.rule == "payment without money"
            for scenario in shared
            for violation in place.simulate(replace(scenario, duplicates="replay")).violations
        )


def test_the_judges_know_nothing_of_the_program() -> None:
    names = ", ".join(f"tests.simulation.{name}" for name in JUDGES)
    script = (
        f"import sys, {names}\n"
        "sys.exit(any(name.partition('.')[0] == 'ippay_desktop' for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)  # noqa: S603  # our own


def test_the_command_tells_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "2", "--first-seed", "5"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"2 worlds, \d+ charges in [\d.]+ s", told)
    assert re.search(r"\d+ charges per second", told)
    assert re.search(r"\d+  machine\.death", told)
    assert re.search(r"\d+ kinds of trouble", told)
    assert "No violations" in told


def test_several_processes_tell_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for workers in ("1", "2"):
        assert main(["--seeds", "2", "--first-seed", "10", "--workers", workers]) == 0
        told.append(capsys.readouterr().out)
    alone, together = ([line for line in one.splitlines() if "second" not in line] for one in told)
    assert [re.sub(r" in [\d.]+ s", "", line) for line in together] == [
        re.sub(r" in [\d.]+ s", "", line) for line in alone
    ]


def test_the_command_tells_a_violation_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with MISTAKE():
        assert main(["--seeds", "1", "--first-seed", str(seed_with(1)), "--tries", "20"]) == 1
    told = capsys.readouterr().out
    assert "--seeds 1 --first-seed" in told
    assert "The smallest world found" in told
    assert "1 worlds with violations" in told
