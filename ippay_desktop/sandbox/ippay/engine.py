"""The practice gateway's decisions: validation, approval, links, duplicates, the penny rule."""

import dataclasses

from ippay_desktop.sandbox.clock import Clock, from_ms
from ippay_desktop.sandbox.ippay.cards import TEST_CARDS, passes_aba, passes_luhn, penny_code
from ippay_desktop.sandbox.ippay.links import Links
from ippay_desktop.sandbox.ippay.order import (
    BANK_TYPES,
    CARD_TYPES,
    LINK_TYPES,
    NEW_ID_TYPES,
    Order,
)
from ippay_desktop.sandbox.ippay.records import Records, answer_of
from ippay_desktop.sandbox.ippay.terminals import Options, Terminals
from ippay_desktop.sandbox.ippay.vault import Instrument, Vault
from ippay_desktop.sandbox.store import Row

Answer = dict[str, str]


@dataclasses.dataclass(slots=True)
class Twist:
    """What a fault changes inside the gateway.

    Attributes:
        action_code: The issuer answers this code, whatever the amount.
        void_after_ms: The gateway voids the approved operation by itself after this time.
        hidden_ms: Enquiries do not find the operation for this time.
    """

    action_code: str = ""
    void_after_ms: int | None = None
    hidden_ms: int = 0


class RefusedError(Exception):
    """The request is refused before any issuer is asked; carries the answer.

    Attributes:
        keep: Whether the refusal uses up the transaction id.
    """

    def __init__(self, answer: Answer, *, keep: bool = False) -> None:
        super().__init__(answer.get("ActionCode", ""))
        self.answer = answer
        self.keep = keep


class Engine:
    """Processes gateway requests, one at a time."""

    def __init__(self, records: Records, vault: Vault, terminals: Terminals, clock: Clock) -> None:
        self._records = records
        self._vault = vault
        self._terminals = terminals
        self._clock = clock
        self._links = Links(records)

    def process(self, order: Order, twist: Twist) -> Answer:
        """Carry out a request and return the answer's elements."""
        with self._records.store.transaction():
            try:
                return self._process(order, twist)
            except RefusedError as refusal:
                if refusal.keep:
                    self._records.add(order, "DECLINED", refusal.answer, Instrument("", "", ""))
                return refusal.answer

    def _process(self, order: Order, twist: Twist) -> Answer:
        terminal = self._terminals.find(order.terminal_id)
        if terminal is None:
            raise RefusedError(self._declined(order, "996"))
        options = self._terminals.options(order.terminal_id)
        if options.text("password") not in {"", order.password}:
            raise RefusedError(self._declined(order, "926"))
        if not order.transaction_id:
            order.transaction_id = self._records.new_id()
        if order.type == "PING":
            return self._done(order, "PING")
        self._check_kind(order, terminal)
        if order.type == "TOKENIZE":
            return self._tokenize(order, options)
        if order.type == "VOIDACH":
            raise RefusedError(_error("VOIDACH is not supported. Contact support."))
        if order.type in LINK_TYPES:
            return self._links.process(order, options)
        if order.type in NEW_ID_TYPES:
            return self._new(order, options, twist)
        raise RefusedError(_error("Unknown transaction type."))

    def _check_kind(self, order: Order, terminal: Row) -> None:
        kind = "tokenize" if order.type == "TOKENIZE" else "card"
        if order.type in BANK_TYPES | {"VOIDACH"}:
            kind = "ach"
        if order.type in CARD_TYPES | LINK_TYPES | BANK_TYPES | {"TOKENIZE"} and (
            not self._terminals.allows(terminal, kind)
        ):
            raise RefusedError(self._declined(order, "058"))

    def _new(self, order: Order, options: Options, twist: Twist) -> Answer:
        existing = self._records.original(order.terminal_id, order.transaction_id)
        if existing is not None:
            # A CREDIT under a sale's id is a refund of that sale, not a duplicate.
            if order.type == "CREDIT" and existing["type"] != "CREDIT":
                return self._linked_credit(order, existing, options, twist)
            again = self._duplicate(order, existing, options)
            if again is not None:
                return again
        self._check_amount(order, options)
        if order.type in BANK_TYPES:
            instrument = self._bank(order, options)
        else:
            instrument = self._card(order, options)
        code = twist.action_code or self._issuer_code(order, options)
        return self._book(order, instrument, code, twist, existing)

    def _linked_credit(self, order: Order, original: Row, options: Options, twist: Twist) -> Answer:
        if twist.action_code:
            return self._declined(order, twist.action_code)
        pause = twist.void_after_ms
        void_at = None if pause is None else self._clock.now_ms() + pause
        return self._links.credit(order, original, options, void_at)

    def _duplicate(self, order: Order, existing: Row, options: Options) -> Answer | None:
        self._records.count_again(existing)
        mode = options.text("dup_mode")
        if mode == "replay":
            return answer_of(existing)
        if mode == "reject900":
            return _error("Transaction ID has been used.")
        if mode == "process_again":
            return None
        return {
            "TransactionID": order.transaction_id,
            "ActionCode": "094",
            "ResponseText": "DUPLICATE",
        }

    def _check_amount(self, order: Order, options: Options) -> None:
        if order.cents is None:
            if options.text("bad_amount") == "900":
                raise RefusedError(_error("Amount is not valid."))
            raise RefusedError(self._declined(order, "920"))

    def _issuer_code(self, order: Order, options: Options) -> str:
        if order.type in {"SALE", "AUTHONLY"} and options.on("penny_rule"):
            return penny_code(order.cents or 0)
        return "000"

    def _book(
        self, order: Order, instrument: Instrument, code: str, twist: Twist, earlier: Row | None
    ) -> Answer:
        if code != "000":
            answer = self._declined(order, code)
            self._records.add(order, "DECLINED", answer, instrument)
            return answer
        answer = self._approval(order, instrument)
        status = "CAPTURED"
        if order.type in BANK_TYPES:
            status = "QUEUED"
        elif order.type == "AUTHONLY":
            status = "AUTHORIZED"
        number = self._records.add(order, status, answer, instrument, hidden_ms=twist.hidden_ms)
        if earlier is not None:
            self._records.count_processed(earlier)
        if twist.void_after_ms is not None:
            self._records.plan_void(number, self._clock.now_ms() + twist.void_after_ms)
        if self._terminals.options(order.terminal_id).on("iptransid"):
            answer["ipTransID"] = f"{number:023d}"
        return answer

    def _approval(self, order: Order, instrument: Instrument) -> Answer:
        answer = {"TransactionID": order.transaction_id, "ActionCode": "000"}
        if order.type in BANK_TYPES:
            answer |= {"Approval": "000000", "ResponseText": "CHECK ACCEPTED"}
        else:
            forced = order.approval if order.type == "FORCE" else ""
            answer["Approval"] = forced or self._records.next_approval()
            answer["ResponseText"] = "APPROVED"
            if order.cvv2 or order.type == "CREDIT":
                answer["CVV2"] = "P"
            if order.has_address:
                answer |= {"AddressMatch": "Y", "ZipMatch": "Y", "AVS": "Y"}
        if order.wants_token:
            answer["Token"] = instrument.token
        return answer

    def _card(self, order: Order, options: Options) -> Instrument:
        if order.encrypted:
            raise RefusedError(_error("Encrypted card numbers are not set up."))
        if order.type == "FORCE" and not order.approval:
            raise RefusedError(_error("Approval is required."))
        instrument = self._known(order, "card", options) if order.token else None
        if instrument is None:
            instrument = self._new_card(order, options)
        now = from_ms(self._clock.now_ms())
        expired = bool(instrument.expiry) and instrument.expiry < f"{now:%y%m}"
        excused = order.origin == "RECURRING" and options.on("recurring_past_expiry")
        if expired and order.type in {"SALE", "AUTHONLY"} and not excused:
            raise RefusedError(self._declined(order, "917"), keep=True)
        return instrument

    def _new_card(self, order: Order, options: Options) -> Instrument:
        number = order.card_number
        if not passes_luhn(number):
            # No transaction id and two trailing blanks: that is how the test host says it.
            raise RefusedError(_error("Invalid card number.  "))
        if number not in TEST_CARDS:
            raise RefusedError(_error("Only test card numbers are accepted here.  "))
        if not _is_expiry(order.expiry):
            raise RefusedError(_error("Invalid expiration date.  "))
        stable = options.on("token_stable")
        return self._vault.keep_card(number, order.expiry, order.terminal_id, stable=stable)

    def _bank(self, order: Order, options: Options) -> Instrument:
        if order.account_type.upper() not in {"CHECKING", "SAVINGS", "BUSINESSCK"}:
            raise RefusedError(_error("ACH Type is required."))
        if order.sec.upper() not in {"PPD", "CCD", "WEB", "TEL", "POP", "ARC"}:
            raise RefusedError(_error("ACH SEC is required."))
        if not order.name or not order.check_number.isdigit():
            raise RefusedError(_error("CardName and CheckNumber are required."))
        if order.token:
            return self._known(order, "bank", options)
        return self._new_bank(order, options)

    def _new_bank(self, order: Order, options: Options) -> Instrument:
        if not passes_aba(order.routing):
            raise RefusedError(self._declined(order, "923"), keep=order.type in BANK_TYPES)
        if not order.account.isdigit() or not 1 <= len(order.account) <= 17:  # noqa: PLR2004
            raise RefusedError(self._declined(order, "924"), keep=order.type in BANK_TYPES)
        return self._vault.keep_bank(
            order.routing,
            order.account,
            order.terminal_id,
            stable=options.on("token_stable"),
            full=options.text("bank_token_length") == "full",
        )

    def _known(self, order: Order, kind: str, options: Options) -> Instrument:
        instrument = self._vault.find(order.token)
        if instrument is None:
            raise RefusedError(self._declined(order, options.text("unknown_token")))
        if instrument.kind != kind:
            raise RefusedError(_error("Token does not fit the transaction type."))
        return instrument

    def _tokenize(self, order: Order, options: Options) -> Answer:
        if order.token:
            old = self._known(order, "card", options)
            if not _is_expiry(order.expiry):
                raise RefusedError(_error("Invalid expiration date.  "))
            same = options.text("token_update") == "same"
            made = self._vault.renew(old, order.expiry, order.terminal_id, same=same)
        elif order.account:
            made = self._new_bank(order, options)
        else:
            made = self._new_card(order, options)
        return {**self._done(order, "TOKENIZED"), "Token": made.token}

    @staticmethod
    def _done(order: Order, text: str) -> Answer:
        return {
            "TransactionID": order.transaction_id,
            "ActionCode": "000",
            "ResponseText": text,
        }

    @staticmethod
    def _declined(order: Order, code: str) -> Answer:
        answer = {"ActionCode": code, "ResponseText": "DECLINED"}
        if order.transaction_id:
            answer["TransactionID"] = order.transaction_id
        return answer


def _error(message: str) -> Answer:
    return {"ActionCode": "900", "ErrMsg": message}


def _is_expiry(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1 <= int(text[2:]) <= 12  # noqa: PLR2004
