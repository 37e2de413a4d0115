"""Collections that move money or show where it went: documents, payments, transactions."""

import json

from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.splynx.collection import Collection
from ippay_desktop.sandbox.splynx.errors import ApiError, InvalidFieldsError, not_found
from ippay_desktop.sandbox.splynx.ledger import items_total
from ippay_desktop.sandbox.store import Row, Value

_EDITABLE_WHEN_PAID = frozenset({"note", "memo", "additional_attributes"})
API_KEY_ID = 2


class Documents(Collection):
    """What invoices, proformas and credit notes share."""

    touched = ("date_created", "real_create_datetime", "date_updated")

    def insert(self, values: dict[str, Value]) -> int:
        """Store the document with its items numbered and its total computed."""
        values |= {"added_by": "api", "added_by_id": API_KEY_ID}
        values["total"] = items_total(values["items"])
        items = json.loads(str(values["items"]))
        values["items"] = json.dumps([{"pos": pos, **item} for pos, item in enumerate(items)])
        return self.context.store.insert(self.table.name, values)

    def check_change(self, row: Row, values: dict[str, Value]) -> None:
        """Let only notes and custom fields of a paid document change."""
        frozen = set(values) - _EDITABLE_WHEN_PAID
        if row["status"] == "paid" and frozen:
            raise InvalidFieldsError(**dict.fromkeys(sorted(frozen), "A paid document is closed."))
        values.setdefault("date_updated", self.context.clock.today().isoformat())


class Invoices(Documents):
    """Invoices: issuing debits the customer, deleting gives the debit back."""

    def insert(self, values: dict[str, Value]) -> int:
        """Issue the invoice with its debit transaction."""
        values |= {"added_by": "api", "added_by_id": API_KEY_ID}
        return self.context.ledger.issue_invoice(values, items_total(values["items"]))

    def erase(self, row: Row) -> None:
        """Mark the invoice deleted unless money is attached."""
        self.context.ledger.delete_invoice(row)


class CreditNotes(Documents):
    """Credit notes: stored and listed; they allocate nothing by themselves here."""


class Proformas(Documents):
    """Proformas: outside of balance and transactions; the module can be switched off."""

    def erase(self, row: Row) -> None:
        """Delete the proforma unless it is paid."""
        if row["status"] == "paid":
            raise ApiError(400, "ENTITY_CANNOT_BE_DELETED", "A paid proforma stays")
        super().erase(row)


class Payments(Collection):
    """Payments: no protection against duplicates whatsoever, unless a switch adds one."""

    touched = ("real_create_datetime", "updated_at")

    def visible(self) -> str:
        """Hide deleted payments, as most servers do."""
        listed = self.context.switches.on("splynx", "deleted_payments_listed")
        return "" if listed else "deleted = 0"

    def insert(self, values: dict[str, Value]) -> int:
        """Validate, store, credit and allocate."""
        self._check(values)
        for name in ("transaction_id", "remind_amount"):
            values.pop(name, None)
        values |= {"added_by": "api", "added_by_id": API_KEY_ID}
        if not values.get("receipt_number") and self.context.switches.on(
            "splynx", "empty_receipt_autonumber"
        ):
            values["receipt_number"] = self._next_receipt(values)
        return self.context.ledger.record_payment(values)

    def check_change(self, row: Row, values: dict[str, Value]) -> None:
        """Touch ``updated_at`` where the server does; the database itself would not."""
        del row
        if self.context.switches.on("splynx", "updated_at_moves"):
            values["updated_at"] = self.context.clock.local_stamp()

    def erase(self, row: Row) -> None:
        """Undo the payment; a second delete does not find it any more."""
        if row["deleted"]:
            raise not_found()
        self.context.ledger.delete_payment(row)

    def _check(self, values: dict[str, Value]) -> None:
        wrong: dict[str, str] = {}
        store = self.context.store
        customer = values["customer_id"]
        if not store.number("SELECT 1 FROM customers WHERE id = ? AND NOT deleted", (customer,)):
            wrong["customer_id"] = "Customer is invalid."
        if not store.number(
            "SELECT 1 FROM payment_methods WHERE id = ? AND is_active = '1'",
            (values["payment_type"],),
        ):
            wrong["payment_type"] = "Payment type is invalid."
        if int(values["amount"] or 0) <= 0:
            wrong["amount"] = "Amount must be greater than 0."
        if not _is_date(str(values["date"])):
            wrong["date"] = "Date is invalid."
        for column, table in (("invoice_id", "invoices"), ("request_id", "proforma_invoices")):
            sql = f"SELECT 1 FROM {table} WHERE id = ? AND customer_id = ?"  # noqa: S608 - own names
            pinned = values.get(column)
            if pinned is not None and not store.number(sql, (pinned, customer)):
                wrong[column] = f"{column.replace('_', ' ').capitalize()} is invalid."
        wrong |= self._duplicates(values)
        for name, limit in (("receipt_number", 32), ("comment", 256)):
            if len(str(values.get(name) or "")) > limit:
                wrong[name] = f"At most {limit} characters."
        if wrong:
            raise InvalidFieldsError(**wrong)

    def _duplicates(self, values: dict[str, Value]) -> dict[str, str]:
        store, switches = self.context.store, self.context.switches
        wrong: dict[str, str] = {}
        receipt = values.get("receipt_number")
        if receipt and switches.on("splynx", "receipt_duplicate_error"):
            sql = "SELECT 1 FROM payments WHERE receipt_number = ? AND NOT deleted"
            if store.number(sql, (receipt,)):
                wrong["receipt_number"] = "Receipt number has already been taken."
        custom = json.loads(str(values.get("additional_attributes") or "{}"))
        key = custom.get("ext_attempt_key") if isinstance(custom, dict) else None
        if key and switches.on("splynx", "unique_custom_field"):
            sql = (
                "SELECT 1 FROM payments WHERE NOT deleted AND "
                "json_extract(additional_attributes, '$.ext_attempt_key') = ?"
            )
            if store.number(sql, (key,)):
                wrong["ext_attempt_key"] = "Ext attempt key has already been taken."
        return wrong

    def _next_receipt(self, values: dict[str, Value]) -> str:
        following = self.context.store.number("SELECT max(id) FROM payments") + 1
        year = self.context.clock.today().year
        return f"{year}-{int(values['payment_type'] or 0):02d}-{following:05d}"


class Transactions(Collection):
    """Plain debits and credits; creating one moves the balance."""

    def insert(self, values: dict[str, Value]) -> int:
        """Store the transaction and move the customer's balance."""
        total = int(
            values.get("total") or int(values["price"] or 0) * int(values.get("quantity") or 1)
        )
        values.setdefault("date", self.context.clock.today().isoformat())
        values |= {"total": total}
        credit = values["type"] == "credit"
        if values.get("invoice_id") is None:
            values["remind_amount"] = total
        self.context.ledger.move_balance(
            int(values["customer_id"] or 0), total if credit else -total
        )
        return super().insert(values)


class Relations(Collection):
    """The truth about allocation; read only, and missing on older servers."""

    def listed(self, request: Request) -> Response:
        """List all, or those of a customer or an invoice, by plain parameters."""
        if self.context.switches.text("splynx", "relations_supported") == "404":
            raise not_found()
        plain = request.flat_query()
        extra = [
            f"main_attributes[{name}]={plain[name]}"
            for name in ("customer_id", "invoice_id")
            if plain.get(name, "").isdigit()
        ]
        if extra:
            query = "&".join(extra)
            request = Request("GET", f"{request.path}?{query}", request.headers, b"", request.peer)
        return super().listed(request)

    def read(self, key: str) -> Response:
        """Read one relation."""
        if self.context.switches.text("splynx", "relations_supported") == "404":
            raise not_found()
        return super().read(key)


def _is_date(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts)
