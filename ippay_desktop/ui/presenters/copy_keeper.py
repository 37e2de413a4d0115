"""Keeps the local copy fresh behind the window, and says how fresh it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.domain.errors import InputError, IPpayDesktopError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.local_copy import RESOURCE_OF, Freshness
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.copied_lists import CopiedLists
from ippay_desktop.services.synchronising import Depth, StoppedError, SyncProgress
from ippay_desktop.ui.tasks import Lane, Stream
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.local_copy import LocalCopy, Resource
    from ippay_desktop.services.copy_desk import CopyDesk
    from ippay_desktop.ui.presenters.session import Session

# Long enough for the first pages to have what they asked Splynx for.
_FIRST_MS = 3_000
_ROUND_MS = 300_000
# While Splynx is out of reach, so that its return is soon known.
_OUT_MS = 20_000
_SOON_MS = 700
_OPEN_EVERY = timedelta(hours=1)
STALE_AFTER = timedelta(minutes=15)
_MOST_TOUCHED = 500


@dataclass(frozen=True, slots=True)
class CopyState:
    """What the bottom line says of the copy.

    Attributes:
        progress: Of a reading of everything; None when there is none.
        trouble: Why the last renewal failed; "" when it did not.
    """

    freshness: Freshness | None = None
    progress: SyncProgress | None = None
    trouble: str = ""

    def is_stale(self, now: datetime) -> bool:
        """Whether the copy is older than a renewal or two would leave it."""
        as_of = self.freshness.as_of if self.freshness is not None else None
        return as_of is not None and now - as_of > STALE_AFTER


class CopyKeeper(QObject):
    """Opens the copy on a worker, renews it now and then and after money moved.

    Attributes:
        lists: What lists and searches read; None while the copy is not complete.
        state: For the bottom line.

    Signals:
        opened: `lists` is there from now on.
        renewed: The copy changed: views read it again.
        state_changed: A `CopyState`.
    """

    opened = Signal()
    renewed = Signal()
    state_changed = Signal(CopyState)

    def __init__(self, session: Session, desk: CopyDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._scope = session.scope.child("copy")
        self._stopping = threading.Event()
        self._is_renewing = False
        self._is_asked_again = False
        self._opened_at: datetime | None = None
        self.lists: CopiedLists | None = None
        self.state = CopyState()
        self._stream: Stream[SyncProgress] = Stream(session.lanes, self._on_progress)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.renew)
        session.money_moved.connect(self.renew_soon)

    def start(self) -> None:
        """Look whether there is a copy, and renew it a little later."""
        self._scope.read("open", self._look, self._on_looked, self._on_failed, Lane.COPY)
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        """Begin no renewal; one under way ends with its page, and the next goes on there."""
        self._stopping.set()
        self._timer.stop()

    def renew_soon(self) -> None:
        """Renew after what is happening just now."""
        if not self._stopping.is_set():
            self._timer.start(_SOON_MS)

    def renew(self) -> None:
        """Renew now; once more afterwards if a renewal is under way."""
        if self._stopping.is_set():
            return
        if self._is_renewing:
            self._is_asked_again = True
            return
        self._is_renewing = True
        self._scope.read("renew", self._renew, self._on_renewed, self._on_failed, Lane.COPY)

    def _look(self) -> tuple[LocalCopy, Freshness]:
        """On a reading thread."""
        reader = self._desk.reader
        return reader, reader.freshness()

    def _on_looked(self, looked: tuple[LocalCopy, Freshness]) -> None:
        reader, freshness = looked
        self._tell(CopyState(freshness, None, self.state.trouble))
        if freshness.is_complete and self.lists is None:
            self.lists = CopiedLists(self._session.workspace, reader)
            self.opened.emit()

    def _renew(self) -> tuple[LocalCopy, Freshness, int]:
        """On a reading thread; long at the first time."""
        now = self._session.now()
        is_due = self._opened_at is None or now - self._opened_at > _OPEN_EVERY
        depth = Depth.OPEN if is_due else Depth.CHANGES
        with self._desk.renewal(self._stream.put, self._stopping.is_set) as synchroniser:
            result = synchroniser.run(depth, touched=self._touched(now))
        if is_due:
            self._opened_at = now
        reader = self._desk.reader
        return reader, reader.freshness(), result.changed + result.removed

    def _touched(self, now: datetime) -> dict[Resource, set[int]]:
        """Documents of our latest charges: whether a payment marks them changed is not known."""
        day = now.date()
        recent = self._session.workspace.journal.attempts(
            AttemptFilter(period=Period(day - timedelta(days=1), day), limit=_MOST_TOUCHED)
        )
        touched: dict[Resource, set[int]] = {}
        for attempt in recent:
            ref = attempt.document
            if ref.id is not None and ref.kind in RESOURCE_OF:
                touched.setdefault(RESOURCE_OF[ref.kind], set()).add(int(ref.id))
        return touched

    def _on_progress(self, progress: tuple[SyncProgress, ...]) -> None:
        self._tell(CopyState(self.state.freshness, progress[-1], ""))

    def _on_renewed(self, renewed: tuple[LocalCopy, Freshness, int]) -> None:
        self._is_renewing = False
        self._session.mark_answered()
        reader, freshness, changes = renewed
        is_first = self.lists is None
        self._on_looked((reader, freshness))
        self._tell(CopyState(freshness))
        if changes and not is_first:
            self.renewed.emit()
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._is_renewing = False
        if isinstance(error, StoppedError):
            return
        self._session.mark_failed(error)
        # Another program of this computer renews it: that one's work is ours as well.
        is_ours = not isinstance(error, InputError)
        trouble = trouble_text(error) if is_ours or not isinstance(error, IPpayDesktopError) else ""
        self._tell(CopyState(self.state.freshness, None, trouble))
        if not is_ours and not self._stopping.is_set():
            self._scope.read("open", self._look, self._on_looked, lambda _error: None, Lane.COPY)
        self._go_on()

    def _go_on(self) -> None:
        if not self._stopping.is_set():
            pause = _ROUND_MS if self._session.out_since is None else _OUT_MS
            self._timer.start(_SOON_MS if self._is_asked_again else pause)
        self._is_asked_again = False

    def _tell(self, state: CopyState) -> None:
        self.state = state
        self.state_changed.emit(state)
