"""What a figure is: one function that measures something, and its floor beside it.

    @figure(
        "journal-steps",
        what="durable steps of a charge in the journal",
        unit="1/s",
        floor="the same statements in bare sqlite3",
        reach="0.5 of the floor",
    )
    def journal_steps(bench: Bench) -> Measured:
        rows = bench.size.of(20_000)
        return Measured(values=[...], floor=[...], notes={"rows": rows})

Each figure runs in a process of its own, so none pays for what another left in memory. What several
figures need and is dear to make (a copy with a million documents) goes into `bench.folder`, which
all figures of one run share: `bench.once("copy", make_copy)`.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Size(Enum):
    """How much data a run works on; how a figure grows shows between the two."""

    FULL = 10
    SMALL = 1

    def of(self, full: int) -> int:
        """So many at full size, a tenth of it when small; at least one."""
        return max(1, full * self.value // 10)


@dataclass(frozen=True)
class Bench:
    """What a figure is given.

    Attributes:
        folder: On the disk whose speed counts, shared by all figures of a run, removed after it.
    """

    size: Size
    folder: Path

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """A folder of that name, filled by whichever figure of this run asks for it first."""
        place = self.folder / name
        if not place.exists():
            unfinished = self.folder / f"{name}.unfinished"
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(place)
        return place


@dataclass(frozen=True)
class Measured:
    """The samples of a figure and of its floor, all in the figure's unit.

    Attributes:
        values: One for each time it was measured; a latency may have thousands.
        floor: What nothing could beat here and now, measured in the same run; may be empty where
            there is no such thing.
        notes: What the samples were taken on, for the JSON line.
    """

    values: Sequence[float]
    floor: Sequence[float] = ()
    notes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A figure by name.

    Attributes:
        what: What is measured, in a few words.
        unit: Of values and floor, as in "ms" or "1/s".
        floor: What the floor is, in a few words.
        reach: What it is to reach, in words.
    """

    name: str
    what: str
    unit: str
    floor: str
    reach: str
    measure: Callable[[Bench], Measured]


FIGURES: dict[str, Figure] = {}


def figure(
    name: str, *, what: str, unit: str, floor: str, reach: str
) -> Callable[[Callable[[Bench], Measured]], Callable[[Bench], Measured]]:
    """Make a function a figure of the bench."""

    def register(measure: Callable[[Bench], Measured]) -> Callable[[Bench], Measured]:
        if name in FIGURES:
            raise ValueError(f"two figures are called {name}")
        FIGURES[name] = Figure(name, what, unit, floor, reach, measure)
        return measure

    return register


@dataclass(frozen=True)
class Summary:
    """What is told of a figure.

    Attributes:
        spread: Distance between the quartiles as a part of the median.
        floor: Median of the floor; None where there is none.
        ratio: Value over floor: the median over the pairs where each value has a floor of its own,
            measured right beside it, else the ratio of the medians.
    """

    median: float
    p99: float
    spread: float
    floor: float | None
    ratio: float | None


def summary(measured: Measured) -> Summary:
    """Boil samples down."""
    values = sorted(measured.values)
    median = statistics.median(values)
    lower, upper = percentile(values, 25), percentile(values, 75)
    floor = statistics.median(measured.floor) if measured.floor else None
    return Summary(
        median=median,
        p99=percentile(values, 99),
        spread=(upper - lower) / median if median else 0.0,
        floor=floor,
        ratio=_ratio(measured, median, floor),
    )


def _ratio(measured: Measured, median: float, floor: float | None) -> float | None:
    if not floor:
        return None
    if len(measured.values) != len(measured.floor):
        return median / floor
    pairs = zip(measured.values, measured.floor, strict=True)
    return statistics.median(value / below for value, below in pairs)


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest sample that so many percent do not exceed."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
