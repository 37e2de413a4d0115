"""What the window remembers between starts, in one small file that may be lost without harm."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.ui.language import Language
from ippay_desktop.ui.mail import (
    LANGUAGES,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    MailTemplate,
)
from ippay_desktop.ui.saved_filters import (
    MOST_FILTERS,
    SavedFilter,
    dump_filter,
    parse_filter,
)
from ippay_desktop.ui.tasks import Lane, TaskScope, until
from ippay_desktop.ui.theme import Appearance

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.tables import FileStore
    from ippay_desktop.ui.tasks import Lanes

FILE_NAME = "window.json"
_log = logging.getLogger(__name__)
_VERSION = 1
_SETTLE_MS = 400
_MOST_MINUTES = 24 * 60
_MOST_BYTES = 256 * 1024
_NARROWEST, _WIDEST, _MOST_COLUMNS = 44, 2000, 64


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table's columns as staff left them, by column number.

    Attributes:
        columns: How many there were; another number means another table, which starts afresh.
        widths: Pixels.
    """

    columns: int
    widths: Mapping[int, int] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Remembered:
    """Everything that is kept; without a file, the defaults.

    Attributes:
        mails: By language; of the others the first template holds.
        mail_language: The one last written in; "" before staff chose one.
        lock_after_minutes: Without a key or the mouse; 0 for never.
        notifies: Whether notices outside the window are wanted.
        keeps_tray: Whether an icon in the system's tray is wanted.
        next_charge_on: The day that staff chose for the next charge; None before they did.
        filters: By page; a page that is missing has those offered at first.
    """

    tables: Mapping[str, TableLook] = field(default_factory=dict)
    mails: Mapping[str, MailTemplate] = field(default_factory=dict)
    mail_language: str = ""
    appearance: Appearance = Appearance.SYSTEM
    filters: Mapping[str, tuple[SavedFilter, ...]] = field(default_factory=dict)
    language: Language = Language.SYSTEM
    lock_after_minutes: int = 10
    notifies: bool = True
    keeps_tray: bool = False
    next_charge_on: date | None = None


class WindowMemory(QObject):
    """Keeps what the window remembers, and writes it a moment after the last change.

    Used on the window's thread; the file is read and written on a worker's.

    Signals:
        loaded: The file was read, or there is none to read.
    """

    loaded = Signal()

    def __init__(
        self, path: Path, files: FileStore, lanes: Lanes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._files = files
        self._lanes = lanes
        self._scope = TaskScope("memory", lanes)
        self.kept = Remembered()
        self._is_dirty = self._is_writing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SETTLE_MS)
        self._pause.timeout.connect(self._write)

    def load(self) -> None:
        """Read the file; `loaded` follows, whatever state it is in."""
        self._scope.read("load", lambda: read(self._path), self._on_loaded, self._on_unreadable)

    def keep(self, kept: Remembered) -> None:
        """Remember something else from now on."""
        if kept != self.kept:
            self.kept, self._is_dirty = kept, True
            self._pause.start()

    def keep_table(self, name: str, look: TableLook) -> None:
        """Remember a table's columns."""
        self.keep(replace(self.kept, tables={**self.kept.tables, name: look}))

    def forget(self) -> None:
        """Remember nothing of what was done so far but how the window looks and speaks."""
        self._pause.stop()
        self._is_dirty = False
        self.kept = Remembered(appearance=self.kept.appearance, language=self.kept.language)

    async def drain(self) -> None:
        """Write what is not written yet; nothing is written afterwards."""
        self._pause.stop()
        await until(lambda: not self._is_writing, "the window's file to be written")
        self._scope.close()
        if self._is_dirty:
            self._is_dirty = False
            kept = self.kept
            try:
                await self._lanes.run(Lane.READ, lambda: write(self._path, kept, self._files))
            except OSError as error:
                self._on_unwritten(error)

    def _write(self) -> None:
        if self._is_writing or not self._is_dirty:
            return
        self._is_writing, self._is_dirty = True, False
        kept = self.kept
        self._scope.read(
            "save",
            lambda: write(self._path, kept, self._files),
            self._on_written,
            self._on_unwritten,
        )

    def _on_loaded(self, kept: Remembered) -> None:
        self.kept = kept
        self.loaded.emit()

    def _on_unreadable(self, _error: Exception) -> None:
        self.loaded.emit()

    def _on_written(self, _nothing: None) -> None:
        self._is_writing = False
        # Changed meanwhile: once more.
        self._write()

    def _on_unwritten(self, error: Exception) -> None:
        self._is_writing = False
        _log.warning("window_memory_not_written error=%s", type(error).__name__)


def read(path: Path) -> Remembered:
    """What a file holds; whatever in it cannot be understood is left out. Blocks; worker only."""
    try:
        with path.open("rb") as file:
            held = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        if not isinstance(error, FileNotFoundError):
            _log.info("window_memory_not_read error=%s", type(error).__name__)
        return Remembered()
    if not isinstance(held, dict) or held.get("version") != _VERSION:
        return Remembered()
    return _parse(held)


def write(path: Path, kept: Remembered, files: FileStore) -> None:
    """Replace the file as a whole, for this user only. Blocks; worker threads only.

    Raises:
        OSError: the disk refuses; the old file is untouched.
    """
    content = json.dumps(_dump(kept), indent=1, sort_keys=True, ensure_ascii=True).encode()
    files.write_private(path, content)


def _dump(kept: Remembered) -> dict[str, object]:
    tables = {
        name: {
            "columns": look.columns,
            "widths": {str(number): width for number, width in look.widths.items()},
            "hidden": sorted(look.hidden),
        }
        for name, look in kept.tables.items()
    }
    mails = {code: {"subject": one.subject, "body": one.body} for code, one in kept.mails.items()}
    return {
        "version": _VERSION,
        "tables": tables,
        "mails": mails,
        "mail_language": kept.mail_language,
        "appearance": kept.appearance.value,
        "lock_after_minutes": kept.lock_after_minutes,
        "filters": {
            page: [dump_filter(one) for one in filters] for page, filters in kept.filters.items()
        },
        "language": kept.language.value,
        "notifies": kept.notifies,
        "keeps_tray": kept.keeps_tray,
        "next_charge_on": kept.next_charge_on.isoformat() if kept.next_charge_on else None,
    }


def _parse(held: dict[str, object]) -> Remembered:
    tables = held.get("tables")
    looks = {}
    for name, one in tables.items() if isinstance(tables, dict) else ():
        look = _parse_look(one)
        if look is not None:
            looks[str(name)] = look
    looked = {one.value: one for one in Appearance}
    spoken = {one.value: one for one in Language}
    language = str(held.get("mail_language"))
    return Remembered(
        looks,
        _parse_mails(held.get("mails")),
        language if language in LANGUAGES else "",
        looked.get(str(held.get("appearance")), Appearance.SYSTEM),
        _parse_filters(held.get("filters")),
        spoken.get(str(held.get("language")), Language.SYSTEM),
        _parse_minutes(held.get("lock_after_minutes")),
        held.get("notifies") is not False,
        held.get("keeps_tray") is True,
        _parse_day(held.get("next_charge_on")),
    )


def _parse_day(held: object) -> date | None:
    try:
        return date.fromisoformat(held) if isinstance(held, str) else None
    except ValueError:
        return None


def _parse_minutes(held: object) -> int:
    """What was kept, or the default for anything odd: a damaged file must not unlock for ever."""
    is_kept = type(held) is int and 0 <= held <= _MOST_MINUTES
    return held if is_kept and isinstance(held, int) else Remembered().lock_after_minutes


def _parse_filters(held: object) -> dict[str, tuple[SavedFilter, ...]]:
    found = {}
    for page, filters in held.items() if isinstance(held, dict) else ():
        if isinstance(filters, list):
            read_back = [parse_filter(one) for one in filters[:MOST_FILTERS]]
            found[str(page)] = tuple(one for one in read_back if one is not None)
    return found


def _parse_mails(held: object) -> dict[str, MailTemplate]:
    found = {}
    for code, one in held.items() if isinstance(held, dict) else ():
        template = _parse_mail(one)
        if template is not None and code in LANGUAGES:
            found[str(code)] = template
    return found


def _parse_mail(held: object) -> MailTemplate | None:
    if not isinstance(held, dict):
        return None
    subject, body = held.get("subject"), held.get("body")
    if not isinstance(subject, str) or not isinstance(body, str):
        return None
    read_back = MailTemplate(subject, body)
    is_short = len(subject) <= LONGEST_SUBJECT and len(body) <= LONGEST_BODY
    return read_back if is_short and not read_back.trouble else None


def _parse_look(held: object) -> TableLook | None:
    if not isinstance(held, dict):
        return None
    columns = _whole(held.get("columns"), 1, _MOST_COLUMNS)
    widths, hidden = held.get("widths"), held.get("hidden")
    if columns is None or not isinstance(widths, dict) or not isinstance(hidden, list):
        return None
    numbers = {str(number): number for number in range(columns)}
    return TableLook(
        columns,
        {
            numbers[key]: whole
            for key, width in widths.items()
            if key in numbers and (whole := _whole(width, _NARROWEST, _WIDEST)) is not None
        },
        frozenset(number for one in hidden if (number := _whole(one, 0, columns - 1)) is not None),
    )


def _whole(value: object, least: int, most: int) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and isinstance(value, int) and least <= value <= most else None
