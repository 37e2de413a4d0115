"""What a keyring that cannot be used raises."""

from __future__ import annotations

from ippay_desktop.domain.errors import StorageError


class NoKeyringHereError(StorageError):
    """There is no keyring, or none that may be trusted: unlike a locked one, nothing to unlock."""
