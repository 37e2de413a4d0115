"""Stations of one ledger charge through one gateway: who comes with another is refused first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.gateway_agreement import agree, elsewhere
from ippay_desktop.services.settling import Settler
from tests.sim.charging.test_one_charge import pay, sale_fault, unused
from tests.support.workspaces import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

ELSEWHERE = "https://testgtwy.ippay.com/ippay"


@pytest.fixture
def ann(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """She has charged with the ledger, for which a journal in a file stands here."""
    with open_workspace(practice, tmp_path / "a") as opened:
        agree(opened)
        yield opened


def beside(station: Workspace, profile_id: str = "b" * 32, **differently: Any) -> Workspace:
    """Another station on the same ledger, with a profile of its own."""
    profile = replace(station.profile, profile_id=profile_id, **differently)
    return replace(station, profile=profile, station="desk-2")


def test_whoever_charges_through_the_same_is_let_in_and_says_so_once(ann):
    before = ann.journal.verify().entries
    for _ in range(2):
        agree(ann)
        agree(beside(ann))
    assert ann.journal.verify().entries == before + 1
    assert elsewhere(ann) == {}


@pytest.mark.parametrize(
    "differently",
    [{"ippay_url": ELSEWHERE}, {"terminal_id": "OTHER"}, {"ach_terminal_id": "OTHER"}],
    ids=lambda value: next(iter(value)),
)
def test_another_gateway_or_terminal_is_refused_until_a_person_says_it_is_right(ann, differently):
    bob = beside(ann, **differently)
    with pytest.raises(InputError, match=r"tester at a, 20.*Write the same here"):
        agree(bob)
    # Then the others are to follow, and are told by whom and what.
    agree(bob, is_overruling=True)
    agree(bob)
    with pytest.raises(InputError, match="tester at desk-2"):
        agree(ann)
    agree(replace(ann, profile=replace(ann.profile, **differently)))
    assert bool(elsewhere(ann)) is ("ippay_url" in differently)


def test_the_station_that_said_it_may_change_its_profile(ann):
    agree(beside(ann, ann.profile.profile_id, terminal_id="NEW"))
    with pytest.raises(InputError, match="NEW"):
        agree(beside(ann))


def test_nobody_moves_to_another_gateway_while_a_charge_waits_at_the_first(practice, ann):
    practice.faults([sale_fault("drop_after")])
    attempt = pay(ann, unused(ann))
    assert attempt.state is AttemptState.UNKNOWN
    bob = beside(ann, ippay_url=ELSEWHERE)
    for is_overruling in (False, True):
        with pytest.raises(InputError):
            agree(bob, is_overruling=is_overruling)
    with pytest.raises(InputError, match=r"not settled yet \(1\)"):
        agree(beside(ann, ann.profile.profile_id, ippay_url=ELSEWHERE))

    # Nor does a station ask its own gateway about what another one sent elsewhere.
    class NeverAsked:
        def enquire(self, *_: object, **__: object) -> None:
            raise AssertionError

    nobody: Any = NeverAsked()
    asking = replace(bob, gateway=nobody, elsewhere=elsewhere(bob))
    assert Settler(asking).settle(attempt) == attempt
    assert Settler(ann).settle(attempt).state is AttemptState.RECORDED
    agree(bob, is_overruling=True)


def test_of_two_who_come_first_at_once_with_different_gateways_one_is_refused(practice, tmp_path):
    with open_workspace(practice, tmp_path / "a") as ann:
        bob = beside(ann, ippay_url=ELSEWHERE)

        class Late:
            """A journal that bob reads before ann has said anything, and writes to after her."""

            reversals = bob.journal.reversals
            reads = 0

            def __getattr__(self, name: str) -> object:
                return getattr(bob.journal, name)

            def notes(self, *args: Any, **named: Any) -> object:
                found = bob.journal.notes(*args, **named)
                if not self.reads:
                    agree(ann)
                self.reads += 1
                return found

        late: Any = Late()
        with pytest.raises(InputError, match="Write the same here"):
            agree(replace(bob, journal=late))
