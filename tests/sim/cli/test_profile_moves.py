"""A profile that moves must not leave open charges where nobody would look for them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.profile import Mode, Profile
from ippay_desktop.services.profile_moves import guard_change, refuse_while_open
from ippay_desktop.services.station import Access
from tests.sim.cli.test_station import PROFILE, SECRET, leave_behind, station_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.app.station import DesktopStation


@pytest.fixture
def station(tmp_path: Path) -> Iterator[DesktopStation]:
    """A folder in which a dead process left a charge of profile “p” on its way."""
    leave_behind(tmp_path)
    with closing(station_at(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize(
    "moved",
    [
        replace(PROFILE, splynx_url="http://127.0.0.1:8"),
        replace(PROFILE, ippay_url="http://127.0.0.1:8/ippay"),
        replace(PROFILE, currency="EUR"),
    ],
    ids=["another Splynx", "another gateway", "another currency"],
)
def test_a_profile_stays_where_its_open_charges_are(
    station: DesktopStation, moved: Profile
) -> None:
    with pytest.raises(InputError, match="not settled yet"):
        guard_change(station, PROFILE, moved)


def test_what_does_not_move_it_is_free(station: DesktopStation) -> None:
    guard_change(station, PROFILE, replace(PROFILE, terminal_id="ANOTHER"))
    guard_change(station, PROFILE, replace(PROFILE, ippay_url="http://127.0.0.1:9/ippay/"))


def test_a_profile_without_open_charges_may_move(tmp_path: Path) -> None:
    with closing(station_at(tmp_path)) as station:
        station.open("p", Access.MONEY)
        guard_change(station, PROFILE, replace(PROFILE, splynx_url="http://127.0.0.1:8"))


def test_a_ledger_that_cannot_be_read_is_left_only_at_a_persons_word(tmp_path: Path) -> None:
    nobody = replace(PROFILE, ledger_url="postgresql+psycopg://billing@127.0.0.1:9/billing")
    with closing(station_at(tmp_path)) as station:
        station.profiles.save(nobody, {"ledger_password": SECRET})
        with pytest.raises(InputError, match=r"cannot be reached.*add --give-up-ledger"):
            guard_change(station, nobody, PROFILE)
        with pytest.raises(InputError, match="add --give-up-ledger"):
            refuse_while_open(station, nobody)
        guard_change(station, nobody, PROFILE, is_ledger_given_up=True)
        refuse_while_open(station, nobody, is_ledger_given_up=True)


def test_giving_up_a_ledger_frees_no_charge_that_can_be_read(station: DesktopStation) -> None:
    moved = replace(PROFILE, splynx_url="http://127.0.0.1:8")
    with pytest.raises(InputError, match="not settled yet"):
        guard_change(station, PROFILE, moved, is_ledger_given_up=True)


def test_profiles_of_one_splynx_and_two_gateways_know_of_each_other(
    station: DesktopStation,
) -> None:
    other = replace(PROFILE, profile_id="q" * 32, name="q", ippay_url="http://127.0.0.1:7/ippay")
    same = replace(PROFILE, profile_id="r" * 32, name="r")
    station.profiles.save(other, {"splynx_api_secret": SECRET})
    station.profiles.save(same, {"splynx_api_secret": SECRET})
    assert station.open("q", Access.LOOK).elsewhere == {"p" * 32: "p", "r" * 32: "r"}
    assert station.open("p", Access.LOOK).elsewhere == {"q" * 32: "q"}


def test_one_splynx_has_one_name(tmp_path: Path) -> None:
    """Under a second host name its documents would be other documents, and free to charge."""
    live = replace(
        PROFILE, splynx_url="https://billing.example", ippay_url="https://gtwy.example/ippay"
    )
    with closing(station_at(tmp_path)) as station:
        station.profiles.remove("p")
        station.profiles.save(replace(live, mode=Mode.LIVE), {})
        second = replace(live, name="second", mode=Mode.LIVE, splynx_url="https://splynx.example")
        with pytest.raises(InputError, match="the API key is the same"):
            guard_change(station, None, second)
        guard_change(station, None, replace(second, splynx_api_key="x" * 32))
        guard_change(station, None, replace(second, splynx_url="https://BILLING.example"))
