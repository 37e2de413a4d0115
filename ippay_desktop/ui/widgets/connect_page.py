"""First start: connect Splynx and IPpay, step by step, or practise first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ippay_desktop.domain.profile import Mode
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui.presenters.connect import GATEWAYS, ConnectionInput
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ippay_desktop.ui.widgets.check_list import CheckList
from ippay_desktop.ui.widgets.filters import Choice
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import (
    Card,
    Notice,
    colour_on_accent,
    field,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.connect import ConnectPresenter

_FORM_WIDTH = 440


class ConnectPage(QWidget):
    """Shown while there is no profile to open, and when staff connect another.

    Signals:
        practise_asked: Open the practice servers instead.
        back_asked: Return to the profile that is open.
    """

    practise_asked = Signal()
    back_asked = Signal()

    def __init__(self, presenter: ConnectPresenter) -> None:
        super().__init__()
        self.setObjectName("connect")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter = presenter
        self._checked_name = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL * 2, SPACE_XL, SPACE_XL * 2, SPACE_XL)
        outer.setSpacing(SPACE_M)
        self._put_head(outer)
        self.trouble = Notice(name="connect.trouble")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(self._form())
        line.addWidget(self._checks(), 1)
        outer.addLayout(line, 1)
        self._listen()

    def show_trouble(self, sentence: str) -> None:
        """Say why no profile could be opened."""
        self.trouble.show_text(sentence)

    def offer_back(self, *, is_offered: bool) -> None:
        """Show the way back while a profile is open."""
        self.back.setVisible(is_offered)

    def _put_head(self, outer: QVBoxLayout) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("Connect Splynx and IPpay"), role="title", name="connect.title"))
        words.addWidget(
            label(
                tr(
                    "Nothing is charged here. Each step is tested, and says what to do if it is "
                    "wrong."
                ),
                role="dim",
                wraps=True,
            )
        )
        self.back = button(tr("Back"), "connect.back_button")
        self.back.hide()
        self.practise = button(tr("Practise first"), "connect.practise_button")
        put_icon(self.practise, "play")
        head = row(words)
        head.setStretch(0, 1)
        head.addWidget(self.back)
        head.addWidget(self.practise)
        outer.addLayout(head)

    def _form(self) -> QWidget:
        card = Card(margin=SPACE_L)
        card.setFixedWidth(_FORM_WIDTH)
        self.name = LineField("connect.name", text=tr("main"))
        self.mode = Choice(
            "connect.mode",
            [
                (tr("TEST: IPpay's test gateway"), Mode.TEST),
                (tr("LIVE: real money"), Mode.LIVE),
                (tr("PRACTICE: this computer only"), Mode.PRACTICE),
            ],
        )
        self.splynx_url = LineField("connect.splynx_url", placeholder="https://splynx.example.com")
        self.api_key = LineField("connect.api_key")
        self.api_secret = secret_field("connect.api_secret")
        self.ippay_url = LineField("connect.ippay_url", text=GATEWAYS[Mode.TEST])
        self.terminal = LineField("connect.terminal")
        self.ach_terminal = LineField(
            "connect.ach_terminal", placeholder=tr("if debits use their own")
        )
        self.password = secret_field("connect.password")
        self.currency = LineField("connect.currency", text="USD")
        self.timezone = LineField("connect.timezone", placeholder="America/Denver")
        self._lay_out_form(card.box)
        scroll = scrolled(card)
        scroll.setFixedWidth(_FORM_WIDTH + SPACE_L)
        return scroll

    def _lay_out_form(self, box: QVBoxLayout) -> None:
        box.addLayout(field(tr("Name of this profile"), self.name))
        box.addLayout(field(tr("Mode"), self.mode))
        box.addWidget(label("Splynx", role="heading"))
        box.addLayout(field(tr("Address"), self.splynx_url))
        box.addLayout(field(tr("API key"), self.api_key))
        box.addLayout(field(tr("API secret, kept in the keyring"), self.api_secret))
        box.addLayout(
            row(field(tr("Splynx time zone"), self.timezone), field(tr("Currency"), self.currency))
        )
        box.addWidget(label("IPpay", role="heading"))
        box.addLayout(field(tr("Gateway address"), self.ippay_url))
        box.addLayout(
            row(
                field(tr("Terminal id"), self.terminal),
                field(tr("Bank terminal id"), self.ach_terminal),
            )
        )
        box.addLayout(field(tr("Password, if your terminal has one"), self.password))
        box.addStretch(1)
        self.check = button(tr("Save and check"), "connect.check_button", variant="primary")
        put_icon(self.check, "shield", colour_on_accent)
        box.addWidget(self.check)

    def _checks(self) -> Card:
        card = Card(tr("Check"), margin=SPACE_L)
        self.verdict = label(
            tr("Fill in the form, then press Save and check."), role="dim", name="connect.verdict"
        )
        card.box.addWidget(self.verdict)
        self.checks = CheckList("connect.checks")
        card.box.addWidget(self.checks, 1)
        self.start = button(
            tr("Use these fields and start"), "connect.start_button", variant="primary"
        )
        self.start.setEnabled(False)
        line = row(spacing=SPACE_S)
        line.addStretch(1)
        line.addWidget(self.start)
        card.box.addLayout(line)
        return card

    def _listen(self) -> None:
        self.mode.activated.connect(self._on_mode_activated)
        self.check.clicked.connect(self._on_check_clicked)
        self.start.clicked.connect(lambda: self.presenter.confirm_and_open(self._checked_name))
        self.practise.clicked.connect(self.practise_asked.emit)
        self.back.clicked.connect(self.back_asked.emit)
        self.presenter.checked.connect(self.checks.add)
        self.presenter.check_ended.connect(self._on_check_ended)
        self.presenter.busy_changed.connect(lambda is_busy: self.check.setEnabled(not is_busy))
        self.presenter.failed.connect(self._on_failed)

    def _on_mode_activated(self) -> None:
        self.ippay_url.setText(GATEWAYS[self.mode.value])

    def _on_check_clicked(self) -> None:
        self.trouble.show_text("")
        self.checks.blank()
        self.start.setEnabled(False)
        self.verdict.setText(tr("Checking…"))
        self._checked_name = self.name.text().strip()
        self.presenter.save_and_check(
            ConnectionInput(
                name=self.name.text(),
                mode=self.mode.value,
                splynx_url=self.splynx_url.text(),
                api_key=self.api_key.text(),
                api_secret=SecretText(self.api_secret.text()),
                ippay_url=self.ippay_url.text(),
                terminal_id=self.terminal.text(),
                ach_terminal_id=self.ach_terminal.text(),
                ippay_password=SecretText(self.password.text()),
                currency=self.currency.text(),
                timezone=self.timezone.text(),
            )
        )

    def _on_check_ended(self, is_fine: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.start.setEnabled(is_fine)
        self.verdict.setText(
            tr("Everything is fine. Look at the payment account's fields, then start.")
            if is_fine
            else tr("Something is wrong. Mend it, then check again.")
        )

    def _on_failed(self, sentence: str) -> None:
        self.verdict.setText(tr("Not checked."))
        self.trouble.show_text(sentence)


def secret_field(name: str) -> LineField:
    """A field whose text is not shown."""
    made = LineField(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
