"""QR codes as pictures, black on white in light and dark, so that every phone reads them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

_QUIET = 4
_WHITE = 0xFFFFFFFF
_BLACK = 0xFF000000


def qr_image(address: str, size: int) -> QImage:
    """A square picture of at most `size` pixels, each module a whole number of them.

    Error correction M: a scratched print is still read, and the modules stay large.
    """
    # Here, as nobody pays for it at the start who never shows a code.
    import segno  # noqa: PLC0415

    matrix = segno.make_qr(address, error="m").matrix
    width = len(matrix) + 2 * _QUIET
    image = QImage(width, width, QImage.Format.Format_RGB32)
    image.fill(_WHITE)
    for y, line in enumerate(matrix, _QUIET):
        for x, is_dark in enumerate(line, _QUIET):
            if is_dark:
                image.setPixel(x, y, _BLACK)
    side = width * max(size // width, 1)
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
