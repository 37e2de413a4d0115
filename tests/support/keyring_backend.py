"""A keyring in a private file, for programs that a test starts and whose memory it cannot share.

Say where the file is by `TEST_KEYRING_FILE`; `tests/support/stand_ins` puts it in the place of the
platform's own. Never for real secrets.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override

FILE_VARIABLE = "TEST_KEYRING_FILE"


class FileKeyring(KeyringBackend):
    """Keeps passwords in the file that the environment names."""

    priority = 1.0

    @override
    def get_password(self, service: str, username: str) -> str | None:
        with self._passwords() as passwords:
            return passwords.get(_key(service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._change(lambda passwords: passwords.update({_key(service, username): password}))

    @override
    def delete_password(self, service: str, username: str) -> None:
        def delete(passwords: dict[str, str]) -> None:
            if passwords.pop(_key(service, username), None) is None:
                raise PasswordDeleteError(username)

        self._change(delete)

    def _change(self, change: Callable[[dict[str, str]], object]) -> None:
        with self._passwords() as passwords:
            change(passwords)
            text = json.dumps(passwords)
            draft = _file().with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text(text, encoding="utf-8")
            draft.replace(_file())

    @contextmanager
    def _passwords(self) -> Iterator[dict[str, str]]:
        with _file().with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            text = _file().read_text(encoding="utf-8") if _file().exists() else "{}"
            yield json.loads(text)


def _file() -> Path:
    return Path(os.environ[FILE_VARIABLE])


def _key(service: str, username: str) -> str:
    return f"{service}/{username}"
