"""The independent cross-check: did money move once, and is exactly that recorded?

It looks only at the two servers' own books. A payment in Splynx belongs to a gateway operation when
one of its texts carries the operation's transaction id. Payments of the first fill are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from ippay_desktop.sandbox.control.books import moved
from ippay_desktop.sandbox.splynx import money
from ippay_desktop.sandbox.store import Row, Store

_WORD = re.compile(r"[0-9A-Z]{8,40}")
_NUMBER = re.compile(r"[0-9]{8,}")
_DEBITS = frozenset({"SALE", "AUTHONLY", "FORCE", "CHECK"})
_TEXTS = ("receipt_number", "comment", "field_1", "field_2", "field_3", "field_4", "field_5")
_GATEWAY_ID = re.compile(r"\b(?=[0-9A-Z]*[0-9])[0-9A-Z]{18}\b")


class Auditor:
    """Compares the gateway's books with Splynx's; amounts in the result are cents."""

    def __init__(self, splynx: Store, gateway: Store, *, seeded_payments: int) -> None:
        self._splynx = splynx
        self._seeded = seeded_payments
        self._debits: list[Row] = []
        self._refunds: defaultdict[str, int] = defaultdict(int)
        for row in gateway.rows("SELECT * FROM operations ORDER BY id"):
            if row["type"] in _DEBITS and moved(row) > 0:
                self._debits.append(row)
            elif moved(row) < 0:
                # A refund with an id of its own names its charge in the second free field.
                charge = row["ud2"] if _GATEWAY_ID.fullmatch(row["ud2"]) else row["transaction_id"]
                self._refunds[charge] += moved(row)
        self._known = {
            row["transaction_id"] for row in gateway.rows("SELECT transaction_id FROM operations")
        }
        live = "SELECT * FROM payments WHERE NOT deleted AND id > ? ORDER BY id"
        self._payments: defaultdict[str, list[Row]] = defaultdict(list)
        self._strangers: list[tuple[str, Row]] = []
        for payment in splynx.rows(live, (seeded_payments,)):
            self._file(payment)

    def report(self) -> dict[str, object]:
        """Return the findings; an empty list under each heading is what everybody wants."""
        return {
            "orders": self._orders(),
            "double_charged": self._double_charged(),
            "charged_not_recorded": self._charged_not_recorded(),
            "recorded_twice": self._recorded_twice(),
            "recorded_not_charged": self._recorded_not_charged(),
        }

    def _file(self, payment: Row) -> None:
        words = {
            word for name in _TEXTS for word in _WORD.findall(str(payment[name] or "").upper())
        }
        found = words & self._known
        for word in found:
            self._payments[word].append(payment)
        if not found:
            ids = {word for word in words if _GATEWAY_ID.fullmatch(word)}
            self._strangers += [(word, payment) for word in sorted(ids)]

    def _by_order(self) -> dict[str, list[Row]]:
        orders: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._debits:
            orders[str(row["order_number"]) or f"(none) {row['transaction_id']}"].append(row)
        return orders

    def _orders(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for order, debits in self._by_order().items():
            ids = {row["transaction_id"] for row in debits}
            net = sum(moved(row) for row in debits) + sum(self._refunds[name] for name in ids)
            found[order] = {
                "net_minor": net,
                "approved_debits": len(debits),
                "recorded_minor": _cents(p for name in ids for p in self._payments[name]),
                "transaction_ids": sorted(ids),
            }
        return found

    def _double_charged(self) -> list[object]:
        documents: defaultdict[object, list[Row]] = defaultdict(list)
        for order, debits in self._by_order().items():
            documents[self._document(order, debits) or order] += debits
        found: list[object] = []
        for document, debits in documents.items():
            ids = [row["transaction_id"] for row in debits]
            taken = sum(moved(row) for row in debits) + sum(self._refunds[n] for n in set(ids))
            owed = self._owed(document, ids)
            # Several part payments of one document are right while they stay within what was owed.
            too_much = not self._is_refill(ids) if owed is None else taken > owed
            if len(debits) > 1 and (too_much or len(ids) != len(set(ids))):
                orders = sorted({row["order_number"] for row in debits})
                found.append(
                    {
                        "order_number": orders[0],
                        "order_numbers": orders,
                        "transaction_ids": ids,
                        "taken_minor": taken,
                        "owed_minor": owed,
                    }
                )
        return found

    def _document(self, order: str, debits: list[Row]) -> tuple[str, int] | None:
        """Return table and id of what was charged: by its number, else by what was recorded."""
        for number in (order, *_NUMBER.findall(order)):
            for table in ("invoices", "proforma_invoices"):
                sql = f"SELECT id FROM {table} WHERE number = ?"  # noqa: S608 - own names
                row = self._splynx.row(sql, (number,))
                if row is not None:
                    return table, int(row["id"])
        payments = [p for row in debits for p in self._payments[row["transaction_id"]]]
        for column, table in (("invoice_id", "invoices"), ("request_id", "proforma_invoices")):
            pinned = {int(p[column]) for p in payments if p[column] is not None}
            if len(pinned) == 1:
                return table, pinned.pop()
        return None

    def _is_refill(self, ids: list[str]) -> bool:
        """Tell whether debits of no known document were recorded as money for the balance."""
        payments = [p for name in ids for p in self._payments[name]]
        unpinned = all(p["invoice_id"] is None and p["request_id"] is None for p in payments)
        return bool(payments) and unpinned

    def _owed(self, document: object, ids: list[str]) -> int | None:
        """Return a document's total less what others paid of it, in cents; None if unknown."""
        if not isinstance(document, tuple):
            return None
        table, number = document
        sql = f"SELECT total FROM {table} WHERE id = ?"  # noqa: S608 - own names
        total = self._splynx.number(sql, (number,))
        if table != "invoices":
            return total // 100
        ours = {p["id"] for name in ids for p in self._payments[name]}
        links = self._splynx.rows("SELECT * FROM invoice_relations WHERE invoice_id = ?", (number,))
        others = sum(
            int(link["amount"])
            for link in links
            if not (link["type"] == "payment" and link["payer_id"] in ours)
        )
        return (total - others) // 100

    def _charged_not_recorded(self) -> list[object]:
        return [
            {"transaction_id": row["transaction_id"], "order_number": row["order_number"],
             "amount_minor": row["amount"], "type": row["type"]}
            for row in self._debits
            if not self._payments[row["transaction_id"]]
            and moved(row) + self._refunds[row["transaction_id"]] > 0
        ]  # fmt: skip

    def _recorded_twice(self) -> list[object]:
        found: list[object] = []
        for name, payments in self._payments.items():
            charged = sum(moved(row) for row in self._debits if row["transaction_id"] == name)
            recorded = _cents(payments)
            if len(payments) > 1 and recorded > charged:
                ids = [payment["id"] for payment in payments]
                found.append(
                    {"transaction_id": name, "payment_ids": ids, "recorded_minor": recorded,
                     "charged_minor": charged}
                )  # fmt: skip
        return found

    def _recorded_not_charged(self) -> list[object]:
        live = {row["transaction_id"] for row in self._debits}
        suspects = [
            (name, payment)
            for name, payments in self._payments.items()
            if name not in live
            for payment in payments
        ]
        return [
            {
                "transaction_id": name,
                "payment_id": payment["id"],
                "amount": money.text(payment["amount"]),
            }
            for name, payment in suspects + self._strangers
        ]


def _cents(payments: Iterable[Row]) -> int:
    return sum({p["id"]: int(p["amount"]) for p in payments}.values()) // 100
