"""Notices on a Linux desktop, through the session bus; elsewhere nothing is shown from here."""

from __future__ import annotations

import logging
import sys

_log = logging.getLogger(__name__)
_TIMEOUT_S = 3.0
# Source: Desktop Notifications Specification 1.2, org.freedesktop.Notifications.Notify.
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_SIGNATURE = "susssasa{sv}i"
_NORMAL, _AS_THE_SERVER_LIKES = 1, -1


class DesktopNotices:
    """Implements `NoticeBoard`; a later notice takes the place of the one before it."""

    def __init__(self) -> None:
        self._shown = 0

    def show(self, title: str, body: str) -> bool:
        """Show a notice; False without a session bus or anybody on it who shows notices."""
        if sys.platform != "linux":
            return False
        try:
            # keyring needs it on Linux too. Not Qt's D-Bus: from Python it sends no unsigned
            # numbers, which the call must have.
            import jeepney  # noqa: PLC0415  # loaded at the first notice
            from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
        except ImportError:
            return False
        address = jeepney.DBusAddress(_PATH, _NAME, _NAME)
        hints = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "ippay-desktop")}
        what: tuple[object, ...] = (
            *("IPpay Desktop", self._shown, "", title, body),
            *([], hints, _AS_THE_SERVER_LIKES),
        )
        message = jeepney.new_method_call(address, "Notify", _SIGNATURE, what)
        try:
            with open_dbus_connection(bus="SESSION") as connection:
                reply = connection.send_and_get_reply(message, timeout=_TIMEOUT_S)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            _log.info("notice_not_shown error=%s", type(error).__name__)
            return False
        if reply.header.message_type is not jeepney.MessageType.method_return:
            _log.info("notice_not_shown error=refused")
            return False
        (self._shown,) = reply.body
        return True
