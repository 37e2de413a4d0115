"""A gateway request in plain fields, as read from the XML."""

import dataclasses

from ippay_desktop.sandbox.ippay.cards import without_cards
from ippay_desktop.sandbox.ippay.messages import Element

NEW_ID_TYPES = frozenset({"SALE", "AUTHONLY", "FORCE", "CREDIT", "CHECK", "REVERSAL"})
CARD_TYPES = frozenset({"SALE", "AUTHONLY", "FORCE", "CREDIT"})
BANK_TYPES = frozenset({"CHECK", "REVERSAL"})
LINK_TYPES = frozenset({"CAPT", "VOID", "REVERSEAUTH"})
MONEY_TYPES = NEW_ID_TYPES | LINK_TYPES
_TRUE = frozenset({"true", "1", "yes"})


@dataclasses.dataclass(slots=True)
class Order:
    """What a request asks for. Numbers live only as long as the request; repr hides them."""

    type: str
    terminal_id: str
    transaction_id: str
    amount: str = ""
    approval: str = ""
    origin: str = ""
    order_number: str = ""
    password: str = dataclasses.field(default="", repr=False)
    card_number: str = dataclasses.field(default="", repr=False)
    token: str = dataclasses.field(default="", repr=False)
    cvv2: str = dataclasses.field(default="", repr=False)
    expiry: str = ""
    wants_token: bool = False
    routing: str = dataclasses.field(default="", repr=False)
    account: str = dataclasses.field(default="", repr=False)
    account_type: str = ""
    sec: str = ""
    check_number: str = ""
    name: str = ""
    has_address: bool = False
    ud: tuple[str, str, str] = ("", "", "")
    encrypted: bool = False

    @property
    def cents(self) -> int | None:
        """The amount in cents, or None where it is not a positive whole number."""
        text = self.amount
        return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else None

    @property
    def last4(self) -> str:
        """The last four characters of whatever identifies the instrument."""
        return (self.token or self.card_number or self.account)[-4:]


def read_order(root: Element) -> Order:
    """Return the fields of a request document; elements may come in any order."""
    ach = root.child("ACH")
    card = root.child("CardNum")
    month, year = root.value("CardExpMonth"), root.value("CardExpYear")
    order = Order(
        type=root.value("TransactionType"),
        terminal_id=root.value("TerminalID"),
        transaction_id=root.value("TransactionID").upper(),
        amount=root.value("TotalAmount"),
        approval=root.value("Approval"),
        origin=root.value("Origin"),
        order_number=without_cards(root.value("OrderNumber")),
        password=root.value("Password"),
        card_number=root.value("CardNum").replace(" ", "").replace("-", ""),
        token=root.value("Token"),
        cvv2=root.value("CVV2"),
        expiry=year[-2:] + month.rjust(2, "0") if month and year else "",
        routing=root.value("ABA"),
        account=root.value("AccountNumber"),
        name=without_cards(root.value("CardName")),
        has_address=bool(root.value("BillingAddress") or root.value("BillingPostalCode")),
        ud=(
            without_cards(root.value("UDField1")),
            without_cards(root.value("UDField2")),
            without_cards(root.value("UDField3")),
        ),
    )
    if card is not None:
        order.wants_token = _asks(card)
        order.encrypted = card.attributes.get("Encrypted", "").lower() in _TRUE
    if ach is not None:
        _read_bank(order, ach)
    return order


def _read_bank(order: Order, ach: Element) -> None:
    account = ach.child("AccountNumber")
    order.account_type = ach.attributes.get("Type", "")
    order.sec = ach.attributes.get("SEC", "")
    order.token = order.token or ach.value("Token")
    order.account = ach.value("AccountNumber")
    order.routing = ach.value("ABA")
    order.check_number = ach.value("CheckNumber") or order.check_number
    order.wants_token = _asks(ach) or (account is not None and _asks(account))


def _asks(element: Element) -> bool:
    return any(element.attributes.get(name, "").lower() in _TRUE for name in ("Tokenize", "Token"))
