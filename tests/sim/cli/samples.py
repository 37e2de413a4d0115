"""Finds documents of a wanted kind on the practice servers, each given out once."""

from typing import Any

from tests.sim.cli.driver import CommandLine

_used: set[tuple[str, int]] = set()


EVER = "2020-01-01..2027-12-31"


def rows(cli: CommandLine, words: str = "") -> list[dict[str, Any]]:
    """What a preview says of all years."""
    return cli(f"charge --period {EVER} --preview {words}").of("row")


def unused(cli: CommandLine, words: str = "--account card", reason: str = "") -> dict[str, Any]:
    """A row with that reason for being left out, or an eligible one, that no test had."""
    for row in rows(cli, words):
        key = (cli.practice.splynx_url, row["document"]["id"])
        fits = row["reason"].startswith(reason) and bool(row["reason"]) is bool(reason)
        if fits and key not in _used:
            _used.add(key)
            return row
    raise AssertionError(f"the practice servers have no more rows: {words} {reason}")


def several(cli: CommandLine, count: int) -> str:
    """The filter for so many documents of `unused`: how many a month holds goes by the day."""
    numbers = [unused(cli)["document"]["number"] for _ in range(count)]
    return f"--period {EVER} --number {','.join(numbers)} --account card"


def listed(cli: CommandLine, words: str) -> dict[str, Any]:
    """The first document of a list."""
    return cli(f"invoices {words}").of("document")[0]
