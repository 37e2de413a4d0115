"""`sync` from outside: what it says, what it leaves, and who may run it."""

from ippay_desktop.adapters.station_lock import StationLock
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.app.copies import LOCK_NAME
from tests.sim.cli.driver import CommandLine


def test_sync_fills_the_copy_and_then_reads_only_what_changed(cli: CommandLine) -> None:
    first = cli("sync")
    assert first.code == 0
    assert {line["resource"] for line in first.of("progress")} == {
        *("customers", "invoices", "proformas"),
    }
    assert first.of("progress")[-1]["done"] == first.of("progress")[-1]["expected"]
    assert first.last["event"] == "summary"
    assert first.last["changed"] >= 620
    assert first.last["unreadable"] == 0
    (copy,) = cli.data_dir.glob("local-copy-*.db")
    assert not copy.stat().st_mode & 0o077
    again = cli("sync")
    assert (again.code, again.last["changed"], again.of("progress")) == (0, 0, [])
    everything = cli("sync --full")
    assert everything.code == 0
    assert everything.last["count"] >= first.last["changed"]
    assert (everything.last["changed"], everything.last["removed"]) == (0, 0)


def test_two_programs_do_not_renew_it_at_once(cli: CommandLine) -> None:
    with StationLock(cli.data_dir, clock=SystemClock(), file_name=LOCK_NAME):
        refused = cli("sync")
    assert refused.code == 2
    assert "Another copy of IPpay Desktop renews" in refused.message


def test_a_splynx_out_of_reach_leaves_the_copy_as_it_was(cli: CommandLine) -> None:
    assert cli("sync").code == 0
    cli.practice.listener("splynx", up=False)
    failed = cli("sync")
    assert failed.code == 2
    cli.practice.listener("splynx", up=True)
    assert cli("sync").last["changed"] == 0


def test_a_record_that_cannot_be_read_is_told(cli: CommandLine) -> None:
    edit = {"table": "invoices", "id": 7, "set": {"date_till": "one of these days"}}
    cli.practice.control("POST", "/splynx/edit", edit)
    done = cli("sync")
    assert (done.code, done.last["unreadable"]) == (0, 1)
    assert "1 record of Splynx cannot be read" in done.stderr
