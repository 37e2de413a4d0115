"""Lanes and scopes: reads are replaced, charges refused a second time and never cut off."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ippay_desktop.ui.tasks import Lanes, Stream, TaskScope, settled, until
from tests.gui.conftest import WAIT_MS

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def unexpected(error: Exception) -> None:
    raise AssertionError(error)


def test_a_new_read_replaces_the_old_one(lanes: Lanes, qtbot: QtBot) -> None:
    scope, gate = TaskScope("test", lanes), threading.Event()
    seen: list[str] = []

    def slow() -> str:
        assert gate.wait(30)
        return "old"

    scope.read("search", slow, seen.append, unexpected)
    scope.read("search", lambda: "new", seen.append, unexpected)
    qtbot.waitUntil(lambda: seen == ["new"], timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: not scope.is_reading, timeout=WAIT_MS)
    assert seen == ["new"]


def test_a_failed_read_is_told_and_logged(
    lanes: Lanes, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    scope = TaskScope("test", lanes)
    errors: list[Exception] = []

    def fail() -> None:
        raise ValueError("no")

    scope.read("search", fail, lambda _none: None, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1, timeout=WAIT_MS)
    assert "task_failed name=test.search error=ValueError" in caplog.text


def test_a_second_charge_is_refused_and_the_first_outlives_its_listener(
    lanes: Lanes, qtbot: QtBot
) -> None:
    parent = TaskScope("parent", lanes)
    scope, gate = parent.child("pay"), threading.Event()
    done: list[str] = []

    def pay() -> str:
        assert gate.wait(30)
        done.append(threading.current_thread().name)
        return "paid"

    heard: list[str] = []
    assert scope.charge("pay", pay, heard.append, unexpected)
    assert not scope.charge("pay", pay, heard.append, unexpected)
    assert parent.is_charging
    parent.close()
    assert not scope.charge("other", pay, heard.append, unexpected), "intake has stopped"
    draining = lanes.loop.create_task(parent.drain())
    gate.set()
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    assert len(done) == 1
    assert done[0].startswith("charge-lane")
    assert heard == [], "nobody listens any more"
    assert scope.is_over


def test_whoever_hears_the_end_may_begin_again(lanes: Lanes, qtbot: QtBot) -> None:
    # A resumed run was once refused because its canary had ended only that instant.
    scope = TaskScope("test", lanes)
    heard: list[str] = []

    def go_on(word: str) -> None:
        heard.append(word)
        if len(heard) == 1:
            assert scope.charge("run", lambda: "second", go_on, unexpected)

    assert scope.charge("run", lambda: "first", go_on, unexpected)
    qtbot.waitUntil(lambda: heard == ["first", "second"], timeout=WAIT_MS)


def test_a_closed_scope_reads_nothing(lanes: Lanes) -> None:
    scope = TaskScope("test", lanes)
    scope.close()
    scope.read("search", lambda: "x", lambda _text: None, unexpected)
    assert not scope.is_reading


def test_a_stream_brings_every_value_in_order(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[int] = []
    stream: Stream[int] = Stream(lanes, seen.extend)
    scope = TaskScope("test", lanes)

    def produce() -> None:
        for number in range(500):
            stream.put(number)

    scope.read("produce", produce, lambda _none: None, unexpected)
    qtbot.waitUntil(lambda: len(seen) == 500, timeout=WAIT_MS)
    assert seen == list(range(500))


def test_until_names_what_it_waited_for(lanes: Lanes, qtbot: QtBot) -> None:
    async def wait() -> None:
        await settled()
        await until(lambda: False, "rain", limit_s=0.05)

    task = lanes.loop.create_task(wait())
    qtbot.waitUntil(task.done, timeout=WAIT_MS)
    assert isinstance(task.exception(), TimeoutError)
    assert "rain" in str(task.exception())
