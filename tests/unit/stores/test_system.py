"""The machine's clock, ids and names."""

import pwd
import secrets
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from ippay_desktop.adapters import system


def test_the_clock_is_aware_and_utc() -> None:
    clock = system.SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    start = clock.monotonic()
    clock.sleep(0.01)
    assert clock.monotonic() - start >= 0.01


def test_ids_are_32_hexadecimal_digits_and_differ() -> None:
    ids = {system.RandomIds().new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in ids)


def test_no_id_passes_for_a_card_number(monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter(["a4111111111111111b00000000000001", "b" * 32])
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(made))
    assert system.RandomIds().new_id() == "b" * 32


def test_operator_and_station_are_the_systems_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "somebody-else")
    monkeypatch.setattr(socket, "gethostname", lambda: "desk-1")
    assert system.operator_name() == tmp_path.owner()
    assert system.station_name() == "desk-1"


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_an_account_without_a_name_may_charge(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nameless(_: int) -> pwd.struct_passwd:
        raise error

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    monkeypatch.setattr(socket, "gethostname", str)
    assert (system.operator_name(), system.station_name()) == ("unknown", "unknown")


def test_data_belong_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert system.default_data_dir().as_posix() == "/somewhere/ippay-desktop"
