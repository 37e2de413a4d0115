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
# Where a rare mistake showed last time: that world is tried first, and then all others.
SHOWN_IN = {
    "a claim that was lost is not noticed": 34,
    "a duplicate is a decline": 13,
    "a refusal uses up its id": 39,
    "an open refund does not block": 9,
    "limits do not count what is being checked": 11,
    "a station that slept sends what it was about to": 118,
    "a void in the reports is not heard": 5,
    "whoever comes with another gateway is let in": 34,
    "looks are thrown away": 4,
    "a refund does not ask whether it was voided elsewhere": 4,
    "each station makes up its own ids": 13,
    "one approving enquiry is enough": 7,
}


@pytest.fixture(scope="module")
def place() -> Iterator[Workshop]:
    with workshop() as opened:
        yield opened


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mistake_is_noticed(place: Workshop, name: str) -> None:
    seeds = dict.fromkeys([SHOWN_IN.get(name, 0), *range(SEEDS)])
    with MUTATIONS[name]():
        assert any(is_noticed(place, seed) for seed in seeds)


def is_noticed(place: Workshop, seed: int) -> bool:
    """Whether the auditor does; that the program breaks by a mistake proves nothing about it."""
    return any(one.rule != "crashed" for one in place.simulate(draw(seed)).violations)


def test_what_is_shown_somewhere_is_a_mistake_of_the_list() -> None:
    assert SHOWN_IN.keys() <= MUTATIONS.keys()
