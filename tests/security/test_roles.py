"""Roles and limits are enforced by services at the moment of the intent, whoever asks."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.cli import parser
from ippay_desktop.domain.approvals import HOLDS, Wanted
from ippay_desktop.domain.authority import LockedError, Role, RoleError, Task, may
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import AttemptId, ReversalId, RunId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.outcome import (
    EnquiryAnswer,
    EnquiryVerdict,
    GatewayAnswer,
    Verdict,
)
from ippay_desktop.domain.ports import SpendLimitError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.authority import StationAuthority
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.comparing import CompareService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.forgetting import ForgetService
from ippay_desktop.services.locking import LockReason
from ippay_desktop.services.pins import WrongPinError
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.station import Access
from tests.gui.fake_reports import FakeReports
from tests.gui.fakes import usd

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.workspace import Workspace
    from tests.gui.fakes import FakeStation
    from tests.sim.cli.driver import CommandLine

PIN = SecretText("administrator-1")


class Later:
    """A clock that is a day ahead of another one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now() + HOLDS

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)


def order_of(station: FakeStation, workspace: Workspace) -> ChargeOrder:
    document = next(iter(station.splynx.held_documents.values()))
    return ChargeService(workspace).prepare_document(document, AccountChoice.CARD, None)


# What each action is to a station's role. Every service method that moves money, decides about it
# or changes what others rest on is here; the command line and the window have no other way.
ACTIONS: dict[str, Task] = {
    "charge": Task.CHARGE_ONE,
    "create a run": Task.CHARGE_RUN,
    "carry out a run": Task.CHARGE_RUN,
    "cancel a run": Task.CHARGE_RUN,
    "settle all": Task.SETTLE,
    "settle one": Task.SETTLE,
    "give back": Task.DECIDE,
    "resolve": Task.DECIDE,
    "resolve a reversal": Task.DECIDE,
    "dismiss": Task.DECIDE,
    "approve": Task.DECIDE,
    "save a profile": Task.ADMINISTER,
    "remove a profile": Task.ADMINISTER,
    "forget the computer": Task.ADMINISTER,
}
MAY: dict[Role, set[Task]] = {
    Role.READ_ONLY: set(),
    Role.CHARGE_ONE: {Task.CHARGE_ONE, Task.SETTLE},
    Role.CHARGE_RUNS: {Task.CHARGE_ONE, Task.SETTLE, Task.CHARGE_RUN, Task.DECIDE},
    Role.ADMINISTER: set(Task),
}


def actions(station: FakeStation, workspace: Workspace) -> dict[str, Callable[[], object]]:
    """Each action, begun in earnest; most are refused for other reasons when they are allowed."""
    documents = iter(station.splynx.held_documents.values())
    charging, reversing = ChargeService(workspace), ReversalService(workspace)
    first, second = (
        charging.prepare_document(next(documents), AccountChoice.CARD, None) for _ in range(2)
    )
    taken = charging.charge(first).attempt
    back = reversing.prepare_void(taken.id, keep_payment=True)
    run, profile = RunId("r1"), station.profiles.choose(None)
    yes = Decision.APPROVED
    return {
        "charge": lambda: charging.charge(second),
        "create a run": lambda: RunService(workspace).create(None),  # type: ignore[arg-type]
        "carry out a run": lambda: RunService(workspace).execute(run, RunControl()),
        "cancel a run": lambda: RunService(workspace).cancel(run),
        "settle all": lambda: ReconcileService(workspace).reconcile(),
        "settle one": lambda: ReconcileService(workspace).settle_charge(taken.id),
        "give back": lambda: reversing.carry_out(back),
        "resolve": lambda: ResolveService(workspace).resolve(AttemptId("a1"), yes, "x"),
        "resolve a reversal": lambda: ReversalResolveService(workspace).resolve(
            ReversalId("b1"), yes, "x"
        ),
        "dismiss": lambda: FindingService(workspace).dismiss("stranger:1", "seen"),
        "approve": lambda: ApprovalService(workspace).approve("invoice:1", usd("1")),
        "save a profile": lambda: station.profiles.save(profile),
        "remove a profile": lambda: station.profiles.remove(profile.name),
        "forget the computer": lambda: ForgetService(station).forget(),
    }


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_it_says_and_nothing_else(station: FakeStation, role: Role) -> None:
    workspace = station.open(None, Access.MONEY)
    station.profiles._authority = station.authority
    tried = actions(station, workspace)
    assert tried.keys() == ACTIONS.keys()
    if role is not Role.ADMINISTER:
        station.authority.assign(role, PIN)
    for task in Task:
        assert (station.authority.obstacle(task) is None) == (task in MAY[role])
    before = len(station.gateway.charges), len(station.gateway.reversals)
    for name, do in tried.items():
        refused = False
        try:
            do()
        except RoleError:
            refused = True
        except (InputError, AttributeError, AssertionError):
            pass  # Allowed to try; there is no such run, charge or ledger here.
        assert refused == (ACTIONS[name] not in MAY[role]), name
    sent = len(station.gateway.charges) - before[0], len(station.gateway.reversals) - before[1]
    assert sent == (Task.CHARGE_ONE in MAY[role], Task.DECIDE in MAY[role])


def test_while_locked_no_action_is_begun(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    station.profiles._authority = station.authority
    tried = actions(station, workspace)
    before = len(station.gateway.charges), len(station.gateway.reversals)
    station.screen_lock.set_pin(SecretText("482913"), None)
    station.screen_lock.lock(LockReason.PERSON)
    for do in tried.values():
        with pytest.raises(LockedError):
            do()
    for task in Task:
        assert "locked" in str(station.authority.obstacle(task))
    assert (len(station.gateway.charges), len(station.gateway.reversals)) == before


@pytest.mark.parametrize("role", list(Role))
def test_a_window_that_only_looks_settles_nothing_in_the_background(
    station: FakeStation, role: Role
) -> None:
    workspace = station.open(None, Access.MONEY)
    station.gateway.answer = lambda _: GatewayAnswer(Verdict.UNKNOWN, "No answer.")
    charge = ChargeService(workspace).charge(order_of(station, workspace)).attempt
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.DECLINED, "Declined.", "051")
    if role is not Role.ADMINISTER:
        station.authority.assign(role, PIN)
    # What is under way goes on behind the lock.
    station.screen_lock.set_pin(SecretText("482913"), None)
    station.screen_lock.lock(LockReason.PERSON)
    later = replace(workspace, clock=Later(workspace.clock))
    settled = ReconcileService(later).settle_due()
    after = workspace.journal.attempt(charge.id)
    if role is Role.READ_ONLY:
        assert (settled, after) == ((), charge)
    else:
        assert (settled, after.state) == ((after,), AttemptState.DECLINED)


@pytest.mark.parametrize("role", [Role.READ_ONLY, Role.CHARGE_ONE])
def test_who_only_looks_compares_the_books_and_writes_nothing(
    station: FakeStation, role: Role
) -> None:
    station.reports = FakeReports()
    workspace = station.open(None, Access.MONEY)
    taken = ChargeService(workspace).charge(order_of(station, workspace)).attempt
    day, comparing = taken.intent.created_at.date(), CompareService(workspace)
    before = day - timedelta(days=1)
    assert comparing.compare(Period(before, before)).is_kept
    station.authority.assign(role, PIN)
    host, kinds = workspace.profile.splynx_host, {NoteKind.RECONCILED, NoteKind.FINDING}
    noted = len(workspace.journal.notes(host, kinds))
    found = comparing.compare(Period(day, day))
    assert found.result.findings or found.result.awaited
    is_written = len(workspace.journal.notes(host, kinds)) > noted
    assert (found.is_kept, is_written) == (role is not Role.READ_ONLY,) * 2
    ReconcileService(workspace).look_again()
    looks = workspace.journal.notes(host, kinds, subject="finished-days-looked-at")
    assert bool(looks) is (role is not Role.READ_ONLY)


# Words of the command line for each action that it has; A stands for a charge, I for an invoice, R
# for a run.
COMMANDS: dict[str, Task] = {
    "pay --invoice-id I --yes": Task.CHARGE_ONE,
    "refill --customer 1 --account card --amount 5 --yes": Task.CHARGE_ONE,
    "charge --period=P --confirm C": Task.CHARGE_RUN,
    "run resume R": Task.CHARGE_RUN,
    "run cancel R": Task.CHARGE_RUN,
    "reconcile": Task.SETTLE,
    "void A --yes": Task.DECIDE,
    "void A --keep-payment --yes": Task.DECIDE,
    "refund A --yes": Task.DECIDE,
    "refund A --amount 1 --yes": Task.DECIDE,
    "resolve A --as approved --reason seen --yes": Task.DECIDE,
    "approve invoice:1 --amount 1 --yes": Task.DECIDE,
    "profile set practice --max-day 5": Task.ADMINISTER,
    "profile set practice --accept-fields": Task.ADMINISTER,
    "profile remove practice": Task.ADMINISTER,
    "profile remove practice --give-up-ledger": Task.ADMINISTER,
    "verify-journal --adopt": Task.ADMINISTER,
    "station forget --yes": Task.ADMINISTER,
}


# What the services of the commands above refuse, but needs a past that is made elsewhere: a row to
# try again, a mark to lift. And the role itself, for which a PIN is asked.
BY_SERVICE = {"run retry", "dismiss", "station role"}
LOOKING = {
    *("demo", "sandbox", "profile list", "profile show", "check", "sync", "customers", "invoices"),
    *("proformas", "methods", "accounts", "attention", "history", "export", "station show"),
    *("evidence", "run list", "run show", "links"),
}


def test_every_command_is_known_as_one_that_looks_or_one_that_needs_a_role() -> None:
    def leaves(at: argparse.ArgumentParser, name: str) -> set[str]:
        inner = [one for one in at._actions if isinstance(one, argparse._SubParsersAction)]
        under = [(word, sub) for one in inner for word, sub in one.choices.items()]
        return set().union(*(leaves(sub, f"{name} {word}") for word, sub in under)) or {name}

    every = {name.strip() for name in leaves(parser._parser(), "")}
    asked = {
        name for name in every if any(f"{words} ".startswith(f"{name} ") for words in COMMANDS)
    }
    assert asked | BY_SERVICE | LOOKING == every
    assert not LOOKING & (asked | BY_SERVICE)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTER])
def test_no_command_does_what_its_role_may_not(cli: CommandLine, role: Role) -> None:
    period = f"--period={cli.practice.period}"
    few = f"charge {period} --account=card --customer="
    rows = cli(f"charge {period} --account=card --preview").of("row")
    number, *_, other = (row["document"]["id"] for row in rows if row["eligible"])
    charge = cli(f"pay --invoice-id {number} --yes").of("attempt")[0]["attempt_id"]
    begun = f"{few}1,2,3,4,5,6"
    run = cli(f"{begun} --canary 1 --confirm {cli(f'{begun} --preview').last['confirm']}")
    confirm = cli(f"{few}7,8,9,10,11,12 --preview").last["confirm"]
    named = {"A": charge, "C": confirm, "I": other, "R": run.last["run_id"]}
    pin = json.dumps({"admin_pin": "administrator-1"})
    assert cli(f"station role {role.value}", stdin=pin).code == 0
    for words, task in COMMANDS.items():
        if task in MAY[role]:
            continue
        fitting = words.replace("charge --period=P", f"{few}7,8,9,10,11,12")
        for letter, stands_for in named.items():
            fitting = fitting.replace(f" {letter}", f" {stands_for}")
        before = cli.practice.requests_since(cli.mark())["last"]
        done = cli(fitting)
        assert (done.code, "role is" in done.message) == (2, True), words
        sent = cli.practice.requests_since(before)["requests"]
        assert [one for one in sent if one["server"] == "ippay"] == [], words
        assert [one for one in sent if "payments" in one["path"] and one["method"] != "GET"] == []


def test_each_role_may_what_the_ones_before_it_may() -> None:
    roles = list(Role)
    for lower, higher in pairwise(roles):
        assert {task for task in Task if may(lower, task)} < {
            task for task in Task if may(higher, task)
        }


def test_a_role_is_changed_only_with_the_administrators_pin(station: FakeStation) -> None:
    authority, seen = station.authority, [station.authority.role]
    authority.assign(Role.READ_ONLY, PIN)
    with pytest.raises(WrongPinError):
        authority.assign(Role.ADMINISTER, SecretText("guessed1"))
    seen.append(authority.role)
    authority.assign(Role.CHARGE_ONE, PIN)
    assert [*seen, authority.role] == [Role.ADMINISTER, Role.READ_ONLY, Role.CHARGE_ONE]


def test_a_role_that_is_lowered_elsewhere_binds_an_open_window(station: FakeStation) -> None:
    station.authority.require(Task.CHARGE_ONE)
    secrets, lock = station.authority._secrets, station.screen_lock
    elsewhere = StationAuthority(secrets, station.clock, lock, owner="desk")
    elsewhere.assign(Role.READ_ONLY, PIN)
    with pytest.raises(RoleError):
        station.authority.require(Task.CHARGE_ONE)
    assert not station.authority.allows(Task.SETTLE)


def test_without_its_pin_a_lower_role_cannot_be_raised(station: FakeStation) -> None:
    station.authority.assign(Role.READ_ONLY, PIN)
    assert isinstance(station.authority._secrets, MemorySecretStore)
    station.authority._secrets.remove("desk", "admin_pin")
    with pytest.raises(InputError, match="PIN is gone"):
        station.authority.assign(Role.ADMINISTER, SecretText("another-1"))


def test_a_role_that_cannot_be_read_allows_nothing(station: FakeStation) -> None:
    station.authority._secrets.put("desk", "station_policy", SecretText('{"role": "boss"}'))
    with pytest.raises(StorageError, match="role cannot be read"):
        station.authority.require(Task.CHARGE_ONE)


def test_a_single_charge_above_its_limit_is_refused_at_the_intent(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    order = order_of(station, workspace)
    low = replace(workspace, profile=replace(workspace.profile, max_charge=usd("1")))
    for run_id in (None, RunId("r1")):
        with pytest.raises(InputError, match="more than one charge may be"):
            ChargeService(low).charge(order, run_id=run_id)
    assert station.gateway.charges == []
    exact = replace(workspace, profile=replace(workspace.profile, max_charge=order.amount))
    assert ChargeService(exact).charge(order).attempt.id


def shared(workspace: Workspace, operator: str, limit: str = "1") -> Workspace:
    """A colleague's view of a ledger that both share."""
    profile = replace(
        workspace.profile, approve_above=usd(limit), ledger_url="postgresql://u@127.0.0.1/x"
    )
    return replace(workspace, profile=profile, operator=operator)


def test_above_the_limit_a_second_person_must_approve(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    ada, bob = shared(workspace, "ada"), shared(workspace, "bob")
    order = order_of(station, workspace)
    key = order.document.key
    with pytest.raises(InputError, match="Nobody has asked"):
        ApprovalService(bob).approve(key, order.amount)
    for _ in range(2):
        with pytest.raises(InputError, match=f"approve {key} --amount"):
            ChargeService(ada).charge(order)
    assert len(ApprovalService(ada).open()) == 1, "asked for once, however often it was tried"
    # Not oneself, in whatever case; not for another amount, not for another document.
    for person in (ada, shared(workspace, "ADA")):
        with pytest.raises(InputError, match="somebody else has to"):
            ApprovalService(person).approve(key, order.amount)
    for what, amount in ((key, usd("0.01")), ("invoice:999", order.amount)):
        with pytest.raises(InputError, match="Nobody has asked"):
            ApprovalService(bob).approve(what, amount)
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    assert station.gateway.charges == []
    given = ApprovalService(bob).approve(key, order.amount)
    assert (given.asked_by, given.approved_by) == ("ada", "bob")
    # Whoever approved it does not do it too.
    with pytest.raises(InputError, match="second person"):
        ChargeService(bob).charge(order)
    assert ChargeService(ada).charge(order).attempt.id
    # Used up.
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    assert len(station.gateway.charges) == 1


def test_of_two_who_saw_the_same_approval_one_uses_it(
    station: FakeStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = station.open(None, Access.MONEY)
    ada, bob = shared(workspace, "ada"), shared(workspace, "bob")
    order = order_of(station, workspace)
    wanted = Wanted(order.document.key, order.amount, order.document, order.customer_name)
    with pytest.raises(InputError, match="second person"):
        ApprovalService(ada).use(wanted)
    given = ApprovalService(bob).approve(wanted.what, wanted.amount)
    # What each of them has read before either has written.
    monkeypatch.setattr(ApprovalService, "_allowing", lambda *_: given)
    ApprovalService(ada).use(wanted)
    with pytest.raises(InputError, match="used a moment ago"):
        ApprovalService(ada).use(wanted)


def test_an_approval_is_used_up_by_a_charge_that_is_then_refused(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    order = order_of(station, workspace)
    ada, bob = shared(workspace, "ada"), shared(workspace, "bob")
    ada = replace(ada, profile=replace(ada.profile, max_day=usd("2")))
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    ApprovalService(bob).approve(order.document.key, order.amount)
    with pytest.raises(SpendLimitError):
        ChargeService(ada).charge(order)
    assert ApprovalService(ada).open() == ()
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    assert station.gateway.charges == []


def test_an_approval_is_of_one_sum(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    ada, bob = shared(workspace, "ada"), shared(workspace, "bob")
    whole = order_of(station, workspace)
    part = replace(whole, amount=usd("2"))
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(part)
    ApprovalService(bob).approve(whole.document.key, part.amount)
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(whole)
    assert station.gateway.charges == []
    assert ChargeService(ada).charge(part).attempt.intent.amount == usd("2")


def test_an_approval_holds_for_a_day(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    order = order_of(station, workspace)

    later = Later(workspace.clock)
    ada, bob = shared(workspace, "ada"), shared(workspace, "bob")
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    with pytest.raises(InputError, match="Nobody has asked"):
        ApprovalService(replace(bob, clock=later)).approve(order.document.key, order.amount)
    ApprovalService(bob).approve(order.document.key, order.amount)
    with pytest.raises(InputError, match="second person"):
        ChargeService(replace(ada, clock=later)).charge(order)
    assert station.gateway.charges == []


def test_an_approval_without_a_ledger_is_none(station: FakeStation) -> None:
    workspace = station.open(None, Access.MONEY)
    alone = replace(workspace, profile=replace(workspace.profile, approve_above=usd("1")))
    with pytest.raises(InputError, match="team's ledger"):
        ApprovalService(alone).approve("invoice:1", usd("2"))
    with pytest.raises(InputError, match="team's ledger"):
        ChargeService(alone).charge(order_of(station, workspace))
    assert station.gateway.charges == []


def test_a_read_only_station_charges_nothing_from_the_command_line(cli: CommandLine) -> None:
    pin = json.dumps({"admin_pin": "administrator-1"})
    assert cli("station show").of("station")[0]["role"] == "administer"
    assert cli("station role read-only", stdin="{}").code == 2
    assert cli("station role read-only", stdin=pin).code == 0
    sent = cli.mark()
    refused = cli("refill --customer 1 --account card --amount 5 --yes")
    assert (refused.code, refused.last["money_taken"]) == (2, "no")
    assert cli("profile set practice --max-day 5").code == 2
    assert cli.sent(sent) == []
    assert cli("history").code == cli("attention").code == 0
    assert cli("station role administer", stdin=pin).code == 0


def test_limits_can_be_set(cli: CommandLine) -> None:
    words = "profile set practice --max-charge 5 --approve-above 3"
    assert cli(words).of("profile")[0]["max_charge"] == "5.00"
    refused = cli("refill --customer 1 --account card --amount 2.99 --yes")
    assert "second person" not in json.dumps(refused.events)
    over = cli("refill --customer 2 --account card --amount 5.01 --yes")
    assert over.code == 2
