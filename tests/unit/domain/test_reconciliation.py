"""Three books agree to the cent or somebody is told where to look; order never matters."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.given_back import GivenBack
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.domain.reconciliation import (
    Case,
    Finding,
    FindingKind,
)
from ippay_desktop.domain.reconciliation_findings import STEPS
from ippay_desktop.domain.report_port import Operation
from tests.unit.domain.books import DAY, dollars, judge
from tests.unit.domain.past import NOON, TERMINAL, attempt, back, payment, row

S, C, K = AttemptState, Case, FindingKind
VOID, REFUND, CHARGE = Operation.VOID, Operation.REFUND, Operation.CHARGE
BANK = InstrumentKind.BANK
OURS = attempt(1, S.RECORDED)
STRANGE: dict[str, Any] = {
    "transaction_id": "A20261123120000001",
    "attempt_reference": "",
    "order_number": "",
}


def only(*evidence: Any, **changes: Any) -> Finding:
    found = judge(*evidence, **changes)
    assert found.awaited == ()
    (finding,) = found.findings
    return finding


def with_state(state: AttemptState, **changes: Any) -> Attempt:
    return attempt(1, state, **changes)


def given_back(minor: int, *, waiting: int = 0, is_payment_deleted: bool = False) -> Attempt:
    """Our charge, of which a refund or void of our own sent something back."""
    back_now = GivenBack(
        refunded_minor=minor, not_entered_minor=waiting, is_payment_deleted=is_payment_deleted
    )
    return replace(OURS, given_back=back_now)


_REFUNDED_ROW = row(OURS, 2, operation=REFUND, amount_candidates=(dollars("4.50"),))
STRANGER = row(OURS, 7, **STRANGE)
STRANGERS_PAYMENT = payment(OURS, 9, receipt_number=STRANGE["transaction_id"])
BANKED = attempt(1, S.RECORDED, instrument_kind=BANK)
MANY: list[tuple[str, list[Any], Case, tuple[str, str, str]]] = [
    ("agreed", [OURS, row(OURS, 1), payment(OURS, 5)], C.AGREED, ("64.50", "64.50", "64.50")),
    (
        "another computer",
        [row(OURS, 1), payment(OURS, 5)],
        C.AGREED_ELSEWHERE,
        ("0", "64.50", "64.50"),
    ),
    (
        "still checked here, recorded by another",
        [with_state(S.UNKNOWN), row(OURS, 1), payment(OURS, 5)],
        C.AGREED,
        ("0", "64.50", "64.50"),
    ),
    ("taken", [with_state(S.TAKEN), row(OURS, 1)], C.UNRECORDED, ("64.50", "64.50", "0")),
    (
        "refused",
        [with_state(S.RECORD_REFUSED), row(OURS, 1)],
        C.UNRECORDED,
        ("64.50", "64.50", "0"),
    ),
    ("unknown", [with_state(S.UNKNOWN), row(OURS, 1)], C.STILL_CHECKED, ("0", "64.50", "0")),
    ("declined here", [with_state(S.DECLINED), row(OURS, 1)], C.DENIED, ("0", "64.50", "0")),
    ("not sent here", [with_state(S.NOT_SENT), row(OURS, 1)], C.DENIED, ("0", "64.50", "0")),
    ("voided here only", [with_state(S.VOIDED), row(OURS, 1)], C.DENIED, ("0", "64.50", "0")),
    ("payment removed", [OURS, row(OURS, 1)], C.PAYMENT_GONE, ("64.50", "64.50", "0")),
    ("elsewhere unrecorded", [row(OURS, 1)], C.UNRECORDED_ELSEWHERE, ("0", "64.50", "0")),
    ("no charge", [OURS, payment(OURS, 5)], C.NEVER_CHARGED, ("64.50", "0", "64.50")),
    ("nobody's payment", [payment(OURS, 5)], C.NEVER_CHARGED, ("0", "0", "64.50")),
    (
        "declined by the bank, recorded all the same",
        [with_state(S.DECLINED), row(OURS, 1, is_done=False), payment(OURS, 5)],
        C.NEVER_CHARGED,
        ("0", "0", "64.50"),
    ),
    (
        "voided",
        [OURS, row(OURS, 1), row(OURS, 2, operation=VOID), payment(OURS, 5)],
        C.TAKEN_BACK,
        ("64.50", "0", "64.50"),
    ),
    (
        "refunded in full",
        [OURS, row(OURS, 1), row(OURS, 2, operation=REFUND), payment(OURS, 5)],
        C.TAKEN_BACK,
        ("64.50", "0", "64.50"),
    ),
    (
        "came back",
        [BANKED, row(BANKED, 1), back(BANKED, 1), payment(BANKED, 5)],
        C.TAKEN_BACK,
        ("64.50", "0", "64.50"),
    ),
    (
        "came back before it was recorded",
        [attempt(1, S.TAKEN, instrument_kind=BANK), row(BANKED, 1), back(BANKED, 1)],
        C.TAKEN_BACK_UNRECORDED,
        ("64.50", "0", "0"),
    ),
    ("the gateway has no charge", [with_state(S.TAKEN)], C.CLAIMED_ONLY, ("64.50", "0", "0")),
    (
        "a void that failed",
        [OURS, row(OURS, 1), row(OURS, 2, operation=VOID, is_done=False), payment(OURS, 5)],
        C.AGREED,
        ("64.50", "64.50", "64.50"),
    ),
    (
        "charged twice",
        [OURS, row(OURS, 1), row(OURS, 2), payment(OURS, 5)],
        C.CHARGED_TWICE,
        ("64.50", "129.00", "64.50"),
    ),
    (
        "charged twice, one voided",
        [OURS, row(OURS, 1), row(OURS, 2), row(OURS, 3, operation=VOID), payment(OURS, 5)],
        C.AGREED,
        ("64.50", "64.50", "64.50"),
    ),
    (
        "recorded twice",
        [OURS, row(OURS, 1), payment(OURS, 5), payment(OURS, 6)],
        C.RECORDED_TWICE,
        ("64.50", "64.50", "129.00"),
    ),
    (
        "one cent",
        [OURS, row(OURS, 1), payment(OURS, 5, amount=dollars("64.51"))],
        C.AMOUNTS_DIFFER,
        ("64.50", "64.50", "64.51"),
    ),
    (
        "the gateway charged another amount",
        [OURS, row(OURS, 1, amount_candidates=(dollars("60"),)), payment(OURS, 5)],
        C.AMOUNTS_DIFFER,
        ("64.50", "60.00", "64.50"),
    ),
    (
        "gateway and Splynx against the journal",
        [
            OURS,
            row(OURS, 1, amount_candidates=(dollars("60"),)),
            payment(OURS, 5, amount=dollars("60")),
        ],
        C.AMOUNTS_DIFFER,
        ("64.50", "60.00", "60.00"),
    ),
    (
        "partly refunded",
        [
            OURS,
            row(OURS, 1),
            row(OURS, 2, operation=REFUND, amount_candidates=(dollars("4.50"),)),
            payment(OURS, 5),
        ],
        C.AMOUNTS_DIFFER,
        ("64.50", "60.00", "64.50"),
    ),
    (
        "a charge without an amount",
        [OURS, row(OURS, 1, amount_candidates=()), payment(OURS, 5)],
        C.AMOUNTS_DIFFER,
        ("64.50", "0", "64.50"),
    ),
    (
        "declined here, gateway and Splynx agree",
        [with_state(S.DECLINED), row(OURS, 1), payment(OURS, 5)],
        C.DENIED_BUT_AGREED,
        ("0", "64.50", "64.50"),
    ),
    ("a stranger", [STRANGER], C.STRANGER_UNRECORDED, ("0", "64.50", "0")),
    (
        "a stranger recorded",
        [STRANGER, STRANGERS_PAYMENT],
        C.STRANGER_RECORDED,
        ("0", "64.50", "64.50"),
    ),
    (
        "a stranger recorded otherwise",
        [STRANGER, replace(STRANGERS_PAYMENT, amount=dollars("1"))],
        C.STRANGER_UNRECORDED,
        ("0", "64.50", "1.00"),
    ),
    (
        "a stranger's refund",
        [row(OURS, 7, **STRANGE | {"operation": REFUND})],
        C.STRANGER_REFUND,
        ("0", "-64.50", "0"),
    ),
    (
        "something new",
        [row(OURS, 7, **STRANGE | {"operation": Operation.OTHER})],
        C.STRANGER_OTHER,
        ("0", "0", "0"),
    ),
    (
        "our refund of a part, entered in Splynx",
        [given_back(450), row(OURS, 1), _REFUNDED_ROW, payment(OURS, 5)],
        C.AGREED,
        ("60.00", "60.00", "60.00"),
    ),
    (
        "our refund of a part, not entered yet",
        [given_back(450, waiting=450), row(OURS, 1), _REFUNDED_ROW, payment(OURS, 5)],
        C.REFUND_NOT_ENTERED,
        ("60.00", "60.00", "64.50"),
    ),
    (
        "our refund of a part, and the payment corrected",
        [
            given_back(450, waiting=450),
            row(OURS, 1),
            _REFUNDED_ROW,
            payment(OURS, 5, amount=dollars("60.00")),
        ],
        C.AGREED,
        ("60.00", "60.00", "60.00"),
    ),
    (
        "our void, the payment kept and the refund entered",
        [given_back(6450), row(OURS, 1), row(OURS, 2, operation=VOID), payment(OURS, 5)],
        C.AGREED,
        ("0", "0", "0"),
    ),
    (
        "our void, the payment kept and the refund not entered yet",
        [
            given_back(6450, waiting=6450),
            row(OURS, 1),
            row(OURS, 2, operation=VOID),
            payment(OURS, 5),
        ],
        C.REFUND_NOT_ENTERED,
        ("0", "0", "64.50"),
    ),
    (
        "our void, and the payment that was deleted is there again",
        [
            given_back(6450, is_payment_deleted=True),
            row(OURS, 1),
            row(OURS, 2, operation=VOID),
            payment(OURS, 5),
        ],
        C.TAKEN_BACK,
        ("0", "0", "64.50"),
    ),
    (
        "no id at all",
        [row(OURS, 7, **STRANGE | {"transaction_id": ""})],
        C.STRANGER_UNRECORDED,
        ("0", "64.50", "0"),
    ),
]


@pytest.mark.parametrize(
    ("evidence", "case", "sums"), [one[1:] for one in MANY], ids=[one[0] for one in MANY]
)
def test_every_situation(evidence: list[Any], case: Case, sums: tuple[str, str, str]) -> None:
    finding = only(*evidence)
    assert finding.case is case
    assert (finding.kind, finding.next_step) == STEPS[case]
    net = finding.net
    assert (net.claimed, net.charged, net.recorded) == tuple(map(dollars, sums))
    assert finding.difference == net.charged - net.recorded
    if finding.kind is K.MATCHED:
        # What agrees is counted where it makes the sums equal.
        assert finding.is_elsewhere or net.claimed == net.charged == net.recorded


def test_every_case_has_a_step_and_a_test() -> None:
    assert set(STEPS) == set(Case)
    assert {kind for kind, _ in STEPS.values()} == set(FindingKind)
    elsewhere = {C.SAME_ORDER, C.OTHER_CUSTOMERS_CHARGE, C.OTHER_CUSTOMERS_PAYMENT}
    assert {one[2] for one in MANY} | elsewhere == set(Case)
    for _, step in STEPS.values():
        assert step[0].isupper()
        assert step.endswith(".")


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [with_state(S.DECLINED), row(OURS, 1, is_done=False)],
        [with_state(S.NOT_SENT)],
        [with_state(S.UNKNOWN)],
        [row(OURS, 7, **STRANGE | {"is_done": False})],
        [STRANGER, row(OURS, 8, **STRANGE | {"operation": VOID})],
        [row(OURS, 7, **STRANGE | {"operation": Operation.AUTHORIZATION})],
        # A reservation given up takes back no charge.
        [row(OURS, 7, **STRANGE | {"operation": VOID})],
        # Cash, and payments of other programs, have no charge behind them that we could know.
        [payment(OURS, 5, receipt_number="CASH-1")],
        [payment(OURS, 5, receipt_number="")],
    ],
)
def test_what_moved_nothing_is_not_reported(evidence: list[Any]) -> None:
    found = judge(*evidence)
    assert found.findings == found.awaited == ()
    assert found.agrees


def test_a_payment_with_another_customer_is_two_findings() -> None:
    wrong = payment(OURS, 5, customer_id=CustomerId(99))
    found = judge(OURS, row(OURS, 1), wrong)
    assert [finding.case for finding in found.findings] == [
        C.OTHER_CUSTOMERS_CHARGE,
        C.OTHER_CUSTOMERS_PAYMENT,
    ]
    assert found.totals().net.charged == found.totals().net.recorded
    assert not found.agrees


def test_the_evidence_is_named() -> None:
    finding = only(OURS, row(OURS, 12), row(OURS, 3), payment(OURS, 6), payment(OURS, 5))
    evidence = finding.evidence
    assert evidence.transaction_id == OURS.intent.transaction_id
    assert (evidence.attempts, evidence.gateway_numbers) == ((OURS.id,), (3, 12))
    assert (evidence.payments, evidence.order_number) == ((5, 6), "2026000001")
    nameless = only(row(OURS, 7, **STRANGE | {"transaction_id": ""}))
    assert nameless.evidence.transaction_id == "#7"


def test_two_computers_that_share_an_id_charged_once() -> None:
    """A duplicate adopts the first outcome: both journals then hold the attempt."""
    other = replace(OURS, intent=replace(OURS.intent, attempt_id="b" * 32))  # type: ignore[arg-type]
    finding = only(OURS, other, row(OURS, 1), payment(OURS, 5))
    assert (finding.case, finding.net.claimed) == (C.AGREED, dollars("64.50"))
    assert len(finding.evidence.attempts) == 2


def test_an_id_given_up_and_used_again_is_one_charge() -> None:
    unsent = replace(
        with_state(S.NOT_SENT),
        intent=replace(OURS.intent, attempt_id="0", created_at=NOON - DAY),  # type: ignore[arg-type]
    )
    assert only(unsent, OURS, row(OURS, 1), payment(OURS, 5)).case is C.AGREED


def test_of_two_readings_the_one_that_is_ours() -> None:
    both = (dollars("6450"), dollars("64.50"))
    assert only(OURS, row(OURS, 1, amount_candidates=both), payment(OURS, 5)).case is C.AGREED
    # Of a stranger's the likelier.
    assert only(row(OURS, 7, **STRANGE | {"amount_candidates": both})).net.charged == both[0]
    # Read once so and once more clearly: the clearer reading.
    rows = [row(OURS, 7, **STRANGE | {"amount_candidates": one}) for one in (both, both[1:], ())]
    assert only(*rows).net.charged == both[1]


def test_the_add_on_charged_the_same_invoice() -> None:
    again = row(OURS, 7, **STRANGE | {"order_number": "2026000001"})
    found = judge(OURS, row(OURS, 1), payment(OURS, 5), again)
    assert {finding.case for finding in found.findings} == {C.AGREED, C.SAME_ORDER}
    (duplicate,) = found.of(K.DUPLICATE)
    assert duplicate.evidence.related == (OURS.intent.transaction_id,)
    assert found.totals(K.DUPLICATE).net.charged == dollars("64.50")


def test_of_two_strangers_with_one_order_the_first_is_rightful() -> None:
    rows = [
        row(OURS, n, **STRANGE | {"order_number": "X1", "transaction_id": f"T{n}"}) for n in (8, 7)
    ]
    found = judge(*rows)
    assert {one.evidence.transaction_id: one.case for one in found.findings} == {
        "T7": C.STRANGER_UNRECORDED,
        "T8": C.SAME_ORDER,
    }


@pytest.mark.parametrize(
    "changes", [{"order_number": "2026000002"}, {"amount_candidates": (dollars("9"),)}]
)
def test_another_order_or_amount_is_no_duplicate(changes: dict[str, Any]) -> None:
    other = row(OURS, 7, **STRANGE | {"order_number": "2026000001"} | changes)
    found = judge(OURS, row(OURS, 1), payment(OURS, 5), other)
    assert not found.of(K.DUPLICATE)


def test_the_order_of_a_voided_charge_is_free() -> None:
    other = row(OURS, 7, **STRANGE | {"order_number": "2026000001"})
    voided = [row(OURS, 1), row(OURS, 2, operation=VOID)]
    found = judge(with_state(S.VOIDED), *voided, other)
    assert [finding.case for finding in found.findings] == [C.STRANGER_UNRECORDED]


@pytest.mark.parametrize("code", ["C01", "R01"])
def test_a_notice_of_change_takes_nothing_back(code: str) -> None:
    finding = only(BANKED, row(BANKED, 1), back(BANKED, 1, code=code), payment(BANKED, 5))
    assert finding.case is (C.AGREED if code == "C01" else C.TAKEN_BACK)


def test_a_debit_that_came_back_twice_is_gone_once() -> None:
    backs = [back(BANKED, 1), back(BANKED, 1, code="R10")]
    assert only(BANKED, row(BANKED, 1), *backs, payment(BANKED, 5)).net.charged == dollars("0")


def test_the_return_of_a_refund_takes_nothing_from_us() -> None:
    refund_back = back(BANKED, 2, operation=REFUND, code="R23")
    finding = only(BANKED, row(BANKED, 1), refund_back, payment(BANKED, 5))
    assert finding.case is C.AGREED


def test_other_terminals_have_books_of_their_own() -> None:
    mine = frozenset({TERMINAL.lower()})
    foreign = attempt(2, S.RECORDED, terminal_id="ELSEWHERE")
    unknown = attempt(3, S.RECORDED, terminal_id="ELSEWHERE")
    found = judge(
        *(OURS, row(OURS, 1), payment(OURS, 5)),
        *(foreign, payment(foreign, 6)),
        *(row(unknown, 3), payment(unknown, 7)),
        terminals=mine,
    )
    assert [finding.case for finding in found.findings] == [C.AGREED]


@pytest.mark.parametrize(
    ("age", "awaited"), [(timedelta(hours=-1), False), (timedelta(hours=1), True)]
)
def test_what_is_too_young_is_awaited_and_not_accused(age: timedelta, *, awaited: bool) -> None:
    taken = with_state(S.TAKEN)
    found = judge(taken, as_of=NOON - age)
    assert len(found.awaited) == awaited
    assert len(found.findings) == (not awaited)
    # What agrees already is told at once.
    agreed = judge(OURS, row(OURS, 1), payment(OURS, 5), as_of=NOON - age)
    assert agreed.awaited == ()


def test_a_lone_payment_of_today_is_awaited() -> None:
    assert len(judge(payment(OURS, 5), as_of=NOON).awaited) == 1
    assert judge(payment(OURS, 5), as_of=NOON + DAY).findings


def test_a_bank_debit_recorded_when_settled_is_awaited_for_its_hold() -> None:
    taken = attempt(1, S.TAKEN, instrument_kind=BANK)
    books = (taken, row(taken, 1))
    settled = {"record_bank": RecordBank.SETTLED}
    # Five banking days from Monday 23 November, over Thanksgiving: Tuesday 1 December.
    assert len(judge(*books, as_of=NOON + 7 * DAY, **settled).awaited) == 1
    assert judge(*books, as_of=NOON + 8 * DAY, **settled).findings
    assert judge(*books, as_of=NOON + 7 * DAY).findings
    came_back = judge(*books, back(taken, 1), as_of=NOON + 7 * DAY, **settled)
    assert [finding.case for finding in came_back.findings] == [C.TAKEN_BACK_UNRECORDED]


def test_a_charge_before_midnight_recorded_after_is_one_finding_on_its_own_day() -> None:
    late = attempt(1, S.RECORDED, at=NOON.replace(day=30, hour=23))
    books = (late, row(late, 1), payment(late, 5, paid_on=date(2026, 12, 1)))
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    assert only(*books).day == date(2026, 11, 30)
    assert judge(*books, period=december).findings == ()
    # By the provider's calendar: past midnight in London is still the day before in Chicago.
    later = attempt(1, S.RECORDED, at=NOON.replace(month=12, day=1, hour=3))
    assert only(later, row(later, 1), payment(later, 5)).day == date(2026, 11, 30)


def test_what_no_day_is_known_of_is_always_told() -> None:
    undated = payment(OURS, 5, paid_on=None)
    assert only(undated).day is None
