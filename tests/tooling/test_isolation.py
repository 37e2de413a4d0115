"""Each test has its own home, an empty keyring and letters to draw with."""

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import MemoryKeyring


@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_keyring_is_new_for_each_test(memory_keyring: MemoryKeyring, turn: str) -> None:
    assert keyring.get_password("ippay-desktop", "someone") is None
    keyring.set_password("ippay-desktop", "someone", turn)
    assert memory_keyring.passwords == {("ippay-desktop", "someone"): turn}
    keyring.delete_password("ippay-desktop", "someone")
    with pytest.raises(keyring.errors.PasswordDeleteError):
        keyring.delete_password("ippay-desktop", "someone")


def test_home_and_data_are_this_tests_own(isolated_environment: Path) -> None:
    assert Path.home() == isolated_environment
    for variable in ("IPPAY_DESKTOP_DATA_DIR", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        assert Path(os.environ[variable]).is_relative_to(isolated_environment)
    assert not Path(os.environ["IPPAY_DESKTOP_DATA_DIR"]).exists()


def test_a_process_that_a_test_starts_has_no_keyring() -> None:
    script = (
        "from ippay_desktop.adapters.secrets.backends import choose_backend\n"
        "from ippay_desktop.domain.errors import StorageError\n"
        "try: print(choose_backend())\n"
        "except StorageError as error: print(error)"
    )
    told = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert told.stdout.startswith("This computer offers no keyring")


def test_qt_draws_off_screen_with_letters(qtbot: QtBot, isolated_environment: Path) -> None:
    label = QLabel("IPpay Desktop")
    qtbot.addWidget(label)
    label.show()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert QFontDatabase.families(), "no font is installed: pictures would show boxes"
    assert label.fontMetrics().horizontalAdvance("W") > label.fontMetrics().horizontalAdvance("i")
    writable = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    assert Path(writable).is_relative_to(isolated_environment)
