"""Charges as a file: all of them, as the history tells them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import unused


def flat(attempt: dict[str, Any]) -> dict[str, str]:
    """An attempt object as a row of a table must hold it."""
    values: dict[str, str] = {}
    for name, value in attempt.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for part, one in parts:
            key = f"{name}_{part}" if part else name
            values[key] = {True: "yes", False: "no", None: ""}.get(one, str(one))
    return values


def test_charges_are_saved_as_the_history_tells_them(cli: CommandLine, tmp_path: Path) -> None:
    for _ in range(2):
        cli(f"pay --invoice-id {unused(cli)['document']['id']} --yes")
    told = cli("history").of("attempt")
    for attempt in told:
        del attempt["event"]
    saved = cli(f"export {tmp_path}/a.json")
    assert (saved.code, saved.last["count"]) == (0, len(told))
    assert saved.last["file"] == f"{tmp_path}/a.json"
    found = json.loads((tmp_path / "a.json").read_bytes())
    assert [one.pop("created_local")[:4] for one in found] == ["2026"] * len(told)
    assert found == told
    assert cli(f"export {tmp_path}/a.csv").code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        del line["created_local"]
    assert lines == [flat(one) for one in told]
    number = told[0]["document"]["number"]
    one = cli(f"export {tmp_path}/one.xlsx --number {number}")
    assert (one.code, one.last["count"]) == (0, 1)
    assert cli(f"export {tmp_path}/none.csv --documents proformas").last["count"] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("export {}/a.txt", "ends in"),
        ("export {}/none/a.csv", "no folder"),
        ("export {}/a.csv --status paid", "cannot be filtered"),
        ("export", "required"),
    ],
)
def test_a_wrong_wish_is_refused(
    cli: CommandLine, tmp_path: Path, words: str, sentence: str
) -> None:
    done = cli(words.format(tmp_path))
    assert done.code == 2
    assert sentence in done.message
    assert list(tmp_path.glob("a.*")) == []
