"""What is saved is read back the same, runs nothing, and is there whole or not at all."""

import csv
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.tables.files import LocalFiles
from ippay_desktop.domain.cells import safe_cell
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.tables import Cell, TableColumn

COLUMNS = (
    TableColumn("document.number", "Number"),
    TableColumn("name"),
    TableColumn("amount"),
    TableColumn("at"),
    TableColumn("day"),
    TableColumn("recorded"),
    TableColumn("payment"),
)
AT = datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC)
ROW = ("007", '=cmd|"/c calc"!A0', Money(6450, "USD"), AT, date(2026, 11, 23), True, None)
FORMATS = ("csv", "xlsx", "json")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "data")


def sheet(path: Path) -> tuple[list[dict[str, tuple[str, str, str]]], list[str]]:
    """A spreadsheet's rows (column to type, text and number format), and its formulas."""
    with zipfile.ZipFile(path) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    formats = {
        one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")
    }
    cell_styles = styles.find(f"{MAIN}cellXfs")
    assert cell_styles is not None
    used = [formats.get(style.get("numFmtId"), "") for style in cell_styles]
    rows = [
        {
            str(re.sub(r"\d", "", cell.get("r", ""))): (
                cell.get("t", "n"),
                "".join(cell.itertext()),
                used[int(cell.get("s", "0"))],
            )
            for cell in row
        }
        for row in root.iter(f"{MAIN}row")
    ]
    return rows, ["".join(formula.itertext()) for formula in root.iter(f"{MAIN}f")]


def test_csv_reads_back(files: LocalFiles, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert files.save_table(path, COLUMNS, [ROW, ROW]) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, *_ = csv.DictReader(file)
    assert first == {
        "Number": "007",
        "name": '\'=cmd|"/c calc"!A0',
        "amount": "64.50",
        "at": "2026-11-22T23:59:59Z",
        "day": "2026-11-23",
        "recorded": "yes",
        "payment": "",
    }


def test_json_reads_back(files: LocalFiles, tmp_path: Path) -> None:
    path = tmp_path / "a.JSON"
    assert files.save_table(path, COLUMNS, [ROW]) == 1
    assert json.loads(path.read_bytes()) == [
        {
            "document": {"number": "007"},
            "name": ROW[1],
            "amount": "64.50",
            "at": "2026-11-22T23:59:59Z",
            "day": "2026-11-23",
            "recorded": True,
            "payment": None,
        }
    ]
    assert files.save_table(path, COLUMNS, []) == 0
    assert json.loads(path.read_bytes()) == []


def test_a_spreadsheet_reads_back(files: LocalFiles, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    local = AT.astimezone(timezone(timedelta(hours=-7))).replace(tzinfo=None)
    assert files.save_table(path, COLUMNS, [ROW, (*ROW[:3], local, *ROW[4:])]) == 2
    (heading, first, second), formulas = sheet(path)
    assert [text for _, text, _ in heading.values()] == [column.heading for column in COLUMNS]
    assert formulas == []
    assert first["A"][:2] == ("inlineStr", "007")
    assert first["B"][:2] == ("inlineStr", ROW[1])
    assert first["C"] == ("n", "64.50", '#,##0.00 "USD"')
    days = (AT.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001
    assert float(first["D"][1]) == pytest.approx(days, abs=1e-9)
    assert first["D"][2] == "yyyy-mm-dd hh:mm:ss"
    assert float(second["D"][1]) == pytest.approx(days - 7 / 24, abs=1e-9)
    assert first["E"][1:] == ("46349", "yyyy-mm-dd")
    assert first["F"][:2] == ("b", "1")
    assert "G" not in first


@given(
    minor=st.integers(-(10**15) + 1, 10**15 - 1), currency=st.sampled_from(["USD", "JPY", "KWD"])
)
def test_amounts_are_numbers_and_exact(
    tmp_path_factory: pytest.TempPathFactory, minor: int, currency: str
) -> None:
    folder = tmp_path_factory.mktemp("exact")
    amount = Money(minor, currency)
    LocalFiles(folder / "data").save_table(folder / "a.xlsx", [TableColumn("amount")], [[amount]])
    rows, _ = sheet(folder / "a.xlsx")
    kind, text, shown = rows[1]["A"]
    assert (kind, Decimal(text)) == ("n", amount.decimal())
    assert shown.endswith(f'"{currency}"')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  ="])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell("a=1") == "a=1"
    assert safe_cell("") == ""


@pytest.mark.parametrize("kind", FORMATS)
def test_only_this_user_reads_it_and_nothing_is_left_beside(
    files: LocalFiles, tmp_path: Path, kind: str
) -> None:
    files.save_table(tmp_path / f"a.{kind}", COLUMNS, [ROW] * 3)
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{kind}"]
    assert stat.S_IMODE((tmp_path / f"a.{kind}").stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("trouble", [StorageError("The journal broke."), KeyboardInterrupt()])
def test_an_old_file_stays_when_the_new_one_is_cut_off(
    files: LocalFiles, tmp_path: Path, kind: str, trouble: BaseException
) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"old")

    def cut_off() -> Iterator[tuple[Cell, ...]]:
        yield ROW
        raise trouble

    with pytest.raises(type(trouble)):
        files.save_table(path, COLUMNS, cut_off())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_disk_is_one_sentence(
    files: LocalFiles, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match=r"No space left on device\). Nothing was changed"):
        files.save_table(tmp_path / f"a.{kind}", COLUMNS, [ROW])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.txt", "ends in .csv, .xlsx, .json"),
        ("a", "ends in"),
        ("none/a.csv", "There is no folder"),
        ("folder.csv", "no file that could be replaced"),
        ("data/profiles.json", "a file of the program's own"),
        ("link.json", "a file of the program's own"),
    ],
)
def test_what_makes_no_sense_is_refused(
    files: LocalFiles, tmp_path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "folder.csv").mkdir()
    settings = tmp_path / "data" / "profiles.json"
    settings.write_bytes(b"old")
    (tmp_path / "link.json").symlink_to(settings)
    with pytest.raises(InputError, match=sentence):
        files.save_table(tmp_path / name, COLUMNS, [ROW])
    assert settings.read_bytes() == b"old"
