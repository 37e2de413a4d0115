"""The practice servers' command line."""

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

CARD_TERMINAL = "TESTTERMINAL"
BANK_TERMINAL = "TESTACH00001"


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """How to start the practice servers; ports 0 mean any free one.

    Attributes:
        state: Folder that keeps everything; None for a temporary one.
        latency_ms: Real milliseconds that every answer of the vendors' servers takes longer.
        parent_pid: The sandbox stops by itself when this process is gone.
    """

    port_splynx: int = 0
    port_ippay: int = 0
    port_reports: int = 0
    port_control: int = 0
    tls: bool = False
    customers: int = 400
    invoices: int = 1500
    seed: int = 1
    latency_ms: int = 0
    state: Path | None = None
    announce: Path | None = None
    parent_pid: int | None = None
    password: str = dataclasses.field(default="", repr=False)
    timezone: str = "America/Denver"
    log_requests: bool = False


def parse(argv: Sequence[str]) -> Options:
    """Return the options of a command line; wrong usage exits with status 2."""
    parser = argparse.ArgumentParser(
        prog="ippay-desktop sandbox",
        description="Practice servers on this computer: Splynx, IPpay, its reports, and a control "
        "port. Nothing here is reachable from outside and no real money moves.",
    )
    for name in ("splynx", "ippay", "reports", "control"):
        parser.add_argument(f"--port-{name}", type=_port, default=0, metavar="P")
    parser.add_argument("--tls", action="store_true", help="serve https with a test authority")
    parser.add_argument("--customers", type=_count, default=400, metavar="N")
    parser.add_argument("--invoices", type=_count, default=1500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--latency-ms", type=_count, default=0, metavar="L")
    parser.add_argument("--state", type=Path, metavar="DIR", help="keep everything in this folder")
    parser.add_argument("--announce", type=Path, metavar="FILE", help="write the addresses here")
    parser.add_argument("--parent-pid", type=int, metavar="PID", help="stop when PID is gone")
    parser.add_argument("--password", default="", help="password of the gateway's terminals")
    parser.add_argument("--timezone", default="America/Denver", help="zone of the practice Splynx")
    parser.add_argument("--log-requests", action="store_true", help="a line per request, masked")
    parser.add_argument("--host", type=_loopback, default="127.0.0.1", help=argparse.SUPPRESS)
    given = vars(parser.parse_args(argv))
    given.pop("host")
    return Options(**given)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("0 or more")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:  # noqa: PLR2004 - the largest port
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return number


def _loopback(text: str) -> str:
    if text != "127.0.0.1":
        raise argparse.ArgumentTypeError("the practice servers stay on 127.0.0.1")
    return text
