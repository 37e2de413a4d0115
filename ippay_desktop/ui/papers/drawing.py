"""Draws a paper page by page on anything that has pages: a PDF or a printer.

Blocks; for a worker's thread. Fonts and colours are our own in the light scheme, whatever the
window wears: paper is white. Text is drawn as it is, never read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextOption,
)

from ippay_desktop.domain.profile import Mode
from ippay_desktop.ui.direction import bare
from ippay_desktop.ui.papers.paper import Paper, PaperTable, Size, Words
from ippay_desktop.ui.text import tr, visible, whole
from ippay_desktop.ui.theme import LIGHT, Tone, base_font
from ippay_desktop.ui.widgets.mode import mode_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPagedPaintDevice

_MARGIN_MM = 15
_PDF_DPI = 600
_POINTS_PER_INCH = 72
# In points.
_HEAD, _FOOT, _GAP, _PAD, _LEAD = 24.0, 22.0, 9.0, 3.0, 6.0
# Unicode's controls (Cc) and its line and paragraph ends.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
# Source: Unicode CLDR, paperSize "US-Letter".
_LETTER_COUNTRIES = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)


def page_layout(paper: Paper) -> QPageLayout:
    """The country's paper, upright or lying."""
    code = QLocale.territoryToCode(QLocale().territory())
    size = QPageSize.PageSizeId.Letter if code in _LETTER_COUNTRIES else QPageSize.PageSizeId.A4
    upright, lying = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
    return QPageLayout(
        QPageSize(size),
        lying if paper.is_wide else upright,
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )


def pdf(paper: Paper) -> bytes:
    """A paper as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(visible(bare(paper.title)))
    writer.setCreator("IPpay Desktop")
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(page_layout(paper))
    draw(paper, writer, _PDF_DPI)
    buffer.close()
    return bytes(buffer.data().data())


def draw(paper: Paper, device: QPagedPaintDevice, dots_per_inch: int) -> int:
    """Draw a paper on a device whose pages have their layout; how many pages it took.

    Raises:
        OSError: the device takes nothing: no disk space, or a printer that is gone.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the printer or the file takes nothing")
    try:
        whole = device.pageLayout().paintRectPixels(dots_per_inch)
        # Qt puts the origin at the margins' corner.
        area = QRectF(0, 0, whole.width(), whole.height())
        return _Hand(painter, paper, area, dots_per_inch / _POINTS_PER_INCH).draw(device)
    finally:
        painter.end()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stays together on one page.

    Attributes:
        again: The titles that stand above it when it begins a page.
    """

    height: float
    draw: Callable[[float], None]
    again: _Piece | None = None
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class _Face:
    """A font, and its measures on the device."""

    font: QFont
    metrics: QFontMetricsF


class _Hand:
    """Draws one paper; `unit` is a point in the device's dots."""

    def __init__(self, painter: QPainter, paper: Paper, area: QRectF, unit: float) -> None:
        self._painter = painter
        self._paper = paper
        self._area = area
        self._unit = unit
        self._faces: dict[tuple[Size, bool], _Face] = {}

    def draw(self, device: QPagedPaintDevice) -> int:
        pages = self._pages()
        for number, pieces in enumerate(pages, 1):
            if number > 1:
                device.newPage()
            self._draw_frame(number, len(pages))
            top = _HEAD * self._unit
            for piece in pieces:
                piece.draw(top)
                top += piece.height
        return len(pages)

    def _pages(self) -> list[list[_Piece]]:
        room = self._area.height() - (_HEAD + _FOOT) * self._unit
        pages: list[list[_Piece]] = [[]]
        left = room
        pieces = list(self._pieces(room))
        for number, piece in enumerate(pieces):
            wanted = piece.height
            if piece.keeps_next and number + 1 < len(pieces):
                wanted += pieces[number + 1].height
            if wanted > left and pages[-1]:
                pages.append([])
                left = room
                if piece.again is not None:
                    pages[-1].append(piece.again)
                    left -= piece.again.height
            pages[-1].append(piece)
            left -= piece.height
        return pages

    def _pieces(self, room: float) -> Iterator[_Piece]:
        for block in self._paper.blocks:
            if isinstance(block, Words):
                yield self._words(block)
            else:
                yield from self._table(block, room)
                yield _Piece(_GAP * self._unit, lambda _top: None)

    def _words(self, words: Words) -> _Piece:
        font = self._font(words.size, is_strong=words.is_strong)
        colour = LIGHT.inks[words.tone].text if words.tone else LIGHT.text
        lead = _LEAD * self._unit
        height = self._height(words.text, font, self._area.width())

        def put(top: float) -> None:
            at = QRectF(0, top, self._area.width(), height)
            self._text(at, words.text, font, colour)

        return _Piece(height + lead, put, keeps_next=words.size >= Size.HEADING)

    def _table(self, table: PaperTable, room: float) -> Iterator[_Piece]:
        shares = [column.share for column in table.columns]
        width = self._area.width() / sum(shares)
        edges = [sum(shares[:number]) * width for number in range(len(shares) + 1)]
        titles = tuple(column.title for column in table.columns)
        has_titles = any(titles)
        heading = self._row(table, edges, titles, room, is_title=True) if has_titles else None
        if heading is not None:
            yield _Piece(heading.height, heading.draw, keeps_next=True)
        for number, texts in enumerate(table.rows):
            piece = self._row(table, edges, texts, room, is_strong=number in table.strong)
            yield _Piece(piece.height, piece.draw, heading)

    def _row(  # noqa: PLR0913  # what the row is, and where
        self,
        table: PaperTable,
        edges: list[float],
        texts: tuple[str, ...],
        room: float,
        *,
        is_title: bool = False,
        is_strong: bool = False,
    ) -> _Piece:
        is_list = not any(column.title for column in table.columns)
        pad = _PAD * self._unit
        font = self._font(Size.BASE if is_list else Size.TABLE, is_strong=is_title or is_strong)
        heights = [
            self._height(text, font, edges[number + 1] - edges[number] - 2 * pad)
            for number, text in enumerate(texts)
        ]
        # Nobody's name is as high as a page; what is, ends at the page's foot.
        height = min(max(heights) + 2 * pad, room / 2)

        def put(top: float) -> None:
            if is_title:
                self._painter.fillRect(
                    QRectF(0, top, self._area.width(), height), QColor(LIGHT.sunken)
                )
            for number, text in enumerate(texts):
                left, right = edges[number] + pad, edges[number + 1] - pad
                is_quiet = is_title or (is_list and number == 0)
                self._text(
                    QRectF(left, top + pad, right - left, height - 2 * pad),
                    text,
                    font,
                    LIGHT.dim if is_quiet else LIGHT.text,
                    is_number=table.columns[number].is_number,
                )
            if not is_list:
                self._rule(top + height, LIGHT.line_strong if is_title else LIGHT.line)

        return _Piece(height, put)

    def _draw_frame(self, number: int, count: int) -> None:
        """What stands on every page: title and mode above, who printed and the number below."""
        unit, width = self._unit, self._area.width()
        font, strong = self._font(Size.TABLE), self._font(Size.TABLE, is_strong=True)
        line = QRectF(0, 0, width, 12 * unit)
        tone = {Mode.LIVE: Tone.RED, Mode.TEST: Tone.BLUE}.get(self._paper.mode, Tone.VIOLET)
        self._text(line, self._paper.title, font, LIGHT.dim)
        ink = LIGHT.inks[tone].text
        self._text(line, mode_word(self._paper.mode), strong, ink, is_number=True)
        self._rule(14 * unit)
        foot = self._area.height() - 12 * unit
        self._rule(foot - 3 * unit)
        page = tr("Page {number} of {count}", number=number, count=count)
        wide = width * 0.8
        self._text(QRectF(0, foot, wide, 12 * unit), self._paper.footer, font, LIGHT.dim)
        rest = QRectF(wide, foot, width - wide, 12 * unit)
        self._text(rest, page, font, LIGHT.dim, is_number=True)

    def _rule(self, at: float, colour: str = LIGHT.line_strong) -> None:
        self._painter.setPen(QPen(QColor(colour), 0.5 * self._unit))
        self._painter.drawLine(0, round(at), round(self._area.width()), round(at))

    def _font(self, size: Size, *, is_strong: bool = False) -> _Face:
        key = (size, is_strong)
        if key not in self._faces:
            font = base_font()
            font.setPixelSize(round(size * self._unit))
            font.setBold(is_strong)
            self._faces[key] = _Face(font, QFontMetricsF(font, self._painter.device()))
        return self._faces[key]

    def _height(self, text: str, face: _Face, width: float) -> float:
        plain = plain_text(text)
        if face.metrics.horizontalAdvance(plain) <= width:
            return face.metrics.height()
        self._painter.setFont(face.font)
        option = QTextOption()
        option.setWrapMode(_WRAP)
        return self._painter.boundingRect(QRectF(0, 0, width, 1e9), plain, option).height()

    def _text(  # where, what and how
        self, at: QRectF, text: str, face: _Face, colour: str, *, is_number: bool = False
    ) -> None:
        plain = plain_text(text)
        if not plain:
            return
        self._painter.setFont(face.font)
        self._painter.setPen(QColor(colour))
        advance = face.metrics.horizontalAdvance(plain)
        if advance <= at.width():
            # Most text: measuring lines that it does not have would take most of the time.
            left = at.right() - advance if is_number else at.left()
            self._painter.drawText(QPointF(left, at.top() + face.metrics.ascent()), plain)
            return
        option = QTextOption()
        option.setWrapMode(_WRAP)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        self._painter.save()
        self._painter.setClipRect(at.adjusted(0, -self._unit, 0, self._unit))
        self._painter.drawText(at, plain, option)
        self._painter.restore()


def plain_text(text: str) -> str:
    """Text that cannot steer the drawing: a control character becomes the sign for an unknown."""
    # Line ends too: what a customer's name holds does not begin a line of its own.
    return whole(_STEERING.sub("\N{REPLACEMENT CHARACTER}", text))
