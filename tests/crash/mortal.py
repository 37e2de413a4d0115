"""The real program as something that can be killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from tests.sim.cli.driver import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sim.cli.driver import CommandLine

_LIMIT_S = 100


class Mortal:
    """The program, loaded once; each command is a process of its own that may kill itself.

    A process is forked rather than started because loading takes far longer than most deaths do.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def close(self) -> None:
        """End the process that was loaded."""
        if self._process is not None:
            self._process.communicate(timeout=_LIMIT_S)

    def _started(self, environment: dict[str, str]) -> subprocess.Popen[str]:
        """Loaded with the first command, in the environment that a test gives its processes."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.program"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def run(
        self,
        program: CommandLine,
        words: Iterable[str],
        step: str,
        *,
        nth: int = 1,
        names: Iterable[str] = (),
    ) -> tuple[int, str]:
        """Carry out a command; its exit code, negative for a signal, and what it printed.

        Args:
            words: Of the command, without the program's own options.
            step: Where it kills itself, `before:` or `after:` a step.
            nth: Which time it is reached.
            names: Of the document at which it counts; none for any.
        """
        output = program.data_dir.parent / "mortal-output"
        task = {
            "words": ["--json", "--data-dir", str(program.data_dir), *words],
            "environment": program.environment(),
            "output": str(output),
            "step": step,
            "nth": nth,
            "names": list(names),
        }
        try:
            line = self._told(task, program.environment())
        except BaseException:
            # Out of step with what it was told: no other test may read the answer to this one.
            self._abandon()
            raise
        return int(line), output.read_text(encoding="utf-8")

    def _abandon(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _told(self, task: dict[str, object], environment: dict[str, str]) -> str:
        process = self._started(environment)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(task) + "\n")
        process.stdin.flush()
        watchdog = threading.Timer(_LIMIT_S, process.kill)
        watchdog.start()
        line = process.stdout.readline()
        watchdog.cancel()
        assert line, "it took too long"
        return line

    def die(
        self,
        program: CommandLine,
        words: Iterable[str],
        step: str,
        *,
        nth: int = 1,
        names: Iterable[str] = (),
    ) -> None:
        """As `run`, and it must be killed."""
        code, printed = self.run(program, words, step, nth=nth, names=names)
        assert code == -signal.SIGKILL, printed
