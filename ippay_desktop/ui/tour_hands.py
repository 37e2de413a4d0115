"""What the guided tour does with its hands: press what shows, steer the practice servers."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_TIMEOUT_S = 10


def press(button: QPushButton) -> None:
    """Press a button as a person would: only if it can be seen and pressed."""
    if not (button.isEnabled() and button.isVisible()):
        raise LookupError(f"{button.objectName()} cannot be pressed now")
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    button.click()


def post(base: str, path: str, body: dict[str, object]) -> None:
    """Steer the practice servers. Blocks; worker threads only."""
    where = urlsplit(base)
    connection = http.client.HTTPConnection(where.netloc, timeout=_TIMEOUT_S)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", where.path.rstrip("/") + path, json.dumps(body), headers)
        connection.getresponse().read()
    finally:
        connection.close()
