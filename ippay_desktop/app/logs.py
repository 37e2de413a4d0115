"""The log: a rotating file under the data folder, with nothing secret in it."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from typing_extensions import override

from ippay_desktop.adapters.redact import RedactingFilter

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

    from ippay_desktop.domain.secret import SecretText

FOLDER = "logs"
FILE_NAME = "ippay-desktop.log"
_LARGEST_BYTES = 2 * 2**20
_KEPT_FILES = 5
_OWN_FIELDS = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {
    "message",
    "asctime",
}
# Whatever a library logs goes through the filter too, but its chatter stays out.
_PACKAGE = "ippay_desktop"


class _PrivateFile(RotatingFileHandler):
    """A log file that only this user may read."""

    @override
    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding="utf-8")


class _Line(logging.Formatter):
    """Time in UTC, level, name, message, then the extra fields as name=value."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        extra = [
            f"{name}={value}" for name, value in vars(record).items() if name not in _OWN_FIELDS
        ]
        return " ".join((super().formatMessage(record), *extra))


class LogBook:
    """The log of one data folder, from `start` to `stop`."""

    def __init__(self, data_dir: Path, *, is_verbose: bool = False) -> None:
        self._folder = data_dir / FOLDER
        self._level = logging.DEBUG if is_verbose else logging.INFO
        self._filter = RedactingFilter()
        self._handler: logging.Handler | None = None
        self._previous_level = logging.NOTSET

    def hide(self, secret: SecretText) -> None:
        """Keep one more known secret out of the log."""
        self._filter.add(secret)

    def start(self) -> None:
        """Begin to log; a log that cannot be written never stops the program."""
        # A full disk must not print tracebacks at staff for every line.
        logging.raiseExceptions = False
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            handler = _PrivateFile(
                self._folder / FILE_NAME,
                maxBytes=_LARGEST_BYTES,
                backupCount=_KEPT_FILES,
                encoding="utf-8",
            )
            handler.setFormatter(_Line("%(asctime)s %(levelname)s %(name)s %(message)s"))
            handler.addFilter(self._filter)
            logging.getLogger().addHandler(handler)
            self._handler = handler
        logger = logging.getLogger(_PACKAGE)
        self._previous_level = logger.level
        logger.setLevel(self._level)
        if self._handler is None:
            # Without any handler the library would write warnings to standard error.
            self._handler = logging.NullHandler()
            logging.getLogger().addHandler(self._handler)

    def stop(self) -> None:
        """Close the file; fine when it was not started."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            with suppress(OSError):
                self._handler.close()
            self._handler = None
            logging.getLogger(_PACKAGE).setLevel(self._previous_level)
