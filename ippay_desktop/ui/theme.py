"""The look: tokens for colour, type and spacing in light and dark, and how they are put on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ippay_desktop.domain.mode import Mode


class Tone(StrEnum):
    """What a colour says; never alone, always beside an icon and a word."""

    NEUTRAL = "neutral"
    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    TEAL = "teal"
    AMBER = "amber"
    RED = "red"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class Ink:
    """A tone's text colour, and the tint it is read on."""

    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one scheme, as "#rrggbb".

    Attributes:
        ground: Behind everything.
        surface: Tables, cards and inputs.
        sunken: Table headers and quiet fields.
        side: The navigation.
        accent: Buttons that commit, links and focus.
    """

    is_dark: bool
    ground: str
    surface: str
    sunken: str
    side: str
    line: str
    line_strong: str
    text: str
    dim: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    hover: str
    selected: str
    danger: str
    on_danger: str
    inks: Mapping[Tone, Ink]
    modes: Mapping[Mode, Ink]


LIGHT = Tokens(
    is_dark=False,
    ground="#f4f5f8",
    surface="#ffffff",
    sunken="#f8f9fb",
    side="#eceef3",
    line="#e3e6ec",
    line_strong="#c3c9d4",
    text="#1a2130",
    dim="#515b6d",
    faint="#646e80",
    accent="#1f56c3",
    on_accent="#ffffff",
    accent_soft="#e5edfc",
    hover="#f0f3f9",
    selected="#dce7fb",
    danger="#b3261e",
    on_danger="#ffffff",
    inks={
        Tone.NEUTRAL: Ink("#38435a", "#eceff5"),
        Tone.GREY: Ink("#566072", "#eff0f3"),
        Tone.BLUE: Ink("#1b54bd", "#e5edfc"),
        Tone.GREEN: Ink("#12693a", "#e2f4e8"),
        Tone.TEAL: Ink("#0b6470", "#def3f4"),
        Tone.AMBER: Ink("#7d4e00", "#fdf0d2"),
        Tone.RED: Ink("#ad211a", "#fce8e6"),
        Tone.VIOLET: Ink("#663aa3", "#f0e9fb"),
    },
    modes={
        Mode.LIVE: Ink("#ffffff", "#b3261e"),
        Mode.TEST: Ink("#ffffff", "#1b54bd"),
        Mode.PRACTICE: Ink("#ffffff", "#663aa3"),
    },
)

DARK = Tokens(
    is_dark=True,
    ground="#12161d",
    surface="#1a2029",
    sunken="#1f2630",
    side="#161b23",
    line="#2a323e",
    line_strong="#465162",
    text="#e8ecf3",
    dim="#a9b3c3",
    faint="#939eb0",
    accent="#7daaff",
    on_accent="#0b1830",
    accent_soft="#1e2f4f",
    hover="#232b37",
    selected="#243a61",
    danger="#ff8d84",
    on_danger="#330705",
    inks={
        Tone.NEUTRAL: Ink("#cdd5e2", "#2a323e"),
        Tone.GREY: Ink("#a9b3c3", "#262d38"),
        Tone.BLUE: Ink("#8db6ff", "#1c2d4d"),
        Tone.GREEN: Ink("#6bd693", "#17352a"),
        Tone.TEAL: Ink("#5ed0d6", "#14343a"),
        Tone.AMBER: Ink("#f2bd57", "#3a2e14"),
        Tone.RED: Ink("#ff9c94", "#43201f"),
        Tone.VIOLET: Ink("#c6a6ff", "#2f2648"),
    },
    modes={
        Mode.LIVE: Ink("#330705", "#ff8d84"),
        Mode.TEST: Ink("#0b1830", "#8db6ff"),
        Mode.PRACTICE: Ink("#1f0f3d", "#c6a6ff"),
    },
)

# Pixels; Qt scales them with the screen.
FONT_TINY, FONT_SMALL, FONT_BASE, FONT_LARGE, FONT_TITLE, FONT_FIGURE = 11, 12, 13, 15, 21, 25
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
ROW_HEIGHT, CONTROL_HEIGHT, RADIUS = 32, 32, 6


class Appearance(StrEnum):
    """Which scheme staff want."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Which tokens are on; one per application, found with `current`.

    Signals:
        changed: Light became dark or the other way round; what is painted by hand repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self.tokens = LIGHT
        self._wanted = Appearance.SYSTEM
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._on_system_changed(app.styleHints().colorScheme())

    def follow(self, wanted: Appearance) -> None:
        """Be light, dark, or as the system is, from now on."""
        if wanted is self._wanted:
            return
        self._wanted = wanted
        if wanted is Appearance.SYSTEM:
            self._on_system_changed(self._app.styleHints().colorScheme())
        else:
            self.put_on(DARK if wanted is Appearance.DARK else LIGHT)

    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._wanted is Appearance.SYSTEM:
            self.put_on(DARK if scheme is Qt.ColorScheme.Dark else LIGHT)

    def put_on(self, tokens: Tokens) -> None:
        """Dress the whole application."""
        # Here, not at the top: the stylesheet is built from this module's tokens.
        from ippay_desktop.ui.stylesheet import build  # noqa: PLC0415

        self.tokens = tokens
        # Undressed first: Qt compares an old sheet with a new one widget by widget, which takes
        # four times as long as both steps apart. Nothing is painted in between.
        self._app.setStyleSheet("")
        self._app.setFont(base_font())
        self._app.setPalette(_palette(tokens))
        self._app.setStyleSheet(build(tokens))
        self.changed.emit()


def install(app: QApplication) -> Theme:
    """Dress the application and follow the system's light and dark from now on."""
    found = app.findChild(Theme, "theme")
    return found if isinstance(found, Theme) else Theme(app)


def current() -> Theme:
    """The application's theme.

    Raises:
        TypeError: there is no application yet.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("There is no application to dress.")
    return install(app)


def ink(tone: Tone) -> Ink:
    """A tone's colours in the scheme that is on."""
    return current().tokens.inks[tone]


def base_font() -> QFont:
    """The system's own sans with figures of equal width, so that columns of money line up."""
    font = QFont(QApplication.font())
    font.setPixelSize(FONT_BASE)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.faint,
        QPalette.ColorRole.Highlight: tokens.selected,
        QPalette.ColorRole.HighlightedText: tokens.text,
        QPalette.ColorRole.Link: tokens.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return palette
