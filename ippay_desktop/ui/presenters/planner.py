"""Charge a period: the plan, its control totals, and the word that starts it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.billing import CHARGEABLE_STATES
from ippay_desktop.domain.bulk import Plan, PlanRow
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money, total
from ippay_desktop.ui.formats import plain_amount
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.text import amount, said, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ippay_desktop.domain.billing import DocumentKind
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the plan: its name, how many documents, and their sum."""

    name: str
    count: int
    sum: Money


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """What a person compares before saying yes.

    Attributes:
        largest: The eligible row with the largest amount, and `oldest` by document date.
        excluded: Rows the plan leaves out, by reason, most frequent first.
        dropped: Rows that a person took out.
    """

    count: int
    sum: Money
    by_method: tuple[Share, ...]
    by_partner: tuple[Share, ...]
    largest: PlanRow | None
    oldest: PlanRow | None
    excluded: tuple[tuple[str, int], ...]
    dropped: int
    warnings: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it stands on screen.

    Attributes:
        plan: Without the dropped rows: exactly what would be charged.
        rows: All rows, dropped ones included.
        dropped: Keys of the documents that a person took out.
    """

    plan: Plan
    rows: tuple[PlanRow, ...]
    dropped: frozenset[str]
    totals: ControlTotals

    @property
    def made_at(self) -> datetime:
        """When the data was read."""
        return self.plan.made_at


class PlannerPresenter(QObject):
    """Makes and edits a plan; `RunDesk` carries it out.

    Signals:
        planned: A `PlanView`.
        failed: A sentence; "" where the strip above every page says it.
        busy_changed: Whether a plan is being made.
    """

    planned = Signal(PlanView)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("planner")
        self._whole: Plan | None = None
        self._dropped: frozenset[str] = frozenset()

    @property
    def view(self) -> PlanView | None:
        """The plan as it stands; None before the first."""
        if self._whole is None:
            return None
        plan = self._whole.without(self._dropped)
        totals = control_totals(plan, len(self._dropped), self._session.catalogue.partner)
        # What is left counts on other rows than before: a dropped one settles nothing.
        kept = {row.document.key: row for row in plan.rows}
        rows = tuple(kept.get(row.document.key, row) for row in self._whole.rows)
        return PlanView(plan, rows, self._dropped, totals)

    def make(
        self, wanted: FilterInput, kinds: frozenset[DocumentKind], account: AccountChoice
    ) -> None:
        """Read live data and judge every row; the earlier plan is gone."""
        self.forget()
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        currency = self._session.workspace.currency
        plans, foreseeing = self._session.plans, self._session.foreseeing
        self._scope.read(
            "plan",
            lambda: foreseeing.of_plan(plans.plan(wanted.build(kinds, currency), account)),
            self._on_plan,
            self._on_error,
        )

    def make_retry(self, run_id: RunId) -> None:
        """Judge anew what an ended run did not bring in; the earlier plan is gone."""
        self.forget()
        session = self._session
        self.busy_changed.emit(True)  # noqa: FBT003
        self._scope.read(
            "plan",
            lambda: session.foreseeing.of_plan(session.retrying.plan(run_id)),
            self._on_plan,
            self._on_error,
        )

    def drop(self, keys: frozenset[str]) -> None:
        """Take rows out."""
        self._dropped |= keys
        self._tell()

    def take_back(self, keys: frozenset[str]) -> None:
        """Put dropped rows in again."""
        self._dropped -= keys
        self._tell()

    def forget(self) -> None:
        """Throw the plan away."""
        self._whole, self._dropped = None, frozenset()

    def is_confirmed_by(self, text: str) -> bool:
        """Whether what was typed is the plan's sum; in this country's form, or plainly."""
        view = self.view
        if view is None or not view.plan.eligible:
            return False
        wanted = view.plan.sum
        figures = text.strip().strip("$€£").strip()
        try:
            return Money.parse(plain_amount(figures, wanted.currency), wanted.currency) == wanted
        except InputError:
            return False

    def _tell(self) -> None:
        view = self.view
        if view is not None:
            self.planned.emit(view)

    def _on_plan(self, plan: Plan) -> None:
        self._session.mark_answered()
        self._whole = plan
        self.busy_changed.emit(False)  # noqa: FBT003
        self._tell()

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(self._session.mark_failed(error))


def control_totals(plan: Plan, dropped: int, partner_name: Callable[[int], str]) -> ControlTotals:
    """Count what a plan would do."""
    rows = plan.eligible
    nouns = {InstrumentKind.CARD: tr("Cards"), InstrumentKind.BANK: tr("Bank accounts")}
    methods = [(noun, [row for row in rows if _kind(row) is kind]) for kind, noun in nouns.items()]
    numbers = sorted({row.partner_id for row in rows})
    partners = [
        (partner_name(number), [row for row in rows if row.partner_id == number])
        for number in numbers
    ]
    dated = [row for row in rows if row.issued_on is not None]
    return ControlTotals(
        count=len(rows),
        sum=plan.sum,
        by_method=_shares(methods, plan.currency),
        by_partner=_shares(partners, plan.currency),
        largest=max(rows, key=lambda row: row.amount, default=None),
        oldest=min(dated, key=lambda row: str(row.issued_on), default=None),
        excluded=tuple(Counter(said(row.reason) for row in plan.rows if row.reason).most_common()),
        dropped=dropped,
        warnings=sum(row.needs_a_look for row in rows),
    )


def _kind(row: PlanRow) -> InstrumentKind | None:
    return row.instrument.kind if row.instrument else None


def _shares(groups: list[tuple[str, list[PlanRow]]], currency: str) -> tuple[Share, ...]:
    return tuple(
        Share(name, len(rows), total([row.amount for row in rows], currency))
        for name, rows in groups
        if rows
    )


def sum_to_type(view: PlanView) -> str:
    """What must be typed, as staff read it."""
    return amount(view.plan.sum)


def filter_of(chosen: Sequence[DocumentRow], period: FilterInput) -> FilterInput:
    """A filter that names just these documents, over all their dates, as far as still unpaid.

    Without a number for each of them it names none.
    """
    dates = [row.document.issued_on for row in chosen if row.document.issued_on is not None]
    numbers = [row.document.ref.number or "" for row in chosen]
    return FilterInput(
        first=min(dates, default=period.first),
        last=max(dates, default=period.last),
        states=CHARGEABLE_STATES,
        # Commas, as short numbers set apart by spaces alone may look like a card number.
        numbers=", ".join(numbers) if all(numbers) else "",
    )
