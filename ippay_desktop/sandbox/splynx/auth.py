"""Authentication of the practice Splynx: Basic, signed header, access token, renewal, pinning."""

import base64
import binascii
import dataclasses
import hashlib
import hmac
import re
import secrets
import urllib.parse
from collections.abc import Mapping

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.http_server import Request
from ippay_desktop.sandbox.splynx.errors import ApiError, unauthorized
from ippay_desktop.sandbox.splynx.resources import CONTROLLERS
from ippay_desktop.sandbox.store import Row, Settings, Store
from ippay_desktop.sandbox.switches import Switches

_HEADER = re.compile(r"Splynx-EA\s*\((.*)\)\s*\Z", re.IGNORECASE | re.DOTALL)
_TOKEN_BYTES = 240
_ACTIONS = ("index", "view", "add", "update", "delete")


@dataclasses.dataclass(slots=True)
class Login:
    """The four token fields that a login or a renewal hands out."""

    access_token: str
    access_token_expiration: int
    refresh_token: str
    refresh_token_expiration: int

    def body(self) -> dict[str, object]:
        """Return them as a JSON object."""
        return dataclasses.asdict(self)


class Authenticator:
    """Checks who asks, and hands out tokens; it keeps digests of tokens, never tokens."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, switches: Switches) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._switches = switches

    def require(self, request: Request) -> None:
        """Let an authenticated request pass.

        Raises:
            ApiError: It carries no valid credentials; the internal code says which case.
        """
        header = request.headers.get("authorization", "").strip()
        if not header:
            raise unauthorized("MISSED_AUTHORIZATION_HEADER")
        if header.lower().startswith("basic "):
            self._check_basic(header[6:])
            return
        found = _HEADER.match(header)
        if found is None:
            raise unauthorized()
        fields = dict(urllib.parse.parse_qsl(found.group(1), keep_blank_values=True))
        if "access_token" in fields:
            self._check_access(fields["access_token"], request)
        else:
            self._check_signature(fields)

    def permit(self, controller: str, action: str) -> None:
        """Let a call pass that the API key may make.

        Raises:
            ApiError: The permission is denied.
        """
        if self.permissions().get(controller, {}).get(action, "allow") != "allow":
            raise ApiError(403, "FORBIDDEN", "Access denied")

    def permissions(self) -> dict[str, dict[str, str]]:
        """Return all permissions of the API key: everything, except what a switch denies."""
        found = {name: dict.fromkeys(_ACTIONS, "allow") for name in CONTROLLERS}
        denied = self._switches.get("splynx", "permissions")
        if isinstance(denied, dict):
            for name, actions in denied.items():
                found.setdefault(_bare(name), {}).update(actions)
        return found

    def log_in(self, body: Mapping[str, object], request: Request) -> dict[str, object]:
        """Return a new session's tokens for an API key.

        Raises:
            ApiError: The kind of login is unknown or the credentials are wrong.
        """
        kind = body.get("auth_type")
        if kind in {"admin", "customer", "session"} or not body:
            raise unauthorized()
        if kind != "api_key":
            raise ApiError(400, "INVALID_AUTH_TYPE", "Unknown auth_type")
        self._check_signature({str(name): str(value) for name, value in body.items()})
        session = self._settings.integer("sessions") + 1
        self._settings.put("sessions", session)
        return {**self._issue(session, request).body(), "permissions": self.permissions()}

    def renew(self, refresh_token: str, request: Request) -> dict[str, object]:
        """Return a session's next tokens.

        Raises:
            ApiError: The refresh token is unknown, banned, too old, or not of this caller.
        """
        found = self._token(refresh_token, "refresh", request)
        with self._store.transaction():
            if self._switches.text("splynx", "refresh_rotation") == "old invalid":
                self._store.run("DELETE FROM tokens WHERE digest = ?", (found["digest"],))
            return self._issue(found["session"], request).body()

    def log_out(self, token: str) -> None:
        """End the session a token belongs to; an unknown token is no error."""
        self._store.run(
            "DELETE FROM tokens WHERE session IN (SELECT session FROM tokens WHERE digest = ?)",
            (_digest(token),),
        )

    def _check_basic(self, encoded: str) -> None:
        if not self._switches.on("splynx", "unsecure_access"):
            raise unauthorized()
        try:
            pair = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise unauthorized() from error
        key, _, secret = pair.partition(":")
        if not (self._is_key(key) and self._same(secret, "api_secret")):
            raise unauthorized()

    def _check_signature(self, fields: Mapping[str, str]) -> None:
        key, nonce = fields.get("key", ""), fields.get("nonce", "")
        secret = self._settings.text("api_secret")
        right = signature(key, secret, nonce)
        signed = hmac.compare_digest(right.encode(), fields.get("signature", "").encode())
        if not (self._is_key(key) and nonce.isdigit() and signed):
            raise unauthorized()
        if self._switches.on("splynx", "check_nonce"):
            if int(nonce) <= self._settings.integer("last_nonce"):
                raise unauthorized()
            self._settings.put("last_nonce", int(nonce))

    def _check_access(self, token: str, request: Request) -> None:
        if not token:
            raise unauthorized("EMPTY_ACCESS_TOKEN")
        self._token(token, "access", request)

    def _token(self, token: str, kind: str, request: Request) -> Row:
        sql = "SELECT * FROM tokens WHERE digest = ? AND kind = ?"
        row = self._store.row(sql, (_digest(token), kind))
        if row is None:
            if kind == "refresh":
                raise ApiError(404, "NOT_FOUND", "Token not found")
            raise unauthorized()
        if row["banned"]:
            raise unauthorized("TOKEN_BANNED")
        if row["expires"] <= self._clock.now_ms() // 1000:
            raise unauthorized(f"EXPIRED_{kind.upper()}_TOKEN")
        pinned = self._switches.on("splynx", "pin_ua")
        if pinned and row["user_agent"] != request.headers.get("user-agent", ""):
            raise unauthorized("USER_AGENT_CHANGED")
        if self._switches.on("splynx", "pin_ip") and row["ip"] != request.peer:
            raise unauthorized("IP_CHANGED")
        return row

    def _issue(self, session: object, request: Request) -> Login:
        now = self._clock.now_ms() // 1000
        expiry = {
            kind: now + int(self._switches.text("splynx", f"{kind}_lifetime"))
            for kind in ("access", "refresh")
        }
        tokens = {kind: secrets.token_urlsafe(_TOKEN_BYTES) for kind in expiry}
        agent = request.headers.get("user-agent", "")
        for kind, token in tokens.items():
            values = (_digest(token), kind, int(str(session)), expiry[kind], agent, request.peer, 0)
            self._store.run("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return Login(tokens["access"], expiry["access"], tokens["refresh"], expiry["refresh"])

    def _is_key(self, key: str) -> bool:
        return self._same(key, "api_key")

    def _same(self, given: str, setting: str) -> bool:
        return hmac.compare_digest(given.encode(), self._settings.text(setting).encode())


def signature(key: str, secret: str, nonce: str) -> str:
    """Return the upper-case hexadecimal HMAC-SHA256 over nonce and key."""
    return hmac.new(secret.encode(), (nonce + key).encode(), hashlib.sha256).hexdigest().upper()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _bare(controller: str) -> str:
    return controller.removeprefix("api\\")
