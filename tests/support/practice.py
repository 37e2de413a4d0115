"""Practice servers for tests: started as a process of their own, steered from outside."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import requests

_ROOT = Path(__file__).resolve().parents[2]
_START_LIMIT_S = 90


class PracticeServers:
    """Starts the sandbox in a process and offers its announcement as attributes.

    ``PracticeServers(customers=50, invoices=200, tls=True)``; further keywords become options of
    the command line (``latency_ms=30`` is ``--latency-ms 30``). Use it as a context manager.

    Attributes:
        announcement: The announced JSON object; each of its keys is an attribute too.
        state: The folder with the sandbox's state.
        process: The running process.
    """

    announcement: dict[str, Any]
    process: subprocess.Popen[bytes]

    def __init__(self, *, state: Path | None = None, **options: Any) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="practice-") if state is None else None
        self.state = state or Path(self._temporary.name if self._temporary else "")
        self._options = options
        self._session = requests.Session()
        self._session.trust_env = False
        self._log_file = self.state / "sandbox.log"

    def __enter__(self) -> "PracticeServers":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        announcement = self.__dict__.get("announcement", {})
        if name in announcement:
            return announcement[name]
        raise AttributeError(name)

    def start(self) -> None:
        """Start the process and wait for its announcement."""
        self.state.mkdir(parents=True, exist_ok=True)
        file = self.state / "announce.json"
        file.unlink(missing_ok=True)
        words = ["--announce", str(file), "--state", str(self.state / "data")]
        words += ["--parent-pid", str(os.getpid()), "--log-requests"]
        for name, value in self._options.items():
            option = f"--{name.replace('_', '-')}"
            if value is True:
                words.append(option)
            elif value not in {None, False}:
                words += [option, str(value)]
        with self._log_file.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "ippay_desktop.sandbox", *words],
                cwd=_ROOT,
                stdout=log,
                stderr=log,
            )
        self.announcement = self._wait_for(file)

    def stop(self) -> None:
        """End the process in order."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def kill(self) -> None:
        """End the process like a power cut."""
        self.process.kill()
        self.process.wait(30)

    def restart(self) -> None:
        """Start again on the same state and the same ports, killing what still runs."""
        if self.process.poll() is None:
            self.kill()
        for name, key in (
            ("port_splynx", "splynx_url"),
            ("port_ippay", "ippay_url"),
            ("port_reports", "report_url"),
            ("port_control", "control_url"),
        ):
            self._options[name] = self.announcement[key].split(":")[2].split("/")[0]
        self._session.close()
        self.start()

    def close(self) -> None:
        """End the process and remove its temporary state."""
        self._session.close()
        self.stop()
        if self._temporary is not None:
            self._temporary.cleanup()

    def control(self, method: str, path: str, json: Any = None) -> Any:
        """Send a control request and return the answer; a refusal raises ValueError."""
        url = self.announcement["control_url"] + path
        answer = self._session.request(method, url, json=json, timeout=60)
        body = answer.json()
        if answer.status_code != 200:
            raise ValueError(body.get("error", answer.status_code))
        return body

    def faults(self, rules: list[dict[str, Any]]) -> list[int]:
        """Replace the fault plan by these rules (in order) and return their ids."""
        self.control("DELETE", "/faults")
        return list(self.control("POST", "/faults", rules)["ids"]) if rules else []

    def switches(self, **servers: dict[str, Any]) -> None:
        """Set switches: ``switches(splynx={"ids_as_strings": "on"})``."""
        self.control("POST", "/switches", servers)

    def terminal(self, terminal_id: str | None = None, **options: Any) -> None:
        """Set options of one gateway terminal (the card terminal by default)."""
        name = terminal_id or self.announcement["terminal_id"]
        self.control("POST", "/ippay/terminal", {"terminal_id": name, **options})

    def books_ippay(self) -> dict[str, Any]:
        """Return the gateway's true books."""
        return dict(self.control("GET", "/books/ippay"))

    def books_splynx(self, customer_id: int | None = None, *, only_open: bool = False) -> Any:
        """Return Splynx's true books."""
        words = [f"customer_id={customer_id}"] if customer_id is not None else []
        words += ["open=1"] if only_open else []
        return self.control("GET", "/books/splynx?" + "&".join(words))

    def audit(self) -> dict[str, Any]:
        """Return the independent cross-check of both books."""
        return dict(self.control("GET", "/books/audit"))

    def requests_since(self, number: int = 0) -> dict[str, Any]:
        """Return ``{"requests": [...], "last": n, "counters": {...}}`` of the wire log."""
        return dict(self.control("GET", f"/requests?since={number}"))

    def advance(self, seconds: float | str) -> None:
        """Move the simulated clock forward."""
        self.control("POST", "/clock", {"advance_s": str(seconds)})

    def listener(self, server: str, *, up: bool) -> None:
        """Let a server refuse connections, or listen again."""
        self.control("POST", "/listener", {"server": server, "up": up})

    def log(self) -> str:
        """Return what the sandbox wrote to its log so far."""
        return self._log_file.read_text(encoding="utf-8", errors="replace")

    def _wait_for(self, file: Path) -> dict[str, Any]:
        limit = time.monotonic() + _START_LIMIT_S
        pause = threading.Event()
        while not file.exists():
            if self.process.poll() is not None:
                raise RuntimeError(f"the sandbox ended: {self.log()[-2000:]}")
            if time.monotonic() > limit:
                self.kill()
                raise RuntimeError("the sandbox did not announce itself")
            pause.wait(0.02)
        return dict(json.loads(file.read_text(encoding="utf-8")))
