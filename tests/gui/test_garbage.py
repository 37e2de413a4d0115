"""Whatever a worker does, a widget that holds itself dies on the window's thread, and it dies."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ippay_desktop.ui.tasks import TaskScope
from tests.gui.conftest import WAIT_MS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.tasks import Lanes

# Python itself looks after 700, and ten times as often among the young as among all.
_MANY = 200_000


class Selfish(QLabel):
    """A widget that nobody but itself holds."""

    def __init__(self, died_on: list[str]) -> None:
        super().__init__()
        self._died_on = died_on
        self._self = self

    def __del__(self) -> None:
        self._died_on.append(threading.current_thread().name)


def test_a_widget_dies_on_the_windows_thread(lanes: Lanes, qtbot: QtBot) -> None:
    died_on: list[str] = []
    made: list[object] = []

    def make_much() -> object:
        return [[number] for number in range(_MANY)]

    Selfish(died_on)
    # On a worker's thread, while this one waits: the event loop does not run.
    worker = threading.Thread(target=lambda: made.append(make_much()))
    worker.start()
    worker.join()
    assert len(made) == 1
    assert died_on == []
    # And with it running, as long as it takes until somebody has looked.
    scope = TaskScope("test", lanes)
    scope.read("much", make_much, made.append, lambda _error: None)
    qtbot.waitUntil(lambda: died_on != [], timeout=WAIT_MS)
    assert died_on == [threading.main_thread().name]
