"""Who did what is in the chain, and one charge's evidence proves itself on any computer."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.adapters import looks
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain import evidence
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.evidence import check_file, is_of
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.main_window import MainWindow
from tests.gui.conftest import WAIT_MS, press
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.notes import Note
    from ippay_desktop.services.workspace import Workspace
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation
    from tests.sim.cli.driver import CommandLine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@contextmanager
def opened(cli: CommandLine, access: Access = Access.LOOK) -> Iterator[Workspace]:
    secrets = MemorySecretStore() if access is Access.LOOK else None
    station = DesktopStation(cli.data_dir, secrets=secrets)
    try:
        yield station.open(None, access)
    finally:
        station.close()


def deeds(cli: CommandLine) -> list[Note]:
    with opened(cli) as workspace:
        return list(workspace.journal.notes(workspace.profile.splynx_host, {NoteKind.AUDIT}))


def charges(cli: CommandLine) -> list[Attempt]:
    with opened(cli) as workspace:
        return list(workspace.journal.attempts(AttemptFilter()))


def paid(cli: CommandLine, which: int = 0) -> str:
    """Pay one of the documents that can be charged; the servers are the same for all tests."""
    period = f"--period={cli.practice.period}"
    rows = cli(f"charge {period} --account=card --preview").of("row")
    number = [row["document"]["id"] for row in rows if row["eligible"]][which]
    done = cli(f"pay --invoice-id {number} --yes")
    return str(done.of("attempt")[0]["attempt_id"])


def test_every_money_action_bears_name_station_and_a_mark_of_the_key(cli: CommandLine) -> None:
    paid(cli)
    period = f"--period={cli.practice.period}"
    confirm = cli(f"charge {period} --customer=1,2,3,4,5,6 --preview").last["confirm"]
    cli(f"charge {period} --customer=1,2,3,4,5,6 --confirm {confirm}")
    noted = deeds(cli)
    kinds = [note.subject.partition(":")[0] for note in noted]
    assert {"charged", "planned", "confirmed", "ran"} <= set(kinds)
    key = f"ippay-desktop key\n{cli.practice.splynx_api_key}"
    mark = hashlib.sha256(key.encode()).hexdigest()[:12]
    for note in noted:
        assert note.operator
        assert note.station
        assert note.facts["splynx_key"] == mark
        assert cli.practice.splynx_api_key not in json.dumps(dict(note.facts))
    # With the charges themselves too, and not only beside them.
    for attempt in charges(cli):
        assert (attempt.intent.operator, attempt.intent.key_mark) == (noted[0].operator, mark)
    assert cli("verify-journal").code == 0


def test_a_void_bears_name_and_mark_of_the_key(cli: CommandLine) -> None:
    attempt_id = paid(cli, -2)
    assert cli(f"void {attempt_id} --yes").code == 0
    charged = charges(cli)[0].intent
    with opened(cli) as workspace:
        (back,) = workspace.journal.reversals.of(AttemptId(attempt_id))
    assert (back.intent.operator, back.intent.key_mark) == (charged.operator, charged.key_mark)
    assert len(back.intent.key_mark) == 12


def test_every_decision_bears_name_and_mark_of_the_key(cli: CommandLine) -> None:
    charge = paid(cli, -1)
    cli.practice.faults([{"server": "ippay", "type": "CREDIT", "fault": "drop_before", "times": 1}])
    assert cli(f"refund {charge} --yes").code == 4
    assert cli(f"resolve {charge} --as never-sent --yes", "--reason", "not in IPpay").code == 0
    few = f"charge --period={cli.practice.period} --customer=21,22,23,24,25,26,27,28"
    run = cli(f"{few} --canary 1 --confirm {cli(f'{few} --preview').last['confirm']}")
    assert cli(f"run cancel {run.last['run_id']}").code == 0
    noted = {note.subject: note for note in deeds(cli)}
    resolved, cancelled = noted[f"resolved:{charge}"], noted[f"cancelled:run:{run.last['run_id']}"]
    assert (resolved.facts["decision"], resolved.facts["reason"]) == ("never-sent", "not in IPpay")
    with opened(cli, Access.MONEY) as workspace:
        FindingService(workspace).dismiss("stranger:1", "seen at the bank")
        host, kinds = workspace.profile.splynx_host, {NoteKind.DEALT_WITH}
        (dismissed,) = workspace.journal.notes(host, kinds)
        mark = workspace.profile.key_mark
    for note in (resolved, cancelled, dismissed):
        assert note.operator
        assert note.facts["splynx_key"] == mark


# What each command that only looks leaves: the beginning of its note's subject.
LOOKS = {
    "customers": "saw:customers",
    "invoices --search Zebedee": "saw:documents",
    "proformas": "saw:documents",
    "accounts 7": "saw:methods:7",
    "methods": "saw:methods",
    "attention": "saw:attention",
    "history": "saw:history",
    "run show R": "saw:run:",
    "links --period=P": "exported:links",
    "charge --period=P --preview": "planned:period",
    "export F.csv --search Zebedee": "exported:history",
    "evidence A F.json": "exported:evidence:",
}


def test_who_looks_by_command_is_noted_too(cli: CommandLine, tmp_path: Path) -> None:
    """While a window holds the journal; it is taken in by whoever opens it for writing next."""
    charge, period = paid(cli), cli.practice.period
    # Others than the test before charges: the servers are the same.
    few = f"charge --period={period} --customer=13,14,15,16,17,18,19,20"
    began = cli(f"{few} --confirm {cli(f'{few} --preview').last['confirm']}")
    run = began.last["run_id"]
    assert run, began
    named = {" A": f" {charge}", "=P": f"={period}", " R": f" {run}", " F": f" {tmp_path}/out"}
    before = len(deeds(cli))
    window = DesktopStation(cli.data_dir)
    try:
        window.open(None, Access.MONEY)
        for words in LOOKS:
            fitting = words
            for letter, stands_for in named.items():
                fitting = fitting.replace(letter, stands_for)
            assert cli(fitting).code in {0, 3}, words
            assert len(deeds(cli)) == before, "the journal is the window's"
        waiting = list((cli.data_dir / "looks").rglob("*.json"))
        assert len(waiting) == len(LOOKS)
        assert all(file.stat().st_mode & 0o077 == 0 for file in waiting)
    finally:
        window.close()
    with opened(cli, Access.MONEY) as workspace:
        assert workspace.operator
    noted = deeds(cli)[before:]
    for begins, note in zip(LOOKS.values(), noted, strict=True):
        assert note.subject.startswith(begins)
        assert note.operator
        # No name that was searched for; the mark of the key as everywhere.
        assert "Zebedee" not in json.dumps(dict(note.facts))
        assert len(note.facts["splynx_key"]) == 12
    assert [note.at for note in noted] == sorted(note.at for note in noted)
    assert list((cli.data_dir / "looks").rglob("*.json")) == []
    assert cli("verify-journal").code == 0


def test_a_look_is_taken_in_once_and_an_odd_one_not_at_all(cli: CommandLine) -> None:
    before = len(deeds(cli))
    cli("accounts 7")
    (file,) = (cli.data_dir / "looks").rglob("*.json")
    content = file.read_bytes()
    for _ in range(2):
        with opened(cli, Access.MONEY):
            assert not file.exists()
        # Cut off between the journal and the deletion.
        file.write_bytes(content)
    kept = json.loads(content)
    file.unlink()
    odd = {
        "approved": json.dumps(kept | {"kind": "approved"}),
        "another": json.dumps(kept),
        "number": json.dumps(kept | {"note_id": "number", "operator": 5}),
        "long": json.dumps(kept | {"note_id": "long", "subject": "x" * 201}),
        "empty": json.dumps(kept | {"note_id": "empty", "subject": ""}),
        "undated": json.dumps(kept | {"note_id": "undated", "at": "today"}),
        "facts": json.dumps(kept | {"note_id": "facts", "facts": '{"a": 1}'}),
        "listed": json.dumps(kept | {"note_id": "listed", "facts": "[]"}),
        "list": "[]",
        "nested": "[" * 100_000,
        "nothing": "",
    }
    for name, text in odd.items():
        (file.parent / f"{name}.json").write_text(text)
    (file.parent / "bytes.json").write_bytes(b"\xff\xfe")
    with opened(cli, Access.MONEY):
        assert len(deeds(cli)) == before + 1
    left = {one.name for one in file.parent.iterdir()}
    assert left == {f"{name}.odd" for name in (*odd, "bytes")}


def test_who_may_not_write_may_look(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(looks, "write_private", full)
        assert cli("history").code == 0
    # Nor does what is in the folder's place keep anybody from charging.
    shutil.rmtree(cli.data_dir / "looks", ignore_errors=True)
    (cli.data_dir / "looks").write_text("not a folder")
    assert cli("history").code == 0
    with opened(cli, Access.MONEY) as workspace:
        assert workspace.operator


def test_the_window_notes_whose_page_was_seen(cli: CommandLine, qtbot: QtBot, lanes: Lanes) -> None:
    station = DesktopStation(cli.data_dir)
    window = MainWindow()
    try:
        with qtbot.waitSignal(window.opened, timeout=WAIT_MS):
            window.start(station, lanes, None)
        assert window.workbench is not None
        page = window.workbench.customers.page
        window.workbench.open_customer(7)
        qtbot.waitUntil(lambda: page.loaded_id == 7, timeout=WAIT_MS)
    finally:
        window.begin_closing()
        draining = lanes.loop.create_task(window.drain())
        qtbot.waitUntil(draining.done, timeout=WAIT_MS)
        window.let_go()
        window.deleteLater()
        station.close()
    assert "saw:customer:7" in [note.subject for note in deeds(cli)]


@pytest.fixture
def file(cli: CommandLine, tmp_path: Path) -> Path:
    made = tmp_path / "evidence.json"
    done = cli(f"evidence {paid(cli)} {made}")
    assert done.code == 0
    assert done.last["head"] == json.loads(made.read_text())["head"]["hash"]
    return made


def test_evidence_is_checked_here_and_elsewhere(
    cli: CommandLine, file: Path, tmp_path: Path
) -> None:
    here = cli(f"verify-journal {file}")
    assert (here.code, here.last["of_this_journal"]) == (0, True)
    # Also after the journal has gone on.
    paid(cli)
    assert cli(f"verify-journal {file}").last["of_this_journal"] is True
    elsewhere = type(cli)(cli.practice, tmp_path / "elsewhere", cli.keyring_file, cli.set_stdin)
    there = elsewhere(f"verify-journal {file}")
    assert (there.code, there.last["of_this_journal"]) == (0, False)


def test_evidence_is_about_one_charge_and_private(cli: CommandLine, file: Path) -> None:
    content = json.loads(file.read_text())
    attempts = {entry["attempt_id"] for entry in content["entries"]} - {None}
    assert attempts == {content["attempt_id"]}
    assert any(entry["event"] == "note_kept" for entry in content["entries"]), "who charged it"
    assert file.stat().st_mode & 0o077 == 0
    assert cli.practice.splynx_api_secret not in file.read_text()


def test_one_press_in_the_window_makes_the_file(
    bench: Workbench, station: FakeStation, tmp_path: Path, qtbot: QtBot
) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    page, file = bench.customers.page, tmp_path / "evidence.json"
    bench.open_customer(1)
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(page.attempts.rows_model.rows), timeout=WAIT_MS)
    page.tabs.choose(2)
    assert not page.charges.save.isEnabled()
    page.attempts.select_key(page.attempts.rows_model.rows[0].key)
    press(page, "customer.evidence_button")
    dialog = page.charges.save.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: bench.bottom.line.sentence.text().startswith("Saved"), timeout=WAIT_MS)
    content = check_file(file)
    assert content["document"] == "invoice:1"
    assert content["charged_by"] == "ada"
    assert is_of(station.open(None, Access.MONEY).journal, content)


def resealed(content: dict[str, Any]) -> bytes:
    """As somebody would write it who knows how, but has no journal."""
    bare = {name: value for name, value in content.items() if name != "seal"}
    return evidence.written({**bare, "seal": evidence._seal(bare)})


def rehashed(content: dict[str, Any], number: int, entry_content: str) -> bytes:
    """With another entry of their own in place of one, its hash made anew too."""
    entry = content["entries"][number]
    entry["content"] = entry_content
    covered = evidence.covered_part(entry)
    entry["hash"] = evidence.entry_hash(entry["previous_hash"], covered)
    return resealed(content)


def test_a_change_of_any_byte_is_seen(file: Path) -> None:
    whole = file.read_bytes()
    assert check_file(file)
    for place in range(len(whole)):
        for other in (whole[place] ^ 1, whole[place] ^ 32):
            with pytest.raises(InputError, match="evidence file"):
                evidence.check(whole[:place] + bytes([other]) + whole[place + 1 :])
        with pytest.raises(InputError, match="evidence file"):
            evidence.check(whole[:place] + whole[place + 1 :])
        with pytest.raises(InputError, match="evidence file"):
            evidence.check(whole[:place] + b" " + whole[place:])


def test_what_was_sealed_anew_contradicts_itself(file: Path) -> None:
    def fresh() -> dict[str, Any]:
        return dict(json.loads(file.read_bytes()))

    assert evidence.check(resealed(fresh()))
    for name in evidence._STATED:
        with pytest.raises(InputError, match=r"its own entries|another charge"):
            evidence.check(resealed({**fresh(), name: "other"}))
    for number in range(len(fresh()["entries"])):
        for name in ("content", "at", "hash", "previous_hash", "event"):
            content = fresh()
            content["entries"][number][name] += "0"
            with pytest.raises(InputError, match="was changed"):
                evidence.check(resealed(content))
    headed = fresh()
    headed["head"] = {"sequence": headed["entries"][-1]["sequence"], "hash": "0" * 64}
    with pytest.raises(InputError, match="head of this evidence file"):
        evidence.check(resealed(headed))
    turned, twice = fresh(), fresh()
    turned["entries"].reverse()
    twice["entries"].append(twice["entries"][-1])
    early = {**fresh(), "head": {"sequence": 1, "hash": fresh()["head"]["hash"]}}
    for content in (turned, twice, early):
        with pytest.raises(InputError, match="out of order"):
            evidence.check(resealed(content))
    mixed = fresh()
    mixed["entries"][-1]["attempt_id"] = "another"
    with pytest.raises(InputError, match="was changed"):
        evidence.check(resealed(mixed))


def test_what_was_written_anew_is_not_of_the_journal(cli: CommandLine, file: Path) -> None:
    """By somebody who knows a real head, and makes all hashes and the seal again."""

    def is_ours(forged: bytes) -> bool:
        file.write_bytes(forged)
        done = cli(f"verify-journal {file}")
        return done.code == 0 and bool(done.last["of_this_journal"])

    def fresh() -> dict[str, Any]:
        return dict(json.loads(whole))

    whole = file.read_bytes()
    assert is_ours(whole)
    for number in range(len(fresh()["entries"])):
        assert not is_ours(rehashed(fresh(), number, "{}")), number
    assert not is_ours(resealed({**fresh(), "entries": fresh()["entries"][:-1]}))
    for name, other in (("state", "declined"), ("reason", "No."), ("amount", "0.01")):
        assert not is_ours(resealed({**fresh(), name: other})), name
    later = fresh()
    later["head"]["sequence"] += 1
    assert not is_ours(resealed(later))


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"format": 1}', "[" * 100_000])
def test_what_is_no_evidence_is_said(cli: CommandLine, tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    assert "no evidence file" in cli(f"verify-journal {file}").message
    assert cli(f"verify-journal {tmp_path / 'missing'}").code == 2
