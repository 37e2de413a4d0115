"""Invoices and proformas: complete lists, and single ones fresh."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.absent_module import is_absent
from ippay_desktop.adapters.splynx.errors import ServerFailedError
from ippay_desktop.adapters.splynx.paging import (
    MAX_IDS,
    MAX_NUMBERS,
    chunks,
    read_all,
    text_chunks,
)
from ippay_desktop.adapters.splynx.query import (
    Condition,
    between,
    count_query,
    equals_id,
    id_in,
    text_in,
)
from ippay_desktop.adapters.splynx.recording import PAYMENTS
from ippay_desktop.domain.billing import Document, DocumentKind, DocumentStatus
from ippay_desktop.domain.errors import (
    DueUnknownError,
    InvariantError,
    PermissionDeniedError,
    ProtocolError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.adapters.splynx.api import Api
    from ippay_desktop.adapters.splynx.values import Row
    from ippay_desktop.domain.identifiers import DocumentId
    from ippay_desktop.domain.ports import DocumentQuery

_PATHS = {
    DocumentKind.INVOICE: "admin/finance/invoices",
    DocumentKind.PROFORMA: "admin/finance/proforma-invoices",
}
_COUNT_TRIES = 2
# Source: the column's length in the database; no longer number can exist.
_MAX_NUMBER = 64


def _path(kind: DocumentKind) -> str:
    if kind not in _PATHS:
        raise InvariantError("A balance refill is no document that could be read.")
    return _PATHS[kind]


class Documents:
    """Reads invoices and proformas."""

    def __init__(self, api: Api, *, currency: str, page_size: int) -> None:
        self._api = api
        self._currency = currency
        self._page_size = page_size
        self._has_proformas = True

    def forget(self) -> None:
        """Look again whether the proforma module is there."""
        self._has_proformas = True

    def one(self, kind: DocumentKind, document_id: DocumentId) -> Document:
        """One document, fresh.

        Raises:
            NotFoundError: there is none.
            DueUnknownError: nobody can say what is open of it.
            ProtocolError: another one came.
        """
        row = self._api.row(f"{_path(kind)}/{int(document_id)}")
        found = mapping.document(row, kind, self._currency)
        if found.ref.id != document_id:
            raise ProtocolError("Splynx sent another document than the one asked for.")
        is_open = found.status is DocumentStatus.NOT_PAID
        if kind is DocumentKind.INVOICE and is_open and not mapping.has_due(row):
            self._refuse_if_paid_in_part(document_id)
        return found

    def _refuse_if_paid_in_part(self, invoice_id: DocumentId) -> None:
        """Keep an old server, which names only totals, from having a part charged twice."""
        paid_here = equals_id("invoice_id", invoice_id)
        payments = read_all(
            partial(self._api.rows, PAYMENTS), [paid_here], page_size=self._page_size
        )
        if any(not mapping.is_deleted(row) for row in payments):
            raise DueUnknownError(
                "Part of this invoice has been paid, and this Splynx does not say how much is "
                "still due; settle it in Splynx by hand."
            )

    def matching(self, kind: DocumentKind, query: DocumentQuery) -> tuple[Document, ...]:
        """All documents that match, by id; complete or an error.

        No proformas when their module is off, which servers say with 405, 403 or even 500.
        """
        path = _path(kind)
        if kind is not DocumentKind.PROFORMA:
            return self._read(kind, path, query)
        if not self._has_proformas:
            return ()
        try:
            return self._read(kind, path, query)
        except PermissionDeniedError:
            self._has_proformas = False
            return ()
        except ServerFailedError as error:
            # Not remembered: what fails now may be there tomorrow.
            if is_absent(self._api, path, error):
                return ()
            raise

    def _read(self, kind: DocumentKind, path: str, query: DocumentQuery) -> tuple[Document, ...]:
        found: dict[int, Document] = {}
        for conditions in _queries(query):
            for row in self._listing(path, conditions):
                document = mapping.document(row, kind, self._currency)
                if document.ref.id is not None and _is_wanted(document, query):
                    found[document.ref.id] = document
        return tuple(found[number] for number in sorted(found))

    def _listing(self, path: str, conditions: tuple[Condition, ...]) -> list[Row]:
        """All rows under the conditions, held against the server's own count where it has one.

        The pages prove the list complete if the server keeps its word; the count is a second,
        independent word. When the count itself moves, others are at work and it proves nothing.
        """
        counted = count_query(conditions)
        fetch = partial(self._api.rows, path)
        promised = 0
        rows: list[Row] = []
        for _ in range(_COUNT_TRIES):
            count = self._api.count(path, counted)
            rows = list(read_all(fetch, conditions, page_size=self._page_size))
            if count is None or len(rows) >= count or self._api.count(path, counted) != count:
                return rows
            promised = count
        raise ProtocolError(
            f"Splynx counts {promised:,} documents but sent {len(rows):,}; the list may not be "
            "complete and was not used. Try again."
        )


def _is_wanted(document: Document, query: DocumentQuery) -> bool:
    """The conditions that were not sent, or that the database judges more loosely than we do."""
    return (
        (not query.statuses or document.status in query.statuses)
        and (not query.customers or document.ref.customer_id in query.customers)
        and (not query.numbers or document.ref.number in query.numbers)
    )


def _queries(query: DocumentQuery) -> Iterator[tuple[Condition, ...]]:
    """The filter as one query or several, each short enough for an address."""
    common: list[Condition] = []
    if query.period is not None:
        common.append(between("date_created", query.period.first, query.period.last))
    if query.statuses and DocumentStatus.OTHER not in query.statuses:
        # In no fixed place in the set, but in a fixed order on the wire.
        common.append(text_in("status", (status.value for status in query.statuses)))
    if query.numbers:
        numbers = (number for number in query.numbers if 0 < len(number) <= _MAX_NUMBER)
        for texts in text_chunks(numbers, MAX_NUMBERS):
            yield (*common, text_in("number", texts))
    elif query.customers:
        for ids in chunks(query.customers, MAX_IDS):
            yield (*common, id_in("customer_id", ids))
    else:
        yield tuple(common)
