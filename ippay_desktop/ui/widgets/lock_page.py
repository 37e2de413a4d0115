"""What the window shows while it is locked: whose it is, whether a run goes on, and no sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui import states
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Tone
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import Card, StateLabel, colour_on_accent, field, put_icon

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.lock import LockPresenter
    from ippay_desktop.ui.presenters.run_desk import RunProgress

_WIDTH = 400


class LockPage(QWidget):
    """Asks for the PIN."""

    def __init__(self, presenter: LockPresenter) -> None:
        super().__init__()
        self.setObjectName("lock")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        card = Card(margin=SPACE_XL, name="lock.card")
        card.setFixedWidth(_WIDTH)
        card.box.setSpacing(SPACE_M)
        title = StateLabel("lock.title", is_large=True)
        title.show_state(states.Shown("lock", tr("Locked"), Tone.NEUTRAL))
        card.box.addWidget(title)
        self.sentence = label(
            tr("Charges that are under way go on; nothing new begins until you unlock."),
            role="dim",
            wraps=True,
            name="lock.sentence",
        )
        card.box.addWidget(self.sentence)
        self.run = label(role="strong", wraps=True, name="lock.run")
        self.run.hide()
        card.box.addWidget(self.run)
        self.pin = LineField("lock.pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.returnPressed.connect(self._on_unlock_clicked)
        card.box.addLayout(field(tr("PIN"), self.pin))
        self.trouble = StateLabel("lock.trouble", wraps=True)
        self.trouble.hide()
        card.box.addWidget(self.trouble)
        self.unlock = button(tr("Unlock"), "lock.unlock_button", variant="primary")
        put_icon(self.unlock, "lock", colour_on_accent)
        self.unlock.clicked.connect(self._on_unlock_clicked)
        card.box.addWidget(self.unlock)
        self._centre(card)
        presenter.failed.connect(self._on_failed)
        presenter.busy_changed.connect(self._on_busy_changed)

    def _centre(self, card: Card) -> None:
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(card)
        line.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        outer.addStretch(2)
        outer.addLayout(line)
        outer.addStretch(3)

    def enter(self) -> None:
        """Be empty, and ready to be typed into."""
        self.pin.clear()
        self.trouble.hide()
        self.pin.setFocus()

    def show_progress(self, progress: RunProgress) -> None:
        """Say that a run goes on and how far it is, but no name and no sum."""
        self.run.setVisible(progress.is_going_on)
        done = progress.tally.planned - progress.tally.left
        self.run.setText(
            tr("A run goes on: {done} of {all} rows.", done=done, all=progress.tally.planned)
        )

    def _on_unlock_clicked(self) -> None:
        pin = SecretText(self.pin.text())
        self.pin.clear()
        if pin and self.isVisible():
            self.trouble.hide()
            self._presenter.unlock(pin)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.unlock.setEnabled(not is_busy)
        self.pin.setEnabled(not is_busy)
        if not is_busy and self.isVisible():
            self.pin.setFocus()

    def _on_failed(self, sentence: str) -> None:
        self.trouble.show_state(states.Shown("alert", sentence, Tone.RED))
        self.trouble.show()
