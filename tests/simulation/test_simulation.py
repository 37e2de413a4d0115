"""Ten thousand charges and more in two hundred worlds: no rule is broken, whatever breaks."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.faults import ALL_CLASSES, DUPLICATES, ENQUIRIES
from tests.simulation.scenario import draw
from tests.simulation.simulation import workshop

# In two parts, for two processors; each meets every kind of trouble.
WORLDS, CHARGES, PARTS = 200, 10_000, 2
# A used id processed again is left out: stations that may meet such a gateway never present one.
MODES = {f"duplicate.{mode}" for mode in DUPLICATES if mode != "process_again"}
MODES |= {f"enquiry.{mode}" for mode in ENQUIRIES if mode != "normal"}


@pytest.mark.slow
@pytest.mark.timeout(800)
@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_is_charged_twice_and_no_charge_is_lost(part: int) -> None:
    charges = 0
    counts: Counter[str] = Counter()
    violations = []
    with workshop() as place:
        for seed in range(part, WORLDS, PARTS):
            outcome = place.simulate(draw(seed))
            charges += outcome.charges
            counts += outcome.counts
            violations += [f"seed {seed}: {violation}" for violation in outcome.violations]
    assert violations == []
    assert charges >= CHARGES // PARTS
    assert set(counts) >= ALL_CLASSES | MODES
