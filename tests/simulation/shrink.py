"""Making a failing scenario smaller while it still breaks the same rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.scenario import Scenario
    from tests.simulation.simulation import Outcome

_T = TypeVar("_T")


class Shrinker:
    """Tries smaller worlds, at most so many.

    Args:
        simulate: Lives through a scenario.
        rule: The broken rule that must stay broken.
        tries: Worlds to live through at most.
    """

    def __init__(self, simulate: Callable[[Scenario], Outcome], rule: str, tries: int) -> None:
        self._simulate = simulate
        self._rule = rule
        self._left = tries

    def shrink(self, outcome: Outcome) -> Outcome:
        """The smallest failing world that was found."""
        self._best = outcome
        while True:
            before = _size(self._best.scenario)
            self._less(lambda one: sorted(one.active), _with_active)
            for station in range(len(self._best.scenario.programs)):
                self._less(
                    lambda one, at=station: one.programs[at],  # type: ignore[misc]  # bound now
                    lambda one, kept, at=station: _with_program(one, at, kept),  # type: ignore[misc]  # too
                )
            self._less(lambda one: one.deeds, lambda one, kept: replace(one, deeds=tuple(kept)))
            self._less(lambda one: one.papers, lambda one, kept: replace(one, papers=tuple(kept)))
            if self._left <= 0 or _size(self._best.scenario) == before:
                return self._best

    def _less(
        self,
        part: Callable[[Scenario], tuple[_T, ...] | list[_T]],
        with_part: Callable[[Scenario, list[_T]], Scenario],
    ) -> None:
        """Leave out ever smaller pieces of one part of the scenario."""
        size = len(part(self._best.scenario))
        while size:
            start = 0
            while start < len(items := list(part(self._best.scenario))) and self._left > 0:
                kept = items[:start] + items[start + size :]
                if not self._still_fails(with_part(self._best.scenario, kept)):
                    start += size
            size //= 2

    def _still_fails(self, scenario: Scenario) -> bool:
        self._left -= 1
        outcome = self._simulate(scenario)
        if all(violation.rule != self._rule for violation in outcome.violations):
            return False
        self._best = outcome
        return True


def _with_active(scenario: Scenario, kept: list[str]) -> Scenario:
    return replace(scenario, active=frozenset(kept))


def _with_program(scenario: Scenario, station: int, kept: list[object]) -> Scenario:
    programs = list(scenario.programs)
    programs[station] = tuple(kept)  # type: ignore[arg-type]  # taken from it
    return replace(scenario, programs=tuple(programs))


def _size(scenario: Scenario) -> int:
    actions = sum(map(len, scenario.programs))
    return actions + len(scenario.active) + len(scenario.deeds) + len(scenario.papers)
