"""An object that is built when first used, so that looking at the journal needs no keyring."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Deferred:
    """Stands for an object and builds it at the first use; any thread may be the first."""

    def __init__(self, build: Callable[[], object]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._object: object | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the object has
        with self._lock:
            if self._object is None:
                self._object = self._build()
        return getattr(self._object, name)
