"""The five reasons why a saved method will fail at the next charge, each made on the servers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.services.failing_methods import (
    FailingMethodService,
    FailureGroup,
    next_charge_on,
)
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.support.workspaces import chargeable

if TYPE_CHECKING:
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.failing_methods import FailingMethod
    from tests.sim.reports.conftest import Office

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
CARD_CHOICE, BANK_CHOICE = AccountChoice.CARD, AccountChoice.BANK
BY = date(2027, 1, 31)


def with_one(office: Office, kind: InstrumentKind) -> DocumentRow:
    """An open document of a customer who has saved only a card, or only a bank account."""
    other = BANK if kind is CARD else CARD
    methods = SavedMethodReader(office.workspace).of_everybody()
    open_rows = chargeable(office.workspace, instrument=kind)
    per_customer = Counter(row.document.ref.customer_id for row in open_rows)
    row = next(
        row
        for row in open_rows
        if methods[row.document.ref.customer_id].of(other) is None
        and per_customer[row.document.ref.customer_id] == 1
        and row.document.ref.customer_id not in _DONE
    )
    _DONE.add(row.document.ref.customer_id)
    return row


_DONE: set[int] = set()


def edit(office: Office, row: DocumentRow, **columns: Any) -> None:
    edit = {"table": "accounts", "id": row.document.ref.customer_id, "set": columns}
    office.practice.control("POST", "/splynx/edit", edit)


def expire(office: Office, row: DocumentRow) -> None:
    edit(office, row, field_4="12/2026")


def remove(office: Office, row: DocumentRow) -> None:
    edit(office, row, **{f"field_{number}": "" for number in range(1, 5)})


def put_number(office: Office, row: DocumentRow) -> None:
    edit(office, row, field_1="@test-card-1")


def decline_for_good(office: Office, row: DocumentRow) -> None:
    fault = {"server": "ippay", "type": "SALE", "fault": "action_code", "times": 1}
    office.practice.faults([{**fault, "args": {"code": "041"}}])
    attempt = office.charge_row(row, CARD_CHOICE)
    assert attempt.state is AttemptState.DECLINED
    office.practice.faults([])


def return_as_closed(office: Office, row: DocumentRow) -> None:
    attempt = office.charge_row(row, BANK_CHOICE)
    office.come_back(attempt, "R02")
    office.reconcile()
    # The payment goes, so that the document is owed again.
    office.delete_payment(attempt)
    office.reconcile()


def listed(office: Office, row: DocumentRow) -> FailingMethod | None:
    found = FailingMethodService(office.workspace).find(BY)
    return next((one for one in found if one.customer_id == row.document.ref.customer_id), None)


@pytest.mark.parametrize(
    ("group", "happen", "kind", "word"),
    [
        (FailureGroup.EXPIRED, expire, CARD, "12/2026"),
        (FailureGroup.MISSING, remove, CARD, "no saved card"),
        (FailureGroup.RAW_NUMBER, put_number, CARD, "number"),
        (FailureGroup.DECLINED, decline_for_good, CARD, "Never with this card"),
        (FailureGroup.RETURNED, return_as_closed, BANK, "returned"),
    ],
)
def test_each_reason_is_found_and_nothing_before_it(
    office: Office, group: FailureGroup, happen: Any, kind: InstrumentKind, word: str
) -> None:
    row = with_one(office, kind)
    assert listed(office, row) is None
    happen(office, row)
    found = listed(office, row)
    assert found is not None
    assert found.group is group
    assert word in found.reason
    assert found.due.is_positive
    assert found.portal_url == f"{office.practice.splynx_url}/ippay"


@pytest.mark.parametrize(
    ("chosen", "today", "on"),
    [
        (None, date(2026, 11, 26), date(2026, 12, 31)),
        (date(2026, 12, 15), date(2026, 11, 26), date(2026, 12, 15)),
        (date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 12, 15), date(2026, 12, 16), date(2027, 1, 15)),
        # The 31st stays the 31st after a short month.
        (date(2026, 10, 31), date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 10, 31), date(2026, 12, 2), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_the_chosen_day_comes_again_every_month(chosen: date | None, today: date, on: date) -> None:
    assert next_charge_on(chosen, today) == on
