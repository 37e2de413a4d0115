"""Settings: profiles, the connection check, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop import __version__
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.check_list import CheckList
from ippay_desktop.ui.widgets.forget_card import ForgetCard
from ippay_desktop.ui.widgets.lock_card import LockCard
from ippay_desktop.ui.widgets.look_card import LookCard
from ippay_desktop.ui.widgets.mode import ModeChip
from ippay_desktop.ui.widgets.notice_card import NoticeCard
from ippay_desktop.ui.widgets.parts import (
    Card,
    Page,
    clear,
    colour_on_accent,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.connect import ConnectPresenter
    from ippay_desktop.ui.presenters.lock import LockPresenter
    from ippay_desktop.ui.presenters.session import Session

_SIDE_WIDTH = 430

_SHOWN_DELAYS = 4


class SettingsPage(Page):
    """Look at the connection, change the profile, read about the program.

    Signals:
        profile_asked: Open another profile; carries its name.
        new_profile_asked: Connect another Splynx.
    """

    profile_asked = Signal(str)
    new_profile_asked = Signal()

    def __init__(
        self,
        session: Session,
        connect: ConnectPresenter,
        memory: WindowMemory,
        lock: LockPresenter,
    ) -> None:
        super().__init__(tr("Settings"), "settings")
        self._session = session
        self._connect = connect
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(self._check_card(), 1)
        line.addWidget(self._side(memory, lock))
        self.body.addLayout(line, 1)
        connect.checked.connect(self.checks.add)
        connect.check_ended.connect(self._on_check_ended)
        connect.failed.connect(self.trouble.show_text)
        connect.busy_changed.connect(self._on_busy_changed)
        connect.profiles_changed.connect(self._on_profiles_changed)

    def _side(self, memory: WindowMemory, lock: LockPresenter) -> QScrollArea:
        """The smaller cards below each other; they scroll where the window is low."""
        self.lock, self.look = LockCard(lock, memory), LookCard(memory)
        self.notices = NoticeCard(memory)
        self.computer = ForgetCard(self._connect)
        cards = (
            *(self._profiles_card(), self._policy_card(), self.lock),
            *(self.notices, self.look, self.computer, self._about_card()),
        )
        column = QWidget()
        column.setProperty("role", "page")
        side = QVBoxLayout(column)
        # Beside the scroll bar. Cards of a width of their own would be as high as in the column's.
        side.setContentsMargins(0, 0, SPACE_S, 0)
        side.setSpacing(SPACE_M)
        for card in cards:
            side.addWidget(card)
        side.addStretch(1)
        scroll = scrolled(column)
        scroll.setFixedWidth(_SIDE_WIDTH + SPACE_L)
        return scroll

    @override
    def enter(self) -> None:
        self._connect.list_profiles()
        self.check.setFocus()

    def _check_card(self) -> Card:
        card = Card(margin=SPACE_L)
        self.check = button(tr("Check now"), "settings.check_button", variant="primary")
        put_icon(self.check, "refresh", colour_on_accent)
        head = row(label(tr("Connection"), role="heading"))
        head.addStretch(1)
        head.addWidget(self.check)
        card.box.addLayout(head)
        profile = self._session.profile
        where = tr(
            "Splynx {splynx}; IPpay {ippay}", splynx=profile.splynx_url, ippay=profile.ippay_url
        )
        card.box.addWidget(label(where, role="dim", name="settings.where", wraps=True))
        self.checks = CheckList("settings.checks")
        reading = scrolled(self.checks, is_read=True)
        # Beside the other cards, the smallest window has no room for an address in one piece.
        reading.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        card.box.addWidget(reading, 1)
        self.verdict = label(tr("Not checked yet."), role="strong", name="settings.verdict")
        card.box.addWidget(self.verdict)
        self.check.clicked.connect(self._on_check_clicked)
        return card

    def _profiles_card(self) -> Card:
        card = Card(tr("Profiles"), name="settings.profiles", margin=SPACE_L)
        self._profiles = QVBoxLayout()
        card.box.addLayout(self._profiles)
        self.new_profile = button(tr("Connect another…"), "settings.new_profile_button")
        put_icon(self.new_profile, "plus")
        self.new_profile.clicked.connect(self.new_profile_asked.emit)
        line = row(self.new_profile)
        line.addStretch(1)
        card.box.addLayout(line)
        return card

    def _policy_card(self) -> Card:
        card = Card(tr("Charging policy"), margin=SPACE_L)
        policy = self._session.profile.policy
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_L)
        for title, text in (
            (tr("Charges at once"), str(policy.concurrency)),
            (tr("Unclear answers that stop a run"), str(policy.max_unknowns)),
            (tr("Waits for IPpay at most"), tr("{s} s", s=f"{policy.gateway_timeout_s:g}")),
            (
                tr("Asks about a lost answer after"),
                tr("{s} s", s=_first_few(policy.enquiry_delays_s)),
            ),
        ):
            form.addRow(label(title, role="dim", wraps=True), label(text, role="strong"))
        card.box.addLayout(form)
        return card

    def _about_card(self) -> Card:
        card = Card(tr("About"), margin=SPACE_L)
        workspace = self._session.workspace
        for name, text in (
            ("version", tr("IPpay Desktop {version}", version=__version__)),
            (
                "who",
                tr(
                    "Working as {operator} at {station}",
                    operator=workspace.operator,
                    station=workspace.station,
                ),
            ),
        ):
            card.box.addWidget(label(text, name=f"settings.about.{name}"))
        return card

    def _on_check_clicked(self) -> None:
        self.checks.blank()
        self.verdict.setText(tr("Checking…"))
        self.trouble.show_text("")
        self._connect.check(self._session.workspace)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.check.setEnabled(not is_busy)

    def _on_check_ended(self, is_fine: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.verdict.setText(
            tr("Everything is fine.") if is_fine else tr("Something is wrong; see above.")
        )

    def _on_profiles_changed(self, profiles: tuple[Profile, ...]) -> None:
        clear(self._profiles)
        for profile in profiles:
            name = label(profile.name, role="strong")
            host = label(profile.splynx_host, role="small")
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(name)
            words.addWidget(host)
            line = row(words)
            line.addStretch(1)
            chip = ModeChip(profile.mode, f"settings.profile.{profile.name}.mode")
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
            if profile.name == self._session.profile.name:
                line.addWidget(label(tr("open"), role="dim"))
            else:
                opener = button(tr("Open"), f"settings.profile.{profile.name}.open_button")
                opener.clicked.connect(
                    lambda _=False, wanted=profile.name: self.profile_asked.emit(wanted)
                )
                line.addWidget(opener)
            self._profiles.addLayout(line)


def _first_few(delays_s: tuple[float, ...]) -> str:
    """The first waits, and a sign that more follow: hourly and daily ones tell nobody anything."""
    shown = [f"{one:g}" for one in delays_s[:_SHOWN_DELAYS]]
    return ", ".join([*shown, "…"] if len(delays_s) > _SHOWN_DELAYS else shown)
