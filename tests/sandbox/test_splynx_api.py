"""The practice Splynx on the wire: verbs, serialisation, query language, errors, switches."""

import json
from typing import Any

import pytest

from tests.sandbox.conftest import Splynx
from tests.support.practice import PracticeServers

INVOICES = "finance/invoices"


def raw(splynx: Splynx, path: str) -> str:
    return splynx.call("GET", path).text


def test_serialisation(splynx: Splynx, practice: PracticeServers) -> None:
    invoice = splynx.get(f"{INVOICES}?limit=1")[0]
    assert isinstance(invoice["id"], int)
    assert isinstance(invoice["total"], int | float)
    assert invoice["additional_attributes"] == []
    assert invoice["is_sent"] == "1"
    assert isinstance(invoice["items"][0]["price"], str)
    payment = splynx.get("finance/payments?limit=1")[0]
    assert payment["amount"].split(".")[1].isdigit()
    assert len(payment["amount"].split(".")[1]) == 4
    assert payment["request_id"] is None
    account = splynx.get("customers/customer-payment-account-data")[0]
    assert isinstance(account["customer_id"], str)
    unpaid = splynx.get(f"{INVOICES}?main_attributes[status]=not_paid&limit=1")[0]
    assert unpaid["date_payment"] == "0000-00-00"
    assert "deleted" not in payment
    practice.switches(
        splynx={"ids_as_strings": "on", "total_as_string": "on", "due_present": "off"}
    )
    old = splynx.get(f"{INVOICES}/{invoice['id']}")
    assert old["id"] == str(invoice["id"])
    assert isinstance(old["total"], str)
    assert "due" not in old


def test_money_numbers_are_exact_literals(splynx: Splynx, practice: PracticeServers) -> None:
    for text in ("0.0700", "1234567.8900", "64.5000", "10.0000"):
        made = practice.control("POST", "/splynx/invoice", {"customer_id": 1, "total": text})
        body = raw(splynx, f"{INVOICES}/{made['id']}")
        literal = json.loads(body, parse_float=str, parse_int=str)["total"]
        assert literal == text.rstrip("0").rstrip(".")


def test_secrets_only_in_single_reads(splynx: Splynx) -> None:
    assert "password" in splynx.get("customers/customer/1")
    assert "password" not in splynx.get("customers/customer?limit=1")[0]
    assert "otp_secret" in splynx.get("administration/administrators/1")
    assert "otp_secret" not in splynx.get("administration/administrators")[0]


def ids(splynx: Splynx, query: str, path: str = INVOICES) -> list[int]:
    return [row["id"] for row in splynx.get(f"{path}?{query}")]


def test_operators(splynx: Splynx, practice: PracticeServers) -> None:
    everything = splynx.get(INVOICES)

    def wanted(condition: Any) -> list[int]:
        return [row["id"] for row in everything if condition(row)]

    def column(name: str, operator: str, *values: str) -> list[int]:
        words = [f"main_attributes%5B{name}%5D%5B0%5D={operator}"]
        words += [f"main_attributes[{name}][{i + 1}]={v}" for i, v in enumerate(values)]
        return ids(splynx, "&".join(words))

    assert column("id", "%3E", "100") == wanted(lambda r: r["id"] > 100)
    assert column("total", "%3C%3D", "49.99") == wanted(lambda r: r["total"] <= 49.99)
    assert column("status", "%21%3D", "paid") == wanted(lambda r: r["status"] != "paid")
    assert column("id", "BETWEEN", "5", "9") == [5, 6, 7, 8, 9]
    in_words = "main_attributes[status][0]=IN&main_attributes[status][1][0]=pending"
    in_words += "&main_attributes[status][1][1]=deleted"
    assert ids(splynx, in_words) == wanted(lambda r: r["status"] in {"pending", "deleted"})
    number = everything[3]["number"]
    assert column("number", "LIKE", f"%25{number[4:]}") == [everything[3]["id"]]
    assert column("number", "LIKE", number[4:]) == []
    practice.switches(splynx={"like_autowrap": "on"})
    assert column("number", "LIKE", number[4:]) == [everything[3]["id"]]
    assert column("number", "REGEXP", f"^{number}$") == [everything[3]["id"]]
    assert column("status", "FIND_IN_SET", "pending") == wanted(lambda r: r["status"] == "pending")
    bad = splynx.call("GET", f"{INVOICES}?main_attributes[id][0]=NEAR&main_attributes[id][1]=4")
    assert bad.status_code == 400


def test_null_constant(splynx: Splynx, practice: PracticeServers) -> None:
    query = "main_attributes[invoice_id][0]=IS&main_attributes[invoice_id][1]=__EXPRESSION_NULL__"
    rows = splynx.get(f"finance/payments?{query}")
    assert rows
    assert all(row["invoice_id"] is None for row in rows)
    practice.switches(splynx={"null_constant_known": "off"})
    assert splynx.get(f"finance/payments?{query}") == []


def test_order_page_and_count(splynx: Splynx, practice: PracticeServers) -> None:
    everything = ids(splynx, "")
    assert everything == sorted(everything)
    assert ids(splynx, "order[id]=DESC&limit=3") == everything[::-1][:3]
    assert ids(splynx, "limit=3&offset=3") == everything[3:6]
    count = splynx.call("HEAD", f"{INVOICES}?main_attributes[status]=not_paid&limit=1")
    assert (count.status_code, count.content) == (204, b"")
    unpaid = ids(splynx, "main_attributes[status]=not_paid")
    assert int(count.headers["x-total-count"]) == len(unpaid)
    practice.switches(splynx={"default_limit_cap": 7, "offset_ignored": "on"})
    assert ids(splynx, "limit=100") == everything[:7]
    assert ids(splynx, "limit=3&offset=3") == everything[:3]
    practice.switches(splynx={"head_supported": "405"})
    assert splynx.call("HEAD", INVOICES).status_code == 405


def test_flat_filters_are_ignored_silently(splynx: Splynx, practice: PracticeServers) -> None:
    assert ids(splynx, "customer_id=17&status=not_paid&page=2&per_page=5") == ids(splynx, "")
    assert ids(splynx, "main_attributes[nonsense]=1") == ids(splynx, "")
    practice.switches(splynx={"unknown_column": "500"})
    assert splynx.call("GET", f"{INVOICES}?main_attributes[nonsense]=1").status_code == 500
    hidden = "finance/payments?main_attributes[deleted]=1"
    assert splynx.call("GET", hidden).status_code == 500


def test_injection_is_only_text(splynx: Splynx) -> None:
    before = len(ids(splynx, ""))
    for text in ("1' OR '1'='1", "1; DROP TABLE invoices", "id) OR (1=1"):
        assert splynx.call("GET", f"{INVOICES}?main_attributes[number]={text}").json() == []
        splynx.call("GET", f"{INVOICES}?order[{text}]=ASC&main_attributes[{text}]=1&limit=1")
    assert len(ids(splynx, "")) == before


def test_verbs_and_status_codes(splynx: Splynx) -> None:
    made = splynx.call("POST", "customers/customer-notes", json={"customer_id": 1, "comment": "x"})
    assert (made.status_code, list(made.json())) == (201, ["id"])
    path = f"customers/customer-notes/1--{made.json()['id']}"
    change = splynx.call("PUT", path, json={"comment": "y"})
    assert (change.status_code, change.content) == (202, b"")
    assert splynx.get(path)["comment"] == "y"
    assert splynx.call("DELETE", path).status_code == 204
    assert splynx.call("GET", path).status_code == 404
    assert splynx.call("PUT", INVOICES, json={}).status_code == 400
    assert splynx.call("DELETE", INVOICES).status_code == 400
    assert splynx.call("GET", "no/such/thing").json()["error"]["internal_code"] == "NOT_FOUND"
    assert splynx.call("POST", INVOICES, data="{broken").status_code == 400
    options = splynx.call("OPTIONS", "finance/payments").json()
    assert {"name": "amount", "title": "Amount", "type": "float", "required": True} in options[
        "attributes"
    ]
    assert splynx.call("POST", "finance/bank-statements", json={}).status_code == 201


def test_bytes_after_204(splynx: Splynx, practice: PracticeServers) -> None:
    practice.switches(splynx={"delete_body_after_204": "on"})
    number = splynx.post("customers/customer-notes", {"customer_id": 1})
    answer = splynx.call("DELETE", f"customers/customer-notes/{number}")
    assert answer.status_code == 204
    assert answer.headers["Connection"] == "close"
    assert splynx.call("GET", "administration/partners").status_code == 200


@pytest.mark.parametrize("shape", ["list", "envelope", "map"])
def test_shapes_of_422(splynx: Splynx, practice: PracticeServers, shape: str) -> None:
    practice.switches(splynx={"error_422_shape": shape})
    answer = splynx.call("POST", "finance/payments", json={"customer_id": 1})
    assert answer.status_code == 422
    body = answer.json()
    if shape == "list":
        assert {"field": "amount", "message": "Amount cannot be blank."} in body
    elif shape == "map":
        assert body["amount"] == ["Amount cannot be blank."]
    else:
        assert body["error"]["internal_code"] == "INVALID_INPUT_DATA"


def test_payment_accounts_in_all_forms(splynx: Splynx, practice: PracticeServers) -> None:
    base = "customers/customer-payment-accounts"
    (definition,) = splynx.get(base)
    assert (definition["title"], definition["field_6"]) == ("IPpay", "Bank account")
    (row,) = splynx.get(f"{base}?id=3")
    assert splynx.get(f"{base}?id=3--1") == [row]
    practice.switches(splynx={"account_get_shape": "object"})
    assert splynx.get(f"{base}?id=3--1") == row
    fresh = splynx.post("customers/customer", {"name": "N", "partner_id": 1, "location_id": 1})
    assert splynx.get(f"{base}?id={fresh}") == []
    practice.switches(splynx={"account_missing": "404"})
    assert splynx.call("GET", f"{base}?id={fresh}").status_code == 404
    assert splynx.call("PUT", f"{base}?id={fresh}--1", json={"field_1": "T"}).status_code == 202
    assert splynx.get(f"{base}?id={fresh}--1")["field_1"] == "T"
    assert splynx.call("DELETE", f"{base}?id={fresh}--1").status_code == 204
    raw_cards = [
        account["field_1"]
        for account in splynx.get("customers/customer-payment-account-data")
        if account["field_1"].isdigit()
    ]
    assert sorted(raw_cards) == ["4111111111111111", "4242424242424242"]


def test_proforma_module_switch(splynx: Splynx, practice: PracticeServers) -> None:
    assert "due" not in splynx.get("finance/proforma-invoices?limit=1")[0]
    for value in ("405", "403"):
        practice.switches(splynx={"proforma_module": value})
        assert splynx.call("GET", "finance/proforma-invoices").status_code == int(value)


def test_pages_to_land_on(practice: PracticeServers, splynx: Splynx) -> None:
    for path in (
        "/ippay/direct-pay-invoice?item_id=%3Cb%3E",
        "/ippay",
        "/admin/customers/view?id=1",
    ):
        answer = splynx.session.get(practice.splynx_url + path, timeout=20)
        assert answer.status_code == 200
        assert "<b>" not in answer.text
    assert splynx.session.get(practice.splynx_url + "/other", timeout=20).status_code == 404


def test_mail_documents_and_download(splynx: Splynx) -> None:
    mail = {"type": "message", "subject": "s", "recipient": "a@example.net", "message": "m"}
    number = splynx.post("config/mail", mail)
    assert splynx.get(f"config/mail/{number}")["status"] == "new"
    assert splynx.get(f"config/mail/{number}--send")["status"] == "sent"
    wrong = {"type": "mail", "subject": "s", "document_type": "invoice", "message": "m"}
    answer = splynx.call("POST", "customers/send-documents", json={**wrong, "template_id": 1})
    assert answer.status_code == 422
    assert splynx.get("config/download/invoices--1")["content_type"] == "application/pdf"
    assert "password" not in raw(splynx, "config/config?module=add-on&path=splynx_ippay_addon")


def fault(name: str, **more: Any) -> dict[str, Any]:
    return {"server": "splynx", "fault": name, "path": "finance/", **more}


def test_faults_around_answers(splynx: Splynx, practice: PracticeServers) -> None:
    def answer(name: str, **more: Any) -> Any:
        practice.faults([fault(name, times=1, **more)])
        return splynx.call("GET", f"{INVOICES}?limit=4")

    assert answer("http_500").json()["error"]["internal_code"] == "SERVER_ERROR"
    assert answer("http_429").headers["Retry-After"] == "1"
    code = answer("auth_code", args={"code": "TOKEN_BANNED"})
    assert (code.status_code, code.json()["error"]["internal_code"]) == (401, "TOKEN_BANNED")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        answer("truncated_json").json()
    assert answer("php_warning").text.startswith("<br />")
    assert answer("process_then_502").status_code == 502
    assert answer("redirect_307").headers["Location"].endswith("&redirected=1")
    assert answer("delay", args={"seconds": "0.01"}).status_code == 200


def test_rows_that_come_twice_or_in_between(splynx: Splynx, practice: PracticeServers) -> None:
    practice.faults([fault("duplicate_row", times=1)])
    assert ids(splynx, "limit=3&offset=3&order[id]=ASC") == [3, 4, 5, 6]
    practice.faults([fault("duplicate_row", times=1)])
    assert ids(splynx, "limit=3&order[id]=ASC") == [1, 1, 2, 3]
    last = ids(splynx, "order[id]=DESC&limit=1")[0]
    practice.faults([fault("inserted_row", times=1)])
    assert ids(splynx, "order[id]=DESC&limit=1")[0] == last + 1


def test_addon_race(splynx: Splynx, practice: PracticeServers) -> None:
    number = ids(splynx, "main_attributes[status]=not_paid&limit=1")[0]
    practice.faults([fault("addon_race", path=f"invoices/{number}$", times=1)])
    assert splynx.get(f"{INVOICES}/{number}")["status"] == "not_paid"
    assert splynx.get(f"{INVOICES}/{number}")["status"] == "pending"
