"""Asking where documents' latest attempts began: threads that ask at the same moment ask once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ippay_desktop.adapters.journal import queries
from ippay_desktop.adapters.journal.joint import Joint, Part
from ippay_desktop.domain.charge import FINAL_STATES

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
            found = self._of_host(host, [part.asked[1] for part in of_host])
            for part in of_host:
                part.told = [row for row in found if row["document_key"] == part.asked[1]]

    def taken(self, splynx_host: str, document_keys: Sequence[str]) -> frozenset[str]:
        """Those of some documents that have an open attempt."""
        if not document_keys:
            return frozenset()
        count, keys = queries.by_place(document_keys)
        found = self._database.ask(queries.states_of(count), host=splynx_host, **keys)
        return frozenset(row["document_key"] for row in found if row["state"] not in FINAL_STATES)

    def _of_host(self, host: str, document_keys: list[str]) -> _Rows:
        count, keys = queries.by_place(document_keys)
        return self._database.ask(queries.latest_of(count), host=host, **keys)
