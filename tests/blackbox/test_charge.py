"""From the search to the answer by keys alone, read back in the words of the accessibility tree."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.blackbox.screen import FOCUSED, Screen, ScreenReader
from tests.sim.cli.conftest import bare, practice, practice_servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sim.cli.driver import CommandLine

__all__ = ["bare", "practice", "practice_servers"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and AT-SPI are Linux's"),
]


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen() as made:
        yield made


@pytest.fixture
def row(bare: CommandLine) -> dict[str, Any]:
    """An invoice that can be charged to the customer's card."""
    bare.connect(as_process=True)
    words = "charge --period 2020-01-01..2027-12-31 --preview --account card"
    rows = bare.process(words).of("row")
    return next(one for one in rows if not one["reason"])


@pytest.fixture
def reader(bare: CommandLine, screen: Screen, row: dict[str, Any]) -> Iterator[ScreenReader]:
    """The program on the screen, and who reads it out."""
    del row
    command = [sys.executable, "-m", "ippay_desktop", "--data-dir", str(bare.data_dir)]
    with subprocess.Popen(  # noqa: S603  # our own program
        command,
        env={**bare.environment(), **screen.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        reader = ScreenReader(screen, program)
        try:
            yield reader
        finally:
            reader.close()
            program.terminate()
            assert program.communicate(timeout=60) == ("", "")
    assert program.returncode == 0


def test_a_customer_is_found_charged_and_answered_by_keys_alone(
    bare: CommandLine, screen: Screen, reader: ScreenReader, row: dict[str, Any]
) -> None:
    number = row["document"]["number"]
    reader.until("radio button", "Today")
    assert reader.nameless() == []
    screen.press("ctrl+k")
    field = reader.until("text", "Search everything")
    reader.wait("the focus in the search", lambda: FOCUSED in field.states)
    screen.type(number)
    hits = reader.until("list", "")
    reader.wait("the hit", lambda: any(number in one.name for one in hits.children))
    screen.press("Return")
    reader.until("label", row["customer_name"])
    table = reader.until("table", "Documents")
    reader.wait("the document's row", lambda: table.line_with(f"Number: {number}"))
    assert reader.nameless() == []
    screen.press("p")
    reader.until("label", "Pay invoice")
    commit = reader.until("push button", "Charge $")
    safe = reader.until("push button", "Cancel")
    reader.wait("Cancel to have the focus", lambda: FOCUSED in safe.states)
    assert reader.nameless() == []
    screen.press("Tab")
    reader.wait("the focus on the button with the amount", lambda: FOCUSED in commit.states)
    # Enter alone moves no money.
    screen.press("Return")
    assert commit.name.startswith("Charge $")
    assert bare.sent() == []
    screen.press("space")
    reader.until("label", "Money taken: yes")
    reader.until("label", "Paid")
    assert reader.nameless() == []
    screen.press("Escape")
    reader.wait("the row to say so", lambda: "State: Paid" in table.line_with(f"Number: {number}"))
    audit = bare.practice.control("GET", "/books/audit")
    assert [order["approved_debits"] for order in audit.pop("orders").values()] == [1]
    assert not any(audit.values()), audit
