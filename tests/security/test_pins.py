"""A PIN is a slow hash in the keyring; wrong ones cost time, also across restarts."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services import pins
from ippay_desktop.services.pins import PinKeeper, WrongPinError

RIGHT, WRONG = SecretText("canary-482913"), SecretText("000000")


class HandClock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 26, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class World:
    """A keyring and a clock that survive restarts."""

    def __init__(self) -> None:
        self.secrets, self.clock = MemorySecretStore(), HandClock()

    def restarted(self) -> PinKeeper:
        return PinKeeper(self.secrets, self.clock, owner="desk", name="pin")

    def kept(self) -> str:
        return "".join(secret.reveal() for secret in self.secrets._secrets.values())


@pytest.fixture
def world() -> World:
    made = World()
    made.restarted().set(RIGHT)
    return made


def test_what_is_kept_is_a_slow_salted_hash(world: World) -> None:
    assert "482913" not in world.kept()
    other = World()
    other.restarted().set(RIGHT)
    assert other.kept() != world.kept(), "salted"
    assert set(json.loads(world.kept())) == {"salt", "hash"}
    assert pins._COST >= 2**15
    began = time.process_time()
    pins._slow_hash(RIGHT, b"salt")
    assert time.process_time() - began > 0.02


def test_the_right_one_opens_and_a_wrong_one_does_not(world: World) -> None:
    world.restarted().check(RIGHT)
    with pytest.raises(WrongPinError, match="wrong"):
        world.restarted().check(WRONG)
    world.restarted().check(RIGHT)


def test_wrong_ones_cost_more_and_more_time_also_after_a_restart(world: World) -> None:
    waits = []
    for _ in range(14):
        with pytest.raises(WrongPinError, match="wrong"):
            world.restarted().check(WRONG)
        began = world.clock.at
        while True:
            try:
                # Not even the right one is looked at before its time.
                world.restarted()._check(WRONG)
            except WrongPinError as error:
                if "Try again" not in str(error):
                    break
                left = int(str(error).split(" in ")[1].split()[0])
                world.clock.sleep(left)
        waits.append((world.clock.at - began).total_seconds())
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert 5 in waits
    assert waits[-1] == 900


def test_the_right_one_is_not_looked_at_before_its_time(world: World) -> None:
    for _ in range(3):
        with pytest.raises(WrongPinError):
            world.restarted().check(WRONG)
    with pytest.raises(WrongPinError, match="Try again in 5 s"):
        world.restarted().check(RIGHT)
    world.clock.sleep(5)
    world.restarted().check(RIGHT)
    with pytest.raises(WrongPinError, match="wrong"):
        world.restarted().check(WRONG)


def test_a_try_counts_before_it_is_compared(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pins, "_hashes", die)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                world.restarted().check(WRONG)
    with pytest.raises(WrongPinError, match="Try again"):
        world.restarted().check(RIGHT)


def test_a_clock_put_back_locks_nobody_out_for_years(world: World) -> None:
    for _ in range(3):
        with pytest.raises(WrongPinError):
            world.restarted().check(WRONG)
    world.clock.at -= timedelta(days=4000)
    with pytest.raises(WrongPinError, match="Try again in 900 s"):
        world.restarted().check(RIGHT)


def test_it_is_changed_and_taken_away_only_with_the_old_one(world: World) -> None:
    for use in (
        lambda: world.restarted().set(SecretText("another1"), WRONG),
        lambda: world.restarted().set(SecretText("another1")),
    ):
        with pytest.raises(WrongPinError):
            use()
    world.clock.sleep(1000)
    world.restarted().set(SecretText("another1"), RIGHT)
    with pytest.raises(WrongPinError):
        world.restarted().forget(RIGHT)
    world.restarted().forget(SecretText("another1"))
    assert not world.restarted().is_set()


@pytest.mark.parametrize("pin", ["", "12345", "x" * 65])
def test_a_pin_has_a_length(pin: str) -> None:
    with pytest.raises(InputError, match="6 to 64"):
        World().restarted().set(SecretText(pin))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"salt": 1, "hash": 2}', "nonsense"])
def test_a_keyring_that_holds_something_else_opens_nothing(world: World, content: str) -> None:
    world.secrets.put("desk", "pin", SecretText(content))
    with pytest.raises(StorageError, match="cannot be read"):
        world.restarted().check(RIGHT)


def test_no_pin_opens_nothing() -> None:
    with pytest.raises(WrongPinError):
        World().restarted().check(SecretText(""))
