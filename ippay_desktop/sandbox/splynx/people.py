"""Customers and what hangs on them: settings, balance summary, saved payment methods."""

import datetime as dt
from collections.abc import Mapping

from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.splynx import money, rawcards
from ippay_desktop.sandbox.splynx.collection import Collection, Context, json_response, row_id
from ippay_desktop.sandbox.splynx.errors import ApiError, not_found
from ippay_desktop.sandbox.splynx.wire import Writer, read_columns
from ippay_desktop.sandbox.store import Row, Value


class Customers(Collection):
    """Customers; a single read also shows a portal password, which clients must drop."""

    touched = ("date_add", "last_update")
    hidden = "deleted = 0"

    def detailed(self, written: dict[str, object], row: Row) -> dict[str, object]:
        """Add the (made-up) portal password that real servers send here."""
        return {**written, "password": f"portal-secret-{row['id']}"}

    def insert(self, values: dict[str, Value]) -> int:
        """Store the customer with default billing settings and info."""
        values |= {"added_by": "api"}
        number = super().insert(values)
        self.context.store.insert("customer_billing", {"customer_id": number})
        self.context.store.insert("customer_info", {"id": number})
        return number

    def check_change(self, row: Row, values: dict[str, Value]) -> None:
        """Move the main sync field."""
        del row
        values["last_update"] = self.context.clock.local_stamp()

    def erase(self, row: Row) -> None:
        """Only mark the customer; documents stay."""
        self.context.store.update("customers", int(row["id"]), {"deleted": 1})


class Administrators(Collection):
    """Staff; a single read also shows a 2FA seed, which clients must drop."""

    def detailed(self, written: dict[str, object], row: Row) -> dict[str, object]:
        """Add the (made-up) seed that real servers send here."""
        return {**written, "otp_secret": f"OTPSEED{row['id']:09d}"}


class Billing(Collection):
    """Billing settings and balance of one customer; there is no list."""

    def listed(self, request: Request) -> Response:
        """Refuse: this resource has no collection."""
        del request
        raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")

    def find(self, key: str) -> Row:
        """Return the settings by customer id."""
        row = self.context.store.row(
            "SELECT * FROM customer_billing WHERE customer_id = ?", (row_id(key),)
        )
        if row is None:
            raise not_found()
        return row

    def check_change(self, row: Row, values: dict[str, Value]) -> None:
        """Keep the balance: it results from transactions only."""
        del row
        values.pop("deposit", None)
        values.pop("customer_id", None)


class BalanceSummary(Collection):
    """The blocking and balance summary of one customer."""

    def read(self, key: str) -> Response:
        """Answer with the keys of recurring billing."""
        sql = (
            "SELECT b.*, c.status FROM customer_billing b JOIN customers c ON c.id = b.customer_id"
        )
        row = self.context.store.row(f"{sql} WHERE c.id = ?", (row_id(key),))
        if row is None:
            raise not_found()
        deposit = int(row["deposit"])
        in_a_month = self.context.clock.today() + dt.timedelta(days=30)
        return json_response(
            {
                "blockingEnabled": True,
                "blockInNextBillingCycle": deposit < 0,
                "status": row["status"],
                "lowBalance": deposit < 0,
                "howManyDaysLeft": 0 if deposit < 0 else 30,
                "blocking_date": in_a_month.isoformat(),
                "deposit": money.text(deposit),
                "is_already_blocked": row["status"] == "blocked",
                "is_already_disabled": row["status"] == "disabled",
            }
        )


class PaymentAccounts:
    """Slots in which add-ons keep a customer's saved card and bank account, and their labels."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._definitions = Collection(context, "payment_accounts")
        self._rows = Collection(context, "payment_account_data")

    def listed(self, request: Request) -> Response:
        """Answer ``GET``: definitions without ``?id=``, else one customer's rows."""
        key = request.flat_query().get("id")
        if key is None:
            return self._definitions.listed(request)
        customer, account = _split(key)
        sql = "SELECT * FROM payment_account_data WHERE customer_id = ?"
        values: list[Value] = [customer]
        if account is not None:
            sql, values = f"{sql} AND account_id = ?", [customer, account]
        found = self._written(self._context.store.rows(sql, values))
        if not found and self._context.switches.text("splynx", "account_missing") == "404":
            raise not_found()
        as_object = self._context.switches.text("splynx", "account_get_shape") == "object"
        return json_response(found[0] if account is not None and as_object and found else found)

    def everyone(self) -> Response:
        """Answer with the rows of all customers: no filter, no pages."""
        sql = "SELECT * FROM payment_account_data ORDER BY customer_id, account_id"
        return json_response(self._written(self._context.store.rows(sql)))

    def change(self, request: Request, body: Mapping[str, object]) -> Response:
        """Answer ``PUT``: set slots, making the row when there is none."""
        customer, account = self._key(request)
        values = read_columns(self._rows.table, body)
        values |= {"customer_id": customer, "account_id": account}
        store = self._context.store
        with store.transaction():
            row = self._row(customer, account)
            if row is None:
                store.insert("payment_account_data", values)
            else:
                store.update("payment_account_data", int(row["id"]), values)
        return Response(202)

    def remove(self, request: Request) -> Response:
        """Answer ``DELETE``: forget the row."""
        customer, account = self._key(request)
        row = self._row(customer, account)
        if row is None:
            raise not_found()
        self._context.store.run("DELETE FROM payment_account_data WHERE id = ?", (row["id"],))
        extra = self._context.switches.on("splynx", "delete_body_after_204")
        return Response(204, trailing=b"[]" if extra else b"")

    def _key(self, request: Request) -> tuple[int, int]:
        customer, account = _split(request.flat_query().get("id", ""))
        if account is None:
            raise ApiError(400, "BAD_REQUEST", "Id of customer and account needed")
        return customer, account

    def _row(self, customer: int, account: int) -> Row | None:
        sql = "SELECT * FROM payment_account_data WHERE customer_id = ? AND account_id = ?"
        return self._context.store.row(sql, (customer, account))

    def _written(self, rows: list[Row]) -> list[dict[str, object]]:
        writer = Writer(self._rows.table, self._context.switches)
        return [
            {name: rawcards.shown(value) for name, value in writer.write(row).items()}
            for row in rows
        ]


def _split(key: str) -> tuple[int, int | None]:
    customer, _, account = key.partition("--")
    if not customer.isdigit() or (account and not account.isdigit()):
        raise ApiError(400, "BAD_REQUEST", "Malformed id")
    return int(customer), int(account) if account else None
