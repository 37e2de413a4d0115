"""Every word of the window can be translated, and the Spanish of it is complete."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tooling import translations
from tests.tooling.translations import CODE, ROOT, Entry, Message

# Calls whose words nobody at work reads: names, patterns, colours, log lines, our own bugs.
_UNSEEN_CALLS = {
    *("InvariantError", "SentenceError", "TypeError", "compile", "debug", "error", "exception"),
    *("getLogger", "info", "mark", "setObjectName", "setProperty", "setStyleSheet", "until"),
    *(
        "log",
        "TimeoutError",
        "warning",
        "tr",
        "tr_as",
        "count",
        "QShortcut",
        "QKeySequence",
        "ValueError",
        "OSError",
    ),
}
# Made of other things than words for staff.
_UNSEEN_MODULES = {
    # Colours and selectors; the guided tour's own names of pictures.
    *("stylesheet.py", "theme.py", "tour.py", "tour_hands.py", "tour_views.py", "icons.py"),
    # Qt's patterns of dates, and each language's name in itself.
    *("formats.py", "language.py"),
    # The core's own words, which the window recognises, and its dates.
    *("said_words.py", "core_figures.py"),
    # Templates in the customer's language, whatever staff speak.
    "mail.py",
}
_WORDS = re.compile(r"[A-Za-z][a-z']+[ ,:;] ?[A-Za-z]|^[A-Z][a-z]{2,}[.…!?]?$| [a-z]+[.…]$")
# Names of systems, keys and bus signals are the same in every language; the rest is a stylesheet
# for mail programs.
_SAME_EVERYWHERE = re.compile(r"Splynx|IPpay Desktop|display:.*|Del|Ins|Lock|Get|Active")


def _bare_words(path: Path) -> Iterator[str]:
    """Literals that read like words for people, outside every translating call."""
    tree = ast.parse(path.read_bytes())
    excused: set[int] = set()
    for node in ast.walk(tree):
        for part in _excused_in(node):
            excused |= {id(one) for one in ast.walk(part)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in excused
            and _WORDS.search(node.value)
            and not _SAME_EVERYWHERE.fullmatch(node.value)
        ):
            yield f"{path.name}:{node.lineno} {node.value!r}"


def _excused_in(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Call):
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        # What a background task is called is read in the log only.
        names = [*node.args[:1]] if name == "read" else []
        return [*node.args, *node.keywords] if name in _UNSEEN_CALLS else [*names]
    if isinstance(node, ast.Assign):
        is_all = any(getattr(one, "id", "") == "__all__" for one in node.targets)
        return [node.value] if is_all else []
    if isinstance(node, ast.AnnAssign | ast.arg):
        return [node.annotation] if node.annotation is not None else []
    if isinstance(node, ast.Subscript):
        return [node.slice]
    return []


def test_no_words_of_the_window_are_bare() -> None:
    paths = [path for path in CODE.rglob("*.py") if path.name not in _UNSEEN_MODULES]
    assert [words for path in paths for words in _bare_words(path)] == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ('label("Nothing to charge")', True),
        ('button("Cancel", "pay.cancel_button")', True),
        ('x.setText(f"{n} rows left over")', True),
        ('label(tr("Nothing to charge"))', False),
        ('button(tr("Cancel"), "pay.cancel_button")', False),
        ('raise InvariantError("A bug of ours.")', False),
    ],
)
def test_the_search_for_bare_words_finds_them(tmp_path: Path, line: str, *, is_found: bool) -> None:
    path = tmp_path / "page.py"
    path.write_text(line)
    assert bool(list(_bare_words(path))) is is_found


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    assert translations.troubles(language) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_file_is_as_the_tool_writes_it(language: str, tmp_path: Path) -> None:
    written = tmp_path / "again.ts"
    translations.write(written, translations.merged(language), language)
    held = ROOT / "resources" / "translations" / f"ippay_{language}.ts"
    assert held.read_text(encoding="utf-8") == written.read_text(encoding="utf-8")


def _trouble(source: str, form: str) -> list[str]:
    return translations._wrong(Entry(Message(source), [form]))


def test_a_wrong_translation_is_found() -> None:
    assert _trouble("{n} of {all}", "{n} de {all}") == []
    assert _trouble("{n} of {all}", "{n} de {todos}") != []
    assert _trouble("Paid {sum}", "Pagado") != []
    assert _trouble(" At {at}.", "A las {at}.") != []
    assert not Entry(Message("Cancel"), [""]).is_complete
    assert not Entry(Message("{n} rows", "", "{n} row"), ["{n} filas"]).is_complete


def test_words_that_nobody_can_translate_are_refused(tmp_path: Path) -> None:
    call = ast.parse('tr(f"{n} rows")').body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    with pytest.raises(translations.SentenceError, match="literal"):
        translations._of_call("tr", call.value, ROOT / "x.py")
    del tmp_path
