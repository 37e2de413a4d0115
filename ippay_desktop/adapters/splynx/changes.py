"""Splynx read page by page for the local copy: everything by id, and what changed by its markers.

Source: Splynx marks a change of a customer with `last_update` (date and time, its own zone) and of
a document with `date_updated` (a day). Whether a payment moves the latter is not documented, hence
the separate reading of what is open; deletions are not marked at all.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.absent_module import is_absent
from ippay_desktop.adapters.splynx.errors import ServerFailedError
from ippay_desktop.adapters.splynx.mapping import CustomerColumns, DocumentColumns
from ippay_desktop.adapters.splynx.paging import check_rows, read_by_ids
from ippay_desktop.adapters.splynx.query import (
    count_query,
    id_above,
    list_query,
    since,
    text_in,
)
from ippay_desktop.adapters.splynx.values import read_id, reader_of
from ippay_desktop.domain.billing import DocumentStatus
from ippay_desktop.domain.errors import NotFoundError, PermissionDeniedError, ProtocolError
from ippay_desktop.domain.local_copy import KIND_OF, Page, Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ippay_desktop.adapters.splynx.api import Api
    from ippay_desktop.adapters.splynx.query import Condition
    from ippay_desktop.adapters.splynx.values import Row
    from ippay_desktop.domain.billing import Customer, Document

_log = logging.getLogger(__name__)
_PATHS = {
    Resource.CUSTOMERS: "admin/customers/customer",
    Resource.INVOICES: "admin/finance/invoices",
    Resource.PROFORMAS: "admin/finance/proforma-invoices",
}
_READERS = {
    Resource.CUSTOMERS: reader_of(list[CustomerColumns]),
    Resource.INVOICES: reader_of(list[DocumentColumns]),
    Resource.PROFORMAS: reader_of(list[DocumentColumns]),
}
# So many records that cannot be read, and no other: the server speaks another language.
_MOST_ODD = 5
_OPEN = (DocumentStatus.NOT_PAID.value, DocumentStatus.PENDING.value)


class Changes:
    """Implements `domain.local_copy.ChangeSource`."""

    def __init__(self, api: Api, *, currency: str, zone: ZoneInfo, page_size: int = 100) -> None:
        self._api = api
        self._currency = currency
        self._zone = zone
        self._page_size = page_size
        self._switched_off: set[Resource] = set()

    def server_now(self) -> datetime | None:
        """Splynx's clock by its last answer, UTC."""
        return self._api.moment.now()

    def last_id(self, resource: Resource) -> int:
        """The highest id there is; 0 when there is none, or the module is off."""
        # A pass begins with this: a module that was off may be there by now.
        self._switched_off.discard(resource)
        rows = self._rows(resource, list_query([], limit=1, is_down=True))
        return max((read_id(row, "id") for row in rows), default=0)

    def count(self, resource: Resource) -> int | None:
        """How many there are; None when the server does not say."""
        if resource in self._switched_off:
            return 0
        return self._api.count(_PATHS[resource], count_query([]))

    def page_after(self, resource: Resource, last: int) -> Page:
        """The next page by id; empty at the end."""
        return self._page(resource, (), last)

    def changed_since(self, resource: Resource, moment: datetime) -> Iterator[Page]:
        """Pages of what changed since an instant, as far as Splynx marks changes."""
        local = moment.astimezone(self._zone)
        if resource is Resource.CUSTOMERS:
            marker = since("last_update", f"{local:%Y-%m-%d %H:%M:%S}")
        else:
            marker = since("date_updated", f"{local - timedelta(days=1):%Y-%m-%d}")
        return self._pages(resource, (marker,))

    def open_documents(self, resource: Resource) -> Iterator[Page]:
        """Pages of what is unpaid or pending."""
        return self._pages(resource, (text_in("status", _OPEN),))

    def by_ids(self, resource: Resource, ids: Iterable[int]) -> Iterator[Page]:
        """Those that exist, in one page."""
        yield self._read(resource, list(read_by_ids(partial(self._rows, resource), ids)))

    def _pages(self, resource: Resource, conditions: tuple[Condition, ...]) -> Iterator[Page]:
        last = 0
        while (page := self._page(resource, conditions, last)).last:
            yield page
            last = page.last

    def _page(self, resource: Resource, conditions: tuple[Condition, ...], last: int) -> Page:
        asked = (*conditions, id_above(last))
        rows = self._rows(resource, list_query(asked, limit=self._page_size))
        check_rows(rows, asked)
        ids = [read_id(row, "id") for row in rows]
        if any(later <= earlier for earlier, later in pairwise(ids)):
            raise ProtocolError(
                "Splynx sent a list with a record twice or out of order; it was not used."
            )
        return self._read(resource, rows)

    def _read(self, resource: Resource, rows: Sequence[Row]) -> Page:
        """Take what can be read, and name what cannot.

        Raises:
            ProtocolError: nothing of many can be read; then it is not the records.
        """
        mapper, page, unreadable = self._mapper(resource), [], []
        for row in rows:
            try:
                page.append(mapper(row))
            except ProtocolError:
                unreadable.append(read_id(row, "id"))
                if len(unreadable) == len(rows) > _MOST_ODD:
                    raise
        if unreadable:
            # Their ids alone: what they hold may be anything.
            _log.warning("records_unreadable resource=%s ids=%s", resource, unreadable)
        return Page(page, tuple(unreadable))

    def _mapper(self, resource: Resource) -> Callable[[Row], Customer | Document]:
        if resource is Resource.CUSTOMERS:
            return mapping.customer
        kind = KIND_OF[resource]
        # The copy keeps no description.
        return partial(mapping.document, kind=kind, currency=self._currency, is_described=False)

    def _rows(self, resource: Resource, query: str) -> Sequence[Row]:
        """Rows of a list; none once the proforma module turned out to be off.

        Servers say so with 405, 403, 404 or even 500.
        """
        if resource in self._switched_off:
            return []
        try:
            return self._api.rows(_PATHS[resource], query, _READERS[resource])
        except (PermissionDeniedError, NotFoundError):
            if resource is not Resource.PROFORMAS:
                raise
        except ServerFailedError as error:
            path = _PATHS[resource]
            if resource is not Resource.PROFORMAS or not is_absent(self._api, path, error):
                raise
        self._switched_off.add(resource)
        return []
