"""Splynx's bookkeeping: documents, transactions, payments, allocation and the balance.

Every amount is an integer of ten-thousandths of the currency unit. The caller holds a transaction
of the store around each call that changes something.
"""

import json
from decimal import ROUND_HALF_UP, Decimal

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.splynx.errors import ApiError
from ippay_desktop.sandbox.splynx.schema import ZERO_DATE
from ippay_desktop.sandbox.store import Row, Store, Value
from ippay_desktop.sandbox.switches import Switches

SERVICE, PAYMENT = 1, 3
_OPEN = ("not_paid", "pending")


class Ledger:
    """The one place that moves balances and allocates money."""

    def __init__(self, store: Store, clock: Clock, switches: Switches) -> None:
        self._store = store
        self._clock = clock
        self._switches = switches

    def issue_invoice(self, values: dict[str, Value], total: int) -> int:
        """Store an invoice with its debit transaction; the balance goes down by the total."""
        customer = int(values["customer_id"] or 0)
        row = {**values, "total": total, "due": total}
        number = self._store.insert("invoices", row)
        date = str(values.get("date_created") or self._clock.today().isoformat())
        self.add_transaction(customer, "debit", total, date, invoice_id=number, description="Items")
        return number

    def add_transaction(  # noqa: PLR0913 - one row, spelled out
        self,
        customer: int,
        kind: str,
        total: int,
        date: str,
        *,
        description: str,
        invoice_id: int | None = None,
        payment_id: int | None = None,
        remind: int = 0,
    ) -> int:
        """Store a transaction and move the balance; ``remind`` is the part not yet allocated."""
        number = self._store.insert(
            "transactions",
            {
                "customer_id": customer,
                "type": kind,
                "price": total,
                "total": total,
                "remind_amount": remind,
                "date": date,
                "category": PAYMENT if kind == "credit" else SERVICE,
                "description": description,
                "invoice_id": invoice_id,
                "payment_id": payment_id,
            },
        )
        self.move_balance(customer, total if kind == "credit" else -total)
        return number

    def move_balance(self, customer: int, change: int) -> None:
        """Add to a customer's deposit."""
        self._store.run(
            "UPDATE customer_billing SET deposit = deposit + ? WHERE customer_id = ?",
            (change, customer),
        )

    def record_payment(self, values: dict[str, Value]) -> int:
        """Store a payment, credit it, and allocate it as the switches say.

        Args:
            values: The payment's columns; ``amount`` is positive.

        Returns:
            The payment's id.
        """
        customer, amount = int(values["customer_id"] or 0), int(values["amount"] or 0)
        payment = self._store.insert("payments", values)
        left = amount
        request_id = values.get("request_id")
        if request_id is None:
            left = self._allocate(payment, values)
        elif self._switches.on("splynx", "proforma_auto_paid"):
            self._settle_proforma(int(request_id), payment, str(values["date"]))
        date = str(values["date"])
        credit = self.add_transaction(
            customer, "credit", amount, date, description="Payment", payment_id=payment, remind=left
        )
        self._store.update("payments", payment, {"transaction_id": credit, "remind_amount": left})
        return payment

    def delete_payment(self, payment: Row) -> None:
        """Undo a payment: allocations, credit, balance and the state of what it had paid."""
        number, customer = int(payment["id"]), int(payment["customer_id"])
        links = "SELECT * FROM invoice_relations WHERE type = 'payment' AND payer_id = ?"
        for link in self._store.rows(links, (number,)):
            self._release(link)
        self._store.run(
            "DELETE FROM invoice_relations WHERE type = 'payment' AND payer_id = ?", (number,)
        )
        if payment["request_id"] is not None:
            self._reopen("proforma_invoices", int(payment["request_id"]))
        self._store.run("DELETE FROM transactions WHERE id = ?", (payment["transaction_id"],))
        self.move_balance(customer, -int(payment["amount"]))
        self._store.update("payments", number, {"deleted": 1})

    def delete_invoice(self, invoice: Row) -> None:
        """Mark an unpaid invoice deleted and take its debit back.

        Raises:
            ApiError: Money is attached to it.
        """
        number = int(invoice["id"])
        attached = "SELECT count(*) FROM invoice_relations WHERE invoice_id = ?"
        if self._store.number(attached, (number,)):
            raise ApiError(400, "ENTITY_CANNOT_BE_DELETED", "Payments are attached")
        self._store.run("DELETE FROM transactions WHERE invoice_id = ?", (number,))
        self.move_balance(int(invoice["customer_id"]), int(invoice["total"]))
        self._store.update("invoices", number, {"status": "deleted", "due": 0})

    def _allocate(self, payment: int, values: dict[str, Value]) -> int:
        customer, left = int(values["customer_id"] or 0), int(values["amount"] or 0)
        pin, date = values.get("invoice_id"), str(values["date"])
        if pin is not None and self._switches.text("splynx", "invoice_pin") == "honoured":
            left = self._pay_invoices(payment, left, date, "id", pin)
            if self._switches.text("splynx", "alloc_rest") == "none":
                return left
        debits = (
            "SELECT * FROM transactions WHERE customer_id = ? AND type = 'debit' "
            "AND invoice_id IS NULL AND remind_amount > 0 ORDER BY date, id"
        )
        for debit in self._store.rows(debits, (customer,)):
            part = min(left, int(debit["remind_amount"]))
            if part > 0:
                rest = int(debit["remind_amount"]) - part
                self._store.update("transactions", debit["id"], {"remind_amount": rest})
                self._relate(payment, customer, part, transaction_id=int(debit["id"]))
                left -= part
        return self._pay_invoices(payment, left, date, "customer_id", customer)

    def _pay_invoices(self, payment: int, left: int, date: str, column: str, value: Value) -> int:
        sql = f"SELECT * FROM invoices WHERE {column} = ? AND status IN (?, ?) AND due > 0 ORDER BY date_created, id"  # noqa: E501, S608 - own text only
        for invoice in self._store.rows(sql, (value, *_OPEN)):
            part = min(left, int(invoice["due"]))
            if part <= 0:
                break
            due = int(invoice["due"]) - part
            change: dict[str, Value] = {"due": due}
            if due == 0:
                change |= {"status": "paid", "payment_id": payment, "date_payment": date}
            if self._switches.on("splynx", "date_updated_on_payment"):
                change["date_updated"] = self._clock.today().isoformat()
            self._store.update("invoices", int(invoice["id"]), change)
            customer = int(invoice["customer_id"])
            self._relate(payment, customer, part, invoice_id=int(invoice["id"]))
            left -= part
        return left

    def _relate(
        self,
        payment: int,
        customer: int,
        amount: int,
        *,
        invoice_id: int | None = None,
        transaction_id: int | None = None,
    ) -> None:
        self._store.insert(
            "invoice_relations",
            {
                "customer_id": customer,
                "payer_id": payment,
                "type": "payment",
                "invoice_id": invoice_id,
                "transaction_id": transaction_id,
                "amount": amount,
            },
        )

    def _settle_proforma(self, number: int, payment: int, date: str) -> None:
        change: dict[str, Value] = {"status": "paid", "payment_id": payment, "date_payment": date}
        self._store.update("proforma_invoices", number, change)

    def _release(self, link: Row) -> None:
        amount = int(link["amount"])
        if link["transaction_id"] is not None:
            self._store.run(
                "UPDATE transactions SET remind_amount = remind_amount + ? WHERE id = ?",
                (amount, link["transaction_id"]),
            )
            return
        self._store.run(
            "UPDATE invoices SET due = due + ? WHERE id = ?", (amount, link["invoice_id"])
        )
        self._reopen("invoices", int(link["invoice_id"]))

    def _reopen(self, table: str, number: int) -> None:
        change: dict[str, Value] = {
            "status": "not_paid",
            "payment_id": 0,
            "date_payment": ZERO_DATE,
        }
        self._store.update(table, number, change)


def items_total(items: object) -> int:
    """Return the gross total of a document's JSON items in ten-thousandths.

    Each line counts quantity times price plus its tax percent, rounded half up to cents.
    """
    total = 0
    for item in json.loads(str(items or "[]")):
        total += _line(item)
    return total


def _line(item: dict[str, object]) -> int:
    quantity = Decimal(str(item.get("quantity", 1) or 0))
    price = Decimal(str(item.get("price", 0) or 0))
    tax = Decimal(str(item.get("tax", 0) or 0))
    gross = quantity * price * (1 + tax / 100)
    cents = (gross * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return int(cents) * 100
