"""The auditor notices each mistake that a charging program could make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulation.mutations import MUTATIONS
from tests.simulation.scenario import draw
from tests.simulation.simulation import Workshop, workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first worlds of the main test, in which the program itself breaks no rule.
SEEDS = 60


@pytest.fixture(scope="module")
def place() -> Iterator[Workshop]:
    with workshop() as opened:
        yield opened


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mistake_is_noticed(place: Workshop, name: str) -> None:
    with MUTATIONS[name]():
        assert any(place.simulate(draw(seed)).violations for seed in range(SEEDS))
