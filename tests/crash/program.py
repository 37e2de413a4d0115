"""The real program, with the one addition that it kills itself at a named step.

Started once, it loads the program and then makes a process of its own for each command it is told:
a line of JSON on standard input for each, and the command's exit code in a line on standard output.
Nothing of the program is replaced: methods of its real adapters are wrapped.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import sys
from typing import TYPE_CHECKING, Any

from ippay_desktop import cli
from ippay_desktop.__main__ import main
from tests.crash.failpoints import WATCHED, names_of
from tests.crash.victim import Killer

if TYPE_CHECKING:
    from collections.abc import Callable


def watch(killer: Killer, names: frozenset[str] = frozenset()) -> None:
    """Tell the killer before and after each step; only of the document with these names, if any."""
    for (owner, name), step_of in WATCHED.items():
        method = getattr(owner, name)

        def call(
            *args: Any,
            _method: Callable[..., Any] = method,
            _step_of: Callable[..., str] = step_of,
            _name: str = name,
            **kwargs: Any,
        ) -> Any:
            step = _step_of(*args, **kwargs)
            # What is done to others is not looked up: only the wanted step costs a question.
            is_it = killer.is_about(step) and (not names or names & names_of(_name, args))
            if is_it:
                killer.reach(f"before:{step}")
            result = _method(*args, **kwargs)
            if is_it:
                killer.reach(f"after:{step}")
            return result

        setattr(owner, name, functools.wraps(method)(call))


def carry_out(task: dict[str, Any]) -> int:
    """In a process of its own: the program's command, with its own files and environment."""
    os.environ.clear()
    os.environ.update(task["environment"])
    output = os.open(task["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for old, new in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(old, new)
    watch(Killer(task["step"], task.get("nth", 1)), frozenset(task.get("names", ())))
    code = main(task["words"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def load() -> None:
    """All that the commands load when they begin."""
    for module in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}."):
        importlib.import_module(module.name)
    importlib.import_module("ippay_desktop.app.station")


def serve() -> None:
    """Carry out one command after the other, until standard input ends."""
    load()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(carry_out(json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
