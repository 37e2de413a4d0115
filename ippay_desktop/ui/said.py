"""Sentences that the core made, in the words of whoever reads the window.

The core speaks plain English and knows no translation: the command line prints its sentences, the
journal and the log keep them. Where one comes into the window, `said` recognises it by its
template, translates the template, and fills it with the same values, each said in turn: a sentence
inside it, an amount, a date. What nothing recognises (words of Splynx, a reason that a colleague
typed) stays as it is, but for its amounts and dates.

The templates stand in every translation file, under `CORE`. `tests/tooling/core_words.py` reads
them out of the core's code, and a test fails when one lacks its words.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from defusedxml.ElementTree import parse
from PySide6.QtCore import QCoreApplication

from ippay_desktop.ui.core_figures import localised, own_figures
from ippay_desktop.ui.direction import isolated
from ippay_desktop.ui.language import CORE, Language, source, which
from ippay_desktop.ui.said_words import QUOTATION, SHAPES, SOMEBODY, WINDOW_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Values that people, companies or computers gave: a customer may be called Paid.
_DATA = frozenset(
    {
        "approved_by",
        "asked_by",
        "customer_name",
        "detail",
        "file",
        "label",
        "name",
        "operator",
        "path",
        "quoted",
        "station",
    }
    | {"strerror", "title"}
)
# Values without spaces, which keeps their sentences apart from others.
_ONE_WORD = frozenset(
    {"action_code", "code", "currency", "index", "n", "process", "slot", "status"}
)
# Who did it, at which station.
_PEOPLE = frozenset({"finished_by", "who"})
_SOMEBODY = re.compile(r"(?P<operator>.+) at (?P<station>.+)")
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])\s+")
# What another system said, put into one of our sentences.
_QUOTED = re.compile(r" \(“(?P<quoted>[^”]*)”\)")
_ADVICE_MARK = ";"
_ENUMERATION = ", "
# More than the core makes of one template, in sentences and in characters.
_MOST_JOINED, _LONGEST = 6, 2_000


@dataclass(frozen=True)
class _Template:
    """A sentence with its placeholders, by which sentences made of it are recognised.

    Attributes:
        words: The core's.
        is_head: Whether only what stands before the advice is meant; another sentence goes on.
    """

    words: str
    is_head: bool = False

    @cached_property
    def own(self) -> str:
        """The part that is meant."""
        return _head(self.words) if self.is_head else self.words

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """What stands between the placeholders."""
        return tuple(said for said, *_ in string.Formatter().parse(self.own) if said)

    @cached_property
    def longest(self) -> str:
        """The literal that rules out most other sentences."""
        return max(self.literals, key=len, default="")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a sentence made of it looks like."""
        parts = list(string.Formatter().parse(self.own))
        made = [re.escape(words) + _hole(name, words) for words, name, *_ in parts]
        return re.compile("".join(made), re.DOTALL)

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the placeholders if the text was made of this template, else None."""
        match = self.pattern.fullmatch(text)
        return None if match is None else match.groupdict()

    def filled(self, values: dict[str, str]) -> str:
        """The translation with what stood in the placeholders."""
        words = _translated(WINDOW_WORDS.get(self.words, self.words))
        words = _head(words) if self.is_head else words
        return words.format(
            **{name: isolated(_value(name, value)) for name, value in values.items()}
        )


def _hole(name: str | None, before: str) -> str:
    """What a placeholder may hold; one in quotation marks ends with them."""
    any_of = r"\S*" if name in _ONE_WORD else "[^“”]*?" if before.endswith("“") else ".*?"
    return f"(?P<{name}>{any_of})" if name else ""


def _head(words: str) -> str:
    return words.partition(_ADVICE_MARK)[0]


@cache
def _templates() -> tuple[dict[str, _Template], tuple[tuple[str, _Template], ...]]:
    """Sentences without placeholders by their words, and those with, the most telling first.

    With each of these its longest literal, which rules out most other sentences at once.
    """
    root = parse(source(Language.SPANISH)).getroot()
    contexts = () if root is None else root.iter("context")
    listed = [
        message.findtext("source", "")
        for context in contexts
        if context.findtext("name") == CORE
        for message in context.iter("message")
    ]
    whole = [words for words in listed if words not in SHAPES]
    heads = [_Template(words, is_head=True) for words in whole if _ADVICE_MARK in words]
    made = [_Template(words) for words in (*WINDOW_WORDS, *whole)]
    # A head that is a placeholder alone would recognise everything.
    made += [one for one in heads if one.literals]
    plain = {one.own: one for one in reversed(made) if "{" not in one.own}
    filled = [one for one in made if "{" in one.own]
    filled.sort(key=lambda one: sum(map(len, one.literals)), reverse=True)
    return plain, tuple((one.longest, one) for one in filled)


def prepare() -> None:
    """Read the core's sentences, on any thread, so that the window's need not when it says one."""
    _templates()


def said(text: str) -> str:
    """A text of the core as the window says it. Window's thread."""
    return _said(text, which())


@lru_cache(maxsize=4096)
def _said(text: str, _tongue: tuple[int, str]) -> str:
    if len(text) > _LONGEST:
        # Not the core's alone; looking for its sentences could take long.
        return text
    cuts = list(_cut(text))
    for pieces, glue in cuts:
        # A placeholder must not swallow a sentence that is known by itself.
        known = list(takewhile(_is_known, map(_recognised, pieces)))
        if len(known) == len(pieces):
            return glue.join(filter(None, known))
    whole = _recognised(text)
    if whole is not None:
        return whole
    # An enumeration is known whole or not at all: "Thursday 26 November, 14:05" is none.
    cuts = [(pieces, glue) for pieces, glue in cuts if glue != _ENUMERATION]
    return _in_turn(*cuts[0]) if cuts else localised(text)


def _is_known(words: str | None) -> bool:
    return words is not None


def _recognised(text: str) -> str | None:
    """The whole of it by one template, None when there is none."""
    known = _by_template(text)
    if known is not None:
        return known
    # A sentence may be the head or the end of another one, with or without its full stop.
    if text.endswith("."):
        known = _by_template(text[:-1])
        return _around_a_quotation(text) if known is None else f"{known}."
    known = _by_template(f"{text}.")
    return _around_a_quotation(text) if known is None else known.removesuffix(".")


def _by_template(text: str) -> str | None:
    plain, filled = _templates()
    if text in plain:
        return plain[text].filled({})
    for longest, template in filled:
        values = template.values(text) if longest in text else None
        if values is not None:
            return template.filled(values)
    return None


def _around_a_quotation(text: str) -> str | None:
    """A sentence into which the core has put another system's words, before its advice."""
    quoted = _QUOTED.search(text)
    if quoted is None:
        return None
    known = _recognised(text[: quoted.start()] + text[quoted.end() :])
    if known is None:
        return None
    quotation = f" ({_translated(QUOTATION).format(**quoted.groupdict())})"
    has_advice = text[quoted.end() :].startswith(_ADVICE_MARK)
    head, mark, tail = known.partition(_ADVICE_MARK) if has_advice else known.rpartition(".")
    return f"{head}{quotation}{mark}{tail}" if mark else f"{known}{quotation}"


def _translated(words: str) -> str:
    return QCoreApplication.translate(CORE, words)


def _value(name: str, text: str) -> str:
    if name.rstrip(string.digits) in _DATA:
        return text
    if name in _PEOPLE:
        somebody = _SOMEBODY.fullmatch(text)
        return _translated(SOMEBODY).format(**somebody.groupdict()) if somebody else text
    figures = own_figures(text)
    if figures is not None:
        return figures
    # A part that may be absent brings its own space, and perhaps brackets.
    bare = text.strip(" ")
    if bare.startswith("(") and bare.endswith(")") and _recognised(bare) is None:
        bare = bare[1:-1]
    return text.replace(bare, said(bare)) if bare else text


def _cut(text: str) -> Iterator[tuple[list[str], str]]:
    """The sentences of a text, and the parts of a list, with what joins them; none of one."""
    for pieces, glue in (
        (_SENTENCE_END.split(text), " "),
        (text.split("; "), "; "),
        (text.split(_ENUMERATION), _ENUMERATION),
    ):
        if len(pieces) > 1:
            yield pieces, glue


def _in_turn(pieces: list[str], glue: str) -> str:
    """The longest of them that are known together, then the rest."""
    done: list[str] = []
    while pieces:
        lengths = range(min(len(pieces), _MOST_JOINED), 0, -1)
        tried = ((n, _recognised(glue.join(pieces[:n]))) for n in lengths)
        used, words = next(((n, one) for n, one in tried if one is not None), (1, None))
        done.append(said(pieces[0]) if words is None else words)
        pieces = pieces[used:]
    return glue.join(done)
