"""Invoices, proformas and payments of the population; the books agree to the last cent."""

import datetime as dt
import random
from collections.abc import Sequence

from ippay_desktop.sandbox.population.amounts import cents
from ippay_desktop.sandbox.population.customers import Person
from ippay_desktop.sandbox.population.loader import Loader
from ippay_desktop.sandbox.population.months import first_of_month, last_of_month, monthly_counts
from ippay_desktop.sandbox.population.setup import BANK_METHOD, CARD_METHOD
from ippay_desktop.sandbox.population.words import ONE_TIME, PLANS
from ippay_desktop.sandbox.splynx.money import from_cents, literal, text
from ippay_desktop.sandbox.splynx.schema import ZERO_DATE

TABLES = {
    "invoices": "id, customer_id, number, date_created, real_create_datetime, date_updated, "
    "date_payment, date_till, total, due, type, payment_id, status, is_sent, added_by, items",
    "proforma_invoices": "id, customer_id, number, date_created, real_create_datetime, "
    "date_updated, date_payment, date_till, total, payment_id, status, added_by, items",
    "payments": "id, customer_id, invoice_id, request_id, transaction_id, payment_type, "
    "receipt_number, date, real_create_datetime, amount, remind_amount, comment, field_1, "
    "field_2, added_by, updated_at",
    "transactions": "id, customer_id, type, price, total, remind_amount, date, category, "
    "description, payment_id, invoice_id",
    "invoice_relations": "customer_id, payer_id, type, invoice_id, amount",
}
_DUE_DAYS = 15
# Of a thousand documents by age in months: paid, partly paid, pending, deleted; the rest is open.
_FATES = {0: (35, 40, 20, 10), 1: (870, 30, 5, 15)}
_OLD_FATE = (955, 5, 2, 15)
_TAX_TENTHS = 75


class DocumentMaker:
    """Makes documents in the order of time and keeps each customer's balance in step."""

    def __init__(
        self, rng: random.Random, today: dt.date, people: Sequence[Person], loader: Loader
    ) -> None:
        self._rng = rng
        self._today = today
        self._people = people
        self._loader = loader
        self._invoice = self._proforma = self._payment = self._transaction = 0

    def recurring(self, wanted: int) -> None:
        """Make monthly invoices on the first of each month."""
        billed = [person for person in self._people if person.is_billed]
        self._rng.shuffle(billed)
        counts = monthly_counts(len(billed), wanted)
        for place, count in enumerate(counts):
            back = len(counts) - 1 - place
            day = first_of_month(self._today, back)
            for person in billed[:count]:
                dollars, plan = PLANS[person.id * 7 % len(PLANS)]
                if self._rng.randrange(50) == 0:
                    dollars += 15
                total = cents(self._rng, dollars)
                items = self._items(plan, total, day, last_of_month(day))
                self.invoice(person, day, total, items, kind="recurring", age=back)

    def one_time(self, wanted: int) -> None:
        """Make one-off invoices spread over the last eight months."""
        for _ in range(wanted):
            person = self._rng.choice(self._people)
            age = self._rng.randrange(1, 240)
            day = self._today - dt.timedelta(days=age)
            dollars, what = self._rng.choice(ONE_TIME)
            total = cents(self._rng, dollars)
            items = self._items(what, total, None, None)
            self.invoice(person, day, total, items, kind="one_time", age=age // 30)

    def proformas(self, wanted: int) -> None:
        """Make proformas in every state; paid ones raise the balance and wait there."""
        for place in range(wanted):
            person = self._rng.choice(self._people)
            day = self._today - dt.timedelta(days=1 + self._rng.randrange(120))
            dollars, plan = self._rng.choice(PLANS)
            self._add_proforma(person, day, cents(self._rng, dollars * 2), plan, place)

    def old_debts(self) -> None:
        """Give every fortieth customer a plain debit that is older than the open invoices."""
        day = (self._today - dt.timedelta(days=75)).isoformat()
        for person in self._people[1::40]:
            amount = from_cents(cents(self._rng, 12))
            person.deposit -= amount
            self._add_transaction(person.id, "debit", amount, day, "Router rental", remind=amount)

    def invoice(  # noqa: PLR0913 - a document's parts
        self, person: Person, day: dt.date, total: int, items: str, *, kind: str, age: int
    ) -> None:
        """Make one invoice with its debit and whatever was paid of it; the total is in cents."""
        self._invoice += 1
        number, amount, date = self._invoice, from_cents(total), day.isoformat()
        fate = self._fate(age)
        due, status, payment, paid_on = amount, "not_paid", 0, ZERO_DATE
        if fate == "deleted":
            due, status = 0, "deleted"
        else:
            person.deposit -= amount
            self._add_transaction(person.id, "debit", amount, date, "Items", invoice=number)
        if fate in {"paid", "partial"}:
            part = amount if fate == "paid" else total // 300 * 10_000
            when = min(self._today, day + dt.timedelta(days=self._rng.randrange(1, 19)))
            payment_id = self._pay(person, part, when.isoformat(), invoice=number)
            due -= part
            if due == 0:
                status, payment, paid_on = "paid", payment_id, when.isoformat()
        if fate == "pending":
            status = "pending"
        self._loader.add(
            "invoices",
            (
                number, person.id, f"{day.year}{person.partner:02d}{number:06d}", date,
                f"{date} 00:{number // 60 % 60:02d}:{number % 60:02d}", date, paid_on,
                (day + dt.timedelta(days=_DUE_DAYS)).isoformat(), amount, due, kind, payment,
                status, "1", "system", items,
            ),
        )  # fmt: skip

    def balances(self) -> list[tuple[int, int]]:
        """Return (deposit, customer) for every customer whose balance is not zero."""
        return [(person.deposit, person.id) for person in self._people if person.deposit]

    def _fate(self, age: int) -> str:
        paid, partial, pending, deleted = _FATES.get(age, _OLD_FATE)
        draw = self._rng.randrange(1000)
        for share, fate in (
            (paid, "paid"),
            (partial, "partial"),
            (pending, "pending"),
            (deleted, "deleted"),
        ):
            if draw < share:
                return fate
            draw -= share
        return "open"

    def _pay(
        self,
        person: Person,
        amount: int,
        date: str,
        *,
        invoice: int | None = None,
        request: int | None = None,
    ) -> int:
        self._payment += 1
        number = self._payment
        by_gateway = person.method in {CARD_METHOD, BANK_METHOD}
        # Every fiftieth payer rounds up; the surplus waits on the balance.
        extra = 50_000 if invoice is not None and number % 50 == 0 else 0
        whole = amount + extra
        remind = extra if invoice is not None else whole
        person.deposit += whole
        credit = self._add_transaction(
            person.id, "credit", whole, date, "Payment", payment=number, remind=remind
        )
        self._loader.add(
            "payments",
            (
                number, person.id, invoice, request, credit, person.method,
                f"{date[:4]}-{person.method:02d}-{number:05d}", date, f"{date} 10:15:00", whole,
                remind, "IPpay add-on" if by_gateway else "", "**** on file" if by_gateway else "",
                f"OLD{number:015d}" if by_gateway else "", "system" if by_gateway else "admin",
                f"{date} 10:15:00",
            ),
        )  # fmt: skip
        if invoice is not None:
            self._loader.add("invoice_relations", (person.id, number, "payment", invoice, amount))
        return number

    def _add_proforma(
        self, person: Person, day: dt.date, total: int, plan: str, place: int
    ) -> None:
        self._proforma += 1
        number, date = self._proforma, day.isoformat()
        status = ("not_paid", "not_paid", "paid", "not_paid", "pending", "paid")[place % 6]
        payment, paid_on = 0, ZERO_DATE
        if status == "paid":
            paid_on = min(self._today, day + dt.timedelta(days=3)).isoformat()
            payment = self._pay(person, from_cents(total), paid_on, request=number)
        items = self._items(f"{plan}, two months ahead", total, None, None)
        self._loader.add(
            "proforma_invoices",
            (
                number, person.id, f"{day.year}{number:06d}", date, f"{date} 14:20:00", date,
                paid_on, (day + dt.timedelta(days=14)).isoformat(), from_cents(total), payment,
                status, "admin", items,
            ),
        )  # fmt: skip

    def _add_transaction(  # noqa: PLR0913 - a row's parts
        self,
        customer: int,
        kind: str,
        amount: int,
        date: str,
        what: str,
        *,
        invoice: int | None = None,
        payment: int | None = None,
        remind: int = 0,
    ) -> int:
        self._transaction += 1
        category = 3 if kind == "credit" else 1
        row = (self._transaction, customer, kind, amount, amount, remind, date, category, what)
        self._loader.add("transactions", (*row, payment, invoice))
        return self._transaction

    def _items(self, what: str, total: int, start: dt.date | None, end: dt.date | None) -> str:
        tax = total * _TAX_TENTHS // (1000 + _TAX_TENTHS)
        price = text(from_cents(total - tax))
        return (
            f'[{{"id":{self._invoice + 1},"pos":0,"description":"{what}","quantity":1,"unit":"",'
            f'"price":"{price}","tax":"7.5000","tax_amount":{literal(from_cents(tax))},"tax_id":1,'
            f'"period_from":"{start or ZERO_DATE}","period_to":"{end or ZERO_DATE}",'
            f'"transaction_id":{self._transaction + 1},"sub_account_id":0}}]'
        )
