"""The bar at the top (search, connection, mode) and the line at the bottom (freshness, run)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.local_copy import Resource
from ippay_desktop.domain.profile import Mode, Profile
from ippay_desktop.ui import states
from ippay_desktop.ui.run_names import run_name
from ippay_desktop.ui.text import (
    button,
    clock_time,
    count,
    in_figures,
    isolated,
    label,
    set_tip,
    tr,
)
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Tone
from ippay_desktop.ui.widgets.mode import ModeChip, mode_sentence
from ippay_desktop.ui.widgets.parts import Elided, StateLabel
from ippay_desktop.ui.widgets.permission import role_shown
from ippay_desktop.ui.widgets.progress_bar import ProgressBar
from ippay_desktop.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ippay_desktop.domain.authority import Role
    from ippay_desktop.domain.local_copy import Freshness
    from ippay_desktop.services.synchronising import SyncProgress
    from ippay_desktop.ui.presenters.copy_keeper import CopyState
    from ippay_desktop.ui.presenters.run_desk import RunProgress
    from ippay_desktop.ui.presenters.session import Catalogue
    from ippay_desktop.ui.read_meter import ReadProgress

_TOP, _BOTTOM = 56, 34
_LOW_TOP, _LOW_BOTTOM = 44, 28


class TopBar(QFrame):
    """Search at the left; which Splynx, which mode at the right."""

    def __init__(self, search: QWidget, profile: Profile) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setFixedHeight(_TOP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, 0, SPACE_XL, 0)
        layout.setSpacing(SPACE_M)
        # It takes what is left over, up to a width of its own.
        layout.addWidget(search, 100)
        layout.addStretch(1)
        where = Elided(
            f"{isolated(profile.name)} · {isolated(profile.splynx_host)}",
            role="dim",
            name="connection",
        )
        set_tip(where, tr("Profile {name}: {url}", name=profile.name, url=profile.splynx_url))
        layout.addWidget(where)
        chip = ModeChip(profile.mode, "mode")
        set_tip(chip, mode_sentence(profile.mode))
        layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        if profile.mode is not Mode.LIVE:
            layout.addWidget(label(tr("no real money"), role="dim"))

    def show_room(self, *, is_low: bool) -> None:
        """Be as high as the window allows."""
        self.setFixedHeight(_LOW_TOP if is_low else _TOP)


class BottomBar(QFrame):
    """How fresh the data is, the last sentence, and the run that goes on.

    Signals:
        run_asked: Show the run.
    """

    run_asked = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.setProperty("role", "status")
        self.setFixedHeight(_BOTTOM)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        layout.setSpacing(SPACE_L)
        self.health = StateLabel("status.health")
        self.freshness = label(tr("Splynx not read yet"), role="small", name="status.freshness")
        self.role = StateLabel("status.role", elides=True)
        self.role.hide()
        self.reading = StateLabel("status.reading", elides=True)
        self.reading.hide()
        self.copy = StateLabel("status.copy")
        self.copy.hide()
        self.line = StatusLine()
        self._run_trouble = ""
        self.run_words = Elided(role="small", name="status.run")
        self.run_bar = ProgressBar()
        self.run_bar.setObjectName("status.run_bar")
        self.run_bar.setTextVisible(False)
        self.run_bar.setFixedWidth(150)
        self.show_run = button(tr("Show run"), "status.run_button", variant="quiet")
        self.show_run.setStyleSheet("min-height: 22px; max-height: 24px;")
        self.show_run.clicked.connect(self.run_asked.emit)
        for part in (self.freshness, self.copy, self.health, self.role, self.reading):
            layout.addWidget(part)
        layout.addWidget(self.line, 1)
        for shown_in_run in (self.run_words, self.run_bar, self.show_run):
            shown_in_run.hide()
            layout.addWidget(shown_in_run)
        self.show_health("")

    def show_room(self, *, is_low: bool) -> None:
        """Be as high as the window allows."""
        self.setFixedHeight(_LOW_BOTTOM if is_low else _BOTTOM)

    def show_freshness(self, at: datetime) -> None:
        """Note when Splynx last answered."""
        self.freshness.setText(tr("Splynx {at}", at=clock_time(at)))

    def show_copy(self, state: CopyState, now: datetime) -> None:
        """Say how fresh the local copy is, or how far its filling has come."""
        shown = _copy_shown(state, now)
        self.copy.setVisible(shown is not None)
        if shown is None:
            return
        self.copy.show_state(shown)
        set_tip(self.copy, _copy_tip(state.freshness))

    def show_role(self, operator: str, role: Role | None) -> None:
        """Say who is on and what is not allowed; nothing where everything is."""
        shown = role_shown(operator, role)
        self.role.setVisible(shown is not None)
        if shown is not None:
            self.role.show_state(shown)

    def show_health(self, trouble: str) -> None:
        """Say whether this station is well."""
        shown = states.Shown("check", tr("Station ready"), Tone.GREEN)
        if trouble:
            shown = states.Shown("alert", trouble, Tone.AMBER)
        self.health.show_state(shown)

    def show_forgetful(self, why: str) -> None:
        """Say that secrets last only until the program ends, for want of a keyring."""
        self.show_health(tr("No keyring: secrets last for this session only"))
        set_tip(self.health, why)

    def show_reading(self, progress: ReadProgress | None) -> None:
        """Show how far a long read has come; hide it when it has ended."""
        self.reading.setVisible(progress is not None)
        if progress is not None:
            words = tr(
                "Reading from Splynx: {rows} records, {rate} a second, {seconds} s so far",
                rows=in_figures(progress.rows),
                rate=in_figures(progress.rate),
                seconds=progress.seconds,
            )
            self.reading.show_state(states.Shown("refresh", words, Tone.BLUE))

    def show_run_trouble(self, sentence: str) -> None:
        """Say why a run could not begin or go on, until one does."""
        self._run_trouble = sentence
        self.line.warn(sentence)

    def show_progress(self, progress: RunProgress) -> None:
        """Show how far the run has come; hide it when it has ended for good."""
        is_paused = progress.run.state is RunState.PAUSED and not progress.is_going_on
        is_on = progress.is_going_on or is_paused
        if progress.is_going_on and self._run_trouble:
            self.line.settle(self._run_trouble)
            self._run_trouble = ""
        for part in (self.run_words, self.run_bar, self.show_run):
            part.setVisible(is_on)
        done = progress.tally.planned - progress.tally.left
        self.run_bar.setRange(0, max(progress.tally.planned, 1))
        self.run_bar.setValue(done)
        name = run_name(progress.run, self._catalogue)
        figures = {"name": name, "done": done, "all": progress.tally.planned}
        self.run_words.setText(
            tr("Run {name}: paused at {done} of {all}", **figures)
            if is_paused
            else tr("Run {name}: {done} of {all}", **figures)
        )


def _copy_shown(state: CopyState, now: datetime) -> states.Shown | None:
    """The copy's state; None while there is nothing to say of it."""
    if state.progress is not None:
        done, expected = state.progress.done, state.progress.expected or state.progress.done
        share = 100 * done // max(expected, 1)
        words = tr("Copying {what}: {share} %", what=_resource(state.progress), share=share)
        return states.Shown("refresh", words, Tone.BLUE)
    if state.freshness is None or not state.freshness.is_complete or not state.freshness.as_of:
        return None
    at = clock_time(state.freshness.as_of)
    if state.freshness.unreadable and not state.is_stale(now):
        words = count(
            state.freshness.unreadable,
            "Copy of {at}; {n} record unreadable",
            "Copy of {at}; {n} records unreadable",
            at=at,
        )
        return states.Shown("alert", words, Tone.AMBER)
    if not state.is_stale(now):
        return states.Shown("check", tr("Copy of {at}", at=at), Tone.NEUTRAL)
    age = now - state.freshness.as_of
    words = (
        tr("Old copy: {days} days", days=age.days)
        if age.days > 1
        else tr("Old copy of {at}", at=at)
    )
    return states.Shown("alert", words, Tone.AMBER)


def _copy_tip(freshness: Freshness | None) -> str:
    if freshness is not None and not freshness.is_lasting:
        return tr("No keyring keeps its key: this copy ends with the session.")
    if freshness is not None and freshness.unreadable:
        return tr(
            "Some records of Splynx cannot be read: lists lack them, or show them as they were. "
            "The log names them."
        )
    return tr("Lists and searches come from here; what is charged is read from Splynx itself.")


def _resource(progress: SyncProgress) -> str:
    return {
        Resource.CUSTOMERS: tr("customers"),
        Resource.INVOICES: tr("invoices"),
        Resource.PROFORMAS: tr("proformas"),
    }[progress.resource]
