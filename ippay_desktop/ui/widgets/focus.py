"""Where the keyboard goes on when what has the focus is closed or hidden."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


@contextmanager
def focus_kept(root: QWidget, to: QWidget) -> Iterator[None]:
    """While buttons change that may have the focus: it stays under a widget.

    Qt hands it to whatever comes next, often to the navigation: one more press of the same key
    would then lead away from a run that has just begun.

    Args:
        root: The page or panel whose focus it is.
        to: What gets it instead; nothing that a key sets off.
    """
    window = root.window()
    before = window.focusWidget()
    was_inside = root.isAncestorOf(before)
    yield
    if was_inside and window.focusWidget() is not before:
        to.setFocus()
