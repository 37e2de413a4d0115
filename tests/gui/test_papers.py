"""Printing: what a run's report and a receipt say, read back from the PDF by another program."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrintDialog

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.given_back import GivenBack
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, RunId
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import total
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.profile import Mode
from ippay_desktop.services.charge_pool import RowResult
from ippay_desktop.ui.papers.drawing import pdf, plain_text
from ippay_desktop.ui.papers.paper import Paper, PaperTable, Words
from ippay_desktop.ui.papers.reports import Printing, receipt, run_report
from ippay_desktop.ui.presenters.session import Catalogue
from ippay_desktop.ui.text import money
from ippay_desktop.ui.widgets.save_dialog import SaveDialog
from tests.gui.conftest import WAIT_MS, press
from tests.gui.fakes import profile, usd
from tests.gui.test_hostile_names import NAMES
from tests.gui.test_journeys import desk, good, pay, practice, work
from tests.gui.test_look import attempt
from tests.gui.test_runs import run_everything
from tests.support.debian import require_debian

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

__all__ = ["desk", "good", "practice", "work"]

_AT = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)


def by(mode: Mode = Mode.PRACTICE) -> Printing:
    return Printing(profile(mode), "ann", "desk-1", _AT, Catalogue())


def result_of(
    number: int, tried: Attempt | None, state: RowState = RowState.STARTED, name: str = ""
) -> RowResult:
    document = DocumentRef(
        DocumentKind.INVOICE, CustomerId(number), DocumentId(number), f"2026{number:04}"
    )
    row = RunRow(
        number,
        document,
        name or f"Customer {number}",
        usd("10.01"),
        InstrumentKind.CARD,
        "4242",
        state,
        tried.id if tried else None,
        "the card has expired" if state is RowState.SKIPPED else "",
    )
    return RowResult(row, tried)


def run_of(results: tuple[RowResult, ...]) -> Run:
    return Run(
        RunId("run-0001"),
        "0" * 32,
        "splynx.example.com",
        "October",
        RunState.FINISHED,
        _AT,
        "ann",
        "desk-1",
        "invoices of 2026-10",
        AccountChoice.ANY,
        "hash",
        len(results),
        total([one.row.amount for one in results], "USD"),
    )


def text_of(content: bytes, tmp_path: Path) -> str:
    """What a reader of the PDF finds in it, in the order of the page."""
    require_debian("poppler-utils")
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    return subprocess.run(  # noqa: S603  # our own file
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607  # wherever the system has it
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def picture_of(content: bytes, tmp_path: Path) -> QImage:
    """The first page."""
    require_debian("poppler-utils")
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    command = ["pdftoppm", "-png", "-r", "60", "-singlefile", str(path), str(tmp_path / "page")]
    subprocess.run(command, check=True)  # noqa: S603  # our own file
    return QImage(str(tmp_path / "page.png"))


def table_after(paper: Paper, heading: str) -> PaperTable:
    place = next(n for n, one in enumerate(paper.blocks) if getattr(one, "text", "") == heading)
    table = paper.blocks[place + 1]
    assert isinstance(table, PaperTable)
    return table


def every_kind() -> tuple[RowResult, ...]:
    """A row of each kind, among them a charge that may just have been given back whole."""
    paid = attempt(AttemptState.RECORDED)
    doubt = GivenBack(in_doubt_minor=paid.intent.amount.minor, is_being_reversed=True)
    in_doubt = replace(paid, given_back=doubt)
    tried = [*(attempt(state) for state in AttemptState), in_doubt]
    tried.append(attempt(AttemptState.RECORDED, InstrumentKind.BANK))
    rows = [result_of(number, one) for number, one in enumerate(tried)]
    rows.append(result_of(len(rows), None, RowState.SKIPPED))
    rows.append(result_of(len(rows), None, RowState.WAITING))
    rows.append(result_of(len(rows), None, RowState.STARTED))
    return tuple(rows)


def test_control_totals_hold_every_row_once() -> None:
    results = every_kind()
    paper = run_report(run_of(results), results, by())
    rows = table_after(paper, "What became of the rows").rows
    place = [row[0] for row in rows].index("Together")
    parts, (together, planned, collected, back) = rows[:place], rows[place:]
    assert sum(int(row[1]) for row in parts) == len(results) == int(together[1])
    assert together[1:] == planned[1:]
    # Of what was collected, the bank took two back.
    assert (int(collected[1]), back[0], back[1]) == (11, "Given back later", "2")
    answers = table_after(paper, "Was money taken?").rows
    assert sum(int(row[1]) for row in answers) == len(results)


def test_what_is_being_checked_is_never_called_paid() -> None:
    results = every_kind()
    paper = run_report(run_of(results), results, by())
    counted = {row[0]: int(row[1]) for row in table_after(paper, "What became of the rows").rows}
    rows = table_after(paper, "Every row").rows
    yes = [row for row in rows if row[6] == "yes"]
    checked = [row for row in rows if row[6] == "being checked"]
    assert counted["Paid"] + counted["Taken, not recorded in Splynx yet"] == len(yes)
    accepted = counted["Bank debit accepted, not settled yet"]
    assert counted["Being checked, don't charge again"] + accepted == len(checked)
    assert not any(row[7].startswith("Paid") for row in rows if row[6] != "yes")


@pytest.mark.parametrize("state", list(AttemptState))
def test_only_taken_money_gets_a_receipt(state: AttemptState) -> None:
    charged = attempt(state)
    paper = receipt(charged, by())
    is_receipt = paper.title == "Receipt"
    assert is_receipt is (charged.money_taken is MoneyTaken.YES)
    if not is_receipt:
        assert "not a receipt" in paper.title
    words = [one.text for one in paper.blocks if isinstance(one, Words)]
    assert words[2].startswith("Money taken: ")


def test_a_report_says_who_when_in_which_zone_and_in_which_mode(
    qapp: QApplication, tmp_path: Path
) -> None:
    del qapp
    results = tuple(result_of(n, attempt(AttemptState.RECORDED)) for n in range(120))
    text = text_of(pdf(run_report(run_of(results), results, by(Mode.TEST))), tmp_path)
    pages = text.split("\f")[:-1]
    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert "Report of a charge run" in page
        assert "TEST" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "run-0001, printed by ann at desk-1" in page
    assert all("Transaction id" in page for page in pages[1:]), "titles stand on every page"
    assert re.search(r"local times of this computer, \S+ \(UTC[+\N{MINUS SIGN}]\d\d:\d\d\)", text)
    assert all(re.search(rf"^ *{n} +2026{n - 1:04} ", text, re.MULTILINE) for n in range(1, 121))
    assert pages[-1].count("End of the report") == 1


@pytest.mark.parametrize("name", list(NAMES.values()), ids=list(NAMES))
def test_a_name_is_printed_as_it_is(qapp: QApplication, name: str, tmp_path: Path) -> None:
    del qapp
    charged = attempt(AttemptState.RECORDED)
    charged = replace(charged, intent=replace(charged.intent, customer_name=name))
    for paper in (
        receipt(charged, by()),
        run_report(run_of(()), (result_of(0, charged, name=name),), by()),
    ):
        text = text_of(pdf(paper), tmp_path)
        # Wrapped anywhere, and turned round only within itself.
        plain = re.sub(r"\s+", "", text)
        wanted = re.sub(r"\s+", "", name.replace("\u202e", "[U+202E]"))
        if "🧑" in name:
            wanted = "Ünïcode"
        found = plain.replace("\N{HYPHEN}", "")
        if paper.is_wide:
            # Beside it stand other columns' words on the same lines.
            assert wanted[:6] in found or wanted[:6][::-1] in found
        else:
            assert wanted in found or wanted[::-1] in found
        assert "(customer" in found


def test_control_characters_steer_nothing() -> None:
    steering = "A\x00B\nC\x9cD\u2028E\u2029F\tG"
    assert plain_text(steering) == "A�B�C�D�E�F�G"
    assert plain_text("Ünï & <b> \u202e ok") == "Ünï & <b> [U+202E] ok"


def test_paper_is_white_whatever_the_window_wears(qapp: QApplication, tmp_path: Path) -> None:
    del qapp
    page = picture_of(pdf(receipt(attempt(AttemptState.RECORDED), by())), tmp_path)
    assert page.pixelColor(5, 5) == QColor("white")
    dark = [
        page.pixelColor(x, y).lightness()
        for x in range(0, page.width(), 2)
        for y in range(0, page.height(), 2)
    ]
    assert min(dark) < 90, "something is printed on it"
    assert sum(one > 240 for one in dark) > 0.9 * len(dark)


def test_a_run_is_saved_as_pdf_from_its_page(
    bench: Workbench, station: FakeStation, tmp_path: Path, qtbot: QtBot
) -> None:
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    panel, path = bench.planner.run_panel, tmp_path / "run.pdf"
    panel.print.save_pdf.trigger()
    dialog = panel.print.dialog
    assert isinstance(dialog, SaveDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: bench.bottom.line.sentence.text() == "Saved run.pdf.", timeout=WAIT_MS)
    text = text_of(path.read_bytes(), tmp_path)
    assert "Being checked, don't charge again" in text
    assert not re.search(r"^ *Paid ", text, re.MULTILINE)
    assert path.stat().st_mode & 0o077 == 0, "for this user only"


def test_a_folder_that_refuses_is_said(bench: Workbench, tmp_path: Path, qtbot: QtBot) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    button = bench.planner.run_panel.print
    button.save_pdf.trigger()
    assert isinstance(button.dialog, SaveDialog)
    button.dialog.fileSelected.emit(str(tmp_path))
    button.dialog.reject()
    said = bench.bottom.line.sentence
    qtbot.waitUntil(lambda: "could not be written" in said.text(), timeout=WAIT_MS)
    assert said.text() == f"{tmp_path.name} could not be written: Is a directory"


def test_a_receipt_is_printed_from_the_pay_dialog_and_noted(
    work: Workbench, good: list[DocumentRow], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = pay(work, good[0], qtbot)
    assert dialog.print.isVisible()
    dialog.print.on_paper.trigger()
    asked = dialog.print.dialog
    assert isinstance(asked, QPrintDialog)
    asked.printer().setOutputFileName(str(tmp_path / "receipt.pdf"))
    asked.accepted.emit(asked.printer())
    asked.reject()
    # The dialog may be gone before the printer has taken all of it.
    press(dialog, "pay.close_button")
    qtbot.waitUntil(
        lambda: work.bottom.line.sentence.text().startswith("Handed to"), timeout=WAIT_MS
    )
    text = text_of((tmp_path / "receipt.pdf").read_bytes(), tmp_path)
    assert "Receipt" in text
    assert "Money taken: yes" in text
    assert money(good[0].document.due) in text
    workspace = work.session.workspace
    notes = workspace.journal.notes(workspace.profile.splynx_host, {NoteKind.AUDIT})
    assert "exported:paper" in {note.subject for note in notes}


def test_there_is_nothing_to_print_before_the_answer(bench: Workbench, qtbot: QtBot) -> None:
    bench.open_customer(1)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    page.documents.select_key("invoice:1")
    press(page, "customer.pay_button")
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    assert dialog.print.isHidden()
    press(dialog, "pay.cancel_button")
