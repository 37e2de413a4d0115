"""What staff choose about the window itself: light or dark, and its language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.ui.language import OWN_NAMES, Language
from ippay_desktop.ui.text import label, tr
from ippay_desktop.ui.theme import SPACE_L, Appearance, current
from ippay_desktop.ui.widgets.filters import Choice
from ippay_desktop.ui.widgets.parts import Card, field

if TYPE_CHECKING:
    from ippay_desktop.ui.memory import WindowMemory


class LookCard(Card):
    """A card in Settings; each choice is remembered as it is made."""

    def __init__(self, memory: WindowMemory) -> None:
        super().__init__(tr("Appearance"), margin=SPACE_L)
        self._memory = memory
        self.appearance = Choice(
            "settings.appearance",
            [
                (tr("System"), Appearance.SYSTEM),
                (tr("Light"), Appearance.LIGHT),
                (tr("Dark"), Appearance.DARK),
            ],
        )
        self.language = Choice(
            "settings.language",
            [
                (tr("System"), Language.SYSTEM),
                *((name, language) for language, name in OWN_NAMES.items()),
            ],
        )
        self.appearance.select(memory.kept.appearance)
        self.language.select(memory.kept.language)
        self.next_start = label(
            tr("The window speaks it from its next start."),
            role="dim",
            name="settings.language_note",
            wraps=True,
        )
        self.next_start.hide()
        self.box.addLayout(field(tr("Light or dark"), self.appearance))
        self.box.addLayout(field(tr("Language"), self.language))
        self.box.addWidget(self.next_start)
        self.appearance.activated.connect(self._on_appearance_chosen)
        self.language.activated.connect(self._on_language_chosen)

    def _on_appearance_chosen(self) -> None:
        wanted = self.appearance.value
        self._memory.keep(replace(self._memory.kept, appearance=wanted))
        current().follow(wanted)

    def _on_language_chosen(self) -> None:
        self._memory.keep(replace(self._memory.kept, language=self.language.value))
        self.next_start.show()
