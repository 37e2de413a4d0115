"""The main window: connects or works, shows its mode, and closes only when charges have ended.

It is painted before most of the program is loaded, so what is imported up here is what the first
paint waits for: not even `typing_extensions` with its `override` is.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QWidget

from ippay_desktop.ui.theme import current

if TYPE_CHECKING:
    from ippay_desktop.domain.mode import Mode
    from ippay_desktop.services.station import Station
    from ippay_desktop.ui.dialogs.base import ConfirmDialog
    from ippay_desktop.ui.presenters.session import Opened, Session
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.mode import ModeLine
    from ippay_desktop.ui.widgets.navigation import Place
    from ippay_desktop.ui.widgets.workbench import Workbench

# The program's name, in every language.
_TITLE = "IPpay Desktop"
_FIRST_SIZE = QSize(1440, 900)
# A full HD screen at 200 % is 960 by 540, less its task bar and our title.
_LEAST_SIZE = QSize(880, 480)


class MainWindow(QMainWindow):
    """One window for one data folder.

    Made bare, with the program's name on it, so that it is on screen before most of the program is
    loaded; `start` loads and shows the rest.

    Attributes:
        is_painted: Whether it has been on screen.

    Signals:
        opened: A profile is open and its pages are there.
        closing: Intake has stopped; whoever conducts the program drains and then lets go.
    """

    opened = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(_TITLE)
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(_FIRST_SIZE)
        self.is_painted = False
        self.workbench: Workbench | None = None
        self.question: ConfirmDialog | None = None
        self._old: list[Session] = []
        self._is_closing = False
        self._may_close = False
        self._lines: list[ModeLine] = []

    def start(self, station: Station, lanes: Lanes, profile_name: str | None) -> None:
        """Open a profile, or show the first-start page when there is none; once."""
        from ippay_desktop.ui.memory import FILE_NAME, WindowMemory  # noqa: PLC0415
        from ippay_desktop.ui.presenters.connect import ConnectPresenter  # noqa: PLC0415
        from ippay_desktop.ui.tray import Tray  # noqa: PLC0415

        self._station = station
        self._lanes = lanes
        self._wanted = profile_name
        self.connect_presenter = ConnectPresenter(station, lanes, self)
        self.memory = WindowMemory(station.data_dir / FILE_NAME, station.files, lanes, self)
        self.tray = Tray(self, lambda: bool(self.workbench and self.workbench.is_charging))
        self.tray.notice_opened.connect(lambda about: self._open_notice(self.workbench, about))
        self._lay_out()
        self.connect_presenter.opened.connect(self._on_opened)
        self.connect_presenter.failed.connect(self._on_failed)
        self.connect_presenter.forgotten.connect(self._on_forgotten)
        self.connect_presenter.busy_changed.connect(self._on_busy_changed)
        self.connect_presenter.profiles_changed.connect(
            self._on_profiles_known, Qt.ConnectionType.SingleShotConnection
        )
        # Pages are made as they were left, so that nothing jumps.
        self.memory.loaded.connect(self._on_memory_loaded)
        self.memory.load()

    def _lay_out(self) -> None:
        from ippay_desktop.ui.curtain import Curtain  # noqa: PLC0415
        from ippay_desktop.ui.text import label, tr  # noqa: PLC0415
        from ippay_desktop.ui.widgets.clipboard import BareClipboard  # noqa: PLC0415
        from ippay_desktop.ui.widgets.connect_page import ConnectPage  # noqa: PLC0415
        from ippay_desktop.ui.widgets.stack import PageStack  # noqa: PLC0415

        BareClipboard(self)
        self.stack = PageStack()
        self.waiting = label(tr("Opening…"), role="dim", name="opening")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.connect_page = ConnectPage(self.connect_presenter)
        self.connect_page.practise_asked.connect(self._on_practise_asked)
        self.connect_page.back_asked.connect(self._on_back_asked)
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(self.connect_page)
        self.curtain = Curtain(self._station.screen_lock, self._lanes, self.stack, self)
        self.curtain.started.connect(self.connect_presenter.list_profiles)
        frame = QWidget()
        self._frame = QGridLayout(frame)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.addWidget(self.stack, 1, 1)
        self._frame.setRowStretch(1, 1)
        self._frame.setColumnStretch(1, 1)
        self.setCentralWidget(frame)

    def _on_memory_loaded(self) -> None:
        current().follow(self.memory.kept.appearance)
        self.tray.want(is_wanted=self.memory.kept.keeps_tray)
        self.curtain.start(self.memory.kept.lock_after_minutes)

    @property
    def session(self) -> Session | None:
        """The open profile's session."""
        return self.workbench.session if self.workbench else None

    def _on_profiles_known(self, profiles: tuple[object, ...]) -> None:
        if profiles:
            self.connect_presenter.open(self._wanted)
        else:
            self.curtain.show(self.connect_page)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        from ippay_desktop.ui.text import tr  # noqa: PLC0415

        if is_busy and self.workbench is None and self.stack.currentWidget() is self.waiting:
            self.waiting.setText(tr("Opening the profile…"))

    def _on_failed(self, sentence: str) -> None:
        if self.workbench is None:
            self.connect_page.show_trouble(sentence)
            self.curtain.show(self.connect_page)

    def _on_opened(self, opened: Opened) -> None:
        if self.workbench is not None:
            self._retire(self.workbench)
        # Loaded by the worker that opened the profile.
        from ippay_desktop.ui.presenters.connect import ConnectPresenter  # noqa: PLC0415
        from ippay_desktop.ui.presenters.session import Session  # noqa: PLC0415
        from ippay_desktop.ui.text import said, tr  # noqa: PLC0415
        from ippay_desktop.ui.widgets.mode import mode_word  # noqa: PLC0415
        from ippay_desktop.ui.widgets.workbench import Workbench  # noqa: PLC0415

        session = Session(opened, self._lanes)
        # The check in Settings is another conversation than the one on the connection page.
        settings = ConnectPresenter(self._station, self._lanes)
        self.workbench = Workbench(session, settings, self.memory, self.curtain.presenter)
        self.workbench.desk.progressed.connect(self.curtain.page.show_progress)
        self._watch(self.workbench)
        self.workbench.idle_changed.connect(self.curtain.lock_after)
        self.workbench.profile_asked.connect(self.connect_presenter.open)
        self.workbench.new_profile_asked.connect(self._on_new_profile_asked)
        self.workbench.forget_asked.connect(self._on_forget_asked)
        if opened.trouble:
            self.workbench.bottom.show_health(said(opened.trouble))
        elif opened.secrets_note is not None:
            self.workbench.bottom.show_forgetful(said(opened.secrets_note))
        self.stack.addWidget(self.workbench)
        title = tr(
            "{mode} · {name} · IPpay Desktop",
            mode=mode_word(session.profile.mode),
            name=session.profile.name,
        )
        self.curtain.show(self.workbench, title)
        self.curtain.ask_again()
        self._frame_mode(session.profile.mode)
        self.opened.emit()

    def _watch(self, workbench: Workbench) -> None:
        """Tell staff who look elsewhere."""
        from ippay_desktop.ui.notifier import Notifier  # noqa: PLC0415  # loaded with the pages

        self.notifier = Notifier(self._station.notices, workbench.session, self.memory, self)
        self.notifier.watch(workbench.desk, workbench.attention)
        self.notifier.untold.connect(self.tray.show_notice)
        self.notifier.clicked.connect(partial(self._open_notice, workbench))
        workbench.desk.progressed.connect(self.tray.show_progress)
        workbench.tray_wanted.connect(lambda is_wanted: self.tray.want(is_wanted=is_wanted))

    def _open_notice(self, workbench: Workbench | None, about: Place, leave: str = "") -> None:
        """Bring the window to what a notice was about; behind the lock nothing opens."""
        self.tray.bring_back(leave)
        is_free = not self.curtain.is_drawn and QApplication.activeModalWidget() is None
        # Not to another profile's pages, nor away under a question that waits for its answer.
        if workbench is not None and workbench is self.workbench and is_free:
            workbench.go_to_notice(about)

    def _retire(self, workbench: Workbench) -> None:
        """Let go of another profile's pages; its charges go on to their recorded outcome."""
        workbench.stop_intake()
        self._old.append(workbench.session)
        workbench.session.setParent(self)
        self.stack.removeWidget(workbench)
        workbench.deleteLater()

    def _frame_mode(self, mode: Mode) -> None:
        """LIVE has a red frame on all sides; the others a line at the top."""
        from ippay_desktop.domain.mode import Mode  # noqa: PLC0415
        from ippay_desktop.ui.widgets.mode import ModeLine  # noqa: PLC0415

        self._clear_frame()
        self._lines = [ModeLine(mode, thickness=5 if mode is Mode.PRACTICE else 4)]
        self._lines[0].setObjectName(f"mode_line.{mode}")
        self._frame.addWidget(self._lines[0], 0, 0, 1, 3)
        if mode is Mode.LIVE:
            for at in ((1, 0, 1, 1), (1, 2, 1, 1), (2, 0, 1, 3)):
                line = ModeLine(mode)
                self._lines.append(line)
                self._frame.addWidget(line, *at)

    def _clear_frame(self) -> None:
        for line in self._lines:
            self._frame.removeWidget(line)
            line.deleteLater()
        self._lines = []

    def _on_forget_asked(self) -> None:
        if self.workbench is None or self.workbench.is_charging:
            return
        from ippay_desktop.ui.text import tr  # noqa: PLC0415

        # Its pages go first: nothing may read, renew or remember meanwhile.
        self._retire(self.workbench)
        self.workbench = None
        self.memory.forget()
        self.waiting.setText(tr("Forgetting…"))
        self.curtain.show(self.waiting, _TITLE)
        self.connect_presenter.forget()

    def _on_forgotten(self) -> None:
        from ippay_desktop.ui.text import tr  # noqa: PLC0415

        self.memory.forget()
        self._clear_frame()
        self._on_failed(
            tr(
                "Everything about the provider was destroyed on this computer. The journal of "
                "charges stays."
            )
        )

    def _on_new_profile_asked(self) -> None:
        self.connect_page.offer_back(is_offered=True)
        self.curtain.show(self.connect_page)

    def _on_back_asked(self) -> None:
        if self.workbench is not None:
            self.curtain.show(self.workbench)

    def _on_practise_asked(self) -> None:
        # A program of its own: practice never shares a process with a real profile's journal.
        QProcess.startDetached(sys.executable, ["-P", "-m", "ippay_desktop", "demo"])

    async def drain(self) -> None:
        """Wait until every charge of every profile opened here has its recorded outcome."""
        for session in (*self._old, *([self.session] if self.session else [])):
            await session.scope.drain()
        await self.memory.drain()

    def let_go(self) -> None:
        """Close for good; called once nothing moves any more."""
        self._may_close = True
        self.close()

    def begin_closing(self) -> None:
        """Stop intake and tell the conductor; charges under way still end."""
        if self._is_closing:
            return
        self._is_closing = True
        if self.workbench is not None:
            is_charging = self.workbench.is_charging
            self.workbench.stop_intake()
            self.workbench.setEnabled(False)
            if is_charging:
                from ippay_desktop.ui.text import tr  # noqa: PLC0415

                self.workbench.bottom.line.say_last(
                    tr("Closing when the charges under way have ended…")
                )
        self.connect_presenter.close()
        self.curtain.close()
        self.closing.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102, N802  # see the top
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        if self.workbench is not None and self.workbench.is_charging:
            self._ask_once()
        else:
            self.begin_closing()

    def _ask_once(self) -> None:
        if self.question is not None or self._is_closing:
            return
        from ippay_desktop.ui.dialogs.base import ConfirmDialog  # noqa: PLC0415
        from ippay_desktop.ui.text import tr  # noqa: PLC0415

        self.question = ConfirmDialog(
            tr("Charges are under way"),
            tr(
                "If you close now, no further charge begins, those under way reach their outcome, "
                "then the program ends. A run goes on when you resume it."
            ),
            safe=tr("Keep working"),
            other=tr("Finish these and close"),
            name="closing",
            parent=self,
        )
        self.question.stays_when_locked = True
        self.question.accepted.connect(self.begin_closing)
        self.question.finished.connect(self._on_question_finished)
        self.question.open()

    def _on_question_finished(self) -> None:
        self.question = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102, N802  # see the top
        self.is_painted = True
        tokens, painter = current().tokens, QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.ground))
        if self.centralWidget() is None:
            painter.setPen(QColor(tokens.dim))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _TITLE)
