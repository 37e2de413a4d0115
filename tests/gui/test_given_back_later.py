"""A run whose charges are given back later: one answer in the window, on paper and by command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.objects import counts_object
from ippay_desktop.cli.words import counts_line
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import ReversalAnswer, ReversalVerdict
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.tally import tally_run
from ippay_desktop.ui.models.run_rows import RunColumn, run_row
from ippay_desktop.ui.papers.reports import Printing, run_report
from ippay_desktop.ui.presenters.session import Catalogue
from ippay_desktop.ui.presenters.today import view_of
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.fakes import usd
from tests.gui.test_papers import table_after
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def test_what_was_collected_stays_and_what_went_back_stands_beside_it(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    panel = bench.planner.run_panel
    before = panel.taken.text()
    assert before == "$213.00 approved or accepted, of $213.00"

    workspace = bench.session.workspace
    reversing = ReversalService(workspace)
    station.gateway.reversal_answer = ReversalAnswer(ReversalVerdict.DONE, "Done.", "000", "A1")
    cards = [
        one
        for one in reversed(workspace.journal.attempts(AttemptFilter()))
        if one.intent.instrument_kind is InstrumentKind.CARD
    ]
    voided, partly = cards[0], cards[1]
    reversing.carry_out(reversing.prepare_void(voided.id, keep_payment=False))
    reversing.carry_out(reversing.prepare_refund(partly.id, usd("1.25")))
    back = voided.intent.amount + usd("1.25")

    bench.go(Place.RUNS)
    page = bench.runs

    def given_back() -> list[int]:
        return [row.value.tally.given_back for row in page.table.rows_model.rows]

    qtbot.waitUntil(lambda: given_back() == [2], timeout=WAIT_MS)
    detail = page.table.rows_model.rows[0].value
    counts = detail.tally
    assert counts.collected == 6
    assert (counts.amount_approved, counts.amount_given_back) == (usd("213.00"), back)

    page.table.chosen.emit(detail)
    said = f"${back.text()} of it given back later"
    assert page.panel.taken.text() == f"{before}; {said}"
    listed = run_row(detail, Catalogue()).texts
    assert listed[RunColumn.TAKEN] == "213.00"
    assert listed[RunColumn.BACK] == back.text()

    paper = run_report(detail.run, detail.results, Printing.of(bench.session))
    printed = {row[0]: row[1:] for row in table_after(paper, "What became of the rows").rows}
    assert printed["Approved or accepted"] == ("6", "$213.00")
    assert printed["Given back later"] == ("2", f"${back.text()}")

    record_bank = workspace.profile.policy.record_bank
    told = counts_object(tally_run(detail.run, detail.results, record_bank))
    assert told["approved"] == 6
    assert told["amount_approved"] == "213.00"
    assert told["given_back"] == 2
    assert told["amount_given_back"] == back.text()
    assert counts_line(counts).endswith(f"accepted: 213.00 USD. Given back later: {back}.")

    # Today's figures are of what is still there.
    attempts = workspace.journal.attempts(AttemptFilter())
    today = bench.session.now().astimezone().date()
    view = view_of((), (), attempts, today, "USD")
    assert view.charged_card.sum + view.charged_bank.sum == usd("213.00") - back
    assert view.days[-1].card + view.days[-1].bank == usd("213.00") - back
