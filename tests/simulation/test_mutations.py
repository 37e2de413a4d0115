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
# Where a mistake showed last time, if not in the first world: that one is tried first, and then all
# others.
SHOWN_IN = {
    "a time-out is tried again under a new id": 2,
    "a time-out is tried again under the same id": 4,
    "the document is not read again": 4,
    "an unclear answer is a decline": 2,
    "a duplicate is a decline": 18,
    "a refusal uses up its id": 39,
    "a network error is a decline": 2,
    "an answer about another id is believed": 5,
    "one approving enquiry is enough": 7,
    "not found frees at once": 7,
    "an open attempt does not block": 11,
    "intents of a dead process have failed": 4,
    "a payment is posted without a search": 4,
    "a payment is posted again without the searches": 4,
    "an unclear answer to a payment is a refusal": 4,
    "all that is due is recorded for a part": 4,
    "where a payment landed is not looked at": 4,
    "a refund is tried again under a new id": 4,
    "an unclear answer to a refund is a yes": 11,
    "an unclear answer to a refund is a no": 4,
    "an open refund does not block": 62,
    "intents to give back of a dead process have failed": 7,
    "a payment is deleted while its void is in doubt": 2,
    "limits do not count what is being checked": 11,
    "a run debits again what came back": 2,
    "a debit is recorded before the bank has paid": 2,
    "a return is not heard": 9,
    "a claim that was lost is not noticed": 19,
    "a part that was paid meanwhile is not looked at": 4,
    "a station that slept sends what it was about to": 87,
    "whoever comes with another gateway is let in": 29,
    "a refund does not ask whether it was voided elsewhere": 4,
    "a void in the reports is not heard": 9,
    "looks are thrown away": 4,
    "each station makes up its own ids": 18,
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
