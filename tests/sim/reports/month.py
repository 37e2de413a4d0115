"""A month's work in an office, and everything that can go wrong between three books, on purpose."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.billing import DocumentRef, NewPayment
from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.identifiers import (
    AttemptId,
    PaymentMethodId,
    TransactionId,
    receipt_number,
)
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import ChargeRequest
from ippay_desktop.domain.reconciliation import Case
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.domain.reversal_port import ReversalRequest
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.saved_methods import SavedMethodReader
from tests.sim.reports.conftest import Office
from tests.sim.reports.test_unheard_charges import BLIND, lose, void_at_ippay

if TYPE_CHECKING:
    from collections.abc import Iterator


CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
DOLLAR = Money(100, "USD")


@dataclass
class Month:
    """What was done on purpose, by the case that must be found for it.

    Attributes:
        elsewhere: Another computer's office, with a journal of its own.
        expected: Differences that a comparison right after it must find.
        settled: Those of them that evidence settles by itself until the next comparison.
    """

    office: Office
    elsewhere: Office
    expected: Counter[Case] = field(default_factory=Counter)
    settled: Counter[Case] = field(default_factory=Counter)
    charged: list[Attempt] = field(default_factory=list)

    def charge(self, kind: InstrumentKind = CARD) -> Attempt:
        attempt = self.office.charge(kind)
        assert attempt.state is AttemptState.RECORDED
        self.charged.append(attempt)
        return attempt

    def expect(self, case: Case) -> None:
        self.expected[case] += 1

    def record(self, attempt: Attempt, receipt: str, amount: Money) -> None:
        """A payment that somebody enters by hand, or that was posted twice."""
        workspace = self.office.workspace
        workspace.billing.record_payment(
            NewPayment(
                document=DocumentRef.refill(attempt.customer_id),
                pinned=False,
                amount=amount,
                method=workspace.profile.method_for(CARD),
                paid_on=workspace.today(),
                receipt_number=receipt,
                transaction_id=TransactionId(receipt),
                masked_number="",
                comment="by hand",
            )
        )

    def edit_payment(self, attempt: Attempt, **columns: Any) -> None:
        edit = {"table": "payments", "id": attempt.payment_id, "set": columns}
        self.office.practice.control("POST", "/splynx/edit", edit)

    def send_again(self, attempt: Attempt) -> None:
        """The gateway charges a known id once more: as a faulty one would, or for another."""
        workspace = self.office.workspace
        methods = SavedMethodReader(workspace).of(attempt.customer_id)
        instrument = methods.of(attempt.intent.instrument_kind)
        assert instrument is not None
        with self._terminal(dup_mode="process_again"):
            answer = workspace.gateway.charge(
                ChargeRequest(
                    attempt.intent.transaction_id,
                    instrument,
                    attempt.intent.amount,
                    attempt.document.number or "",
                    attempt.id,
                )
            )
        assert answer.verdict == "approved"

    def refund(self, attempt: Attempt, amount: Money | None) -> None:
        service = ReversalService(self.office.workspace)
        service.carry_out(service.prepare_refund(attempt.id, amount))

    def void(self, attempt: Attempt, *, keep_payment: bool = False) -> None:
        service = ReversalService(self.office.workspace)
        service.carry_out(service.prepare_void(attempt.id, keep_payment=keep_payment))

    def enter_all(self, attempt: Attempt) -> None:
        """Staff enter in Splynx what went back, and say so."""
        workspace = self.office.workspace
        for reversal in workspace.journal.reversals.of(attempt.id):
            if reversal.is_waiting:
                service = ReversalResolveService(workspace)
                service.resolve(reversal.id, Decision.APPROVED, "Entered.")

    @contextmanager
    def _terminal(self, **options: Any) -> Iterator[None]:
        practice = self.office.practice
        practice.terminal(**options)
        yield
        practice.terminal(dup_mode="reject094")

    def ordinary_traffic(self) -> None:
        """What happens every week and is no difference."""
        for kind in (CARD, CARD, BANK):
            self.charge(kind)
        practice = self.office.practice
        practice.faults([fault("action_code", args={"code": "051"})])
        assert self.office.charge(CARD).state is AttemptState.DECLINED
        practice.faults([{"server": "ippay", "fault": "refuse"}])
        assert self.office.charge(CARD).state is AttemptState.NOT_SENT
        practice.faults([])

    def given_back(self) -> None:
        """Voids and refunds of our own, the answers of some lost: no difference once entered."""
        self.void(self.charge())
        kept = self.charge()
        self.void(kept, keep_payment=True)
        self.enter_all(kept)
        in_parts, whole = self.charge(), self.charge()
        self.office.practice.control("POST", "/ippay/close-batch", {})
        for part in (DOLLAR, replace(DOLLAR, minor=250)):
            self.refund(in_parts, part)
        self.enter_all(in_parts)
        self.refund(whole, None)
        self.enter_all(whole)

    def doubted_reversals(self) -> tuple[Attempt, Attempt]:
        """A void and a linked refund whose answers are lost, and which no enquiry can settle."""
        refunded = self.charge()
        self.office.practice.control("POST", "/ippay/close-batch", {})
        voided = self.charge()
        practice = self.office.practice
        practice.faults([fault("drop_after", "VOID"), BLIND])
        self.void(voided)
        practice.faults([fault("drop_after", "CREDIT"), BLIND])
        self.refund(refunded, None)
        practice.faults([])
        return voided, refunded


def fault(name: str, operation: str = "SALE", **more: Any) -> dict[str, Any]:
    return {"server": "ippay", "type": operation, "fault": name, "times": 1, **more}


def inject_payments(month: Month) -> None:
    """What people do to payments in Splynx."""
    office = month.office
    office.delete_payment(month.charge())
    month.expect(Case.PAYMENT_GONE)
    doubled = month.charge()
    month.record(doubled, receipt_number(doubled.intent.transaction_id), doubled.intent.amount)
    month.expect(Case.RECORDED_TWICE)
    short = month.charge()
    month.edit_payment(short, amount=(short.intent.amount - Money(1, "USD")).text())
    month.expect(Case.AMOUNTS_DIFFER)
    moved = month.charge()
    month.edit_payment(moved, customer_id=int(short.customer_id))
    month.expect(Case.OTHER_CUSTOMERS_PAYMENT)
    month.expect(Case.OTHER_CUSTOMERS_CHARGE)
    # A receipt of ours that IPpay knows no charge of.
    month.record(month.charge(), receipt_number(TransactionId("0" * 18)), Money(4242, "USD"))
    month.expect(Case.NEVER_CHARGED)
    refunded = month.charge()
    office.practice.control("POST", "/ippay/close-batch", {})
    month.refund(refunded, DOLLAR)
    month.expect(Case.REFUND_NOT_ENTERED)


def inject_gateway(month: Month) -> None:
    """What the gateway, the bank and people on the gateway's own pages do."""
    office = month.office
    practice = office.practice
    month.send_again(month.charge())
    month.expect(Case.CHARGED_TWICE)
    # Denied by its answer, and charged in its books; once also recorded by hand.
    for is_recorded in (False, True):
        practice.faults([fault("action_code", args={"code": "051"})])
        denied = office.charge(CARD)
        assert denied.state is AttemptState.DECLINED
        practice.faults([])
        month.send_again(denied)
        month.expect(Case.DENIED_BUT_AGREED if is_recorded else Case.DENIED)
        if is_recorded:
            receipt = receipt_number(denied.intent.transaction_id)
            month.record(denied, receipt, denied.intent.amount)
    # Voided on IPpay's pages, and returned by the bank: the payments stay in Splynx.
    void_at_ippay(office, month.charge())
    office.come_back(month.charge(BANK), "R01")
    month.expected[Case.TAKEN_BACK] += 2
    # News about an account is no return.
    office.come_back(month.charge(BANK), "C01")
    # A person said approved, and the gateway never had it; once the payment is gone as well.
    for is_deleted in (False, True):
        lost = lose(office, fault="drop_before")
        said = ResolveService(office.workspace).resolve(lost.id, Decision.APPROVED, "By phone.")
        assert said.state is AttemptState.RECORDED
        practice.faults([])
        if is_deleted:
            office.delete_payment(said)
        month.expect(Case.CLAIMED_ONLY if is_deleted else Case.NEVER_CHARGED)


def inject_strangers(month: Month) -> None:
    """The add-on, customers in the portal, and another computer of ours."""
    office = month.office
    practice = office.practice
    for record in (True, False):
        row = office.unused(CARD)
        body = {"invoice_id": row.document.ref.id, "record": record}
        assert practice.control("POST", "/splynx/addon-charge", body)["charged"]
        month.expect(Case.STRANGER_RECORDED if record else Case.STRANGER_UNRECORDED)
    ours = month.charge()
    again = {"invoice_id": ours.document.id, "amount": ours.intent.amount.text()}
    assert practice.control("POST", "/splynx/portal-pay", again)["charged"]
    month.expect(Case.SAME_ORDER)
    # Somebody else sends money back, under an id that nothing was charged under.
    workspace = office.workspace
    methods = SavedMethodReader(workspace).of(ours.customer_id)
    assert methods.card is not None
    stray = ReversalRequest(
        operation=Operation.FREE_CREDIT,
        transaction_id=TransactionId("STRAYREFUND0000001"),
        charge_transaction_id=TransactionId("STRAYCHARGE0000001"),
        approval=None,
        instrument=methods.card,
        amount=DOLLAR,
        order_number="elsewhere",
        attempt_id=AttemptId("elsewhere"),
        terminal_id=workspace.profile.terminal_id,
    )
    assert workspace.gateway.give_back(stray).verdict == "done"
    month.expect(Case.STRANGER_REFUND)
    practice.control("POST", "/ippay/operation", {"type": "ADJUST"})
    month.expect(Case.STRANGER_OTHER)
    month.elsewhere.clock.ahead = office.clock.ahead
    assert month.elsewhere.charge(CARD).state is AttemptState.RECORDED
    month.elsewhere.delete_payment(month.elsewhere.charge(CARD))
    month.expect(Case.UNRECORDED_ELSEWHERE)


def inject_unsettled(month: Month) -> None:
    """What is still under way at the first comparison, and settles by evidence until the next.

    Faults stay: clear them before comparing again.
    """
    office = month.office
    month.charged.append(charge_unrecorded(office))
    # Taken back on IPpay's pages before anybody could record it, and nobody has heard of it yet.
    void_at_ippay(office, charge_unrecorded(office))
    lost = lose(office)
    assert lost.state is AttemptState.UNKNOWN
    month.charged.append(lost)
    for case in (Case.UNRECORDED, Case.TAKEN_BACK_UNRECORDED, Case.STILL_CHECKED):
        month.expect(case)
        month.settled[case] += 1


def charge_unrecorded(office: Office) -> Attempt:
    """A charge whose payment Splynx refuses, until somebody mends the profile."""
    wrong = replace(office.workspace.profile, card_method=PaymentMethodId(999))
    service = ChargeService(replace(office.workspace, profile=wrong))
    document = office.unused(CARD).document
    attempt = service.charge(service.prepare_document(document, AccountChoice.CARD, None)).attempt
    assert attempt.state is AttemptState.RECORD_REFUSED
    return attempt
