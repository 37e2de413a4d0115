"""News of saved cards from the card networks, matched to customers by token in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.findings import Finding
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.saved_methods import SavedMethodReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.domain.report_port import AccountUpdate, GatewayReports
    from ippay_desktop.services.workspace import Workspace

_SUBJECT = "card_news:"
_REPLACED = "The card networks say that this customer's saved card ···· {last4} was replaced."
# Source: the networks' letters for an account that is closed, and for "ask the cardholder".
_ENDED = {
    "C": "The card networks say that the account of this customer's saved card ···· {last4} is "
    "closed.",
    "Q": "The card networks ask that the holder of this customer's saved card ···· {last4} be "
    "contacted.",
}
_STEP = "Ask the customer to save a card anew in the portal, and send the portal link."


class CardNews:
    """Reads the account updater's report. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)
        self._methods = SavedMethodReader(workspace)

    def news(self, reports: GatewayReports) -> tuple[Finding, ...]:
        """A finding for each customer whose saved card will not work any more.

        What is told of a card that the customer no longer has saved is over, and let go. Saved
        cards are read only if there is something to match.
        """
        updates = [one for one in reports.account_updates() if not one.is_pending and _words(one)]
        told = [one for one in self._findings.open() if one.subject.startswith(_SUBJECT)]
        if not (updates or told):
            return ()
        try:
            cards = self._cards()
        except IPpayDesktopError:
            # Splynx out of reach: the report tells the same for days.
            return ()
        saved = {card_key(customer, card) for customer, card in cards}
        gone = [one.subject for one in told if _key_of(one.subject) not in saved]
        self._findings.let_go(gone, "The customer has another card, or none, by now.")
        owners: dict[str, list[tuple[CustomerId, Instrument]]] = {}
        for customer, card in cards:
            owners.setdefault(card.credential.reveal(), []).append((customer, card))
        return tuple(
            self._finding(customer, card, update)
            for update in updates
            for customer, card in owners.get(update.old_token.reveal(), ())
        )

    def _cards(self) -> list[tuple[CustomerId, Instrument]]:
        return [
            (customer, methods.card)
            for customer, methods in self._methods.of_everybody().items()
            if methods.card is not None and methods.card.credential.reveal()
        ]

    def _finding(self, customer: CustomerId, card: Instrument, update: AccountUpdate) -> Finding:
        at = update.at or self._workspace.clock.now()
        key = card_key(customer, card)
        return Finding(
            f"{_SUBJECT}{key}:{update.response_code}:{at:%Y-%m-%d}"[:200],
            AttentionKind.OTHER,
            self._workspace.clock.now(),
            _words(update).format(last4=card.last4),
            _STEP,
            customer_id=customer,
            customer_name=self._name(customer) or card.holder,
        )

    def _name(self, customer: CustomerId) -> str:
        try:
            return self._workspace.billing.customer(customer).name
        except IPpayDesktopError:
            return ""


def card_key(customer: CustomerId, card: Instrument) -> str:
    """Names a saved card without its token: another card of the customer has another name."""
    return f"{customer}:{card.last4}:{card.mark}"


def told_cards(findings: Iterable[Finding]) -> Mapping[str, str]:
    """What the networks say of cards, by `card_key`, from open findings."""
    return {
        _key_of(one.subject): one.reason for one in findings if one.subject.startswith(_SUBJECT)
    }


def _key_of(subject: str) -> str:
    return ":".join(subject.removeprefix(_SUBJECT).split(":")[:3])


def _words(update: AccountUpdate) -> str:
    """What happened to the card, or "" when it goes on as it is."""
    new, old = update.new_token.reveal(), update.old_token.reveal()
    if not old:
        return ""
    return _REPLACED if new and new != old else _ENDED.get(update.response_code.upper(), "")
