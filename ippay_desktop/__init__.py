"""IPpay Desktop charges an internet provider's Splynx customers through IPpay."""

import sys
from pathlib import Path

__version__ = "0.1.0"


def resource_path(*parts: str) -> Path:
    """The path of a file that ships with the program, such as an icon.

    The files live in `resources/` at the top of the repository, beside this package; a packaged
    program carries them in `share/ippay-desktop/resources/` under its own prefix. Nothing is
    opened, and the result is not checked to exist. Never blocks noticeably; any thread.

    Args:
        *parts: The path below the resources folder, a part each: `"icons", "app.svg"`.
    """
    beside = Path(__file__).resolve().parent.parent / "resources"
    packaged = Path(sys.prefix) / "share" / "ippay-desktop" / "resources"
    return (beside if beside.is_dir() else packaged).joinpath(*parts)
