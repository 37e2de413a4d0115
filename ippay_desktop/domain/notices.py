"""Telling a person who looks elsewhere: the port to the desktop's own notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class NoticeBoard(Protocol):
    """Shows short notices outside the window. Blocks; worker threads only."""

    def show(self, title: str, body: str, *, action: str, on_click: Callable[[str], None]) -> bool:
        """Show a notice; False where nothing shows any, which is no error.

        Args:
            title: What happened.
            body: No customer's name and no amount: screens show notices while they are locked.
            action: What a click on it does, where the desktop puts that into words.
            on_click: Called on a thread of the board when this notice was clicked, at most once,
                and never where the desktop tells of no clicks. Carries the desktop's leave to
                come to the front, "" where it gives none.
        """

    def close(self) -> None:
        """Tell of no more clicks."""
