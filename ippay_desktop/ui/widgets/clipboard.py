"""Pay links on the clipboard: as a button for e-mail and as text, in one press."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ippay_desktop.ui.text import document_name, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ippay_desktop.domain.paylink import PayLink

_BUTTON = (
    "display:inline-block;padding:10px 18px;border-radius:6px;background:#1f56c3;"
    "color:#ffffff;font-family:sans-serif;font-weight:600;text-decoration:none"
)


def button_html(link: PayLink) -> str:
    """A link that looks like a button in an e-mail."""
    words = tr("Pay {document}", document=document_name(link.document).lower())
    address = html.escape(link.url, quote=True)
    return f'<p><a href="{address}" style="{_BUTTON}">{html.escape(words)}</a></p>'


def copy_links(links: Sequence[PayLink]) -> None:
    """Put links on the clipboard: programs that take HTML get buttons, others get lines."""
    data = QMimeData()
    data.setHtml("\n".join(button_html(link) for link in links))
    data.setText("\n".join(link.text for link in links))
    QGuiApplication.clipboard().setMimeData(data)


def copy_addresses(links: Sequence[PayLink]) -> None:
    """Put bare addresses on the clipboard, a line each."""
    QGuiApplication.clipboard().setText("\n".join(link.url for link in links))


def leave() -> None:
    """Make what was copied safe to outlive Python; call it once, at the very end.

    Qt frees the clipboard's contents after the interpreter has gone, and ours, being a Python
    object, would then crash the process. Text that Qt holds itself stays for other programs.
    """
    board = QGuiApplication.clipboard()
    # Off screen the clipboard is nobody's but ours, and Qt says nobody's.
    if board.ownsClipboard() or QGuiApplication.platformName() == "offscreen":
        board.setText(board.text())
