"""Worlds for the real program, and what the gateway's own books hold in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sim.cli.driver import CommandLine
    from tests.support.practice import PracticeServers

# The rows of a run that is killed, and the one within at which it is.
ROWS, MIDDLE = 50, 25
# What the gateway's books call a debit that moved money.
LIVE = {"CAPTURED", "SETTLED", "QUEUED", "ACH_SETTLED"}


def fresh_world(servers: PracticeServers) -> None:
    """The population as it was, at a gateway that approves."""
    servers.control("POST", "/reset")
    for terminal in (servers.terminal_id, servers.ach_terminal_id):
        servers.terminal(terminal, penny_rule=False)


def gateway_books(program: CommandLine) -> list[dict[str, Any]]:
    """All that the gateway processed."""
    return list(program.practice.books_ippay()["transactions"])


def debits_of(program: CommandLine, number: str) -> list[dict[str, Any]]:
    """What the gateway took for one document and did not give back."""
    return [
        entry
        for entry in gateway_books(program)
        if entry["order_number"] == number and entry["status"] in LIVE
    ]
