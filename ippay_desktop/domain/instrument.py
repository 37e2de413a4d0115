"""Saved payment methods: read from Splynx's slots, judged, and shown masked.

A card or bank account is known here only by its token (or, for banks, an account number kept in
memory for the moment of charging) and its last four digits.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from ippay_desktop.domain.card_numbers import looks_like_card_number
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.secret import SecretText

SLOT_COUNT = 10
_ROUTING_LENGTH = 9
_LONGEST_ACCOUNT_NUMBER = 17
_MONTHS = range(1, 13)
_SHOWN_DIGITS = 4
_CENTURY = 100


class InstrumentKind(StrEnum):
    """A card, or a bank account debited by ACH."""

    CARD = "card"
    BANK = "bank"


class AccountChoice(StrEnum):
    """Which saved method staff ask for."""

    ANY = "any"
    CARD = "card"
    BANK = "bank"


class InstrumentProblem(StrEnum):
    """Why a saved method cannot be charged."""

    RAW_NUMBER = "raw_number"
    EXPIRED = "expired"
    INCOMPLETE = "incomplete"
    BAD_ROUTING = "bad_routing"
    RETURNED = "returned"


PROBLEM_SENTENCES = {
    InstrumentProblem.RAW_NUMBER: "The slot for the card's token holds a card number; have the "
    "customer save the card again in the portal and clear that slot in Splynx.",
    InstrumentProblem.EXPIRED: "The saved card has expired; have the customer save a new one in "
    "the portal.",
    InstrumentProblem.INCOMPLETE: "The saved method is incomplete; have the customer save it again "
    "in the portal.",
    InstrumentProblem.BAD_ROUTING: "The saved bank account has an invalid routing number; have the "
    "customer save it again in the portal.",
    InstrumentProblem.RETURNED: "The bank has returned a debit of this account for a reason that "
    "forbids another. Its history says what to do.",
}


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """Which of the ten slots (1-10) of the payment account holds what.

    Source: the usual layout of Splynx's IPpay add-on, inferred from public integrations; hence
    confirmed per installation and guarded by `labels_hash`.
    """

    card_token: int = 1
    card_name: int = 2
    card_last4: int = 3
    card_expiry: int = 4
    bank_account: int = 6
    bank_routing: int = 7
    bank_name: int = 8
    bank_type: int = 9

    @classmethod
    def parse(cls, text: str) -> FieldMapping:
        """Read "card_token=1,card_name=2,…"; slots not named keep their usual place.

        Raises:
            InputError: unknown name, slot outside 1-10, or two names on one slot.
        """
        values = {field.name: getattr(cls(), field.name) for field in fields(cls)}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, slot = part.partition("=")
            if name not in values:
                raise InputError(f"“{name}” is not a field. Fields are {', '.join(values)}.")
            if not slot.isdecimal() or int(slot) not in range(1, SLOT_COUNT + 1):
                raise InputError(f"“{part}” must name a slot from 1 to 10.")
            values[name] = int(slot)
        if len(set(values.values())) != len(values):
            raise InputError("Two fields name the same slot of the payment account.")
        return cls(**values)

    def text(self) -> str:
        """The form that `parse` reads."""
        return ",".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))


def labels_hash(labels: tuple[str, ...]) -> str:
    """A fingerprint of the slots' labels: if it changes, charging stops until someone looks."""
    return hashlib.sha256("\x1f".join(label.strip() for label in labels).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SavedFields:
    """The ten slots of one customer's payment account as stored; slot texts are secrets."""

    slots: tuple[SecretText, ...]

    def slot(self, number: int) -> str:
        """Text of slot 1-10, stripped; empty when unset."""
        return self.slots[number - 1].reveal().strip() if number <= len(self.slots) else ""


@dataclass(frozen=True, slots=True)
class CardExpiry:
    """Month and year a card ends with."""

    month: int
    year: int

    def is_past(self, today: date) -> bool:
        """Whether the card's last day is behind us."""
        last_day = calendar.monthrange(self.year, self.month)[1]
        return date(self.year, self.month, last_day) < today

    def __str__(self) -> str:
        return f"{self.month:02d}/{self.year}"


_NO_SECRET = SecretText("")


@dataclass(frozen=True, slots=True)
class Instrument:
    """One saved card or bank account.

    Attributes:
        credential: Card token, bank token, or bank account number. Secret; in memory only.
        is_token: False for a bank account number, which needs `routing` beside it.
        last4: Last four digits, or "" if unknown.
        account_type: CHECKING or SAVINGS for banks, "" for cards.
        problem: Why it cannot be charged, or None.
        problem_words: A sentence of its own about the problem, or "".
    """

    kind: InstrumentKind
    credential: SecretText
    is_token: bool
    holder: str
    last4: str
    expiry: CardExpiry | None = None
    routing: SecretText = _NO_SECRET
    account_type: str = ""
    problem: InstrumentProblem | None = None
    problem_words: str = ""

    @property
    def problem_sentence(self) -> str:
        """Why it cannot be charged and what to do, or ""."""
        if self.problem is None:
            return ""
        return self.problem_words or PROBLEM_SENTENCES[self.problem]

    @property
    def mark(self) -> str:
        """Four characters that differ once the customer has saved another card or account.

        Sixteen bits: too few to tell a token or an account by, and one changed method in 65,536
        keeps its mark. Of an account held as a number only its bank and last digits go in, as
        sixteen bits of the whole would leave few numbers to guess.
        """
        if self.is_token:
            parts = [self.credential.reveal(), str(self.expiry)]
        else:
            parts = [self.routing.reveal(), self.last4, self.holder]
        text = "\x1f".join((self.kind, self.account_type, *parts))
        return hashlib.sha256(text.encode()).hexdigest()[:4]

    @property
    def masked(self) -> str:
        """Such as "···· 4242"; never more than four digits."""
        return f"···· {self.last4}" if self.last4 else "····"


@dataclass(frozen=True, slots=True)
class SavedMethods:
    """What one customer has on file: at most one card and one bank account."""

    card: Instrument | None = None
    bank: Instrument | None = None

    def of(self, kind: InstrumentKind) -> Instrument | None:
        """The method of that kind, usable or not."""
        return self.card if kind is InstrumentKind.CARD else self.bank


def is_routing_number(text: str) -> bool:
    """Whether a text is a nine-digit ABA routing number with a right check digit."""
    if (
        not (len(text) == _ROUTING_LENGTH and text.isascii() and text.isdecimal())
        or text == "0" * 9
    ):
        return False
    weights = (3, 7, 1) * 3
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=True)) % 10 == 0


_EXPIRY_FORMS = (
    re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{2})"),
    re.compile(r"(?P<month>\d{2})(?P<year>\d{2})"),
)


def parse_expiry(text: str) -> CardExpiry | None:
    """Read an expiry in any of the forms add-ons write; None means unknown, not expired."""
    for form in _EXPIRY_FORMS:
        match = form.fullmatch(text.strip())
        if match and int(match["month"]) in _MONTHS:
            year = int(match["year"])
            return CardExpiry(int(match["month"]), year if year >= _CENTURY else 2000 + year)
    return None


def read_saved_methods(
    saved: SavedFields | None, mapping: FieldMapping, today: date
) -> SavedMethods:
    """Judge what a customer has on file; an absent row and a row of blanks are the same."""
    if saved is None:
        return SavedMethods()
    return SavedMethods(card=_read_card(saved, mapping, today), bank=_read_bank(saved, mapping))


def _last_four(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[-_SHOWN_DIGITS:] if len(digits) >= _SHOWN_DIGITS else ""


def _read_card(saved: SavedFields, mapping: FieldMapping, today: date) -> Instrument | None:
    token = saved.slot(mapping.card_token)
    if not token:
        return None
    is_raw = looks_like_card_number(token)
    expiry = parse_expiry(saved.slot(mapping.card_expiry))
    last4 = _last_four(saved.slot(mapping.card_last4)) or _last_four(token[-4:])
    problem = None
    if is_raw:
        problem = InstrumentProblem.RAW_NUMBER
    elif expiry is not None and expiry.is_past(today):
        problem = InstrumentProblem.EXPIRED
    # A raw number is dropped here: nothing behind this line can send, show or store it.
    return Instrument(
        kind=InstrumentKind.CARD,
        credential=SecretText("" if is_raw else token),
        is_token=True,
        holder=saved.slot(mapping.card_name),
        last4=last4,
        expiry=expiry,
        problem=problem,
    )


def _read_bank(saved: SavedFields, mapping: FieldMapping) -> Instrument | None:
    account = saved.slot(mapping.bank_account)
    if not account:
        return None
    is_token = not re.fullmatch(r"[0-9 -]{1,24}", account)
    number = account if is_token else re.sub(r"[ -]", "", account)
    routing = saved.slot(mapping.bank_routing)
    account_type = saved.slot(mapping.bank_type).upper() or "CHECKING"
    problem = None
    if not is_token and looks_like_card_number(number) and not is_routing_number(routing):
        problem = InstrumentProblem.RAW_NUMBER
    elif (routing or not is_token) and not is_routing_number(routing):
        problem = InstrumentProblem.BAD_ROUTING
    elif (
        account_type not in {"CHECKING", "SAVINGS"}
        or (not is_token and len(number) > _LONGEST_ACCOUNT_NUMBER)
        or not saved.slot(mapping.bank_name)
    ):
        problem = InstrumentProblem.INCOMPLETE
    return Instrument(
        kind=InstrumentKind.BANK,
        credential=SecretText("" if problem is InstrumentProblem.RAW_NUMBER else number),
        is_token=is_token,
        holder=saved.slot(mapping.bank_name),
        last4=_last_four(number[-4:]),
        routing=SecretText("" if is_token else routing),
        account_type=account_type,
        problem=problem,
    )
