"""Every test runs off screen, with its own folders, its own environment and a keyring in memory.

Set before anything imports Qt or keyring: a test must never touch the real screen, the real
keyring or the real data of whoever runs it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest
from hypothesis import settings
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override

from ippay_desktop.adapters.secrets import backends

if TYPE_CHECKING:
    from tests.support.postgres import PostgresServer

_ROOT = Path(__file__).resolve().parents[1]
_STAND_INS = _ROOT / "tests" / "support" / "stand_ins"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# English words, ISO dates and 1,264.50, whatever the developer's own country does.
os.environ.update({"LC_ALL": "C.UTF-8", "LANGUAGE": ""})

# Two shared cores: an example's wall time says nothing about the code.
settings.register_profile("ippay", deadline=None)
settings.load_profile("ippay")

# What in a developer's environment could change a result, or lead a test out of this machine.
_FOREIGN_VARIABLES = (
    "ALL_PROXY",
    "CURL_CA_BUNDLE",
    "DBUS_SESSION_BUS_ADDRESS",
    "FTP_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "PYTHON_KEYRING_BACKEND",
    "REQUESTS_CA_BUNDLE",
)


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything with the test that used it.

    Attributes:
        passwords: What is stored, by service and user name; tests may look and change.
    """

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator["PostgresServer"]:
    """A PostgreSQL server that all tests of this process share."""
    # Imported late: most tests need neither it nor the driver.
    from tests.support.postgres import PostgresServer  # noqa: PLC0415

    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def postgres(postgres_server: "PostgresServer") -> Iterator["PostgresServer"]:
    """The same, with ledgers of its own for each test."""
    yield postgres_server
    postgres_server.take_back()


@pytest.fixture(autouse=True)
def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """The keyring of this test alone."""
    backend = MemoryKeyring()
    previous = keyring.get_keyring()
    keyring.set_keyring(backend)
    # The program asks only for the platform's own; here that is whatever the test has set.
    monkeypatch.setattr(backends, "_usable", lambda: [keyring.get_keyring()])
    yield backend
    keyring.set_keyring(previous)


@pytest.fixture(autouse=True)
def isolated_environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home of its own for each test, also for the processes it starts.

    The folder is apart from `tmp_path`, so that a test finds there only what it wrote itself.
    """
    home = tmp_path_factory.mktemp("home")
    for variable in _FOREIGN_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE", "RUNTIME"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        suffix = "DIR" if name == "RUNTIME" else "HOME"
        monkeypatch.setenv(f"XDG_{name}_{suffix}", str(folder))
    monkeypatch.setenv("IPPAY_DESKTOP_DATA_DIR", str(home / "ippay-desktop"))
    # Their first module sees to it that a process has no keyring unless the test gives it one.
    places = (str(_STAND_INS), str(_ROOT), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, places)))
    return home
