"""Every kind of trouble by name, when it strikes, and how often it did."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.dice import Dice

SALE = (
    "not_sent",
    "drop_before",
    "drop_after",
    "delayed",
    "timeout_processed",
    "slow",
    "echo",
    "garbage",
    "http_500",
    "http_502",
    "wrong_id",
    "no_id",
    "no_code",
    "remark",
    "network_kept",
    "network_voided",
    "network_lost",
)
BACK = (
    "not_sent",
    "drop_before",
    "drop_after",
    "delayed",
    "timeout_processed",
    "slow",
    "echo",
    "garbage",
    "http_502",
    "wrong_id",
    "no_id",
    "no_code",
    "network_kept",
    "network_voided",
    "network_lost",
)
ENQUIRY = ("not_sent", "drop", "slow", "garbage", "http_502", "network")
READ = ("not_sent", "drop", "http_500", "http_502", "too_many", "expired", "truncated")
REPORT = ("not_sent", "drop", "http_502", "truncated")
POST = (
    "not_sent",
    "drop_before",
    "drop_after",
    "delayed",
    "processed_502",
    "processed_no_id",
    "failed_500",
    "too_many",
    "expired",
    "refused",
)
DELETE = (
    "not_sent",
    "drop_before",
    "drop_after",
    "delayed",
    "processed_502",
    "failed_500",
    "too_many",
    "expired",
    "refused",
)
MACHINE = (
    *("death", "disk_full", "disk_refuses", "clock_jump", "ledger_lost", "asleep"),
    *("clock_turned", "gateway_moved"),
)
FOREIGN = (
    *("portal", "addon", "cash", "edited", "deleted", "method_replaced", "part", "topup"),
    *("voided_soon", "voided_later", "credit_used"),
)
# No trouble by itself: a command that only looks, and notes that it did.
STAFF = ("look",)
DUPLICATES = ("reject094", "reject900", "replay", "process_again")
ENQUIRIES = ("normal", "late", "silent", "always_000")

FAMILIES = {
    "sale": SALE,
    "back": BACK,
    "enquiry": ENQUIRY,
    "read": READ,
    "report": REPORT,
    "post": POST,
    "delete": DELETE,
    "machine": MACHINE,
    "foreign": FOREIGN,
    "staff": STAFF,
}
ALL_CLASSES = frozenset(f"{family}.{name}" for family, names in FAMILIES.items() for name in names)
# How often a step of a family goes wrong while faults are on.
RATES = {
    "sale": 0.30,
    "back": 0.30,
    "enquiry": 0.20,
    "read": 0.012,
    "post": 0.20,
    "delete": 0.50,
    "report": 0.04,
}


class Faults:
    """Decides what goes wrong; each draw depends on the seed and the step's name alone.

    Attributes:
        counts: How often each class struck.
        on: Off once the world calms down.
    """

    def __init__(self, dice: Dice, active: frozenset[str]) -> None:
        self._dice = dice
        self._active = {
            family: [name for name in names if f"{family}.{name}" in active]
            for family, names in FAMILIES.items()
        }
        self.counts: Counter[str] = Counter()
        self.on = True

    def draw(self, family: str, *step: object) -> str | None:
        """What goes wrong at a step of a family, if anything."""
        if not self.on or not self._dice.chance(RATES[family], family, *step):
            return None
        # Drawn among all of the family: switching one class off changes no other draw.
        name = self._dice.pick(FAMILIES[family], family, "which", *step)
        return self.strike(f"{family}.{name}") if name in self._active[family] else None

    def happens(self, name: str, probability: float, *step: object) -> bool:
        """Whether a class without a family's rate strikes here."""
        family, _, word = name.partition(".")
        if not self.on or word not in self._active[family]:
            return False
        if not self._dice.chance(probability, name, *step):
            return False
        self.counts[name] += 1
        return True

    def strike(self, name: str) -> str:
        """Count a class; its name within the family."""
        self.counts[name] += 1
        return name.partition(".")[2]
