"""How wide columns are when the window is too narrow for the widths that were wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def fitted(wishes: Mapping[int, int], floors: Mapping[int, int], room: int) -> dict[int, int]:
    """Widths in pixels: as wished where there is room, else each gives in proportion.

    Args:
        wishes: By column number.
        floors: What a column is never narrower than; a table scrolls sideways before that.
        room: For all of them together.
    """
    lacking = sum(wishes.values()) - room
    slack = {number: max(wish - floors[number], 0) for number, wish in wishes.items()}
    total = sum(slack.values())
    if lacking <= 0 or total == 0:
        return dict(wishes)
    given = min(lacking, total)
    # Rounded up, so that what is left over cannot bring a scroll bar for one pixel.
    return {number: wish - -(-slack[number] * given // total) for number, wish in wishes.items()}
