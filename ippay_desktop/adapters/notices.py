"""Notices on a Linux desktop, through the session bus; elsewhere nothing is shown from here."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message

_log = logging.getLogger(__name__)
_TIMEOUT_S = 3.0
# Source: Desktop Notifications Specification 1.2, org.freedesktop.Notifications: Notify,
# GetCapabilities, and the signals ActivationToken and ActionInvoked.
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_SIGNATURE = "susssasa{sv}i"
_BUS = "org.freedesktop.DBus"
_NORMAL, _AS_THE_SERVER_LIKES = 1, -1
# A server that cannot draw buttons may show a dialog box instead, so it is asked first. "default"
# is what a click on the notice itself does.
_CAN_CLICK, _CLICK = "actions", "default"
_NOT_THERE = (OSError, KeyError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The notice that stands: its number with the server, and whom to tell of a click."""

    number: int
    on_click: Callable[[str], None]


class DesktopNotices:
    """Implements `NoticeBoard`; a later notice takes the place of the one before it.

    One connection, from the first notice on: a server tells of a click only whoever showed the
    notice, and some do so to that connection alone.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: _Line | None = None
        self._shown: _Shown | None = None

    def show(self, title: str, body: str, *, action: str, on_click: Callable[[str], None]) -> bool:
        """Show a notice; False without a session bus or anybody on it who shows notices."""
        if sys.platform != "linux":
            return False
        with self._guard:
            try:
                line = self._open_line()
                if line is None:
                    return False
                reply = line.ask(
                    "Notify",
                    _SIGNATURE,
                    (
                        *("IPpay Desktop", self._shown.number if self._shown else 0, ""),
                        *(title, body, [_CLICK, action] if line.can_click else []),
                        {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "ippay-desktop")},
                        _AS_THE_SERVER_LIKES,
                    ),
                    on_reply=lambda body: self._note(_Shown(body[0], on_click)),
                )
            except _NOT_THERE as error:
                _log.info("notice_not_shown error=%s", type(error).__name__)
                self._close_line()
                return False
        if reply is None:
            _log.info("notice_not_shown error=refused")
        return reply is not None

    def close(self) -> None:
        """Leave the bus."""
        with self._guard:
            self._close_line()

    def _open_line(self) -> _Line | None:
        if self._line is not None and self._line.is_open:
            return self._line
        self._close_line()
        try:
            self._line = _Line(self._on_clicked)
        except ImportError:
            return None
        return self._line

    def _close_line(self) -> None:
        line, self._line, self._shown = self._line, None, None
        if line is not None:
            line.close()

    def _note(self, shown: _Shown) -> None:
        """On the line's thread, before anything that comes after the server's answer is read."""
        self._shown = shown

    def _on_clicked(self, number: int, token: str) -> None:
        """On the line's thread."""
        shown = self._shown
        if shown is not None and shown.number == number:
            # The server closes it by that.
            self._shown = None
            # The window may be gone by now, and its loop with it.
            with suppress(RuntimeError):
                shown.on_click(token)


class _Line:
    """A connection to the session bus, with a thread that hears what comes.

    Raises:
        ImportError: there is no jeepney.
        OSError, KeyError, ValueError, RuntimeError: there is no bus.
    """

    def __init__(self, on_clicked: Callable[[int, str], None]) -> None:
        # keyring needs it on Linux too. Not Qt's D-Bus: from Python it sends no unsigned numbers,
        # which the call must have.
        import jeepney  # noqa: PLC0415  # loaded at the first notice
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        self._dbus: Any = jeepney
        self._address: DBusAddress = jeepney.DBusAddress(_PATH, _NAME, _NAME)
        self._on_clicked = on_clicked
        self._sending = threading.Lock()
        self._answers: dict[int, tuple[Future[Message], Callable[[Any], None]]] = {}
        self._tokens: dict[int, str] = {}
        self._server = ""
        self._connection = open_dbus_connection(bus="SESSION")
        self.is_open = True
        self._thread = threading.Thread(target=self._hear, name="notices", daemon=True)
        self._thread.start()
        try:
            self.can_click = self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> bool:
        """Ask whether the server tells of clicks, and have it tell."""
        told: list[list[str]] = []
        self.ask("GetCapabilities", "", (), on_reply=lambda body: told.append(body[0]))
        rule = self._dbus.MatchRule(type="signal", interface=_NAME, path=_PATH)
        self._send(self._dbus.message_bus.AddMatch(rule), _ignore)
        return any(_CAN_CLICK in one for one in told)

    def ask(
        self,
        method: str,
        signature: str,
        values: tuple[object, ...],
        *,
        on_reply: Callable[[Any], None],
    ) -> Message | None:
        """The server's answer; None when it refuses.

        Args:
            method: Of the notification server.
            signature: Of its values.
            values: What it is given.
            on_reply: Is given the answer's values on the thread that hears, before the next
                message is read.
        """
        message = self._dbus.new_method_call(self._address, method, signature, values)
        reply = self._send(message, on_reply).result(timeout=_TIMEOUT_S)
        return None if reply.header.message_type is self._dbus.MessageType.error else reply

    def close(self) -> None:
        """Leave the bus; the thread is gone afterwards."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()

    def _send(self, message: Message, on_reply: Callable[[Any], None]) -> Future[Message]:
        answer: Future[Message] = Future()
        with self._sending:
            serial = next(self._connection.outgoing_serial)
            self._answers[serial] = answer, on_reply
            self._connection.send(message, serial=serial)
        return answer

    def _hear(self) -> None:
        try:
            while True:
                self._take(self._connection.receive())
        except (OSError, ValueError):
            # The bus is gone, or nobody listens any more.
            self.is_open = False
        for answer, _ in list(self._answers.values()):
            answer.set_exception(ConnectionResetError())

    def _take(self, message: Message) -> None:
        kinds, fields = self._dbus.MessageType, self._dbus.HeaderFields
        header = message.header
        answered = self._answers.pop(header.fields.get(fields.reply_serial, 0), None)
        sender = header.fields.get(fields.sender, "")
        if answered is not None:
            if header.message_type is kinds.method_return:
                self._server = sender if sender != _BUS else self._server
                answered[1](message.body)
            answered[0].set_result(message)
        elif header.message_type is kinds.signal and sender == self._server:
            self._take_signal(header.fields.get(fields.member, ""), message.body)

    def _take_signal(self, name: str, values: tuple[Any, ...]) -> None:
        if name == "ActivationToken":
            self._tokens = {values[0]: values[1]}
        elif name == "ActionInvoked" and values[1] == _CLICK:
            self._on_clicked(values[0], self._tokens.pop(values[0], ""))


def _ignore(_body: object) -> None:
    """Of a bus that would not tell of clicks nobody hears."""
