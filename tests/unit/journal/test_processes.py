"""Other processes: one killed after a commit loses nothing, one that reads is not in the way."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ippay_desktop.adapters.journal import SqlJournal, open_journal
from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import HOST, START, TestClock, intent, invoice

ROOT = Path(__file__).resolve().parents[3]
KILLS = 8

COMMIT_AND_DIE = """
import os, signal, sys
from pathlib import Path
from ippay_desktop.adapters.journal import open_journal
from tests.unit.journal.build import TestClock, intent, invoice
journal = open_journal(Path(sys.argv[1]), clock=TestClock())
number = int(sys.argv[2])
journal.add_intent(intent(f"a{number}", invoice(number)))
os.kill(os.getpid(), signal.SIGKILL)
"""
COMMIT_UNTIL_KILLED = """
import itertools, sys
from pathlib import Path
from ippay_desktop.adapters.journal import open_journal
from tests.unit.journal.build import TestClock, intent, invoice
journal = open_journal(Path(sys.argv[1]), clock=TestClock())
for number in itertools.count():
    journal.add_intent(intent(f"a{number}", invoice(number)))
    print(number, flush=True)
"""


def python(program: str, *words: str) -> list[str]:
    return [sys.executable, "-c", program, *words]


def test_an_intent_outlives_the_process_that_committed_it(journal_path: Path) -> None:
    for number in range(KILLS):
        died = subprocess.run(  # noqa: S603  # our own program
            python(COMMIT_AND_DIE, str(journal_path), str(number)), check=False, cwd=ROOT
        )
        assert died.returncode == -signal.SIGKILL
        journal = open_journal(journal_path, clock=TestClock())
        found = journal.attempts(AttemptFilter())
        assert [one.id for one in found] == [f"a{n}" for n in range(number, -1, -1)]
        assert {one.state for one in found} == {AttemptState.INTENT}
        assert journal.verify().entries == number + 1
        journal.close()


def test_a_reader_sees_each_commit_of_a_writer_elsewhere(journal_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603  # our own program
        python(COMMIT_UNTIL_KILLED, str(journal_path)), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        reader = open_journal(journal_path, clock=TestClock(), writable=False)
        for _ in range(30):
            told = int(writer.stdout.readline())
            seen = reader.open_attempts(HOST)
            assert len(seen) > told
            assert reader.attempt(AttemptId(f"a{told}")) in seen
            assert reader.verify().is_sound
        with pytest.raises(StorageError, match="for reading only"):
            reader.add_intent(intent("mine", invoice(10**6)))
        writer.kill()
        told = int(writer.stdout.read().splitlines()[-1])
    assert reader.attempt(AttemptId(f"a{told}")).is_open
    # What the dead process left in the write-ahead log is there for whoever writes next.
    journal = open_journal(journal_path, clock=TestClock())
    journal.apply(AttemptId(f"a{told}"), Change(ChargeEvent.LEFT_BEHIND), START)
    assert journal.verify().is_sound
    assert reader.attempt(AttemptId(f"a{told}")).state is AttemptState.UNKNOWN
    reader.close()
    journal.close()


def test_a_reader_needs_no_writer_and_leaves_the_journal_alone(
    local_journal: SqlJournal, journal_path: Path
) -> None:
    committed = local_journal.add_intent(intent("a1", invoice(1)))
    local_journal.close()
    before = journal_path.read_bytes()
    reader = open_journal(journal_path, clock=TestClock(), writable=False)
    assert reader.attempts(AttemptFilter()) == (committed,)
    reader.close()
    assert journal_path.read_bytes() == before


@pytest.mark.parametrize("is_begun", [False, True])
def test_no_journal_reads_as_an_empty_one(journal_path: Path, *, is_begun: bool) -> None:
    if is_begun:  # By a process that died before it wrote anything.
        journal_path.touch()
    reader = open_journal(journal_path, clock=TestClock(), writable=False)
    assert reader.attempts(AttemptFilter()) == ()
    assert reader.verify().is_sound
    with pytest.raises(StorageError):
        reader.add_intent(intent("a1", invoice(1)))
    reader.close()
    assert journal_path.exists() is is_begun
