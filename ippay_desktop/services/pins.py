"""A PIN: a slow hash in the keyring, with a wait after wrong ones that survives restarts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets as random_source
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from ippay_desktop.domain.ports import Clock, SecretStore

SHORTEST, LONGEST = 6, 64
_SALT_BYTES = 16
# Source: RFC 7914's parameters for interactive logins, doubled; a try takes about a tenth of a
# second and 32 MiB here, and as much for whoever guesses with a stolen hash.
_COST, _BLOCK, _LANES = 2**15, 8, 1
_MEMORY = 64 * 2**20
_FREE_TRIES = 3
_FIRST_WAIT_S, _LONGEST_WAIT_S = 5.0, 900.0
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ODD = "What the keyring holds about the PIN cannot be read. Remove it there by hand, then set it."


class WrongPinError(InputError):
    """The PIN is not the right one, or it is too early to try again."""


@dataclass(frozen=True, slots=True)
class _Tries:
    """Wrong tries in a row, and until when no further one is looked at."""

    wrong: int = 0
    until: datetime = _LONG_AGO


class PinKeeper:
    """One PIN of one station. Blocks (keyring, slow hash); any thread but the window's."""

    def __init__(self, secrets: SecretStore, clock: Clock, *, owner: str, name: str) -> None:
        """Ask nothing yet.

        Args:
            secrets: The keyring.
            clock: Tells how long ago a wrong one was tried.
            owner: Names the station's entries in the keyring.
            name: Which PIN of the station.
        """
        self._secrets = secrets
        self._clock = clock
        self._owner = owner
        self._name = name
        self._guard = threading.Lock()

    def is_set(self) -> bool:
        """Whether there is a PIN.

        Raises:
            StorageError: the keyring refuses.
        """
        return self._secrets.get(self._owner, self._name) is not None

    def set(self, new: SecretText, old: SecretText | None = None) -> None:
        """Set or change it.

        Raises:
            InputError: too short or long, or the old one is wrong.
            StorageError: the keyring refuses; the old one stays.
        """
        if not SHORTEST <= len(new.reveal()) <= LONGEST:
            raise InputError(f"A PIN has {SHORTEST} to {LONGEST} characters.")
        with self._guard:
            if self.is_set():
                self._check(old or SecretText(""))
            salt = random_source.token_bytes(_SALT_BYTES)
            kept = {"salt": _written(salt), "hash": _written(_slow_hash(new, salt))}
            self._secrets.put(self._owner, self._name, SecretText(json.dumps(kept)))

    def forget(self, old: SecretText) -> None:
        """Take it away.

        Raises:
            InputError: the PIN given is wrong.
            StorageError: the keyring refuses.
        """
        with self._guard:
            if self.is_set():
                self._check(old)
                self._secrets.remove(self._owner, self._name)

    def wipe(self) -> None:
        """Forget the PIN and the tries, whatever it was; for a computer that is given up.

        Raises:
            StorageError: the keyring refuses.
        """
        with self._guard:
            for name in (self._name, self._tries_name):
                self._secrets.remove(self._owner, name)

    def check(self, pin: SecretText) -> None:
        """Return if it is the right one.

        Raises:
            WrongPinError: it is not, or it is too early to try again.
            StorageError: the keyring refuses; then nobody is let in.
        """
        with self._guard:
            self._check(pin)

    def _check(self, pin: SecretText) -> None:
        now = self._clock.now()
        tries = self._tries()
        # A clock that was put back must not lock anybody out for years.
        left_s = min((tries.until - now).total_seconds(), _LONGEST_WAIT_S)
        if left_s > 0:
            raise WrongPinError(f"Too many wrong PINs. Try again in {round(left_s) or 1} s.")
        kept = self._secrets.get(self._owner, self._name)
        if kept is None:
            raise WrongPinError("No PIN is set.")
        # Counted before it is compared: who ends the program in between has used up the try.
        self._count(tries.wrong + 1, now)
        if not hmac.compare_digest(*_hashes(kept, pin)):
            raise WrongPinError("That PIN is wrong.")
        self._secrets.remove(self._owner, self._tries_name)

    @property
    def _tries_name(self) -> str:
        return f"{self._name}_tries"

    def _tries(self) -> _Tries:
        kept = self._secrets.get(self._owner, self._tries_name)
        if kept is None:
            return _Tries()
        try:
            held = json.loads(kept.reveal())
            return _Tries(int(held["wrong"]), datetime.fromisoformat(held["until"]))
        except (ValueError, KeyError, TypeError):
            # Somebody wrote there: as after many wrong tries, but not for ever.
            return _Tries(wrong=_FREE_TRIES * 2)

    def _count(self, wrong: int, now: datetime) -> None:
        wait_s = 0.0
        if wrong >= _FREE_TRIES:
            wait_s = min(_FIRST_WAIT_S * 2 ** (wrong - _FREE_TRIES), _LONGEST_WAIT_S)
        until = now + timedelta(seconds=wait_s)
        words = json.dumps({"wrong": min(wrong, 64), "until": until.isoformat()})
        self._secrets.put(self._owner, self._tries_name, SecretText(words))


def _hashes(kept: SecretText, pin: SecretText) -> tuple[bytes, bytes]:
    try:
        held = json.loads(kept.reveal())
        salt, known = base64.b64decode(held["salt"]), base64.b64decode(held["hash"])
    except (ValueError, KeyError, TypeError):
        raise StorageError(_ODD) from None
    return known, _slow_hash(pin, salt)


def _slow_hash(pin: SecretText, salt: bytes) -> bytes:
    return hashlib.scrypt(
        pin.reveal().encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY
    )


def _written(content: bytes) -> str:
    return base64.b64encode(content).decode()
