"""The real program, with the one addition that it kills itself at a named step.

`KILL_AT` names the step and `KILL_NTH` which time it is reached; the words after the module's name
are the program's own. Nothing of the program is replaced: methods of its real adapters are wrapped.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Any

from ippay_desktop.__main__ import main
from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.adapters.splynx.client import SplynxClient
from tests.crash.victim import Killer

if TYPE_CHECKING:
    from collections.abc import Callable

_WATCHED: tuple[tuple[type[Any], str, Callable[..., str]], ...] = (
    (SqlJournal, "add_intent", lambda *_: "intent"),
    (SqlJournal, "apply", lambda _journal, _id, change, _at: f"journal:{change.event}"),
    (SqlJournal, "add_run", lambda *_: "run"),
    (SqlJournal, "set_row", lambda *_, **__: "row"),
    (IPpayGateway, "charge", lambda *_: "gateway"),
    (SplynxClient, "record_payment", lambda *_: "payment"),
)


def watch(killer: Killer) -> None:
    for owner, name, step_of in _WATCHED:
        method = getattr(owner, name)

        def call(
            *args: Any,
            _method: Callable[..., Any] = method,
            _step_of: Callable[..., str] = step_of,
            **kwargs: Any,
        ) -> Any:
            step = _step_of(*args, **kwargs)
            killer.reach(f"before:{step}")
            result = _method(*args, **kwargs)
            killer.reach(f"after:{step}")
            return result

        setattr(owner, name, functools.wraps(method)(call))


if __name__ == "__main__":
    watch(Killer(os.environ["KILL_AT"], int(os.environ.get("KILL_NTH", "1"))))
    sys.exit(main(sys.argv[1:]))
