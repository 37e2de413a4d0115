"""A debit that came back may be presented again for its funds only, twice, within 180 days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ippay_desktop.domain.bank_again import debit_again_obstacle
from ippay_desktop.domain.bank_return_codes import RETURN_RULES, PresentAgain
from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.charge import Attempt
from tests.unit.domain.test_charge import NOON
from tests.unit.domain.test_method_marks import returned

SOON = NOON.date() + timedelta(days=5)


def made(code: str, days: int = 0) -> Attempt:
    attempt = returned(code, NOON + timedelta(days=days))
    intent = replace(attempt.intent, created_at=NOON + timedelta(days=days))
    return replace(attempt, intent=intent)


def obstacle(*back: Attempt, today: date = SOON, is_planned: bool = False) -> str:
    key, last4 = made("R01").document.key, made("R01").intent.last4
    return debit_again_obstacle(
        back, document_key=key, last4=last4, today=today, is_planned=is_planned
    )


@pytest.mark.parametrize("code", [*sorted(RETURN_RULES), "R99", ""])
def test_only_for_lack_of_funds_or_by_a_person_who_mended_the_cause(code: str) -> None:
    rule = return_rule(code)
    may_by_hand = rule.again in {PresentAgain.TWICE, PresentAgain.CORRECTED}
    # An account that is marked is refused by its mark.
    assert (obstacle(made(code)) == "") == (may_by_hand or rule.is_method_unusable)
    assert (obstacle(made(code), is_planned=True) == "") == rule.is_method_unusable


def test_twice_at_the_most_and_both_codes_share_the_count() -> None:
    assert obstacle(made("R01"), made("R09", 3)) == ""
    assert "a fourth is not allowed" in obstacle(made("R01"), made("R09", 3), made("R01", 6))


def test_within_180_days_of_the_first_settlement() -> None:
    paid = replace(made("R01"), settled_at=NOON)
    assert obstacle(paid, today=NOON.date() + timedelta(days=180)) == ""
    assert "180 days ago" in obstacle(paid, today=NOON.date() + timedelta(days=181))


def test_never_by_a_run_while_ippay_may_do_it_by_itself() -> None:
    assert "A run does not debit it again" in obstacle(made("R01"), is_planned=True)
    assert obstacle(is_planned=True) == ""
