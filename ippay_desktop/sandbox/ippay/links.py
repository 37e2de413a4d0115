"""Operations on an earlier one: capture, void, reversal of an authorization, linked credit."""

from ippay_desktop.sandbox.ippay.order import Order
from ippay_desktop.sandbox.ippay.records import LIVE_CARD, Records
from ippay_desktop.sandbox.ippay.terminals import Options
from ippay_desktop.sandbox.ippay.vault import Instrument
from ippay_desktop.sandbox.store import Row

_REFERENCE = "025"


class Links:
    """Carries out operations that name the transaction id of an earlier one."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def process(self, order: Order, options: Options) -> dict[str, str]:
        """Carry out a CAPT, VOID or REVERSEAUTH."""
        rows = self._records.under(order.terminal_id, order.transaction_id)
        if order.type == "CAPT":
            return self._capture(order, rows)
        if order.type == "REVERSEAUTH":
            return self._reverse(order, rows)
        return self._void(order, rows, options)

    def credit(
        self, order: Order, original: Row, options: Options, void_at: int | None
    ) -> dict[str, str]:
        """Pay back part or all of a captured amount under its own id.

        Args:
            order: The refund.
            original: The operation it is linked to.
            options: Of the terminal.
            void_at: When the gateway takes the refund back by itself; None for never.
        """
        over = self._refused(order, options.text("over_credit"))
        if original["type"] not in {"SALE", "AUTHONLY", "FORCE"}:
            return self._refused(order, _REFERENCE)
        if original["status"] not in LIVE_CARD or order.cents is None:
            return over if order.cents is None else self._refused(order, _REFERENCE)
        credited = int(original["credited"]) + order.cents
        if credited > int(original["amount"]):
            return over
        self._records.store.update("operations", int(original["id"]), {"credited": credited})
        answer = self._approved(order, self._records.next_approval(), "APPROVED")
        number = self._records.add(
            order, "CAPTURED", answer, _instrument(original), parent=original
        )
        if void_at is not None:
            self._records.plan_void(number, void_at)
        return answer

    def _capture(self, order: Order, rows: list[Row]) -> dict[str, str]:
        original = next((row for row in rows if row["status"] == "AUTHORIZED"), None)
        if original is None or original["type"] != "AUTHONLY":
            return self._refused(order, _REFERENCE)
        amount = order.cents or int(original["amount"])
        batch = "SELECT batch_id FROM terminals WHERE terminal_id = ?"
        change = {
            "amount": amount,
            "batch_id": self._records.store.number(batch, (order.terminal_id,)),
        }
        self._records.store.update("operations", int(original["id"]), {**change})
        self._records.set_status(int(original["id"]), "CAPTURED")
        answer = self._approved(order, str(original["approval"]), "APPROVED")
        self._records.add(order, "LINKED", answer, _instrument(original), parent=original)
        return answer

    def _reverse(self, order: Order, rows: list[Row]) -> dict[str, str]:
        original = next((row for row in rows if row["status"] == "AUTHORIZED"), None)
        if original is None:
            return self._refused(order, _REFERENCE)
        self._records.set_status(int(original["id"]), "REVERSED")
        return self._voided(order, original)

    def _void(self, order: Order, rows: list[Row], options: Options) -> dict[str, str]:
        states = {"CAPTURED", "AUTHORIZED"} if options.on("void_auth") else {"CAPTURED"}
        fitting = [
            row
            for row in rows
            if row["status"] in states
            and row["amount"] == order.cents
            and not row["credited"]
            and self._is_open(row)
            and order.approval in {"", row["approval"]}
        ]
        if not fitting:
            return self._refused(order, options.text("void_refused"))
        target = fitting[0]
        self._records.set_status(int(target["id"]), "VOIDED")
        self._records.give_share_back(target)
        return self._voided(order, target)

    def _is_open(self, row: Row) -> bool:
        sql = "SELECT batch_id FROM terminals WHERE terminal_id = ?"
        return self._records.store.number(sql, (row["terminal_id"],)) == int(row["batch_id"])

    def _voided(self, order: Order, target: Row) -> dict[str, str]:
        answer = self._approved(order, self._records.next_approval(), "VOID SUCCESSFUL")
        answer["CVV2"] = "P"
        self._records.add(order, "LINKED", answer, _instrument(target), parent=target)
        return answer

    @staticmethod
    def _approved(order: Order, approval: str, text: str) -> dict[str, str]:
        return {
            "TransactionID": order.transaction_id,
            "ActionCode": "000",
            "Approval": approval,
            "ResponseText": text,
        }

    @staticmethod
    def _refused(order: Order, code: str) -> dict[str, str]:
        return {
            "TransactionID": order.transaction_id,
            "ActionCode": code,
            "ResponseText": "DECLINED",
        }


def _instrument(row: Row) -> Instrument:
    return Instrument("card", row["token"], row["last4"])
