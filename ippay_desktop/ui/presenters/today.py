"""Today: what is unpaid, what was charged, what is being checked, what will fail next time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind, DocumentState
from ippay_desktop.domain.charge import BEING_CHECKED_STATES, Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money, total
from ippay_desktop.services.failing_methods import FailingMethod, FailingMethodService
from ippay_desktop.ui.text import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.session import Session

_DAYS = 14
_AGES = ((0, 30), (31, 60), (61, 90), (91, 36_500))
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, and their sum."""

    count: int
    sum: Money


@dataclass(frozen=True, slots=True)
class DayTaken:
    """What was taken on one day, by method."""

    on: date
    card: Money
    bank: Money


@dataclass(frozen=True, slots=True)
class Age:
    """Unpaid documents of an age in days since their date."""

    first: int
    last: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the page, as read at one moment.

    Attributes:
        approval_percent: Of today's answered charges; None before the first.
        declines: Reasons of the last days' declines with how often, most frequent first.
    """

    unpaid: Figure
    overdue: Figure
    charged_card: Figure
    charged_bank: Figure
    being_checked: Figure
    approval_percent: int | None
    days: tuple[DayTaken, ...]
    ages: tuple[Age, ...]
    declines: tuple[tuple[str, int], ...]
    will_fail: tuple[FailingMethod, ...]


class TodayPresenter(QObject):
    """The first page.

    Attributes:
        next_charge_on: The day by which saved methods must be good.

    Signals:
        loaded: A `TodayView`.
        failed: A sentence; "" where the strip above every page says it.
    """

    loaded = Signal(TodayView)
    failed = Signal(str)

    def __init__(
        self, session: Session, next_charge_on: date, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.next_charge_on = next_charge_on
        self._scope = session.scope.child("today")

    def refresh(self) -> None:
        """Read everything again."""
        self._scope.read("today", self._read, self._on_view, self._on_error)

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(self._session.mark_failed(error))

    def _on_view(self, view: TodayView) -> None:
        self._session.mark_answered()
        self.loaded.emit(view)

    def _read(self) -> TodayView:
        """On a reading thread."""
        session = self._session
        kinds = frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA})
        rows = session.documents.matching(DocumentFilter(kinds=kinds, states=CHARGEABLE_STATES))
        methods = session.saved_methods.of_everybody()
        today = session.now().astimezone().date()
        # The journal's days are UTC's; one day more, and local days decide.
        since = Period(today - timedelta(days=_DAYS), today + timedelta(days=1))
        failing = FailingMethodService(session.workspace).among(rows, methods, self.next_charge_on)
        attempts = session.history.attempts(DocumentFilter(period=since))
        return view_of(rows, failing, attempts, today, session.workspace.currency)


def view_of(
    rows: tuple[DocumentRow, ...],
    failing: tuple[FailingMethod, ...],
    attempts: tuple[Attempt, ...],
    today: date,
    currency: str,
) -> TodayView:
    """Add everything up; pure."""
    own = [one for one in attempts if _day(one) == today]
    taken = [one for one in own if _is_taken(one)]
    answered = [one for one in own if one.state not in BEING_CHECKED_STATES]
    approved = sum(_is_taken(one) for one in answered)
    declined = [one for one in attempts if one.state is AttemptState.DECLINED]
    overdue = [row for row in rows if row.state is DocumentState.OVERDUE]
    checked = [one for one in attempts if one.state in BEING_CHECKED_STATES]
    return TodayView(
        unpaid=_due(rows, currency),
        overdue=_due(overdue, currency),
        charged_card=_charged(taken, InstrumentKind.CARD, currency),
        charged_bank=_charged(taken, InstrumentKind.BANK, currency),
        being_checked=Figure(len(checked), total([o.intent.amount for o in checked], currency)),
        approval_percent=round(_HUNDRED * approved / len(answered)) if answered else None,
        days=_days(attempts, today, currency),
        ages=_ages(rows, today, currency),
        declines=tuple(Counter(said(one.reason) for one in declined).most_common(6)),
        will_fail=failing,
    )


def _day(attempt: Attempt) -> date:
    return attempt.intent.created_at.astimezone().date()


def _is_taken(attempt: Attempt) -> bool:
    is_bank_accepted = (
        attempt.intent.instrument_kind is InstrumentKind.BANK
        and attempt.money_taken is MoneyTaken.BEING_CHECKED
        and attempt.state not in BEING_CHECKED_STATES
    )
    return attempt.money_taken is MoneyTaken.YES or is_bank_accepted


def _due(rows: Iterable[DocumentRow], currency: str) -> Figure:
    amounts = [row.document.due for row in rows]
    return Figure(len(amounts), total(amounts, currency))


def _charged(attempts: list[Attempt], kind: InstrumentKind, currency: str) -> Figure:
    own = [one for one in attempts if one.intent.instrument_kind is kind]
    # Of a charge that was refunded in part the rest was collected.
    amounts = [one.intent.amount - one.went_back for one in own]
    return Figure(len(amounts), total(amounts, currency))


def _days(attempts: tuple[Attempt, ...], today: date, currency: str) -> tuple[DayTaken, ...]:
    taken = [one for one in attempts if _is_taken(one)]
    days = []
    for back in range(_DAYS - 1, -1, -1):
        on = today - timedelta(days=back)
        own = [one for one in taken if _day(one) == on]
        card = _charged(own, InstrumentKind.CARD, currency).sum
        bank = _charged(own, InstrumentKind.BANK, currency).sum
        days.append(DayTaken(on, card, bank))
    return tuple(days)


def _ages(rows: tuple[DocumentRow, ...], today: date, currency: str) -> tuple[Age, ...]:
    ages = []
    for first, last in _AGES:
        own = [row for row in rows if first <= _age(row, today) <= last]
        ages.append(Age(first, last, _due(own, currency)))
    return tuple(ages)


def _age(row: DocumentRow, today: date) -> int:
    issued = row.document.issued_on or today
    return max((today - issued).days, 0)
