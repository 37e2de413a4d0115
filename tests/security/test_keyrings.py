"""Secrets go to the platform's own keyring; every other is refused aloud and never loaded."""

import sys
import types
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import NoKeyringError

from ippay_desktop.adapters.secrets import backends
from ippay_desktop.adapters.secrets.errors import NoKeyringHereError
from ippay_desktop.adapters.secrets.keyring_store import KeyringSecretStore
from ippay_desktop.adapters.secrets.session_store import SessionSecretStore
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.secret import SecretText
from tests.conftest import MemoryKeyring

SECRET = SecretText("hunter2-canary")
# As it is before the tests' own keyring takes its place.
REALLY_USABLE = backends._usable
UNTRUSTED = (
    "keyring.backends.null.Keyring",
    "keyring.backends.fail.Keyring",
    "keyring.backends.chainer.ChainerBackend",
    "keyrings.alt.file.PlaintextKeyring",
    "evil_module.Keyring",
)


def refusal() -> str:
    store = KeyringSecretStore()
    told = set()
    for use in (
        lambda: store.put("p1", "x", SECRET),
        lambda: store.get("p1", "x"),
        lambda: store.remove("p1", "x"),
    ):
        with pytest.raises(StorageError) as raised:
            use()
        told.add(str(raised.value))
    assert len(told) == 1
    return told.pop()


@pytest.fixture
def config_file(isolated_environment: Path) -> Path:
    file = isolated_environment / "config" / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir()
    return file


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that would be found if anybody looked; the file tells whether it was loaded."""
    loaded = tmp_path / "loaded"
    (tmp_path / "evil_module.py").write_text(f"open({str(loaded)!r}, 'w').close()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return loaded


@pytest.mark.parametrize("name", UNTRUSTED)
def test_a_keyring_named_by_the_environment_is_refused_aloud(
    name: str, trap: Path, monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    told = refusal()
    assert "PYTHON_KEYRING_BACKEND" in told
    assert name in told
    assert memory_keyring.passwords == {}
    assert not trap.exists()


@pytest.mark.parametrize(
    "line", [*(f"default-keyring={name}" for name in UNTRUSTED), "keyring-path=/tmp"]
)
def test_a_keyring_named_by_the_librarys_file_is_refused_aloud(
    line: str, trap: Path, config_file: Path, memory_keyring: MemoryKeyring
) -> None:
    config_file.write_text(f"[backend]\n{line}\n")
    path = list(sys.path)
    told = refusal()
    assert str(config_file) in told
    assert line.partition("=")[2] in told
    assert memory_keyring.passwords == {}
    assert not trap.exists()
    assert sys.path == path


def test_a_file_of_the_library_that_cannot_be_read_is_refused(config_file: Path) -> None:
    config_file.write_text("no section\n")
    assert "cannot be read" in refusal()


def test_the_platforms_own_may_be_named(config_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    config_file.write_text("[backend]\ndefault-keyring=keyring.backends.SecretService.Keyring\n")
    KeyringSecretStore().put("p1", "x", SECRET)


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("win32", {"keyring.backends.Windows.WinVaultKeyring"}),
        ("darwin", {"keyring.backends.macOS.Keyring"}),
        (
            "linux",
            {
                "keyring.backends.SecretService.Keyring",
                "keyring.backends.kwallet.DBusKeyring",
                "keyring.backends.libsecret.Keyring",
            },
        ),
    ],
)
def test_each_platform_has_its_own_and_no_other(
    platform: str, names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert set(backends.pinned_names()) == names


@pytest.mark.skipif(sys.platform != "linux", reason="the session bus is Linux's")
def test_without_a_session_there_is_no_keyring_whatever_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # keyrings.alt, once installed, has a higher priority than nothing, and writes plain text.
    class PlainText(MemoryKeyring):
        priority = 100.0

    monkeypatch.setattr(backends, "_usable", REALLY_USABLE)
    keyring.set_keyring(PlainText())
    with pytest.raises(NoKeyringHereError, match="offers no keyring"):
        backends.choose_backend()


@pytest.mark.skipif(sys.platform != "linux", reason="the session bus is Linux's")
def test_a_keyring_that_is_there_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Offered(MemoryKeyring):
        priority = 5.0

    monkeypatch.setattr(backends, "_usable", REALLY_USABLE)
    module = types.SimpleNamespace(Keyring=Offered)
    monkeypatch.setitem(sys.modules, "keyring.backends.SecretService", module)
    assert type(backends.choose_backend()) is Offered


def test_without_a_keyring_a_session_keeps_secrets_in_memory_and_says_so(
    isolated_environment: Path,
) -> None:
    keyring.set_keyring(fail.Keyring())
    store = SessionSecretStore(KeyringSecretStore())
    before = store.note
    assert store.get("p1", "x") is None
    store.put("p1", "x", SECRET)
    assert (before, store.note) == (None, backends.NO_KEYRING)
    assert store.get("p1", "x") == SECRET
    files = [path for path in isolated_environment.rglob("*") if path.is_file()]
    assert files == []
    store.remove("p1", "x")
    assert store.get("p1", "x") is None
    # The next session knows nothing.
    assert SessionSecretStore(KeyringSecretStore()).get("p1", "x") is None


def test_a_keyring_that_fails_is_not_done_without() -> None:
    class Locked(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(service, username, password)

    keyring.set_keyring(Locked())
    store = SessionSecretStore(KeyringSecretStore())
    with pytest.raises(StorageError, match="failed"):
        store.put("p1", "x", SECRET)
    assert store.note is None
    assert store.get("p1", "x") is None


def test_the_library_itself_would_have_followed_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Why it is not asked to choose.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    keyring.core.init_backend()
    with pytest.raises(NoKeyringError):
        keyring.get_password("x", "y")
