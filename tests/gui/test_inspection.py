"""Every stop of the guided tour on a dense screen: nothing cut off, nameless or out of order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QWidget
from ippay_desktop.app import main
from ippay_desktop.ui import language, theme, tour, tour_camera
from ippay_desktop.ui.tasks import settled
from ippay_desktop.ui.dialogs.base import Dialog
from tests.gui import inspection, motion, other_dialogs, tongues

# A laptop's screen, and the same without task bar and title; then a full HD screen at 200 %, which
# has 960 by 540 points, and the least window there is.
SIZES = {
    1.5: [QSize(1280, 720), QSize(1200, 680)],
    2: [QSize(960, 540), QSize(880, 480)],
}[float(os.environ["QT_SCALE_FACTOR"])]
IS_LOW = SIZES[0].height() < 600
told, known, looked_at = {}, set(), set()

class Inspector:
    def __init__(self, window, folder):
        self.window = window
        self.looks = tour_camera.looks(1.5)

    def roots(self):
        over = [one for one in self.window.findChildren(QWidget) if one.isModal()]
        return [one for one in over if one.isWindow() and one.isVisible()] or [self.window]

    async def shoot(self, name):
        await self.inspect(name)
        # Something waits for a person there.
        for dialog in other_dialogs.others(self.window) if name == "attention" else ():
            dialog.open()
            await settled()
            await self.inspect(type(dialog).__name__)
            dialog.reject()
            await settled()

    async def inspect(self, name):
        self.roots()[0].activateWindow()
        for size in SIZES:
            self.window.resize(size)
            await settled()
            for root in self.roots():
                if isinstance(root, Dialog):
                    looked_at.add(type(root).__name__)
                found = inspection.cut_off(root) + motion.moving()
                if IS_LOW and size is SIZES[0] and not isinstance(root, Dialog):
                    found += inspection.few_rows(root, 5)
                found += inspection.hidden_actions(root)
                if size is SIZES[0]:
                    found += inspection.nameless(root) + inspection.wordless_cells(root)
                    found += inspection.out_of_order(root) + inspection.markup_labels(root)
                    found += inspection.unseen_focus(root, known)
                told.setdefault(f"{name} {size.width()}", []).extend(found)
        facts = {
            "density": self.window.devicePixelRatio(),
            "kinds": sorted(known),
            "not looked at": sorted(other_dialogs.kinds() - looked_at),
        }
        Path(sys.argv[1]).write_text(json.dumps({**told, **facts}))

if os.environ["TONGUE"] == "longest":
    words = tongues.compiled(Path(sys.argv[1]).parent, tongues.stretched)
    german = QLocale("de_DE")
    language.install = lambda app, *_: language.speak(
        app, language.Language.SYSTEM, "xx", [words], german
    )
tour.Camera = Inspector
sys.exit(main.main(sys.argv[2:]))
"""


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("scale", "tongue"), [("1.5", "english"), ("1.5", "longest"), ("2", "english")]
)
def test_every_stop_bears_inspection(tmp_path: Path, scale: str, tongue: str) -> None:
    told = tmp_path / "told.json"
    words = ["--data-dir", str(tmp_path / "data"), "demo", "--tour", str(tmp_path / "none")]
    ended = subprocess.run(  # noqa: S603  # our own program, fixed words
        [sys.executable, "-c", PROGRAM, str(told), *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=380,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": scale,
            "TONGUE": tongue,
        },
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(told.read_text())
    assert found.pop("density") == float(scale)
    assert len(found.pop("kinds")) >= 10
    assert found.pop("not looked at") == [], "dialogs that neither the tour nor the test opens"
    assert len(found) >= 50
    wrong = {stop: sentences for stop, sentences in found.items() if sentences}
    assert wrong == {}
