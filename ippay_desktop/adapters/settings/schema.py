"""Every setting of a profile, declared once: its name, type, default and help.

The same list reads the file and writes it. Defaults come from the domain, so that a profile made in
memory and one read from a file with nothing in it are the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import FieldMapping
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile, RecordBank

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

REQUIRED = object()
_SECRET_PARAMETER = re.compile(r"pass|secret|token", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of setting.

    Attributes:
        words: What a value must be, for messages.
        read: From the file's JSON value; raises ValueError or InputError when it is not one.
        write: To the file's JSON value.
    """

    words: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        name: Its key in the file, and its attribute in the domain.
        default: Its value when the file has none, or REQUIRED.
    """

    name: str
    kind: Kind
    default: Any
    help: str


def _text(value: Any) -> str:  # noqa: ANN401  # whatever the file holds
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _address(value: Any) -> str:  # noqa: ANN401  # whatever the file holds
    """An address without a password in it: this file is no place for secrets."""
    parts = urlsplit(_text(value))
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if parts.password is not None or any(map(_SECRET_PARAMETER.search, names)):
        raise InputError(
            "must not contain a password; give passwords with --secrets-stdin, for the keyring"
        )
    return str(value)


def _whole(value: Any) -> int:  # noqa: ANN401  # whatever the file holds
    if type(value) is not int:
        raise ValueError
    return value


def _seconds(value: Any) -> float:  # noqa: ANN401  # whatever the file holds
    if type(value) not in {int, float} or not math.isfinite(value):
        raise ValueError
    return float(value)


def _delays(value: Any) -> tuple[float, ...]:  # noqa: ANN401  # whatever the file holds
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004  # one error for "not such a value"
    return tuple(_seconds(item) for item in value)


def _currency(value: Any) -> str:  # noqa: ANN401  # whatever the file holds
    if not re.fullmatch(r"[A-Z]{3}", _text(value)):
        raise ValueError
    return str(value)


def _money(value: Any) -> Money:  # noqa: ANN401  # whatever the file holds
    amount, _, currency = _text(value).partition(" ")
    return Money.parse(amount, _currency(currency))


def _same(value: Any) -> Any:  # noqa: ANN401  # whatever the setting holds
    return value


def _one_of(words: type[StrEnum]) -> Kind:
    return Kind(f"one of {', '.join(words)}", lambda value: words(_text(value)), str)


def _optional(kind: Kind) -> Kind:
    return Kind(
        f"{kind.words}, or null",
        lambda value: None if value is None else kind.read(value),
        lambda value: None if value is None else kind.write(value),
    )


TEXT = Kind("a text", _text, _same)
ADDRESS = Kind("an address", _address, _address)
WHOLE = Kind("a whole number", _whole, _same)
SECONDS = Kind("a number of seconds", _seconds, _same)
DELAYS = Kind("a list of numbers of seconds", _delays, list)
CURRENCY = Kind("a currency code such as USD", _currency, _same)
MONEY = Kind("an amount such as 500.00 USD", _money, str)
MAPPING = Kind(
    "slots such as card_token=1,card_name=2",
    lambda value: FieldMapping.parse(_text(value)),
    FieldMapping.text,
)


def _declare(owner: type[Any], declared: Mapping[str, tuple[Kind, str]]) -> tuple[Setting, ...]:
    """Settings with the domain's own defaults."""
    defaults = {field.name: _default(field) for field in fields(owner)}
    return tuple(
        Setting(name, kind, defaults[name], words) for name, (kind, words) in declared.items()
    )


def _default(field: Any) -> Any:  # noqa: ANN401  # dataclasses give no type here
    if field.default is not MISSING:
        return field.default
    return REQUIRED if field.default_factory is MISSING else field.default_factory()


PROFILE_SETTINGS = _declare(
    Profile,
    {
        "profile_id": (TEXT, "Names the profile's entries in the keyring; made once."),
        "name": (TEXT, "What staff call the profile."),
        "mode": (_one_of(Mode), "What may be reached: live moves real money."),
        "splynx_url": (ADDRESS, "Splynx: scheme, host and port."),
        "splynx_api_key": (TEXT, "The API key's public half; its secret is in the keyring."),
        "ippay_url": (ADDRESS, "IPpay's gateway."),
        "terminal_id": (TEXT, "The IPpay terminal for cards."),
        "ach_terminal_id": (_optional(TEXT), "The terminal for bank debits, if another."),
        "report_url": (_optional(ADDRESS), "IPpay's reports."),
        "report_merchant_id": (_optional(TEXT), "The merchant id for reports."),
        "payment_account": (_optional(WHOLE), "Splynx's payment account with the saved methods."),
        "card_method": (_optional(WHOLE), "Splynx's payment method for card payments."),
        "bank_method": (_optional(WHOLE), "Splynx's payment method for bank debits."),
        "currency": (CURRENCY, "The currency of every charge."),
        "ledger_url": (_optional(ADDRESS), "The team's shared ledger, if any."),
        "ca_bundle": (_optional(TEXT), "A file of certificates to trust instead of the usual."),
        "splynx_timezone": (TEXT, "The time zone that Splynx's dates are in."),
        "fields": (MAPPING, "Which slot of the payment account holds what."),
        "labels_hash": (_optional(TEXT), "The slots' labels when they were last confirmed."),
        "approve_above": (_optional(MONEY), "A charge or run of more needs a second person."),
        "max_charge": (_optional(MONEY), "No single charge may be more than this."),
        "max_run": (_optional(MONEY), "A run stops itself before it charges more than this."),
        "max_day": (_optional(MONEY), "The same for all charges of one day."),
    },
)

POLICY_SETTINGS = _declare(
    ChargingPolicy,
    {
        "gateway_timeout_s": (SECONDS, "How long a charge waits for its answer."),
        "enquiry_delays_s": (DELAYS, "When to ask after a lost answer; the last one repeats."),
        "approved_recheck_s": (SECONDS, "How long an approval found by asking must hold."),
        "not_found_hold_s": (SECONDS, "How long “not found” must hold to mean not sent."),
        "recording_delays_s": (DELAYS, "When to search Splynx after an unclear answer."),
        "max_unknowns": (WHOLE, "That many unclear answers in a row stop a run."),
        "concurrency": (WHOLE, "Charges under way at once."),
        "record_bank": (_one_of(RecordBank), "When a bank debit is recorded in Splynx."),
    },
)
