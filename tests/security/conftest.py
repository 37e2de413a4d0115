"""The program on practice servers of their own, as the command-line tests have it."""

from tests.sim.cli.conftest import bare, cli, practice, practice_servers
from tests.unit.transport.conftest import make_transport

__all__ = ["bare", "cli", "make_transport", "practice", "practice_servers"]
