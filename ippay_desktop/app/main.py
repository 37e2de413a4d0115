"""The program's entry: gives the command line its station, its window and its servers."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from ippay_desktop.app.station import DesktopStation
    from ippay_desktop.services.station import Station

DATA_DIR_VARIABLE = "IPPAY_DESKTOP_DATA_DIR"
_SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_SCALE_VARIABLE = "QT_SCALE_FACTOR"
# Options that may stand without a command: those of the window, with and without a value.
_WITH_VALUE, _ALONE = ("--data-dir", "--profile"), ("-v", "--verbose")
_SANDBOX_OPTIONS = (
    *("port_splynx", "port_ippay", "port_reports", "port_control"),
    *("customers", "invoices", "seed", "latency_ms", "state", "announce"),
)


class DesktopRoot:
    """Implements `cli.entry.Root`; the window and the servers are imported when wanted."""

    def __init__(self) -> None:
        self._window: object = None

    def show_window(self) -> None:
        """Put the bare window on screen, for `window` to use; if it cannot, that one says why."""
        if _has_screen():
            with suppress(InputError):
                self._window = _ui().show_at_once()

    def station(
        self, data_dir: Path | None, *, is_session: bool, is_verbose: bool
    ) -> DesktopStation:
        """The data folder of the option, of the environment, or the platform's own."""
        from ippay_desktop.adapters.system import default_data_dir  # noqa: PLC0415 - slow
        from ippay_desktop.app.station import DesktopStation  # noqa: PLC0415 - slow

        named = data_dir or os.environ.get(DATA_DIR_VARIABLE)
        chosen = Path(named).expanduser().absolute() if named else default_data_dir()
        return DesktopStation(chosen, is_session=is_session, is_verbose=is_verbose)

    def window(self, station: Station, profile_name: str | None) -> int:
        """Open the window; blocks until it is closed."""
        _require_screen(is_watched=True)
        ui = _ui()
        window = self._window or ui.show_at_once()
        return _until_closed(
            lambda: int(ui.run_window(station, profile_name=profile_name, window=window))
        )

    def demo(self, station: Station, options: Namespace) -> int:
        """The window on practice servers, whose world ends with it."""
        from ippay_desktop.app import practice  # noqa: PLC0415 - only for practice

        _require_screen(is_watched=options.tour is None)
        ui = _ui()
        words = _sandbox_words(options, ("customers", "seed"))
        tour_dir = options.tour.expanduser().absolute() if options.tour else None

        def show() -> int:
            with practice.practice_at(station.data_dir, words) as (own_station, announced):
                return int(ui.run_demo(own_station, announce=announced, tour_dir=tour_dir))

        status = _until_closed(show)
        if status == 0 and tour_dir is not None and _SCALE_VARIABLE not in os.environ:
            return _tour_on_a_dense_screen(station.data_dir, tour_dir, words)
        return status

    def sandbox(self, options: Namespace) -> int:
        """The practice servers alone; blocks until interrupted."""
        from ippay_desktop.sandbox import launcher  # noqa: PLC0415 - only for practice

        words = _sandbox_words(options, _SANDBOX_OPTIONS)
        return launcher.main([*words, *(["--tls"] if options.tls else [])])


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code; blocks."""
    root = DesktopRoot()
    if _is_for_window(arguments):
        root.show_window()
    # Only now: what commands and the window's pages need takes longer to load than Qt does.
    from ippay_desktop.cli import entry  # noqa: PLC0415

    return entry.run(arguments, root)


def _is_for_window(arguments: Sequence[str]) -> bool:
    """Whether no word can be a command; whether they are right is for the parser to say."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif word not in _ALONE and word.partition("=")[0] not in _WITH_VALUE:
            return False
    return True


def _until_closed(show: Callable[[], int]) -> int:
    """Let a request to end the process close a window as Ctrl-C does: charges are finished.

    The window has then closed in good order, so nothing went wrong.
    """
    # A script that starts the window in the background has it ignore Ctrl-C, which is asked below.
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    terminate = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        return show()
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, terminate)
        signal.signal(signal.SIGINT, interrupt)


def _tour_on_a_dense_screen(data_dir: Path, tour_dir: Path, words: Sequence[str]) -> int:
    """The same tour at 150 %, in a process of its own: Qt takes its scale once, at the start."""
    import subprocess  # noqa: PLC0415 - only here

    command = [sys.executable, "-m", "ippay_desktop", "--data-dir", str(data_dir)]
    command += ["demo", "--tour", str(tour_dir), *words]
    environment = {**os.environ, _SCALE_VARIABLE: "1.5"}
    return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603 - ours


def _sandbox_words(options: Namespace, names: Sequence[str]) -> list[str]:
    return [
        f"--{name.replace('_', '-')}={value}"
        for name in names
        if (value := getattr(options, name)) is not None
    ]


def _require_screen(*, is_watched: bool) -> None:
    """Look for a screen before Qt does, which would end the process without a sentence.

    Raises:
        InputError: there is none, and a person wants to see the window.
    """
    if _has_screen():
        return
    if is_watched:
        raise InputError(
            "There is no screen to open a window on. Start it from a desktop session, or use a "
            "command; see “ippay-desktop --help”."
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _has_screen() -> bool:
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, _SCREEN_VARIABLES))


def _ui() -> ModuleType:
    try:
        # By name: Qt only for a window, and no other command may depend on it.
        return importlib.import_module("ippay_desktop.ui.application")
    except ImportError as error:
        raise InputError(
            "The window cannot be opened, as a library it needs is missing on this computer "
            f"({error.name or error}). On Debian, “python3 run.py demo” names the packages."
        ) from error
