"""Payment accounts: the slots in which an add-on keeps customers' cards and bank accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.paging import check_rows
from ippay_desktop.adapters.splynx.query import encode, equals_id
from ippay_desktop.adapters.splynx.values import read_id
from ippay_desktop.domain.errors import NotFoundError, ProtocolError
from ippay_desktop.domain.identifiers import CustomerId, PaymentAccountId

if TYPE_CHECKING:
    from ippay_desktop.adapters.splynx.api import Api
    from ippay_desktop.adapters.splynx.values import Row
    from ippay_desktop.domain.instrument import SavedFields

DEFINITIONS = "admin/customers/customer-payment-accounts"
_EVERYBODY = "admin/customers/customer-payment-account-data"


def _differing() -> ProtocolError:
    return ProtocolError(
        "Splynx sent two different sets of saved payment methods for one customer; neither was "
        "used."
    )


class Accounts:
    """Reads saved payment methods; what it returns stays in memory."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def saved_fields(
        self, customer_id: CustomerId, account: PaymentAccountId
    ) -> SavedFields | None:
        """One customer's slots; None when nothing is stored.

        A server may send a list or the bare record, and for nothing an empty list or 404.

        Raises:
            ProtocolError: the record is another customer's or account's.
        """
        try:
            parsed = self._api.get(DEFINITIONS, encode({"id": f"{customer_id}--{account}"}))
        except NotFoundError:
            return None
        sent: list[object] = parsed if isinstance(parsed, list) else [parsed] if parsed else []
        rows = [row for row in sent if isinstance(row, Mapping)]
        if len(rows) != len(sent):
            raise ProtocolError("Splynx sent something else than saved payment methods.")
        # This query is one that other servers may ignore: without the check, a stranger's card.
        check_rows(rows, [equals_id("customer_id", customer_id), equals_id("account_id", account)])
        if not rows:
            return None
        if any(row != rows[0] for row in rows):
            raise _differing()
        return mapping.saved_fields(rows[0])

    def all_saved_fields(self, account: PaymentAccountId) -> Mapping[CustomerId, SavedFields]:
        """Everybody's slots of one account; customers with nothing stored are absent.

        The list has neither filter nor pages, so nothing can prove it complete: a customer absent
        from it is one to ask `saved_fields` about before money depends on it.

        Raises:
            ProtocolError: two rows of one customer contradict each other.
        """
        ours: dict[CustomerId, Row] = {}
        for row in self._api.rows(_EVERYBODY):
            if read_id(row, "account_id") == account:
                customer = CustomerId(read_id(row, "customer_id"))
                if ours.setdefault(customer, row) != row:
                    raise _differing()
        slots = ((customer, mapping.saved_fields(row)) for customer, row in ours.items())
        return {customer: saved for customer, saved in slots if saved is not None}
