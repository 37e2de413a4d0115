"""The announcement: everything a client needs to connect to the practice servers."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path


def announce(facts: Mapping[str, object], file: Path | None) -> None:
    """Write the announcement to a file, or as one line to standard output.

    The file appears complete or not at all, and only its owner may read it: it holds secrets.
    """
    text = json.dumps(facts) + "\n"
    if file is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    draft.replace(file)
