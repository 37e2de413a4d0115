"""A real GNOME Keyring: secrets survive into the next session, a locked one is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.debian import require_debian

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dbus", "dbus-daemon", "gnome-keyring")
SECRET = "hunter2-ü\n second line"  # noqa: S105  # it must be found nowhere on the disk
SESSION_LIMIT_S = 60

# Runs inside a session bus of its own, with which the daemon ends; it takes the keyring's password
# on its input.
SESSION = """
printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
"""
STEPS = """
import json, sys
from ippay_desktop.adapters.secrets.keyring_store import KeyringSecretStore
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.secret import SecretText

store = KeyringSecretStore(timeout_s=20)
told = []
for step, name, *text in json.loads(sys.argv[1]):
    try:
        if step == "put":
            store.put("p1", name, SecretText(text[0]))
            told.append("stored")
        elif step == "remove":
            store.remove("p1", name)
            told.append("removed")
        else:
            found = store.get("p1", name)
            told.append(None if found is None else found.reveal())
    except StorageError as error:
        told.append({"error": str(error)})
print(json.dumps(told))
"""


class Sessions:
    """Login sessions, one after the other, of one user with one keyring on disk."""

    def __init__(self) -> None:
        foreign = ("DISPLAY", "WAYLAND_DISPLAY")
        self._environment = {
            name: value for name, value in os.environ.items() if name not in foreign
        }

    def run(self, password: str, *steps: tuple[str, ...]) -> list[object]:
        """What each step gave, in a session whose keyring was offered that password."""
        done = subprocess.run(  # noqa: S603  # our own program
            [
                *("dbus-run-session", "--", "sh", "-c", SESSION, "session"),
                *(sys.executable, "-c", STEPS, json.dumps(steps)),
            ],
            check=False,
            capture_output=True,
            cwd=ROOT,
            env={**self._environment, "KEYRING_PASSWORD": password, "TEST_KEYRING": "real"},
            text=True,
            timeout=SESSION_LIMIT_S,
        )
        assert done.returncode == 0, done.stderr
        told: list[object] = json.loads(done.stdout.splitlines()[-1])
        return told


@pytest.fixture
def sessions() -> Sessions:
    require_debian(*PACKAGES)
    return Sessions()


def test_a_secret_survives_into_the_next_session(
    sessions: Sessions, isolated_environment: Path
) -> None:
    first = sessions.run("open sesame", ("get", "x"), ("put", "x", SECRET), ("get", "x"))
    assert first == [None, "stored", SECRET]
    second = sessions.run("open sesame", ("get", "x"), ("remove", "x"), ("get", "x"))
    assert second == [SECRET, "removed", None]
    assert sessions.run("open sesame", ("get", "x"), ("remove", "x")) == [None, "removed"]
    files = [path for path in isolated_environment.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert all(b"hunter2" not in path.read_bytes() for path in files)


def test_a_keyring_that_stays_locked_is_said_and_nothing_is_lost(sessions: Sessions) -> None:
    sessions.run("open sesame", ("put", "x", SECRET))
    told = sessions.run("wrong", ("get", "x"), ("put", "x", "other"), ("remove", "x"))
    for step in told:
        assert isinstance(step, dict)
        assert "is locked" in step["error"]
    assert sessions.run("open sesame", ("get", "x")) == [SECRET]
