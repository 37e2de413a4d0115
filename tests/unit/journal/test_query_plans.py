"""What is asked before every charge, or by a list, uses an index however long the journal grows."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Select

from ippay_desktop.adapters.journal import SqlJournal, link, queries
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


@pytest.mark.parametrize("count", [1, 4, 16])
def test_questions_about_several_documents_use_an_index(
    local_journal: SqlJournal, count: int
) -> None:
    keys = {f"key_{place}": f"invoice:{place}" for place in range(count)}
    asked: list[str] = []
    with local_journal.transactions.read() as connection:
        connection.driver.set_trace_callback(asked.append)
        connection.execute(queries.latest_of(count), {"host": HOST, **keys})
        way = {"host": HOST, "mark": "", "note": "", **keys}
        connection.execute(queries.in_the_way(count), way)
        connection.driver.set_trace_callback(None)
        for statement in asked:
            plan = connection.driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            assert [row[3] for row in plan if row[3].startswith("SCAN")] in (
                [],
                ["SCAN CONSTANT ROW"],
            )


def test_statements_know_the_names_of_what_they_give(local_journal: SqlJournal) -> None:
    asked = [one for one in vars(queries).values() if isinstance(one, Select)]
    assert len(asked) > 10
    with local_journal.transactions.read() as connection:
        for query in (*asked, queries.latest_of(2), queries.in_the_way(2)):
            binds = query.compile().bind_names.items()
            given = tuple(name for bound, name in binds if bound.required)
            prepared = link._prepared(link._dialect("sqlite"), query, given)
            cursor = connection.driver.execute(prepared.text, [1] * len(prepared.order))
            assert prepared.names == tuple(column[0] for column in cursor.description)
