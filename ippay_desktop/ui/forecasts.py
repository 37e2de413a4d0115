"""A forecast in the words of the window: where money may go before it reaches its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.ui.text import count, day, document_name, inside, money, tr

if TYPE_CHECKING:
    from ippay_desktop.domain.billing import OpenDebt
    from ippay_desktop.domain.forecast import Forecast


def foreseen(forecast: Forecast | None) -> str:
    """What to know before it is charged; "" when there is nothing."""
    if forecast is None or not forecast.first:
        return ""
    if forecast.document.kind is DocumentKind.REFILL and not forecast.lands.is_positive:
        return tr("All of it is likely to settle {debts}.", debts=_debts(forecast))
    if forecast.document.kind is DocumentKind.REFILL:
        return tr(
            "{sum} of it is likely to settle {debts}; {rest} stays on the balance.",
            sum=money(forecast.elsewhere),
            debts=_debts(forecast),
            rest=money(forecast.lands),
        )
    return tr(
        "{sum} may go to {debts} first; {due} would then stay due here.",
        sum=money(forecast.elsewhere),
        debts=_debts(forecast),
        due=money(forecast.still_due),
    )


def blind_sentence() -> str:
    """Said when not all that customers owe could be read."""
    return tr("Older debts could not be read; Splynx may settle them first.")


def _debts(forecast: Forecast) -> str:
    if len(forecast.first) > 1:
        return count(len(forecast.first), "{n} other debt", "{n} other debts")
    return _debt(forecast.first[0].debt)


def _debt(debt: OpenDebt) -> str:
    if debt.document is not None:
        return inside(document_name(debt.document))
    if debt.dated is None:
        return tr("an open debit")
    return tr("an open debit of {date}", date=day(debt.dated))
