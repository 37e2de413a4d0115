"""Reports repeat rows, within one answer and across terminals: here each is kept once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ippay_desktop.adapters.ippay.reports.documents import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ippay_desktop.domain.report_port import BankReturn

Row = TypeVar("Row")


def unrepeated(rows: Iterable[Row], key: Callable[[Row], object]) -> tuple[Row, ...]:
    """Each row once.

    Raises:
        ProtocolError: two rows that ought to be one differ.
    """
    seen: dict[object, Row] = {}
    for row in rows:
        if seen.setdefault(key(row), row) != row:
            raise broken("tells the same transaction in two ways")
    return tuple(seen.values())


def first_returns(returns: Iterable[BankReturn]) -> tuple[BankReturn, ...]:
    """Each return once, at its earliest: one number and code is one return.

    Source: the bank may be asked twice more for a debit that lacked money, under its old number
    and with the same answer; the money is then still back only once.

    Raises:
        ProtocolError: two rows about one return differ in more than its time.
    """
    ordered = sorted(returns, key=lambda row: row.returned_at or row.accepted_at)
    timeless = [replace(row, returned_at=None, is_outside_window=False) for row in ordered]
    unrepeated(timeless, _return_key)
    first: dict[object, BankReturn] = {}
    for row in ordered:
        first.setdefault(_return_key(row), row)
    return tuple(first.values())


def _return_key(row: BankReturn) -> tuple[int, str]:
    return (row.gateway_number, row.code)
