"""Simulate on demand: `python -m tests.simulation --seeds 1000 [--first-seed 0]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.simulation.scenario import draw
from tests.simulation.shrink import Shrinker
from tests.simulation.simulation import workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.simulation.simulation import Outcome, Workshop

_TRIES = 250


def main(words: Sequence[str]) -> int:
    """Live through the worlds of some seeds; 0 only if no rule was broken."""
    parser = argparse.ArgumentParser(
        prog="simulate",
        description="Charge in simulated worlds in which everything may break, and audit them.",
    )
    parser.add_argument("--seeds", type=int, default=200, help="how many worlds (200)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first one's seed (0)")
    parser.add_argument("--trace", action="store_true", help="print every event of each world")
    parser.add_argument(
        "--tries", type=int, default=_TRIES, help=f"worlds to try when shrinking ({_TRIES})"
    )
    chosen = parser.parse_args(words)
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    counts: Counter[str] = Counter()
    charges, failed = 0, 0
    begun = time.perf_counter()
    with workshop() as place:
        for seed in seeds:
            outcome = place.simulate(draw(seed))
            charges += outcome.charges
            counts += outcome.counts
            if chosen.trace:
                _say(*map(str, outcome.events))
            if outcome.violations:
                failed += 1
                _tell(place, outcome, chosen.tries)
    seconds = time.perf_counter() - begun
    _say("", "Faults by class:")
    _say(*(f"  {counts[name]:7,d}  {name}" for name in sorted(counts)))
    _say("", f"{len(seeds):,} worlds, {charges:,} charges in {seconds:.1f} s")
    _say(f"{charges / seconds:.0f} charges per second, in one process")
    _say(f"{failed} worlds with violations" if failed else "No violations")
    return 1 if failed else 0


def _tell(place: Workshop, outcome: Outcome, tries: int) -> None:
    """A failing world: what broke, and the smallest world found in which it still does."""
    seed = outcome.scenario.seed
    _say("", f"Seed {seed} (again: --seeds 1 --first-seed {seed} --trace):")
    _say(*(f"  {violation}" for violation in outcome.violations))
    rule = outcome.violations[0].rule
    small = Shrinker(place.simulate, rule, tries).shrink(outcome)
    _say(f"The smallest world found in which “{rule}” still happens:")
    _say(f"  {small.scenario}")
    _say(*(f"  {violation}" for violation in small.violations))
    _say(*(f"  {event}" for event in small.events))


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
