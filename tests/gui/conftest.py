"""One dressed application, an event loop that asyncio and Qt share, and a window to press."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from qasync import QEventLoop  # type: ignore[import-untyped]  # qasync gives no types

from ippay_desktop.ui import garbage, theme
from ippay_desktop.ui.application import application
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.tasks import Lanes
from ippay_desktop.ui.widgets import clipboard
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench

W = TypeVar("W", bound=QWidget)
WAIT_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Off screen there is nobody to hint sizes to, and Qt says so each time."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The application, dressed as at work."""
    app = application()
    yield app
    clipboard.leave()


@pytest.fixture
def lanes(qapp: QApplication, qtbot: QtBot) -> Iterator[Lanes]:
    """Lanes on a loop that runs inside pytest-qt's own; every thread is gone afterwards."""
    loop = QEventLoop(qapp)
    # Qt's loop, which pytest-qt runs, drives the tasks: asyncio only has to know whose they are.
    asyncio.events._set_running_loop(loop)
    made = Lanes(loop)
    with garbage.looked_for_here():
        yield made
        closing = loop.create_task(made.close())
        qtbot.waitUntil(closing.done, timeout=WAIT_MS)
    leftovers = [task for task in asyncio.all_tasks(loop) if not task.done()]
    assert leftovers == []
    asyncio.events._set_running_loop(None)
    loop.close()


@pytest.fixture
def light() -> Iterator[None]:
    """Light again after a test that changes the scheme."""
    yield
    theme.current().follow(theme.Appearance.SYSTEM)
    theme.current().put_on(theme.LIGHT)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[fakes.FakeStation]:
    """Six customers, one unpaid invoice each."""
    made = fakes.FakeStation(tmp_path, fakes.profile())
    fakes.populate(made.splynx)
    yield made
    made.close()


@pytest.fixture
def open_window(
    qtbot: QtBot, station: fakes.FakeStation, lanes: Lanes
) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows, and ends them in order: intake stopped, charges drained."""
    del station
    windows: list[MainWindow] = []

    def opener(on: fakes.FakeStation) -> MainWindow:
        window = MainWindow()
        windows.append(window)
        window.show()
        window.start(on, lanes, None)
        return window

    yield opener
    for window in windows:
        window.begin_closing()
        draining = lanes.loop.create_task(window.drain())
        qtbot.waitUntil(draining.done, timeout=WAIT_MS)
        window.let_go()
        window.deleteLater()
    # Deleted now, not beside the next test's windows.
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


@pytest.fixture
def window(
    open_window: Callable[..., MainWindow], station: fakes.FakeStation, qtbot: QtBot
) -> MainWindow:
    """The window on the fake station, open for work."""
    made = open_window(station)
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT_MS)
    return made


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    """What the window shows."""
    assert window.workbench is not None
    return window.workbench


def every_page(bench: Workbench) -> Workbench:
    """The same with all pages made: each is, when it is first looked at."""
    for place in Place:
        bench.go(place)
    return bench


def find(root: QWidget, kind: type[W], name: str) -> W:
    """The one widget of that object name."""
    found = root.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} widgets are called {name}"
    return found[0]


def press(root: QWidget, name: str) -> None:
    """Press a button that can be seen and pressed."""
    button = find(root, QPushButton, name)
    assert button.isVisible(), f"{name} is hidden"
    assert button.isEnabled(), f"{name} cannot be pressed"
    button.click()
