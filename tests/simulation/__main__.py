"""Simulate on demand: `python -m tests.simulation --seeds 1000 [--first-seed 0]`."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from tests.simulation.telling import Told, all_told

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRIES = 250


def main(words: Sequence[str]) -> int:
    """Live through the worlds of some seeds; 0 only if no rule was broken."""
    parser = argparse.ArgumentParser(
        prog="simulate",
        description="Charge in simulated worlds in which everything may break, and audit them.",
    )
    parser.add_argument("--seeds", type=int, default=200, help="how many worlds (200)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first one's seed (0)")
    parser.add_argument("--workers", type=int, default=1, help="processes that share them (1)")
    parser.add_argument("--trace", action="store_true", help="print every event of each world")
    parser.add_argument(
        "--tries", type=int, default=_TRIES, help=f"worlds to try when shrinking ({_TRIES})"
    )
    chosen = parser.parse_args(words)
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    whole = Told()
    begun = time.perf_counter()
    for told in all_told(seeds, chosen.workers, trace=chosen.trace, tries=chosen.tries):
        whole.charges += told.charges
        whole.counts += told.counts
        whole.failed += told.failed
        _say(*told.lines)
    _say_figures(whole, len(seeds), time.perf_counter() - begun, chosen.workers)
    return 1 if whole.failed else 0


def _say_figures(whole: Told, worlds: int, seconds: float, workers: int) -> None:
    _say("", "Faults by class:")
    _say(*(f"  {whole.counts[name]:7,d}  {name}" for name in sorted(whole.counts)))
    _say("", f"{worlds:,} worlds, {whole.charges:,} charges in {seconds:.1f} s")
    _say(f"{len(whole.counts)} kinds of trouble, {whole.counts.total():,} times")
    where = "one process" if workers == 1 else f"{workers} processes"
    _say(f"{whole.charges / seconds:.0f} charges per second, in {where}")
    _say(f"{whole.failed} worlds with violations" if whole.failed else "No violations")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
