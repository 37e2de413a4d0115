"""News of saved cards from the card networks, matched to customers by token in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.findings import Finding
from ippay_desktop.services.saved_methods import SavedMethodReader

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.domain.report_port import AccountUpdate, GatewayReports
    from ippay_desktop.services.workspace import Workspace

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
        self._methods = SavedMethodReader(workspace)

    def news(self, reports: GatewayReports) -> tuple[Finding, ...]:
        """A finding for each customer whose saved card will not work any more.

        Saved cards are read only if the report holds something. A card that the customer has saved
        anew bears another token, and is no news.
        """
        updates = [one for one in reports.account_updates() if not one.is_pending and _words(one)]
        if not updates:
            return ()
        try:
            owners = self._owners()
        except IPpayDesktopError:
            # Splynx out of reach: the report tells the same for days.
            return ()
        return tuple(
            self._finding(customer, card, update)
            for update in updates
            for customer, card in owners.get(update.old_token.reveal(), ())
        )

    def _owners(self) -> dict[str, list[tuple[CustomerId, Instrument]]]:
        found: dict[str, list[tuple[CustomerId, Instrument]]] = {}
        for customer, methods in self._methods.of_everybody().items():
            if methods.card is not None and (token := methods.card.credential.reveal()):
                found.setdefault(token, []).append((customer, methods.card))
        return found

    def _finding(self, customer: CustomerId, card: Instrument, update: AccountUpdate) -> Finding:
        at = update.at or self._workspace.clock.now()
        return Finding(
            f"card_news:{customer}:{card.last4}:{update.response_code}:{at:%Y-%m-%d}"[:200],
            AttentionKind.OTHER,
            self._workspace.clock.now(),
            _words(update).format(last4=card.last4),
            _STEP,
            customer_id=customer,
            customer_name=card.holder,
        )


def _words(update: AccountUpdate) -> str:
    """What happened to the card, or "" when it goes on as it is."""
    new, old = update.new_token.reveal(), update.old_token.reveal()
    if not old:
        return ""
    return _REPLACED if new and new != old else _ENDED.get(update.response_code.upper(), "")
