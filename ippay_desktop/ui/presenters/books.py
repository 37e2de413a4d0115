"""The three books of some days: compared on demand, with what a person says about differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.bank_returns import ReturnGauge
from ippay_desktop.domain.filters import Period
from ippay_desktop.services.comparing import Comparison
from ippay_desktop.ui.text import tr, trouble_text

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class BooksView:
    """What the page shows of one comparison.

    Attributes:
        gauges: The return rates of bank debits.
    """

    found: Comparison
    gauges: tuple[ReturnGauge, ...]


class BooksPresenter(QObject):
    """Compares, and lets a person mark differences as dealt with.

    Signals:
        compared: A `BooksView`.
        failed: A sentence.
        busy_changed: Whether the books are being read.
        decided: A person's word is in the journal.
        decision_refused: A sentence.
    """

    compared = Signal(BooksView)
    failed = Signal(str)
    busy_changed = Signal(bool)
    decided = Signal()
    decision_refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("books")
        self._period = ""

    @property
    def has_reports(self) -> bool:
        """Whether there is a third book to read."""
        return self._session.workspace.reports is not None

    def compare(self, period: str) -> None:
        """Read the three books of some days and compare them."""
        self._period = period
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read(
            "compare", lambda: self._compare(period), self._on_compared, self._on_error
        )

    def dismiss(self, subject: str, reason: str) -> None:
        """Mark a difference as dealt with, in a person's name; then compare again."""
        self._scope.read(
            f"dismiss.{subject}",
            lambda: self._session.findings.dismiss(subject, reason),
            lambda _: self._on_dismissed(),
            lambda error: self.decision_refused.emit(trouble_text(error)),
        )

    def _compare(self, period: str) -> BooksView:
        if self._session.workspace.authority.allows(Task.SETTLE):
            self._session.reconciling.reconcile(wait_s=0.0)
        found = self._session.comparing.compare(Period.parse(period))
        return BooksView(found, self._session.return_rates.gauges())

    def _on_compared(self, view: BooksView) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.compared.emit(view)
        self._session.money_moved.emit()
        if view.found.is_kept:
            self._session.notice.emit(tr("How the books stood is written down for good."))

    def _on_dismissed(self) -> None:
        self.decided.emit()
        self.compare(self._period)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))
