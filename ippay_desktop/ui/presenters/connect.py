"""Connecting: a first or another profile, and the check of what it reaches."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.profile import Mode, Profile, normalise_splynx_url
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.forgetting import ForgetService
from ippay_desktop.services.profile_moves import guard_change
from ippay_desktop.services.station import Access
from ippay_desktop.ui.tasks import Stream, TaskScope
from ippay_desktop.ui.text import tr, trouble_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ippay_desktop.services.connection import CheckResult
    from ippay_desktop.services.station import Station
    from ippay_desktop.services.workspace import Workspace
    from ippay_desktop.ui.presenters.session import Opened
    from ippay_desktop.ui.tasks import Lanes

# Source: IPpay's published gateway endpoints.
GATEWAYS = {
    Mode.LIVE: "https://gtwy.ippay.com/ippay",
    Mode.TEST: "https://testgtwy.ippay.com/ippay",
    Mode.PRACTICE: "",
}


@dataclass(frozen=True, slots=True)
class ConnectionInput:
    """The form as filled in; secrets go to the keyring and nowhere else."""

    name: str
    mode: Mode
    splynx_url: str
    api_key: str
    api_secret: SecretText
    ippay_url: str
    terminal_id: str
    ach_terminal_id: str
    ippay_password: SecretText
    currency: str
    timezone: str

    def build(self, known: Profile | None) -> Profile:
        """The profile; one of the same name keeps its identity and choices.

        Raises:
            InputError: a field is missing or cannot be read.
        """
        required = {
            tr("a name"): self.name,
            tr("the Splynx address"): self.splynx_url,
            tr("the API key"): self.api_key,
            tr("the IPpay address"): self.ippay_url,
            tr("the IPpay terminal id"): self.terminal_id,
        }
        for noun, value in required.items():
            if not value.strip():
                raise InputError(tr("Fill in {noun}.", noun=noun))
        base = known or Profile(uuid.uuid4().hex, self.name, self.mode, "", "", "", "")
        return replace(
            base,
            name=self.name.strip(),
            mode=self.mode,
            splynx_url=normalise_splynx_url(self.splynx_url.strip()),
            splynx_api_key=self.api_key.strip(),
            ippay_url=self.ippay_url.strip(),
            terminal_id=self.terminal_id.strip(),
            ach_terminal_id=self.ach_terminal_id.strip() or None,
            currency=self.currency.strip().upper() or "USD",
            splynx_timezone=self.timezone.strip() or "UTC",
            labels_hash=None,
        )

    def secrets(self) -> dict[str, SecretText]:
        """Those that were filled in."""
        named = {"splynx_api_secret": self.api_secret, "ippay_password": self.ippay_password}
        return {name: secret for name, secret in named.items() if secret}


class ConnectPresenter(QObject):
    """Stores a profile, checks what it reaches, and opens it.

    Signals:
        checked: A `CheckResult`, as each thing was looked at.
        check_ended: Whether everything was fine.
        opened: An `Opened` profile, ready to work with.
        profiles_changed: All profiles, a tuple.
        failed: A sentence.
        may_forget: Everything about the provider can be forgotten, if somebody says so.
        forgotten: It was.
        busy_changed: Whether something is under way.
    """

    checked = Signal(object)
    check_ended = Signal(bool)
    opened = Signal(object)
    profiles_changed = Signal(object)
    failed = Signal(str)
    may_forget = Signal()
    forgotten = Signal()
    busy_changed = Signal(bool)

    def __init__(self, station: Station, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._lanes = lanes
        self._scope = TaskScope("connect", lanes)

    def list_profiles(self) -> None:
        """Read which profiles there are."""
        self._scope.read(
            "profiles", self._station.profiles.all, self.profiles_changed.emit, self._on_error
        )

    def save_and_check(self, wanted: ConnectionInput) -> None:
        """Store the profile and its secrets, then look at everything it reaches."""
        self._begin_check(lambda: self._save_and_open(wanted))

    def check(self, workspace: Workspace) -> None:
        """Look at everything a profile reaches."""
        self._begin_check(lambda: workspace)

    def open(self, name: str | None) -> None:
        """Open a profile; one that was never confirmed is checked and confirmed on the way."""
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read("open", lambda: self._open(name), self._on_opened, self._on_error)

    def ask_to_forget(self) -> None:
        """Find out whether everything about the provider may be forgotten here now."""
        self._scope.read(
            "may_forget",
            self._forgetting().require_possible,
            lambda _: self.may_forget.emit(),
            self._on_error,
        )

    def forget(self) -> None:
        """Destroy everything about the provider on this computer but the journal."""
        self.busy_changed.emit(True)  # noqa: FBT003
        self._scope.read(
            "forget", self._forgetting().forget, lambda _: self._on_forgotten(), self._on_error
        )

    def _forgetting(self) -> ForgetService:
        return ForgetService(self._station)

    def _on_forgotten(self) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.forgotten.emit()

    def close(self) -> None:
        """Abandon what is under way."""
        self._scope.close()

    def _save_and_open(self, wanted: ConnectionInput) -> Workspace:
        profiles = self._station.profiles
        known = profiles.find(wanted.name.strip())
        profile = wanted.build(known)
        guard_change(self._station, known, profile)
        profiles.save(profile, wanted.secrets())
        return self._station.open(profile.name, Access.MONEY)

    def _begin_check(self, find: Callable[[], Workspace]) -> None:
        self.busy_changed.emit(True)  # noqa: FBT003
        seen: Stream[CheckResult] = Stream(self._lanes, self._on_results)
        self._scope.read(
            "check", lambda: _check(find(), seen), self._on_check_ended, self._on_error
        )

    def _open(self, name: str | None) -> Opened:
        opened: Opened = _profiles().open_profile(self._station, name)
        if opened.workspace.profile.labels_hash is None and opened.workspace.profile.mode is (
            Mode.PRACTICE
        ):
            # The practice servers' own layout needs no person's word.
            _profiles().confirm_profile(self._station, opened.workspace)
            opened = _profiles().open_profile(self._station, opened.workspace.profile.name)
        return opened

    def confirm_and_open(self, name: str) -> None:
        """Store what the check found, as a person has confirmed it, and open the profile."""
        self.busy_changed.emit(True)  # noqa: FBT003
        self._scope.read(
            "open", lambda: self._confirm_and_open(name), self._on_opened, self._on_error
        )

    def _confirm_and_open(self, name: str) -> Opened:
        _profiles().confirm_profile(self._station, self._station.open(name, Access.MONEY))
        opened: Opened = _profiles().open_profile(self._station, name)
        return opened

    def _on_results(self, results: tuple[CheckResult, ...]) -> None:
        for result in results:
            self.checked.emit(result)

    def _on_check_ended(self, results: tuple[CheckResult, ...]) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.check_ended.emit(not any(result.is_in_the_way for result in results))

    def _on_opened(self, opened: Opened) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.opened.emit(opened)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))


def _profiles() -> ModuleType:
    """What opens profiles, with all that a workbench needs. On a worker.

    Half of the program is loaded here, while the window has long been painted.
    """
    from ippay_desktop.ui.presenters import session  # noqa: PLC0415 - slow
    from ippay_desktop.ui.widgets import workbench  # noqa: F401, PLC0415 - slow

    return session


def _check(workspace: Workspace, seen: Stream[CheckResult]) -> tuple[CheckResult, ...]:
    """On a reading thread."""
    results = []
    from ippay_desktop.services.connection import (  # noqa: PLC0415 - slow
        ConnectionService,
    )

    for result in ConnectionService(workspace).check():
        seen.put(result)
        results.append(result)
    return tuple(results)
