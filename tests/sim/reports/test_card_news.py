"""News of saved cards from the card networks: matched to customers, and over with the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.services.failing_methods import FailingMethodService, FailureGroup
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.reconciliation import AttentionService
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.sim.reports.test_will_fail import edit, with_one

if TYPE_CHECKING:
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.services.documents import DocumentRow
    from tests.sim.reports.conftest import Office

CARD = InstrumentKind.CARD
NEW_TOKEN = "4A1B2C3D4E5F9999"  # noqa: S105 - not a real one


def token_of(office: Office, row: DocumentRow) -> str:
    card = SavedMethodReader(office.workspace).of(row.document.ref.customer_id).card
    assert card is not None
    return card.credential.reveal()


def tell(office: Office, token: str, code: str, new: str = "", *, pending: bool = False) -> None:
    report = "getAccountUpdaterPendingActivity" if pending else "getAccountUpdaterActivity"
    fields = {"OldToken": token, "NewToken": new, "ResponseCode": code, "Status": "UPDATED"}
    office.practice.control("POST", "/ippay/notice", {"report": report, "fields": fields})


def waiting(office: Office, row: DocumentRow) -> list[AttentionItem]:
    customer = row.document.ref.customer_id
    items = AttentionService(office.workspace).items()
    return [item for item in items if item.about.customer_id == customer]


def group(office: Office, row: DocumentRow) -> FailureGroup | None:
    found = FailingMethodService(office.workspace).find()
    own = [one for one in found if one.customer_id == row.document.ref.customer_id]
    return own[0].group if own else None


@pytest.mark.parametrize(
    ("code", "new", "words"),
    [("A", NEW_TOKEN, "was replaced"), ("C", "", "is closed"), ("Q", "", "be contacted")],
)
def test_it_waits_for_its_customer_and_in_the_list_of_what_will_fail(
    office: Office, code: str, new: str, words: str
) -> None:
    row, other = with_one(office, CARD), with_one(office, CARD)
    token = token_of(office, row)
    tell(office, token, code, new)
    office.reconcile()
    (item,) = waiting(office, row)
    assert words in item.about.reason
    assert item.about.customer_name == row.customer_name
    assert "portal link" in item.next_step
    for told in (item.about.subject, item.about.reason, item.next_step):
        assert token not in told
        assert NEW_TOKEN not in told
    assert group(office, row) is FailureGroup.ENDED
    assert (waiting(office, other), group(office, other)) == ([], None)
    # Told once, however often the report is read.
    assert office.reconcile().found == ()
    assert len(waiting(office, row)) == 1
    # The customer saves another card: over by itself.
    edit(office, row, field_1=NEW_TOKEN, field_3="9999")
    office.reconcile()
    assert (waiting(office, row), group(office, row)) == ([], None)


def test_a_person_may_say_that_the_card_is_good(office: Office) -> None:
    row = with_one(office, CARD)
    tell(office, token_of(office, row), "Q")
    office.reconcile()
    (item,) = waiting(office, row)
    FindingService(office.workspace).dismiss(item.about.subject, "She says it works.")
    office.reconcile()
    assert (waiting(office, row), group(office, row)) == ([], None)


def test_what_changes_nothing_or_is_asked_still_is_no_news(office: Office) -> None:
    row = with_one(office, CARD)
    token = token_of(office, row)
    tell(office, token, "N")
    tell(office, token, "A", token)
    tell(office, token, "C", pending=True)
    tell(office, "NOBODYSTOKEN0001", "C")
    office.reconcile()
    assert (waiting(office, row), group(office, row)) == ([], None)
