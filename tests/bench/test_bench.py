"""The bench tells its figures, in a table and as JSON lines, and what it could not measure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.frame import Bench, Figure, Measured, Size, percentile, summary

ROOT = Path(__file__).resolve().parents[2]


def test_a_figure_is_told_beside_its_floor() -> None:
    done = subprocess.run(  # our own module
        [sys.executable, "-m", "tests.bench", "--small", "--only", "journal-steps-16"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("journal-steps-16 ")]
    machine, told = (json.loads(line) for line in lines if line.startswith("{"))
    assert machine["size"] == "small"
    assert told["figure"] == "journal-steps-16"
    assert told["samples"] > 1
    assert told["ratio"] == pytest.approx(told["median"] / told["floor"], rel=0.9)


def test_a_figure_that_cannot_be_measured_is_told_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Figure("broken", "nothing", "ms", "nothing", "nothing", lambda _: Measured([]))
    monkeypatch.setattr("tests.bench.__main__.load", lambda: {"broken": broken})
    assert main(["--only", "broken"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert json.loads(told[1]) == {"figure": "broken", "unit": "ms", "failed": True}


def test_a_figure_is_told_before_the_next_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {name: Figure(name, "", "ms", "", "", lambda _: Measured([1.0])) for name in "ab"}
    said: list[int] = []

    def measure(*_: object) -> Measured:
        said.append(capsys.readouterr().out.count('"figure"'))
        return Measured([1.0, 1.0])

    monkeypatch.setattr("tests.bench.__main__.load", lambda: figures)
    monkeypatch.setattr("tests.bench.__main__._measure_apart", measure)
    assert main([]) == 0
    assert said == [0, 1]


def test_an_unknown_figure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "no-such"]) == 2
    assert "journal-steps" in capsys.readouterr().out


def test_samples_boil_down() -> None:
    told = summary(Measured(values=[4, 1, 3, 2, 5], floor=[1, 1, 1, 2, 2]))
    assert (told.median, told.p99, told.floor) == (3, 5, 1)
    assert told.ratio == 2.5
    assert told.spread == pytest.approx(2 / 3)
    assert summary(Measured([7.0])).ratio is None
    assert summary(Measured([6.0, 6.0], [3.0])).ratio == 2
    assert percentile(list(range(1, 101)), 99) == 99


def test_what_is_dear_to_make_is_made_once(tmp_path: Path) -> None:
    bench, made = Bench(Size.SMALL, tmp_path), []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "data").touch()

    assert bench.once("copy", make) == bench.once("copy", make) == tmp_path / "copy"
    assert len(made) == 1
    assert (tmp_path / "copy" / "data").exists()
    assert (bench.size.of(1000), bench.size.of(3), Size.FULL.of(7)) == (100, 1, 7)


def test_a_figure_of_one_sample_is_measured_three_times(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {name: Figure(name, "", "ms", "", "", lambda _: Measured([1.0])) for name in "ab"}
    samples = iter([[1.0], [2.0], [3.0], [4.0, 5.0]])
    monkeypatch.setattr("tests.bench.__main__.load", lambda: figures)
    monkeypatch.setattr(
        "tests.bench.__main__._measure_apart",
        lambda *_: Measured(one := next(samples), [1.0] * len(one)),
    )
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [json.loads(line) for line in lines if line.startswith('{"figure"')]
    assert [one["median"] for one in told] == [2, 4.5]
    assert [one["ratio"] for one in told] == [2, 4.5]
    assert [one["samples"] for one in told] == [3, 2]
