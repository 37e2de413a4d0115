"""The command that tells whose saved methods will fail at the next charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.objects import Fields, instrument_object, list_summary_object
from ippay_desktop.cli.words import method_words
from ippay_desktop.domain.money import total
from ippay_desktop.services.auditing import Deed, listed
from ippay_desktop.services.failing_methods import FailingMethodService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.services.failing_methods import FailingMethod


def methods(context: Context) -> Exit:
    """Customers with something unpaid who could not be charged."""
    workspace = context.open(Access.LOOK)
    found = FailingMethodService(workspace).find(context.options.by)
    workspace.audit.note(Deed.SAW, "methods", ids=listed(one.customer_id for one in found))
    for one in found:
        context.output.event(_method_object(one))
    context.output.table(
        ("ID", "CUSTOMER", "UNPAID", "DUE", "METHOD", "WHY"),
        [
            (
                str(one.customer_id),
                one.customer_name,
                str(one.unpaid),
                one.due.text(),
                method_words(one.instrument.kind, one.instrument.last4) if one.instrument else "",
                one.reason,
            )
            for one in found
        ],
    )
    due = total([one.due for one in found], workspace.currency)
    context.output.event(list_summary_object(len(found), due=due.text()))
    return Exit.DONE


def _method_object(one: FailingMethod) -> Fields:
    method = one.instrument
    return {
        "event": "method",
        "customer_id": one.customer_id,
        "customer_name": one.customer_name,
        "instrument": None if method is None else instrument_object(method.kind, method.last4),
        "expiry": str(method.expiry) if method and method.expiry else None,
        "problem": str(one.kind),
        "reason": one.reason,
        "unpaid": one.unpaid,
        "due": one.due.text(),
        "currency": one.due.currency,
        "portal_url": one.portal_url,
    }
