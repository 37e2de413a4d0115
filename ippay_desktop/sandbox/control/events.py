"""Things that others do at the same time: the add-on's own charges, the portal, new documents."""

import dataclasses

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.ippay.app import Gateway
from ippay_desktop.sandbox.ippay.engine import Twist
from ippay_desktop.sandbox.ippay.order import Order
from ippay_desktop.sandbox.ippay.vault import Instrument
from ippay_desktop.sandbox.population.setup import BANK_METHOD, CARD_METHOD
from ippay_desktop.sandbox.splynx.ledger import Ledger
from ippay_desktop.sandbox.store import Row, Store, Value

_AUTO_LIMIT = 1000


@dataclasses.dataclass(slots=True)
class Events:
    """Acts on both servers as Splynx's own IPpay add-on and the customers would."""

    splynx: Store
    ledger: Ledger
    gateway: Gateway
    clock: Clock
    card_terminal: str
    bank_terminal: str

    def addon_charge(self, invoice_id: int, *, record: bool = True) -> dict[str, object]:
        """Charge an invoice as the add-on's button does: own gateway-made id, then record it."""
        invoice = self.splynx.row(
            "SELECT * FROM invoices WHERE id = ? AND status IN ('not_paid', 'pending')",
            (invoice_id,),
        )
        if invoice is None:
            return {"charged": False, "reason": "the invoice is not open"}
        amount = int(invoice["due"])
        return self._charge(int(invoice["customer_id"]), amount, invoice, record=record)

    def portal_pay(
        self, customer_id: int, amount: int, invoice_id: int | None
    ) -> dict[str, object]:
        """Let a customer pay in the portal; the amount is in ten-thousandths."""
        invoice = None
        if invoice_id is not None:
            invoice = self.splynx.row("SELECT * FROM invoices WHERE id = ?", (invoice_id,))
        return self._charge(customer_id, amount, invoice, record=True)

    def void(self, transaction_id: str) -> dict[str, object]:
        """Void a charge on the gateway's own pages; whoever sent it hears nothing."""
        row = self.gateway.records.store.row(
            "SELECT * FROM operations WHERE transaction_id = ? AND type IN ('SALE', 'CAPT') "
            "AND action_code = '000' ORDER BY id LIMIT 1",
            (transaction_id.upper(),),
        )
        if row is None:
            return {"voided": False}
        order = Order(
            type="VOID",
            terminal_id=row["terminal_id"],
            transaction_id=row["transaction_id"],
            amount=str(row["amount"]),
            approval=row["approval"],
            token=row["token"],
        )
        answer = self.gateway.engine.process(order, Twist())
        return {"voided": answer["ActionCode"] == "000", "text": answer.get("ResponseText", "")}

    def operate(self, kind: str) -> dict[str, object]:
        """File an operation of a kind that no interface offers, as the gateway's own people do."""
        order = Order(
            type=kind, terminal_id=self.card_terminal, transaction_id=self.gateway.records.new_id()
        )
        answer = {"ActionCode": "000", "ResponseText": "DONE"}
        store = self.gateway.records.store
        with store.transaction():
            self.gateway.records.add(order, "DONE", answer, Instrument("", "", ""))
        return {"transaction_id": order.transaction_id}

    def auto_charge(self) -> int:
        """Run the add-on's nightly charge over open invoices; return how many were charged."""
        rows = self.splynx.rows(
            "SELECT id FROM invoices WHERE status = 'not_paid' AND due > 0 ORDER BY id LIMIT ?",
            (_AUTO_LIMIT,),
        )
        return sum(bool(self.addon_charge(int(row["id"]))["charged"]) for row in rows)

    def race(self, invoice_id: int, outcome: str) -> None:
        """Let an invoice become pending, or be paid by the add-on, behind the client's back."""
        if outcome == "paid":
            self.addon_charge(invoice_id)
            return
        self.splynx.update("invoices", invoice_id, {"status": outcome})

    def insert_row(self, path: str) -> None:
        """Add a believable row to a collection, between two pages of somebody's list."""
        if "customers/customer" in path:
            self._new_customer()
        elif "invoices" in path:
            table = "proforma_invoices" if "proforma" in path else "invoices"
            self._new_document(table)

    def _charge(
        self, customer: int, amount: int, invoice: Row | None, *, record: bool
    ) -> dict[str, object]:
        saved = self.splynx.row(
            "SELECT * FROM payment_account_data WHERE customer_id = ?", (customer,)
        )
        if saved is None:
            return {"charged": False, "reason": "no saved method"}
        order = Order(
            type="SALE",
            terminal_id=self.card_terminal,
            transaction_id=self.gateway.records.new_id(),
            amount=str(amount // 100),
            origin="RECURRING",
            order_number=str(invoice["number"]) if invoice is not None else "",
            token=saved["field_1"],
            name=saved["field_2"],
            ud=("add-on", "", ""),
        )
        if not order.token:
            order.type, order.terminal_id, order.token = (
                "CHECK",
                self.bank_terminal,
                saved["field_6"],
            )
            order.account_type, order.sec = saved["field_9"], "WEB"
            order.name, order.check_number = saved["field_8"], "100"
        answer = self.gateway.engine.process(order, Twist())
        result: dict[str, object] = {
            "charged": answer["ActionCode"] == "000",
            "transaction_id": order.transaction_id,
            "action_code": answer["ActionCode"],
        }
        if result["charged"] and record:
            result["payment_id"] = self._record(customer, amount, invoice, order)
        return result

    def _record(self, customer: int, amount: int, invoice: Row | None, order: Order) -> int:
        stamp = self.clock.local_stamp()
        values: dict[str, Value] = {
            "customer_id": customer,
            "invoice_id": invoice["id"] if invoice is not None else None,
            "payment_type": CARD_METHOD if order.type == "SALE" else BANK_METHOD,
            "receipt_number": order.transaction_id,
            "date": stamp[:10],
            "real_create_datetime": stamp,
            "updated_at": stamp,
            "amount": amount,
            "comment": "IPpay add-on",
            "field_1": f"**** {order.last4}",
            "field_2": order.transaction_id,
            "added_by": "system",
        }
        with self.splynx.transaction():
            return self.ledger.record_payment(values)

    def _new_customer(self) -> None:
        stamp = self.clock.local_stamp()
        row: dict[str, Value] = {"name": "Newly Added", "partner_id": 1, "location_id": 1}
        row |= {"status": "new", "date_add": stamp[:10], "last_update": stamp}
        with self.splynx.transaction():
            number = self.splynx.insert("customers", row)
            self.splynx.insert("customer_billing", {"customer_id": number})

    def _new_document(self, table: str) -> None:
        stamp = self.clock.local_stamp()
        number = self.splynx.number(f"SELECT max(id) FROM {table}") + 1  # noqa: S608 - own names
        row: dict[str, Value] = {
            "customer_id": self.splynx.number("SELECT min(id) FROM customers"),
            "number": f"{stamp[:4]}01{number:06d}",
            "date_created": stamp[:10],
            "date_updated": stamp[:10],
            "date_till": stamp[:10],
            "real_create_datetime": stamp,
            "status": "not_paid",
        }
        with self.splynx.transaction():
            if table == "invoices":
                self.ledger.issue_invoice(row, 250_000)
            else:
                self.splynx.insert(table, {**row, "total": 250_000})
