"""A second person's approval on a real ledger: asked for, given and used once, whoever races."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.approvals import APPROVAL_KINDS
from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import AttentionService
from ippay_desktop.services.reversing import ReversalService
from tests.sim.charging.test_runs import latest_period
from tests.support.workspaces import chargeable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.bulk import Plan
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

CARD = AccountChoice.CARD
TRIES = 4


def at(workspace: Workspace, person: str) -> Workspace:
    """The same station with a person at it, who may move nothing alone."""
    profile = replace(
        workspace.profile,
        approve_above=Money(0, "USD"),
        ledger_url="postgresql://u@127.0.0.1/ledger",
    )
    return replace(workspace, profile=profile, operator=person)


@pytest.fixture
def people(stations: tuple[Workspace, Workspace]) -> tuple[Workspace, Workspace]:
    return at(stations[0], "ann"), at(stations[1], "bob")


def some_order(workspace: Workspace) -> ChargeOrder:
    document = chargeable(workspace)[0].document
    return ChargeService(workspace).prepare_document(document, CARD, None)


def approve(person: Workspace, what: str, amount: Money) -> str:
    return ApprovalService(person).approve(what, amount).approved_by


def refused(do: Callable[[], object]) -> str:
    """The sentence it is refused with; it must be."""
    with pytest.raises(InputError) as caught:
        do()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def debits(practice: PracticeServers) -> int:
    return sum(one["times_processed"] for one in practice.books_ippay()["transactions"])


def outcomes(tries: list[Callable[[], object]]) -> list[str]:
    """What each of several at one moment came to: "" where it was done, else the refusal."""
    together = Barrier(len(tries))

    def attempt(do: Callable[[], object]) -> str:
        together.wait(60)
        try:
            do()
        except InputError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(attempt, tries))


def test_a_charge_waits_at_the_colleagues_and_is_made_once_approved(
    practice: PracticeServers, people: tuple[Workspace, Workspace]
) -> None:
    ann, bob = people
    before, order = debits(practice), some_order(ann)
    refused(lambda: ChargeService(ann).charge(order))
    (item,) = AttentionService(bob).items()
    assert item.kind is AttentionKind.APPROVAL
    assert item.approval is not None
    assert (item.about.document, item.about.amount) == (order.document, order.amount)
    assert "ann asks to charge" in item.about.reason
    assert ApprovalService(bob).obstacle(item.approval) is None
    assert "yourself" in str(ApprovalService(ann).obstacle(item.approval))
    assert approve(bob, order.document.key, order.amount) == "bob"
    (item,) = AttentionService(ann).items()
    assert "bob approved it" in item.about.reason
    assert item.approval is not None
    assert "approved it already" in str(ApprovalService(bob).obstacle(item.approval))
    assert debits(practice) == before
    assert ChargeService(ann).charge(order).attempt.state is AttemptState.RECORDED
    assert AttentionService(bob).items() == ()
    assert debits(practice) == before + 1


@pytest.mark.parametrize("way", ["void", "refund"])
def test_money_goes_back_only_with_a_second_person(
    people: tuple[Workspace, Workspace], way: str
) -> None:
    ann, bob = people
    order = some_order(ann)
    free = replace(ann, profile=replace(ann.profile, approve_above=None))
    attempt = ChargeService(free).charge(order).attempt
    service = ReversalService(ann)
    part = order.amount if way == "void" else Money(order.amount.minor // 2, "USD")

    def give_back() -> object:
        if way == "void":
            return service.carry_out(service.prepare_void(attempt.id, keep_payment=False))
        return service.carry_out(service.prepare_refund(attempt.id, part))

    assert f"approve reversal:{attempt.id}" in refused(give_back)
    assert ann.journal.reversals.of(attempt.id) == ()
    # Of this very charge and sum.
    refused(lambda: approve(bob, f"reversal:{attempt.id}", part + Money(1, "USD")))
    refused(lambda: approve(bob, order.document.key, part))
    approve(bob, f"reversal:{attempt.id}", part)
    give_back()
    assert len(ann.journal.reversals.of(attempt.id)) == 1
    # And once: the other half needs somebody again.
    if way == "refund":
        assert "second person" in refused(give_back)
        assert len(ann.journal.reversals.of(attempt.id)) == 1


def test_of_two_who_approve_at_once_one_does(people: tuple[Workspace, Workspace]) -> None:
    ann, bob = people
    order = some_order(ann)
    refused(lambda: ChargeService(ann).charge(order))
    colleagues = [bob, at(ann, "carol"), at(bob, "dan"), at(ann, "eve")]
    came = outcomes([partial(approve, who, order.document.key, order.amount) for who in colleagues])
    assert came.count("") == 1
    assert all("approved it already" in one for one in came if one)
    host = ann.profile.splynx_host
    assert len(ann.journal.notes(host, {NoteKind.APPROVED})) == 1
    assert isinstance(ann.journal, SqlJournal)
    assert ann.journal.verify().is_sound


def test_one_approval_is_used_once_however_many_try_at_once(
    practice: PracticeServers, people: tuple[Workspace, Workspace]
) -> None:
    """On a gateway that would take the money each time; a refill is never paid off."""
    ann, bob = people
    customer = some_order(ann).document.customer_id
    order = ChargeService(ann).prepare_refill(customer, CARD, Money(777, "USD"))
    refused(lambda: ChargeService(ann).charge(order))
    approve(bob, order.document.key, order.amount)
    before = debits(practice)
    # Ann at two computers, and twice at each: nothing but the ledger is common to all.
    desks = [ann, at(bob, "ann")] * 2
    came = outcomes([partial(ChargeService(desk).charge, order) for desk in desks])
    assert came.count("") == 1, came
    assert debits(practice) == before + 1
    noted = ann.journal.notes(ann.profile.splynx_host, APPROVAL_KINDS)
    assert [note.kind for note in noted].count(NoteKind.USED) == 1
    assert {note.facts["splynx_key"] for note in noted} == {ann.profile.key_mark}


def test_who_read_an_approval_before_another_used_it_does_not_use_it_again(
    people: tuple[Workspace, Workspace],
) -> None:
    ann, bob = people
    order = some_order(ann)
    refused(lambda: ChargeService(ann).charge(order))
    approve(bob, order.document.key, order.amount)
    read = ApprovalService(ann)._all()
    with mock.patch.object(ApprovalService, "_all", return_value=read):
        ApprovalService(ann).use(read[0].wanted)
        with pytest.raises(InputError, match="used a moment ago"):
            ApprovalService(at(bob, "ann")).use(read[0].wanted)


def test_a_run_is_approved_as_this_very_plan_and_once(
    practice: PracticeServers, people: tuple[Workspace, Workspace]
) -> None:
    ann, bob = people
    plan = plan_of(ann, practice)
    asked = refused(lambda: RunService(ann).create(plan, around_midnight=True))
    assert f"approve run:{plan.plan_hash}" in asked
    other = plan.without(frozenset({plan.eligible[0].document.key}))
    assert other.plan_hash != plan.plan_hash
    refused(lambda: approve(bob, f"run:{other.plan_hash}", plan.sum))
    approve(bob, f"run:{plan.plan_hash}", plan.sum)
    refused(lambda: RunService(ann).create(other, around_midnight=True))
    run = RunService(ann).create(plan, around_midnight=True)
    RunService(ann).cancel(run.run_id)
    assert "second person" in refused(lambda: RunService(ann).create(plan, around_midnight=True))
    assert [one.run_id for one in ann.journal.runs()] == [run.run_id]


def plan_of(workspace: Workspace, practice: PracticeServers) -> Plan:
    wanted = latest_period(practice)
    return PlanService(workspace).plan(wanted, CARD)
