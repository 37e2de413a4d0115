"""Customers: by id, by search, and their balances."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.api import PARALLEL_READS
from ippay_desktop.adapters.splynx.paging import (
    MAX_IDS,
    chunks,
    read_all,
    read_by_ids,
)
from ippay_desktop.adapters.splynx.query import contains, found_in
from ippay_desktop.adapters.splynx.values import to_id
from ippay_desktop.domain.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.adapters.splynx.api import Api
    from ippay_desktop.adapters.splynx.values import Row
    from ippay_desktop.domain.billing import Customer, CustomerBilling
    from ippay_desktop.domain.identifiers import CustomerId

_PATH = "admin/customers/customer"
_BILLING = "admin/customers/customer-billing"
_SEARCHED = ("name", "login", "email", "phone")
# A search for a wildcard matches everybody at the server; reading on would read the whole base.
_SEARCH_DEPTH = 2000


class Customers:
    """Reads customers."""

    def __init__(self, api: Api, *, currency: str, page_size: int) -> None:
        self._fetch = partial(api.rows, _PATH)
        self._api = api
        self._currency = currency
        self._page_size = page_size

    def one(self, customer_id: CustomerId) -> Customer:
        """One customer.

        Raises:
            NotFoundError: there is none.
            ProtocolError: another one came.
        """
        found = mapping.customer(self._api.row(f"{_PATH}/{int(customer_id)}"))
        if found.id != customer_id:
            raise ProtocolError("Splynx sent another customer than the one asked for.")
        return found

    def by_id(self, ids: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Those that exist, whatever their number; long lists are read in parallel."""
        with ThreadPoolExecutor(PARALLEL_READS, "splynx-customers") as pool:
            lists = pool.map(self._those, chunks(ids, MAX_IDS))
            return {customer.id: customer for found in lists for customer in found}

    def _those(self, ids: Iterable[int]) -> list[Customer]:
        return list(map(mapping.customer, read_by_ids(self._fetch, ids)))

    def billing(self, customer_id: CustomerId) -> CustomerBilling:
        """Balance and preferred method.

        Raises:
            NotFoundError: there is no such customer.
            ProtocolError: another one's came.
        """
        row = self._api.row(f"{_BILLING}/{int(customer_id)}")
        found = mapping.customer_billing(row, self._currency)
        if found.customer_id != customer_id:
            raise ProtocolError("Splynx sent another customer's balance than the one asked for.")
        return found

    def search(self, text: str, *, limit: int) -> tuple[Customer, ...]:
        """The first customers, by id, that hold the text in a searched column or as their id.

        The query language knows no "or", so each column is asked for itself, all at once.
        """
        wanted = text.strip()
        if limit < 1:
            return ()
        if not wanted:
            return tuple(map(mapping.customer, self._first(limit)))
        with ThreadPoolExecutor(len(_SEARCHED), "splynx-search") as pool:
            search = partial(self._search_column, text=wanted, limit=limit)
            lists = list(pool.map(search, _SEARCHED))
        number = to_id(wanted)
        if number is not None:
            lists.append(list(read_by_ids(self._fetch, [number])))
        found = {
            customer.id: customer for rows in lists for customer in map(mapping.customer, rows)
        }
        return tuple(found[number] for number in sorted(found)[:limit])

    def _first(self, limit: int) -> list[Row]:
        # By pages until there are enough: a server may send fewer at a time than it was asked for.
        page_size = min(self._page_size, limit)
        return list(islice(read_all(self._fetch, [], page_size=page_size), limit))

    def _search_column(self, column: str, *, text: str, limit: int) -> list[Row]:
        condition = contains(column, text)
        page_size = min(self._page_size, limit)
        found: list[Row] = []
        rows = read_all(self._fetch, [condition], page_size=page_size)
        for seen, row in enumerate(rows, 1):
            if found_in(row, column, text):
                found.append(row)
            if len(found) >= limit or seen >= max(_SEARCH_DEPTH, limit):
                break
        return found
