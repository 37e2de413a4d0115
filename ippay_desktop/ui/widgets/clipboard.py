"""What goes to the clipboard: pay links as buttons and as text, and nothing but words."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from ippay_desktop.ui.direction import bare
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


class BareClipboard(QObject):
    """Takes out of whatever is copied here what only keeps words in order on screen.

    The one place for it: labels, lists and fields hand their text over by themselves, through keys
    and menus of Qt's own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        board = QGuiApplication.clipboard()
        copied = board.mimeData(mode) if _is_ours(mode) else None
        # Both gone already while the program ends.
        if copied is None or not copied.hasText():
            return
        words, page = bare(copied.text()), bare(copied.html())
        if (words, page) != (copied.text(), copied.html()):
            plain = QMimeData()
            plain.setText(words)
            if page:
                plain.setHtml(page)
            board.setMimeData(plain, mode)


def _is_ours(mode: QClipboard.Mode) -> bool:
    """Whether what is copied comes from here, and not from another program."""
    board = QGuiApplication.clipboard()
    owns = board.ownsSelection if mode is QClipboard.Mode.Selection else board.ownsClipboard
    # Off screen the clipboard is nobody's but ours, and Qt says nobody's.
    return owns() or QGuiApplication.platformName() == "offscreen"


def leave() -> None:
    """Make what was copied safe to outlive Python; call it once, at the very end.

    Qt frees the clipboard's contents after the interpreter has gone, and ours, being a Python
    object, would then crash the process. Text that Qt holds itself stays for other programs.
    """
    board = QGuiApplication.clipboard()
    if _is_ours(QClipboard.Mode.Clipboard):
        board.setText(board.text())
