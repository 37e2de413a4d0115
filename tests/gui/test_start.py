"""Nothing heavy is loaded before the window's first paint."""

import json
import subprocess
import sys
from pathlib import Path

# What a start must not wait for: network, database, keyring, spreadsheets, QR, the copy, the pages.
HEAVY = {
    *("requests", "urllib3", "sqlalchemy", "alembic", "psycopg", "sqlite3", "sqlcipher3"),
    *("keyring", "truststore", "xlsxwriter", "segno", "defusedxml"),
    *("ippay_desktop.adapters.splynx", "ippay_desktop.adapters.ippay"),
    *("ippay_desktop.adapters.journal", "ippay_desktop.adapters.mirror"),
    *("ippay_desktop.sandbox", "ippay_desktop.ui.tour", "ippay_desktop.ui.widgets.workbench"),
}
PROGRAM = """
import json, sys
from pathlib import Path
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.ui.application import application
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.tasks import run_main

app = application()
station = DesktopStation(Path(sys.argv[1]), is_session=True)

async def main(lanes):
    window = MainWindow(station, lanes)
    window.show()
    app.processEvents()
    picture = window.grab().toImage()
    print(json.dumps({"modules": sorted(sys.modules), "width": picture.width()}))
    window.begin_closing()
    await window.drain()
    window.let_go()
    return 0

run_main(app, main)
station.close()
"""


def test_the_first_paint_waits_for_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", PROGRAM, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["width"] >= 1100
    assert {"ippay_desktop.ui.main_window", "PySide6.QtWidgets"} <= set(told["modules"])
    assert HEAVY & set(told["modules"]) == set()
