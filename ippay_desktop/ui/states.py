"""The one table of states: icon, word and colour, the same in every part of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_debit import expected_on, return_words
from ippay_desktop.domain.billing import DocumentState
from ippay_desktop.domain.bulk import PlanRow, RowState, RunState
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.instrument import Instrument, InstrumentKind, InstrumentProblem
from ippay_desktop.ui.forecasts import foreseen
from ippay_desktop.ui.text import day, money, said, tr
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from ippay_desktop.services.charge_pool import RowResult

# Source: IPpay settles bank debits on banking days; most returns come within five of them.


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as staff see it.

    Attributes:
        icon: Name of the icon.
        word: What stands beside it; says the state without the colour.
        taken: Was money taken, where the state answers that.
    """

    icon: str
    word: str
    tone: Tone
    taken: MoneyTaken | None = None


def ready() -> Shown:
    """Nothing was sent yet."""
    return Shown("circle", tr("Ready"), Tone.NEUTRAL, MoneyTaken.NO)


def may_land_elsewhere() -> Shown:
    """Nothing was sent yet, and older debts may take the money first."""
    return Shown("alert", tr("Ready, but look where it goes"), Tone.AMBER, MoneyTaken.NO)


def being_read() -> Shown:
    """Nothing was sent yet, and whether it may be is not known yet."""
    return Shown("circle", tr("Reading…"), Tone.GREY, MoneyTaken.NO)


def cannot_charge() -> Shown:
    """Refused before anything was sent."""
    return Shown("skip", tr("Cannot be charged so"), Tone.RED, MoneyTaken.NO)


def not_read() -> Shown:
    """Nobody knows whether it can be charged; nothing was sent."""
    return Shown("alert", tr("Could not be read"), Tone.AMBER, MoneyTaken.NO)


def sending() -> Shown:
    """On its way to the gateway."""
    return Shown("send", tr("Sending…"), Tone.BLUE, MoneyTaken.BEING_CHECKED)


def skipped(reason: str) -> Shown:
    """Left out, with its reason; nothing was taken."""
    return Shown("skip", tr("Skipped: {reason}", reason=said(reason)), Tone.GREY, MoneyTaken.NO)


def being_checked() -> Shown:
    """No answer that can be trusted yet."""
    word = tr("Being checked, don't charge again")
    return Shown("hourglass", word, Tone.AMBER, MoneyTaken.BEING_CHECKED)


def of_attempt(attempt: Attempt) -> Shown:
    """How a charge attempt stands."""
    taken = attempt.money_taken
    shown = sending()
    match attempt.state:
        case AttemptState.INTENT:
            pass
        case AttemptState.UNKNOWN | AttemptState.PROVISIONAL:
            shown = being_checked()
        case AttemptState.DECLINED:
            word = tr("Declined: {reason}", reason=said(attempt.reason))
            shown = Shown("cross", word, Tone.RED, taken)
        case AttemptState.NOT_SENT:
            shown = skipped(attempt.reason)
        case AttemptState.VOIDED:
            shown = Shown("undo", tr("Voided"), Tone.VIOLET, taken)
        case AttemptState.TAKEN_BACK | AttemptState.RETURNED:
            shown = _taken_back(attempt)
        case AttemptState.RECORDED:
            shown = _recorded(attempt)
        case AttemptState.RECORD_REFUSED | AttemptState.CONFLICTED | AttemptState.MISPLACED:
            shown = Shown("alert", tr("Taken, see Attention"), Tone.AMBER, taken)
        case AttemptState.TAKEN | AttemptState.RECORDING | AttemptState.POSTED:
            shown = _taken(attempt)
    return shown


def _taken(attempt: Attempt) -> Shown:
    if attempt.state is AttemptState.TAKEN and attempt.awaits_bank:
        return _accepted(attempt)
    return Shown("record", tr("Taken, recording…"), Tone.BLUE, attempt.money_taken)


def _given_back(attempt: Attempt) -> Shown | None:
    """Of a charge that is being or was given back; None of any other."""
    taken = attempt.money_taken
    if attempt.given_back.is_being_reversed:
        return Shown("hourglass", tr("Being given back, don't refund again"), Tone.AMBER, taken)
    if attempt.outcome is Outcome.VOIDED:
        return Shown("undo", tr("Voided"), Tone.VIOLET, taken)
    if attempt.outcome is Outcome.REFUNDED:
        return Shown("undo", tr("Refunded"), Tone.VIOLET, taken)
    if attempt.refunded is not None:
        word = tr("Paid, {amount} of it refunded", amount=money(attempt.refunded))
        return Shown("check", word, Tone.GREEN, taken)
    return None


def _recorded(attempt: Attempt) -> Shown:
    back = _given_back(attempt)
    if back is not None:
        return back
    if attempt.is_payment_gone:
        word = tr("Taken, its payment is gone from Splynx")
        return Shown("alert", word, Tone.AMBER, attempt.money_taken)
    if attempt.awaits_bank:
        return _accepted(attempt)
    return Shown("check", tr("Paid"), Tone.GREEN, attempt.money_taken)


def _accepted(attempt: Attempt) -> Shown:
    word = tr("Bank debit accepted, settles by {date}", date=day(expected_on(attempt)))
    return Shown("bank", word, Tone.TEAL, attempt.money_taken)


def _taken_back(attempt: Attempt) -> Shown:
    if attempt.outcome is Outcome.VOIDED:
        return Shown("undo", tr("Voided"), Tone.VIOLET, attempt.money_taken)
    return Shown("bank", said(return_words(attempt)), Tone.RED, attempt.money_taken)


def of_document(state: DocumentState) -> Shown:
    """How a document stands in Splynx."""
    return {
        DocumentState.UNPAID: Shown("circle", tr("Unpaid"), Tone.NEUTRAL),
        DocumentState.PARTIAL: Shown("half", tr("Partly paid"), Tone.BLUE),
        DocumentState.OVERDUE: Shown("clock", tr("Overdue"), Tone.RED),
        DocumentState.PENDING: Shown("hourglass", tr("Pending in Splynx"), Tone.AMBER),
        DocumentState.PAID: Shown("check", tr("Paid"), Tone.GREEN),
        DocumentState.DELETED: Shown("skip", tr("Deleted"), Tone.GREY),
        DocumentState.OTHER: Shown("alert", tr("Unknown status"), Tone.GREY),
    }[state]


def customer_status(status: str) -> str:
    """A customer's status in Splynx's words for staff; one that is not known as it is.

    Source: Splynx's API documentation, customers; its pages call "disabled" inactive.
    """
    words = {
        "new": tr("New"),
        "active": tr("Active"),
        "blocked": tr("Blocked"),
        "disabled": tr("Inactive"),
    }
    return words.get(status.casefold(), status.capitalize())


def of_plan_row(row: PlanRow) -> Shown:
    """Whether the run would charge a row, and what to know about it."""
    if not row.is_eligible:
        return Shown("skip", said(row.reason), Tone.RED)
    if row.needs_a_look:
        words = filter(None, [*map(said, row.warnings), foreseen(row.forecast)])
        return Shown("alert", " ".join(words), Tone.AMBER)
    return Shown("check", tr("Will be charged"), Tone.GREEN)


def plan_legend() -> Shown:
    """What to do with a plan's rows while none is chosen."""
    words = tr("Choose a row to read its whole reason; Take out leaves it for another time.")
    return Shown("circle", words, Tone.NEUTRAL)


def of_result(result: RowResult) -> Shown:
    """What became of a row of a run."""
    if result.attempt is not None:
        return of_attempt(result.attempt)
    if result.row.state is RowState.SKIPPED:
        return skipped(result.row.reason)
    return sending() if result.row.state is RowState.STARTED else ready()


def of_run(state: RunState) -> Shown:
    """How a run stands."""
    return {
        RunState.PLANNED: Shown("circle", tr("Planned"), Tone.NEUTRAL),
        RunState.RUNNING: Shown("send", tr("Running"), Tone.BLUE),
        RunState.PAUSED: Shown("pause", tr("Paused"), Tone.AMBER),
        RunState.STOPPED: Shown("stop", tr("Stopped"), Tone.GREY),
        RunState.FINISHED: Shown("check", tr("Finished"), Tone.GREEN),
    }[state]


def of_check(*, is_ok: bool, is_needed: bool) -> Shown:
    """One line of the connection check."""
    if is_ok:
        return Shown("check", tr("Fine"), Tone.GREEN)
    if not is_needed:
        return Shown("alert", tr("Missing"), Tone.AMBER)
    return Shown("cross", tr("Wrong"), Tone.RED)


def not_checked() -> Shown:
    """A line of the connection check before it was looked at."""
    return Shown("circle", tr("Not yet"), Tone.GREY)


def of_instrument(instrument: Instrument | None) -> Shown:
    """Whether a saved method can be charged."""
    if instrument is None:
        return Shown("skip", tr("None saved"), Tone.GREY)
    icon = "card" if instrument.kind is InstrumentKind.CARD else "bank"
    if instrument.problem is None:
        return Shown(icon, instrument.masked, Tone.NEUTRAL)
    word = problem_word(instrument.problem)
    return Shown("alert", f"{instrument.masked} {word}", Tone.RED)


def problem_word(problem: InstrumentProblem) -> str:
    """Why a saved method cannot be charged, in few words."""
    return {
        InstrumentProblem.RAW_NUMBER: tr("card number on file"),
        InstrumentProblem.EXPIRED: tr("expired"),
        InstrumentProblem.INCOMPLETE: tr("incomplete"),
        InstrumentProblem.BAD_ROUTING: tr("bad routing number"),
        InstrumentProblem.RETURNED: tr("debit came back"),
    }[problem]


def of_link(trouble: str) -> Shown:
    """Whether a document may be paid by link now."""
    if trouble:
        return Shown("cross", said(trouble), Tone.RED)
    return Shown("check", tr("Unpaid now, link is good"), Tone.GREEN)


def taken_answer(taken: MoneyTaken) -> str:
    """The first line of every result."""
    return {
        MoneyTaken.YES: tr("Money taken: yes"),
        MoneyTaken.NO: tr("Money taken: no"),
        MoneyTaken.BEING_CHECKED: tr("Money taken: being checked"),
    }[taken]


def taken_word(taken: MoneyTaken) -> str:
    """The answer alone, for a column of its own."""
    return {
        MoneyTaken.YES: tr("yes"),
        MoneyTaken.NO: tr("no"),
        MoneyTaken.BEING_CHECKED: tr("being checked"),
    }[taken]


def of_taken(taken: MoneyTaken) -> Shown:
    """The answer with its icon and colour."""
    icon, tone = {
        MoneyTaken.YES: ("check", Tone.GREEN),
        MoneyTaken.NO: ("cross", Tone.RED),
        MoneyTaken.BEING_CHECKED: ("hourglass", Tone.AMBER),
    }[taken]
    return Shown(icon, taken_answer(taken), tone, taken)
