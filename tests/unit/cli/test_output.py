"""Output: programs get lines of JSON only, and a reader that leaves stops nothing."""

import io
import json
import os
import signal
import threading
from typing import TextIO

import pytest

from ippay_desktop.cli.interrupts import Interrupts
from ippay_desktop.cli.output import Output


class Broken(io.StringIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _text: str) -> int:
        raise self.error


def test_programs_get_json_and_nothing_else() -> None:
    stdout, stderr = io.StringIO(), io.StringIO()
    output = Output(stdout, stderr, is_json=True)
    output.event({"event": "x", "name": "Żółć"}, "for people")
    output.table(("A",), [("b",)])
    output.raw("c")
    output.say("A sentence.")
    assert json.loads(stdout.getvalue()) == {"event": "x", "name": "Żółć"}
    assert stdout.getvalue().isascii()
    assert stderr.getvalue() == "A sentence.\n"


def test_people_get_tables_and_sentences() -> None:
    stdout = io.StringIO()
    output = Output(stdout, io.StringIO())
    output.event({"event": "x"})
    output.event({"event": "y"}, "Done.\x07")
    output.table(("A", "BB"), [("1", "2"), ("333", "4\x1b[31m\n5")])
    assert stdout.getvalue().splitlines() == ["Done. ", "A    BB", "1    2", "333  4 [31m 5"]


def test_figures_stand_under_each_other_beside_names_of_every_script() -> None:
    stdout = io.StringIO()
    Output(stdout, io.StringIO()).table(
        ("NAME", "DUE"), [("王小明", "5.00"), ("Jose\u0301", "1200.00"), ("Ann", "")]
    )
    assert stdout.getvalue().splitlines() == [
        "NAME        DUE",
        "王小明     5.00",
        "Jose\u0301    1200.00",
        "Ann",
    ]


def test_an_empty_table_says_so() -> None:
    stdout = io.StringIO()
    Output(stdout, io.StringIO()).table(("NAME", "DUE"), [])
    assert stdout.getvalue() == "Nothing found.\n"


@pytest.mark.parametrize(
    ("error", "has_failed"), [(BrokenPipeError(), False), (OSError(28, "full"), True)]
)
def test_what_cannot_be_written_is_dropped(error: OSError, has_failed: bool) -> None:
    output = Output(Broken(error), Broken(error), is_json=True)
    output.event({"event": "x"})
    output.event({"event": "y"})
    output.say("z")
    output.settle()
    assert output.has_failed is has_failed


def test_a_broken_stream_is_replaced_before_the_interpreter_exits() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream: TextIO = os.fdopen(writing, "w")
    output = Output(stream, io.StringIO(), is_json=True)
    output.event({"event": "x"})
    output.settle()
    stream.write("more")
    stream.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_at_once_unless_money_moves(number: signal.Signals) -> None:
    interrupts = Interrupts()
    before = signal.getsignal(number)
    with interrupts.installed():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        interrupts.shield()
        signal.raise_signal(number)
        signal.raise_signal(number)
        assert interrupts.is_stopping
    assert signal.getsignal(number) is before


def test_other_threads_leave_signals_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[object] = []

    def work() -> None:
        with Interrupts().installed():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
