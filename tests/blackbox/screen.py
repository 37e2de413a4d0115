"""A screen nobody looks at, with a window manager, a keyboard and the accessibility bus.

Keys go in through the X server (XTest), words come out through AT-SPI: the test knows nothing of
the program but what a person at the keyboard and a screen reader know.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from ippay_desktop.adapters.system import SystemClock
from tests.support.debian import require_debian
from tests.support.notices import bus_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

T = TypeVar("T")
PACKAGES = (
    *("at-spi2-core", "dbus-daemon", "openbox", "xdotool", "xvfb"),
    # What Qt's own xcb plugin needs of the system.
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0"),
)
LIMIT_S = 60.0
_PAUSE_S = 0.05
_ANSWER_S = 30.0
_PROPERTIES, _TABLE = "org.freedesktop.DBus.Properties", "org.a11y.atspi.Table"
_ACCESSIBLE, _ROOT = "org.a11y.atspi.Accessible", "/org/a11y/atspi/accessible/root"
# Source: at-spi2-core, atspi-constants.h, AtspiStateType: the number of each state's bit.
FOCUSABLE, FOCUSED, SHOWING = 11, 12, 25
_WITHOUT_NAMES = frozenset(
    {"dialog", "filler", "frame", "graphic", "label", "layered pane", "panel"}
)


class Screen:
    """Starts all of it, and ends it with the block."""

    def __enter__(self) -> Self:
        require_debian(*PACKAGES)
        self._ended = ExitStack()
        self.environment = dict(os.environ)
        display = self._display()
        self.environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._ended.enter_context(bus_at())
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        # Its windows get the focus as they appear, and dialogs stay above.
        self._start("openbox", "--sm-disable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.close()

    def _display(self) -> str:
        reader, writer = os.pipe()
        words = [
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            "1440x900x24",
            "-nolisten",
            "tcp",
        ]
        server = subprocess.Popen(  # noqa: S603  # our own words
            words, pass_fds=[writer], stderr=subprocess.DEVNULL
        )
        self._ended.callback(_end, server)
        os.close(writer)
        with os.fdopen(reader) as told:
            return f":{told.readline().strip()}"

    def _start(self, *words: str) -> None:
        process = subprocess.Popen(  # noqa: S603  # our own words
            words, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._ended.callback(_end, process)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as "ctrl+k" or "Return"."""
        self._hand("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type letters."""
        self._hand("type", "--delay", "40", text)

    def _hand(self, *words: str) -> None:
        command = ["xdotool", *words]
        subprocess.run(command, env=self.environment, check=True)  # noqa: S603  # our own words


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(30)


@dataclass(frozen=True)
class Thing:
    """Something on the screen, as a screen reader has it."""

    reader: ScreenReader
    bus: str
    path: str

    @property
    def name(self) -> str:
        """What is read out."""
        return str(self.reader.ask(self, _PROPERTIES, "Get", "ss", (_ACCESSIBLE, "Name"))[1])

    @property
    def role(self) -> str:
        """Such as "push button"."""
        return str(self.reader.ask(self, _ACCESSIBLE, "GetRoleName"))

    @property
    def states(self) -> frozenset[int]:
        """The numbers of the states it is in."""
        low, high = self.reader.ask(self, _ACCESSIBLE, "GetState")
        return frozenset(bit for bit in range(64) if (high << 32 | low) >> bit & 1)

    @property
    def children(self) -> list[Thing]:
        """What is inside."""
        return [
            Thing(self.reader, bus, path)
            for bus, path in self.reader.ask(self, _ACCESSIBLE, "GetChildren")
        ]

    @property
    def text(self) -> str:
        """What stands in a field."""
        return str(self.reader.ask(self, "org.a11y.atspi.Text", "GetText", "ii", (0, -1)))

    def line_with(self, words: str) -> list[str]:
        """The cells of a table's first row that has these words in one; nothing while none has."""
        for row in range(self._count("NRows")):
            cells = [
                Thing(self.reader, *self.reader.ask(self, _TABLE, "GetAccessibleAt", "ii", at)).name
                for at in ((row, column) for column in range(self._count("NColumns")))
            ]
            if words in cells:
                return cells
        return []

    def _count(self, name: str) -> int:
        return int(self.reader.ask(self, _PROPERTIES, "Get", "ss", (_TABLE, name))[1])


class ScreenReader:
    """Reads what is on the screen through AT-SPI, as Orca does."""

    def __init__(self, screen: Screen, program: subprocess.Popen[str]) -> None:
        self._program = program
        with open_dbus_connection(screen.environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            reply = session.send_and_get_reply(
                new_method_call(where, "GetAddress"), timeout=_ANSWER_S
            )
        self._bus = open_dbus_connection(reply.body[0])
        self._clock = SystemClock()

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def ask(
        self, thing: Thing, interface: str, method: str, form: str = "", what: tuple[Any, ...] = ()
    ) -> Any:
        """One question; LookupError where the thing is gone or has no answer."""
        address = DBusAddress(thing.path, thing.bus, interface)
        message = (
            new_method_call(address, method, form, what)
            if form
            else new_method_call(address, method)
        )
        reply = self._bus.send_and_get_reply(message, timeout=_ANSWER_S)
        if reply.header.message_type is not MessageType.method_return:
            raise LookupError(f"{method}: {reply.body}")
        return reply.body[0]

    def programs(self) -> list[Thing]:
        """All programs that can be read."""
        return Thing(self, "org.a11y.atspi.Registry", _ROOT).children

    def walk(self, thing: Thing | None = None) -> Iterator[tuple[Thing, str, str]]:
        """Everything that shows, with role and name; not a table's single cells."""
        for one in self.programs() if thing is None else thing.children:
            try:
                if thing is not None and SHOWING not in one.states:
                    continue
                role = one.role
                yield one, role, one.name
                if role not in {"table", "list"}:
                    yield from self.walk(one)
            except LookupError:
                # Gone between the question where it is and the question what.
                continue

    def find(self, role: str, name: str) -> Thing | None:
        """The first thing of a role whose name begins so; None while there is none."""
        return next(
            (
                one
                for one, is_role, named in self.walk()
                if is_role == role and named.startswith(name)
            ),
            None,
        )

    def nameless(self) -> list[str]:
        """Controls that can have the focus, and of which nothing is read out."""
        return [
            f"{role} in {one.path}"
            for one, role, name in self.walk()
            if not name.strip() and role not in _WITHOUT_NAMES and FOCUSABLE in one.states
        ]

    def wait(self, what: str, look: Callable[[], T | None]) -> T:
        """Look until there is something; fails with what is on the screen instead."""
        limit = self._clock.monotonic() + LIMIT_S
        while self._clock.monotonic() < limit:
            found = look()
            if found:
                return found
            try:
                code = self._program.wait(_PAUSE_S)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"the program ended with {code} before {what}")
        shown = "\n".join(f"{role}: {name}" for _, role, name in self.walk())
        raise AssertionError(f"no {what} on the screen:\n{shown}")

    def until(self, role: str, name: str) -> Thing:
        """Wait for a thing whose name begins so."""
        return self.wait(f"{role} {name!r}", lambda: self.find(role, name))
