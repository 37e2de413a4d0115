"""The part of Settings about the lock: its PIN, when it locks, and locking now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui import states
from ippay_desktop.ui.text import button, tr
from ippay_desktop.ui.theme import SPACE_L, Tone
from ippay_desktop.ui.widgets.filters import Choice
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import Card, StateLabel, field, put_icon, row

if TYPE_CHECKING:
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.lock import LockPresenter

_MINUTES = (0, 2, 5, 10, 20, 60)


class LockCard(Card):
    """Sets, changes and takes away the PIN.

    Signals:
        idle_changed: Lock after another time without a key or the mouse; carries minutes.
    """

    idle_changed = Signal(int)

    def __init__(self, presenter: LockPresenter, memory: WindowMemory) -> None:
        super().__init__(tr("Lock"), name="settings.lock", margin=SPACE_L)
        self._presenter = presenter
        self._memory = memory
        self.state = StateLabel("settings.lock.state", wraps=True)
        self.box.addWidget(self.state)
        self._put_pins()
        self._put_buttons()
        self._put_idle()
        presenter.pin_changed.connect(self._on_pin_changed)
        presenter.failed.connect(self._on_failed)
        presenter.busy_changed.connect(self._on_busy_changed)
        self._show_state()

    def _put_pins(self) -> None:
        self.old, self.new, self.again = (
            LineField(f"settings.lock.{name}") for name in ("old_pin", "new_pin", "again")
        )
        for pin in (self.old, self.new, self.again):
            pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._old_part = QWidget()
        old = field(tr("PIN so far"), self.old)
        old.setContentsMargins(0, 0, 0, 0)
        self._old_part.setLayout(old)
        self.box.addWidget(self._old_part)
        self.box.addLayout(
            row(
                field(tr("New PIN"), self.new),
                field(tr("Once more"), self.again),
            )
        )

    def _put_buttons(self) -> None:
        self.set_pin = button(tr("Set PIN"), "settings.lock.set_button")
        self.forget = button(tr("Do without"), "settings.lock.forget_button", variant="quiet")
        self.now = button(tr("Lock now"), "settings.lock.now_button")
        put_icon(self.now, "lock")
        self.set_pin.clicked.connect(self._on_set_clicked)
        self.forget.clicked.connect(self._on_forget_clicked)
        self.now.clicked.connect(self._on_now_clicked)
        line = row(self.set_pin, self.forget)
        line.addStretch(1)
        line.addWidget(self.now)
        self.box.addLayout(line)

    def _put_idle(self) -> None:
        entries = [(tr("never"), 0)]
        entries += [(tr("{n} minutes", n=minutes), minutes) for minutes in _MINUTES[1:]]
        self.idle: Choice[int] = Choice("settings.lock.idle", entries)
        self.idle.select(self._memory.kept.lock_after_minutes)
        self.idle.activated.connect(self._on_idle_chosen)
        self.box.addLayout(field(tr("Lock when idle for"), self.idle))

    def _show_state(self) -> None:
        has_pin = self._presenter.has_pin
        shown = states.Shown(
            "lock",
            tr("Locks when idle, with the screen, for sleep and for another user"),
            Tone.GREEN,
        )
        if not has_pin:
            shown = states.Shown("alert", tr("No PIN: this window never locks"), Tone.AMBER)
        self.state.show_state(shown)
        for part in (self._old_part, self.forget):
            part.setVisible(has_pin)
        self.now.setEnabled(has_pin)
        self.idle.setEnabled(has_pin)

    def _on_now_clicked(self) -> None:
        self._presenter.lock()

    def _on_set_clicked(self) -> None:
        if self.new.text() != self.again.text():
            self._on_failed(tr("The two new PINs are not the same. Type them again."))
            return
        old = SecretText(self.old.text()) if self.old.text() else None
        self._presenter.set_pin(SecretText(self.new.text()), old)
        self._clear()

    def _on_forget_clicked(self) -> None:
        self._presenter.forget_pin(SecretText(self.old.text()))
        self._clear()

    def _clear(self) -> None:
        for pin in (self.old, self.new, self.again):
            pin.clear()

    def _on_idle_chosen(self) -> None:
        minutes = self.idle.value
        self._memory.keep(replace(self._memory.kept, lock_after_minutes=minutes))
        self.idle_changed.emit(minutes)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.set_pin.setEnabled(not is_busy)
        self.forget.setEnabled(not is_busy)

    def _on_pin_changed(self) -> None:
        self._show_state()

    def _on_failed(self, sentence: str) -> None:
        self.state.show_state(states.Shown("alert", sentence, Tone.RED))
