"""Pay links as a file and as an e-mail draft: what names contain stays data."""

from __future__ import annotations

import csv
import stat
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from ippay_desktop.ui import memory
from ippay_desktop.ui.mail import LANGUAGES, PLACEHOLDERS, MailTemplate, draft_address
from ippay_desktop.ui.qr import qr_image
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, press
from tests.gui.fakes import NASTY_NAME
from tests.support.debian import require_debian

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.links_page import LinksPage
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def links(bench: Workbench, qtbot: QtBot) -> LinksPage:
    bench.go(Place.LINKS)
    page = bench.links
    page.numbers.setPlainText("2026000001 2026000002")
    press(page, "links.check_button")
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 2, timeout=WAIT_MS)
    return page


def test_links_are_saved_for_a_mail_merge(bench: Workbench, tmp_path: Path, qtbot: QtBot) -> None:
    page, path = links(bench, qtbot), tmp_path / "links.csv"
    press(page, "links.csv_button")
    dialog = page.sending.saver.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(
        lambda: bench.bottom.line.sentence.text().startswith("Saved 2"), timeout=WAIT_MS
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["Customer"] == NASTY_NAME
    assert rows[0]["E-mail"] == "c1@example.com"
    assert rows[1]["Amount"] == "20.50"
    assert rows[1]["Link"].endswith("/ippay/direct-pay-invoice?item_id=2026000002")


def test_a_file_that_cannot_be_written_is_said(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    page = links(bench, qtbot)
    press(page, "links.csv_button")
    dialog = page.sending.saver.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "links.csv"))
    dialog.reject()
    words = "links.csv could not be written: There is no folder"
    qtbot.waitUntil(lambda: bench.bottom.line.sentence.text().startswith(words), timeout=WAIT_MS)


def test_a_draft_is_for_one_link_and_nothing_in_it_is_a_header(
    bench: Workbench, station: FakeStation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def take(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    page = links(bench, qtbot)
    assert not page.sending.draft.isEnabled(), "two links are shown, none is selected"
    own = MailTemplate("Pay {number}, {customer}", "{amount}: {link}")
    page.sending._on_templates_kept({"en": own})
    page.table.select_key(page.table.rows_model.rows[0].key)
    press(page, "links.mail_button")
    address = opened[0].toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert address.startswith("mailto:c1@example.com?subject=")
    fields = parse_qs(urlsplit(address).query)
    assert sorted(fields) == ["body", "subject"]
    assert fields["subject"] == [f"Pay 2026000001, {NASTY_NAME}"]
    link = "http://127.0.0.1:1/ippay/direct-pay-invoice?item_id=2026000001"
    assert fields["body"] == [f"$10.50: {link}"]

    def is_kept() -> bool:
        path = station.data_dir / "window.json"
        return path.exists() and memory.read(path).mails == {"en": own}

    qtbot.waitUntil(is_kept, timeout=WAIT_MS)


def test_the_text_of_a_draft_is_edited(bench: Workbench, qtbot: QtBot) -> None:
    page = links(bench, qtbot)
    press(page, "links.mail_text_button")
    dialog = page.sending.dialog
    assert dialog is not None
    assert dialog.cancel.isDefault()
    dialog.body.setPlainText("Pay {lnik}")
    assert dialog.trouble.sentence.text() == "{lnik} is not one of the placeholders."
    assert not dialog.keep.isEnabled()
    dialog.body.setPlainText("Pay {link}")
    press(dialog, "mail.keep_button")
    assert page.sending._memory.kept.mails["en"].body == "Pay {link}"


def test_each_language_has_its_own_text(bench: Workbench, qtbot: QtBot) -> None:
    page = links(bench, qtbot)
    press(page, "links.mail_text_button")
    dialog = page.sending.dialog
    assert dialog is not None
    dialog.language.select("es")
    dialog.language.activated.emit(1)
    assert dialog.subject.text() == "Factura {number}"
    dialog.body.setPlainText("Pague aquí: {link}")
    dialog.body.setPlainText("Pague aquí:")
    assert not dialog.language.isEnabled(), "a text that cannot be used is put right first"
    dialog.body.setPlainText("Pague aquí: {link}")
    dialog.language.select("en")
    dialog.language.activated.emit(0)
    assert dialog.subject.text() == "Invoice {number}"
    press(dialog, "mail.keep_button")
    assert page.sending._memory.kept.mails == {
        "es": MailTemplate("Factura {number}", "Pague aquí: {link}")
    }


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_first_text_of_a_language_is_whole(bench: Workbench, qtbot: QtBot, code: str) -> None:
    page, language = links(bench, qtbot), LANGUAGES[code]
    assert language.first.trouble == ""
    words = language.first.subject + language.first.body
    assert all(f"{{{name}}}" in words for name in PLACEHOLDERS)
    row, link = page._good()[0]
    address = draft_address(language.first, language, row, link)
    body = parse_qs(urlsplit(address).query)["body"][0]
    assert "{" not in body
    assert str(row.document.due_on.year if row.document.due_on else "") in body
    assert link.url in body


def test_the_language_of_drafts_is_remembered(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page = links(bench, qtbot)
    page.sending.language.select("pt")
    page.sending.language.activated.emit(3)
    path = station.data_dir / "window.json"
    qtbot.waitUntil(
        lambda: path.exists() and memory.read(path).mail_language == "pt", timeout=WAIT_MS
    )


def test_a_qr_code_is_shown_for_one_link_and_read_back(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    require_debian("zbar-tools")
    page = links(bench, qtbot)
    assert not page.sending.qr.isEnabled(), "two links are shown, none is selected"
    page.table.select_key(page.table.rows_model.rows[0].key)
    press(page, "links.qr_button")
    dialog = page.sending.code
    assert dialog is not None
    assert dialog.close_button.isDefault()
    url = page._good()[0][1].url
    picture = tmp_path / "code.png"
    assert qr_image(url, 280).save(str(picture))
    read = subprocess.run(  # noqa: S603  # our own words
        ["/usr/bin/zbarimg", "--quiet", "--raw", str(picture)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert read.stdout.strip() == url
    press(dialog, "qr.copy_button")
    assert QGuiApplication.clipboard().image().width() > 500
    press(dialog, "qr.close_button")
    assert page.sending.code is None
