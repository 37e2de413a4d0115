"""True state of both practice servers' books, for tests to compare the client's word with."""

from collections import defaultdict

from ippay_desktop.sandbox.clock import from_ms
from ippay_desktop.sandbox.ippay.records import LIVE_BANK, LIVE_CARD
from ippay_desktop.sandbox.splynx import money
from ippay_desktop.sandbox.splynx.schema import TABLES
from ippay_desktop.sandbox.store import Row, Store

_LIVE = frozenset((*LIVE_CARD, *LIVE_BANK))
_TAKES = frozenset({"SALE", "AUTHONLY", "FORCE", "CHECK"})
_GIVES = frozenset({"CREDIT", "REVERSAL"})
_MONEY = frozenset({"money", "number"})


def moved(row: Row) -> int:
    """Return what an operation leaves with the merchant, in cents; negative for refunds."""
    # A notice of change comes by the way of returns, and takes nothing back.
    is_notice = row["status"] == "RETURNED" and str(row["return_code"]).startswith("C")
    if row["status"] not in _LIVE and not is_notice:
        return 0
    if row["type"] in _TAKES:
        return int(row["amount"])
    return -int(row["amount"]) if row["type"] in _GIVES else 0


def gateway_books(store: Store) -> dict[str, object]:
    """Return every gateway operation and the net cents moved per order number."""
    net: defaultdict[str, int] = defaultdict(int)
    listed = []
    for row in store.rows("SELECT * FROM operations ORDER BY id"):
        net[str(row["order_number"])] += moved(row)
        listed.append(
            {
                "ip_trans_id": row["id"],
                "terminal_id": row["terminal_id"],
                "transaction_id": row["transaction_id"],
                "type": row["type"],
                "amount_minor": row["amount"],
                "net_minor": moved(row),
                "status": row["status"],
                "action_code": row["action_code"],
                "approval": row["approval"],
                "order_number": row["order_number"],
                "ud_field1": row["ud1"],
                "ud_field2": row["ud2"],
                "ud_field3": row["ud3"],
                "token_last4": row["last4"],
                "sec": row["sec"],
                "check_number": row["check_number"],
                "return_code": row["return_code"],
                "origin": row["origin"],
                "parent": row["parent"],
                "credited_minor": row["credited"],
                "received_at": from_ms(row["received_at"]).isoformat(),
                "times_received": row["times_received"],
                "times_processed": row["times_processed"],
            }
        )
    return {"transactions": listed, "net_by_order": dict(net), "net_total": sum(net.values())}


def splynx_books(
    store: Store, *, customer_id: int | None = None, only_open: bool = False
) -> dict[str, object]:
    """Return documents, payments (deleted ones too), relations and deposits as they truly are.

    Args:
        store: The practice Splynx's store.
        customer_id: Only this customer.
        only_open: Only documents that are not paid; payments and relations stay complete.
    """
    which = "1"
    chosen: tuple[int, ...] = ()
    if customer_id is not None:
        which, chosen = "customer_id = ?", (customer_id,)
    still = f"{which} AND status IN ('not_paid', 'pending')" if only_open else which
    books: dict[str, object] = {}
    for table, condition in (
        ("invoices", still),
        ("proforma_invoices", still),
        ("payments", which),
        ("invoice_relations", which),
    ):
        sql = f"SELECT * FROM {table} WHERE {condition} ORDER BY id"  # noqa: S608 - own text
        books[table] = [_plain(table, row) for row in store.rows(sql, chosen)]
    sql = f"SELECT customer_id, deposit FROM customer_billing WHERE {which}"  # noqa: S608 - own text
    rows = store.rows(sql, chosen)
    books["deposits"] = {str(row["customer_id"]): money.text(row["deposit"]) for row in rows}
    books["proformas"] = books.pop("proforma_invoices")
    books["relations"] = books.pop("invoice_relations")
    return books


def _plain(table: str, row: Row) -> dict[str, object]:
    kinds = TABLES[table].columns
    return {
        name: money.text(row[name]) if kind in _MONEY else row[name]
        for name, kind in kinds.items()
        if kind not in {"json", "map"}
    }
