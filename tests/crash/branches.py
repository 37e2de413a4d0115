"""Charges that do not go straight, each with what it takes to bring it about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ippay_desktop.domain.charge import ChargeEvent
from tests.crash.failpoints import both
from tests.support.practice import PracticeServers

SALE: dict[str, Any] = {"server": "ippay", "type": "SALE"}
POST: dict[str, Any] = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}


@dataclass(frozen=True)
class Branch:
    """A charge that does not go straight: what goes wrong, and which events that brings.

    Attributes:
        faults: While it is charged.
        after: The event in which the charge itself ends, where the others come when it is asked
            about; None where they come while it is charged.
        takes_money: Whether the customer has paid in the end.
        comes_again: Whether a next start brings the same event once more if it was not kept.
        before: Done before it is charged.
        between: Done after the charge, before it is asked about.
    """

    name: str
    events: tuple[ChargeEvent, ...]
    faults: tuple[dict[str, Any], ...] = ()
    after: ChargeEvent | None = None
    takes_money: bool = True
    comes_again: bool = True
    before: Callable[[PracticeServers], None] | None = None
    between: Callable[[PracticeServers, dict[str, Any]], None] | None = None


def bank_declines(servers: PracticeServers) -> None:
    servers.terminal(penny_rule=True)


def pin_is_ignored(servers: PracticeServers) -> None:
    servers.switches(splynx={"invoice_pin": "ignored"})


def _enquiry_is_garbled(servers: PracticeServers, _: dict[str, Any]) -> None:
    servers.faults([{"server": "ippay", "type": "ENQ", "fault": "garbage"}])


def _somebody_edits_the_payment(servers: PracticeServers, document: dict[str, Any]) -> None:
    """The one that we posted and whose answer we did not get."""
    books = servers.books_splynx()
    [payment] = [one for one in books["payments"] if one["invoice_id"] == document["id"]]
    change = {"table": "payments", "id": payment["id"], "set": {"amount": "1.0000"}}
    servers.control("POST", "/splynx/edit", change)


def _once(rule: dict[str, Any], fault: str, **args: Any) -> tuple[dict[str, Any], ...]:
    return ({**rule, "fault": fault, "times": 1, "args": args},)


_E = ChargeEvent
# These come while a charge is made.
_ON_THE_WAY = [
    Branch(
        "declined",
        (_E.ANSWERED_DECLINED,),
        _once(SALE, "action_code", code="051"),
        takes_money=False,
        comes_again=False,
    ),
    Branch("unclear", (_E.ANSWERED_UNCLEAR,), _once(SALE, "drop_after"), comes_again=False),
    Branch(
        "out of reach",
        (_E.PROVEN_NOT_SENT,),
        ({"server": "ippay", "fault": "refuse"},),
        takes_money=False,
        comes_again=False,
    ),
    Branch("payment unclear", (_E.POSTING_UNCLEAR,), _once(POST, "drop_after"), comes_again=False),
    Branch(
        "payment not sent",
        (_E.POSTING_NOT_SENT,),
        (
            {
                "server": "splynx",
                "method": "GET",
                "path": "admin/finance/payment-methods$",
                "fault": "drop_before",
            },
        ),
        comes_again=False,
    ),
    Branch(
        "payment refused", (_E.POSTING_REFUSED,), _once(POST, "redirect_307"), comes_again=False
    ),
    Branch("payment elsewhere", (_E.PAYMENT_MISPLACED,), before=pin_is_ignored),
]
# These come when a charge, or its payment, is asked about.
ASKED = [
    Branch(
        "found approved",
        (_E.ENQUIRY_APPROVED, _E.APPROVAL_CONFIRMED),
        _once(SALE, "drop_after"),
        _E.ANSWERED_UNCLEAR,
    ),
    Branch(
        "never found",
        (_E.ENQUIRY_NOT_FOUND, _E.HOLD_PASSED),
        _once(SALE, "drop_before"),
        _E.ANSWERED_UNCLEAR,
        takes_money=False,
    ),
    Branch(
        "found voided",
        (_E.ENQUIRY_VOIDED,),
        _once(SALE, "neterr_autovoid", seconds="0"),
        _E.ANSWERED_UNCLEAR,
        takes_money=False,
    ),
    Branch(
        "found declined",
        (_E.ENQUIRY_DECLINED,),
        _once(SALE, "http_502_html"),
        _E.ANSWERED_UNCLEAR,
        takes_money=False,
        before=bank_declines,
    ),
    Branch(
        "enquiry garbled",
        (_E.ENQUIRY_UNCLEAR,),
        _once(SALE, "drop_after"),
        _E.ANSWERED_UNCLEAR,
        between=_enquiry_is_garbled,
    ),
    Branch(
        "payment searched",
        (_E.POSTING_SEARCHED,),
        _once(POST, "drop_before"),
        _E.POSTING_UNCLEAR,
    ),
    Branch(
        "payment of another amount",
        (_E.PAYMENT_CONFLICTED,),
        _once(POST, "drop_after"),
        _E.POSTING_UNCLEAR,
        between=_somebody_edits_the_payment,
    ),
]
BRANCHES = [*_ON_THE_WAY, *ASKED]
FOR_A_PERSON = {_E.PAYMENT_MISPLACED, _E.PAYMENT_CONFLICTED}


def steps_of(branch: Branch) -> list[str]:
    """Where a charge of this branch is cut off, in the order in which it comes there."""
    events = [step for event in branch.events for step in both(f"journal:{event}")]
    # Asking moves nothing at the gateway; two branches are enough to show it.
    return [*(both("enquiry") if branch.name in {"found approved", "never found"} else []), *events]
