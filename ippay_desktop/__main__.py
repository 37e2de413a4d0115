"""Entry point of ``python -m ippay_desktop`` and of the command ``ippay-desktop``."""

from __future__ import annotations

import sys

# `python -m` would look for every library in the folder it was typed in, before all others: a
# `requests.py` among downloads would be ours. So first of all, before anything else is loaded.
if __name__ == "__main__" and not sys.flags.safe_path and sys.path:
    del sys.path[0]

from typing import TYPE_CHECKING

from ippay_desktop.adapters.process_guard import guard_process

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; blocks.

    Args:
        argv: The words behind the program's name; None takes the process's own.

    Returns:
        The exit code.
    """
    # Before anything else is loaded, let alone a secret read.
    guard_process()
    from ippay_desktop.app.main import main as start  # noqa: PLC0415

    return start(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
