"""IPpay's requests, built from domain values and guarded before anything is sent."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ippay_desktop.adapters.ippay.xml import Ach, ascii_text, build
from ippay_desktop.domain.card_numbers import looks_like_card_number
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import TRANSACTION_ID_LENGTH
from ippay_desktop.domain.instrument import (
    PROBLEM_SENTENCES,
    Instrument,
    InstrumentKind,
    InstrumentProblem,
    is_routing_number,
)
from ippay_desktop.domain.money import currency_digits
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import TransactionId
    from ippay_desktop.domain.money import Money
    from ippay_desktop.domain.ports import ChargeRequest
    from ippay_desktop.domain.reversal_port import ReversalRequest

_NAME_LENGTH, _ORDER_LENGTH, _FREE_LENGTH = 30, 20, 50
_CENT_DIGITS = 2
_TRANSACTION_ID = re.compile(rf"[0-9A-Z]{{{TRANSACTION_ID_LENGTH}}}")
_TOKEN = re.compile(r"[!-~]{4,64}")
_ACCOUNT_NUMBER = re.compile(r"[0-9]{1,17}")
_CHECK_NUMBER = re.compile(r"[0-9]{1,10}")
_ACCOUNT_TYPES = frozenset({"CHECKING", "SAVINGS"})
# Merchant-initiated on a saved method: the only stored-credential signal this protocol has.
_ORIGIN = "RECURRING"

_RAW_CARD_NUMBER = PROBLEM_SENTENCES[InstrumentProblem.RAW_NUMBER]
_INCOMPLETE = PROBLEM_SENTENCES[InstrumentProblem.INCOMPLETE]
_REVERSALS = {
    Operation.VOID: "VOID",
    Operation.LINKED_CREDIT: "CREDIT",
    Operation.FREE_CREDIT: "CREDIT",
    Operation.BANK_CREDIT: "REVERSAL",
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """Who we are to the gateway.

    Attributes:
        ach_id: Terminal for bank debits; the card terminal when None.
        password: Only if arranged with IPpay.
        software: Name and version, as IPpay asked one vendor to send.
        sec_code: How account holders gave their permission; CCD would be a claim about the
            account that nobody here can make.
    """

    id: str
    ach_id: str | None
    password: SecretText | None
    software: str
    sec_code: str

    def id_for(self, kind: InstrumentKind) -> str:
        """The terminal that a card or bank account is charged through."""
        return self.ach_id if kind is InstrumentKind.BANK and self.ach_id else self.id

    def pinned(self, terminal_id: str) -> Terminal:
        """The same with one terminal for everything, whatever the set-up says today."""
        return replace(self, id=terminal_id, ach_id=None)


def charge(terminal: Terminal, request: ChargeRequest) -> bytes:
    """A SALE or CHECK document.

    Raises:
        InputError: something in it must not be sent.
    """
    instrument = request.instrument
    is_card = instrument.kind is InstrumentKind.CARD
    _guard_id(request.transaction_id)
    _guard(instrument)
    method: tuple[str, str | Ach] = (
        ("Token", instrument.credential.reveal())
        if is_card
        else (
            "ACH",
            _ach(
                instrument,
                terminal.sec_code,
                _check_number(request.transaction_id, request.check_number),
            ),
        )
    )
    return build(
        [
            *_head("SALE" if is_card else "CHECK", terminal, instrument.kind),
            ("TransactionID", request.transaction_id),
            ("Origin", _ORIGIN),
            *_password(terminal),
            # The end of a number tells invoices apart, its beginning does not.
            ("OrderNumber", ascii_text(request.order_number, 10**6)[-_ORDER_LENGTH:]),
            method,
            ("CardName", _holder(instrument)),
            ("TotalAmount", _cents(request.amount)),
            ("UDField1", _free(request.attempt_id)),
            ("UDField3", _free(terminal.software)),
        ]
    )


def reversal(terminal: Terminal, request: ReversalRequest) -> bytes:
    """A VOID, CREDIT or REVERSAL document, for the terminal that was charged through.

    The order number is the charge's own, so that the gateway's books add up by document. The second
    free field of a request with an id of its own names the charge.

    Raises:
        InputError: something in it must not be sent.
    """
    instrument, operation = request.instrument, request.operation
    _guard_id(request.transaction_id)
    # A card that has expired since can still be given back what was taken from it.
    is_expired = instrument.problem is InstrumentProblem.EXPIRED
    _guard(replace(instrument, problem=None) if is_expired else instrument)
    pinned = terminal.pinned(request.terminal_id)
    is_bank = operation is Operation.BANK_CREDIT
    if is_bank != (instrument.kind is InstrumentKind.BANK):
        raise InputError("The saved method is of another kind than the one charged.")
    number = _check_number(request.transaction_id)
    method: tuple[str, str | Ach] = (
        ("ACH", _ach(instrument, pinned.sec_code, number))
        if is_bank
        else ("Token", instrument.credential.reveal())
    )
    is_void = operation is Operation.VOID
    charge_id = request.charge_transaction_id if operation.has_own_id else ""
    return build(
        [
            *_head(_REVERSALS[operation], pinned, instrument.kind),
            ("TransactionID", request.transaction_id),
            ("Approval", (request.approval or "") if is_void else ""),
            *_password(pinned),
            ("OrderNumber", ascii_text(request.order_number, 10**6)[-_ORDER_LENGTH:]),
            method,
            ("CardName", _holder(instrument)),
            ("TotalAmount", _cents(request.amount)),
            ("UDField1", _free(request.attempt_id)),
            ("UDField2", _free(charge_id)),
            ("UDField3", _free(pinned.software)),
        ]
    )


def enquiry(terminal: Terminal, transaction_id: TransactionId, kind: InstrumentKind) -> bytes:
    """An ENQ document.

    Raises:
        InputError: that is no transaction id.
    """
    _guard_id(transaction_id)
    return build(
        [
            *_head("ENQ", terminal, kind),
            ("TransactionID", transaction_id),
            *_password(terminal),
        ]
    )


def ping(terminal: Terminal, kind: InstrumentKind) -> bytes:
    """A PING document; without an id, which the gateway then makes itself."""
    return build([*_head("PING", terminal, kind), *_password(terminal)])


def _head(name: str, terminal: Terminal, kind: InstrumentKind) -> list[tuple[str, str | Ach]]:
    return [("TransactionType", name), ("TerminalID", terminal.id_for(kind))]


def _password(terminal: Terminal) -> list[tuple[str, str | Ach]]:
    return [("Password", terminal.password.reveal())] if terminal.password else []


def _free(text: str) -> str:
    # Source: digits that end in "#" in the first free field become a telephone number on the
    # customer's statement, where that product is on.
    return ascii_text(text.replace("#", " "), _FREE_LENGTH)


def _guard_id(transaction_id: str) -> None:
    if not _TRANSACTION_ID.fullmatch(transaction_id):
        raise InputError("The transaction id is not 18 capitals and digits; tell support.")


def _guard(instrument: Instrument) -> None:
    credential = instrument.credential.reveal()
    if instrument.problem is not None:
        raise InputError(PROBLEM_SENTENCES[instrument.problem])
    if not credential:
        raise InputError(_INCOMPLETE)
    if looks_like_card_number(instrument.holder) or (
        instrument.is_token and looks_like_card_number(credential)
    ):
        raise InputError(_RAW_CARD_NUMBER)
    if instrument.kind is InstrumentKind.CARD and not instrument.is_token:
        raise InputError(_RAW_CARD_NUMBER)
    shape = _TOKEN if instrument.is_token else _ACCOUNT_NUMBER
    if not shape.fullmatch(credential):
        raise InputError(_INCOMPLETE)
    if instrument.kind is InstrumentKind.BANK:
        _guard_bank(instrument)


def _guard_bank(instrument: Instrument) -> None:
    if not instrument.is_token and not is_routing_number(instrument.routing.reveal()):
        raise InputError(PROBLEM_SENTENCES[InstrumentProblem.BAD_ROUTING])
    if instrument.account_type not in _ACCOUNT_TYPES:
        raise InputError(_INCOMPLETE)
    if not _holder(instrument):
        raise InputError(
            "A bank debit needs the account holder's name in Latin letters; correct the saved "
            "bank account."
        )


def _holder(instrument: Instrument) -> str:
    return ascii_text(instrument.holder, _NAME_LENGTH)


def _cents(amount: Money) -> str:
    if not amount.is_positive:
        raise InputError("The amount must be more than nothing.")
    if currency_digits(amount.currency) != _CENT_DIGITS:
        raise InputError(f"IPpay counts in cents, and {amount.currency} has none.")
    return str(amount.minor)


def _check_number(transaction_id: TransactionId, given: str = "") -> str:
    """The one given, or six digits that follow from the id: the same whenever it is sent."""
    if given:
        if not _CHECK_NUMBER.fullmatch(given):
            raise InputError("A check number is 1 to 10 digits.")
        return given
    digest = hashlib.sha256(transaction_id.encode()).digest()
    return str(100_000 + int.from_bytes(digest[:8], "big") % 900_000)


def _ach(instrument: Instrument, sec_code: str, check_number: str) -> Ach:
    credential = instrument.credential.reveal()
    account = (
        [("Token", credential)]
        if instrument.is_token
        else [("AccountNumber", credential), ("ABA", instrument.routing.reveal())]
    )
    return Ach(instrument.account_type, sec_code, [*account, ("CheckNumber", check_number)])
