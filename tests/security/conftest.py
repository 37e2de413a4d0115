"""The program on practice servers of their own, and its window, as other tests have them."""

from tests.gui.conftest import bench, lanes, open_window, qapp, station, window
from tests.sim.cli.conftest import bare, cli, practice, practice_servers
from tests.unit.transport.conftest import make_transport

__all__ = [
    "bare",
    "bench",
    "cli",
    "lanes",
    "make_transport",
    "open_window",
    "practice",
    "practice_servers",
    "qapp",
    "station",
    "window",
]
