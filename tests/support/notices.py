"""A session bus of one's own, and somebody on it who shows notices."""

from __future__ import annotations

import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

from tests.support.debian import require_debian

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_NAME = "org.freedesktop.Notifications"


class NoticeServer(threading.Thread):
    """Implements the calls that desktops implement, and keeps what it was asked to show.

    Tells of clicks only to whoever showed the notice, as GNOME does.

    Attributes:
        actions: Of each notice; the server can show them unless told that it cannot.
    """

    def __init__(self, *, can_click: bool = True) -> None:
        super().__init__(name="notice server", daemon=True)
        self.shown: list[tuple[int, str, str]] = []
        self.actions: list[list[str]] = []
        self._can_click = can_click
        self._asker = ""
        self._number = 0
        self._connection = open_dbus_connection(bus="SESSION")
        reply = self._connection.send_and_get_reply(message_bus.RequestName(_NAME), timeout=10)
        assert reply.body == (1,), "somebody else shows notices on this bus"

    def run(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            if message.header.fields[HeaderFields.member] == "GetCapabilities":
                able = ["body", *(["actions"] if self._can_click else [])]
                self._connection.send(new_method_return(message, "as", (able,)))
                continue
            _, replaced, _, title, body, actions, *_ = message.body
            if not title:
                self._connection.send(new_error(message, f"{_NAME}.Error", "s", ("no title",)))
                continue
            self.actions.append(actions)
            self.shown.append((replaced, title, body))
            self._number = replaced or len(self.shown)
            self._asker = message.header.fields[HeaderFields.sender]
            self._connection.send(new_method_return(message, "u", (self._number,)))

    def click(self, *, number: int | None = None, leave: str = "") -> None:
        """Click on the notice that was shown last, or on another number."""
        at = self._number if number is None else number
        if leave:
            self._tell("ActivationToken", "us", (at, leave))
        self._tell("ActionInvoked", "us", (at, "default"))

    def _tell(self, signal: str, signature: str, values: tuple[int, str]) -> None:
        path = "/org/freedesktop/Notifications"
        emitter = DBusAddress(path, bus_name=self._asker, interface=_NAME)
        message = new_signal(emitter, signal, signature, values)
        message.header.fields[HeaderFields.destination] = self._asker
        self._connection.send(message)

    def stop(self) -> None:
        """Leave the bus; the thread is gone afterwards."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self.join()
        self._connection.close()

    @property
    def words(self) -> list[str]:
        """Titles and bodies, oldest first."""
        return [f"{title}\n{body}" for _, title, body in self.shown]


@contextmanager
def bus_at() -> Iterator[str]:
    """The address of a session bus on which nobody is yet; gone afterwards."""
    require_debian("dbus-daemon")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:  # noqa: S603
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()


@contextmanager
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus for this process."""
    with bus_at() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield
