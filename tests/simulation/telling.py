"""Worlds lived through one after the other, and what there is to print of them.

It is no part of `__main__`, which another process could not import.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from tests.simulation.scenario import draw
from tests.simulation.shrink import Shrinker
from tests.simulation.simulation import workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.simulation import Outcome, Workshop

# Worlds that are lived through in one workshop; each workshop costs a tenth of a second.
_SHARE = 10


@dataclass
class Told:
    """What came of some worlds, and what there is to print of them."""

    charges: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    lines: list[str] = field(default_factory=list)


def all_told(seeds: range, workers: int, *, trace: bool, tries: int) -> Iterator[Told]:
    """Every world in turn, here or shared out among processes."""
    live = partial(_live, trace=trace, tries=tries)
    size = min(_SHARE, -(-len(seeds) // workers))
    shares = [seeds[start : start + size] for start in range(0, len(seeds), size)]
    if workers == 1:
        yield from map(live, shares)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(live, shares)


def _live(seeds: range, *, trace: bool, tries: int) -> Told:
    """Live through some worlds in a workshop of their own."""
    told = Told()
    with workshop() as place:
        for seed in seeds:
            outcome = place.simulate(draw(seed))
            told.charges += outcome.charges
            told.counts += outcome.counts
            if trace:
                told.lines += map(str, outcome.events)
            if outcome.violations:
                told.failed += 1
                told.lines += _about(place, outcome, tries)
    return told


def _about(place: Workshop, outcome: Outcome, tries: int) -> Iterator[str]:
    """A failing world: what broke, and the smallest world found in which it still does."""
    seed = outcome.scenario.seed
    yield from ("", f"Seed {seed} (again: --seeds 1 --first-seed {seed} --trace):")
    yield from (f"  {violation}" for violation in outcome.violations)
    rule = outcome.violations[0].rule
    small = Shrinker(place.simulate, rule, tries).shrink(outcome)
    yield f"The smallest world found in which “{rule}” still happens:"
    yield f"  {small.scenario}"
    yield from (f"  {violation}" for violation in small.violations)
    yield from (f"  {event}" for event in small.events)
