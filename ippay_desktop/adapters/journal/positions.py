"""Asking where documents' latest attempts began: threads that ask at the same moment ask once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ippay_desktop.adapters.journal import queries
from ippay_desktop.adapters.journal.joint import Joint, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ippay_desktop.adapters.journal.transactions import Transactions

    # Host and key of a document, and the rows found for it.
    _Document: TypeAlias = tuple[str, str]
    _Rows: TypeAlias = list[dict[str, Any]]

_MOST = 16


class Positions:
    """Finds documents' latest attempts; any thread may call."""

    def __init__(self, database: Transactions) -> None:
        self._database = database
        self._joint: Joint[_Document, _Rows] = Joint(self._ask, most=_MOST)

    def latest(self, splynx_host: str, document_key: str) -> dict[str, Any] | None:
        """The row of a document's latest attempt, of everything committed before."""
        return next(iter(self._joint.have((splynx_host, document_key))), None)

    def _ask(self, gather: Callable[[], Sequence[Part[_Document, _Rows]]]) -> None:
        parts = gather()
        for host in dict.fromkeys(part.asked[0] for part in parts):
            of_host = [part for part in parts if part.asked[0] == host]
            found = self._of_host(host, list(dict.fromkeys(part.asked[1] for part in of_host)))
            for part in of_host:
                part.told = [row for row in found if row["document_key"] == part.asked[1]]

    def _of_host(self, host: str, keys: list[str]) -> _Rows:
        # As with intents: a few forms of the question, which the server soon knows.
        count = 1 << (len(keys) - 1).bit_length()
        keys += keys[-1:] * (count - len(keys))
        asked = {f"key_{place}": key for place, key in enumerate(keys)}
        return self._database.ask(queries.latest_of(count), host=host, **asked)
