"""Keeps the Spanish complete: reads the sentences out of the code and into the `.ts` files.

    python -m tests.tooling.translations            bring the files up to date, list what is missing
    python -m tests.tooling.translations --check    the same without writing

Qt's own `lupdate` is not used: it takes a context from the class around each `tr`, while words
here belong to the whole window, and it does not know `count`. The files are Qt Linguist's, and
Qt's `lrelease` compiles them.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from defusedxml.ElementTree import parse

from ippay_desktop.ui.language import CONTEXT, CORE
from tests.tooling import core_words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "ippay_desktop" / "ui"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("es",)
_FORMS = 2


@dataclass(frozen=True, order=True)
class Message:
    """One sentence of the code.

    Attributes:
        source: The English words; of a count, those of the plural.
        meaning: What tells two uses of the same words apart.
        singular: Of a count; it has two forms then.
        context: `CONTEXT` for words of the window, `CORE` for sentences that the core made.
    """

    source: str
    meaning: str = ""
    singular: str = ""
    context: str = CONTEXT

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by in a file."""
        return self.context, self.source, self.meaning


@dataclass
class Entry:
    """A sentence with its translation: one form, or two of a count; none yet are empty."""

    message: Message
    forms: list[str] = field(default_factory=list)
    is_unfinished: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether every form has words."""
        wanted = _FORMS if self.message.singular else 1
        return not self.is_unfinished and len(self.forms) == wanted and all(self.forms)


class SentenceError(Exception):
    """Words in the code that nobody can translate."""


def messages() -> list[Message]:
    """Every sentence that the window can say, sorted.

    Raises:
        SentenceError: one is not a literal.
    """
    found = set()
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found |= _of_call(node.func.id, node, path)
    found |= {Message(one, context=CORE) for one in core_words.to_translate()}
    return sorted(found)


def _of_call(name: str, call: ast.Call, path: Path) -> set[Message]:
    where = f"{path.relative_to(ROOT)}:{call.lineno}"
    if name == "mark":
        return {Message(_literal(call.args[0], where))}
    if name == "count":
        return {Message(_literal(call.args[2], where), "", _literal(call.args[1], where))}
    if name == "tr_as":
        return {Message(_literal(call.args[1], where), _literal(call.args[0], where))}
    # Words of a table at the top were marked there.
    if name != "tr" or isinstance(call.args[0], ast.Name | ast.Attribute | ast.Subscript):
        return set()
    return {Message(_literal(call.args[0], where))}


def _literal(node: ast.expr, where: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise SentenceError(f"{where}: only a literal can be translated; use placeholders or mark().")


def read(language: str) -> dict[tuple[str, str, str], Entry]:
    """What a language's file holds, by `Message.key`."""
    path = FOLDER / f"ippay_{language}.ts"
    if not path.exists():
        return {}
    root = parse(path).getroot()
    entries = [
        _entry(node, context.findtext("name", ""), path.name)
        for context in (root.iter("context") if root is not None else ())
        for node in context.iter("message")
    ]
    return {entry.message.key: entry for entry in entries}


def _entry(node: Element, context: str, file: str) -> Entry:
    source, words = node.findtext("source", ""), node.find("translation")
    if words is None:
        raise SentenceError(f"{file}: no translation element for {source}")
    plural = [one.text or "" for one in words.findall("numerusform")]
    singular = node.findtext("extracomment", "") if plural else ""
    message = Message(source, node.findtext("comment", ""), singular, context)
    return Entry(message, plural or [words.text or ""], words.get("type") == "unfinished")


def merged(language: str) -> list[Entry]:
    """The code's sentences, each with the words that the file has for it."""
    known = read(language)
    entries = []
    for message in messages():
        held = known.get(message.key)
        forms = held.forms if held else []
        is_unfinished = held is None or held.is_unfinished
        wanted = _FORMS if message.singular else 1
        entries.append(Entry(message, (forms + [""] * wanted)[:wanted], is_unfinished))
    return entries


def write(path: Path, entries: list[Entry], language: str) -> None:
    """Write a file as Qt Linguist does; without line numbers, which would change every day."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    for context in (CONTEXT, CORE):
        lines += ["<context>", f"    <name>{context}</name>"]
        for entry in entries:
            if entry.message.context == context:
                lines += _lines(entry)
        lines.append("</context>")
    lines += ["</TS>", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def _lines(entry: Entry) -> list[str]:
    message = entry.message
    kind = "" if entry.is_complete else ' type="unfinished"'
    numerus = ' numerus="yes"' if message.singular else ""
    lines = [f"    <message{numerus}>"]
    lines.append(f"        <source>{escape(message.source)}</source>")
    if message.meaning:
        lines.append(f"        <comment>{escape(message.meaning)}</comment>")
    if message.singular:
        lines.append(f"        <extracomment>{escape(message.singular)}</extracomment>")
        lines.append(f"        <translation{kind}>")
        lines += [f"            <numerusform>{escape(one)}</numerusform>" for one in entry.forms]
        lines.append("        </translation>")
    else:
        lines.append(f"        <translation{kind}>{escape(entry.forms[0])}</translation>")
    return [*lines, "    </message>"]


def placeholders(text: str) -> set[str]:
    """The names in braces; a text that cannot be filled has none that match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def troubles(language: str) -> list[str]:
    """What is missing, superfluous or wrong in a language, a line each."""
    entries = merged(language)
    found = [f"missing: {one.message.source}" for one in entries if not one.is_complete]
    wanted = {one.message.key for one in entries}
    found += [f"no longer said: {source}" for _, source, _ in read(language).keys() - wanted]
    for entry in entries:
        if entry.is_complete:
            found += _wrong(entry)
    return found


def _wrong(entry: Entry) -> list[str]:
    found = []
    sources = [entry.message.singular, entry.message.source]
    for source, form in zip(sources[-len(entry.forms) :], entry.forms, strict=True):
        # A singular may leave its number out: "one row".
        if placeholders(source) | {"n"} != placeholders(form) | {"n"}:
            found.append(f"other placeholders: {source} -> {form}")
        for edge in (re.match, re.search):
            pattern = r"\s" if edge is re.match else r"\s$"
            if bool(edge(pattern, source)) != bool(edge(pattern, form)):
                found.append(f"other spaces at an end: {source!r} -> {form!r}")
    return found


def main(arguments: list[str]) -> int:
    """Bring the files up to date and say what is missing; 1 when anything is."""
    status = 0
    for language in LANGUAGES:
        if "--check" not in arguments:
            write(FOLDER / f"ippay_{language}.ts", merged(language), language)
        for trouble in troubles(language):
            sys.stdout.write(f"{language}: {trouble}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
