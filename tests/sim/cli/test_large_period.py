"""A period of hundreds of documents with declines and lost answers: none double, none lost."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.sim.cli.driver import CommandLine
from tests.support.practice import PracticeServers

LEAST_ROWS = 200
FAULTS = [
    {"server": "ippay", "type": "SALE", "fault": "drop_after", "skip": 5, "every": 23},
    {"server": "ippay", "type": "SALE", "fault": "drop_before", "skip": 11, "every": 37},
    {
        "server": "splynx",
        "method": "POST",
        "path": "admin/finance/payments$",
        "fault": "drop_after",
        "skip": 9,
        "every": 31,
    },
    {
        "server": "splynx",
        "method": "POST",
        "path": "admin/finance/payments$",
        "fault": "drop_before",
        "skip": 15,
        "every": 41,
    },
]


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    """A provider with enough customers for such a month."""
    with PracticeServers(customers=420, invoices=1600, seed=11) as practice:
        yield practice


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_large_period_with_trouble_ends_with_equal_books(
    cli: CommandLine, practice: PracticeServers
) -> None:
    cli("profile set practice --max-unknowns 50 --concurrency 4")
    words = f"charge --period {practice.period}"
    preview = cli(f"{words} --preview").last
    assert preview["count"] >= LEAST_ROWS
    practice.faults(FAULTS)
    charged = cli(f"{words} --confirm {preview['confirm']}")
    practice.faults([])
    assert charged.code == 4, charged.stderr
    summary, attempts = charged.last, charged.of("attempt")
    assert len(attempts) == summary["planned"] == preview["count"]
    outcomes = Counter(one["outcome"] for one in attempts)
    assert min(outcomes["declined"], outcomes["unknown"], summary["approved_not_recorded"]) > 0
    assert summary["being_checked"] == outcomes["unknown"]
    open_ids = {
        one["attempt_id"]
        for one in attempts
        if one["outcome"] == "unknown" or (one["outcome"] != "declined" and not one["recorded"])
    }
    listed = {one["attempt_id"] for one in cli("attention").of("attention")}
    assert listed == open_ids
    audit = practice.audit()
    assert audit["double_charged"] == audit["recorded_twice"] == []
    assert audit["recorded_not_charged"] == []

    reconciled = cli("reconcile --wait 60")
    assert reconciled.code == 0, reconciled.events[-3:]
    assert {one["attempt_id"] for one in reconciled.of("attempt")} == open_ids
    assert reconciled.last["being_checked"] == reconciled.last["approved_not_recorded"] == 0
    assert cli("attention").last["count"] == 0
    audit = practice.audit()
    for finding in (
        *("double_charged", "charged_not_recorded", "recorded_twice", "recorded_not_charged"),
    ):
        assert audit[finding] == [], finding
    history = cli("history").of("attempt")
    taken = [one for one in history if one["money_taken"] != "no"]
    assert all(one["recorded"] for one in taken)
    assert len(taken) == len([order for order in audit["orders"].values() if order["net_minor"]])
    assert cli("verify-journal").code == 0
