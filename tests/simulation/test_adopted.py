"""What the auditor excuses: one id, two stations without a common ledger, two amounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulation.bank import Debit
from tests.simulation.evidence import Claim, Evidence, Journals
from tests.simulation.violation import adopted_otherwise

FIRST = Claim("A", "first", "i:1", 1, "IPP-1", 500, 500, "recorded", 7, "000", None, None)
OTHER = replace(FIRST, station="B", attempt="other", cents=300)
# The first one's request was the one that the gateway took.
DEBIT = Debit("T", "IPP-1", 500, "first")


def evidence(*claims: Claim, debit: Debit = DEBIT, is_common: bool = False) -> Evidence:
    return Evidence(
        events=[],
        ledger=[debit],
        credits=[],
        payments=[],
        relations=[],
        docs={},
        claims=list(claims),
        backs=[],
        before=Journals([], [], set(), []),
        said_by_persons=set(),
        chains=[],
        blind=False,
        is_common=is_common,
        is_long=False,
        has_reports=False,
        record_settled=False,
        max_run=0,
        max_day=0,
    )


def test_the_one_whose_amount_was_not_charged_is_excused() -> None:
    assert adopted_otherwise(evidence(FIRST, OTHER)) == {"other"}


@pytest.mark.parametrize(
    "told",
    [
        evidence(FIRST, OTHER, is_common=True),
        evidence(FIRST, replace(OTHER, station="A")),
        evidence(FIRST, replace(OTHER, cents=500)),
        evidence(FIRST, replace(OTHER, transaction="IPP-2")),
        evidence(FIRST, OTHER, debit=replace(DEBIT, attempt="nobody's")),
    ],
    ids=["a common ledger", "one station", "one amount", "two ids", "nobody's debit"],
)
def test_nothing_else_is(told: Evidence) -> None:
    assert adopted_otherwise(told) == set()
