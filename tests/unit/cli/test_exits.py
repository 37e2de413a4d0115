"""Exit codes: a table over every count, every error, and their precedence."""

from dataclasses import replace

import pytest

from ippay_desktop.cli.exits import Exit, exit_for_counts, exit_for_error
from ippay_desktop.domain import errors
from ippay_desktop.domain.charge import AttemptState as S
from ippay_desktop.domain.identifiers import PaymentId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.profiles import KeyringRefusedError
from ippay_desktop.services.tally import tally_own
from tests.unit.cli import samples


@pytest.mark.parametrize(
    ("states", "is_stopped", "expected"),
    [
        ((), False, Exit.DONE),
        ((), True, Exit.STOPPED),
        ((S.RECORDED,), False, Exit.DONE),
        ((S.RECORDED,), True, Exit.STOPPED),
        ((S.RECORDED, S.DECLINED), False, Exit.PARTLY),
        ((S.DECLINED,), True, Exit.STOPPED),
        ((S.NOT_SENT,), False, Exit.PARTLY),
        ((S.VOIDED,), False, Exit.PARTLY),
        *(
            ((state, S.DECLINED), True, Exit.WAITING)
            for state in (
                *(S.INTENT, S.UNKNOWN, S.PROVISIONAL, S.TAKEN, S.RECORDING, S.RECORD_REFUSED),
                *(S.CONFLICTED, S.POSTED, S.MISPLACED),
            )
        ),
    ],
)
def test_results(states: tuple[S, ...], is_stopped: bool, expected: Exit) -> None:
    counts = tally_own(
        [samples.attempt(state) for state in states],
        currency="USD",
        record_bank=RecordBank.ACCEPTED,
    )
    assert exit_for_counts(counts, is_stopped=is_stopped) is expected


def test_every_state_is_counted_once() -> None:
    counts = tally_own(
        [samples.attempt(state) for state in S], currency="USD", record_bank=RecordBank.ACCEPTED
    )
    assert (
        counts.planned
        == len(S)
        == (
            counts.approved
            + counts.declined
            + counts.not_sent
            + counts.being_checked
            + counts.unrecorded
        )
    )


@pytest.mark.parametrize(
    ("state", "payment_id", "declined"),
    [
        (S.TAKEN_BACK, 9021, 0),
        (S.RETURNED, 9021, 0),
        # Recorded at settlement, and it came back before that.
        (S.RETURNED, None, 0),
        (S.VOIDED, 9021, 0),
        (S.VOIDED, None, 1),
    ],
)
def test_what_came_back_was_collected_and_stands_beside_that(
    state: S, payment_id: int | None, declined: int
) -> None:
    came_back = replace(
        samples.attempt(state, InstrumentKind.BANK),
        payment_id=None if payment_id is None else PaymentId(payment_id),
    )
    counts = tally_own([came_back], currency="USD", record_bank=RecordBank.ACCEPTED)
    collected = 1 - declined
    assert (counts.declined, counts.approved, counts.given_back) == (declined, collected, collected)
    sums = (counts.amount_approved.text(), counts.amount_given_back.text())
    assert sums == (("0.00", "0.00") if declined else ("64.50", "64.50"))


@pytest.mark.parametrize(
    ("record_bank", "expected"),
    [(RecordBank.SETTLED, Exit.DONE), (RecordBank.ACCEPTED, Exit.WAITING)],
)
def test_a_bank_debit_that_awaits_its_settlement_is_done(
    record_bank: RecordBank, expected: Exit
) -> None:
    accepted = samples.attempt(S.TAKEN, InstrumentKind.BANK)
    counts = tally_own([accepted], currency="USD", record_bank=record_bank)
    assert exit_for_counts(counts) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.InputError("x"), Exit.REFUSED),
        (AttemptOpenError(), Exit.REFUSED),
        (errors.NotSentError("x"), Exit.REFUSED),
        (errors.OutcomeUnknownError("x"), Exit.REFUSED),
        (errors.RejectedError("x"), Exit.REFUSED),
        (errors.NotFoundError("x"), Exit.REFUSED),
        (errors.PermissionDeniedError("x"), Exit.REFUSED),
        (errors.RateLimitedError("x"), Exit.REFUSED),
        (errors.AuthenticationError("x"), Exit.REFUSED),
        (errors.ProtocolError("x"), Exit.REFUSED),
        (KeyringRefusedError("x"), Exit.REFUSED),
        (errors.StorageError("x"), Exit.TROUBLE),
        (errors.InvariantError("x"), Exit.TROUBLE),
        (ZeroDivisionError(), Exit.TROUBLE),
    ],
)
def test_errors(error: Exception, expected: Exit) -> None:
    assert exit_for_error(error) is expected
