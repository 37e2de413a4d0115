"""What people at a station do with the program, through its services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RowResult, RunControl
from ippay_desktop.services.charging import ChargeOrder, ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.reversing import ReversalService
from tests.simulation.person import Person

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal_rules import ReversalOrder
    from ippay_desktop.services.workspace import Workspace
    from tests.simulation.scenario import Action
    from tests.simulation.station import Station

_PERIOD = Period.parse("2026-11-01..2026-11-30")
_RECORDED = AttemptFilter(states=frozenset({AttemptState.RECORDED}))
_KINDS = frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA})


class Staff:
    """One process's worth of people at work."""

    def __init__(self, workspace: Workspace, station: Station) -> None:
        self._workspace = workspace
        self._station = station
        self._charging = ChargeService(workspace)
        self._runs = RunService(workspace)
        self._reconciling = ReconcileService(workspace)
        self._reversing = ReversalService(workspace)
        self._person = Person(workspace, station)

    def do(self, action: Action) -> None:
        """Carry out an action; errors for staff come out as the program raises them."""
        self._station.note("action", verb=action.verb, target=action.target, cents=action.cents)
        getattr(self, f"_{action.verb}")(action)

    def finish(self) -> None:
        """Ask about everything that is open, as the program would by itself in time."""
        self._reconciling.reconcile()

    def decide(self) -> None:
        """Let a person decide what evidence cannot."""
        self._person.decide_everything()

    def _pay(self, action: Action) -> None:
        word, _, number = action.target.partition(":")
        kind = DocumentKind(word)
        document = self._workspace.billing.document(kind, DocumentId(int(number)))
        amount = None
        if action.cents and kind is DocumentKind.INVOICE and action.cents < document.due.minor:
            amount = Money(action.cents, self._workspace.currency)
        order = self._charging.prepare_document(document, AccountChoice.ANY, amount)
        self._confirm_and_charge(order, action.think)

    def _refill(self, action: Action) -> None:
        amount = Money(action.cents, self._workspace.currency)
        customer = CustomerId(int(action.target))
        order = self._charging.prepare_refill(customer, AccountChoice.ANY, amount)
        self._confirm_and_charge(order, action.think)

    def _confirm_and_charge(self, order: ChargeOrder, think: float) -> None:
        self._station.wait(think)
        self._station.meddled(order.document.key)
        self._note_confirmed(order.document.key, order.amount.minor)
        self._claim(self._charging.charge(order).attempt)

    def _void(self, action: Action) -> None:
        attempt = self._chosen(action)
        if attempt is None:
            return
        keep = action.cents % 4 == 0
        self._give_back(self._reversing.prepare_void(attempt.id, keep_payment=keep), action)

    def _refund(self, action: Action) -> None:
        attempt = self._chosen(action)
        if attempt is None:
            return
        amount = None
        if action.target == "part":
            part = max(1, attempt.left_minor * (action.cents % 100) // 100)
            amount = Money(part, self._workspace.currency)
        order = self._reversing.prepare_refund(
            attempt.id, amount, unlinked=action.target == "unlinked"
        )
        self._give_back(order, action)

    def _chosen(self, action: Action) -> Attempt | None:
        """A charge that was recorded and is not given back, by lot."""
        found = [
            attempt
            for attempt in self._workspace.journal.attempts(_RECORDED)
            if attempt.left_minor > 0 or attempt.given_back.is_being_reversed
        ]
        # Who waits for a refund asks for it again, and somebody tries.
        waiting = [attempt for attempt in found if attempt.given_back.is_being_reversed]
        found = waiting if waiting and action.cents % 2 else found
        return found[action.cents % len(found)] if found else None

    def _give_back(self, order: ReversalOrder, action: Action) -> None:
        self._station.wait(action.think)
        self._station.note("confirmed_back", attempt=order.attempt.id, cents=order.amount.minor)
        done = self._reversing.carry_out(order)
        self._claim(done.attempt)

    def _resolve(self, _: Action) -> None:
        self._person.decide_about_charges()
        self._person.decide_about_reversals()

    def _misjudge(self, _: Action) -> None:
        self._person.decide_about_charges(wrongly=True)

    def _enter(self, _: Action) -> None:
        self._person.enter_in_splynx()
        self._person.clear_returns()

    def _run(self, action: Action) -> None:
        wanted = DocumentFilter(
            kinds=_KINDS,
            period=_PERIOD,
            customers=frozenset(int(number) for number in action.target.split(",")),
        )
        plan = PlanService(self._workspace).plan(wanted, AccountChoice.ANY)
        self._station.wait(action.think)
        for row in plan.eligible:
            self._station.meddled(row.document.key)
            self._note_confirmed(row.document.key, row.amount.minor)
        self._execute(self._runs.create(plan, canary=action.cents or None))

    def _resume(self, _: Action) -> None:
        for run in self._workspace.journal.runs():
            if run.state in {RunState.PLANNED, RunState.PAUSED, RunState.RUNNING}:
                self._execute(run)
                return

    def _cancel(self, _: Action) -> None:
        for run in self._workspace.journal.runs():
            if run.state not in {RunState.STOPPED, RunState.FINISHED}:
                self._runs.cancel(run.run_id)
                return

    def _execute(self, run: Run) -> None:
        control = RunControl()
        pause_after = self._station.world.dice.whole(1, 12, "pause", run.run_id)
        done = 0

        def on_result(result: RowResult) -> None:
            nonlocal done
            done += 1
            if result.attempt is not None:
                self._claim(result.attempt)
            if done == pause_after:
                control.pause()

        self._runs.execute(run.run_id, control, on_result)

    def _reconcile(self, action: Action) -> None:
        self._reconciling.reconcile(wait_s=min(action.think, 20.0))

    def _settle(self, _: Action) -> None:
        self._reconciling.settle_due()

    def _restart(self, _: Action) -> None:
        """The station has done it."""

    def _idle(self, action: Action) -> None:
        is_long = self._station.world.scenario.is_long
        self._station.wait(action.think * (3600 if is_long else 60))

    def _note_confirmed(self, key: str, cents: int) -> None:
        self._station.note("confirmed", key=key, cents=cents)

    def _claim(self, attempt: Attempt) -> None:
        self._station.note(
            "claimed",
            attempt=attempt.id,
            state=attempt.state.value,
            money_taken=attempt.money_taken.value,
        )
