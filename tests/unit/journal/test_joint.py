"""What several callers want at once is done once, and each is told about its own part alone."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.journal.failures import UnknownCommitError
from ippay_desktop.adapters.journal.joint import Joint, Part
from ippay_desktop.domain.errors import InputError, InvariantError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Gather = Callable[[], Sequence[Part[int, int]]]

MOST = 4


class Squares:
    """Has numbers squared; the first time only when it is let."""

    def __init__(self, fails: Callable[[Sequence[int]], None] = lambda _: None) -> None:
        self.joint: Joint[int, int] = Joint(self._do, most=MOST)
        self.done: list[list[int]] = []
        self.is_let = threading.Event()
        self._is_begun = threading.Event()
        self._fails = fails

    def _do(self, gather: Gather) -> None:
        parts = gather()
        asked = [part.asked for part in parts]
        self._is_begun.set()
        assert self.is_let.wait(10)
        for part in parts:
            if part.asked < 0:
                part.trouble = InputError(f"{part.asked} is refused")
            else:
                part.told = part.asked**2
        self._fails(asked)
        self.done.append(asked)

    @contextmanager
    def after(self, *numbers: int) -> Iterator[list[Future[int]]]:
        """Let these wait in a row behind 0, which is under way; what becomes of each."""
        with ThreadPoolExecutor(len(numbers) + 1) as pool:
            first = pool.submit(self.joint.have, 0)
            assert self._is_begun.wait(10)
            told: list[Future[int]] = []
            pause = threading.Event()
            for number in numbers:
                told.append(pool.submit(self.joint.have, number))
                while self.joint.waiting < len(told):
                    pause.wait(0.001)
            self.is_let.set()
            yield [first, *told]


def trouble_of(future: Future[int]) -> tuple[type[BaseException], str]:
    error = future.exception(10)
    assert error is not None
    return type(error), str(error)


def test_who_is_alone_is_done_at_once() -> None:
    squares = Squares()
    squares.is_let.set()
    assert [squares.joint.have(number) for number in (2, 3)] == [4, 9]
    assert squares.done == [[2], [3]]


def test_those_who_come_meanwhile_are_done_together() -> None:
    squares = Squares()
    with squares.after(1, 2, 3) as told:
        assert [one.result(10) for one in told] == [0, 1, 4, 9]
    assert squares.done == [[0], [1, 2, 3]]


def test_more_than_go_together_take_turns() -> None:
    squares = Squares()
    with squares.after(*range(1, 7)) as told:
        assert [one.result(10) for one in told] == [number**2 for number in range(7)]
    assert squares.done == [[0], [1, 2, 3, 4], [5, 6]]
    assert squares.joint.waiting == 0


def test_one_that_is_refused_harms_nobody() -> None:
    squares = Squares()
    with squares.after(1, -2, 3) as told:
        assert trouble_of(told[2]) == (InputError, "-2 is refused")
        assert [told[place].result(10) for place in (1, 3)] == [1, 9]


def test_trouble_of_all_is_told_to_all_in_words_of_their_own() -> None:
    def fails(asked: Sequence[int]) -> None:
        if len(asked) > 1:
            raise StorageError("the disk is full")

    squares = Squares(fails)
    with squares.after(1, -2, 3) as told:
        assert trouble_of(told[2]) == (InputError, "-2 is refused")
        for place in (1, 3):
            assert trouble_of(told[place]) == (StorageError, "the disk is full")
        assert told[1].exception() is not told[3].exception()
    assert squares.joint.have(5) == 25


def test_a_leader_that_fails_before_it_gathers_fails_alone() -> None:
    first = threading.Event()

    def do(gather: Gather) -> None:
        if not first.is_set():
            first.set()
            raise StorageError("out of reach")
        for part in gather():
            part.told = part.asked

    joint: Joint[int, int] = Joint(do, most=MOST)
    with pytest.raises(StorageError, match="out of reach"):
        joint.have(1)
    assert joint.waiting == 0
    assert joint.have(2) == 2


def test_what_an_interrupted_leader_may_have_done_is_neither_yes_nor_no() -> None:
    def fails(asked: Sequence[int]) -> None:
        if len(asked) > 1:
            raise KeyboardInterrupt

    squares = Squares(fails)
    with squares.after(1, 2) as told:
        assert trouble_of(told[1])[0] is KeyboardInterrupt
        assert trouble_of(told[2])[0] is UnknownCommitError


class _Interrupted(Part[int, int]):
    """Its caller is interrupted when it has waited for a while, the first time."""

    __slots__ = ("was_interrupted",)

    def wait(self) -> None:
        if self.asked == 7 and not hasattr(self, "was_interrupted"):
            self.was_interrupted = True
            raise KeyboardInterrupt
        super().wait()


def test_who_is_interrupted_while_it_waits_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ippay_desktop.adapters.journal.joint.Part", _Interrupted)
    squares = Squares()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(squares.joint.have, 0)
        assert squares._is_begun.wait(10)
        with pytest.raises(KeyboardInterrupt):
            squares.joint.have(7)
        squares.is_let.set()
        assert first.result(10) == 0
    assert squares.joint.have(1) == 1
    assert squares.done == [[0], [1]]


def test_whoever_is_told_nothing_does_not_take_it_for_a_yes() -> None:
    def do(gather: Gather) -> None:
        gather()

    joint: Joint[int, int] = Joint(do, most=MOST)
    with pytest.raises(InvariantError):
        joint.have(1)
