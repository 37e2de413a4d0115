"""The keyring is believed only when it gives back what it got, and never waited for too long."""

import threading

import keyring
import pytest
from keyring import errors
from typing_extensions import override

from ippay_desktop.adapters.secrets.keyring_store import SERVICE, KeyringSecretStore
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.ports import SecretStore
from ippay_desktop.domain.secret import SecretText
from tests.conftest import MemoryKeyring

SECRET = SecretText("hunter2-ü")


@pytest.fixture(params=[KeyringSecretStore, MemorySecretStore])
def store(request: pytest.FixtureRequest) -> SecretStore:
    made: SecretStore = request.param()
    return made


def test_a_secret_comes_back_until_it_is_removed(store: SecretStore) -> None:
    assert store.get("p1", "ippay_password") is None
    store.remove("p1", "ippay_password")
    store.put("p1", "ippay_password", SECRET)
    store.put("p1", "report_password", SecretText("other"))
    store.put("p2", "ippay_password", SecretText("another"))
    assert store.get("p1", "ippay_password") == SECRET
    store.put("p1", "ippay_password", SecretText("changed"))
    assert store.get("p1", "ippay_password") == SecretText("changed")
    store.remove("p1", "ippay_password")
    assert store.get("p1", "ippay_password") is None
    assert store.get("p1", "report_password") == SecretText("other")
    assert store.get("p2", "ippay_password") == SecretText("another")


def test_entries_are_filed_under_the_programs_name(memory_keyring: MemoryKeyring) -> None:
    KeyringSecretStore().put("p1", "ippay_password", SECRET)
    assert memory_keyring.passwords == {("IPpay Desktop", "p1/ippay_password"): SECRET.reveal()}
    assert SERVICE == "IPpay Desktop"


class Forgetful(MemoryKeyring):
    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Clinging(MemoryKeyring):
    @override
    def delete_password(self, service: str, username: str) -> None:
        pass


def test_a_keyring_that_forgets_is_noticed() -> None:
    keyring.set_keyring(Forgetful())
    with pytest.raises(StorageError, match="did not give back"):
        KeyringSecretStore().put("p1", "x", SECRET)


def test_a_keyring_that_keeps_what_was_removed_is_noticed() -> None:
    keyring.set_keyring(Clinging())
    store = KeyringSecretStore()
    store.put("p1", "x", SECRET)
    with pytest.raises(StorageError, match="still holds"):
        store.remove("p1", "x")


class Broken(MemoryKeyring):
    """Raises one error at every call."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.KeyringLocked("hunter2"), "locked"),
        (errors.NoKeyringError("hunter2"), "no keyring"),
        (errors.InitError("hunter2"), "could not be opened"),
        (errors.PasswordSetError("hunter2"), "refused to store"),
        (errors.PasswordDeleteError("hunter2"), "refused to forget"),
        (errors.KeyringError("hunter2"), "failed"),
        (RuntimeError("hunter2"), "failed"),
        (OSError("hunter2"), "failed"),
    ],
)
def test_every_error_becomes_a_sentence_without_the_backends_words(
    error: Exception, words: str
) -> None:
    keyring.set_keyring(Broken(error))
    store = KeyringSecretStore()
    for use in (
        lambda: store.put("p1", "x", SECRET),
        lambda: store.get("p1", "x"),
        lambda: store.remove("p1", "x"),
    ):
        with pytest.raises(StorageError, match=words) as raised:
            use()
        assert "hunter2" not in str(raised.value)
        assert raised.value.__cause__ is error


def test_every_error_class_of_the_library_has_a_sentence_of_its_own() -> None:
    ours = {
        errors.KeyringLocked,
        errors.NoKeyringError,
        errors.InitError,
        errors.PasswordSetError,
        errors.PasswordDeleteError,
    }
    assert set(errors.KeyringError.__subclasses__()) == ours


class Hanging(MemoryKeyring):
    """Waits for a person who never comes, until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait()
        return super().get_password(service, username)


def test_a_keyring_that_waits_for_a_person_is_not_waited_for() -> None:
    hanging = Hanging()
    keyring.set_keyring(hanging)
    store = KeyringSecretStore(timeout_s=0.1)
    try:
        for _ in range(3):
            with pytest.raises(StorageError, match=r"did not answer for 0\.1 seconds"):
                store.get("p1", "x")
        waiting = [thread for thread in threading.enumerate() if thread.name == "keyring"]
        assert len(waiting) == 1
        assert waiting[0].daemon
    finally:
        hanging.let_go.set()
    waiting[0].join()
    assert store.get("p1", "x") is None
