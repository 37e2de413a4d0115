"""Names that would be markup, turn text round, or run in a spreadsheet show as what they are."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.ui.text import visible
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

NAMES = {
    "html": "<b>Bold</b> & <i>Söhne</i> &lt;LLC&gt;",
    "image": "<img src=http://127.0.0.1:9/x.png>",
    "bidi": "Ada \u202egnp.exe",
    "long": "Wolfeschlegelstein" * 17,
    "emoji": "Ünïcode 🧑\u200d💻🏳️\u200d🌈 Ltd",
    "formula": '=HYPERLINK("http://127.0.0.1:9/","Pay")',
    "ampersand": "Dun & Brad &File",
}
CUSTOMER = CustomerId(1)


@pytest.fixture(params=list(NAMES.values()), ids=list(NAMES))
def name(request: pytest.FixtureRequest, station: FakeStation) -> str:
    """The first customer's name, before the window reads it."""
    wanted = str(request.param)
    one = station.splynx.customers[CUSTOMER]
    station.splynx.customers[CUSTOMER] = replace(one, name=wanted)
    return wanted


def assert_plain(label: QLabel) -> None:
    assert label.textFormat() is Qt.TextFormat.PlainText, label.objectName()


def test_a_name_shows_literally_in_list_page_and_pay_dialog(
    name: str, bench: Workbench, qtbot: QtBot
) -> None:
    bench.go(Place.CUSTOMERS)
    listed = bench.customers.list.table
    qtbot.waitUntil(lambda: len(listed.rows_model.rows) == 6, timeout=WAIT_MS)
    row = next(row for row in listed.rows_model.rows if row.key == "1")
    assert name in row.texts
    shown = visible(name)
    assert ("\u202e" in shown) is False
    assert listed.rows_model.index(listed.rows_model.number_of("1") or 0, 1).data() == shown
    tip = listed.rows_model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in str(tip)
    assert "<b>" not in str(tip)
    bench.open_customer(CUSTOMER)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.loaded_id == CUSTOMER, timeout=WAIT_MS)
    assert page.title.text() == shown
    page.documents.select_key("invoice:1")
    press(page, "customer.pay_button")
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    labels = dialog.findChildren(QLabel)
    assert any(shown in label.text() for label in labels)
    if "\u202e" in name:
        words = "Ada [U+202E]gnp.exe (customer 1)"
        assert any(words == label.text() for label in labels), "what turns text round is shown"
    assert dialog.width() <= bench.window().width(), "a long name does not push the buttons out"
    for label in (*labels, *page.findChildren(QLabel)):
        assert_plain(label)
    press(dialog, "pay.cancel_button")


def test_a_name_shows_literally_in_attention_and_export(
    name: str, bench: Workbench, station: FakeStation, tmp_path: Path, qtbot: QtBot
) -> None:
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    panel, path = bench.planner.run_panel, tmp_path / "run.csv"
    press(panel, "run.export_button")
    dialog = panel.saver.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: bench.bottom.line.sentence.text().startswith("Saved"), timeout=WAIT_MS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        exported = [row["Customer"] for row in csv.DictReader(file)]
    assert (f"'{name}" if name.startswith("=") else name) in exported
    assert not any(cell.startswith("=") for cell in exported)
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    model = page.table.rows_model
    # The list may have been read last while the run went on.
    qtbot.waitUntil(lambda: any(name in row.texts for row in model.rows), timeout=WAIT_MS)
    row = next(row for row in model.rows if name in row.texts)
    page.table.select_key(row.key)
    for label in page.findChildren(QLabel):
        assert_plain(label)
    assert find(page, QLabel, "attention.title").text() == "Attention"
