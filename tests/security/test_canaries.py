"""Known secrets go through every flow and fault at debug level, and are then found nowhere."""

from __future__ import annotations

import json
import os
import re
import threading
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keyring
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSystemTrayIcon,
    QTextEdit,
    QWidget,
)

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentAccountId
from ippay_desktop.domain.paylink import LinkBy, pay_link
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.papers.drawing import pdf
from ippay_desktop.ui.papers.reports import Printing, receipt, run_report
from ippay_desktop.ui.widgets.clipboard import copy_links
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.test_papers import text_of
from tests.support.keyring_backend import FileKeyring
from tests.support.postgres import TABLES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.ui.tasks import Lanes
    from tests.sim.cli.driver import CommandLine
    from tests.support.postgres import PostgresServer
    from tests.support.practice import PracticeServers

IPPAY_PASSWORD = "canary-ippay-5rT"  # noqa: S105  # invented
REPORT_PASSWORD = "canary-report-8kQ"  # noqa: S105  # invented
LEDGER_PASSWORD = "canary-ledger-2wZ"  # noqa: S105  # invented
PROXY_PASSWORD = "canary-proxy-7mX"  # noqa: S105  # invented
WRONG_PASSWORD = "canary-wrong-4pV"  # noqa: S105  # invented
PASSWORD_IN_URL = "canary-in-url-9sL"  # noqa: S105  # invented
SHORTEST = 8
FAULTS = (
    *("echo", "garbage", "drop_after", "http_502_html", "wrong_txid", "truncated_xml", "empty"),
    *("no_txid", "redirect_307", "action_code", "drop_before"),
)


class Canaries:
    """Every secret of one set of practice servers, and where one of them was seen."""

    def __init__(self, practice: PracticeServers, slots: set[str]) -> None:
        portal = {f"portal-secret-{number}" for number in range(1, 200)}
        own = {practice.splynx_api_secret, IPPAY_PASSWORD, REPORT_PASSWORD, LEDGER_PASSWORD}
        own |= {PROXY_PASSWORD, WRONG_PASSWORD, PASSWORD_IN_URL}
        self.values = {value.encode() for value in own | slots | portal if len(value) >= SHORTEST}
        # Access and refresh tokens of the sign-ins, which only the server's own files know.
        self.headers = (b"Splynx-EA (access_token=", b"refresh_token")

    def among(self, content: bytes) -> list[bytes]:
        return [value for value in (*self.values, *self.headers) if value in content]

    def require_none(self, where: str, content: bytes) -> None:
        assert self.among(content) == [], where


def slots_of(cli: CommandLine) -> set[str]:
    """What all customers have on file: tokens, bank and routing numbers, a card number or two."""
    practice = cli.practice
    station = DesktopStation(cli.data_dir.parent / "reader", secrets=MemorySecretStore())
    with closing(station):
        profile = _reader_profile(cli)
        station.profiles.save(
            profile, {"splynx_api_secret": SecretText(practice.splynx_api_secret)}
        )
        workspace = station.open(None, Access.LOOK)
        account = PaymentAccountId(practice.payment_account)
        rows = workspace.billing.all_saved_fields(account).values()
        kept = {1, profile.fields.bank_account, profile.fields.bank_routing}
        return {row.slot(number) for row in rows for number in kept} - {""}


def _reader_profile(cli: CommandLine) -> Profile:
    own = DesktopStation(cli.data_dir)
    with closing(own):
        return own.profiles.choose(None)


@pytest.fixture
def program(
    bare: CommandLine, monkeypatch: pytest.MonkeyPatch, isolated_environment: Path
) -> Iterator[CommandLine]:
    """A profile with every secret there is; its keyring is outside of the searched folders."""
    del isolated_environment
    monkeypatch.setenv("TEST_KEYRING_FILE", str(bare.keyring_file))
    keyring.set_keyring(FileKeyring())
    for terminal in (bare.practice.terminal_id, bare.practice.ach_terminal_id):
        bare.practice.terminal(terminal, password=IPPAY_PASSWORD)
    secrets = {"ippay_password": IPPAY_PASSWORD, "report_password": REPORT_PASSWORD}
    secrets |= {"ledger_password": LEDGER_PASSWORD}
    made = bare.process("-v " + bare.profile_words(), stdin=bare.secrets_text(**secrets))
    assert made.code == 0, made.stderr
    assert bare.process("-v check").code == 0
    yield bare
    for terminal in (bare.practice.terminal_id, bare.practice.ach_terminal_id):
        bare.practice.terminal(terminal, password="")


class Watched(threading.Thread):
    """What the system shows of a process and all that it starts, looked at until it has ended.

    Attributes:
        seen: Command lines and environments, as bytes.
        core_limits: How large a core dump each of them may leave.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(name="watched", daemon=True)
        self.seen: set[bytes] = set()
        self.core_limits: set[str] = set()
        self._process = process

    def run(self) -> None:
        while self._process.poll() is None:
            for folder in Path("/proc").glob("[0-9]*"):
                with suppress(OSError, ProcessLookupError):
                    # A session of its own: its number is that of the whole family.
                    if os.getsid(int(folder.name)) == self._process.pid:
                        self._look(folder)

    def _look(self, folder: Path) -> None:
        self.seen.add((folder / "cmdline").read_bytes())
        self.seen.add((folder / "environ").read_bytes())
        limits = (folder / "limits").read_text(encoding="utf-8")
        self.core_limits |= set(re.findall(r"Max core file size +(\S+ +\S+)", limits))


class Driver:
    """Runs commands at debug level and remembers all they said."""

    def __init__(self, cli: CommandLine, canaries: Canaries) -> None:
        self.told: list[str] = []
        self.canaries = canaries
        self._cli = cli

    def run(self, words: str) -> None:
        done = self._cli(f"-v {words}")
        self.told.append("\n".join(map(json.dumps, done.events)) + "\n" + done.stderr)

    def watch(self, words: str, *, stdin: str = "") -> None:
        """As a process, looked at from outside from the moment it has its secrets to its end."""
        with self._cli.start(f"-v {words}", start_new_session=True) as process:
            assert process.stdin is not None
            process.stdin.write(stdin)
            process.stdin.flush()
            watched = Watched(process)
            watched.start()
            stdout, stderr = process.communicate(timeout=100)
            watched.join()
        shown = b"\0".join(watched.seen)
        assert words.split(maxsplit=1)[0].encode() in shown
        assert b"PATH=" in shown, "its environment could be read"
        self.canaries.require_none(words, shown)
        # Before Python has begun to read the program it is as the system made it.
        assert re.search(r"^0 +0", " ".join(watched.core_limits)), watched.core_limits
        assert "Traceback" not in stderr
        self.told.append(f"{stdout}\n{stderr}")

    def eligible(self) -> list[dict[str, Any]]:
        """The rows of the previews so far that can be charged."""
        lines = "\n".join(self.told).splitlines()
        rows = [json.loads(line) for line in lines if line.startswith("{")]
        return [row for row in rows if row["event"] == "row" and row["eligible"]]


def go_through_everything(cli: CommandLine, driver: Driver) -> None:
    """All flows, each fault at least once, and a secret that the server refuses."""
    practice, period = cli.practice, f"--period={cli.practice.period}"
    driver.watch(cli.profile_words(), stdin=cli.secrets_text(ippay_password=IPPAY_PASSWORD))
    for words in (
        *("customers", "invoices", "proformas", "accounts 1", "accounts 2"),
        "profile show practice",
        *(f"charge {period} --preview", f"links {period} --format csv", "check"),
    ):
        driver.run(words)
    eligible = driver.eligible()
    for fault, row in zip(FAULTS, eligible, strict=False):
        practice.faults([{"server": "ippay", "fault": fault, "times": 1}])
        driver.run(f"pay --invoice-id {row['document']['id']} --yes")
    for fault in ("http_500", "truncated_json", "php_warning", "drop_after", "redirect_307"):
        practice.faults([{"server": "splynx", "fault": fault, "times": 3}])
        customer = eligible[-1]["customer_id"]
        driver.run(f"refill --customer {customer} --account card --amount 5 --yes")
    practice.control("DELETE", "/faults")
    some = [row["customer_id"] for row in eligible[len(FAULTS) : len(FAULTS) + 6]]
    chosen = f"{period} --customer={','.join(map(str, some))}"
    confirm = cli(f"charge {chosen} --preview").last["confirm"]
    driver.watch(f"charge {chosen} --confirm {confirm}")
    for words in ("attention", "history", "run list", "reconcile --wait 2", "verify-journal"):
        driver.run(words)
    give_back_and_take_away(cli, driver)
    practice.terminal(practice.terminal_id, password="another")  # noqa: S106  # invented
    driver.run(f"pay --invoice-id {eligible[-2]['document']['id']} --yes")
    driver.run("history")


def give_back_and_take_away(cli: CommandLine, driver: Driver) -> None:
    """Voids and refunds with each fault, reports and their faults, exports, evidence, a copy."""
    practice, period = cli.practice, cli.practice.period
    done = [one for one in cli("history").of("attempt") if one["outcome"] == "approved"]
    assert len(done) > 3
    for number, (fault, charge) in enumerate(zip(FAULTS, done, strict=False)):
        practice.faults([{"server": "ippay", "fault": fault, "times": 1}])
        driver.run(f"{('void', 'refund')[number % 2]} {charge['attempt_id']} --yes")
    reports = f"--report-url {practice.report_url} --report-merchant-id"
    driver.run(f"profile set practice {reports} {practice.report_merchant_id}")
    for fault in ("http_500", "garbage", ""):
        practice.faults([{"server": "reports", "fault": fault, "times": 2}] if fault else [])
        driver.run(f"reconcile --period {period}")
    # Through a proxy with a password, which plain http to this computer does not use.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HTTPS_PROXY", f"http://ann:{PROXY_PASSWORD}@127.0.0.1:9")
        for words in ("check", "sync", "methods", "station show", f"links --period {period}"):
            driver.run(words)
        driver.run(f"pay --invoice-id {driver.eligible()[-3]['document']['id']} --yes")
    kept = cli.data_dir.parent / "kept"
    kept.mkdir()
    for ending in ("csv", "xlsx", "json"):
        driver.run(f"export {kept / 'charges'}.{ending}")
        assert (kept / f"charges.{ending}").stat().st_size > 100
    driver.run(f"evidence {done[0]['attempt_id']} {kept / 'evidence.json'}")
    driver.run(f"verify-journal {kept / 'evidence.json'}")
    # What a second person is asked for: there is no ledger, so nobody can be.
    driver.run("profile set practice --approve-above 0.01")
    driver.run("refill --customer 1 --account card --amount 5 --yes")
    driver.run("profile set practice --approve-above=")
    driver.run("history")
    assert list((cli.data_dir / "looks").rglob("*.json"))


def share_a_ledger(cli: CommandLine, driver: Driver, postgres: PostgresServer) -> None:
    """A team's ledger with the right password, a wrong one, one in the address, and nobody."""
    url = postgres.ledger_url()

    def secret(password: str) -> str:
        return json.dumps({"ledger_password": password})

    # What came before left faults behind it, and a password that the gateway refuses.
    cli.practice.control("DELETE", "/faults")
    cli.practice.terminal(cli.practice.terminal_id, password=IPPAY_PASSWORD)
    driver.watch(cli.profile_words(), stdin=cli.secrets_text(ippay_password=IPPAY_PASSWORD))
    driver.run("check")
    wrong, right = secret(WRONG_PASSWORD), secret(postgres.password.reveal())
    set_ledger = f"profile set practice --ledger {url} --secrets-stdin"
    driver.watch(set_ledger, stdin=wrong)
    driver.run("history")
    assert "password" in driver.told[-1]
    driver.watch(set_ledger, stdin=right)
    driver.watch("history")
    driver.run("profile show practice")
    # Above the limit: a colleague is asked, in the ledger.
    driver.run("profile set practice --approve-above 0.01")
    asked = cli("refill --customer 2 --account card --amount 5 --yes")
    assert "colleague was asked" in asked.message
    driver.run("attention")
    driver.run("profile set practice --approve-above=")
    driver.watch("refill --customer 2 --account card --amount 5 --yes")
    [charge] = cli("history").of("attempt")
    kept = cli.data_dir.parent / "kept"
    driver.run(f"evidence {charge['attempt_id']} {kept / 'team.json'}")
    assert (kept / "team.json").stat().st_size > 100
    driver.run("verify-journal")
    for table in TABLES:
        rows = repr(postgres.sql(f"TABLE {table}", url)).encode()
        driver.canaries.require_none(f"table {table}", rows)
    driver.canaries.require_none("the server's log", postgres.log().encode())
    nowhere = url.replace(str(postgres.port), "9")
    with_password = url.replace("://", f"://ann:{PASSWORD_IN_URL}@").replace("ledger@", "", 1)
    for address in (nowhere, with_password):
        driver.run(f"profile set practice --ledger {address}")
        driver.run("history")


def content_of(path: Path) -> bytes:
    """A file's bytes, and of a spreadsheet what is packed in it."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_secret_is_in_any_file_output_command_line_or_environment(
    program: CommandLine, isolated_environment: Path, postgres: PostgresServer
) -> None:
    canaries = Canaries(program.practice, slots_of(program))
    assert len(canaries.values) > 100
    canaries.values.add(postgres.password.reveal().encode())
    driver = Driver(program, canaries)
    go_through_everything(program, driver)
    team = replace(program, data_dir=program.data_dir.parent / "team")
    shared = Driver(team, canaries)
    share_a_ledger(team, shared, postgres)
    canaries.require_none("outputs", "".join(shared.told).encode())
    canaries.require_none("outputs", "".join(driver.told).encode())
    searched = 0
    data_dir = program.data_dir
    beside = [data_dir.parent / name for name in ("reader", "kept", "team")]
    for folder in (isolated_environment, data_dir, *beside):
        for path in folder.rglob("*"):
            if path.is_file():
                searched += 1
                canaries.require_none(str(path), content_of(path) + path.name.encode())
    assert searched > 5
    assert (data_dir / "logs" / "ippay-desktop.log").stat().st_size > 1000
    # That the search can find anything: the keyring's file beside them holds what it looks for.
    assert canaries.among(program.keyring_file.read_bytes())


pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def everything_shown() -> str:
    """All that windows, menus, tips, lists, the tray and the clipboard say."""
    texts = []
    for window in QApplication.topLevelWidgets():
        every = [window, *window.findChildren(QWidget)]
        for one in every:
            texts += [one.windowTitle(), one.toolTip(), one.statusTip(), one.whatsThis()]
            texts += [one.accessibleName(), one.accessibleDescription()]
            texts += [f"{action.text()} {action.toolTip()}" for action in one.actions()]
            if isinstance(one, (QLabel, QLineEdit, QAbstractButton)):
                texts.append(one.text())
            if isinstance(one, (QPlainTextEdit, QTextEdit)):
                texts.append(one.toPlainText())
            if isinstance(one, QComboBox):
                texts += [one.itemText(number) for number in range(one.count())]
        texts += [icon.toolTip() for icon in window.findChildren(QSystemTrayIcon)]
        for table in window.findChildren(QAbstractItemView):
            model: QAbstractItemModel | None = table.model()
            if model is None:
                continue
            texts += [
                str(model.index(row, column).data(role))
                for row in range(model.rowCount())
                for column in range(model.columnCount())
                for role in (0, 3, 11)
            ]
    copied = QGuiApplication.clipboard().mimeData()
    if copied is not None:
        texts += [copied.text(), copied.html()]
    return "\n".join(texts)


@pytest.mark.timeout(240)
def test_no_secret_is_on_the_screen_or_in_the_clipboard(
    cli: CommandLine, qtbot: QtBot, lanes: Lanes, tmp_path: Path
) -> None:
    canaries = Canaries(cli.practice, slots_of(cli))
    few = f"charge --period={cli.practice.period} --account=card --customer=1,2,3,4,5,6"
    confirm = cli(f"{few} --preview").last["confirm"]
    assert cli(f"{few} --confirm {confirm}").code == 0
    station = DesktopStation(cli.data_dir, is_session=True, is_verbose=True)
    window = MainWindow()
    try:
        with qtbot.waitSignal(window.opened, timeout=WAIT_MS):
            window.start(station, lanes, None)
        bench = window.workbench
        assert bench is not None
        seen = []
        for place in Place:
            bench.go(place)
            qtbot.wait(20)
            seen.append(everything_shown())
        canaries.require_none("a page", "\n".join(seen).encode())
        bench.open_customer(1)
        qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 1, timeout=WAIT_MS)
        bench.plan()
        document = DocumentRef(DocumentKind.INVOICE, CustomerId(1), DocumentId(1), "1")
        copy_links([pay_link(cli.practice.splynx_url, document, LinkBy.ID)])
        shown = everything_shown()
        assert cli.practice.splynx_url.split("//")[1] in shown
        canaries.require_none("window", shown.encode())
        assert "/ippay/direct-pay-invoice-by-id?item_id=1" in shown
        by, journal = Printing.of(bench.session), bench.session.workspace.journal
        attempt, *_ = journal.attempts(AttemptFilter())
        run, *_ = journal.runs()
        results = RunService(bench.session.workspace).results(run.run_id)
        for paper in (receipt(attempt, by), run_report(run, results, by)):
            content = pdf(paper)
            printed = text_of(content, tmp_path)
            assert attempt.intent.customer_name in printed
            canaries.require_none(paper.title, content + printed.encode())
    finally:
        window.begin_closing()
        draining = lanes.loop.create_task(window.drain())
        qtbot.waitUntil(draining.done, timeout=WAIT_MS)
        window.let_go()
        window.deleteLater()
        station.close()
