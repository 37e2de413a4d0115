"""Search for an answer that breaks a reader, led by the code it reaches.

    python -m tests.security.fuzz xml 60        a minute on IPpay's XML; json: Splynx's JSON

Needs atheris, which is for Linux only and in no lock: `pip install atheris`. What it finds new
stays in `tests/security/corpus/`, whose every file a test reads again.
"""

from __future__ import annotations

import sys
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_LONGEST_BYTES = 4096
_USAGE = 2


def main(words: list[str]) -> int:
    """Run until the time is up or something breaks; the exit code is 2 when it cannot run."""
    kind, seconds = (*words, "60")[:2] if words else ("", "60")
    if kind not in {"xml", "json"} or not seconds.isdecimal():
        print(__doc__, file=sys.stderr)  # noqa: T201  # a command
        return _USAGE
    try:
        import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError:
        print("atheris is not installed: pip install atheris (Linux only)", file=sys.stderr)  # noqa: T201
        return _USAGE
    with atheris.instrument_imports(include=["ippay_desktop.adapters"]):
        from tests.security.parsers import READERS  # noqa: PLC0415
    options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST_BYTES}", "-rss_limit_mb=1024"]
    atheris.Setup([sys.argv[0], *options, str(CORPUS / kind)], READERS[kind])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
