"""Documents over a scripted wire: complete, checked, and none where there is no module."""

from collections.abc import Callable
from datetime import date

import pytest

from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    OutcomeUnknownError,
    PermissionDeniedError,
    ProtocolError,
)
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import (
    DocumentId,
)
from ippay_desktop.domain.ports import DocumentQuery
from tests.unit.splynx.fakes import (
    EMPTY,
    INVOICE,
    PROFORMA,
    asked,
    invoice,
    make_client,
    path,
    payment,
    refusal,
    reply,
)


def test_documents_are_asked_for_by_the_filter() -> None:
    rows = [invoice(1), invoice(2, status="pending")]
    client, wire = make_client(reply(405, b""), reply(200, rows), EMPTY)
    query = DocumentQuery(
        period=Period(date(2025, 3, 1), date(2025, 3, 31)),
        statuses=frozenset({DocumentStatus.NOT_PAID, DocumentStatus.PENDING}),
        customers=frozenset({17, 18}),
    )
    assert [found.ref.id for found in client.documents(INVOICE, query)] == [1, 2]
    head, first, second = wire.requests
    assert (head.method, path(head)) == ("HEAD", "finance/invoices")
    sent = asked(first)
    assert sent["main_attributes[date_created][0]"] == ["BETWEEN"]
    assert sent["main_attributes[status][1][0]"] == ["not_paid"]
    assert sent["main_attributes[customer_id][1][1]"] == ["18"]
    assert sent["order[id]"] == ["ASC"]
    assert asked(second)["main_attributes[id][1]"] == ["2"]
    assert "limit" not in asked(head)


@pytest.mark.parametrize(
    ("query", "row"),
    [
        (DocumentQuery(customers=frozenset({18})), invoice(1)),
        (DocumentQuery(statuses=frozenset({DocumentStatus.PAID})), invoice(1)),
        (DocumentQuery(numbers=frozenset({"X"})), invoice(1)),
        (DocumentQuery(period=Period(date(2026, 1, 1), date(2026, 1, 31))), invoice(1)),
    ],
)
def test_a_document_not_asked_for_stops_everything(
    query: DocumentQuery, row: dict[str, object]
) -> None:
    client, _ = make_client(reply(405, b""), reply(200, [row]), EMPTY)
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.documents(INVOICE, query)


def test_numbers_that_differ_in_case_are_other_documents() -> None:
    rows = reply(200, [invoice(1, number="abc"), invoice(2, number="ABC")])
    client, _ = make_client(reply(405, b""), rows, EMPTY)
    query = DocumentQuery(numbers=frozenset({"ABC", "x" * 65}), customers=frozenset({17}))
    assert [found.ref.id for found in client.documents(INVOICE, query)] == [2]


def test_an_unknown_status_is_picked_out_here() -> None:
    rows = reply(200, [invoice(1), invoice(2, status="frozen")])
    client, wire = make_client(reply(405, b""), rows, EMPTY)
    query = DocumentQuery(statuses=frozenset({DocumentStatus.OTHER}))
    assert [found.ref.id for found in client.documents(INVOICE, query)] == [2]
    assert not any("status" in name for name in asked(wire.requests[1]))


def test_long_filters_are_asked_in_pieces() -> None:
    client, wire = make_client(EMPTY)
    assert client.documents(INVOICE, DocumentQuery(customers=frozenset(range(1, 200)))) == ()
    numbers = frozenset(f"2025{number:060d}" for number in range(100))
    assert client.documents(INVOICE, DocumentQuery(numbers=numbers)) == ()
    gets = [request for request in wire.requests if request.method == "GET"]
    assert len(gets) == 3 + 3
    assert max(len(request.url) for request in wire.requests) < 8000
    assert client.documents(INVOICE, DocumentQuery(numbers=frozenset({""}))) == ()


@pytest.mark.parametrize(
    ("script", "is_complete"),
    [
        (["2", "rows", "end"], True),
        (["1", "rows", "end"], True),
        (["", "rows", "end"], True),
        (["3", "rows", "end", "2"], True),
        (["3", "rows", "end", ""], True),
        (["3", "rows", "end", "3", "2", "rows", "end"], True),
        (["3", "rows", "end", "3", "3", "rows", "end", "3"], False),
    ],
)
def test_the_servers_count_is_a_second_word(script: list[str], is_complete: bool) -> None:
    words = {"rows": reply(200, [invoice(1), invoice(2)]), "end": EMPTY, "": reply(204, b"")}
    answers = [words.get(word) or reply(204, b"", **{"x-total-count": word}) for word in script]
    client, wire = make_client(*answers)
    if is_complete:
        assert len(client.documents(INVOICE, DocumentQuery())) == 2
    else:
        with pytest.raises(ProtocolError, match="counts 3 documents but sent 2"):
            client.documents(INVOICE, DocumentQuery())
    assert len(wire.requests) == len(script)


@pytest.mark.parametrize(
    ("head", "heads"),
    [(reply(405, b""), 1), (reply(500, b""), 2), (OutcomeUnknownError("x"), 2), (reply(404), 2)],
)
def test_a_server_that_does_not_count_is_believed(
    head: WireResponse | Exception, heads: int
) -> None:
    def answer(request: WireRequest) -> WireResponse | Exception:
        return head if request.method == "HEAD" else EMPTY

    client, wire = make_client(answer)
    client.documents(INVOICE, DocumentQuery())
    client.documents(INVOICE, DocumentQuery())
    assert sum(request.method == "HEAD" for request in wire.requests) == heads


def test_a_count_that_is_not_authorised_is_an_error() -> None:
    client, _ = make_client(reply(401, b""))
    with pytest.raises(AuthenticationError):
        client.documents(INVOICE, DocumentQuery())


@pytest.mark.parametrize("off", [refusal(405, "METHOD_DISABLED"), refusal(403, "FORBIDDEN")])
def test_an_absent_proforma_module_is_remembered(off: WireResponse) -> None:
    client, wire = make_client(off)
    assert client.documents(PROFORMA, DocumentQuery()) == ()
    before = len(wire.requests)
    assert client.documents(PROFORMA, DocumentQuery()) == ()
    assert len(wire.requests) == before
    with pytest.raises(PermissionDeniedError):
        client.document(PROFORMA, DocumentId(1))


def only_proformas(answer: WireResponse) -> Callable[[WireRequest], WireResponse]:
    return lambda request: answer if "proforma" in request.url else EMPTY


def test_a_proforma_module_that_always_fails_is_absent() -> None:
    client, _ = make_client(only_proformas(refusal(500, "SERVER_ERROR")))
    assert client.documents(PROFORMA, DocumentQuery()) == ()


@pytest.mark.parametrize(
    "answer",
    [
        only_proformas(reply(503, b"")),
        lambda _: refusal(500, "SERVER_ERROR"),
        lambda request: EMPTY if "limit=1" in request.url[-7:] else refusal(500, "SERVER_ERROR"),
    ],
    ids=["overload", "everything", "passing"],
)
def test_a_failing_server_is_no_empty_list(
    answer: Callable[[WireRequest], WireResponse],
) -> None:
    client, _ = make_client(answer)
    with pytest.raises(OutcomeUnknownError):
        client.documents(PROFORMA, DocumentQuery())


def test_an_old_server_has_no_invoice_charged_twice_in_part() -> None:
    whole = {name: value for name, value in invoice(5).items() if name != "due"}

    def paid(*payments: dict[str, object]) -> Callable[[WireRequest], WireResponse]:
        def answer(request: WireRequest) -> WireResponse:
            if path(request) == "finance/invoices/5":
                return reply(200, whole)
            assert asked(request)["main_attributes[invoice_id]"] == ["5"]
            is_first = asked(request)["main_attributes[id][1]"] == ["0"]
            return reply(200, list(payments) if is_first else [])

        return answer

    client, _ = make_client(paid())
    assert client.document(INVOICE, DocumentId(5)).due.minor == 6450
    client, _ = make_client(paid(payment(1, invoice_id=5, deleted="1")))
    assert client.document(INVOICE, DocumentId(5)).due.minor == 6450
    client, _ = make_client(paid(payment(1, invoice_id=5)))
    with pytest.raises(ProtocolError, match="by hand"):
        client.document(INVOICE, DocumentId(5))
    whole["status"] = "paid"
    assert client.document(INVOICE, DocumentId(5)).due.minor == 0
    whole["status"] = "not_paid"
    client, _ = make_client(paid(payment(1, invoice_id=6)))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.document(INVOICE, DocumentId(5))


def test_a_refill_is_no_document() -> None:
    client, _ = make_client(EMPTY)
    with pytest.raises(InvariantError):
        client.documents(DocumentKind.REFILL, DocumentQuery())
