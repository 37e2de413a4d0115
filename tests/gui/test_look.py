"""Words, colours, icons and text: one table, readable, and never taken for markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QWidget,
)

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, DocumentState
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.card_numbers import holds_card_number
from ippay_desktop.domain.charge import Attempt, AttemptState, Intent, MoneyTaken, first_record
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, DocumentId, TransactionId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.profile import Mode
from ippay_desktop.ui import icons, states, theme
from ippay_desktop.ui.models.table import CellRole, Column, LaterRow, Row, TableModel
from ippay_desktop.ui.text import amount, button_text, literal, money
from ippay_desktop.ui.theme import DARK, LIGHT, Tokens, Tone
from ippay_desktop.ui.widgets.inputs import LineField, TextField
from ippay_desktop.ui.widgets.mode import mode_word
from ippay_desktop.ui.widgets.table import Table, two_lines
from tests.gui.conftest import WAIT_MS, every_page, find
from tests.gui.fakes import NASTY_NAME, usd

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

CARD_NUMBER = "4111 1111 1111 1111"
_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def attempt(state: AttemptState, kind: InstrumentKind = InstrumentKind.CARD) -> Attempt:
    intent = Intent(
        attempt_id=AttemptId("a"),
        run_id=None,
        profile_id="p",
        splynx_host="h",
        terminal_id="t",
        document=DocumentRef(DocumentKind.INVOICE, CustomerId(1), DocumentId(2), "3"),
        attempt_number=1,
        transaction_id=TransactionId("T" * 18),
        customer_name="Ada",
        amount=usd("64.50"),
        due=usd("64.50"),
        instrument_kind=kind,
        last4="4242",
        operator="o",
        station="s",
        created_at=_AT,
    )
    return replace(first_record(intent), state=state, reason="Because.")


@pytest.mark.parametrize(
    ("state", "word", "tone", "taken"),
    [
        (AttemptState.INTENT, "Sending…", Tone.BLUE, MoneyTaken.BEING_CHECKED),
        (AttemptState.TAKEN, "Taken, recording…", Tone.BLUE, MoneyTaken.YES),
        (AttemptState.RECORDED, "Paid", Tone.GREEN, MoneyTaken.YES),
        (AttemptState.DECLINED, "Declined: Because.", Tone.RED, MoneyTaken.NO),
        (
            AttemptState.UNKNOWN,
            "Being checked, don't charge again",
            Tone.AMBER,
            MoneyTaken.BEING_CHECKED,
        ),
        (AttemptState.NOT_SENT, "Skipped: Because.", Tone.GREY, MoneyTaken.NO),
        (AttemptState.VOIDED, "Voided", Tone.VIOLET, MoneyTaken.NO),
        (AttemptState.MISPLACED, "Taken, see Attention", Tone.AMBER, MoneyTaken.YES),
    ],
)
def test_words_and_colours_of_a_charge(
    state: AttemptState, word: str, tone: Tone, taken: MoneyTaken
) -> None:
    shown = states.of_attempt(attempt(state))
    assert (shown.word, shown.tone, shown.taken) == (word, tone, taken)


def test_a_bank_debit_says_by_when_it_settles() -> None:
    shown = states.of_attempt(attempt(AttemptState.RECORDED, InstrumentKind.BANK))
    # Accepted on a Friday: banks settle on the Monday after.
    assert shown.word == "Bank debit accepted, settles by 2026-11-23"
    assert (shown.tone, shown.taken) == (Tone.TEAL, MoneyTaken.BEING_CHECKED)


def test_a_bank_debit_is_paid_once_the_bank_has_paid() -> None:
    settled = replace(attempt(AttemptState.RECORDED, InstrumentKind.BANK), settled_at=_AT)
    shown = states.of_attempt(settled)
    assert (shown.word, shown.tone, shown.taken) == ("Paid", Tone.GREEN, MoneyTaken.YES)


@pytest.mark.parametrize("state", [AttemptState.RETURNED, AttemptState.TAKEN_BACK])
def test_a_returned_debit_says_why(state: AttemptState) -> None:
    came_back = replace(attempt(state, InstrumentKind.BANK), returned_at=_AT, return_code="R01")
    shown = states.of_attempt(came_back)
    assert shown.word == "Returned R01: There was not enough money on the account."
    assert (shown.tone, shown.taken) == (Tone.RED, MoneyTaken.NO)


def test_every_state_has_an_icon_that_exists(qapp: object) -> None:
    assert qapp
    everything = [states.of_attempt(attempt(state)) for state in AttemptState]
    everything += [states.of_document(state) for state in DocumentState]
    everything += [states.of_run(state) for state in RunState]
    everything += [states.of_taken(taken) for taken in MoneyTaken]
    assert {shown.icon for shown in everything} <= set(icons.names())
    for name in icons.names():
        assert not icons.pixmap(name, "#000000", 16).isNull()


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(tokens: Tokens) -> None:
    grounds = (tokens.ground, tokens.surface, tokens.sunken, tokens.side, tokens.selected)
    pairs = [(ink.text, ink.tint) for ink in (*tokens.inks.values(), *tokens.modes.values())]
    pairs += [
        (ink.text, ground)
        for ink in tokens.inks.values()
        for ground in (tokens.surface, tokens.sunken, tokens.selected)
    ]
    pairs += [(text, ground) for text in (tokens.text, tokens.dim) for ground in grounds]
    pairs += [(tokens.faint, tokens.surface), (tokens.faint, tokens.sunken)]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.accent, tokens.surface)]
    too_faint = [(one, other) for one, other in pairs if contrast(one, other) < 4.5]
    assert too_faint == []


@pytest.mark.parametrize(
    ("text", "figures", "words"),
    [
        ("64.5", "64.50", "$64.50"),
        ("1234567.89", "1,234,567.89", "$1,234,567.89"),
        ("-5", "\N{MINUS SIGN}5.00", "\N{MINUS SIGN}$5.00"),
    ],
)
def test_money_as_text(text: str, figures: str, words: str) -> None:
    assert amount(usd(text)) == figures
    assert money(usd(text)) == words


def test_other_currencies_keep_their_code() -> None:
    yen = usd("1").__class__(1500, "JPY")
    assert money(yen) == "1,500\xa0JPY"


def test_tips_and_buttons_render_text_as_it_is() -> None:
    assert literal("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"
    assert literal("") == ""
    assert button_text("R&D") == "R&&D"


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        (CARD_NUMBER, True),
        ("4111-1111-1111-1111", True),
        ("pay with\n4111111111111111\nplease", True),
        ("202601000312 202601000313", False),
        ("20260100 02026013", False),
        ("4111 1111 1111 1112", False),
        ("12", False),
    ],
)
def test_card_numbers_are_told_from_other_numbers(text: str, is_refused: bool) -> None:
    assert holds_card_number(text) is is_refused


@pytest.mark.parametrize("kind", [LineField, TextField])
def test_no_field_takes_a_card_number(
    qtbot: QtBot, kind: type[LineField] | type[TextField]
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 200)
    editor = kind("field")
    editor.setParent(host)
    host.show()
    with qtbot.waitSignal(editor.card_number_refused):
        if isinstance(editor, LineField):
            editor.setText(CARD_NUMBER)
        else:
            editor.setPlainText(CARD_NUMBER)
    text = editor.text() if isinstance(editor, LineField) else editor.toPlainText()
    assert text == ""
    note = find(host, QLabel, "field.refusal")
    assert note.isVisible()
    assert "looks like a card number" in note.text()


def rows_of(*names: str) -> list[Row[str]]:
    shown = states.Shown("check", "Fine", Tone.GREEN)
    return [
        Row(name, (name, str(number)), name, {1: shown}, {1: number})
        for number, name in enumerate(names)
    ]


def test_the_table_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model: TableModel[str] = TableModel((Column("Name"), Column("No.", is_number=True)))
    qtmodeltester.check(model)
    model.set_rows(rows_of("c", "a", "b"))
    qtmodeltester.check(model)
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert [row.key for row in model.rows] == ["a", "b", "c"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.key for row in model.rows] == ["b", "a", "c"]
    index = model.index(0, 1)
    assert model.data(index, CellRole.SHOWN).word == "Fine"  # type: ignore[attr-defined]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    right = int(
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    )
    assert model.data(index, int(Qt.ItemDataRole.TextAlignmentRole)) == right


def test_a_later_row_is_made_when_it_is_looked_at_and_once() -> None:
    made: list[int] = []

    def make(value: int) -> Row[int]:
        made.append(value)
        return Row(str(value), (f"row {value}",), value, order={0: -value})

    model: TableModel[int] = TableModel((Column("Name"),))
    model.set_rows([LaterRow(str(number), number, make) for number in range(1000)])
    assert made == []
    assert model.data(model.index(7, 0)) == "row 7"
    assert model.data(model.index(7, 0)) == "row 7"
    assert made == [7]
    model.sort(0)
    assert model.data(model.index(0, 0)) == "row 999"
    assert made.count(7) == 1


def test_selection_and_order_survive_a_refresh(qtbot: QtBot) -> None:
    model: TableModel[str] = TableModel((Column("Name"), Column("No.", is_number=True)))
    table: Table[str] = Table(model, "table", empty="Nothing.")
    qtbot.addWidget(table)
    table.show()
    table.set_rows(rows_of("c", "a", "b"))
    table.select_key("a")
    changed = [replace(row, texts=(row.texts[0], "9")) for row in rows_of("c", "a", "b")]
    with qtbot.waitSignal(model.dataChanged):
        table.set_rows(changed)
    assert table.selected_keys() == {"a"}
    table.set_rows(rows_of("z", "b", "a"))
    assert table.selected_keys() == {"a"}
    table.set_rows([])
    assert table.selected_keys() == frozenset()
    assert table._empty.isVisible()


def test_everything_to_press_or_fill_in_has_a_name(bench: Workbench) -> None:
    kinds = (
        *(QAbstractButton, QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QSpinBox),
        QTableView,
    )
    every_page(bench)
    nameless = [
        widget for kind in kinds for widget in bench.findChildren(kind) if not widget.objectName()
    ]
    assert nameless == []


def test_icons_alone_have_a_spoken_name(bench: Workbench) -> None:
    silent = [
        one.objectName()
        for one in every_page(bench).findChildren(QAbstractButton)
        if not one.text() and not one.accessibleName() and not one.objectName().startswith("qt_")
    ]
    assert silent == []


def test_names_are_never_taken_for_markup(bench: Workbench, qtbot: QtBot) -> None:
    page = every_page(bench).customers.page
    bench.open_customer(1)
    qtbot.waitUntil(lambda: page.title.text() == NASTY_NAME, timeout=WAIT_MS)
    for shown in bench.findChildren(QLabel):
        if not shown.pixmap().isNull():
            continue
        assert shown.textFormat() is Qt.TextFormat.PlainText, shown.objectName()


def test_light_becomes_dark_and_back(bench: Workbench, light: None) -> None:
    del light
    before = bench.grab().toImage().pixelColor(300, 100)
    theme.current().put_on(DARK)
    after = bench.grab().toImage().pixelColor(300, 100)
    assert before.lightness() > 200
    assert after.lightness() < 60


@pytest.mark.parametrize("mode", list(Mode))
def test_modes_never_look_alike(window: MainWindow, mode: Mode) -> None:
    window._frame_mode(mode)
    names = [line.objectName() for line in window._lines]
    assert names[0] == f"mode_line.{mode}"
    assert len(names) == (4 if mode is Mode.LIVE else 1)
    window.grab()
    assert mode_word(mode) == mode.upper()


@pytest.mark.usefixtures("qapp")
def test_a_reason_that_is_too_long_for_a_line_takes_two() -> None:
    words, font = "The saved card has expired; have the customer save a new one.", theme.base_font()
    room = QFontMetrics(font).horizontalAdvance(words)
    first, second = two_lines(words, font, room * 2 // 3)
    assert f"{first} {second}" == words
    first, second = two_lines(words, font, room // 4)
    assert words.startswith(first)
    assert second.endswith("…")
    assert max(map(QFontMetrics(font).horizontalAdvance, (first, second))) <= room // 4


def test_a_long_address_is_whole_and_a_long_e_mail_is_copied_whole(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    number = CustomerId(2)
    e_mail = f"{'maria-fernanda.' * 6}@accounts.example"
    street = "Apartment 14, 1203 North Juniper Mountain Road, third floor at the back"
    one = replace(station.splynx.customers[number], email=e_mail, street=street)
    station.splynx.customers[number] = one
    bench.window().resize(1280, 800)
    bench.open_customer(number)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.loaded_id == number, timeout=WAIT_MS)
    address = find(page, QLabel, "customer.fact.address")
    # As many lines as it needs, and it needs more than one.
    line = address.fontMetrics().height()
    qtbot.waitUntil(lambda: address.height() >= address.heightForWidth(address.width()) >= 2 * line)
    assert address.text().startswith(street)
    cut = find(page, QLabel, "customer.fact.email")
    assert cut.fontMetrics().horizontalAdvance(e_mail) > cut.width()
    # Three clicks take a line, also where a part of it is cut off.
    at = cut.rect().center()
    qtbot.mouseDClick(cut, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(cut, Qt.MouseButton.LeftButton, pos=at)
    assert cut.selectedText() == e_mail
    before = cut.grab().toImage()
    cut.setSelection(0, 0)
    assert cut.grab().toImage() != before, "what is selected is seen"
