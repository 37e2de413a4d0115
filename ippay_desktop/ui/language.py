"""Which language the window speaks, and whose habits its figures and dates follow.

The language decides the words; the territory of the system's locale decides figures, dates and
money, as a Spaniard who works in English still writes 1.264,50.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import platformdirs
import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QGuiApplication

from ippay_desktop import resource_path

# Contexts of the translation files: the words of the window itself, and sentences of the core.
CONTEXT = "ippay"
CORE = "core"
_log = logging.getLogger(__name__)
_COMPILE_S = 30
_OWNER = "language"
_numbers = itertools.count(1)


class Language(StrEnum):
    """What can be chosen in Settings; every language but English needs its `.ts` file."""

    SYSTEM = "system"
    ENGLISH = "en"
    SPANISH = "es"


# Each in its own words: whoever looks for a language reads that one.
OWN_NAMES = {Language.ENGLISH: "English", Language.SPANISH: "Español"}


class Words(QObject):
    """The translators of one application; found again through it, replaced as a whole."""

    def __init__(self, app: QCoreApplication, chosen: Language, code: str) -> None:
        super().__init__(app)
        self.setObjectName(_OWNER)
        self.chosen = chosen
        self.code = code
        self.number = next(_numbers)
        self._translators: list[QTranslator] = []

    def put_in(self, files: list[Path]) -> None:
        """Install compiled translations, the most important last.

        Raises:
            OSError: a file cannot be read as a translation.
        """
        for file in files:
            translator = QTranslator(self)
            if not translator.load(str(file)):
                raise OSError(f"{file.name} is no compiled translation.")
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)

    def take_out(self) -> None:
        """Leave nothing behind."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self.setParent(None)
        self.deleteLater()


def install(app: QCoreApplication, chosen: Language = Language.SYSTEM) -> None:
    """Speak a language from now on; what was built before keeps its words.

    Reads two small files, and compiles the translation when it changed. Window's thread, before
    the window is made. A translation that cannot be used is logged, and English is spoken.
    """
    system = QLocale.system()
    code = _code(chosen, system)
    try:
        files = [] if code == Language.ENGLISH else [_qt_words(code), compiled(source(code))]
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("translation_not_used language=%s error=%s", code, type(error).__name__)
        code, files = str(Language.ENGLISH), []
    speak(app, chosen, code, files, locale_for(code, system))


def speak(
    app: QCoreApplication, chosen: Language, code: str, files: list[Path], locale: QLocale
) -> None:
    """Put words and habits on; `install` finds them, tests bring their own."""
    before = app.findChild(Words, _OWNER)
    if before is not None:
        before.take_out()
    QLocale.setDefault(locale)
    Words(app, chosen, code).put_in(files)
    QGuiApplication.setLayoutDirection(locale.textDirection())


def spoken() -> str:
    """The code of the language that is on; "en" before anything was installed."""
    words = _words()
    return words.code if words is not None else str(Language.ENGLISH)


def which() -> tuple[int, str]:
    """Tells what was translated before a change of words or habits from what is after it."""
    words = _words()
    return (words.number if words is not None else 0), QLocale().name()


def _words() -> Words | None:
    app = QCoreApplication.instance()
    return app.findChild(Words, _OWNER) if app is not None else None


def source(code: str) -> Path:
    """Where the sentences of a language are kept."""
    return resource_path("translations", f"ippay_{code}.ts")


def locale_for(code: str, system: QLocale) -> QLocale:
    """The words' language with the system's territory; without territory, no territory's habits."""
    if system.name() == "C":
        # LANG=C says nothing about where we are: ISO dates and 1,264.50, or Spain's for Spanish.
        return QLocale.c() if code == Language.ENGLISH else QLocale(code)
    if QLocale(code).language() == system.language():
        return system
    return QLocale(QLocale(code).language(), system.territory())


def _code(chosen: Language, system: QLocale) -> str:
    if chosen is not Language.SYSTEM:
        return chosen.value
    for wished in system.uiLanguages():
        code = wished.partition("-")[0]
        if code in OWN_NAMES:
            return code
    return Language.ENGLISH.value


def _qt_words(code: str) -> Path:
    """Qt's own standard buttons and menus."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return Path(folder) / f"qtbase_{code}.qm"


def compiled(words: Path) -> Path:
    """The compiled form of a `.ts` file: the one beside it, or one made now and kept.

    A package carries the compiled file beside its source. In a clone there is none, so that no
    binary is merged; it is made when its source changed, under a name that says from what.

    Raises:
        OSError, subprocess.SubprocessError: it cannot be read or compiled.
    """
    shipped = words.with_suffix(".qm")
    if shipped.is_file():
        return shipped
    digest = hashlib.sha256(words.read_bytes()).hexdigest()[:16]
    folder = platformdirs.user_cache_path("ippay-desktop", appauthor=False) / "translations"
    made = folder / f"{words.stem}-{digest}.qm"
    if not made.is_file():
        compile_to(words, made)
    return made


def compile_to(words: Path, target: Path) -> None:
    """Run Qt's own compiler. Blocks for some hundredths of a second.

    Raises:
        OSError, subprocess.SubprocessError: it is missing or refuses.
    """
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    program = Path(PySide6.__file__).parent / name
    target.parent.mkdir(parents=True, exist_ok=True)
    # Finished under another name first: two windows may start at one moment.
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    command = [str(program), "-silent", "-removeidentical", str(words), "-qm", str(draft)]
    subprocess.run(command, check=True, capture_output=True, timeout=_COMPILE_S)  # noqa: S603  # fixed words
    draft.replace(target)
