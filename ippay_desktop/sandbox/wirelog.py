"""What arrived at the practice servers, masked: proof that a request was, or was not, sent."""

import collections
import sys
import threading

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.masking import mask_digits, mask_path

_KEPT = 50_000
# Transaction ids may be 18 digits by design; they are identifiers, not account numbers.
_IDENTIFIERS = frozenset({"transaction_id", "type", "fault"})


class WireLog:
    """The latest requests in memory, with counters, and a line each on standard error if wanted.

    Request bodies never get here; of a gateway request only its type, terminal, ids and order
    number do.
    """

    def __init__(self, clock: Clock, *, echo: bool = False) -> None:
        self._clock = clock
        self._echo = echo
        self._lock = threading.Lock()
        self._entries: collections.deque[dict[str, object]] = collections.deque(maxlen=_KEPT)
        self._counters: collections.Counter[str] = collections.Counter()
        self._last = 0

    def connected(self, server: str) -> None:
        """Count an accepted connection."""
        with self._lock:
            self._counters[f"{server}.connections"] += 1

    def received(self, server: str, size: int) -> None:
        """Count the bytes of a request that was read in full."""
        with self._lock:
            self._counters[f"{server}.requests"] += 1
            self._counters[f"{server}.bytes"] += size

    def note(self, server: str, method: str, target: str, facts: dict[str, object]) -> None:
        """Keep one answered (or dropped) request.

        Args:
            server: ``splynx``, ``ippay`` or ``reports``.
            method: The HTTP verb.
            target: Path and query as sent; it is masked here.
            facts: ``status`` (None when no answer was sent), ``fault``, and for the gateway
                ``type``, ``terminal``, ``transaction_id`` and ``order_number``.
        """
        entry: dict[str, object] = {
            "at": self._clock.now().isoformat(),
            "server": server,
            "method": method,
            "path": mask_path(target),
            "type": None,
            "status": None,
            "fault": None,
        }
        for name, value in facts.items():
            entry[name] = (
                mask_digits(value) if isinstance(value, str) and name not in _IDENTIFIERS else value
            )
        with self._lock:
            self._last += 1
            entry["seq"] = self._last
            self._entries.append(entry)
            self._counters[f"{server}.{method}"] += 1
            if entry["type"]:
                self._counters[f"{server}.type.{entry['type']}"] += 1
        if self._echo:
            words = (entry["at"], server, method, entry["path"], entry["type"] or "-")
            line = " ".join(str(word) for word in words)
            sys.stderr.write(f"{line} -> {entry['status']} {entry['fault'] or ''}\n")

    def since(self, number: int) -> dict[str, object]:
        """Return the requests after a sequence number, the last number, and all counters."""
        with self._lock:
            kept = [entry for entry in self._entries if int(str(entry["seq"])) > number]
            return {"requests": kept, "last": self._last, "counters": dict(self._counters)}
