"""The sentence in the bottom line: what was just done goes by itself, what went wrong stays."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ippay_desktop.ui import icons
from ippay_desktop.ui.text import count, label, picture, tr
from ippay_desktop.ui.theme import SPACE_S, Tone, current, ink
from ippay_desktop.ui.widgets.parts import Elided, icon_button

# Long enough to be read after a look elsewhere; nothing is lost with it, as it tells of what
# somebody has just pressed.
_LIFE_MS = 20_000
# More than staff would read; the log has all.
_MOST_TROUBLES = 9
_ICON = 16


class StatusLine(QWidget):
    """One sentence at a time.

    What was done is shown at once, over a trouble too, since somebody waits for it. When its time
    is over, the newest trouble is there again: it stays until staff close it, or until it no
    longer holds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._done = ""
        self._last = ""
        self._troubles: list[str] = []
        self._icon = picture()
        self.sentence = Elided(role="small", name="status.sentence")
        self.more = label(role="small", name="status.more")
        self.close_button = icon_button("cross", "status.close_button", tr("Close this message"))
        self.close_button.setStyleSheet("min-height: 22px; max-height: 24px;")
        self.close_button.clicked.connect(self._on_close_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._icon)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.more)
        layout.addWidget(self.close_button)
        self.life = QTimer(self)
        self.life.setSingleShot(True)
        self.life.setInterval(_LIFE_MS)
        self.life.timeout.connect(self._on_life_over)
        current().changed.connect(self._paint)
        self._show()

    def say(self, sentence: str) -> None:
        """Say what was done, or why it could not begin; gone after a while."""
        self._done = sentence
        self.life.start()
        self._show()

    def warn(self, sentence: str) -> None:
        """Say what went wrong, until it is closed; the same again is no second one."""
        self.settle(sentence)
        self._troubles = [*self._troubles, sentence][-_MOST_TROUBLES:]
        self._done = ""
        self._show()

    def settle(self, sentence: str) -> None:
        """Take back a trouble that no longer holds."""
        self._troubles = [one for one in self._troubles if one != sentence]
        self._show()

    def say_last(self, sentence: str) -> None:
        """Say what stands until the program ends, whatever comes."""
        self._last = sentence
        self._show()

    def _on_life_over(self) -> None:
        self._done = ""
        self._show()

    def _on_close_clicked(self) -> None:
        self._troubles = self._troubles[:-1]
        self._show()

    def _show(self) -> None:
        trouble = self._troubles[-1] if self._troubles else ""
        self.sentence.setText(self._last or self._done or trouble)
        is_trouble = bool(trouble) and not self._last and not self._done
        waiting = len(self._troubles) - is_trouble
        self.more.setText(count(waiting, "{n} more message", "{n} more messages"))
        self.more.setVisible(is_trouble and waiting > 0)
        self.close_button.setVisible(is_trouble)
        self._icon.setVisible(is_trouble)
        self._paint()

    def _paint(self) -> None:
        colour = ink(Tone.AMBER).text
        self._icon.setPixmap(icons.pixmap("alert", colour, _ICON))
        self.sentence.setStyleSheet("" if self._icon.isHidden() else f"color: {colour};")
