"""Whatever mood the gateway answers enquiries in, none is read as more than it says."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ippay_desktop.domain.identifiers import TransactionId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import EnquiryVerdict
from tests.sim.ippay.conftest import Bench
from tests.sim.ippay.test_charging import set_fault, settle

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
E = EnquiryVerdict
LATE = TransactionId("NEVERSENTNEVERSENT")

# Mode, then what is read of: an approved sale, an accepted check, a declined sale, a voided sale,
# an id that was never sent.
MODES = [
    ("normal", E.APPROVED, E.APPROVED, E.DECLINED, E.VOIDED, E.NOT_FOUND),
    ("late", E.NOT_FOUND, E.NOT_FOUND, E.NOT_FOUND, E.VOIDED, E.NOT_FOUND),
    ("silent", E.UNCLEAR, E.UNCLEAR, E.UNCLEAR, E.UNCLEAR, E.UNCLEAR),
    ("not_found", E.NOT_FOUND, E.NOT_FOUND, E.NOT_FOUND, E.NOT_FOUND, E.NOT_FOUND),
    ("always_000", E.UNCLEAR, E.APPROVED, E.UNCLEAR, E.VOIDED, E.UNCLEAR),
]


def voided(bench: Bench) -> TransactionId:
    """A sale whose answer was lost and that the gateway then took back by itself."""
    request = bench.new_request(CARD)
    set_fault(bench, request, "neterr_autovoid", {"m": "60"})
    bench.gateway().charge(request)
    settle(bench, request.transaction_id, taken=True)
    assert bench.taken(request.transaction_id) == 1
    bench.servers.faults([])
    bench.servers.advance(120)
    assert bench.taken(request.transaction_id) == 0
    return request.transaction_id


@pytest.mark.parametrize("mode", MODES, ids=[mode[0] for mode in MODES])
def test_every_mode(bench: Bench, mode: tuple[str, *tuple[EnquiryVerdict, ...]]) -> None:
    name, *expected = mode
    gateway = bench.gateway()
    gone = voided(bench)
    sale, check = bench.new_request(CARD), bench.new_request(BANK)
    declined = bench.new_request(CARD, cents=6451)
    for request in (sale, check, declined):
        gateway.charge(request)
    for terminal in (bench.servers.terminal_id, bench.servers.ach_terminal_id):
        bench.servers.terminal(terminal, enq_mode=name, enq_late_s="60")
    asked = [
        (sale.transaction_id, CARD),
        (check.transaction_id, BANK),
        (declined.transaction_id, CARD),
        (gone, CARD),
        (LATE, CARD),
    ]
    assert [gateway.enquire(*each).verdict for each in asked] == expected
    if name == "late":
        bench.servers.advance(61)
        found = [gateway.enquire(*each).verdict for each in asked]
        assert found == [E.APPROVED, E.APPROVED, E.DECLINED, E.VOIDED, E.NOT_FOUND]


def test_an_approval_that_commits_late_is_first_not_found(bench: Bench) -> None:
    request = bench.new_request(CARD)
    set_fault(bench, request, "late_commit", {"n": "300"})
    gateway = bench.gateway()
    gateway.charge(request)
    settle(bench, request.transaction_id, taken=True)
    assert gateway.enquire(request.transaction_id, CARD).verdict is E.NOT_FOUND
    bench.servers.advance(301)
    assert gateway.enquire(request.transaction_id, CARD).verdict is E.APPROVED


def test_what_no_enquiry_can_see(bench: Bench) -> None:
    """A gateway that repeats its first answer after taking the charge back looks approved.

    Only its reports tell; hence an approval found by asking is asked about again, later, before
    it counts.
    """
    gone = voided(bench)
    bench.servers.terminal(enq_after_void="original")
    assert bench.gateway().enquire(gone, CARD).verdict is E.APPROVED
    assert bench.taken(gone) == 0


@pytest.mark.parametrize(("mode", "verdict"), [("not_found", E.NOT_FOUND), ("wait", E.APPROVED)])
def test_while_the_charge_is_in_flight(bench: Bench, mode: str, verdict: EnquiryVerdict) -> None:
    bench.servers.terminal(in_flight=mode)
    request = bench.new_request(CARD)
    set_fault(bench, request, "slow", {"n": "2", "processed": "false"})
    with ThreadPoolExecutor(1) as worker:
        charging = worker.submit(bench.gateway(timeout_s=10).charge, request)
        threading.Event().wait(0.7)
        asked = bench.gateway(timeout_s=10).enquire(request.transaction_id, CARD)
        assert asked.verdict is verdict
        assert charging.result().verdict == "approved"
    assert bench.gateway().enquire(request.transaction_id, CARD).verdict is E.APPROVED


def test_the_wrong_terminal_finds_nothing(bench: Bench) -> None:
    request = bench.new_request(CARD)
    bench.gateway().charge(request)
    other = bench.gateway(terminal_id=bench.servers.ach_terminal_id)
    assert other.enquire(request.transaction_id, CARD).verdict is E.NOT_FOUND
