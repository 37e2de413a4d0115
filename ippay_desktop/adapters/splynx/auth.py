"""Sign-in to Splynx: signed login, tokens kept in memory, one renewal at a time.

A token is bound to the User-Agent and the address it was asked from. The User-Agent is therefore
one constant without a version: an update of the program must not break a session.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ippay_desktop.adapters.splynx.errors import (
    EXPIRED_ACCESS,
    Problem,
    error_for,
    read_problem,
    sign_in_error,
)
from ippay_desktop.adapters.splynx.values import to_id, to_text
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import IPpayDesktopError, ProtocolError
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from ippay_desktop.adapters.splynx.moment import ServerClock

USER_AGENT = "IPpay-Desktop"
TOKENS = "admin/auth/tokens"
_MARGIN_S = 60.0
# For a server that names no expiry: well within the documented 30 minutes.
_ASSUMED_LIFETIME_S = 1500.0
_SHORTEST_LIFETIME_S = 10.0
_FAREWELL_TIMEOUT_S = 5.0
SIGNED_IN = frozenset({200, 201})
FOREIGN = (
    "The answer to the sign-in is not from Splynx's API; check the Splynx address in the profile."
)
_log = logging.getLogger(__name__)

# Sends what it is given to build, as often as needed, and parses the body of a success.
Send = Callable[[Callable[[], WireRequest]], tuple[WireResponse, object]]
Permissions = Mapping[str, Mapping[str, bool]]


def signature(key: str, secret: SecretText, nonce: int) -> str:
    """The signature of a login: upper-case HMAC-SHA256 over nonce and key.

    Source: the API's description of authentication with a signature.
    """
    message = f"{nonce}{key}".encode()
    return hmac.new(secret.reveal().encode(), message, hashlib.sha256).hexdigest().upper()


def read_permissions(value: object) -> Permissions:
    """Controller → action → allowed, as told at login; what is not told is left out.

    Keys come with and without the prefix "api"; they are kept without.
    """
    if not isinstance(value, Mapping):
        return {}
    told: dict[str, dict[str, bool]] = {}
    for controller, actions in value.items():
        if isinstance(actions, Mapping):
            words = {str(action): to_text(word).casefold() for action, word in actions.items()}
            told[str(controller).removeprefix("api\\")] = {
                action: word == "allow"
                for action, word in words.items()
                if word in {"allow", "deny"}
            }
    return told


@dataclass(frozen=True, slots=True)
class Grant:
    """A right to call: the header to send, and which sign-in it comes from."""

    header: SecretText
    generation: int


@dataclass(frozen=True, slots=True)
class _Tokens:
    header: SecretText
    renew_at: float
    refresh: SecretText
    refresh_until: float


class Authenticator:
    """Hands out a valid Authorization header; blocks while it signs in. Thread-safe.

    A login moves no money, so it may be repeated; `send` is expected to do that for answers that
    pass by themselves.
    """

    def __init__(
        self, *, base: str, key: str, secret: SecretText, send: Send, moment: ServerClock
    ) -> None:
        self._base = base
        self._key = key
        self._secret = secret
        self._send = send
        self._moment = moment
        self._lock = threading.Lock()
        self._tokens: _Tokens | None = None
        self._generation = 0
        self._last_nonce = 0
        self._failures = 0
        self._last_error: IPpayDesktopError | None = None
        self._permissions: Permissions = {}

    @property
    def permissions(self) -> Permissions:
        """As told at the last login."""
        return self._permissions

    def grant(self) -> Grant:
        """The right to make one call, renewed shortly before it ends.

        Raises:
            AuthenticationError: key, secret, clock or address refused.
            IPpayDesktopError: the server could not be asked.
        """
        return self._obtain(self._is_stale, "")

    def replace(self, refused: Grant, problem: Problem) -> Grant:
        """Another right after one was refused: renewed if it only ran out, else a new login.

        Threads whose calls were refused together share the first one's new right.

        Raises:
            AuthenticationError: key, secret, clock or address refused.
            IPpayDesktopError: the server could not be asked.
        """
        return self._obtain(lambda _: self._generation == refused.generation, problem.code)

    def forget(self, refused: Grant) -> None:
        """Drop a session whose calls are refused, so that the next call signs in afresh."""
        with self._lock:
            if self._generation == refused.generation:
                self._tokens = None

    def farewell(self) -> WireRequest | None:
        """Forget the session; the request that ends it at the server, if there was one.

        Some servers send bytes after their answer to a DELETE, so it gets its own connection.
        """
        with self._lock:
            tokens, self._tokens = self._tokens, None
        if tokens is None or not tokens.refresh:
            return None
        url = f"{self._base}{TOKENS}/{quote(tokens.refresh.reveal(), safe='')}"
        return WireRequest(
            "DELETE",
            url,
            self._headers(),
            read_timeout_s=_FAREWELL_TIMEOUT_S,
            fresh_connection=True,
        )

    def _obtain(self, is_used_up: Callable[[_Tokens], bool], code: str) -> Grant:
        failures = self._failures
        with self._lock:
            # Whoever waited here while another sign-in failed would only fail again.
            if self._failures != failures and self._last_error is not None:
                raise self._last_error
            tokens = self._tokens
            if tokens is None or is_used_up(tokens):
                may_renew = code in {"", EXPIRED_ACCESS}
                tokens = self._sign_in(tokens if may_renew else None)
            return Grant(tokens.header, self._generation)

    def _is_stale(self, tokens: _Tokens) -> bool:
        return self._moment.seconds() >= tokens.renew_at

    def _sign_in(self, old: _Tokens | None) -> _Tokens:
        self._tokens = None
        try:
            tokens = None
            if old is not None and self._moment.seconds() < old.refresh_until:
                tokens = self._renew(old)
            tokens = tokens or self._log_in()
        except IPpayDesktopError as error:
            self._failures += 1
            self._last_error = error
            raise
        self._tokens = tokens
        self._generation += 1
        return tokens

    def _renew(self, old: _Tokens) -> _Tokens | None:
        """New tokens for the refresh token; None when a login is needed instead.

        The address holds the refresh token: it appears in no message and no log.
        """
        path = f"{TOKENS}/{quote(old.refresh.reveal(), safe='')}"
        request = WireRequest("GET", self._base + path, self._headers())
        try:
            response, parsed = self._send(lambda: request)
            return self._read(parsed)[0] if response.status in SIGNED_IN else None
        except IPpayDesktopError:
            return None

    def _log_in(self) -> _Tokens:
        response, parsed = self._send(self._login_request)
        problem = read_problem(response)
        if problem.is_auth and self._moment.seconds() * 100 > self._last_nonce:
            # Another station whose clock is ahead of ours may have used a higher nonce. The
            # server's clock, known from this very answer, is the fairer source of the next one.
            response, parsed = self._send(self._login_request)
            problem = read_problem(response)
        if response.status in SIGNED_IN:
            tokens, self._permissions = self._read(parsed)
            _log.info("splynx_signed_in")
            return tokens
        if problem.is_readable:
            raise sign_in_error(problem)
        raise error_for(problem, "POST", TOKENS)

    def _login_request(self) -> WireRequest:
        """A login under a nonce never used before: a repeated one could be refused."""
        now = max(self._moment.local_seconds(), self._moment.seconds())
        nonce = self._last_nonce = max(round(now * 100), self._last_nonce + 1)
        body = {
            "auth_type": "api_key",
            "key": self._key,
            "signature": signature(self._key, self._secret, nonce),
            "nonce": nonce,
        }
        headers = {**self._headers(), "Content-Type": "application/json"}
        return WireRequest("POST", self._base + TOKENS, headers, json.dumps(body).encode())

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": USER_AGENT, "Accept": "application/json"}

    def _read(self, parsed: object) -> tuple[_Tokens, Permissions]:
        access = to_text(parsed.get("access_token")) if isinstance(parsed, Mapping) else ""
        if not isinstance(parsed, Mapping) or not access:
            raise ProtocolError(FOREIGN)
        now = self._moment.seconds()
        told = to_id(parsed.get("access_token_expiration"))
        lifetime = _ASSUMED_LIFETIME_S if told is None else max(told - now, _SHORTEST_LIFETIME_S)
        tokens = _Tokens(
            header=SecretText(f"Splynx-EA (access_token={access})"),
            # Short-lived tokens would be renewed before every call by a fixed margin.
            renew_at=now + lifetime - min(_MARGIN_S, lifetime / 2),
            refresh=SecretText(to_text(parsed.get("refresh_token"))),
            refresh_until=(to_id(parsed.get("refresh_token_expiration")) or 0) - _MARGIN_S,
        )
        return tokens, read_permissions(parsed.get("permissions"))
