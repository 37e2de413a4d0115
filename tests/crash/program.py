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
from tests.crash.failpoints import WATCHED
from tests.crash.victim import Killer

if TYPE_CHECKING:
    from collections.abc import Callable


def watch(killer: Killer) -> None:
    for (owner, name), step_of in WATCHED.items():
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
