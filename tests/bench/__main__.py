"""Measure: `python -m tests.bench [--only NAME] [--small]`; a JSON line a figure, then a table."""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.frame import FIGURES, Bench, Figure, Measured, Size, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where the figures are; each module registers its own.
MODULES: tuple[str, ...] = (
    "charging",
    "journal",
    "ledger",
    "mirror",
    "planning",
    "renewal",
    "run_window",
    "simulation",
    "window",
)

_ROOT = Path(__file__).resolve().parents[2]
_COLUMNS = ("figure", "unit", "median", "p99", "spread", "floor", "ratio", "to reach")
_LIMIT_S = 3600
# How often a figure is measured that gives a single sample each time.
_TIMES = 3


def load() -> dict[str, Figure]:
    """All figures by name."""
    for module in MODULES:
        importlib.import_module(f"tests.bench.{module}")
    return FIGURES


def main(words: Sequence[str]) -> int:
    """Measure what is asked for; 1 when a figure could not be measured."""
    chosen = _parser().parse_args(words)
    size = Size.SMALL if chosen.small else Size.FULL
    figures = load()
    if chosen.one is not None:
        return _measure_here(figures[chosen.one], Bench(size, Path(chosen.folder)))
    names = [name for name in figures if not chosen.only or _is_wanted(name, chosen.only)]
    if not names:
        _say(f"There is no such figure. There are: {', '.join(figures)}.")
        return 2
    _say(json.dumps({"machine": _machine(), "size": size.name.lower()}))
    told: dict[str, Measured | None] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in names:
            told[name] = _measure(name, size, folder)
            # At once: all of them take most of an hour, and whoever stops it keeps what there is.
            _say(_line(figures[name], told[name]))
    _say("", *_table([figures[name] for name in names], told))
    return 1 if None in told.values() else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench", description="Measure how fast the program is, each figure beside its floor."
    )
    parser.add_argument(
        "--only", metavar="NAME", action="append", help="a figure, or how its name begins"
    )
    parser.add_argument("--small", action="store_true", help="on a tenth of the data")
    # For the processes that this one starts, one a figure.
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser


def _is_wanted(name: str, only: list[str]) -> bool:
    return any(name.startswith(word) for word in only)


def _measure_here(figure: Figure, bench: Bench) -> int:
    # What all figures together have loaded is no part of this one's garbage collections.
    gc.freeze()
    measured = figure.measure(bench)
    _say(json.dumps(asdict(measured)))
    return 0


def _measure(name: str, size: Size, folder: str) -> Measured | None:
    """Measure a figure; again, in processes of their own, where one gives a single sample."""
    parts = [_measure_apart(name, size, folder)]
    if parts[0] is not None and len(parts[0].values) == 1:
        parts += [_measure_apart(name, size, folder) for _ in range(_TIMES - 1)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return Measured(
        [value for part in known for value in part.values],
        [value for part in known for value in part.floor],
        known[-1].notes,
    )


def _measure_apart(name: str, size: Size, folder: str) -> Measured | None:
    """Measure one figure in a process of its own; None when that fails, which is said."""
    sys.stderr.write(f"bench: {name} ...\n")
    command = [sys.executable, "-m", "tests.bench", "--one", name, "--folder", folder]
    command += ["--small"] if size is Size.SMALL else []
    # The same everywhere, and without a screen too.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603  # our own module
        command,
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(f"bench: {name} could not be measured.\n")
        return None
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def _table(figures: list[Figure], told: dict[str, Measured | None]) -> list[str]:
    rows = [_COLUMNS, *(_row(figure, told[figure.name]) for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if place in {0, 1, len(row) - 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * len(max(lines, key=len)))
    explained = [f"{each.name}: {each.what}; floor: {each.floor}" for each in figures]
    return [*lines, "", *explained]


def _row(figure: Figure, measured: Measured | None) -> tuple[str, ...]:
    if measured is None:
        return (figure.name, figure.unit, "failed", "", "", "", "", figure.reach)
    told = summary(measured)
    return (
        figure.name,
        figure.unit,
        _number(told.median),
        _number(told.p99),
        f"{told.spread:.0%}",
        "" if told.floor is None else _number(told.floor),
        "" if told.ratio is None else f"{told.ratio:.2f}",
        figure.reach,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _line(figure: Figure, measured: Measured | None) -> str:
    facts: dict[str, Any] = {"figure": figure.name, "unit": figure.unit}
    if measured is None:
        return json.dumps({**facts, "failed": True})
    facts |= asdict(summary(measured))
    return json.dumps({**facts, "samples": len(measured.values), "notes": measured.notes})


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
