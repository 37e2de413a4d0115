"""A plan shown before it is carried out, and the confirmation that must fit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.objects import plan_summary_object, row_object
from ippay_desktop.cli.words import FORECAST_BLIND, document_words, method_words, plan_warnings
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from ippay_desktop.cli.output import Output
    from ippay_desktop.domain.bulk import Plan, PlanRow


def show_plan(output: Output, plan: Plan) -> None:
    """Every row with its judgement, then the control totals."""
    for row in plan.rows:
        output.event(row_object(row))
    output.table(
        ("", "DOCUMENT", "CUSTOMER", "AMOUNT", "METHOD", "NOTE"), [_cells(row) for row in plan.rows]
    )
    if plan.is_blind:
        output.say(FORECAST_BLIND)
    left_out = len(plan.rows) - len(plan.eligible)
    output.event(
        plan_summary_object(plan),
        f"{len(plan.eligible)} can be charged, together {plan.sum}; {left_out} left out. "
        f"Nothing was sent. To charge exactly this: --confirm {plan.confirmation}",
    )


def require_confirmation(plan: Plan, given: str) -> None:
    """Compare what a person confirmed with what the plan amounts to now.

    Raises:
        InputError: it does not fit; nothing was sent.
    """
    number, colon, amount = given.strip().partition(":")
    if not (colon and number.isascii() and number.isdecimal()):
        raise InputError(
            f"“{given}” is no confirmation. Write COUNT:SUM as --preview shows it, such as "
            f"{plan.confirmation}."
        )
    confirmed = Money.parse(amount, plan.currency)
    if int(number) != len(plan.eligible) or confirmed != plan.sum:
        raise InputError(
            f"The plan is {plan.confirmation} now, not {given}. Nothing was sent: look at it "
            "again with --preview, then confirm it."
        )


def _cells(row: PlanRow) -> tuple[str, ...]:
    method = row.instrument
    mark = "✔" if row.is_eligible else "-"
    return (
        mark,
        document_words(row.document),
        row.customer_name,
        row.amount.text(),
        method_words(method.kind, method.last4) if method else "",
        row.reason or " ".join(plan_warnings(row)),
    )
