"""The bounded pool that carries out a run's rows, and the reasons why it stops early."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.bulk import RunRow
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    IPpayDesktopError,
    StorageError,
)
from ippay_desktop.domain.outcome import DeclineClass, Verdict
from ippay_desktop.services.recording import awaits_settlement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ippay_desktop.domain.profile import ChargingPolicy
    from ippay_desktop.services.budget import Budget
    from ippay_desktop.services.charging import Charged

_SET_UP_REFUSALS_IN_A_ROW = 3
# Money that was taken and is not in Splynx. It is searched for, and posted by and by, so a few of
# them stop nothing; but a Splynx that records none must not cost everybody of a period their money.
_NOT_RECORDED = frozenset({AttemptState.TAKEN, AttemptState.RECORDING, AttemptState.RECORD_REFUSED})
_UNRECORDED_IN_A_ROW = 25


class StopReason(StrEnum):
    """Why a run did not go through its whole plan."""

    PERSON = "person"
    CANARY = "canary"
    UNKNOWNS = "unknowns"
    CREDENTIALS = "credentials"
    SET_UP = "set_up"
    NOT_RECORDED = "not_recorded"
    TROUBLE = "trouble"


STOP_NOTES = {
    StopReason.PERSON: "Paused by a person.",
    StopReason.CANARY: "The first rows are done. Look at them, then resume.",
    StopReason.UNKNOWNS: "Too many unclear answers in a row. See Attention, then resume.",
    StopReason.CREDENTIALS: "IPpay or Splynx refused our credentials. Mend them, then resume.",
    StopReason.SET_UP: "IPpay refused our set-up several times in a row. Mend it, then resume.",
    StopReason.NOT_RECORDED: "Splynx has recorded none of the last charges, so nothing more is "
    "charged. See Attention, mend the cause, then resume.",
}


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: an attempt, or a reason why there is none."""

    row: RunRow
    attempt: Attempt | None


class RunControl:
    """How others talk to a run that is going on; safe from any thread."""

    def __init__(self) -> None:
        self._pause = threading.Event()

    def pause(self) -> None:
        """Begin no further row; charges under way reach their outcome."""
        self._pause.set()

    @property
    def is_paused(self) -> bool:
        """Whether a pause was asked for."""
        return self._pause.is_set()


class _Breaker:
    """Decides, after each row, whether the run must stop itself."""

    def __init__(self, policy: ChargingPolicy) -> None:
        self._policy = policy
        self._unknowns = 0
        self._refusals = 0
        self._unrecorded = 0

    def reason_after(self, charged: Charged) -> StopReason | None:
        attempt = charged.attempt
        is_unknown = attempt.state is AttemptState.UNKNOWN
        self._unknowns = self._unknowns + 1 if is_unknown else 0
        # A refusal for the customer's own data says nothing about the next row.
        is_refused = (
            charged.verdict is Verdict.REFUSED and attempt.decline_class == DeclineClass.SETUP
        )
        self._refusals = self._refusals + 1 if is_refused else 0
        if charged.is_credential_failure:
            return StopReason.CREDENTIALS
        if self._counts_unrecorded(attempt) >= _UNRECORDED_IN_A_ROW:
            return StopReason.NOT_RECORDED
        if self._unknowns >= self._policy.max_unknowns:
            return StopReason.UNKNOWNS
        if self._refusals >= _SET_UP_REFUSALS_IN_A_ROW:
            return StopReason.SET_UP
        return None

    def _counts_unrecorded(self, attempt: Attempt) -> int:
        """How many in a row took money and were not recorded; one that took none tells nothing."""
        if attempt.state is AttemptState.RECORDED:
            self._unrecorded = 0
        elif attempt.state in _NOT_RECORDED and not awaits_settlement(
            attempt, self._policy.record_bank
        ):
            self._unrecorded += 1
        return self._unrecorded


class ChargePool:
    """Charges rows a few at a time; begins no further row once there is a reason to stop.

    Used by one thread, which is told of each row as it begins and of each result; the rows run on
    worker threads.

    Attributes:
        failure: This computer's or our own trouble that stopped it, for the caller to raise.
    """

    def __init__(
        self,
        policy: ChargingPolicy,
        control: RunControl,
        budget: Budget,
        on_result: Callable[[RowResult], None] | None,
        on_begin: Callable[[RunRow], None] | None = None,
    ) -> None:
        self._budget = budget
        self._workers = policy.concurrency
        self._breaker = _Breaker(policy)
        self._control = control
        self._on_result = on_result
        self._on_begin = on_begin
        self._note: str | None = None
        self.failure: StorageError | InvariantError | None = None

    def carry_out(
        self,
        rows: Sequence[RunRow],
        charge: Callable[[RunRow], tuple[RowResult, Charged | None]],
    ) -> str | None:
        """Charge rows in order; returns a sentence why it stopped early, or None."""
        queue = list(reversed(rows))
        under_way: set[Future[tuple[RowResult, Charged | None]]] = set()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="charge") as pool:
            while True:
                if self._control.is_paused:
                    self._stop(STOP_NOTES[StopReason.PERSON])
                while queue and self._note is None and len(under_way) < self._workers:
                    row = queue[-1]
                    ceiling = self._budget.reserve(row.amount)
                    if ceiling is not None:
                        self._stop(ceiling.refusal(row.amount, row.document, row.customer_name))
                        break
                    under_way.add(pool.submit(charge, self._begun(queue.pop())))
                if not under_way:
                    return self._note
                # A pause asks for nothing before the next row is done, so nothing is polled.
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take_in(future)

    def _begun(self, row: RunRow) -> RunRow:
        if self._on_begin is not None:
            self._on_begin(row)
        return row

    def _take_in(self, future: Future[tuple[RowResult, Charged | None]]) -> None:
        trouble = future.exception()
        if isinstance(trouble, AuthenticationError):
            self._stop(f"{STOP_NOTES[StopReason.CREDENTIALS]} {trouble}")
            return
        if isinstance(trouble, IPpayDesktopError):
            self._stop(str(trouble))
            if isinstance(trouble, StorageError | InvariantError):
                self.failure = trouble
            return
        result, charged = future.result()
        if result.attempt is None or result.attempt.money_taken is MoneyTaken.NO:
            self._budget.release(result.row.amount)
        if self._on_result is not None:
            self._on_result(result)
        reason = self._breaker.reason_after(charged) if charged is not None else None
        if reason is not None:
            self._stop(STOP_NOTES[reason])

    def _stop(self, note: str) -> None:
        self._note = self._note or note
