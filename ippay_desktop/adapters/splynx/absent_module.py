"""Whether a list is absent that answers nothing but a server error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx.errors import SERVER_ERROR, ServerFailedError
from ippay_desktop.adapters.splynx.query import list_query
from ippay_desktop.domain.errors import IPpayDesktopError

if TYPE_CHECKING:
    from ippay_desktop.adapters.splynx.api import Api

_ALWAYS_THERE = "admin/finance/invoices"


def is_absent(api: Api, path: str, error: ServerFailedError) -> bool:
    """Whether a list fails whatever is asked of it while the rest of the server works.

    Some servers say so of proformas whose module is off. A passing failure must not look like an
    empty list, so both are asked again; blocks while they are.

    Args:
        api: Asks.
        path: The list.
        error: How it failed.
    """
    if error.status != SERVER_ERROR:
        return False
    one_row = list_query([], limit=1)
    try:
        api.rows(_ALWAYS_THERE, one_row)
    except IPpayDesktopError:
        return False
    try:
        api.rows(path, one_row)
    except ServerFailedError as again:
        return again.status == SERVER_ERROR
    return False
