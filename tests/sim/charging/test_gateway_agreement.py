"""Stations of one ledger charge through one gateway: who comes with another is refused first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import GatewayDisagreedError
from ippay_desktop.domain.reversal import ReversalState
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RowResult, RunControl
from ippay_desktop.services.gateway_agreement import Agreement, agree, elsewhere
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.settling import Settler
from tests.sim.charging.test_one_charge import POST_PAYMENT, debits, pay, sale_fault, unused
from tests.support.workspaces import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import RunId
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
    return replace(station, profile=profile, station="desk-2", agreement=Agreement())


class NeverAsked:
    """A gateway about which nothing is to be asked."""

    def enquire(self, *_: object, **__: object) -> None:
        raise AssertionError


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
    nobody: Any = NeverAsked()
    asking = replace(bob, gateway=nobody, elsewhere=elsewhere(bob))
    assert Settler(asking).settle(attempt) == attempt
    assert Settler(ann).settle(attempt).state is AttemptState.RECORDED
    agree(bob, is_overruling=True)


def test_nobody_moves_to_another_gateway_while_a_refund_waits_at_the_first(practice, ann):
    charged, refunds = pay(ann, unused(ann)), ReversalService(ann)
    practice.faults([{"server": "ippay", "type": "CREDIT", "fault": "drop_after", "times": 1}])
    order = refunds.prepare_refund(charged.id, Money(100, ann.currency))
    assert refunds.carry_out(order).reversal.state is ReversalState.UNKNOWN
    with pytest.raises(InputError, match=r"not settled yet \(1\)"):
        agree(beside(ann, ippay_url=ELSEWHERE), is_overruling=True)


def test_what_went_elsewhere_is_recorded_without_asking_a_gateway_of_ours(practice, ann):
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt = pay(ann, unused(ann))
    assert attempt.state is AttemptState.RECORDING
    nobody: Any = NeverAsked()
    names = {ann.profile.profile_id: "ann"}
    bob = replace(beside(ann, ippay_url=ELSEWHERE), gateway=nobody, elsewhere=names)
    for _ in bob.profile.policy.recording_delays_s:
        attempt = Settler(bob).settle(attempt)
    assert attempt.state is AttemptState.RECORDED


def test_nobody_follows_while_a_charge_of_his_own_waits_at_the_first(practice, ann):
    """It began after another station had looked at what is open, and before it said its word."""
    bob = beside(ann, ippay_url=ELSEWHERE)

    class Early:
        """A journal in which ann charges once bob has looked."""

        reversals = bob.journal.reversals

        def __getattr__(self, name: str) -> object:
            return getattr(bob.journal, name)

        def open_attempts(self, host: str) -> tuple[Attempt, ...]:
            found = bob.journal.open_attempts(host)
            practice.faults([sale_fault("drop_after")])
            assert pay(ann, unused(ann)).state is AttemptState.UNKNOWN
            return found

    early: Any = Early()
    agree(replace(bob, journal=early), is_overruling=True)
    with pytest.raises(InputError, match=r"not settled yet \(1\)"):
        agree(beside(ann, ann.profile.profile_id, ippay_url=ELSEWHERE))
    # Whoever made it goes back to where it can be asked about, and then follows.
    agree(beside(ann, ann.profile.profile_id), is_overruling=True)
    [waiting] = ann.journal.open_attempts(ann.profile.splynx_host)
    assert Settler(ann).settle(waiting).state is AttemptState.RECORDED
    agree(beside(ann, ann.profile.profile_id, ippay_url=ELSEWHERE))


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


def open_run(station: Workspace, period: Period, rows: int) -> tuple[RunService, RunId]:
    numbers = [unused(station).document.ref.number or "" for _ in range(rows)]
    wanted = DocumentFilter(numbers=frozenset(numbers), period=period)
    service = RunService(station)
    plan = PlanService(station).plan(wanted, AccountChoice.CARD)
    return service, service.create(plan).run_id


def test_an_open_station_learns_of_a_change_before_its_next_charge(practice, ann):
    row, charged = unused(ann), pay(ann, unused(ann))
    agree(beside(ann, terminal_id="OTHER"), is_overruling=True)
    entries = ann.journal.verify().entries
    with pytest.raises(GatewayDisagreedError, match=r"through .*OTHER.*tester at desk-2"):
        pay(ann, row)
    refunds = ReversalService(ann)
    order = refunds.prepare_refund(charged.id, Money(100, ann.currency))
    with pytest.raises(GatewayDisagreedError, match="desk-2"):
        refunds.carry_out(order)
    assert ann.journal.verify().entries == entries
    assert debits(practice, row.document.ref.number) == []
    # Once a person has said that hers is right after all, she goes on without a new start.
    agree(ann, is_overruling=True)
    assert pay(ann, row).state is AttemptState.RECORDED


def test_a_station_that_is_opened_again_learns_of_a_change_too(practice, ann):
    """It has nothing to say any more, for its word is in the ledger; it must still listen."""
    again, row = beside(ann, ann.profile.profile_id), unused(ann)
    agree(again)
    agree(beside(ann, terminal_id="OTHER"), is_overruling=True)
    with pytest.raises(GatewayDisagreedError, match="OTHER"):
        pay(again, row)
    assert debits(practice, row.document.ref.number) == []


def test_an_open_station_goes_on_when_others_say_the_same(ann):
    agree(beside(ann))
    agree(beside(ann, "c" * 32))
    assert pay(ann, unused(ann)).state is AttemptState.RECORDED


def test_a_run_pauses_where_the_gateway_was_changed_and_skips_nothing(ann):
    policy = replace(ann.profile.policy, concurrency=1)
    careful = replace(ann, profile=replace(ann.profile, policy=policy))
    service, run_id = open_run(careful, Period.parse("2000-01-01..2099-12-31"), 3)

    def change(_: RowResult) -> None:
        agree(beside(ann, terminal_id="OTHER"), is_overruling=True)

    run = service.execute(run_id, RunControl(), change)
    assert run.state is RunState.PAUSED
    assert "Write the same here" in run.note
    states = [result.row.state for result in service.results(run_id)]
    assert states == [RowState.DONE, RowState.WAITING, RowState.WAITING]
    agree(ann, is_overruling=True)
    assert service.execute(run_id, RunControl()).state is RunState.FINISHED


def test_an_open_station_asks_nothing_about_charges_of_another_gateway(ann):
    shared = replace(ann, profile=replace(ann.profile, ledger_url="postgresql+psycopg://ledger/x"))
    bob = beside(ann, ippay_url=ELSEWHERE)
    assert shared.names_elsewhere() == {}
    agree(bob, is_overruling=True)
    assert shared.names_elsewhere().keys() == {bob.profile.profile_id}
    with pytest.raises(InputError, match="another gateway"):
        shared.refuse_elsewhere(bob.profile.profile_id)
