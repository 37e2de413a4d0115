"""Tokens and fingerprints: what the gateway keeps instead of card and account numbers."""

import dataclasses
import hashlib
import hmac
import secrets

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.ippay.cards import token_shape
from ippay_desktop.sandbox.store import Settings, Store

_BANK_TOKEN_LENGTH = 16


@dataclasses.dataclass(frozen=True, slots=True)
class Instrument:
    """A card or bank account as the gateway knows it; ``expiry`` is ``YYMM``, or empty."""

    kind: str
    token: str
    last4: str
    expiry: str = ""


class Vault:
    """Makes and resolves tokens; numbers pass through as arguments and are never stored."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        settings = Settings(store)
        if settings.get("vault_key") is None:
            settings.put("vault_key", secrets.token_hex(32))
        self._key = bytes.fromhex(settings.text("vault_key"))

    def find(self, token: str) -> Instrument | None:
        """Return what a token stands for, or None."""
        row = self._store.row("SELECT * FROM tokens WHERE token = ?", (token,))
        if row is None:
            return None
        return Instrument(row["kind"], row["token"], row["last4"], row["expiry"])

    def keep_card(self, number: str, expiry: str, terminal: str, *, stable: bool) -> Instrument:
        """Return the token of a card; the same card and expiry give the same one if stable."""
        digest = self._digest(f"{number}|{expiry}", stable=stable)
        token = token_shape(number[0], number[-4:], len(number), digest)
        return self._keep(Instrument("card", token, number[-4:], expiry), digest, terminal)

    def keep_bank(
        self, routing: str, account: str, terminal: str, *, stable: bool, full: bool
    ) -> Instrument:
        """Return the token of a bank account."""
        digest = self._digest(f"{routing}|{account}", stable=stable)
        length = len(routing + account) if full else _BANK_TOKEN_LENGTH
        last4 = account[-4:].rjust(4, "0")
        token = token_shape(chr(ord("A") + digest[0] % 13), last4, max(length, 9), digest[1:])
        return self._keep(Instrument("bank", token, last4), digest, terminal)

    def renew(self, old: Instrument, expiry: str, terminal: str, *, same: bool) -> Instrument:
        """Return a card's token with a new expiry: a new token, or the old one changed."""
        if same:
            self._store.run("UPDATE tokens SET expiry = ? WHERE token = ?", (expiry, old.token))
            return Instrument("card", old.token, old.last4, expiry)
        digest = self._digest(f"{old.token}|{expiry}", stable=True)
        token = token_shape(old.token[0], old.last4, len(old.token), digest)
        return self._keep(Instrument("card", token, old.last4, expiry), digest, terminal)

    def _keep(self, instrument: Instrument, digest: bytes, terminal: str) -> Instrument:
        self._store.run(
            "INSERT OR IGNORE INTO tokens (token, kind, fingerprint, last4, expiry, terminal_id, "
            "created) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                instrument.token,
                instrument.kind,
                digest.hex(),
                instrument.last4,
                instrument.expiry,
                terminal,
                self._clock.now_ms(),
            ),
        )
        return instrument

    def _digest(self, text: str, *, stable: bool) -> bytes:
        extra = "" if stable else secrets.token_hex(8)
        return hmac.new(self._key, (text + extra).encode(), hashlib.sha256).digest()
