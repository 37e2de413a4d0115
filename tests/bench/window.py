"""The window over a large copy: key presses and lists to painted, start, memory, stalls."""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from typing_extensions import override

from ippay_desktop.adapters.mirror import MirrorWriter, open_copy
from ippay_desktop.app.copies import ProfileCopy
from ippay_desktop.ui.application import application
from ippay_desktop.ui.garbage import spare_what_is_there
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.tasks import Lanes, run_main, until
from ippay_desktop.ui.widgets.navigation import Place
from tests.bench import copies
from tests.bench.frame import Bench, Measured, figure
from tests.gui import fakes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.services.station import Station
    from ippay_desktop.ui.widgets.documents_page import DocumentsPage
    from ippay_desktop.ui.widgets.workbench import Workbench

_WORDS = ("smith", "gross", "mith9", "user777", "12345", "20260", "zzzz", "ann smi", "0001234")
_ROUNDS = 4
_BETWEEN_KEYS_S = 0.03
_EMPTY = """
import time
began = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
window.grab()
took = time.perf_counter() - began
"""
# As `__main__` begins when no command is given.
_REAL = """
import time
began = time.perf_counter()
from ippay_desktop.adapters.process_guard import guard_process
guard_process()
from ippay_desktop.app.main import DesktopRoot
root = DesktopRoot()
root.show_window()
from PySide6.QtWidgets import QApplication
window, = QApplication.topLevelWidgets()
window.grab()
took = time.perf_counter() - began
"""
_JOURNAL = """
import sys
from pathlib import Path
from tests.gui import fakes
fakes.FakeStation(Path(sys.argv[1]), fakes.profile()).close()
"""
_TELL = """
import os
pages = int(open("/proc/self/statm").read().split()[1])
print(took, time.process_time(), pages * os.sysconf("SC_PAGESIZE") / 1e6)
os._exit(0)
"""


def on_window(bench: Bench, measure: Callable[[Workbench], Awaitable[Measured]]) -> Measured:
    """Open the real window on fake services and the run's copy, and measure there."""
    folder = copies.full_copy(bench)

    async def look(bench_of: Workbench) -> Measured:
        await until(lambda: bench_of.session.copy.lists is not None, "the copy")
        # Only what is measured goes on meanwhile.
        bench_of.session.copy.stop()
        await until(lambda: not bench_of.session.scope.is_reading, "quiet")
        return await measure(bench_of)

    with tempfile.TemporaryDirectory(dir=bench.folder) as place:
        # As on any day but the first: what makes a journal's tables is not in memory.
        subprocess.run([sys.executable, "-c", _JOURNAL, place], check=True)  # noqa: S603  # our own words
        station = fakes.FakeStation(Path(place), fakes.profile())
        fakes.populate(station.splynx)
        station.copy = ProfileCopy(
            folder,
            station.profiles.choose(None),
            secrets=copies.store(),
            clock=station.clock,
            source=station.copy_source,
            is_session_only=lambda: False,
        )
        return at_station(station, look)


def at_station(station: Station, measure: Callable[[Workbench], Awaitable[Measured]]) -> Measured:
    """Open the real window at a station, measure there, and close both."""
    app = application()
    told: list[Measured] = []

    async def main(lanes: Lanes) -> int:
        window = MainWindow()
        window.show()
        # As the program does.
        window.opened.connect(spare_what_is_there)
        window.start(station, lanes, None)
        try:
            await until(lambda: window.workbench is not None, "the window")
            assert window.workbench is not None
            told.append(await measure(window.workbench))
        finally:
            window.begin_closing()
            await window.drain()
            window.let_go()
        return 0

    run_main(app, main)
    station.close()
    return told[0]


class Heard:
    """Waits for a signal's next emission.

    Attributes:
        value: What the signal carried.
    """

    def __init__(self, signal: SignalInstance) -> None:
        self._event = asyncio.Event()
        self._signal = signal
        self.value: object = None
        signal.connect(self._on_emitted)

    def _on_emitted(self, *values: object) -> None:
        self.value = values[0]
        self._signal.disconnect(self._on_emitted)
        self._event.set()

    async def wait(self) -> None:
        await asyncio.wait_for(self._event.wait(), 60)


class Shown(QObject):
    """Waits until a view has painted, by itself, what a signal brought."""

    def __init__(self, signal: SignalInstance, view: QWidget) -> None:
        super().__init__(view)
        self._signal, self._view = signal, view
        self._ended: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        # Connected after the view's own: it has taken the rows when this is called.
        signal.connect(self._on_emitted)

    def _on_emitted(self) -> None:
        self._signal.disconnect(self._on_emitted)
        self._view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._view.removeEventFilter(self)
            # Before the event gets there: when this turn of the loop ends, it is painted.
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self._ended.set_result(time.perf_counter())

    async def since(self, began: float) -> float:
        """Milliseconds from a moment to the end of that painting."""
        return (await asyncio.wait_for(self._ended, 60) - began) * 1000


def painted(widget: QWidget) -> None:
    """Paint now, so that the clock stops after it."""
    widget.repaint()


def painted_pending(widget: QWidget) -> None:
    """Lay out and paint all that waits for it in the widget's window, and nothing else."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QCoreApplication.sendPostedEvents(widget.window(), QEvent.Type.UpdateRequest)


@figure(
    "keystroke",
    what="key press in the search box to painted results, every length of text, hits or none",
    unit="ms",
    floor="putting the same results into the list and painting them, with no query",
    reach="10 ms at the median, 16 ms at p99",
)
def keystroke(bench: Bench) -> Measured:
    return on_window(bench, _keystrokes)


async def _keystrokes(bench: Workbench) -> Measured:
    box = bench.search
    bench.window().activateWindow()
    box.take_focus()
    await until(box.field.hasFocus, "the focus")
    values, floor = [], []
    for _ in range(_ROUNDS):
        for word in _WORDS:
            box.field.clear()
            await asyncio.sleep(0.02)
            for letter in word:
                presenter = bench.search.presenter
                heard = Heard(presenter.found)
                began = time.perf_counter()
                QTest.keyClicks(box.field, letter)
                await heard.wait()
                painted_pending(box)
                values.append((time.perf_counter() - began) * 1000)
                # Nobody types faster.
                await asyncio.sleep(_BETWEEN_KEYS_S)
                began = time.perf_counter()
                presenter.found.emit(heard.value)
                painted_pending(box)
                floor.append((time.perf_counter() - began) * 1000)
    return Measured(values, floor, {"keys": sum(map(len, _WORDS))})


@figure(
    "list-open",
    what="open Invoices with a filter to painted",
    unit="ms",
    floor="a repaint of the same view",
    reach="60 ms at p99",
)
def list_open(bench: Bench) -> Measured:
    return on_window(bench, _opening)


@figure(
    "list-sort",
    what="another order of all invoices to painted",
    unit="ms",
    floor="a repaint of the same view",
    reach="60 ms at p99",
)
def list_sort(bench: Bench) -> Measured:
    return on_window(bench, _sorting)


@figure(
    "list-jump",
    what="jump to the middle of all invoices to painted",
    unit="ms",
    floor="a repaint of the same view",
    reach="60 ms at p99",
)
def list_jump(bench: Bench) -> Measured:
    return on_window(bench, _jumping)


async def _shown(bench: Workbench) -> DocumentsPage:
    bench.go(Place.INVOICES)
    page = bench.invoices
    await _ask(page, _everything())
    await until(lambda: not bench.session.scope.is_reading, "all keys")
    return page


async def _ask(page: DocumentsPage, wanted: FilterInput) -> float:
    """Ask for other rows; milliseconds until they are painted."""
    shown = Shown(page.presenter.window.window_read, page.table.viewport())
    began = time.perf_counter()
    page.presenter.apply(wanted)
    return await shown.since(began)


def _everything(back: int = 10_000) -> FilterInput:
    return FilterInput(
        copies.LAST_DAY.fromordinal(copies.LAST_DAY.toordinal() - back), copies.LAST_DAY
    )


def _repaints(page: DocumentsPage) -> float:
    began = time.perf_counter()
    painted(page.table.viewport())
    return (time.perf_counter() - began) * 1000


async def _opening(bench: Workbench) -> Measured:
    page = await _shown(bench)
    values, floor = [], []
    for turn in range(40):
        values.append(await _ask(page, _everything(30 + turn * 7)))
        floor.append(_repaints(page))
        await until(lambda: not bench.session.scope.is_reading, "all keys")
    return Measured(values, floor, {"rows": page.model.rowCount()})


async def _sorting(bench: Workbench) -> Measured:
    page = await _shown(bench)
    values, floor = [], []
    for column in (0, 1, 2, 3, 4, 5, 6):
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            shown = Shown(page.presenter.window.window_read, page.table.viewport())
            began = time.perf_counter()
            page.table.sortByColumn(column, order)
            values.append(await shown.since(began))
            floor.append(_repaints(page))
            await until(lambda: not bench.session.scope.is_reading, "all keys")
    return Measured(values, floor, {"rows": page.model.rowCount()})


async def _jumping(bench: Workbench) -> Measured:
    page = await _shown(bench)
    values, floor = [], []
    count = page.model.rowCount()
    for turn in range(40):
        row = count // 3 + turn * 4_001 % (count // 3)
        shown = Shown(page.presenter.window.page_read, page.table.viewport())
        began = time.perf_counter()
        page.table.scrollTo(page.model.index(row, 0), page.table.ScrollHint.PositionAtTop)
        values.append(await shown.since(began))
        floor.append(_repaints(page))
        await until(lambda: not bench.session.scope.is_reading, "the page")
    return Measured(values, floor, {"rows": count})


@figure(
    "memory",
    what="memory after searching, sorting and scrolling everything",
    unit="MB",
    floor="at the window's first quiet moment with the copy open",
    reach="240 MB",
)
def memory(bench: Bench) -> Measured:
    return on_window(bench, _remembering)


async def _remembering(bench: Workbench) -> Measured:
    at_first = _resident_mb()
    await _keystrokes(bench)
    await _sorting(bench)
    await _jumping(bench)
    return Measured([_resident_mb()], [at_first], {"peak_mb": _peak_mb()})


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


@figure(
    "stall",
    what="longest wait of the window's thread, during each second of a fill of the copy",
    unit="ms",
    floor="the same with nothing going on",
    reach="50 ms",
)
def stall(bench: Bench) -> Measured:
    return on_window(bench, lambda one: _stalling(bench, one))


async def _stalling(bench: Bench, _window: Workbench) -> Measured:
    quiet = [await longest_wait(lambda: False) for _ in range(3)]
    ended = threading.Event()

    def fill() -> None:
        with tempfile.TemporaryDirectory(dir=bench.folder) as place:
            found = open_copy(Path(place), copies.PROFILE, copies.store())
            writer = MirrorWriter(found.connections)
            people, papers = bench.size.of(20_000), bench.size.of(200_000)
            for page in copies.customers(people):
                writer.put_customers(page)
            for sheet in copies.documents(papers, people):
                writer.put_documents(sheet)
            writer.complete()
            writer.close()
            found.close()
        ended.set()

    thread = threading.Thread(target=fill)
    thread.start()
    waits = []
    while not ended.is_set():
        waits.append(await longest_wait(ended.is_set))
    thread.join()
    return Measured(waits, quiet)


async def longest_wait(is_over: Callable[[], bool]) -> float:
    """The longest time between two turns of the window's loop within a second, above a tick."""
    tick_s, longest = 0.005, 0.0
    end = time.perf_counter() + 1
    while time.perf_counter() < end and not is_over():
        began = time.perf_counter()
        await asyncio.sleep(tick_s)
        longest = max(longest, time.perf_counter() - began - tick_s)
    return longest * 1000


@figure(
    "first-paint",
    what="process start of the window to its first paint, imports included",
    unit="s",
    floor="the same of an empty PySide6 window",
    reach="1.5 times the floor",
)
def first_paint(bench: Bench) -> Measured:
    # The first of each fills the caches of the disk and of Python's bytecode.
    pairs = [(_started(bench, _REAL), _started(bench, _EMPTY)) for _ in range(12)][1:]
    real, empty = zip(*pairs, strict=True)
    notes = {
        "cpu_s": statistics.median(one.cpu_s for one in real),
        "empty_cpu_s": statistics.median(one.cpu_s for one in empty),
        "memory_mb": statistics.median(one.memory_mb for one in real),
    }
    return Measured([one.took_s for one in real], [one.took_s for one in empty], notes)


@dataclass(frozen=True)
class _Started:
    took_s: float
    cpu_s: float
    memory_mb: float


def _started(bench: Bench, program: str) -> _Started:
    """Run a program's start, with its bytecode kept from one start to the next as staff have it."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bench.folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", program + _TELL],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return _Started(*map(float, done.stdout.split()))


@figure(
    "start-memory",
    what="memory at the window's first quiet moment, with the copy open",
    unit="MB",
    floor="an empty PySide6 window",
    reach="180 MB",
)
def start_memory(bench: Bench) -> Measured:
    async def look(_: Workbench) -> Measured:
        return Measured([_resident_mb()])

    (used,) = on_window(bench, look).values
    return Measured([used], [_started(bench, _EMPTY).memory_mb])
