"""Profiles in one JSON file, replaced as a whole and understood completely or not at all."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.atomic import write_private
from ippay_desktop.adapters.settings.schema import (
    POLICY_SETTINGS,
    PROFILE_SETTINGS,
    REQUIRED,
    Setting,
)
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.profile import ChargingPolicy, Profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE_NAME = "profiles.json"
_FORMAT = 1
_POLICY = "policy"
_MEND = "Mend it, or move the file aside and set the profiles up again."


class JsonProfileStore:
    """Implements `domain.ports.ProfileStore`; any thread of one process may call."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()

    def all(self) -> tuple[Profile, ...]:
        """Every profile, by name; none while there is no file.

        Raises:
            StorageError: the file cannot be read or understood; names the key.
        """
        return tuple(sorted(self._read().values(), key=lambda profile: profile.name))

    def save(self, profile: Profile) -> None:
        """Add or replace, by name.

        Raises:
            InputError: a setting has a value that must not be stored; nothing was written.
            StorageError: the file cannot be read, understood or written.
        """
        try:
            # What could not be read back is refused before it replaces what can.
            _profile(_columns(profile), "")
        except StorageError as error:
            raise InputError(str(error)) from error
        with self._lock:
            self._write({**self._read(), profile.name: profile})

    def remove(self, name: str) -> None:
        """Forget one; fine when there is none.

        Raises:
            StorageError: the file cannot be read, understood or written.
        """
        with self._lock:
            profiles = self._read()
            if profiles.pop(name, None) is not None:
                self._write(profiles)

    def _read(self) -> dict[str, Profile]:
        try:
            # Somebody's editor may have put a mark of the byte order before it.
            text = self._path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise StorageError(f"{self._path} cannot be read ({error}). {_MEND}") from error
        try:
            return _profiles(json.loads(text), f"{self._path}: ")
        except json.JSONDecodeError as error:
            raise StorageError(
                f"{self._path} is not valid JSON (line {error.lineno}). {_MEND}"
            ) from error

    def _write(self, profiles: dict[str, Profile]) -> None:
        stored = [_columns(profiles[name]) for name in sorted(profiles)]
        content = {"format": _FORMAT, "profiles": stored}
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        try:
            write_private(self._path, text.encode())
        except OSError as error:
            raise StorageError(
                f"{self._path} cannot be written ({error.strerror}); it was left as it was. Check "
                "the disk's free space and that this user may write there."
            ) from error


def _columns(profile: Profile) -> dict[str, Any]:
    """A profile as the file holds it: every setting, also those at their default."""
    columns = _written(profile, PROFILE_SETTINGS)
    return {**columns, _POLICY: _written(profile.policy, POLICY_SETTINGS)}


def _written(owner: Profile | ChargingPolicy, settings: tuple[Setting, ...]) -> dict[str, Any]:
    columns = {}
    for setting in settings:
        try:
            columns[setting.name] = setting.kind.write(getattr(owner, setting.name))
        except InputError as error:
            raise InputError(f"“{setting.name}” {error}.") from error
    return columns


def _profiles(content: Any, where: str) -> dict[str, Profile]:  # noqa: ANN401  # any JSON
    if not isinstance(content, dict) or not isinstance(content.get("profiles"), list):
        raise StorageError(f"{where}there is no list of “profiles”. {_MEND}")
    _refuse_unknown(content, {"format", "profiles"}, where)
    if content.get("format") != _FORMAT:
        raise StorageError(
            f"{where}“format” is {content.get('format')!r}, which this version does not know. "
            "Install the version that wrote it."
        )
    profiles: dict[str, Profile] = {}
    for columns in content["profiles"]:
        profile = _profile(columns, where)
        if profile.name in profiles:
            raise StorageError(f"{where}two profiles have the “name” {profile.name}. {_MEND}")
        profiles[profile.name] = profile
    return profiles


def _profile(columns: Any, where: str) -> Profile:  # noqa: ANN401  # any JSON
    if not isinstance(columns, dict):
        raise StorageError(f"{where}“profiles” holds something that is no profile. {_MEND}")
    where = f"{where}profile “{columns.get('name')}”: "
    policy = columns.get(_POLICY, {})
    if not isinstance(policy, dict):
        raise StorageError(f"{where}“{_POLICY}” must hold settings. {_MEND}")
    own = {key: value for key, value in columns.items() if key != _POLICY}
    values = _values(own, PROFILE_SETTINGS, where)
    limits = _values(policy, POLICY_SETTINGS, f"{where}{_POLICY}: ")
    return _made(lambda: Profile(**values, policy=ChargingPolicy(**limits)), where)


def _values(columns: dict[str, Any], settings: tuple[Setting, ...], where: str) -> dict[str, Any]:
    _refuse_unknown(columns, {setting.name for setting in settings}, where)
    for setting in settings:
        if setting.default is REQUIRED and setting.name not in columns:
            raise StorageError(f"{where}“{setting.name}” is missing. {_MEND}")
    return {
        setting.name: _value(columns[setting.name], setting, where)
        for setting in settings
        if setting.name in columns
    }


def _value(value: Any, setting: Setting, where: str) -> Any:  # noqa: ANN401  # any JSON
    # The value itself is not shown: it may be a secret that was put into the wrong place.
    try:
        return setting.kind.read(value)
    except InputError as error:
        raise StorageError(f"{where}“{setting.name}” is wrong: {error} {_MEND}") from error
    except ValueError as error:
        raise StorageError(
            f"{where}“{setting.name}” must be {setting.kind.words}. {_MEND}"
        ) from error


def _made(make: Callable[[], Profile], where: str) -> Profile:
    try:
        return make()
    except InputError as error:
        raise StorageError(f"{where}{error} {_MEND}") from error


def _refuse_unknown(columns: dict[str, Any], known: set[str], where: str) -> None:
    for key in columns:
        if key not in known:
            raise StorageError(f"{where}“{key}” is not a setting. {_MEND}")
