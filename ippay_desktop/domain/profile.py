"""A profile: one provider's Splynx and IPpay, and the policy of charging there."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import PaymentAccountId, PaymentMethodId
from ippay_desktop.domain.instrument import FieldMapping, InstrumentKind
from ippay_desktop.domain.mode import Mode as Mode  # noqa: PLC0414  # exported from here too
from ippay_desktop.domain.money import Money


class RecordBank(StrEnum):
    """When a bank debit is recorded in Splynx."""

    ACCEPTED = "accepted"
    SETTLED = "settled"


# Source: IPpay's published endpoints for its test gateway and test reports.
IPPAY_TEST_HOSTS = frozenset({"testgtwy.ippay.com", "rpt-test.ippay.com"})


_CONCURRENCY = range(1, 17)
_MARK_LENGTH = 12
_GATEWAY_TIMEOUT_S = (1, 600)


# Half a minute, two and ten minutes, and an hour after a lost answer; then hourly for a day, daily.
_ENQUIRY_WAITS_S = (30.0, 90.0, 480.0, 3000.0, *(3600.0,) * 23, 86400.0)


@dataclass(frozen=True, slots=True)
class ChargingPolicy:
    """Delays (seconds) and limits; the defaults follow IPpay's advice on network errors.

    Attributes:
        enquiry_delays_s: After a lost answer, the waits between enquiries; the last one repeats.
        approved_recheck_s: How long an approval found by asking must hold before it counts.
        not_found_hold_s: How long every answer must be "not found" before a charge was not sent.
        recording_delays_s: After an unclear answer to a payment, when to search Splynx.
        max_unknowns: That many unclear answers in a row stop a run.
        concurrency: Charges under way at once, 1 to 16.
    """

    gateway_timeout_s: float = 60.0
    enquiry_delays_s: tuple[float, ...] = _ENQUIRY_WAITS_S
    approved_recheck_s: float = 600.0
    not_found_hold_s: float = 86400.0
    recording_delays_s: tuple[float, ...] = (5.0, 15.0, 60.0)
    max_unknowns: int = 5
    concurrency: int = 4
    record_bank: RecordBank = RecordBank.ACCEPTED

    def __post_init__(self) -> None:
        if self.concurrency not in _CONCURRENCY:
            raise InputError("--concurrency must be from 1 to 16.")
        if self.max_unknowns < 1:
            raise InputError("--max-unknowns must be at least 1.")
        shortest, longest = _GATEWAY_TIMEOUT_S
        if not shortest <= self.gateway_timeout_s <= longest:
            raise InputError("--gateway-timeout must be from 1 to 600 seconds.")
        delays = (*self.enquiry_delays_s, *self.recording_delays_s)
        if not self.enquiry_delays_s or not self.recording_delays_s:
            raise InputError("Give at least one delay.")
        if any(delay < 0 for delay in (*delays, self.approved_recheck_s, self.not_found_hold_s)):
            raise InputError("Delays are seconds, zero or more.")


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything but the secrets, which are in the keyring under `profile_id`.

    Attributes:
        profile_id: Random, made once; names the keyring entries.
        labels_hash: Fingerprint of the payment account's labels when last confirmed; None until
            the first successful check.
        approve_above: A charge or run of more needs a second person; None for no limit.
        max_charge: No single charge may be more than this; None for no limit.
        max_run: A run stops itself before it charges more than this; None for no limit.
        max_day: The same for all charges of one day of Splynx's calendar.
    """

    profile_id: str
    name: str
    mode: Mode
    splynx_url: str
    splynx_api_key: str
    ippay_url: str
    terminal_id: str
    ach_terminal_id: str | None = None
    report_url: str | None = None
    report_merchant_id: str | None = None
    payment_account: PaymentAccountId | None = None
    card_method: PaymentMethodId | None = None
    bank_method: PaymentMethodId | None = None
    currency: str = "USD"
    ledger_url: str | None = None
    ca_bundle: str | None = None
    splynx_timezone: str = "UTC"
    fields: FieldMapping = field(default_factory=FieldMapping)
    labels_hash: str | None = None
    policy: ChargingPolicy = field(default_factory=ChargingPolicy)
    approve_above: Money | None = None
    max_charge: Money | None = None
    max_run: Money | None = None
    max_day: Money | None = None

    @property
    def splynx_host(self) -> str:
        """Host and port of Splynx, lower case; part of every transaction id."""
        return urlsplit(self.splynx_url).netloc.lower()

    @property
    def key_mark(self) -> str:
        """Tells one Splynx API key from another, giving none of it away: 12 of 0-9 and a-f."""
        named = f"ippay-desktop key\n{self.splynx_api_key}"
        return hashlib.sha256(named.encode()).hexdigest()[:_MARK_LENGTH]

    @property
    def gateway_host(self) -> str:
        """Host and port of IPpay, lower case: whoever is elsewhere has other charges."""
        return urlsplit(self.ippay_url).netloc.lower()

    def terminal_for(self, kind: InstrumentKind) -> str:
        """The terminal a card or bank account is charged through."""
        if kind is InstrumentKind.BANK and self.ach_terminal_id:
            return self.ach_terminal_id
        return self.terminal_id

    def method_for(self, kind: InstrumentKind) -> PaymentMethodId:
        """Splynx's payment method for a card or bank account.

        Raises:
            InputError: not chosen yet.
        """
        method = self.card_method if kind is InstrumentKind.CARD else self.bank_method
        if method is None:
            raise InputError(
                f"No Splynx payment method is set for a {kind} payment. "
                f"Set it with “profile set {self.name} --{kind}-method ID”."
            )
        return method


def is_loopback(url: str) -> bool:
    """Whether an address stays on this computer."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def normalise_splynx_url(text: str) -> str:
    """Reduce `host`, `https://host/admin` and the like to scheme, host and port.

    Raises:
        InputError: there is no host in it.
    """
    with_scheme = text if "://" in text else f"https://{text}"
    parts = _split(with_scheme, text)
    return f"{parts[0]}://{parts[1]}"


def _split(url: str, shown: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise InputError(f"“{shown}” is not an address. Write https://host.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise InputError(f"“{shown}” is not an address. Write https://host.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.scheme, host if port is None else f"{host}:{port}"


def guard_address(url: str, mode: Mode, *, is_gateway: bool) -> None:
    """Refuse an address that the mode forbids.

    PRACTICE reaches only this computer. TEST reaches any https Splynx, but of IPpay only its test
    hosts. LIVE reaches any https host. Plain http never leaves this computer.

    Raises:
        InputError: with what to do.
    """
    scheme, netloc = _split(url, url)
    if is_loopback(url):
        return
    if mode is Mode.PRACTICE:
        raise InputError(f"Practice mode reaches only this computer, and {netloc} is elsewhere.")
    if scheme != "https":
        raise InputError(f"{netloc} must be reached by https: secrets travel to it.")
    if mode is Mode.TEST and is_gateway and urlsplit(url).hostname not in IPPAY_TEST_HOSTS:
        hosts = " or ".join(sorted(IPPAY_TEST_HOSTS))
        raise InputError(f"Test mode sends IPpay requests only to {hosts}, not to {netloc}.")


@dataclass(frozen=True, slots=True)
class LedgerAddress:
    """Where a team's shared ledger is; its password is in the keyring."""

    host: str
    port: int
    user: str
    database: str

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return is_loopback(f"postgresql://{host}")


_LEDGER_SCHEMES = frozenset({"postgresql", "postgresql+psycopg"})
_LEDGER_PORT = 5432


def ledger_address(url: str, mode: Mode) -> LedgerAddress:
    """Read a shared ledger's address: `postgresql+psycopg://user@host/database`.

    Raises:
        InputError: it is not one, holds more than that, or the mode forbids it.
    """
    example = "Write it like postgresql+psycopg://user@host/database."
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _LEDGER_PORT
    except ValueError:
        raise InputError(f"The ledger's address is not one. {example}") from None
    database = unquote(parts.path.removeprefix("/"))
    if parts.password is not None:
        raise InputError("The ledger's address must not hold a password; it goes to the keyring.")
    # Words behind the address could switch off what keeps the connection safe.
    if (
        parts.scheme not in _LEDGER_SCHEMES
        or not (parts.hostname and parts.username and database)
        or "/" in database
        or parts.query
        or parts.fragment
    ):
        raise InputError(f"The ledger's address is not one. {example}")
    address = LedgerAddress(parts.hostname, port, unquote(parts.username), database)
    if mode is Mode.PRACTICE and not address.is_here:
        raise InputError(
            f"Practice mode reaches only this computer, and the ledger on {address.host} is "
            "elsewhere."
        )
    return address


def guard_profile(profile: Profile) -> None:
    """Check all addresses of a profile against its mode.

    Raises:
        InputError: an address is not one, or the mode forbids it.
    """
    guard_address(profile.splynx_url, profile.mode, is_gateway=False)
    guard_address(profile.ippay_url, profile.mode, is_gateway=True)
    if profile.report_url:
        guard_address(profile.report_url, profile.mode, is_gateway=True)
    if profile.ledger_url:
        ledger_address(profile.ledger_url, profile.mode)
