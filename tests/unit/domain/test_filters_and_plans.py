"""Filters, plans, pay links and profiles: the pure rules around a charge."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ippay_desktop.domain.billing import (
    Customer,
    Document,
    DocumentKind,
    DocumentRef,
    DocumentState,
    DocumentStatus,
)
from ippay_desktop.domain.bulk import (
    Plan,
    PlanRow,
    choose_instrument,
    document_obstacle,
    preferred_kind,
)
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentMethodId
from ippay_desktop.domain.instrument import (
    AccountChoice,
    Instrument,
    InstrumentKind,
    InstrumentProblem,
    SavedMethods,
)
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.paylink import LinkBy, pay_link, portal_url
from ippay_desktop.domain.profile import (
    ChargingPolicy,
    Mode,
    Profile,
    guard_profile,
    normalise_splynx_url,
)
from ippay_desktop.domain.secret import SecretText

TODAY = date(2026, 11, 23)
ANA = CustomerId(17)


def document(status="not_paid", due=6450, total=6450, due_on=date(2026, 11, 30), number="A-1"):
    return Document(
        ref=DocumentRef(DocumentKind.INVOICE, ANA, DocumentId(5513), number),
        status=DocumentStatus(status),
        total=Money(total, "USD"),
        due=Money(due, "USD"),
        issued_on=date(2026, 11, 1),
        due_on=due_on,
    )


def method(kind=InstrumentKind.CARD, problem=None):
    return Instrument(
        kind=kind,
        credential=SecretText("t"),
        is_token=True,
        holder="Ana",
        last4="4242",
        problem=problem,
    )


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (document(), DocumentState.UNPAID),
        (document(due=100), DocumentState.PARTIAL),
        (document(due_on=date(2026, 11, 22)), DocumentState.OVERDUE),
        (document(due=100, due_on=date(2026, 11, 22)), DocumentState.OVERDUE),
        (document(due_on=TODAY), DocumentState.UNPAID),
        (document("paid"), DocumentState.PAID),
        (document("pending", due_on=date(2026, 1, 1)), DocumentState.PENDING),
        (document("deleted"), DocumentState.DELETED),
        (document("other"), DocumentState.OTHER),
    ],
)
def test_states_are_disjoint_and_overdue_wins(made, state):
    assert made.state(TODAY) is state


@pytest.mark.parametrize("status", ["paid", "pending", "deleted", "other"])
def test_what_must_not_be_charged_says_why(status):
    assert document_obstacle(document(status), TODAY)


def test_nothing_due_is_an_obstacle_and_an_open_document_is_none():
    assert document_obstacle(document(due=0), TODAY)
    assert document_obstacle(document(), TODAY) == ""


def test_more_due_than_the_total_is_not_believed():
    whole = document()
    more = replace(whole, due=whole.total + Money(1, whole.total.currency))
    assert "more is due" in document_obstacle(more, TODAY)


@pytest.mark.parametrize("text", ["", "2026-11-01", "2026-11-30..2026-11-01", "a..b", "..", "1..2"])
def test_wrong_periods_are_refused(text):
    with pytest.raises(InputError):
        Period.parse(text)


def test_a_period_includes_both_ends():
    period = Period.parse("2026-11-01..2026-11-30")
    assert date(2026, 11, 1) in period
    assert date(2026, 11, 30) in period
    assert date(2026, 12, 1) not in period


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (">64.49", True),
        (">64.50", False),
        (">=64.50", True),
        ("<=64.50", True),
        ("<64.50", False),
        ("64.50", True),
        ("= 64.50", True),
    ],
)
def test_amounts_are_compared_exactly(text, passes):
    assert AmountTest.parse(text, "USD").holds_for(Money(6450, "USD")) is passes


@pytest.mark.parametrize("text", ["", ">", "about 5", "!=5", ">5.001"])
def test_wrong_comparisons_are_refused(text):
    with pytest.raises(InputError):
        AmountTest.parse(text, "USD")


def test_every_condition_of_a_filter_is_asked():
    made = document()
    wide = DocumentFilter()
    assert wide.accepts_document(made, TODAY)
    narrow: list[dict[str, Any]] = [
        {"kinds": frozenset({DocumentKind.PROFORMA})},
        {"period": Period.parse("2026-10-01..2026-10-31")},
        {"states": frozenset({DocumentState.OVERDUE})},
        {"total": AmountTest.parse(">100", "USD")},
        {"due": AmountTest.parse("<1", "USD")},
        {"customers": frozenset({18})},
        {"numbers": frozenset({"A-2"})},
    ]
    for condition in narrow:
        assert not replace(wide, **condition).accepts_document(made, TODAY), condition
    customer = Customer(ANA, "Ana", "active", partner_id=1, location_id=2)
    assert replace(wide, partners=frozenset({1})).accepts_customer(customer)
    assert not replace(wide, partners=frozenset({2})).accepts_customer(customer)
    assert not replace(wide, locations=frozenset({1})).accepts_customer(customer)
    assert not replace(wide, locations=frozenset({2})).accepts_customer(None)
    assert replace(wide, search="aNA").accepts_text(made, "Ana Petrov")
    assert not replace(wide, search="zed").accepts_text(made, "Ana Petrov")


def test_any_takes_the_preferred_method_then_the_card():
    both = SavedMethods(card=method(), bank=method(InstrumentKind.BANK))
    chosen, _ = choose_instrument(both, AccountChoice.ANY, preferred=InstrumentKind.BANK)
    assert chosen is both.bank
    chosen, _ = choose_instrument(both, AccountChoice.ANY, preferred=None)
    assert chosen is both.card


def test_a_method_that_cannot_be_charged_is_passed_over_only_by_any():
    expired = method(problem=InstrumentProblem.EXPIRED)
    both = SavedMethods(card=expired, bank=method(InstrumentKind.BANK))
    assert choose_instrument(both, AccountChoice.ANY, preferred=None) == (both.bank, "")
    chosen, trouble = choose_instrument(both, AccountChoice.CARD, preferred=None)
    assert chosen is expired
    assert "expired" in trouble


def test_nothing_saved_is_said():
    for choice in AccountChoice:
        chosen, trouble = choose_instrument(SavedMethods(), choice, preferred=None)
        assert chosen is None
        assert trouble


def test_only_our_payment_methods_prefer_anything():
    card, bank, cash = PaymentMethodId(7), PaymentMethodId(8), PaymentMethodId(1)
    kinds = {"card_method": card, "bank_method": bank}
    assert preferred_kind(card, **kinds) is InstrumentKind.CARD
    assert preferred_kind(bank, **kinds) is InstrumentKind.BANK
    assert preferred_kind(cash, **kinds) is None
    assert preferred_kind(None, card_method=None, bank_method=None) is None


def plan(*amounts):
    rows = tuple(
        PlanRow(
            DocumentRef(DocumentKind.INVOICE, ANA, DocumentId(index), f"A-{index}"),
            "Ana",
            Money(amount, "USD"),
            method(),
            "" if amount else "Nothing is due on it.",
        )
        for index, amount in enumerate(amounts)
    )
    return Plan(rows, "", AccountChoice.ANY, "USD", datetime(2026, 11, 23, tzinfo=UTC))


def test_a_plan_names_what_it_would_charge():
    made = plan(6450, 0, 3999)
    assert made.confirmation == "2:104.49"
    assert plan().confirmation == "0:0.00"
    assert made.plan_hash != plan(6450, 0, 4000).plan_hash
    assert made.without(frozenset({"invoice:0"})).confirmation == "1:39.99"


def test_the_four_kinds_of_link():
    ref = DocumentRef(DocumentKind.INVOICE, ANA, DocumentId(5513), '2025"/1&x')
    link = pay_link("https://splynx.example:8443/admin", ref, LinkBy.NUMBER)
    assert link.url == (
        "https://splynx.example:8443/ippay/direct-pay-invoice?item_id=2025%22%2F1%26x"
    )
    assert "<" not in link.html.split(">")[1].split("</a")[0]
    by_id = pay_link("https://splynx.example", ref, LinkBy.ID)
    assert by_id.url == "https://splynx.example/ippay/direct-pay-invoice-by-id?item_id=5513"
    proforma = DocumentRef(DocumentKind.PROFORMA, ANA, DocumentId(226), "2025000019")
    paths = {pay_link("https://s.example", proforma, by).url for by in LinkBy}
    assert paths == {
        "https://s.example/ippay/direct-pay-proforma?item_id=2025000019",
        "https://s.example/ippay/direct-pay-proforma-by-id?item_id=226",
    }
    assert portal_url("https://s.example/x") == "https://s.example/ippay"


def test_a_refill_has_no_link():
    with pytest.raises(InputError):
        pay_link("https://s.example", DocumentRef.refill(ANA), LinkBy.ID)


def profile(mode, splynx, ippay):
    return Profile("p", "office", mode, splynx, "k", ippay, "T1")


HERE, SPLYNX = "http://127.0.0.1:8080", "https://splynx.example"
TEST_GATEWAY, LIVE_GATEWAY = "https://testgtwy.ippay.com/ippay", "https://gtwy.ippay.com/ippay"


@pytest.mark.parametrize(
    ("mode", "splynx", "ippay", "allowed"),
    [
        (Mode.PRACTICE, HERE, HERE, True),
        (Mode.PRACTICE, SPLYNX, HERE, False),
        (Mode.PRACTICE, HERE, TEST_GATEWAY, False),
        (Mode.TEST, SPLYNX, TEST_GATEWAY, True),
        (Mode.TEST, SPLYNX, LIVE_GATEWAY, False),
        (Mode.TEST, SPLYNX, HERE, True),
        (Mode.TEST, "http://splynx.example", TEST_GATEWAY, False),
        (Mode.LIVE, SPLYNX, LIVE_GATEWAY, True),
        (Mode.LIVE, "http://splynx.example", LIVE_GATEWAY, False),
        (Mode.LIVE, SPLYNX, "http://gtwy.ippay.com/ippay", False),
        (Mode.LIVE, HERE, "http://[::1]:9/ippay", True),
        (Mode.LIVE, SPLYNX, "ftp://gtwy.ippay.com", False),
        (Mode.LIVE, "https://user:pw@splynx.example", LIVE_GATEWAY, False),
        (Mode.PRACTICE, "http://127.0.0.1.evil.example", HERE, False),
    ],
)
def test_each_mode_reaches_only_its_own(mode, splynx, ippay, allowed):
    if allowed:
        guard_profile(profile(mode, splynx, ippay))
    else:
        with pytest.raises(InputError):
            guard_profile(profile(mode, splynx, ippay))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("splynx.example", "https://splynx.example"),
        ("https://splynx.example/admin", "https://splynx.example"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("https://[::1]:8443/x", "https://[::1]:8443"),
    ],
)
def test_addresses_are_reduced_to_scheme_and_host(text, url):
    assert normalise_splynx_url(text) == url


@pytest.mark.parametrize("text", ["", "https://", "ftp://x", "https://x:port", "mailto:a@b"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(InputError):
        normalise_splynx_url(text)


@pytest.mark.parametrize(
    "policy",
    [
        {"concurrency": 0},
        {"concurrency": 17},
        {"max_unknowns": 0},
        {"gateway_timeout_s": 0},
        {"enquiry_delays_s": ()},
        {"recording_delays_s": (-1.0,)},
        {"not_found_hold_s": -1},
    ],
)
def test_policies_out_of_bounds_are_refused(policy):
    with pytest.raises(InputError):
        ChargingPolicy(**policy)
