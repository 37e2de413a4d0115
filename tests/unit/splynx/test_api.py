"""The client over a scripted wire: repeats, limits, lists, searches and odd shapes."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.splynx.moment import ServerClock
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    IPpayDesktopError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import (
    CustomerId,
    DocumentId,
    PaymentAccountId,
    PaymentId,
)
from ippay_desktop.domain.ports import DocumentQuery
from tests.unit.splynx.fakes import (
    SECRET,
    START,
    FakeClock,
    FakeWire,
    client_over,
    make_client,
    refusal,
    reply,
)

INVOICE, PROFORMA = DocumentKind.INVOICE, DocumentKind.PROFORMA
ANA, ACCOUNT = CustomerId(17), PaymentAccountId(1)
EMPTY = reply(200, [])
WARNING = b"<b>Warning</b>: x<br />\n"


def asked(request: WireRequest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


def path(request: WireRequest) -> str:
    return urlsplit(request.url).path.removeprefix("/api/2.0/admin/")


def invoice(row_id: int, **changes: object) -> dict[str, object]:
    return {
        "id": row_id,
        "customer_id": 17,
        "number": f"2025{row_id:06d}",
        "status": "not_paid",
        "total": "64.5000",
        "due": "64.5000",
        "date_created": "2025-03-01",
        "date_till": "2025-03-16",
        **changes,
    }


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (NotSentError("refused"), NotSentError),
        (OutcomeUnknownError("dropped"), OutcomeUnknownError),
        (refusal(500, "SERVER_ERROR"), OutcomeUnknownError),
        (reply(502, b"<html>"), OutcomeUnknownError),
        (refusal(429, "TOO_MANY_REQUESTS"), RateLimitedError),
        (reply(200, WARNING + b"[]"), ProtocolError),
        (reply(200, b'[{"id":'), ProtocolError),
        (reply(200, b""), ProtocolError),
    ],
)
def test_reads_are_repeated_three_times_with_growing_waits(
    failure: WireResponse | Exception, kind: type[IPpayDesktopError]
) -> None:
    clock = FakeClock()
    wire = FakeWire(clock, failure, failure, failure, EMPTY)
    assert client_over(wire, clock).partners() == ()
    assert clock.slept == [0.5, 1.0, 2.0]

    client, wire = make_client(failure)
    with pytest.raises(kind):
        client.partners()
    assert len(wire.requests) == 4


@pytest.mark.parametrize(
    ("told", "waited"), [("7", 7.0), ("9999", 30.0), ("soon", 0.5), ("-1", 0.5), ("", 0.5)]
)
def test_a_busy_server_may_say_how_long_to_wait(told: str, waited: float) -> None:
    clock = FakeClock()
    busy = reply(429, b"", **{"Retry-After": told})
    client_over(FakeWire(clock, busy, EMPTY), clock).partners()
    assert clock.slept == [waited]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(403, "FORBIDDEN"), PermissionDeniedError),
        (refusal(404, "NOT_FOUND"), NotFoundError),
        (reply(404, b"<html>"), ProtocolError),
        (reply(307, b"", Location="https://other.example/"), RejectedError),
        (reply(204, b""), ProtocolError),
        (reply(200, {"id": 1}), ProtocolError),
        (reply(200, [1]), ProtocolError),
        (reply(200, b"null"), ProtocolError),
    ],
)
def test_what_will_not_pass_is_not_repeated(
    answer: WireResponse, kind: type[IPpayDesktopError]
) -> None:
    client, wire = make_client(answer)
    with pytest.raises(kind):
        client.partners()
    assert len(wire.requests) == 1


def test_at_most_four_reads_are_under_way() -> None:
    state = threading.Condition()
    running: list[int] = [0, 0]

    def slowly(request: WireRequest) -> WireResponse:
        del request
        with state:
            running[0] += 1
            running[1] = max(running)
            state.notify_all()
            state.wait_for(lambda: running[1] >= 4, timeout=5)
            running[0] -= 1
        return EMPTY

    client, _ = make_client(slowly)
    with ThreadPoolExecutor(12) as pool:
        for future in [pool.submit(client.partners) for _ in range(12)]:
            future.result()
    assert running[1] == 4


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clock = FakeClock()
    wire = FakeWire(clock, reply(500, b""), EMPTY)
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(1790)
    client.partners()
    assert len(wire.sign_ins) == 2
    assert "splynx_read_repeated path=admin/administration/partners" in caplog.text
    for secret in (SECRET, "access-1", "refresh", "signature"):
        assert secret not in caplog.text


def test_the_servers_clock_counts_on() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, EMPTY)
    wire.ahead_s = 120
    client = client_over(wire, clock)
    assert client.server_now() is None
    client.partners()
    clock.pass_s(60)
    assert client.server_now() == START + timedelta(seconds=180)


@pytest.mark.parametrize("told", ["", "yesterday", "Mon, 99 Xyz"])
def test_an_unreadable_date_tells_nothing(told: str) -> None:
    moment = ServerClock(FakeClock())
    moment.hear(reply(200, b"", Date=told))
    assert moment.now() is None


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
    client, _ = make_client(paid(payment(1, invoice_id=6)))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.document(INVOICE, DocumentId(5))


def test_a_refill_is_no_document() -> None:
    client, _ = make_client(EMPTY)
    with pytest.raises(InvariantError):
        client.documents(DocumentKind.REFILL, DocumentQuery())


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.document(INVOICE, DocumentId(5)),
        lambda client: client.customer(CustomerId(5)),
        lambda client: client.customer_billing(CustomerId(5)),
        lambda client: client.payment(PaymentId(5)),
    ],
    ids=["document", "customer", "billing", "payment"],
)
def test_another_record_than_the_one_asked_for(call: Callable[[SplynxClient], object]) -> None:
    row = invoice(6, deposit="0", amount="1.00", name="X")
    client, _ = make_client(reply(200, row))
    with pytest.raises(ProtocolError, match="asked for"):
        call(client)


def customer(number: int, **changes: object) -> dict[str, object]:
    return {"id": number, "name": f"Name {number}", "status": "active", **changes}


def search_server(rows: list[dict[str, object]]) -> Callable[[WireRequest], WireResponse]:
    """Answers LIKE as MySQL does with ASCII: any case, `_` and `%` as wildcards."""

    def answer(request: WireRequest) -> WireResponse:
        query = asked(request)
        above = int(query.get("main_attributes[id][1]", ["0"])[0])
        found = [row for row in rows if int(str(row["id"])) > above]
        for column in ("name", "login", "email", "phone"):
            if f"main_attributes[{column}][1]" in query:
                text = query[f"main_attributes[{column}][1]"][0].strip("%").casefold()
                found = [row for row in found if _like(str(row.get(column, "")), text)]
        if "main_attributes[id][1][0]" in query:
            wanted = query["main_attributes[id][1][0]"][0]
            found = [row for row in rows if str(row["id"]) == wanted]
        return reply(200, found[: int(query["limit"][0])])

    return answer


def _like(value: str, text: str) -> bool:
    return "_" in text or text in value.casefold()


def test_a_search_looks_into_every_column() -> None:
    rows = [
        customer(1, name="Ana 42"),
        customer(2, login="100042"),
        customer(3, email="x42@example.net"),
        customer(4, phone="+1 555 42"),
        customer(5),
        customer(42),
    ]
    client, _ = make_client(search_server(rows))
    found = [each.id for each in client.search_customers(" 42 ", limit=10)]
    assert found == [1, 2, 3, 4, 42]
    assert [each.id for each in client.search_customers("42", limit=2)] == [1, 2]
    assert [each.id for each in client.search_customers("NAME", limit=3)] == [2, 3, 4]
    assert client.search_customers("42", limit=0) == ()
    assert client.search_customers("nobody", limit=5) == ()


def test_wildcards_in_a_search_are_letters() -> None:
    client, _ = make_client(search_server([customer(1, name="a_b"), customer(2, name="axb")]))
    assert [each.id for each in client.search_customers("a_b", limit=5)] == [1]


def test_an_empty_search_is_one_page() -> None:
    client, wire = make_client(search_server([customer(number) for number in range(1, 20)]))
    assert [each.id for each in client.search_customers("  ", limit=3)] == [1, 2, 3]
    assert len(wire.requests) == 1


def test_a_search_that_is_ignored_is_noticed() -> None:
    client, _ = make_client(reply(200, [customer(1)]))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.search_customers("petrov", limit=5)


SLOTS = {"account_id": 1, "customer_id": "17", "field_1": "TKN-1", "field_3": "4242"}


@pytest.mark.parametrize("shape", [[SLOTS], SLOTS, [SLOTS, SLOTS]])
def test_saved_fields_in_both_shapes(shape: object) -> None:
    client, wire = make_client(reply(200, shape))
    saved = client.saved_fields(ANA, ACCOUNT)
    assert saved is not None
    assert saved.slot(1) == "TKN-1"
    assert wire.requests[0].url.endswith("customer-payment-accounts?id=17--1")


@pytest.mark.parametrize(
    "answer",
    [
        EMPTY,
        reply(200, b"null"),
        reply(200, b"{}"),
        refusal(404, "NOT_FOUND"),
        reply(200, [{"account_id": 1, "customer_id": "17", "field_1": ""}]),
    ],
)
def test_nothing_saved_in_every_form(answer: WireResponse) -> None:
    client, _ = make_client(answer)
    assert client.saved_fields(ANA, ACCOUNT) is None


@pytest.mark.parametrize(
    "rows",
    [
        [{**SLOTS, "customer_id": "18"}],
        [{**SLOTS, "account_id": 2}],
        [{"id": 1, "title": "Ippay", "field_1": "Token"}],
        {**SLOTS, "customer_id": None},
        [SLOTS, {**SLOTS, "field_1": "TKN-2"}],
        [SLOTS, 7],
        "TKN",
    ],
)
def test_a_strangers_card_is_never_taken(rows: object) -> None:
    client, _ = make_client(reply(200, rows))
    with pytest.raises(ProtocolError) as raised:
        client.saved_fields(ANA, ACCOUNT)
    assert "TKN" not in str(raised.value)


def test_a_404_from_elsewhere_does_not_mean_nothing_saved() -> None:
    client, _ = make_client(reply(404, b"<html>"))
    with pytest.raises(ProtocolError):
        client.saved_fields(ANA, ACCOUNT)


def test_everybodys_saved_fields() -> None:
    rows = [
        SLOTS,
        SLOTS,
        {**SLOTS, "account_id": "2"},
        {**SLOTS, "customer_id": "18", "field_1": "", "field_3": ""},
        {**SLOTS, "customer_id": "19"},
    ]
    client, _ = make_client(reply(200, rows))
    assert sorted(client.all_saved_fields(ACCOUNT)) == [17, 19]


def test_everybodys_saved_fields_contradict_each_other() -> None:
    client, _ = make_client(reply(200, [SLOTS, {**SLOTS, "field_1": "X"}]))
    with pytest.raises(ProtocolError, match="two different"):
        client.all_saved_fields(ACCOUNT)


def payment(number: int, **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "customer_id": 17,
        "amount": "64.5000",
        "receipt_number": "IPP-A",
        "payment_type": 3,
        **changes,
    }


def test_payments_under_one_receipt_number() -> None:
    rows = [payment(1), payment(2, receipt_number="ipp-a"), payment(3, deleted="1")]
    client, wire = make_client(reply(200, rows), EMPTY)
    assert [each.id for each in client.payments(ANA, receipt_number="IPP-A")] == [1]
    assert asked(wire.requests[0])["main_attributes[receipt_number]"] == ["IPP-A"]
    client, wire = make_client(reply(200, rows), EMPTY)
    assert [each.id for each in client.payments(ANA)] == [1, 2]
    assert "main_attributes[receipt_number]" not in asked(wire.requests[0])


@pytest.mark.parametrize("changes", [{"customer_id": 18}, {"receipt_number": "IPP-B"}])
def test_a_payment_not_asked_for_stops_everything(changes: dict[str, object]) -> None:
    client, _ = make_client(reply(200, [payment(1, **changes)]), EMPTY)
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.payments(ANA, receipt_number="IPP-A")


def test_one_payment() -> None:
    client, _ = make_client(reply(200, payment(5)))
    assert client.payment(PaymentId(5)).amount.minor == 6450
    client, _ = make_client(reply(200, payment(5, deleted=1)))
    with pytest.raises(NotFoundError):
        client.payment(PaymentId(5))


RELATION = {
    "id": 771,
    "customer_id": 17,
    "payer_id": 5,
    "type": "payment",
    "invoice_id": 9,
    "amount": "64.5",
}


@pytest.mark.parametrize(
    "missing",
    [refusal(404, "NOT_FOUND"), refusal(405, "METHOD_DISABLED"), refusal(403, "FORBIDDEN")],
)
def test_servers_without_allocations(missing: WireResponse) -> None:
    client, _ = make_client(missing)
    assert client.allocations(ANA) is None


def test_allocations_paged() -> None:
    rows = [RELATION, {**RELATION, "id": 772, "type": "credit_note"}]
    client, wire = make_client(reply(200, rows), EMPTY)
    found = client.allocations(ANA)
    assert found is not None
    assert [each.payment_id for each in found] == [5]
    assert asked(wire.requests[0])["main_attributes[customer_id]"] == ["17"]


def test_allocations_of_a_server_that_knows_the_plain_filter_only() -> None:
    def answer(request: WireRequest) -> WireResponse:
        is_plain = asked(request).get("customer_id") == ["17"]
        return reply(200, [RELATION] if is_plain else [RELATION, {**RELATION, "customer_id": 18}])

    client, wire = make_client(answer)
    found = client.allocations(ANA)
    assert found is not None
    assert len(found) == 1
    assert wire.requests[-1].url.endswith("invoice-relations?customer_id=17")


def test_allocations_of_strangers_are_never_taken() -> None:
    client, _ = make_client(reply(200, [{**RELATION, "customer_id": 18}]))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.allocations(ANA)


def test_definitions_of_a_server_that_does_not_page_them() -> None:
    client, _ = make_client(reply(200, [{"id": 1, "title": "Ippay", "field_1": "Token"}]))
    assert [each.title for each in client.account_definitions()] == ["Ippay"]


def test_the_probe() -> None:
    client, wire = make_client(reply(200, {"status": "ok"}), EMPTY)
    client.probe()
    assert [path(request) for request in wire.requests] == ["api/check", "administration/partners"]
    client, _ = make_client(refusal(404, "NOT_FOUND"), EMPTY)
    client.probe()
    client, _ = make_client(reply(200, {"status": "ok"}), refusal(403, "FORBIDDEN"))
    with pytest.raises(PermissionDeniedError, match="Partners"):
        client.probe()
