"""Languages for tests: Spanish, one that is longer than any, and one that runs from the right."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from ippay_desktop.ui import language
from ippay_desktop.ui.language import Language
from tests.tooling import translations
from tests.tooling.translations import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

_ACCENTS = str.maketrans("aeiounAEIOUNcs", "áéîöüñÁÉÎÖÜÑçš")
_HEBREW = str.maketrans("abcdefghijklmnopqrstuvw", "אבגדהוזחטיכלמנסעפצקרשתם")
_SHORTEST_THAT_GROWS = 5
_LONGEST_WORD = 16
# As wide as a letter is on average; a tilde is half as wide again.
_MORE = "ñ"
_PLACEHOLDER = re.compile(r"(\{\w+\})")


def stretched(text: str) -> str:
    """The text with accents and two fifths longer, as German or Finnish may be."""
    parts = _PLACEHOLDER.split(text)
    words = "".join(one if one.startswith("{") else one.translate(_ACCENTS) for one in parts)
    core = words.rstrip()
    if len(text) <= _SHORTEST_THAT_GROWS:
        # "No." or the unit of "5 s" is as short elsewhere.
        return words
    more, rest = divmod(len(text) * 2 // 5, _LONGEST_WORD)
    # Longer by words, as no language has one of a hundred letters.
    grown = [_MORE * (_LONGEST_WORD - 1)] * more + [_MORE * rest]
    return core + " ".join(grown) + words[len(core) :]


def mirrored(text: str) -> str:
    """The text in Hebrew letters, which no test can read and every layout must turn for."""
    parts = _PLACEHOLDER.split(text)
    return "".join(one if one.startswith("{") else one.lower().translate(_HEBREW) for one in parts)


@contextmanager
def spoken(app: QApplication, code: str, locale: QLocale | None = None) -> Iterator[None]:
    """Speak a shipped language in its country, and English as before afterwards."""
    files = [language._qt_words(code), language.compiled(language.source(code))]
    language.speak(app, Language.SPANISH, code, files, locale or QLocale("es_ES"))
    try:
        yield
    finally:
        language.install(app)


def compiled(folder: Path, change: Callable[[str], str]) -> Path:
    """An invented language, made from English by a function, as a file for Qt."""
    entries = []
    for message in translations.messages():
        sources = [message.singular, message.source] if message.singular else [message.source]
        entries.append(Entry(message, [change(one) for one in sources]))
    words, made = folder / "invented.ts", folder / "invented.qm"
    translations.write(words, entries, "es")
    language.compile_to(words, made)
    return made


@contextmanager
def invented(
    app: QApplication, folder: Path, change: Callable[[str], str], locale: QLocale
) -> Iterator[None]:
    """Speak an invented language, made from English by a function."""
    language.speak(app, Language.SYSTEM, "xx", [compiled(folder, change)], locale)
    try:
        yield
    finally:
        language.install(app)
