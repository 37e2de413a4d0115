"""The guided tour: the newcomer's `demo --tour`, from the command line to its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path

_LEAST = 20
# Pixels of the pictures in each look.
_LOOKS = {
    f"{shade}-{look}": size
    for shade in ("light", "dark")
    for look, size in {
        "1280x800": (1280, 800),
        "1920x1080": (1920, 1080),
        "1280x720-at-150": (1920, 1080),
    }.items()
}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_tour_goes_through_every_job_and_leaves_pictures(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    words = ["--data-dir", str(tmp_path / "data"), "demo", "--tour", str(pictures)]
    ended = subprocess.run(  # noqa: S603  # our own program, fixed words
        [sys.executable, "-m", "ippay_desktop", *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=280,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    found = sorted(pictures.glob("*.png"))
    seen: dict[str, set[str]] = {look: set() for look in _LOOKS}
    for path in found:
        stop, look, _ = path.name.split(".")
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == _LOOKS[look], path.name
        seen[look].add(stop)
    for look, stops in seen.items():
        assert stops == seen["light-1280x800"], look
        assert len(stops) >= _LEAST
