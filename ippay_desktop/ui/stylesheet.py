"""The stylesheet, built from the tokens: one place for how every kind of widget looks."""

from __future__ import annotations

from ippay_desktop import resource_path
from ippay_desktop.ui.theme import (
    CONTROL_HEIGHT,
    FONT_FIGURE,
    FONT_LARGE,
    FONT_SMALL,
    FONT_TITLE,
    RADIUS,
    SPACE_M,
    SPACE_S,
    Tokens,
    Tone,
)


def build(tokens: Tokens) -> str:
    """The whole stylesheet of one scheme."""
    parts = (_surfaces, _labels, _buttons, _fields, _tables, _navigation, _small_things)
    return "\n".join(part(tokens) for part in parts)


def _surfaces(t: Tokens) -> str:
    amber = t.inks[Tone.AMBER]
    return f"""
    QMainWindow, QWidget[role="page"] {{ background: {t.ground}; }}
    QDialog {{ background: {t.surface}; }}
    QFrame[role="card"] {{
        background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS + 2}px; }}
    QFrame[role="bar"] {{ background: {t.surface}; border: none;
        border-bottom: 1px solid {t.line}; }}
    QFrame[role="status"] {{ background: {t.surface}; border: none;
        border-top: 1px solid {t.line}; }}
    QFrame[role="side"] {{ background: {t.side}; border: none;
        border-right: 1px solid {t.line}; }}
    QFrame[role="footer"] {{ background: {t.sunken}; border: none;
        border-top: 1px solid {t.line}; }}
    QFrame[role="notice"] {{ background: {amber.tint}; border: none;
        border-radius: {RADIUS}px; }}
    QFrame[role="notice"] QLabel {{ color: {amber.text}; }}
    QFrame[role="rule"] {{ background: {t.line}; border: none; max-height: 1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollArea:focus {{ border: 1px solid {t.accent}; border-radius: {RADIUS}px; }}
    QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line_strong};
        padding: 5px 7px; }}
    """


def _labels(t: Tokens) -> str:
    return f"""
    QLabel {{ color: {t.text}; background: transparent; selection-background-color: {t.selected};
        selection-color: {t.text}; }}
    QLabel[role="title"] {{ font-size: {FONT_TITLE}px; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {FONT_LARGE}px; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {FONT_FIGURE}px; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="dim"] {{ color: {t.dim}; }}
    QLabel[role="small"] {{ color: {t.dim}; font-size: {FONT_SMALL}px; }}
    QLabel[role="field"] {{ color: {t.dim}; font-size: {FONT_SMALL}px; font-weight: 600; }}
    QLabel[role="refusal"] {{ color: {t.inks[Tone.RED].text}; background: {t.inks[Tone.RED].tint};
        border-radius: {RADIUS}px; padding: 6px 9px; }}
    QLabel:disabled {{ color: {t.faint}; }}
    """


def _buttons(t: Tokens) -> str:
    return f"""
    QPushButton, QToolButton {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.line_strong}; border-radius: {RADIUS}px; padding: 0 {SPACE_M}px;
        min-height: {CONTROL_HEIGHT - 2}px; }}
    QToolButton {{ padding: 0 {SPACE_S}px; }}
    QLineEdit > QToolButton {{ background: transparent; border: none; padding: 0;
        min-height: 0; }}
    QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
    QPushButton:pressed {{ background: {t.selected}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent};
        padding: 0 {SPACE_M - 1}px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {t.faint}; background: {t.sunken};
        border-color: {t.line}; }}
    QPushButton[variant="primary"] {{ background: {t.accent}; color: {t.on_accent};
        border: 1px solid {t.accent}; font-weight: 600; }}
    QPushButton[variant="primary"]:hover {{ border-color: {t.text}; }}
    QPushButton[variant="primary"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[variant="primary"]:disabled {{ background: {t.sunken}; color: {t.faint};
        border-color: {t.line}; }}
    QPushButton[variant="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
    QPushButton[variant="quiet"], QToolButton[variant="quiet"] {{ background: transparent;
        border-color: transparent; color: {t.accent}; }}
    QPushButton[variant="quiet"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[variant="quiet"]:focus {{ border-color: {t.accent}; }}
    QPushButton[variant="quiet"]:disabled {{ color: {t.faint}; }}
    """


def _fields(t: Tokens) -> str:
    scheme = "dark" if t.is_dark else "light"
    chevron = resource_path("qss", f"chevron-{scheme}.svg").as_posix()
    tick = resource_path("qss", f"tick-{scheme}.svg").as_posix()
    fields = "QLineEdit, QComboBox, QSpinBox, QDateEdit, QPlainTextEdit"
    focused = ", ".join(f"{one}:focus" for one in fields.split(", "))
    disabled = ", ".join(f"{one}:disabled" for one in fields.split(", "))
    return f"""
    {fields} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line_strong};
        border-radius: {RADIUS}px; padding: 0 {SPACE_S}px; min-height: {CONTROL_HEIGHT - 2}px;
        selection-background-color: {t.selected}; selection-color: {t.text}; }}
    QPlainTextEdit {{ padding: {SPACE_S - 2}px; }}
    {focused} {{ border: 2px solid {t.accent}; padding: 0 {SPACE_S - 1}px; }}
    QPlainTextEdit:focus {{ padding: {SPACE_S - 3}px; }}
    {disabled} {{ background: {t.sunken}; color: {t.faint}; border-color: {t.line}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{chevron}"); width: 14px;
        height: 14px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.line_strong}; selection-background-color: {t.selected};
        selection-color: {t.text}; padding: 3px; outline: none; }}
    QComboBox QAbstractItemView::item {{ min-height: 26px; }}
    QCheckBox, QRadioButton {{ color: {t.text}; spacing: 8px; background: transparent; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {t.faint}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px;
        border: 1px solid {t.line_strong}; background: {t.surface}; border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 9px; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: url("{tick}"); }}
    QRadioButton::indicator:checked {{ border: 5px solid {t.accent}; width: 8px; height: 8px; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
    """


def _tables(t: Tokens) -> str:
    return f"""
    QTableView {{ background: {t.surface}; color: {t.text}; border: 1px solid transparent;
        border-radius: {RADIUS}px;
        gridline-color: transparent; selection-background-color: {t.selected};
        selection-color: {t.text}; outline: none; }}
    QTableView:focus {{ border-color: {t.accent}; }}
    QTableView::item {{ padding: 0 {SPACE_S}px; border: none;
        border-bottom: 1px solid {t.line}; }}
    QTableView::item:hover {{ background: {t.hover}; }}
    QTableView::item:selected {{ background: {t.selected}; color: {t.text}; }}
    QHeaderView {{ background: {t.sunken}; border: none; }}
    QHeaderView::section {{ background: {t.sunken}; color: {t.dim}; border: none;
        border-bottom: 1px solid {t.line_strong}; padding: 0 {SPACE_S + 3}px; height: 30px;
        font-size: {FONT_SMALL}px; font-weight: 600; }}
    QTableCornerButton::section {{ background: {t.sunken}; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.line_strong}; border-radius: 4px; margin: 2px;
        min-height: 36px; min-width: 36px; }}
    /* Qt's own stands as a little window where both bars meet. */
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QListView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line_strong};
        border-radius: {RADIUS}px; outline: none; padding: 4px; }}
    QListView::item {{ padding: 6px 8px; border-radius: 4px; }}
    QListView::item:selected {{ background: {t.selected}; color: {t.text}; }}
    """


def _navigation(t: Tokens) -> str:
    return f"""
    QPushButton[role="nav"] {{ background: transparent; border: none; color: {t.dim};
        text-align: left; padding: 0 {SPACE_M}px; min-height: 34px; border-radius: {RADIUS}px;
        font-weight: 500; }}
    QPushButton[role="nav"]:hover {{ background: {t.hover}; color: {t.text}; }}
    QPushButton[role="nav"]:checked {{ background: {t.surface}; color: {t.text};
        font-weight: 600; }}
    QPushButton[role="nav"]:focus {{ border: 2px solid {t.accent};
        padding: 0 {SPACE_M - 2}px; }}
    QPushButton[role="chip"] {{ background: {t.surface}; border: 1px solid {t.line_strong};
        border-radius: 13px; min-height: 24px; max-height: 24px; padding: 0 11px; }}
    QPushButton[role="chip"]:hover {{ background: {t.hover}; }}
    QPushButton[role="chip"]:focus {{ border-color: {t.accent}; }}
    QPushButton[role="chip"][is_on="true"] {{ background: {t.accent_soft};
        border-color: {t.accent}; font-weight: 600; }}
    QPushButton[role="tab"] {{ background: transparent; border: none; border-radius: 0;
        border-bottom: 2px solid transparent; color: {t.dim}; padding: 0 4px; min-height: 34px;
        margin-right: 14px; }}
    QPushButton[role="tab"]:checked {{ color: {t.text}; font-weight: 600;
        border-bottom: 2px solid {t.accent}; }}
    QPushButton[role="tab"]:focus {{ color: {t.accent}; }}
    """


def _small_things(t: Tokens) -> str:
    return f"""
    QProgressBar {{ background: {t.line}; border: none; border-radius: 4px; max-height: 8px;
        min-height: 8px; color: transparent; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line_strong};
        padding: 4px; }}
    QMenu::item {{ padding: 6px 22px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.selected}; }}
    QCalendarWidget QWidget {{ background: {t.surface}; color: {t.text}; }}
    """
