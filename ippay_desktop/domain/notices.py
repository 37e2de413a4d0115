"""Telling a person who looks elsewhere: the port to the desktop's own notices."""

from __future__ import annotations

from typing import Protocol


class NoticeBoard(Protocol):
    """Shows short notices outside the window. Blocks; worker threads only."""

    def show(self, title: str, body: str) -> bool:
        """Show a notice; False where nothing shows any, which is no error.

        Args:
            title: What happened.
            body: No customer's name and no amount: screens show notices while they are locked.
        """
