"""The sandbox as a process: start, announcement, kill, restart, TLS, secrets, control port."""

import json
import re
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import requests

from ippay_desktop.sandbox.ippay.cards import TEST_CARDS
from ippay_desktop.sandbox.launcher import Sandbox
from ippay_desktop.sandbox.options import Options, parse
from tests.sandbox.conftest import Gateway, Splynx
from tests.support.practice import PracticeServers

ROOT = Path(__file__).resolve().parents[2]
KEYS = (
    "splynx_url",
    "splynx_api_key",
    "splynx_api_secret",
    "ippay_url",
    "terminal_id",
    "ach_terminal_id",
    "ippay_password",
    "report_url",
    "report_merchant_id",
    "report_password",
    "control_url",
    "payment_account",
    "card_method",
    "bank_method",
    "currency",
    "ca_bundle",
    "splynx_timezone",
    "today",
    "period",
    "seed",
    "customers",
    "invoices",
    "pid",
)


def test_announcement(practice: PracticeServers) -> None:
    assert set(practice.announcement) == set(KEYS)
    assert practice.ippay_url.endswith("/ippay")
    assert practice.report_url.endswith("/ippayReport/")
    assert practice.ippay_password is None
    assert len(practice.splynx_api_key) == 32
    file = practice.state / "announce.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert practice.pid == practice.process.pid


def test_announcement_on_standard_output(tmp_path: Path) -> None:
    words = ["-m", "ippay_desktop.sandbox", "--customers", "3", "--invoices", "5"]
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, *words, "--state", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    facts = json.loads(process.stdout.readline())
    assert requests.get(facts["control_url"] + "/health", timeout=10).json() == {"status": "ok"}
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    process.stdout.close()


def test_only_loopback() -> None:
    with pytest.raises(SystemExit) as refused:
        parse(["--host", "0.0.0.0"])  # noqa: S104  # that is the point
    assert refused.value.code == 2


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    parent = (
        "import os, subprocess, sys, threading\n"
        "p = subprocess.Popen([sys.executable, '-m', 'ippay_desktop.sandbox', '--customers', '2',"
        "'--invoices', '2', '--announce', sys.argv[1], '--parent-pid', str(os.getpid())],"
        "stderr=subprocess.DEVNULL)\n"
        "while not os.path.exists(sys.argv[1]): threading.Event().wait(0.02)\n"
        "print(open(sys.argv[1]).read())\n"
    )
    file = tmp_path / "announce.json"
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", parent, str(file)], cwd=ROOT, capture_output=True, check=True,
        timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout)["pid"]
    # The announcement goes away when the sandbox stops in order.
    waiting = threading.Event()
    while file.exists():
        waiting.wait(0.02)


def test_state_survives_a_kill() -> None:
    with PracticeServers(customers=20, invoices=60) as practice:
        client, xml = Splynx(practice), Gateway(practice)
        practice.switches(splynx={"ids_as_strings": "on"})
        practice.terminal(penny_rule="off")
        practice.advance(5 * 86400)
        practice.faults([{"server": "ippay", "type": "SALE", "fault": "drop_after", "times": 1}])
        token = xml.token()
        body = xml.body("SALE", TransactionID="KILL1", Token=token, TotalAmount=6451)
        with pytest.raises(requests.ConnectionError):
            xml.raw(body)
        paid = client.pay(1, "1.00", receipt_number="IPP-KILL")
        before = practice.announcement
        clock = practice.control("GET", "/clock")["today"]
        practice.kill()
        practice.restart()
        changed = {k for k in KEYS if practice.announcement[k] != before[k]}
        assert changed <= {"pid", "today"}
        assert xml.enquire("KILL1")["ActionCode"] == "000"
        assert xml.token() == token
        found = client.get("finance/payments?main_attributes[receipt_number]=IPP-KILL")
        assert [row["id"] for row in found] == [str(paid)]
        assert practice.control("GET", "/clock")["today"] == clock
        state = practice.control("GET", "/state")
        assert state["counts"]["customers"] == 20
        assert state["faults"][0]["fired"] == 1
        assert xml.sale("KILL2", 6451)["ActionCode"] == "000"
        client.session.close()
        xml.session.close()


def test_unfinished_fill_starts_afresh(tmp_path: Path) -> None:
    (tmp_path / "splynx.db").write_bytes(b"half a database")
    with Sandbox(Options(state=tmp_path, customers=3, invoices=5)) as sandbox:
        assert sandbox.facts["customers"] == 3


def test_tls() -> None:
    with PracticeServers(tls=True, customers=3, invoices=5) as practice:
        url = f"{practice.splynx_url}/api/2.0/admin/api/check"
        assert url.startswith("https://")
        session = requests.Session()
        session.trust_env = False
        assert session.get(url, verify=practice.ca_bundle, timeout=10).json()["status"] == "ok"
        with pytest.raises(requests.exceptions.SSLError):
            session.get(url, timeout=10)
        session.close()


def test_certificates_without_the_openssl_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    options = Options(state=tmp_path, tls=True, customers=1, invoices=1)
    with Sandbox(options) as sandbox:
        url = f"{sandbox.facts['splynx_url']}/api/2.0/admin/api/check"
        answer = requests.get(url, verify=str(sandbox.facts["ca_bundle"]), timeout=10)
        assert answer.status_code == 200


def test_no_card_number_anywhere(
    practice: PracticeServers, gateway: Gateway, splynx: Splynx
) -> None:
    expiry = {"CardExpMonth": "09", "CardExpYear": "39"}
    for number in (*sorted(TEST_CARDS), "4012888888881881"):
        for kind in ("TOKENIZE", "SALE", "AUTHONLY", "CREDIT"):
            gateway(kind, CardNum=number, TotalAmount=100, OrderNumber=number, **expiry)
        splynx.call("GET", f"finance/payments?main_attributes[receipt_number]={number}")
    splynx.get("customers/customer-payment-account-data")
    files = [f for f in (practice.state / "data").iterdir() if f.name.startswith("ippay")]
    kept = b"".join(f.read_bytes() for f in files) + practice.log().encode()
    kept += json.dumps(practice.requests_since()).encode()
    for number in TEST_CARDS:
        assert number.encode() not in kept
    splynx_files = (practice.state / "data").glob("splynx.db*")
    everything = b"".join(f.read_bytes() for f in splynx_files)
    assert not re.search(b"4111111111111111|4242424242424242", everything)


def test_requests_prove_what_was_sent(practice: PracticeServers, gateway: Gateway) -> None:
    start = practice.requests_since()["last"]
    gateway.sale("LOG1")
    seen = practice.requests_since(start)["requests"]
    assert [entry["type"] for entry in seen] == ["TOKENIZE", "SALE"]
    assert seen[1]["order_number"] == "INV-1"
    assert practice.requests_since(start + 2)["requests"] == []


def test_clock(practice: PracticeServers) -> None:
    moved = practice.control("POST", "/clock", {"set": "2027-01-15T05:30:00Z"})
    assert moved["splynx_local"].startswith("2027-01-14 22:30")
    with pytest.raises(ValueError, match="zone"):
        practice.control("POST", "/clock", {"set": "2027-01-15T05:30:00"})
    practice.control("POST", "/reset")
    assert practice.control("GET", "/clock")["today"] == practice.today


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/switches", {"splynx": {"nonsense": "on"}}),
        ("POST", "/switches", {"splynx": {"due_present": "maybe"}}),
        ("POST", "/switches", {"moon": {}}),
        ("POST", "/listener", {"server": "control", "up": False}),
        ("POST", "/splynx/edit", {"table": "invoices", "id": 1, "set": {"colour": 1}}),
        ("POST", "/splynx/edit", {"table": "nothing", "id": 1, "set": {}}),
        ("POST", "/splynx/addon-charge", {}),
        ("POST", "/ippay/return", {"transaction_id": "NONE", "code": "R01"}),
        ("GET", "/nothing", None),
    ],
)
def test_senseless_control_requests(
    practice: PracticeServers, method: str, path: str, body: Any
) -> None:
    with pytest.raises(ValueError, match=r"."):
        practice.control(method, path, body)


def open_invoice(practice: PracticeServers, splynx: Splynx) -> dict[str, Any]:
    saved = {
        int(row["customer_id"])
        for row in splynx.get("customers/customer-payment-account-data")
        if row["field_1"] and not row["field_1"].isdigit() and int(row["customer_id"]) > 8
    }
    practice.switches(ippay={"penny_rule": "off"})
    rows = splynx.get("finance/invoices?main_attributes[status]=not_paid&order[id]=DESC")
    return next(row for row in rows if row["customer_id"] in saved)


def charge(gateway: Gateway, invoice: dict[str, Any], number: str) -> None:
    cents = round(invoice["due"] * 100)
    assert gateway.sale(number, cents, OrderNumber=invoice["number"])["ActionCode"] == "000"


def test_audit(practice: PracticeServers, splynx: Splynx, gateway: Gateway) -> None:
    def findings() -> set[str]:
        audit = practice.audit()
        return {name for name, found in audit.items() if name != "orders" and found}

    invoice = open_invoice(practice, splynx)
    number = "AUDIT0000000000001"
    charge(gateway, invoice, number)
    assert findings() == {"charged_not_recorded"}
    body = {"invoice_id": invoice["id"], "receipt_number": f"IPP-{number}"}
    due = str(invoice["due"])
    first = splynx.pay(invoice["customer_id"], due, **body)
    assert findings() == set()
    (order,) = practice.audit()["orders"].values()
    assert order["net_minor"] == order["recorded_minor"] == round(invoice["due"] * 100)
    second = splynx.pay(invoice["customer_id"], due, **body)
    assert findings() == {"recorded_twice"}
    splynx.call("DELETE", f"finance/payments/{second}")
    charge(gateway, invoice, "AUDIT0000000000002")
    assert findings() == {"double_charged", "charged_not_recorded"}
    gateway("VOID", TransactionID="AUDIT0000000000002", TotalAmount=round(invoice["due"] * 100))
    assert findings() == set()
    gateway("VOID", TransactionID=number, TotalAmount=round(invoice["due"] * 100))
    assert findings() == {"recorded_not_charged"}
    splynx.call("DELETE", f"finance/payments/{first}")
    assert findings() == set()


def test_part_payments_are_no_double_charge(
    practice: PracticeServers, splynx: Splynx, gateway: Gateway
) -> None:
    made = practice.control("POST", "/splynx/invoice", {"customer_id": 9, "total": "30.00"})
    for place, cents in enumerate((1000, 2000)):
        number = f"PART{place:014d}"
        gateway.sale(number, cents, OrderNumber=made["number"])
        splynx.pay(9, f"{cents // 100}.00", invoice_id=made["id"], receipt_number=f"IPP-{number}")
    assert practice.audit()["double_charged"] == []
    gateway.sale("PART00000000000009", 1000, OrderNumber=made["number"])
    assert len(practice.audit()["double_charged"]) == 1


def test_what_others_do(practice: PracticeServers, splynx: Splynx) -> None:
    invoice = open_invoice(practice, splynx)
    path = f"finance/invoices/{invoice['id']}"
    done = practice.control("POST", "/splynx/addon-charge", {"invoice_id": invoice["id"]})
    assert done["charged"]
    assert done["transaction_id"][0] in "ABCDEFG"
    assert splynx.get(path)["status"] == "paid"
    again = practice.control("POST", "/splynx/addon-charge", {"invoice_id": invoice["id"]})
    assert not again["charged"]
    other = open_invoice(practice, splynx)
    paid = practice.control("POST", "/splynx/portal-pay", {"invoice_id": other["id"]})
    assert paid["payment_id"]
    third = open_invoice(practice, splynx)
    edit = {"table": "invoices", "id": third["id"], "set": {"status": "pending"}}
    practice.control("POST", "/splynx/edit", edit)
    assert splynx.get(f"finance/invoices/{third['id']}")["status"] == "pending"
    assert practice.audit()["double_charged"] == []


def test_automatic_charge_at_a_minute_to_midnight(
    practice: PracticeServers, splynx: Splynx
) -> None:
    open_invoice(practice, splynx)
    practice.switches(splynx={"auto_charge": "on"})
    before = len(splynx.get("finance/invoices?main_attributes[status]=not_paid"))
    practice.advance(86400)
    assert len(splynx.get("finance/invoices?main_attributes[status]=not_paid")) < before / 2


def test_labels_and_billing_can_be_edited(practice: PracticeServers, splynx: Splynx) -> None:
    practice.control(
        "POST", "/splynx/edit", {"table": "definitions", "id": 1, "set": {"field_1": "Card number"}}
    )
    assert splynx.get("customers/customer-payment-accounts")[0]["field_1"] == "Card number"
    practice.control(
        "POST", "/splynx/edit", {"table": "billing", "id": 2, "set": {"payment_method": 8}}
    )
    assert splynx.get("customers/customer-billing/2")["payment_method"] == "8"
    practice.control("POST", "/splynx/edit", {"table": "customers", "id": 2, "set": {"deleted": 1}})
    assert splynx.call("GET", "customers/customer/2").status_code == 404


def test_refills_are_no_double_charge_and_prefixes_do_not_hide_one(
    practice: PracticeServers, splynx: Splynx, gateway: Gateway
) -> None:
    for place in range(2):
        number = f"REFILL{place:012d}"
        gateway.sale(number, 1000, OrderNumber="REFILL-9")
        splynx.pay(9, "10.00", receipt_number=f"IPP-{number}")
    assert practice.audit()["double_charged"] == []
    made = practice.control("POST", "/splynx/invoice", {"customer_id": 9, "total": "10.00"})
    gateway.sale("PREFIX000000000001", 1000, OrderNumber=made["number"])
    gateway.sale("PREFIX000000000002", 1000, OrderNumber=f"INV {made['number']}")
    (found,) = practice.audit()["double_charged"]
    assert found["taken_minor"] == 2000
    # Recording both without the invoice does not turn them into refills.
    for place in (1, 2):
        splynx.pay(9, "10.00", receipt_number=f"IPP-PREFIX00000000000{place}")
    assert len(practice.audit()["double_charged"]) == 1


def test_odd_ids_in_paths(splynx: Splynx) -> None:
    for path in ("customers/customer-billing/x", "customers/billing-info/-1", "finance/invoices/x"):
        assert splynx.call("GET", path).status_code == 404
    assert splynx.call("GET", f"finance/invoices/{'9' * 30}").status_code == 404


def test_password_of_the_terminals_survives_a_reset() -> None:
    with PracticeServers(password="sesame", customers=2, invoices=2) as practice:  # noqa: S106
        practice.control("POST", "/reset")
        assert practice.ippay_password == "sesame"  # noqa: S105
        xml = Gateway(practice)
        assert xml("PING")["ActionCode"] == "926"
        assert xml("PING", Password=practice.ippay_password)["ActionCode"] == "000"
        xml.session.close()
