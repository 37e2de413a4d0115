"""Puts a stand-in where the program looks for the platform's keyring, in processes of tests.

Python runs this module first, as the tests' `PYTHONPATH` leads here. The program loads only the
platform's own keyrings, by name, and knows no way to be given another; so the names lead elsewhere.
With `TEST_KEYRING=real` nothing is changed.
"""

import os
import sys
from types import ModuleType
from typing import Any

_PLATFORMS = ("SecretService", "kwallet", "libsecret", "Windows", "macOS")


class StandIn(ModuleType):
    """A module of the keyring library whose keyring is the test's file, or none."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if "TEST_KEYRING_FILE" in os.environ:
            from tests.support.keyring_backend import FileKeyring  # noqa: PLC0415

            return FileKeyring
        from keyring.backends.fail import Keyring  # noqa: PLC0415

        return Keyring


if os.environ.get("TEST_KEYRING") != "real":
    for platform in _PLATFORMS:
        name = f"keyring.backends.{platform}"
        sys.modules[name] = StandIn(name)
