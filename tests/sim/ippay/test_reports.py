"""The reports against the practice gateway's own books, with every hazard of a real one."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ippay_desktop.adapters.ippay.reports import IPpayReports
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    NotSentError,
    OutcomeUnknownError,
    ProtocolError,
)
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.outcome import Verdict
from ippay_desktop.domain.ports import ChargeRequest
from ippay_desktop.domain.reconciliation import Books as Shelves
from ippay_desktop.domain.reconciliation import Case, FindingKind, Scope, reconcile
from ippay_desktop.domain.report_port import Operation, ReportWindow
from ippay_desktop.domain.secret import SecretText
from tests.sim.ippay.conftest import Bench
from tests.unit.domain.past import attempt, payment

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
USUAL = {"report_lag_h": "0", "report_units": "documented", "report_dup": "off"}


@dataclass
class ServerClock:
    """The practice servers' clock, as a client would ask it."""

    bench: Bench

    def now(self) -> datetime:
        return datetime.fromisoformat(self.bench.servers.control("GET", "/clock")["now"])

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here waits, least of all {seconds} s")


@dataclass
class Books:
    """The bench with a reader of reports, and what it charged in this test."""

    bench: Bench
    charged: list[ChargeRequest] = field(default_factory=list)

    @property
    def clock(self) -> ServerClock:
        return ServerClock(self.bench)

    def reports(self, **options: Any) -> IPpayReports:
        servers = self.bench.servers
        settings: dict[str, Any] = {
            "url": servers.report_url,
            "merchant_id": servers.report_merchant_id,
            "terminal_ids": (servers.terminal_id, servers.ach_terminal_id),
            "password": SecretText(servers.report_password),
            "transport": self.bench.transport,
            "currency": "USD",
            "clock": self.clock,
            "timezone": ZoneInfo("America/Chicago"),
        }
        return IPpayReports(**(settings | options))

    def charge(self, kind: InstrumentKind, cents: int) -> ChargeRequest:
        request = self.bench.new_request(kind, cents, attempt_id=AttemptId("ab" * 16))
        answer = self.bench.gateway().charge(request)
        assert answer.verdict in {Verdict.APPROVED, Verdict.ACCEPTED}
        self.charged.append(request)
        return request

    def advance(self, period: timedelta) -> None:
        self.bench.servers.advance(int(period.total_seconds()))

    def since(self, start: datetime) -> ReportWindow:
        return ReportWindow(start, self.clock.now())


@pytest.fixture
def books(bench: Bench) -> Iterator[Books]:
    """A day of its own for each test, so that no window sees another test's rows."""
    bench.servers.control("POST", "/ippay/close-batch", {})
    bench.servers.advance(20 * 24 * 3600)
    bench.servers.switches(ippay=USUAL)
    for name in (bench.servers.terminal_id, bench.servers.ach_terminal_id):
        bench.servers.terminal(name, penny_rule="off")
    yield Books(bench)
    bench.servers.switches(ippay=USUAL)
    bench.servers.listener("reports", up=True)
    for name in (bench.servers.terminal_id, bench.servers.ach_terminal_id):
        bench.servers.terminal(name, penny_rule="on")


def test_what_was_charged_is_reported_to_the_cent(books: Books) -> None:
    charged = [books.charge(CARD, cents) for cents in (1, 6495, 2000, 123456)]
    banked = [books.charge(BANK, cents) for cents in (7800, 9550)]
    cards, banks = books.reports().card_transactions(), books.reports().bank_transactions()
    assert [(row.transaction_id, row.amount_candidates) for row in cards] == [
        (request.transaction_id, (request.amount,)) for request in charged
    ]
    assert [(row.transaction_id, row.amount_candidates) for row in banks] == [
        (request.transaction_id, (request.amount,)) for request in banked
    ]
    for row, request in zip((*cards, *banks), (*charged, *banked), strict=True):
        assert (row.kind, row.operation) == (request.instrument.kind, Operation.CHARGE)
        assert row.is_done
        assert row.terminal_id == books.bench.terminal_of(row.kind)
        assert row.order_number == request.order_number
        assert row.attempt_reference == "ab" * 16
        assert row.software == "ippay-desktop test"
        assert row.last4 == request.instrument.last4
        assert not row.is_outside_window
        assert abs(row.at - books.clock.now()) < HOUR


def test_a_decline_is_reported_and_not_done(books: Books) -> None:
    books.bench.servers.terminal(penny_rule="on")
    request = books.bench.new_request(CARD, 5051)
    assert books.bench.gateway().charge(request).verdict is Verdict.DECLINED
    (row,) = books.reports().card_transactions()
    assert (row.transaction_id, row.is_done, row.action_code) == (
        request.transaction_id,
        False,
        "051",
    )


def test_the_gateways_own_void_is_reported(books: Books) -> None:
    request = books.bench.new_request(CARD, 6495)
    rule = {"server": "ippay", "fault": "neterr_autovoid", "args": {"seconds": "60"}}
    books.bench.servers.faults([rule])
    books.bench.gateway().charge(request)
    books.bench.servers.faults([])
    books.advance(HOUR)
    rows = books.reports().card_transactions()
    assert [(row.operation, row.transaction_id) for row in rows] == [
        (Operation.CHARGE, request.transaction_id),
        (Operation.VOID, request.transaction_id),
    ]


def test_a_card_settles_when_the_batch_closes(books: Books) -> None:
    request = books.charge(CARD, 6495)
    assert books.reports().card_settlements() == ()
    books.bench.servers.control("POST", "/ippay/close-batch", {})
    (row,) = books.reports().card_settlements()
    assert row.transaction_id == request.transaction_id
    # Whole cents, which might be dollars too: our own amount tells.
    assert row.amount_candidates == (Money(6495, "USD"), Money(649500, "USD"))
    assert row.batch
    assert row.settled_at is not None
    assert abs(row.settled_at - books.clock.now()) < HOUR


@pytest.mark.parametrize("units", ["documented", "alt"])
@pytest.mark.parametrize("cents", [1, 2000, 7800, 9550, 123456])
def test_our_own_amount_is_a_candidate_in_every_report(
    books: Books, units: str, cents: int
) -> None:
    books.bench.servers.switches(ippay={"report_units": units})
    card, bank = books.charge(CARD, cents), books.charge(BANK, cents)
    books.bench.servers.control("POST", "/ippay/close-batch", {})
    books.bench.servers.control("POST", "/ippay/run-ach", {})
    back = {"transaction_id": bank.transaction_id, "code": "R01"}
    books.bench.servers.control("POST", "/ippay/return", back)
    made = books.reports()
    for found in (
        made.card_transactions(),
        made.bank_transactions(),
        made.card_settlements(),
        made.bank_settlements(),
        made.bank_returns(),
    ):
        (row,) = found
        assert row.transaction_id in {card.transaction_id, bank.transaction_id}
        assert Money(cents, "USD") in row.amount_candidates


def test_a_bank_debit_settles_and_comes_back(books: Books) -> None:
    request = books.charge(BANK, 7800)
    made = books.reports()
    assert made.bank_settlements() == ()
    books.advance(6 * DAY)
    (settled,) = made.bank_settlements()
    assert settled.transaction_id == request.transaction_id
    assert made.bank_returns() == ()
    books.bench.servers.control(
        "POST",
        "/ippay/return",
        {"transaction_id": request.transaction_id, "code": "R10", "days": 3},
    )
    assert made.bank_returns() == ()
    books.advance(3 * DAY + HOUR)
    (row,) = made.bank_returns()
    assert (row.transaction_id, row.code) == (request.transaction_id, "R10")
    assert return_rule(row.code).is_method_unusable
    assert row.returned_at is not None
    assert timedelta(days=8) < row.returned_at - row.accepted_at < timedelta(days=10)
    # One report pads the number with zeros, another does not.
    (accepted,) = made.bank_transactions()
    assert accepted.gateway_number == settled.gateway_number == row.gateway_number


def test_a_return_sixty_days_later_is_in_the_sweep_only(books: Books) -> None:
    request = books.charge(BANK, 7800)
    start = books.clock.now()
    books.bench.servers.control(
        "POST",
        "/ippay/return",
        {"transaction_id": request.transaction_id, "code": "R07", "days": 60},
    )
    books.advance(71 * DAY)
    made = books.reports()
    assert made.bank_returns() == ()
    assert made.bank_returns(made.sweep_window(start + 61 * DAY))[0].code == "R07"


def test_late_reports_say_nothing_yet(books: Books) -> None:
    books.bench.servers.switches(ippay={"report_lag_h": "6"})
    start = books.clock.now()
    request = books.charge(CARD, 6495)
    made = books.reports()
    assert made.card_transactions(books.since(start - HOUR)) == ()
    books.advance(5 * HOUR)
    assert made.card_transactions(books.since(start - HOUR)) == ()
    books.advance(2 * HOUR)
    # A window that only went on from the last one would have lost it.
    assert made.card_transactions(books.since(start + 5 * HOUR)) == ()
    (row,) = made.card_transactions()
    assert row.transaction_id == request.transaction_id


def test_repeated_rows_are_kept_once(books: Books) -> None:
    books.bench.servers.switches(ippay={"report_dup": "on"})
    card, bank = books.charge(CARD, 6495), books.charge(BANK, 7800)
    books.bench.servers.control("POST", "/ippay/close-batch", {})
    books.bench.servers.control("POST", "/ippay/run-ach", {})
    back = {"transaction_id": bank.transaction_id, "code": "R01"}
    books.bench.servers.control("POST", "/ippay/return", back)
    made = books.reports()
    everything = (
        made.card_transactions(),
        made.card_settlements(),
        made.bank_transactions(),
        made.bank_settlements(),
        made.bank_returns(),
    )
    assert [[row.transaction_id for row in found] for found in everything] == [
        [card.transaction_id],
        [card.transaction_id],
        [bank.transaction_id],
        [bank.transaction_id],
        [bank.transaction_id],
    ]


def test_an_unknown_zone_delays_a_row_and_the_overlap_finds_it(books: Books) -> None:
    """The practice gateway reads times as US Central; Honolulu's clock is hours behind."""
    request = books.charge(CARD, 6495)
    elsewhere = books.reports(timezone=ZoneInfo("Pacific/Honolulu"))
    assert elsewhere.card_transactions() == ()
    books.advance(DAY)
    (row,) = elsewhere.card_transactions()
    assert (row.transaction_id, row.is_outside_window) == (request.transaction_id, False)


def test_a_return_is_inside_by_any_of_its_dates(books: Books) -> None:
    request = books.charge(BANK, 7800)
    books.advance(15 * DAY)
    back = {"transaction_id": request.transaction_id, "code": "R10"}
    books.bench.servers.control("POST", "/ippay/return", back)
    (row,) = books.reports().bank_returns()
    assert row.accepted_at < books.clock.now() - 14 * DAY
    assert not row.is_outside_window


class OlderQuestion:
    """Passes on another window than was asked for, as a cache in between would."""

    def __init__(self, bench: Bench) -> None:
        self._transport = bench.transport

    def send(self, request: WireRequest) -> WireResponse:
        older = re.sub(rb"(StartTime>)....", rb"\g<1>2020", request.body or b"", count=1)
        return self._transport.send(replace(request, body=older))


def test_an_answer_to_another_window_is_not_used(books: Books) -> None:
    books.charge(CARD, 6495)
    with pytest.raises(ProtocolError, match="another time"):
        books.reports(transport=OlderQuestion(books.bench)).card_transactions()


def test_one_terminal_or_all(books: Books) -> None:
    card, bank = books.charge(CARD, 6495), books.charge(BANK, 7800)
    servers = books.bench.servers
    assert books.reports(terminal_ids=(servers.ach_terminal_id,)).card_transactions() == ()
    everything = books.reports(terminal_ids=())
    found = (*everything.card_transactions(), *everything.bank_transactions())
    assert [row.transaction_id for row in found] == [card.transaction_id, bank.transaction_id]


def test_nothing_happened(books: Books) -> None:
    made = books.reports()
    assert made.card_transactions() == made.bank_transactions() == ()
    assert made.chargebacks() == ()
    assert made.account_updates() == made.pending_account_updates() == ()


def test_wrong_credentials(books: Books) -> None:
    with pytest.raises(AuthenticationError):
        books.reports(password=SecretText("wrong")).bank_returns()


@pytest.mark.parametrize("units", ["documented", "alt"])
def test_the_three_books_agree_whatever_the_units(books: Books, units: str) -> None:
    books.bench.servers.switches(ippay={"report_units": units, "report_dup": "on"})
    charged = [books.charge(kind, cents) for kind in (CARD, BANK) for cents in (1, 2000, 6495)]
    made, now = books.reports(), books.clock.now()
    attempts = [
        attempt(
            number,
            AttemptState.RECORDED,
            at=now,
            amount=request.amount,
            transaction_id=request.transaction_id,
            instrument_kind=request.instrument.kind,
            terminal_id=books.bench.terminal_of(request.instrument.kind),
        )
        for number, request in enumerate(charged)
    ]
    last = charged[-1].transaction_id
    books.bench.servers.control("POST", "/ippay/return", {"transaction_id": last, "code": "R01"})
    shelves = Shelves(
        tuple(attempts),
        (*made.card_transactions(), *made.bank_transactions()),
        made.bank_returns(),
        tuple(payment(one, number) for number, one in enumerate(attempts)),
    )
    today = now.astimezone(ZoneInfo("America/Chicago")).date()
    scope = Scope(Period(today, today), "USD", ZoneInfo("America/Chicago"), now + DAY)
    found = reconcile(shelves, scope)
    assert found.totals(FindingKind.MATCHED).net.charged == Money(1 + 2000 + 6495 + 1 + 2000, "USD")
    (gone,) = found.of(FindingKind.PAYMENT_WITHOUT_CHARGE)
    assert (gone.case, gone.evidence.transaction_id) == (Case.TAKEN_BACK, last)
    assert gone.difference == Money(-6495, "USD")
    assert len(found.findings) == len(charged)


FAULTS: list[tuple[str, dict[str, Any], type[IPpayDesktopError]]] = [
    ("refuse", {}, NotSentError),
    ("tls_fail", {}, NotSentError),
    ("drop_before", {}, OutcomeUnknownError),
    ("slow", {"seconds": "2.5"}, OutcomeUnknownError),
    ("http_500", {}, ProtocolError),
    ("http_502_html", {}, ProtocolError),
    ("http_403_html", {}, AuthenticationError),
    ("empty", {}, ProtocolError),
    ("truncated_xml", {}, ProtocolError),
    ("garbage", {}, ProtocolError),
    ("echo", {}, ProtocolError),
    ("redirect_307", {}, ProtocolError),
]


@pytest.mark.parametrize(("fault", "arguments", "error"), FAULTS, ids=[one[0] for one in FAULTS])
def test_every_fault_is_an_error_and_never_an_empty_report(
    books: Books,
    fault: str,
    arguments: dict[str, Any],
    error: type[IPpayDesktopError],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    books.charge(BANK, 7800)
    rule = {"server": "reports", "fault": fault, "args": arguments}
    books.bench.servers.faults([rule])
    with pytest.raises(error) as caught:
        books.reports(timeout_s=1.5).bank_transactions()
    shown = (
        f"{caught.value!r}{caught.value.__notes__ if hasattr(caught.value, '__notes__') else ''}"
    )
    password = books.bench.servers.report_password
    assert not [s for s in (*books.bench.secrets, password) if s in shown + caplog.text]
    books.bench.servers.faults([])
    assert len(books.reports().bank_transactions()) == 1
