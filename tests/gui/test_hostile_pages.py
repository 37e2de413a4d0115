"""The same hostile names where charges are looked back upon: runs, a charge, paper, files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLabel

from ippay_desktop.ui.papers.paper import Paper, Words
from ippay_desktop.ui.papers.reports import receipt_draft, run_draft
from ippay_desktop.ui.text import visible
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.inspection import cut_off, markup_labels
from tests.gui.test_hostile_names import name
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench

__all__ = ["name"]

_PLAIN_FILE = re.compile(r"[A-Za-z0-9-]+")


def _words(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Words):
            yield block.text
        else:
            for row in block.rows:
                yield from row


def test_a_name_shows_literally_in_runs_charge_and_paper(
    name: str, bench: Workbench, qtbot: QtBot
) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    bench.go(Place.RUNS)
    runs = bench.runs
    qtbot.waitUntil(lambda: bool(runs.table.rows_model.rows), timeout=WAIT_MS)
    runs.table.chosen.emit(runs.table.rows_model.rows[0].value)
    model = runs.panel.table.rows_model

    def is_read() -> bool:
        return bool(model.rows) and all(row.value.attempt for row in model.rows)

    qtbot.waitUntil(is_read, timeout=WAIT_MS)
    rows = model.rows
    row = next(row for row in rows if name in row.texts)
    runs.panel.table.select_key(row.key)
    assert markup_labels(bench) == []
    attempt = row.value.attempt
    assert attempt is not None
    bench.show_charge(attempt)
    dialog = bench.charge_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.history.toPlainText()), timeout=WAIT_MS)
    assert any(visible(name) in label.text() for label in dialog.findChildren(QLabel))
    assert markup_labels(dialog) == []
    assert dialog.width() <= bench.window().width(), "a long name does not push the buttons out"
    buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
    assert [
        one.objectName()
        for one in buttons
        if not dialog.rect().contains(one.mapTo(dialog, one.rect().center()))
    ] == []
    dialog.reject()
    run = runs.panel.run
    assert run is not None
    for draft in (
        run_draft(run, tuple(row.value for row in rows), bench.session),
        receipt_draft(attempt, bench.session),
    ):
        assert _PLAIN_FILE.fullmatch(draft.stem), "nothing of a customer's in a file's name"
        assert any(visible(name) in visible(words) for words in _words(draft.make()))


def test_a_long_name_pushes_nothing_out_of_a_customers_page(
    name: str, bench: Workbench, qtbot: QtBot
) -> None:
    bench.open_customer(1)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    assert page.title.text() == visible(name)
    tip = page.title.toolTip()
    assert "<img" not in tip
    assert "<b>" not in tip
    out = [one for one in cut_off(page) if "sticks out" in one or "overlap" in one]
    assert out == []
