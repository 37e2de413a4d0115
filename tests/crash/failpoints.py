"""Every place at which a charge can be cut off: before and after each step that lasts.

A step lasts when it is committed to the journal or leaves for another computer. The methods that
do so are found in the program itself, so a new one is a new failpoint, and a test demands its case.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.domain.charge import ChargeEvent

if TYPE_CHECKING:
    from collections.abc import Callable

# What a method's text holds when it commits, or sends something that may change anything there.
_MARKS = {
    SqlJournal: ("_database.write()", "_intents.commit(", "_claims.take(", "_claims.release"),
    IPpayGateway: ("self._post(document",),
    SplynxClient: ("self._recorder.record", "self._recorder.delete"),
}

# Class and method, and the name of the step that a call of it is.
WATCHED: dict[tuple[type[Any], str], Callable[..., str]] = {
    (SqlJournal, "add_intent"): lambda *_: "intent",
    (SqlJournal, "apply"): lambda _journal, _id, change, _at: f"journal:{change.event}",
    (SqlJournal, "add_run"): lambda *_: "run",
    (SqlJournal, "set_run_state"): lambda _journal, _id, state, *_: f"run_state:{state}",
    (SqlJournal, "set_row"): lambda _journal, _id, _position, state, **__: f"row:{state}",
    (SqlJournal, "add_note"): lambda *_: "note",
    (SqlJournal, "claim_run"): lambda *_: "claim",
    (SqlJournal, "release"): lambda *_: "release",
    (IPpayGateway, "charge"): lambda *_: "gateway",
    (IPpayGateway, "enquire"): lambda *_, **__: "enquiry",
    (SplynxClient, "record_payment"): lambda *_: "payment",
}
# Steps of something else than a charge, and the test that cuts them off, or why nothing is lost.
ELSEWHERE: dict[tuple[type[Any], str], str] = {
    (
        SqlJournal,
        "claim_attempt",
    ): "writes in a team's ledger alone: tests/sim/ledger/test_races.py",
    (SqlJournal, "forget_own_claims"): "lets go of what a dead process held; done again each time",
    (IPpayGateway, "give_back"): "tests/crash/test_reversal_death.py",
    (IPpayGateway, "enquire_reversal"): "moves nothing; asked again",
    (IPpayGateway, "ping"): "moves nothing",
    (SplynxClient, "delete_payment"): "tests/crash/test_reversal_death.py",
}

# Events that no charge, enquiry or payment brings, but reports and people, and who tries them.
EVENTS_ELSEWHERE: dict[str, frozenset[ChargeEvent]] = {
    "tests/sim/reports": frozenset(
        {
            ChargeEvent.BANK_SETTLED,
            ChargeEvent.BANK_RETURNED,
            ChargeEvent.BOOKS_SHOW_CHARGE,
            ChargeEvent.BOOKS_SHOW_REFUSAL,
            ChargeEvent.BOOKS_SHOW_VOID,
            ChargeEvent.RETURN_CLEARED,
            ChargeEvent.VOID_CLEARED,
        }
    ),
    "tests/sim/charging/test_resolving.py": frozenset(
        event for event in ChargeEvent if event.name.startswith("PERSON_")
    ),
}


def names_of(method: str, args: tuple[Any, ...]) -> set[str]:
    """What a call of a watched method names of the document it is about.

    Its number; of an enquiry the transaction id, and of a row its position in the run.
    """
    subject = args[1]
    match method:
        case "apply":
            return {args[0].attempt(subject).document.number}
        case "set_row":
            return {f"row {args[2]}"}
        case "charge":
            return {subject.order_number}
        case "enquire":
            return {subject}
        case "add_intent" | "record_payment":
            return {subject.document.number}
        case _:
            return set()


def lasting_methods() -> set[tuple[type[Any], str]]:
    """Those of the program's adapters, read from their text."""
    return {
        (owner, name)
        for owner, marks in _MARKS.items()
        for name, method in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_") and any(mark in inspect.getsource(method) for mark in marks)
    }


def both(*steps: str) -> list[str]:
    """Before and after each."""
    return [f"{side}:{step}" for step in steps for side in ("before", "after")]
