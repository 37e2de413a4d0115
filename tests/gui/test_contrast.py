"""Whatever stands on whatever in the window's sheet can be read, and nothing moves by itself."""

from __future__ import annotations

import re

import pytest

from ippay_desktop.ui.stylesheet import build
from ippay_desktop.ui.theme import DARK, LIGHT, Tokens
from tests.gui.test_look import contrast

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SETTING = re.compile(r"(?<![\w-])(color|background)\s*:\s*(#[0-9a-fA-F]{6})")
TEXT, FRAME = 4.5, 3.0


def rules(tokens: Tokens) -> list[tuple[str, dict[str, str]]]:
    """Each rule's selector, and the text colour and ground that it sets."""
    return [
        (" ".join(selector.split()), dict(_SETTING.findall(body)))
        for selector, body in _RULE.findall(build(tokens))
    ]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_rule_that_sets_both_can_be_read(tokens: Tokens) -> None:
    both = [(name, found) for name, found in rules(tokens) if len(found) == 2]
    assert len(both) >= 10
    faint = [
        (name, found)
        for name, found in both
        if contrast(found["color"], found["background"]) < TEXT
    ]
    assert faint == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_takes_its_ground_from_below_can_be_read(tokens: Tokens) -> None:
    t = tokens
    pairs = {
        "text on the pointed row": (t.text, t.hover),
        "text on a chosen chip": (t.text, t.accent_soft),
        "dim on the pointed place": (t.dim, t.hover),
        "dim on a pressed button": (t.text, t.selected),
        "quiet button on the page": (t.accent, t.ground),
        "quiet button, pointed": (t.accent, t.accent_soft),
        "quiet button in a footer": (t.accent, t.sunken),
        "chosen radio": (t.accent, t.surface),
        "danger on a card": (t.danger, t.surface),
        "danger in a footer": (t.danger, t.sunken),
        "danger, pointed": (t.danger, t.hover),
        "danger, pressed": (t.danger, t.selected),
        "disabled on the page": (t.faint, t.ground),
        **{f"{tone} on the pointed row": (ink.text, t.hover) for tone, ink in t.inks.items()},
        **{f"{tone} on the page": (ink.text, t.ground) for tone, ink in t.inks.items()},
        **{f"{tone} as a count": (ink.tint, ink.text) for tone, ink in t.inks.items()},
    }
    faint = {name: pair for name, pair in pairs.items() if contrast(*pair) < TEXT}
    assert faint == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_frame_of_the_focus_stands_out(tokens: Tokens) -> None:
    t = tokens
    grounds = (t.surface, t.ground, t.sunken, t.side)
    assert [one for one in grounds if contrast(t.accent, one) < FRAME] == []
    # Of a primary button the frame is the text's colour, on the accent.
    assert contrast(t.text, t.accent) >= FRAME or contrast(t.text, t.surface) >= FRAME
