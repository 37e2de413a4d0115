"""Customers and their saved methods over a scripted wire: found, checked, never a stranger's."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    ProtocolError,
)
from ippay_desktop.domain.identifiers import (
    CustomerId,
    PaymentAccountId,
)
from tests.unit.splynx.fakes import (
    ANA,
    EMPTY,
    asked,
    make_client,
    refusal,
    reply,
)

ACCOUNT = PaymentAccountId(1)


def test_single_records() -> None:
    client, _ = make_client(reply(200, customer(5)))
    assert client.customer(CustomerId(5)).name == "Name 5"
    client, _ = make_client(reply(200, {"customer_id": 5, "deposit": "-1.0000"}))
    assert client.customer_billing(CustomerId(5)).balance.minor == -100
    client, _ = make_client(EMPTY)
    with pytest.raises(ProtocolError, match="something else than a record"):
        client.customer(CustomerId(5))


def test_customers_by_id() -> None:
    client, _ = make_client(reply(200, [customer(5), customer(7)]))
    found = client.customers_by_id([CustomerId(7), CustomerId(5), CustomerId(7)])
    assert list(found) == [5, 7]


def test_a_search_for_a_wildcard_reads_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ippay_desktop.adapters.splynx.customers._SEARCH_DEPTH", 20)
    client, wire = make_client(search_server([customer(number) for number in range(1, 200)]))
    assert client.search_customers("_", limit=10) == ()
    assert len(wire.requests) == 4 * 2


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


def test_an_empty_search_goes_on_where_a_server_sends_fewer_at_a_time() -> None:
    everybody = search_server([customer(number) for number in range(1, 20)])

    def capped(request: WireRequest) -> WireResponse:
        return everybody(replace(request, url=request.url.replace("limit=8", "limit=3")))

    client, _ = make_client(capped)
    assert [each.id for each in client.search_customers("", limit=8)] == list(range(1, 9))


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


def test_definitions_of_a_server_that_does_not_page_them() -> None:
    client, _ = make_client(reply(200, [{"id": 1, "title": "Ippay", "field_1": "Token"}]))
    assert [each.title for each in client.account_definitions()] == ["Ippay"]
