"""Customers of the population, with billing settings and saved payment methods."""

import dataclasses
import datetime as dt
import random

from ippay_desktop.sandbox.ippay.cards import token_shape
from ippay_desktop.sandbox.population.loader import Loader
from ippay_desktop.sandbox.population.setup import (
    BANK_METHOD,
    BANK_TRANSFER,
    CARD_METHOD,
    CASH,
    OTHER,
    PAYMENT_ACCOUNT,
)
from ippay_desktop.sandbox.population.words import (
    COMPANIES,
    FIRST,
    LAST,
    STREETS,
    SUFFIXES,
    TOWNS,
)
from ippay_desktop.sandbox.splynx.rawcards import RAW_CARD_MARKS

TABLES = {
    "customers": "id, partner_id, location_id, status, login, category, name, email, "
    "billing_email, phone, street_1, zip_code, city, gps, date_add, added_by, added_by_id, "
    "last_online, last_update, mrr_total, additional_attributes, customer_labels",
    "customer_info": "id, updated_at",
    "customer_billing": "customer_id, payment_method, billing_person, billing_street_1, "
    "billing_zip_code, billing_city",
    "payment_account_data": "account_id, customer_id, field_1, field_2, field_3, field_4, "
    "field_6, field_7, field_8, field_9",
}
TOKEN_COLUMNS = "token, kind, fingerprint, last4, expiry, terminal_id, created"  # noqa: S105 - column names
_ROUTINGS = ("111000025", "122000496", "071025661")
_STATUSES = ("active",) * 88 + ("new",) * 4 + ("blocked",) * 5 + ("disabled",) * 3
UNKNOWN_EXPIRY = "see note"
_SPECIAL = {
    3: RAW_CARD_MARKS[0],
    4: RAW_CARD_MARKS[1],
    5: "expired",
    6: "unknown",
    7: "csv",
    8: "expired",
}


@dataclasses.dataclass(slots=True)
class Person:
    """What the documents need to know of a customer."""

    id: int
    partner: int
    method: int
    is_billed: bool
    deposit: int = 0


@dataclasses.dataclass(slots=True)
class Terminals:
    """Which terminals the saved methods belong to."""

    card: str
    bank: str


class CustomerMaker:
    """Makes customers one after the other from a seeded generator."""

    def __init__(self, rng: random.Random, today: dt.date, terminals: Terminals) -> None:
        self._rng = rng
        self._today = today
        self._terminals = terminals

    def make(self, number: int, splynx: Loader, gateway: Loader) -> Person:
        """Add one customer with everything that hangs on it."""
        rng = self._rng
        first, last = rng.choice(FIRST), rng.choice(LAST)
        company = rng.randrange(100) < 9 or number == 1  # noqa: PLR2004 - nine in a hundred
        name = f"{first} {last}"
        if company:
            name = (COMPANIES[0] if number == 1 else rng.choice(COMPANIES)).format(last)
        street = f"{rng.randrange(1, 990)} {rng.choice(STREETS)} {rng.choice(SUFFIXES)}"
        town, zip_code = rng.choice(TOWNS)
        has_card, has_bank, method = self._methods(number)
        partner = 1 + (rng.randrange(10) > 6) + (rng.randrange(10) > 8)  # noqa: PLR2004 - mostly the first
        status = rng.choice(_STATUSES)
        added = self._today - dt.timedelta(days=240 + rng.randrange(1500))
        stamp = f"{self._today - dt.timedelta(days=rng.randrange(200))} 08:{number % 60:02d}:03"
        splynx.add(
            "customers",
            (
                number, partner, 1 + rng.randrange(6), status, f"{100_000 + number}",
                "company" if company else "person", name, f"customer{number}@example.net", "",
                f"+1 555 01{number % 100:02d}", street, zip_code, town, "", added.isoformat(),
                "admin", 1, stamp, stamp, 0, '{"gate_code":""}', "[]",
            ),
        )  # fmt: skip
        splynx.add("customer_info", (number, stamp))
        splynx.add("customer_billing", (number, method, name, street, zip_code, town))
        if has_card or has_bank:
            self._saved_methods(number, name, splynx, gateway, card=has_card, bank=has_bank)
        return Person(number, partner, method, status != "new" and rng.randrange(100) < 98)  # noqa: PLR2004

    def _methods(self, number: int) -> tuple[bool, bool, int]:
        # The first few cover every special case, so that small populations have them too.
        draw = 0 if number <= len(_SPECIAL) + 2 else self._rng.randrange(100)
        has_card = draw < 72  # noqa: PLR2004 - of a hundred
        has_bank = 69 <= draw < 86  # noqa: PLR2004 - of a hundred, some with both
        if has_card:
            return True, has_bank, CARD_METHOD
        if has_bank:
            return False, True, BANK_METHOD
        return False, False, self._rng.choice((CASH, BANK_TRANSFER, OTHER, CARD_METHOD))

    def _saved_methods(  # noqa: PLR0913 - a row's parts
        self, number: int, name: str, splynx: Loader, gateway: Loader, *, card: bool, bank: bool
    ) -> None:
        holder = name[:60]
        slots: list[str] = [""] * 8
        if card:
            slots[:4] = self._card(number, holder, gateway)
        if bank:
            slots[4:] = self._bank(number, holder, gateway)
        splynx.add("payment_account_data", (PAYMENT_ACCOUNT, number, *slots))

    def _card(self, number: int, holder: str, gateway: Loader) -> list[str]:
        rng = self._rng
        special = _SPECIAL.get(number, "")
        if special in RAW_CARD_MARKS:
            return [special, holder, "", f"08-{self._today.year + 2}"]
        month, year = rng.randrange(1, 13), self._today.year + 1 + rng.randrange(4)
        if special == "expired" or rng.randrange(1000) < 25:  # noqa: PLR2004 - one in forty
            month, year = 1 + self._today.month % 12, self._today.year - 1
        first = rng.choice("4445536")
        last4 = f"{rng.randrange(10_000):04d}"
        token = token_shape(first, last4, 15 if first == "3" else 16, rng.randbytes(12))
        self._keep(gateway, token, "card", last4, f"{year % 100:02d}{month:02d}")
        expiry = {"unknown": UNKNOWN_EXPIRY, "csv": f"{year}-{month:02d}"}.get(
            special, f"{month:02d}-{year}"
        )
        return [token, holder, last4, expiry]

    def _bank(self, number: int, holder: str, gateway: Loader) -> list[str]:
        rng = self._rng
        account = str(rng.randrange(10_000_000, 999_999_999))
        routing = rng.choice(_ROUTINGS)
        kind = "SAVINGS" if rng.randrange(4) == 0 else "CHECKING"
        if number % 9 == 0:
            return [account, routing, holder, kind]
        first = chr(ord("A") + rng.randrange(13))
        token = token_shape(first, account[-4:], 16, rng.randbytes(12))
        self._keep(gateway, token, "bank", account[-4:], "")
        return [token, routing, holder, kind]

    def _keep(self, gateway: Loader, token: str, kind: str, last4: str, expiry: str) -> None:
        terminal = self._terminals.card if kind == "card" else self._terminals.bank
        fingerprint = self._rng.randbytes(32).hex()
        gateway.add("tokens", (token, kind, fingerprint, last4, expiry, terminal, 0))
