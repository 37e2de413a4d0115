"""The sentences of the core are found by themselves, and none reaches the window in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import ChargeEvent
from ippay_desktop.domain.reversal import ReversalEvent
from ippay_desktop.ui.language import CORE
from ippay_desktop.ui.models.history_words import EVENT_WORDS
from ippay_desktop.ui.said_words import MADE_WORDS, WINDOW_WORDS
from tests.tooling import core_words, translations

if TYPE_CHECKING:
    from pathlib import Path

# What is spelt the same in Spanish: names of Splynx's own pages, and shapes without words.
_SAME = re.compile(
    r"Proforma \{number\}|proforma|Customers → .*|Finance → .*|\{weekday\}.*|, proforma \{number\}"
)
# English words that no Spanish sentence holds. Not "no", "sin", "me", "has", "once" or "a".
_ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|and|or|not|with|this|that|it|its|by|from|for|to|be|been|an|as|at|"
    r"here|then|again|charge|charged|payment|paid|card|bank|customer|answer|which|cannot|must)\b"
)
# Names and examples inside them: settings, addresses, commands, pages of Splynx.
_NAMED = re.compile(r"«[^»]*»|--[\w-]+|\{\w+\}|\w+=\S+|\w+\+?\w*://\S+|\b\w+ → [\w →]+|[A-Z]\w*")


def _templates_of(tmp_path: Path, code: str) -> set[str]:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    return core_words._Reader(path).read()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('x = "Nothing was sent."', {"Nothing was sent."}),
        ('_C = "call us"\nx = f"It failed; {_C}."', {"call us", "It failed; call us."}),
        ('x = f"Money was {a.amount.text()}, not {b.amount}."',
         {"Money was {amount}, not {amount2}."}),
        ('x = "{host} gave no answer in {s:g} s".format(s=1)', {"{host} gave no answer in {s} s"}),
        ('x = f"{done}{why} Then mark it done."', {"Then mark it done."}),
        ('x = f"Money was taken. {error}"', {"Money was taken."}),
        ('x = f"Held by {len(held)}{\' now and then\' if held else \'\'}."',
         {"Held by {held}{more}.", "now and then"}),
        ('_log.info("charge %s went well", 1)', set()),
        ('raise InvariantError("This can never be.")', set()),
        ('x = "SELECT id FROM customers WHERE id = ?"', set()),
        ('"""A docstring of words."""', set()),
    ],
)  # fmt: skip
def test_a_sentence_is_found_as_the_template_it_is(
    tmp_path: Path, code: str, found: set[str]
) -> None:
    assert _templates_of(tmp_path, code) == found


def test_what_the_window_says_otherwise_is_said_by_the_core() -> None:
    assert WINDOW_WORDS.keys() <= core_words.templates() | set(MADE_WORDS)
    assert core_words._NOT_FOR_STAFF.isdisjoint(core_words.templates())


@pytest.mark.parametrize("template", sorted(WINDOW_WORDS))
def test_the_window_names_no_option_of_the_command_line(template: str) -> None:
    words = WINDOW_WORDS[template]
    assert "--" not in words
    assert translations.placeholders(words) <= translations.placeholders(template)


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_no_sentence_was_left_in_english(language: str) -> None:
    entries = [one for one in translations.merged(language) if one.message.context == CORE]
    assert len(entries) > 600
    same = [one.message.source for one in entries if one.forms == [one.message.source]]
    assert [source for source in same if not _SAME.fullmatch(source)] == []
    english = [
        form
        for one in entries
        for form in one.forms
        if not _SAME.fullmatch(one.message.source) and _ENGLISH.search(_NAMED.sub("", form))
    ]
    assert english == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_advice_of_a_sentence_is_set_off_as_in_english(language: str) -> None:
    """The core cuts sentences there, so their heads must be found in the translation too."""
    assert [
        one.message.source
        for one in translations.merged(language)
        if one.message.context == CORE and (";" in one.message.source) != (";" in one.forms[0])
    ] == []


def test_every_entry_of_the_journal_has_words() -> None:
    assert {*ChargeEvent, *ReversalEvent} <= EVENT_WORDS.keys()
