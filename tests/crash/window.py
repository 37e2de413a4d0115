"""The real window as a process of its own, driven by hands that press what shows.

Started by the tests with one JSON object on its command line: a data folder, and what to do.
`charge` plans the period's first rows and charges them, and dies at a step if one is named.
`look` starts again, tells what the window says, goes on with the run, and closes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.filters import Period
from ippay_desktop.ui.application import _run, show_at_once
from ippay_desktop.ui.tasks import settled, until
from ippay_desktop.ui.text import amount
from ippay_desktop.ui.tour_hands import press
from ippay_desktop.ui.widgets.navigation import Place
from tests.crash.program import watch
from tests.crash.victim import Killer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench

_LIMIT_S = 100.0


async def bench_of(window: MainWindow) -> Workbench:
    await until(lambda: window.workbench is not None, "the profile to open", limit_s=_LIMIT_S)
    assert window.workbench is not None
    return window.workbench


def charging(task: dict[str, Any]) -> Callable[[MainWindow], Awaitable[None]]:
    async def charge(window: MainWindow) -> None:
        bench = await bench_of(window)
        planner, period = bench.planner, Period.parse(task["period"])
        bench.plan()
        wanted = replace(planner.filter.value(), first=period.first, last=period.last)
        planner.filter.show_value(wanted)
        press(planner.make)
        await until(lambda: planner.make.isEnabled() and bool(planner.view), "the plan")
        assert planner.view is not None
        surplus = planner.view.plan.eligible[task["rows"] :]
        planner.presenter.drop(frozenset(row.document.key for row in surplus))
        view = planner.view
        assert view.plan.eligible
        assert len(view.plan.eligible) == task["rows"]
        planner.totals.confirm.setText(amount(view.plan.sum))
        await until(planner.totals.start.isEnabled, "the confirmed sum")
        press(planner.totals.start)
        await until(lambda: bench.desk.is_going_on, "the run")
        await until(lambda: not bench.desk.is_going_on, "the run's end", limit_s=_LIMIT_S)
        window.close()

    return charge


def words_on(page: QWidget) -> list[str]:
    """Every sentence that can be read there now."""
    return [
        label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def looking(
    task: dict[str, Any], station: DesktopStation, said: dict[str, Any]
) -> Callable[[MainWindow], Awaitable[None]]:
    async def look(window: MainWindow) -> None:
        bench = await bench_of(window)
        await settled()
        notice = bench.today.left_behind
        said["notice"] = notice.sentence.text() if notice.isVisible() else ""
        said["left_behind"] = [attempt.id for attempt in station.left_behind()]
        unfinished = bench.desk
        await until(lambda: unfinished.progress is not None, "the run that stands still")
        said["today"] = words_on(bench.today)
        bench.go(Place.ATTENTION)
        waiting = bench.attention_page.table.rows_model
        if said["left_behind"]:
            await until(lambda: bool(waiting.rows), "what waits")
        said["waiting"] = [[cell.word for cell in row.shown.values()] for row in waiting.rows]
        runs = bench.runs
        bench.go(Place.RUNS)
        await until(lambda: bool(runs.table.rows_model.rows), "the runs")
        [row] = runs.table.rows_model.rows
        counts = row.value.tally
        told = (counts.approved, counts.declined, counts.not_sent, counts.being_checked)
        said["accounted"] = sum(told) + counts.unrecorded + counts.skipped + counts.left
        runs.table.chosen.emit(row.value)
        await until(runs.panel.resume.isVisible, "the way to go on")
        said["run"] = words_on(runs)
        if task.get("picture"):
            window.grab().save(task["picture"])
        press(runs.panel.resume)
        await until(lambda: bench.desk.is_going_on, "the run to go on")
        await until(lambda: not bench.desk.is_going_on, "the run's end", limit_s=_LIMIT_S)
        window.close()

    return look


def main() -> int:
    task = json.loads(sys.argv[1])
    if "step" in task:
        watch(Killer(task["step"], task["nth"]))
    station = DesktopStation(Path(task["data_dir"]), is_session=True)
    said: dict[str, Any] = {}
    conduct = charging(task) if task["do"] == "charge" else looking(task, station, said)
    try:
        return _run(station, None, show_at_once(), conduct)
    finally:
        station.close()
        if "said" in task:
            Path(task["said"]).write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
