"""What customers choose as a name, number or e-mail is data everywhere, and nothing else."""

import argparse
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

# ruff: noqa: RUF001  # letters that look like others are what this is about
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.adapters.transport import WireRequest
from ippay_desktop.cli import inputs, parser
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.card_numbers import holds_card_number
from ippay_desktop.domain.cells import safe_cell
from ippay_desktop.domain.errors import InputError, NotSentError
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, DocumentId
from ippay_desktop.domain.paylink import LinkBy, pay_link
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.text import tr, visible
from ippay_desktop.ui.widgets.inputs import LineField, TextField
from tests.gui.conftest import every_page
from tests.sim.cli.driver import CommandLine
from tests.unit.journal.build import intent, invoice
from tests.unit.transport.conftest import MakeTransport
from tests.unit.transport.server import RawServer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "'); DROP TABLE entries; --",
    "{0.__class__.__mro__}{link}%(name)s${HOME}",
    '=HYPERLINK("http://127.0.0.1:9/")',
    "../../../../etc/passwd",
    "a\r\nX-Evil: 1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=x>',
    "?item_id=1&item_id=2#x@evil.example/",
    "\u202egnp.exe",
    "\0null",
    "NEAR(a* OR b) AND col:*",
    "😀" * 50,
)


@pytest.mark.parametrize(
    "start",
    ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x"],
)
def test_no_cell_begins_a_formula(start: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(start)])
    assert next(csv.reader(io.StringIO(text.getvalue()))) == [f"'{start}"]


def test_every_table_that_is_written_goes_through_safe_cells() -> None:
    # Whoever writes a table in another way has to come past here.
    writers = re.compile(r"\bcsv\.writer\(|DictWriter\(|xlsxwriter")
    written = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "ippay_desktop").rglob("*.py")
        if "sandbox" not in path.parts and writers.search(path.read_text(encoding="utf-8"))
    }
    assert written
    sheets = {name for name, text in written.items() if "xlsxwriter" in text}
    # A spreadsheet's text is text by its cell's kind, as long as the kind is never guessed.
    guessed = re.compile(r"\bsheet\.write\(|write_formula|write_row|write_column|write_url")
    assert [name for name in sheets if guessed.search(written[name])] == []
    others = written.keys() - sheets
    assert [name for name in others if "safe_cell" not in written[name]] == []


@given(st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60)))
def test_a_link_leads_to_the_configured_host_whatever_the_number(number: str) -> None:
    if number.encode("utf-8", "replace").decode() != number:
        return  # Half a character: Splynx's JSON is read as UTF-8, and no such text comes in.
    document = DocumentRef(DocumentKind.INVOICE, CustomerId(1), DocumentId(1), number)
    link = pay_link("https://splynx.example", document, LinkBy.NUMBER)
    parts = urlsplit(link.url)
    assert (parts.scheme, parts.netloc) == ("https", "splynx.example")
    assert parts.path == "/ippay/direct-pay-invoice"
    assert parse_qsl(parts.query, keep_blank_values=True) == [("item_id", number)]
    assert parts.fragment == ""
    assert link.url.isascii()
    assert not re.search(r"[\s<>\"']", link.url)
    # One element with one attribute, whatever the number.
    assert re.fullmatch(r'<a href="[^"<>]*">[^<>]*</a>', link.html)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_no_template(name: str) -> None:
    plain = tr("Pay {who}: {what}", who=name, what="x").replace("\u2068", "").replace("\u2069", "")
    assert plain == f"Pay {visible(name)}: x"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_no_sql(name: str, tmp_path: Path) -> None:
    journal = open_journal(tmp_path / FILE_NAME, clock=SystemClock())
    kept = name.replace("\0", "")
    journal.add_intent(intent("a1", invoice(1), customer_name=name, operator=name))
    assert journal.attempt(AttemptId("a1")).intent.customer_name == kept
    assert journal.verify().is_sound
    journal.close()


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\rb"])
def test_a_value_is_no_header(make_transport: MakeTransport, value: str) -> None:
    with RawServer() as server, pytest.raises(NotSentError):
        make_transport().send(WireRequest("GET", server.url, {"Authorization": value}))
    assert server.requests == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_search_is_no_query(cli: CommandLine, text: str) -> None:
    if "\0" in text:
        return  # No command line can hold one.
    found = cli("customers", text)
    assert found.code in {0, 2}
    assert found.of("customer") == []


CARD = "4111111111111111"
SPELLINGS = (
    CARD,
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111.1111.1111.1111",
    "4111_1111_1111_1111",
    "4111/1111/1111/1111",
    "4111  1111  1111  1111",
    "4111\u00a01111\u20091111\u202f1111",
    "4111\u20131111\u20141111\u22121111",
    "4111\u200b1111\u200b1111\u200b1111",
    "４１１１１１１１１１１１１１１１",
    "４１１１　１１１１　１１１１　１１１１",
    "٤١١١١١١١١١١١١١١١",
    "card:4111111111111111",
    "my card is 4111 1111 1111 1111, thanks",
    "3782 822463 10005",
    "378282246310005",
    "6011000990139424",
    "4222222222222",
    "6304000000000000000",
    # Digits of other kinds, and what nobody sees between them.
    "⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹",
    "₄₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁",
    "④①①①①①①①①①①①①①①①",
    "❹❶❶❶❶❶❶❶❶❶❶❶❶❶❶❶",
    "⒋⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈⒈",
    "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
    "۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱",
    "४१११ ११११ ११११ ११११",
    "".join(f"{digit}\ufe0f\u20e3" for digit in CARD),
    *(unseen.join(CARD) for unseen in "\u200b\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\u202e"),
    "4111·1111·1111·1111",
    "4111•1111•1111•1111",
    "4111*1111*1111*1111",
    "4111 / 1111 / 1111 / 1111",
    "4111\t1111\t1111\t1111, thanks",
    "it is 4111\t1111\t1111\t1111",
    "it is 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 indeed",
    # With its month and code, as people paste it; and with a word that runs into it.
    "4111 1111 1111 1111 12/27 123",
    "4111 1111 1111 1111 12 27 123",
    "4111-1111-1111-1111-12-27-123",
    "4111111111111111 12/27 123",
    "4111111111111111-1227-123",
    "4111111111111111/12/27",
    "41111111111111111227123",
    "00004111111111111111",
    "%B4111111111111111^DOE/ANN^27121010000012345?",
    ";4111111111111111=27121010000012345?",
    "Visa4111111111111111",
    "Visa 4111 1111 1111 1111exp 12/27",
    "4111111111111111exp1227",
    "a4111111111111111b",
)
OTHERS = (
    "",
    "4111111111111112",
    "202501000312",
    "202501000312 202501000313",
    "2025-01-01..2025-01-31",
    "https://splynx.example/ippay?item_id=202501000312",
    "F20250100000007",
    f"{'ab' * 8}{CARD}",
    f"{'c' * 24}{CARD}{'d' * 24}",
    "00000000000000090012345",
    "0" * 32,
    "http://127.0.0.1:54321/ippay",
    "https://192.168.100.100:54321/",
    "+1 555 010 4477",
    "2026-11-26 10:11:12.131415",
    "NR 1200 34567 USD 12.50",
    "m² ½ ① Ⅳ",
    "12 34 56",
    "1,2,3,4,5,6,7,8,9,10,11,12,13",
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_card_number_is_recognised_in_every_spelling(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_not(text: str) -> None:
    assert not holds_card_number(text)


def options_with_text() -> Iterator[tuple[str, str]]:
    """Every option and every argument of every command that takes words."""

    def walk(at: argparse.ArgumentParser, command: str) -> Iterator[tuple[str, str]]:
        for action in at._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    yield from walk(inner, f"{command} {name}".strip())
            elif action.nargs != 0:
                yield command, (action.option_strings or [""])[-1]

    return walk(parser._parser(), "")


def test_no_option_of_any_command_takes_a_card_number() -> None:
    found = set(options_with_text())
    assert len(found) > 60
    for command, option in found:
        # The last is one only as a whole, which a value is and an option with its value is not.
        spelt = (
            CARD,
            "4111 1111 1111 1111",
            "４１１１１１１１１１１１１１１１",
            "41 11 11 11 11 11 11 11",
        )
        for number in spelt:
            forms = [[*command.split(), option, number]] if option else [[*command.split(), number]]
            forms += [[*command.split(), f"{option}={number}"]] if option else []
            for words in forms:
                if option in inputs._PATH_OPTIONS:
                    inputs.refuse_card_numbers(words)
                    continue
                with pytest.raises(InputError, match="looks like a card number") as raised:
                    inputs.refuse_card_numbers(words)
                assert number not in str(raised.value)


def test_no_field_of_the_window_takes_a_card_number(window: MainWindow, qtbot: QtBot) -> None:
    del qtbot
    assert window.workbench is not None
    every_page(window.workbench)
    lines = window.findChildren(QLineEdit)
    texts = [*window.findChildren(QPlainTextEdit), *window.findChildren(QTextEdit)]
    # The number fields of a spin box take few digits, and no letters.
    fields = [line for line in lines if line.objectName() != "qt_spinbox_lineedit"]
    assert len(fields) > 10
    assert [line.objectName() for line in fields if not isinstance(line, LineField)] == []
    assert [text.objectName() for text in texts if not isinstance(text, TextField)] == []
    assert not any(box.isEditable() for box in window.findChildren(QComboBox))
    for field in (*fields, *texts):
        for number in (CARD, "４１１１ １１１１ １１１１ １１１１"):
            if isinstance(field, LineField):
                field.setText(number)
                assert field.text() == "", field.objectName()
            elif isinstance(field, TextField):
                field.setPlainText(number)
                assert field.toPlainText() == "", field.objectName()


@pytest.mark.parametrize("text", [*SPELLINGS, "4111\n1111\n1111\n1111", "4111\u20281111 1111 1111"])
def test_neither_kind_of_field_keeps_a_card_number(text: str, qtbot: QtBot) -> None:
    fields: list[LineField | TextField] = [LineField("line")]
    # Lines of several digits are several numbers, where there are lines.
    fields += [TextField("lines")] if text in SPELLINGS else []
    for field in fields:
        qtbot.addWidget(field)
        with qtbot.waitSignal(field.card_number_refused):
            _put(field, text)
        assert _taken(field) == ""
        _put(field, "202501000312")
        assert _taken(field) == "202501000312"


def _put(field: LineField | TextField, text: str) -> None:
    if isinstance(field, LineField):
        field.insert(text)
    else:
        field.insertPlainText(text)


def _taken(field: LineField | TextField) -> str:
    return field.text() if isinstance(field, LineField) else field.toPlainText()


def test_no_other_kind_of_field_is_made_anywhere() -> None:
    made = re.compile(r"(?<!class )\b(QLineEdit|QPlainTextEdit|QTextEdit|QTextBrowser)\(")
    asked = re.compile(
        r"QInputDialog|setEditable\(True|setTextFormat\((?!Qt\.TextFormat\.PlainText)"
    )
    for path in (ROOT / "ippay_desktop" / "ui").rglob("*.py"):
        text = re.sub(r"class \w+\([^)]*\)", "", path.read_text(encoding="utf-8"))
        assert not made.search(text), path
        assert not asked.search(text), path
