"""What moves by itself at this moment: Qt's animations, and menus that roll or fade in."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QObject
from PySide6.QtWidgets import QApplication, QProgressBar

# The windows in which Qt shows a menu, a list or a tip while it comes.
_COMING = {"QRollEffect", "QAlphaWidget"}


def moving() -> list[str]:
    """Each of them by what it belongs to; in every window there is."""
    tops = QApplication.topLevelWidgets()
    found = [_told(one) for one in tops if one.metaObject().className() in _COMING]
    for top in tops:
        animations = top.findChildren(QAbstractAnimation)
        running = QAbstractAnimation.State.Running
        found += [_told(one) for one in animations if one.state() is running]
        # A bar without an end runs to and fro.
        bars = top.findChildren(QProgressBar)
        found += [_told(bar) for bar in bars if bar.isVisible() and bar.maximum() == bar.minimum()]
    return [f"moves: {one}" for one in found]


def _told(one: QObject) -> str:
    around = one.parent()
    names = [part.objectName() or part.metaObject().className() for part in (around, one) if part]
    return " > ".join(names)
