"""Whose saved method will fail at the next charge, before it does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.services.failing_methods import FailingMethodService, end_of_next_month
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.sim.charging.test_retry_rules import decline, pay
from tests.support.workspaces import chargeable

if TYPE_CHECKING:
    from ippay_desktop.services.failing_methods import FailingMethod
    from ippay_desktop.services.workspace import Workspace

FAR, SOON = date(2020, 1, 1), date(2099, 12, 31)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 11, 26), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_charge_is_over_by_the_end_of_next_month(today: date, end: date) -> None:
    assert end_of_next_month(today) == end


def by_kind(workspace: Workspace, by: date) -> dict[int, FailingMethod]:
    return {one.customer_id: one for one in FailingMethodService(workspace).find(by)}


def test_who_can_be_charged_is_not_listed_and_who_cannot_is(practice, workspace):
    good = {row.document.ref.customer_id for row in chargeable(workspace)}
    good |= {
        row.document.ref.customer_id
        for row in chargeable(workspace, instrument=InstrumentKind.BANK)
    }
    listed = by_kind(workspace, FAR)
    assert listed
    assert not listed.keys() & good
    assert {"missing", "expired"} <= {one.kind for one in listed.values()}
    assert all(one.reason and one.unpaid and one.due.is_positive for one in listed.values())
    assert {one.portal_url for one in listed.values()} == {f"{practice.splynx_url}/ippay"}
    sums = [one.due for one in FailingMethodService(workspace).find(FAR)]
    assert sums == sorted(sums, reverse=True)


def test_a_card_that_expires_before_the_next_charge_is_listed(workspace):
    before, after = by_kind(workspace, FAR), by_kind(workspace, SOON)
    new = {one.kind for customer, one in after.items() if customer not in before}
    assert new == {"expires"}


def test_a_card_that_was_declined_for_good_is_listed(practice, workspace):
    row = chargeable(workspace)[0]
    customer = row.document.ref.customer_id
    decline(practice, "041")
    pay(workspace, row)
    methods = SavedMethodReader(workspace).of(customer)
    assert methods.bank is None
    assert by_kind(workspace, FAR)[customer].kind == "declined"
    assert by_kind(workspace, FAR)[customer].reason.startswith("Never with this card: ")
