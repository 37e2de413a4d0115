"""What a profile may reach; apart, as the window needs it before profiles are loaded."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """LIVE moves real money, TEST reaches a test gateway, PRACTICE nothing outside."""

    LIVE = "live"
    TEST = "test"
    PRACTICE = "practice"
