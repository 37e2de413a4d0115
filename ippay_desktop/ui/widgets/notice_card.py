"""The part of Settings about being told: notices outside the window, and an icon in the tray."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon

from ippay_desktop.ui.text import button_text, label, set_tip, tr
from ippay_desktop.ui.theme import SPACE_L
from ippay_desktop.ui.widgets.parts import Card

if TYPE_CHECKING:
    from ippay_desktop.ui.memory import WindowMemory


class NoticeCard(Card):
    """Two choices, each remembered as it is made.

    Signals:
        tray_wanted: Whether an icon is wanted in the tray.
    """

    tray_wanted = Signal(bool)

    def __init__(self, memory: WindowMemory) -> None:
        super().__init__(tr("Notices"), margin=SPACE_L)
        self._memory = memory
        self.notifies = QCheckBox(button_text(tr("Tell me when a run ends or stops")))
        self.notifies.setObjectName("settings.notifies")
        self.notifies.setChecked(memory.kept.notifies)
        self.tray = QCheckBox(button_text(tr("Keep an icon in the system tray")))
        self.tray.setObjectName("settings.tray")
        self.tray.setChecked(memory.kept.keeps_tray)
        words = tr(
            "Also when something in Attention needs you. Only while you look elsewhere; with "
            "counts, never with names or amounts."
        )
        self.box.addWidget(self.notifies)
        self.box.addWidget(label(words, role="small", wraps=True))
        self.box.addWidget(self.tray)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            why = tr("This desktop has no system tray.")
            self.tray.setEnabled(False)
            set_tip(self.tray, why)
            self.box.addWidget(label(why, role="small", name="settings.tray_why", wraps=True))
        self.notifies.toggled.connect(self._on_notifies_toggled)
        self.tray.toggled.connect(self._on_tray_toggled)

    def _on_notifies_toggled(self, is_on: bool) -> None:  # noqa: FBT001  # a signal's only value
        self._memory.keep(replace(self._memory.kept, notifies=is_on))

    def _on_tray_toggled(self, is_on: bool) -> None:  # noqa: FBT001  # a signal's only value
        self._memory.keep(replace(self._memory.kept, keeps_tray=is_on))
        self.tray_wanted.emit(is_on)
