"""Runs commands in this process or as processes of their own, and reads what they print."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ippay_desktop.__main__ import main
from tests.support import keyring_backend
from tests.support.practice import PracticeServers

ROOT = Path(__file__).resolve().parents[3]
# Evidence comes at once on practice servers; waiting for it would only slow the tests down.
QUICK = (
    "--enquiry-delays=0.1,0.2 --approved-recheck=0.2 --recording-delays=0.1,0.1 "
    "--not-found-hold=1 --gateway-timeout=5"
)


@dataclass(frozen=True)
class Result:
    """What a command left.

    Attributes:
        events: The objects on standard output; each line was one.
    """

    code: int
    events: list[dict[str, Any]]
    stderr: str

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]

    @property
    def message(self) -> str:
        """The sentence of the error line, which must be the last line and one line."""
        assert self.last["event"] == "error", self.events
        message = str(self.last["message"])
        assert message
        assert "\n" not in message
        assert "Traceback" not in self.stderr
        return message

    def of(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.events if line["event"] == event]


def read_result(code: int, stdout: str, stderr: str) -> Result:
    """Parse the lines; there is a last one, and it is a summary or an error."""
    events = [json.loads(line) for line in stdout.splitlines()]
    assert events, stderr
    assert events[-1]["event"] in {"summary", "error"}
    assert "Traceback" not in stderr
    return Result(code, events, stderr)


@dataclass
class CommandLine:
    """Commands on one data folder; `--json` unless told otherwise.

    Attributes:
        secrets: What `profile set` gets on standard input, for `connect`.
    """

    practice: PracticeServers
    data_dir: Path
    keyring_file: Path
    set_stdin: Callable[[str], None]
    secrets: dict[str, Any] = field(default_factory=dict)

    def __call__(self, words: str, *more: str, stdin: str = "") -> Result:
        """Run in this process: faster, and with the keyring in memory."""
        stdout, stderr = io.StringIO(), io.StringIO()
        self.set_stdin(stdin)
        with redirect_stdout(stdout), redirect_stderr(stderr):
            code = main(["--json", "--data-dir", str(self.data_dir), *words.split(), *more])
        return read_result(code, stdout.getvalue(), stderr.getvalue())

    def people(self, words: str, *more: str) -> tuple[int, str, str]:
        """As a call, without --json: exit code, standard output, standard error."""
        stdout, stderr = io.StringIO(), io.StringIO()
        self.set_stdin("")
        with redirect_stdout(stdout), redirect_stderr(stderr):
            code = main(["--data-dir", str(self.data_dir), *words.split(), *more])
        return code, stdout.getvalue(), stderr.getvalue()

    def start(self, words: str, **options: Any) -> "subprocess.Popen[str]":
        """Start a process of its own, with a keyring in a file."""
        command = [sys.executable, "-m", "ippay_desktop", "--json"]
        return subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--data-dir", str(self.data_dir), *words.split()],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **options,
        )

    def process(self, words: str, stdin: str = "", **options: Any) -> Result:
        """Run as a process of its own, to its end."""
        with self.start(words, **options) as process:
            stdout, stderr = process.communicate(stdin, timeout=100)
        return read_result(process.returncode, stdout, stderr)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            keyring_backend.FILE_VARIABLE: str(self.keyring_file),
        }

    def profile_words(self, name: str = "practice", **changes: str) -> str:
        """The words of `profile set` that connect to the practice servers."""
        practice = self.practice
        options = {
            "splynx_url": practice.splynx_url,
            "splynx_api_key": practice.splynx_api_key,
            "ippay_url": practice.ippay_url,
            "terminal_id": practice.terminal_id,
            "ach_terminal_id": practice.ach_terminal_id,
            "splynx_timezone": practice.splynx_timezone,
            **changes,
        }
        words = [f"--{option.replace('_', '-')}={value}" for option, value in options.items()]
        return f"profile set {name} {' '.join(words)} {QUICK} --secrets-stdin"

    def secrets_text(self, **changes: str) -> str:
        return json.dumps(
            {"splynx_api_secret": self.practice.splynx_api_secret, **self.secrets, **changes}
        )

    def connect(self, *, as_process: bool = False, **changes: str) -> None:
        """Make the profile and check it once."""
        run = self.process if as_process else self
        made = run(self.profile_words(**changes), stdin=self.secrets_text())
        assert made.code == 0, made.stderr
        checked = run("check")
        assert checked.code == 0, checked.events

    def sent(self, since: int = 0) -> list[dict[str, Any]]:
        """The charges that reached the gateway, by its own request log."""
        found = self.practice.requests_since(since)["requests"]
        return [
            one for one in found if one["server"] == "ippay" and one["type"] in {"SALE", "CHECK"}
        ]

    def mark(self) -> int:
        """The number of the last request so far."""
        return int(self.practice.requests_since(10**9)["last"])
