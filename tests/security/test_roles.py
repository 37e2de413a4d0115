"""Roles and limits are enforced by services at the moment of the intent, whoever asks."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.domain.authority import Role, RoleError, Task, may
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.identifiers import AttemptId, RunId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.pins import WrongPinError
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.station import Access
from tests.gui.fakes import usd

if TYPE_CHECKING:
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.workspace import Workspace
    from tests.gui.fakes import FakeStation
    from tests.sim.cli.driver import CommandLine

PIN = SecretText("administrator-1")


def order_of(station: FakeStation, workspace: Workspace) -> ChargeOrder:
    document = next(iter(station.splynx.held_documents.values()))
    return ChargeService(workspace).prepare_document(document, AccountChoice.CARD, None)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.READ_ONLY, set()),
        (Role.CHARGE_ONE, {"charge"}),
        (Role.CHARGE_RUNS, {"charge", "create", "execute", "resolve", "approve"}),
        (
            Role.ADMINISTER,
            {"charge", "create", "execute", "resolve", "approve", "save", "remove"},
        ),
    ],
)
def test_a_role_may_do_what_it_says_and_nothing_else(
    station: FakeStation, role: Role, allowed: set[str]
) -> None:
    workspace = station.open(None, Access.MONEY)
    order = order_of(station, workspace)
    station.profiles._authority = station.authority
    if role is not Role.ADMINISTER:
        station.authority.assign(role, PIN)
    profile = station.profiles.choose(None)
    deeds = {
        "create": lambda: RunService(workspace).create(None),  # type: ignore[arg-type]
        "execute": lambda: RunService(workspace).execute(RunId("r1"), RunControl()),
        "resolve": lambda: ResolveService(workspace).resolve(
            AttemptId("a1"), Decision.APPROVED, "x"
        ),
        "approve": lambda: ApprovalService(workspace).approve("invoice:1", usd("1")),
        "charge": lambda: ChargeService(workspace).charge(order),
        "save": lambda: station.profiles.save(profile),
        "remove": lambda: station.profiles.remove(profile.name),
    }
    for name, do in deeds.items():
        refused = False
        try:
            do()
        except RoleError:
            refused = True
        except (InputError, AttributeError):
            pass  # Allowed to try; there is no such run, charge or ledger here.
        assert refused == (name not in allowed), name
    assert len(station.gateway.charges) == ("charge" in allowed)


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
    with pytest.raises(InputError, match=f"approve {key} --amount"):
        ChargeService(ada).charge(order)
    # Not oneself, not for another amount, not for another document.
    ApprovalService(ada).approve(key, order.amount)
    ApprovalService(bob).approve(key, usd("0.01"))
    ApprovalService(bob).approve("invoice:999", order.amount)
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    assert station.gateway.charges == []
    ApprovalService(bob).approve(key, order.amount)
    assert ChargeService(ada).charge(order).attempt.id
    # Used up.
    with pytest.raises(InputError, match="second person"):
        ChargeService(ada).charge(order)
    assert len(station.gateway.charges) == 1


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
