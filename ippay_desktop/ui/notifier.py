"""Tells staff who look elsewhere that a run has ended or that something needs a person.

Notices show on locked screens: they hold counts, and never a customer's name, an amount or the
name of a run, which somebody typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ippay_desktop.domain.bulk import RunState
from ippay_desktop.ui.tasks import Stream
from ippay_desktop.ui.text import count, tr
from ippay_desktop.ui.widgets.mode import mode_word
from ippay_desktop.ui.widgets.navigation import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.notices import NoticeBoard
    from ippay_desktop.services.tally import Tally
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.attention import AttentionPresenter
    from ippay_desktop.ui.presenters.run_desk import RunDesk, RunProgress
    from ippay_desktop.ui.presenters.session import Session


class Notifier(QObject):
    """Watches one profile's run and what waits; quiet while the window has the focus.

    Signals:
        untold: Nothing on this desktop showed the notice; carries its title, its body and the
            `Place` it is about.
        clicked: A notice was clicked; carries the `Place` it is about, and the desktop's leave to
            come to the front.
    """

    untold = Signal(str, str, object)
    clicked = Signal(object, str)

    def __init__(
        self, board: NoticeBoard, session: Session, memory: WindowMemory, window: QWidget
    ) -> None:
        super().__init__(session)
        self._board = board
        self._session = session
        self._memory = memory
        self._window = window
        self._last: RunProgress | None = None
        self._waiting: frozenset[str] | None = None
        self._clicks: Stream[tuple[Place, str]] = Stream(
            session.lanes, lambda clicks: self.clicked.emit(*clicks[-1])
        )

    def watch(self, desk: RunDesk, attention: AttentionPresenter) -> None:
        """Begin."""
        desk.progressed.connect(self._on_progressed)
        attention.items_changed.connect(self._on_items_changed)

    def _on_progressed(self, progress: RunProgress) -> None:
        last, self._last = self._last, progress
        has_ended = last is not None and last.is_going_on and not progress.is_going_on
        if has_ended and last is not None and not (last.is_pausing and _is_paused(progress)):
            # Who pauses a run knows that it stands.
            self.tell(_run_title(progress), _run_body(progress.tally), Place.RUNS)

    def _on_items_changed(self, items: tuple[AttentionItem, ...]) -> None:
        for_a_person = frozenset(item.about.subject for item in items if item.next_at is None)
        known, self._waiting = self._waiting, for_a_person
        if known is not None and for_a_person - known:
            self.tell(
                tr("Something needs you"),
                count(
                    len(for_a_person),
                    "{n} thing in Attention waits for a person.",
                    "{n} things in Attention wait for a person.",
                ),
                Place.ATTENTION,
            )

    def tell(self, title: str, body: str, about: Place) -> None:
        """Show a notice, unless staff look at the window or want none."""
        if self._window.isActiveWindow():
            return
        # The task bar's own sign, where there is one.
        QApplication.alert(self._window)
        if not self._memory.kept.notifies:
            return
        words = tr("{mode}: {title}", mode=mode_word(self._session.profile.mode), title=title)
        self._session.scope.read(
            f"notice {title}",
            lambda: self._board.show(
                words,
                body,
                action=tr("Show"),
                on_click=lambda leave: self._clicks.put((about, leave)),
            ),
            lambda is_shown: None if is_shown else self.untold.emit(words, body, about),
            lambda _error: None,
        )


def _is_paused(progress: RunProgress) -> bool:
    return progress.run.state is RunState.PAUSED


def _run_title(progress: RunProgress) -> str:
    if progress.run.state is RunState.FINISHED:
        return tr("A charge run has ended")
    return tr("A charge run stands still and needs you")


def _run_body(tally: Tally) -> str:
    return tr(
        "{done} done, {declined} declined, {checked} being checked, {skipped} skipped, {left} left",
        done=tally.collected,
        declined=tally.declined,
        checked=tally.being_checked,
        skipped=tally.skipped + tally.not_sent,
        left=tally.left,
    )
