"""Entry points of the window: for work, and for the practice servers with their guided tour."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ippay_desktop import __version__, resource_path
from ippay_desktop.ui import theme
from ippay_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from PySide6.QtCore import QMessageLogContext

    from ippay_desktop.services.station import Station
    from ippay_desktop.ui.tasks import Lanes

_log = logging.getLogger(__name__)
# A screen that has not shown the window by then shows it when everything is loaded.
_FIRST_PAINT_MS = 100


def show_at_once() -> MainWindow:
    """Put the bare window on screen before most of the program is loaded, for `run_window`."""
    qInstallMessageHandler(_log_message)
    app = _dressed()
    window = MainWindow()
    # Qt lets a window be larger than its screen, and some desktops do too.
    window.resize(window.size().boundedTo(window.screen().availableSize()))
    window.show()
    late = QDeadlineTimer(_FIRST_PAINT_MS)
    while not window.is_painted and not late.hasExpired():
        # Clicks and keys wait until there is something that takes them.
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return window


def run_window(station: Station, *, profile_name: str | None, window: MainWindow) -> int:
    """Work in a window and return its exit status when it has closed.

    Blocks the main thread. The caller closes the station afterwards: no charge is under way then.

    Args:
        station: Not opened yet; the window opens it in a worker.
        profile_name: Which profile to open; None for the only one. Without any, staff connect
            Splynx and IPpay first.
        window: As `show_at_once` made it.
    """
    return _run(station, profile_name, window, None)


def run_demo(
    station: Station, *, announce: Mapping[str, object], tour_dir: Path | None = None
) -> int:
    """Show the window on the practice servers; with a folder, drive it and leave pictures there.

    Args:
        station: Its only profile reaches the practice servers.
        announce: What the practice servers announced; the tour uses `control_url`.
        tour_dir: Where the tour saves its pictures; None lets a person use the window.
    """
    if tour_dir is None:
        return _run(station, None, show_at_once(), None)
    # Imported only here: nobody at work needs it.
    from ippay_desktop.ui.tour import Tour  # noqa: PLC0415

    folder = tour_dir

    async def conduct(window: MainWindow) -> None:
        await Tour(window, folder, str(announce.get("control_url", ""))).run()

    return _run(station, None, show_at_once(), conduct)


def application() -> QApplication:
    """The one Qt application, dressed and speaking the system's language; made at first."""
    app = _dressed()
    # Here and below, not at the top: what the first paint does not wait for.
    from PySide6.QtGui import QIcon  # noqa: PLC0415

    from ippay_desktop.ui import icons, language  # noqa: PLC0415

    for effect in Qt.UIEffect:
        # Nothing of ours moves by itself; nor do Qt's menus, whatever the system says.
        app.setEffectEnabled(effect, False)  # noqa: FBT003  # Qt's own
    icons.preload()
    language.install(app)
    app.setWindowIcon(QIcon(str(resource_path("icons", "app.svg"))))
    return app


def _dressed() -> QApplication:
    existing = QApplication.instance()
    # The style as a word of the command line: `setStyle` would load all of Qt's style constants.
    words = [*sys.argv[:1], "-style", "fusion"]
    app = existing if isinstance(existing, QApplication) else QApplication(words)
    app.setApplicationName("ippay-desktop")
    app.setApplicationDisplayName("IPpay Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("ippay-desktop")
    # The window ends through the main coroutine, never because a dialog was the last to close.
    app.setQuitOnLastWindowClosed(False)
    theme.install(app)
    return app


def _run(
    station: Station,
    profile_name: str | None,
    window: MainWindow,
    conduct: Callable[[MainWindow], Awaitable[None]] | None,
) -> int:
    from ippay_desktop.ui import garbage, icons, language, memory  # noqa: PLC0415
    from ippay_desktop.ui.tasks import Latch, run_main  # noqa: PLC0415
    from ippay_desktop.ui.widgets import clipboard  # noqa: PLC0415

    app = application()
    # Before the first word: a widget keeps the words that it was made with.
    language.install(app, memory.read(station.data_dir / memory.FILE_NAME).language)

    async def main(lanes: Lanes) -> int:
        closing = Latch()
        window.closing.connect(closing.release)
        window.opened.connect(garbage.spare_what_is_there)
        window.start(station, lanes, profile_name)
        try:
            if conduct is not None:
                await conduct(window)
            await closing.wait()
        finally:
            # Also after Ctrl+C or a tour that failed: what moves money is never left half done.
            window.begin_closing()
            await window.drain()
            window.let_go()
            window.deleteLater()
        return 0

    try:
        return run_main(app, main)
    finally:
        # Qt talks and frees pictures after Python's end, when neither may call back any more.
        qInstallMessageHandler(None)
        icons.forget()
        clipboard.leave()


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own complaints go to our log, not to a terminal that nobody watches."""
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.DEBUG,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    # Off screen there is nobody to hint sizes to.
    if "propagateSizeHints" not in message:
        _log.log(level, "qt_message category=%s %s", context.category, message)
