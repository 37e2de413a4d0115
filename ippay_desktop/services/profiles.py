"""Profiles: create, change, list and remove; their secrets go to the keyring and nowhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.profile import guard_profile
from ippay_desktop.services.authority import Everything

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ippay_desktop.domain.ports import ProfileStore, SecretStore
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.domain.secret import SecretText
    from ippay_desktop.services.authority import Authority

SECRET_NAMES = ("splynx_api_secret", "ippay_password", "report_password", "ledger_password")


class KeyringRefusedError(StorageError):
    """The keyring is missing, locked or unsafe; unlike a full disk, unlocking it mends this."""


@contextmanager
def _using_keyring() -> Iterator[None]:
    try:
        yield
    except StorageError as error:
        raise KeyringRefusedError(str(error)) from error


class ProfileService:
    """The profiles of one data folder."""

    def __init__(
        self, store: ProfileStore, secrets: SecretStore, authority: Authority | None = None
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._authority = authority or Everything()

    def all(self) -> tuple[Profile, ...]:
        """Every profile, by name."""
        return self._store.all()

    def find(self, name: str) -> Profile | None:
        """The profile of that name, if there is one."""
        return next((profile for profile in self.all() if profile.name == name), None)

    def choose(self, name: str | None) -> Profile:
        """The named profile, or the only one.

        Raises:
            InputError: none of that name, or none or several to choose from.
        """
        profiles = self.all()
        if name is not None:
            profiles = tuple(profile for profile in profiles if profile.name == name)
            if not profiles:
                raise InputError(f"There is no profile “{name}”. See “profile list”.")
        if not profiles:
            raise InputError("There is no profile yet. Make one with “profile set NAME …”.")
        if len(profiles) > 1:
            names = ", ".join(profile.name for profile in profiles)
            raise InputError(f"Choose a profile with --profile NAME. There are: {names}.")
        return profiles[0]

    def save(self, profile: Profile, secrets: Mapping[str, SecretText] | None = None) -> None:
        """Check a profile against its mode, store its secrets, then store it.

        Raises:
            InputError: an address that its mode forbids, or an unknown secret's name.
            KeyringRefusedError: the keyring refuses; the profile is then unchanged.
            StorageError: the disk refuses; the profile is then unchanged.
        """
        self._require_administrator()
        guard_profile(profile)
        for name in secrets or {}:
            if name not in SECRET_NAMES:
                raise InputError(
                    f"“{name}” is not a secret this program keeps. Secrets are "
                    f"{', '.join(SECRET_NAMES)}."
                )
        with _using_keyring():
            for name, secret in (secrets or {}).items():
                self._secrets.put(profile.profile_id, name, secret)
        self._store.save(profile)

    def remove(self, name: str) -> None:
        """Forget a profile and its secrets; its charges stay in the journal."""
        self._require_administrator()
        profile = self.choose(name)
        with _using_keyring():
            for secret in SECRET_NAMES:
                self._secrets.remove(profile.profile_id, secret)
        self._store.remove(name)

    def _require_administrator(self) -> None:
        with _using_keyring():
            self._authority.require(Task.ADMINISTER)

    def secret(self, profile: Profile, name: str) -> SecretText | None:
        """A secret of a profile, from the keyring.

        Raises:
            KeyringRefusedError: the keyring refuses.
        """
        with _using_keyring():
            return self._secrets.get(profile.profile_id, name)
