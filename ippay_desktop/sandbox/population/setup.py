"""The fixed furniture of the practice Splynx: partners, methods, categories, labels."""

from ippay_desktop.sandbox.population.words import LOCATIONS, PARTNERS, STAFF
from ippay_desktop.sandbox.store import Store

CASH, BANK_TRANSFER, CREDIT_CARD, OTHER = 1, 2, 3, 5
CARD_METHOD, BANK_METHOD = 7, 8
PAYMENT_ACCOUNT = 1
_METHODS = (
    (CASH, "Cash", "Payer", ""),
    (BANK_TRANSFER, "Bank transfer", "Account", "Transaction ID"),
    (CREDIT_CARD, "Credit card", "Number", "Transaction ID"),
    (OTHER, "Other", "", ""),
    (6, "Refill card", "Card", ""),
    (CARD_METHOD, "IPpay card", "Number", "Transaction ID"),
    (BANK_METHOD, "IPpay bank account", "Account", "Transaction ID"),
)
_CATEGORIES = ("Service", "Discount", "Payment", "Refund", "Correction")
_LABELS = {
    "field_1": "Token",
    "field_2": "Name on card",
    "field_3": "Last 4",
    "field_4": "Expiration",
    "field_6": "Bank account",
    "field_7": "Routing",
    "field_8": "Account name",
    "field_9": "Account type",
}


def furnish(store: Store, date: str) -> None:
    """Fill the small tables that do not depend on the seed."""
    for name in PARTNERS:
        store.insert("partners", {"name": name})
        store.insert(
            "company_info",
            {
                "company_name": f"{name} Internet LLC",
                "street_1": "1 Tower Rd",
                "city": "Jackson",
                "zip": "83001",
                "country": "United States",
                "iso_country_code": "US",
                "email": "billing@example.net",
                "phone": "+1 555 0199",
                "vat_percent": "7.50",
                "partner_percent": "0.00",
            },
        )
    for name in LOCATIONS:
        store.insert("locations", {"name": name})
    for login, name in STAFF:
        email = f"{login}@example.net"
        row = {"login": login, "name": name, "email": email, "role_name": "administrator"}
        store.insert("administrators", {**row, "updated_at": f"{date} 08:00:00"})
    for number, name, first, second in _METHODS:
        store.insert(
            "payment_methods", {"id": number, "name": name, "name_1": first, "name_2": second}
        )
    for name in _CATEGORIES:
        store.insert("transaction_categories", {"name": name, "is_base": "1"})
    store.insert("taxes", {"name": "Sales tax", "rate": 75_000, "type": "single"})
    store.insert("payment_accounts", {"id": PAYMENT_ACCOUNT, "title": "IPpay", **_LABELS})
