"""What leaves the window by itself holds no secret: notices, tray, codes, drafts, spoken words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel

from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.tally import tally_run
from ippay_desktop.ui.mail import LANGUAGES
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.presenters.run_desk import RunProgress
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.security.test_canaries import Canaries, slots_of
from tests.support.debian import require_debian
from tests.support.notices import NoticeServer, session_bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QAccessibleInterface
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.dialogs.qr import QrDialog
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.links_page import LinksPage
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.sim.cli.driver import CommandLine

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's"),
]


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> Iterator[NoticeServer]:
    """Who shows notices on this desktop."""
    with session_bus(monkeypatch):
        server = NoticeServer()
        server.start()
        yield server
        server.stop()


@pytest.fixture
def worked(cli: CommandLine) -> CommandLine:
    """A station that has done a run, and has a charge that is being checked."""
    few = f"charge --period={cli.practice.period} --account=card --customer=1,2,3,4,5,6"
    preview = cli(f"{few} --preview")
    assert cli(f"{few} --confirm {preview.last['confirm']}").code == 0
    more = cli(f"charge --period={cli.practice.period} --account=card --preview").of("row")
    document = next(row["document"]["id"] for row in more if row["eligible"])
    cli.practice.faults([{"server": "ippay", "fault": "drop_after", "times": 1}])
    assert cli(f"pay --invoice-id {document} --yes").code == 4
    return cli


@pytest.fixture
def bench(worked: CommandLine, qtbot: QtBot, lanes: Lanes) -> Iterator[Workbench]:
    """Its window, at debug level."""
    station = DesktopStation(worked.data_dir, is_session=True, is_verbose=True)
    window = MainWindow()
    try:
        window.show()
        with qtbot.waitSignal(window.opened, timeout=WAIT_MS):
            window.start(station, lanes, None)
        assert window.workbench is not None
        yield window.workbench
    finally:
        window.begin_closing()
        draining = lanes.loop.create_task(window.drain())
        qtbot.waitUntil(draining.done, timeout=WAIT_MS)
        window.let_go()
        window.deleteLater()
        station.close()


def decoded(image: QImage, folder: Path) -> str:
    """What a phone reads in a picture, by a decoder that shares nothing with its maker."""
    require_debian("zbar-tools")
    assert not image.isNull()
    assert image.save(str(folder / "code.png"))
    command = ["/usr/bin/zbarimg", "--quiet", "--raw", str(folder / "code.png")]
    read = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return read.stdout.strip()


def spoken() -> str:
    """All that a screen reader can be told, of what is hidden too."""
    words: list[str] = []

    def tell(thing: QAccessibleInterface, depth: int) -> None:
        words.extend(thing.text(kind) for kind in QAccessible.Text if kind.name != "UserText")
        for number in range(thing.childCount() if depth else 0):
            child = thing.child(number)
            if child.isValid():
                tell(child, depth - 1)

    for window in QApplication.topLevelWidgets():
        tell(QAccessible.queryAccessibleInterface(window), 30)
    return "\n".join(words)


def checked_links(cli: CommandLine, bench: Workbench, qtbot: QtBot) -> LinksPage:
    """The links page with two documents that can be paid."""
    rows = cli(f"charge --period={cli.practice.period} --account=card --preview").of("row")
    numbers = [row["document"]["number"] for row in rows if row["eligible"]][:2]
    bench.go(Place.LINKS)
    page = bench.links
    page.numbers.setPlainText("\n".join(numbers))
    press(page, "links.check_button")
    qtbot.waitUntil(lambda: len(page._good()) == len(numbers) == 2, timeout=WAIT_MS)
    return page


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses handed to other programs of the desktop."""
    taken: list[str] = []

    def take(url: QUrl) -> bool:
        taken.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return taken


@pytest.mark.timeout(240)
def test_nothing_that_leaves_the_window_holds_a_secret(
    notices: NoticeServer, worked: CommandLine, bench: Workbench, opened: list[str], qtbot: QtBot
) -> None:
    canaries = Canaries(worked.practice, slots_of(worked))
    told = told_outside(bench, notices, qtbot)
    assert "run has ended" in told
    assert "waits for a person" in told
    canaries.require_none("a notice", told.encode())
    assert [one for one in known_of(worked, bench) if one in told] == []
    page = checked_links(worked, bench, qtbot)
    codes = codes_and_drafts(page, canaries, worked.data_dir.parent)
    assert len(codes) == 4, "two links, shown and copied"
    assert len(opened) == 2 * len(LANGUAGES)
    canaries.require_none("a code", "\n".join(codes).encode())
    drafts = "\n".join([*opened, *map(unquote, opened)])
    assert "/ippay/direct-pay-invoice" in drafts
    canaries.require_none("a draft", drafts.encode())
    for place in Place:
        bench.go(place)
        qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    words = spoken()
    assert "Attention" in words
    canaries.require_none("an accessible name or value", words.encode())


def told_outside(bench: Workbench, notices: NoticeServer, qtbot: QtBot) -> str:
    """Notices as the desktop got them, of a run and of what waits, and the tips of the tray."""
    window, workspace = bench.window(), bench.session.workspace
    assert isinstance(window, MainWindow)
    window.hide()
    ended, *_ = workspace.journal.runs()
    results = RunService(workspace).results(ended.run_id)
    counts = tally_run(ended, results, workspace.profile.policy.record_bank)
    over = RunProgress(
        ended, results, counts, rate=0, left_s=None, is_going_on=False, is_pausing=False
    )
    going = replace(over, run=replace(ended, state=RunState.RUNNING), is_going_on=True)
    tips = []
    for progress in (going, over):
        bench.desk.progressed.emit(progress)
        tips.append(window.tray._words)
    qtbot.waitUntil(lambda: len(notices.shown) == 1, timeout=WAIT_MS)
    # As when the gateway has been asked in vain and only a person can tell.
    items = bench.session.attention.items()
    window.notifier._on_items_changed(())
    window.notifier._on_items_changed(tuple(replace(one, next_at=None) for one in items))
    qtbot.waitUntil(lambda: len(notices.shown) == 2, timeout=WAIT_MS)
    window.show()
    return "\n".join([*notices.words, *tips])


def known_of(cli: CommandLine, bench: Workbench) -> set[str]:
    """Names, sums and addresses of what the notices are about."""
    workspace = bench.session.workspace
    ended, *_ = workspace.journal.runs()
    known = {ended.name, cli.practice.splynx_url, workspace.profile.terminal_id}
    for result in RunService(workspace).results(ended.run_id):
        known |= {result.row.customer_name, result.row.amount.text()}
    known |= {item.about.customer_name or "" for item in bench.session.attention.items()}
    assert len(known) > 5
    return known - {""}


def codes_and_drafts(page: LinksPage, canaries: Canaries, folder: Path) -> list[str]:
    """What phones read in each link's code; a draft in each language is made on the way."""
    codes = []
    for one in page.table.rows_model.rows:
        page.table.select_key(one.key)
        [(_, link)] = page._good()
        press(page, "links.qr_button")
        dialog: QrDialog | None = page.sending.code
        assert dialog is not None
        shown = find(dialog, QLabel, "qr.code").pixmap().toImage()
        press(dialog, "qr.copy_button")
        codes += [decoded(shown, folder)]
        codes += [decoded(QGuiApplication.clipboard().image(), folder)]
        assert codes[-2:] == [link.url] * 2
        canaries.require_none("the dialog of a code", spoken().encode())
        press(dialog, "qr.close_button")
        for language in LANGUAGES:
            page.sending.language.select(language)
            press(page, "links.mail_button")
    return codes
