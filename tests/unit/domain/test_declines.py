"""Soft declines wait, hard ones end it, and a customer never reads of a bank's suspicion."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.codes import CodeKind, meaning
from ippay_desktop.domain.charge import OPEN_STATES, Attempt, AttemptState
from ippay_desktop.domain.decline_words import (
    KNOWN_CODES,
    DeclineGroup,
    customer_sentence,
    decline_group,
)
from ippay_desktop.domain.declines import (
    BY_HAND,
    CardBrand,
    Limit,
    MethodKey,
    RetryKind,
    RetryPolicy,
    RetryQuestion,
    RetryVerdict,
    brand_of_token,
    may_charge,
)
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import InstrumentKind
from tests.unit.domain.past import HOST, NOON, attempt

S = AttemptState
NOW, LATER, NEVER = RetryKind.NOW, RetryKind.LATER, RetryKind.NEVER
CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
CHICAGO = ZoneInfo("America/Chicago")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL_CODES = [f"{number:03d}" for number in range(1000)]


def declined(number: int, at: datetime, **changes: Any) -> Attempt:
    facts: dict[str, Any] = {"decline_class": "soft", "action_code": "051", "invoice": 1}
    return attempt(number, S.DECLINED, at=at, **(facts | changes))


def question(now: datetime, **changes: Any) -> RetryQuestion:
    facts: dict[str, Any] = {
        "method": MethodKey(HOST, CustomerId(17), CARD, "4242"),
        "document_key": "invoice:1",
        "now": now,
        "timezone": CHICAGO,
        "brand": CardBrand.VISA,
    }
    return RetryQuestion(**(facts | changes))


def ask(now: datetime, *past: Attempt, **changes: Any) -> RetryVerdict:
    return may_charge(question(now, **changes), past)


def test_without_a_past_everything_goes() -> None:
    assert ask(NOON) == RetryVerdict(NOW)


@pytest.mark.parametrize(
    ("tries", "day"),
    [([0], 3), ([0, 3], 7), ([0, 3, 7], 14), ([0, 5], 7), ([0, 8], 9), ([0, 3, 20], 21)],
)
def test_soft_declines_wait_for_their_day(tries: list[int], day: int) -> None:
    past = [declined(n, NOON + at * DAY) for n, at in enumerate(tries, 1)]
    due = NOON + day * DAY
    early = ask(due - timedelta(minutes=1), *past)
    assert (early.kind, early.allowed_at) == (LATER, due)
    assert ask(due, *past).kind is NOW


def test_the_fourth_try_is_the_last_for_a_document() -> None:
    past = [declined(n, NOON + at * DAY) for n, at in enumerate((0, 3, 7, 14), 1)]
    verdict = ask(NOON + 60 * DAY, *past)
    assert verdict.kind is NEVER
    assert verdict.reason == "For this document never with this card again: tried 4 times."
    assert ask(NOON + 60 * DAY, *past, document_key="invoice:2").kind is NOW


def test_the_reason_names_the_day_in_the_providers_calendar() -> None:
    # Noon in London is early morning in Chicago; the next year is named.
    verdict = ask(NOON, declined(1, NOON))
    assert verdict.reason == "Not before Thursday 26 November, 06:00: A reason."
    late = datetime(2026, 12, 30, 3, 0, 7, tzinfo=UTC)
    verdict = ask(late, declined(1, late))
    assert verdict.reason == "Not before Friday 1 January 2027, 21:01: A reason."
    assert verdict.allowed_at == datetime(2027, 1, 2, 3, 1, tzinfo=UTC)


def test_another_document_on_the_same_card_waits_a_day() -> None:
    past = declined(1, NOON)
    other = {"document_key": "invoice:2"}
    assert ask(NOON + 23 * HOUR, past, **other).allowed_at == NOON + 24 * HOUR
    assert ask(NOON + 24 * HOUR, past, **other).kind is NOW


@pytest.mark.parametrize("brand", [CardBrand.MASTERCARD, None])
def test_mastercard_and_the_unknown_wait_three_days(brand: CardBrand | None) -> None:
    verdict = ask(NOON, declined(1, NOON), document_key="invoice:2", brand=brand)
    assert verdict.allowed_at == NOON + 72 * HOUR


def test_a_bank_account_has_no_brand() -> None:
    method = MethodKey(HOST, CustomerId(17), BANK, "2789")
    past = declined(1, NOON, instrument_kind=BANK, last4="2789")
    verdict = ask(NOON, past, method=method, brand=None, document_key="invoice:2")
    assert verdict.allowed_at == NOON + DAY
    hard = declined(2, NOON, instrument_kind=BANK, last4="2789", decline_class="hard")
    assert ask(NOON, hard, method=method, brand=None).reason == (
        "Never with this bank account: A reason."
    )


def test_six_tries_in_thirty_days_over_all_documents() -> None:
    past = [declined(n, NOON + n * DAY, invoice=n) for n in range(1, 7)]
    other = {"document_key": "invoice:99"}
    verdict = ask(NOON + 20 * DAY, *past, **other)
    assert (verdict.kind, verdict.allowed_at) == (LATER, NOON + 31 * DAY)
    assert ask(NOON + 31 * DAY, *past, **other).kind is NOW


@pytest.mark.parametrize("decline_class", ["hard", "data"])
def test_hard_and_data_end_it_for_every_document(decline_class: str) -> None:
    past = declined(1, NOON, decline_class=decline_class)
    for key in ("invoice:1", "invoice:2"):
        verdict = ask(NOON + 400 * DAY, past, document_key=key)
        assert verdict == RetryVerdict(NEVER, "Never with this card: A reason.")


@pytest.mark.parametrize(
    "code", ["004", "007", "012", "014", "015", "041", "043", "046", "057", "062", "078", "093"]
)
@pytest.mark.parametrize("brand", [*CardBrand, None])
def test_the_networks_never_wins_over_any_class(code: str, brand: CardBrand | None) -> None:
    past = declined(1, NOON, decline_class="soft", action_code=code)
    assert ask(NOON + 400 * DAY, past, brand=brand).kind is NEVER


@pytest.mark.parametrize(
    ("code", "tries"), [("059", 2), ("001", 3), ("107", 3), ("777", 2), ("051", 4), (None, 4)]
)
def test_doubtful_codes_allow_fewer_tries(code: str | None, tries: int) -> None:
    days = (0, 3, 7, 14)
    past = [declined(n, NOON + at * DAY, action_code=code) for n, at in enumerate(days, 1)]
    kinds = [ask(NOON + 99 * DAY, *past[:n]).kind for n in range(1, 5)]
    assert kinds == [NOW] * (tries - 1) + [NEVER] * (5 - tries)


@pytest.mark.parametrize(
    "state", [S.TAKEN, S.RECORDING, S.RECORDED, S.POSTED, S.MISPLACED, S.CONFLICTED]
)
def test_an_approval_starts_anew(state: AttemptState) -> None:
    past = [declined(1, NOON, decline_class="hard"), attempt(2, state, at=NOON + HOUR)]
    assert ask(NOON + 2 * HOUR, *past).kind is NOW
    past.append(declined(3, NOON + 2 * HOUR))
    assert ask(NOON + 3 * HOUR, *past).allowed_at == NOON + 2 * HOUR + 3 * DAY


def test_what_never_reached_the_bank_does_not_count() -> None:
    past = [
        attempt(1, S.NOT_SENT, invoice=1),
        attempt(2, S.VOIDED, invoice=1),
        declined(3, NOON, decline_class="setup", action_code="926"),
    ]
    assert ask(NOON, *past).kind is NOW


@pytest.mark.parametrize("state", [S.INTENT, S.UNKNOWN, S.PROVISIONAL])
def test_what_is_being_checked_leaves_other_documents_alone(state: AttemptState) -> None:
    assert ask(NOON + HOUR, attempt(1, state, invoice=7)).kind is NOW


@pytest.mark.parametrize(
    ("then", "now", "kind"),
    [("00aa", "00aa", NEVER), ("00aa", "00ab", NOW), ("", "00ab", NEVER), ("00aa", "", NEVER)],
)
def test_a_method_that_was_saved_anew_may_be_tried(then: str, now: str, kind: RetryKind) -> None:
    past = declined(1, NOON, decline_class="hard", action_code="041", method_mark=then)
    method = MethodKey(HOST, CustomerId(17), CARD, "4242", now)
    assert ask(NOON + 31 * DAY, past, method=method).kind is kind


def test_the_tries_of_the_method_before_it_still_count() -> None:
    past = [declined(n, NOON, invoice=n, method_mark="00aa") for n in range(1, 7)]
    method = MethodKey(HOST, CustomerId(17), CARD, "4242", "00ab")
    assert ask(NOON + 29 * DAY, *past, method=method).kind is LATER


@pytest.mark.parametrize(
    "other",
    [{"customer": 18}, {"last4": "1000"}, {"instrument_kind": BANK}, {"splynx_host": "b.example"}],
)
def test_other_methods_do_not_count(other: dict[str, Any]) -> None:
    assert ask(NOON, declined(1, NOON, decline_class="hard", **other)).kind is NOW


def test_unknown_digits_may_be_this_card() -> None:
    assert ask(NOON, declined(1, NOON, decline_class="hard", last4="")).kind is NEVER


def test_staff_may_try_again_at_once_after_a_soft_no() -> None:
    past = [declined(1, NOON)]
    assert ask(NOON + HOUR, *past).kind is LATER
    assert may_charge(question(NOON + HOUR), past, BY_HAND).kind is NOW


def test_staff_may_charge_a_renewed_card_but_none_that_is_lost() -> None:
    # A renewed card bears the old digits: the journal cannot tell it from the expired one.
    expired = declined(1, NOON, decline_class="data", action_code="054")
    assert ask(NOON + DAY, expired).kind is NEVER
    assert may_charge(question(NOON + DAY), [expired], BY_HAND).kind is NOW
    lost = declined(2, NOON, decline_class="hard", action_code="041")
    assert may_charge(question(NOON + DAY), [lost], BY_HAND).kind is NEVER


def test_staff_keep_what_the_networks_fine() -> None:
    past = [declined(n, NOON + n * MINUTE, invoice=n) for n in range(1, 11)]
    mastercard = replace(question(NOON + HOUR), brand=CardBrand.MASTERCARD)
    assert may_charge(mastercard, past[:9], BY_HAND).kind is NOW
    assert may_charge(mastercard, past, BY_HAND).kind is LATER


def test_a_looser_policy_still_keeps_the_networks_limits() -> None:
    loose = RetryPolicy((), timedelta(0), 99, (Limit(99, DAY),), takes_advice=False)
    past = [declined(n, NOON + n * HOUR) for n in range(1, 16)]
    verdict = may_charge(question(NOON + 2 * DAY), past, loose)
    assert verdict.allowed_at == NOON + HOUR + 30 * DAY


PASTS = st.lists(
    st.tuples(
        st.integers(0, 60 * 24 * 40),
        st.sampled_from([S.DECLINED] * 4 + [S.UNKNOWN, S.RECORDED, S.NOT_SENT]),
        st.sampled_from(["soft"] * 6 + ["setup", "data", None]),
        st.sampled_from(["051", "005", "091", "777", None]),
        st.integers(1, 3),
    ),
    max_size=9,
)


def built(rows: list[tuple[int, AttemptState, str | None, str | None, int]]) -> list[Attempt]:
    return [
        attempt(
            number,
            state,
            at=NOON + timedelta(minutes=minutes),
            decline_class=kind,
            action_code=code,
            invoice=invoice,
        )
        for number, (minutes, state, kind, code, invoice) in enumerate(rows)
    ]


@given(PASTS, st.integers(0, 50), st.sampled_from([*CardBrand, None]), st.randoms())
def test_the_moment_told_is_kept_and_order_does_not_matter(
    rows: list[tuple[int, AttemptState, str | None, str | None, int]],
    day: int,
    brand: CardBrand | None,
    shuffler: random.Random,
) -> None:
    past = built(rows)
    now = NOON + day * DAY
    verdict = ask(now, *past, brand=brand)
    shuffled = past * 2
    shuffler.shuffle(shuffled)
    assert ask(now, *shuffled, brand=brand) == verdict
    assert (verdict.reason == "") == (verdict.kind is NOW)
    if verdict.kind is LATER:
        assert verdict.allowed_at is not None
        assert verdict.allowed_at > now
        assert ask(verdict.allowed_at - timedelta(minutes=1), *past, brand=brand).kind is LATER
        assert ask(verdict.allowed_at, *past, brand=brand).kind is NOW
    # Not knowing the network is never the more generous answer.
    if ask(now, *past, brand=None).kind is NOW:
        assert verdict.kind is NOW


@pytest.mark.parametrize(
    ("token", "brand"),
    [
        ("4C7J2A9M5D1H1000", CardBrand.VISA),
        ("5C7J2A9M5D1H1000", CardBrand.MASTERCARD),
        ("2C7J2A9M5D1H1000", CardBrand.MASTERCARD),
        ("3C7J2A9M5D1H100", CardBrand.OTHER),
        ("K4B7C2M9A1F32789", None),
        ("", None),
        ("٤C7J", None),
    ],
)
def test_the_brand_is_read_from_the_first_digit(token: str, brand: CardBrand | None) -> None:
    assert brand_of_token(token) is brand


# The adapter's table knows which codes are somebody's no: the words must agree with it.
@pytest.mark.parametrize("code", ALL_CODES)
def test_the_words_agree_with_what_a_code_means(code: str) -> None:
    group, kind = decline_group(code), meaning(code).kind
    assert (group is DeclineGroup.OURS) == (kind is CodeKind.REFUSAL)
    assert (group not in {DeclineGroup.OURS, DeclineGroup.CHECKING}) == (kind is CodeKind.DECLINE)


SUSPICION = re.compile(
    r"(?i)fraud|suspect|suspic|stolen|theft|\blost\b|\bloss\b|pick.?up|confiscat|violat|restrict"
    r"|\blaw\b|\brisk|withdrawn|merchant|terminal|ippay|\d{3}"
)


@pytest.mark.parametrize("kind", InstrumentKind)
@pytest.mark.parametrize("last4", ["", "42"])
def test_every_code_has_a_sentence_fit_for_a_customer(kind: InstrumentKind, last4: str) -> None:
    named = {CARD: "your card", BANK: "your bank account"}[kind]
    for code in [*ALL_CODES, None, "", "abc", "12", "\u0660\u0660\u0665"]:
        text = customer_sentence(code, kind, last4=last4)
        assert not SUSPICION.search(text)
        assert not re.search(r"[{}]", text)
        assert named in text
        assert text.endswith(".")
        assert ("ending in 42" in text) == bool(last4)


def test_a_mail_reads_well() -> None:
    assert customer_sentence("051", CARD, last4="4242") == (
        "The payment from your card ending in 4242 could not be made because there was not enough "
        "money available. Please make sure there is, or use another card in the customer portal."
    )
    assert customer_sentence("043", CARD) == (
        "Payments from your card are not possible at present. Please save another card in the "
        "customer portal."
    )


@pytest.mark.parametrize("last4", ["42424", "abcd", "4242 ", "٤٢"])
def test_only_four_digits_are_told(last4: str) -> None:
    with pytest.raises(InvariantError):
        customer_sentence("051", CARD, last4=last4)


def test_all_groups_are_used_and_open_states_are_covered() -> None:
    assert {decline_group(code) for code in KNOWN_CODES} == set(DeclineGroup)
    assert all(
        ask(NOON + HOUR, attempt(1, state, invoice=1)).kind in {NOW, LATER} for state in OPEN_STATES
    )
