"""Nothing heavy is loaded before the window's first paint."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ippay_desktop.app import main

# What a start must not wait for: network, database, keyring, spreadsheets, QR, the copy, the pages,
# the event loop, the words of staff, the command line and whatever knows of charges.
HEAVY = {
    *("requests", "urllib3", "sqlalchemy", "alembic", "psycopg", "sqlite3", "sqlcipher3"),
    *("keyring", "truststore", "xlsxwriter", "segno", "defusedxml"),
    *("ippay_desktop.adapters.splynx", "ippay_desktop.adapters.ippay"),
    *("ippay_desktop.adapters.journal", "ippay_desktop.adapters.mirror"),
    *("ippay_desktop.sandbox", "ippay_desktop.ui.tour", "ippay_desktop.ui.widgets.workbench"),
    *("asyncio", "qasync", "PySide6.QtSvg", "ippay_desktop.cli"),
    *("ippay_desktop.app.station", "ippay_desktop.services", "ippay_desktop.ui.text"),
    *("ippay_desktop.domain.charge", "ippay_desktop.domain.profile"),
}
PROGRAM = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ippay_desktop.app import main
from ippay_desktop.ui.main_window import MainWindow

show = main.DesktopRoot.show_window

def close_soon():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.centralWidget() is not None:
            window.close()
            return
    QTimer.singleShot(20, close_soon)

def look(root):
    show(root)
    window, = QApplication.topLevelWidgets()
    picture = window.grab().toImage()
    facts = {"modules": sorted(sys.modules), "width": picture.width()}
    print(json.dumps({**facts, "painted": window.is_painted}))
    QTimer.singleShot(20, close_soon)

main.DesktopRoot.show_window = look
sys.exit(main.main(sys.argv[1:]))
"""


def test_the_first_paint_waits_for_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", PROGRAM, "--data-dir", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["painted"]
    # The screen here has 800 points a side, and the window is never smaller than it must be.
    assert told["width"] == 880
    assert {"ippay_desktop.ui.main_window", "PySide6.QtWidgets"} <= set(told["modules"])
    assert HEAVY & set(told["modules"]) == set()


@pytest.mark.parametrize(
    ("before", "words", "sentence"),
    [
        ("sys.modules['PySide6'] = None", [], "a library it needs is missing"),
        ("", ["--data-dir", "{file}"], "cannot be made"),
        ("", ["--profile"], "expected one argument"),
    ],
)
def test_a_start_that_fails_ends_in_one_sentence(
    tmp_path: Path, before: str, words: list[str], sentence: str
) -> None:
    """Also where the bare window was to be, or is, on screen already."""
    file = tmp_path / "file"
    file.touch()
    program = f"import sys\n{before}\nfrom ippay_desktop.app import main\n"
    arguments = [word.format(file=file) for word in words] or ["--data-dir", str(tmp_path / "new")]
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", f"{program}sys.exit(main.main(sys.argv[1:]))", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {1, 2}
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_window_that_a_script_started_can_be_asked_to_end() -> None:
    """In the background of a shell it ignores Ctrl-C, on which a request to end relies."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    seen = []

    def show() -> int:
        seen.append("shown")
        signal.raise_signal(signal.SIGTERM)
        return 1

    try:
        assert main._until_closed(show) == 0
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == ["shown"]
