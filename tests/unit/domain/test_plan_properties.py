"""A plan is a partition of the documents read: each once, charged or left out, sums to the cent."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.billing import (
    CHARGEABLE_STATES,
    Document,
    DocumentKind,
    DocumentRef,
    DocumentState,
    DocumentStatus,
)
from ippay_desktop.domain.bulk import Plan, PlanRow, choose_instrument, document_obstacle
from ippay_desktop.domain.filters import AmountTest, DocumentFilter
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.instrument import (
    AccountChoice,
    Instrument,
    InstrumentKind,
    InstrumentProblem,
    SavedMethods,
)
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText

TODAY = date(2026, 11, 23)


def instruments(kind: InstrumentKind) -> st.SearchStrategy[Instrument | None]:
    made = st.builds(
        Instrument,
        kind=st.just(kind),
        credential=st.just(SecretText("token")),
        is_token=st.just(value=True),
        holder=st.just("Ana"),
        last4=st.just("4242"),
        problem=st.none() | st.sampled_from(InstrumentProblem),
    )
    return st.none() | made


documents = st.builds(
    lambda number, kind, status, total, share, due_on: Document(
        DocumentRef(kind, CustomerId(1 + number % 7), DocumentId(number), f"N{number}"),
        status,
        Money(total, "USD"),
        Money(total * share // 4, "USD"),
        TODAY,
        due_on,
    ),
    st.integers(1, 10**6),
    st.sampled_from([DocumentKind.INVOICE, DocumentKind.PROFORMA]),
    st.sampled_from(DocumentStatus),
    st.integers(0, 10**7),
    st.integers(0, 4),
    st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
)
read = st.lists(documents, unique_by=lambda document: document.ref.key, max_size=30)
methods = st.builds(
    SavedMethods, card=instruments(InstrumentKind.CARD), bank=instruments(InstrumentKind.BANK)
)


def plan_of(found: list[Document], saved: SavedMethods, account: AccountChoice) -> Plan:
    rows = []
    for document in found:
        instrument, trouble = choose_instrument(saved, account, preferred=None)
        reason = document_obstacle(document, TODAY) or trouble
        rows.append(PlanRow(document.ref, "Ana", document.due, instrument, reason))
    return Plan(tuple(rows), "all", account, "USD", datetime(2026, 11, 23, tzinfo=UTC))


@given(found=read, saved=methods, account=st.sampled_from(AccountChoice))
def test_each_document_is_charged_or_left_out_with_a_reason(
    found: list[Document], saved: SavedMethods, account: AccountChoice
) -> None:
    plan = plan_of(found, saved, account)
    out = [row for row in plan.rows if not row.is_eligible]
    keys = Counter(row.document.key for row in (*plan.eligible, *out))
    assert keys == Counter(document.ref.key for document in found)
    assert all(row.reason for row in out)
    assert all(
        row.amount.is_positive and row.instrument and row.instrument.problem is None
        for row in plan.eligible
    )
    by_key = {document.ref.key: document for document in found}
    assert all(by_key[row.document.key].state(TODAY) in CHARGEABLE_STATES for row in plan.eligible)
    every = sum(document.due.minor for document in found)
    assert plan.sum.minor + sum(row.amount.minor for row in out) == every
    assert plan.confirmation == f"{len(plan.eligible)}:{plan.sum.text()}"


@given(found=read, saved=methods, data=st.data())
def test_dropping_rows_is_subtraction(
    found: list[Document], saved: SavedMethods, data: st.DataObject
) -> None:
    plan = plan_of(found, saved, AccountChoice.ANY)
    keys = [row.document.key for row in plan.rows]
    dropped = frozenset(data.draw(st.sets(st.sampled_from(keys))) if keys else ())
    rest, taken = plan.without(dropped), plan.without(frozenset(keys) - dropped)
    assert rest.sum + taken.sum == plan.sum
    assert len(rest.eligible) + len(taken.eligible) == len(plan.eligible)
    assert {row.document.key for row in rest.rows} == set(keys) - dropped
    same = not any(row.document.key in dropped for row in plan.eligible)
    assert (rest.plan_hash == plan.plan_hash) is same


@given(found=read, saved=methods, data=st.data())
def test_a_plan_that_differs_in_anything_charged_has_another_name(
    found: list[Document], saved: SavedMethods, data: st.DataObject
) -> None:
    plan = plan_of(found, saved, AccountChoice.ANY)
    if not plan.eligible:
        return
    position = data.draw(st.sampled_from([n for n, r in enumerate(plan.rows) if r.is_eligible]))
    row = plan.rows[position]
    other = replace(row, amount=row.amount + Money(1, "USD"))
    changed = replace(plan, rows=(*plan.rows[:position], other, *plan.rows[position + 1 :]))
    assert changed.plan_hash != plan.plan_hash
    assert changed.confirmation != plan.confirmation
    assert plan_of(found, saved, AccountChoice.ANY).plan_hash == plan.plan_hash


@given(
    found=read,
    states=st.frozensets(st.sampled_from(DocumentState)),
    kinds=st.frozensets(st.sampled_from([DocumentKind.INVOICE, DocumentKind.PROFORMA]), min_size=1),
    bound=st.integers(0, 10**7),
)
def test_filters_split_what_was_read(
    found: list[Document],
    states: frozenset[DocumentState],
    kinds: frozenset[DocumentKind],
    bound: int,
) -> None:
    def kept(wanted: DocumentFilter) -> set[str]:
        return {one.ref.key for one in found if wanted.accepts_document(one, TODAY)}

    everything = kept(DocumentFilter(kinds=kinds))
    assert everything == {one.ref.key for one in found if one.ref.kind in kinds}
    if states and states != frozenset(DocumentState):
        inside = kept(DocumentFilter(kinds=kinds, states=states))
        outside = kept(DocumentFilter(kinds=kinds, states=frozenset(DocumentState) - states))
        assert inside | outside == everything
        assert not inside & outside
    text = Money(bound, "USD").text()
    parts = [
        kept(DocumentFilter(kinds=kinds, total=AmountTest.parse(f"{sign}{text}", "USD")))
        for sign in ("<", "=", ">")
    ]
    assert set.union(*parts) == everything
    assert sum(map(len, parts)) == len(everything)
