"""What is asked before every charge, or by a list, uses an index however long the journal grows."""

from collections.abc import Callable
from datetime import date

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, RunId
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import HOST, intent, invoice

DAY = date(2026, 11, 22)


def plan_of(journal: SqlJournal, ask: Callable[[], object]) -> str:
    """How SQLite would answer the one question asked."""
    asked: list[str] = []
    with journal.transactions.read() as connection:
        reader = connection.driver
    reader.set_trace_callback(asked.append)
    ask()
    reader.set_trace_callback(None)
    statement = next(one for one in asked if one.startswith("SELECT"))
    return "; ".join(row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {statement}"))


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (AttemptFilter(limit=50), "USING INDEX"),
        (AttemptFilter(customer_id=CustomerId(1)), "ix_attempts_customer"),
        (AttemptFilter(run_id=RunId("r1")), "ix_attempts_run"),
        (AttemptFilter(document_key="invoice:1"), "ix_attempts_document"),
        (AttemptFilter(states=frozenset({AttemptState.UNKNOWN})), "ix_attempts_state"),
        (AttemptFilter(period=Period(DAY, DAY)), "ix_attempts_created_at"),
        (AttemptFilter(splynx_host=HOST, awaits_bank=True), "ix_attempts_awaits_bank"),
        (
            AttemptFilter(splynx_host=HOST, transaction_ids=frozenset({"A", "B"})),
            "uq_attempts_used_transaction_id",
        ),
        (
            AttemptFilter(splynx_host=HOST, transaction_prefix="9F2C", limit=6),
            "uq_attempts_used_transaction_id",
        ),
    ],
)
def test_filters_use_an_index(local_journal: SqlJournal, wanted: AttemptFilter, index: str) -> None:
    assert index in plan_of(local_journal, lambda: local_journal.attempts(wanted))


def test_questions_before_a_charge_use_an_index(local_journal: SqlJournal) -> None:
    local_journal.add_intent(intent("a1", invoice(1)))
    open_plan = plan_of(local_journal, lambda: local_journal.open_attempts(HOST))
    assert "uq_attempts_open_document" in open_plan
    number_plan = plan_of(
        local_journal, lambda: local_journal.next_attempt_number(HOST, "invoice:1")
    )
    assert "ix_attempts_document" in number_plan
    assert "SEARCH" in plan_of(local_journal, lambda: local_journal.attempt(AttemptId("a1")))


@pytest.mark.parametrize("customer", [CustomerId(1), None])
def test_what_counts_against_a_method_uses_an_index(
    local_journal: SqlJournal, customer: CustomerId | None
) -> None:
    plan = plan_of(local_journal, lambda: local_journal.declines(HOST, customer))
    assert "SCAN" not in plan
    assert plan.count("USING INDEX") == 2
