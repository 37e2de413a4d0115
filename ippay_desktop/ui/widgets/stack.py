"""Pages of which one is seen."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override


class PageStack(QStackedWidget):
    """A stack that is as high as its place, whatever its hidden pages would need.

    Qt's own asks every page for its height at several widths whenever one label anywhere changes:
    six milliseconds a time with ten pages, and nothing is gained, as a stack gets all room anyway.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False
