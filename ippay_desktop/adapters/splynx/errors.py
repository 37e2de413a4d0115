"""What a refusal of Splynx means, as one of the program's errors with a sentence for staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ippay_desktop.adapters.splynx.values import NotJsonError, parse_json, to_text
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)

if TYPE_CHECKING:
    from ippay_desktop.adapters.transport import WireResponse

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 400, 401, 403, 404
NOT_ALLOWED, UNPROCESSABLE, TOO_MANY, SERVER_ERROR = 405, 422, 429, 500
# The refusals after which nothing was done, provided their body is Splynx's own.
REFUSALS = frozenset({BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, UNPROCESSABLE})
# 303 is absent: it answers a request that was carried out.
REDIRECTS = frozenset({301, 302, 307, 308})
EXPIRED_ACCESS = "EXPIRED_ACCESS_TOKEN"
# Source: the error list of the API. The HTTP status of each is not documented, so it is the code
# that tells a refused sign-in, whatever the status.
AUTH_CODES = frozenset(
    {
        "EMPTY_ACCESS_TOKEN",
        EXPIRED_ACCESS,
        "EXPIRED_REFRESH_TOKEN",
        "INVALID_SASH",
        "IP_CHANGED",
        "MISSED_AUTHORIZATION_HEADER",
        "TOKEN_BANNED",
        "UNAUTHORIZED",
        "USER_AGENT_CHANGED",
    }
)
_HINTS = {
    "MISSED_AUTHORIZATION_HEADER": "Splynx did not receive the sign-in; a proxy between here and "
    "the server probably removes the Authorization header.",
    "TOKEN_BANNED": "Splynx has revoked this program's session; check whether the API key is "
    "still active.",
    "IP_CHANGED": "Splynx saw this computer under changing network addresses; check the network "
    "connection or VPN.",
    "USER_AGENT_CHANGED": "Splynx did not recognise this program's session; a proxy probably "
    "changes its requests.",
}
_REFUSED_SIGN_IN = (
    "Splynx refused the sign-in. Check the API key and secret, this computer's date and time, and "
    "the key's IP white list (Administration → API keys)."
)
# The names of permissions in Splynx, by path. Source: payment add-ons' permission lists; the ones
# for lists of saved methods and for allocations are inferred from the path.
PERMISSIONS = {
    "admin/administration/partners": "Administration → Partners",
    "admin/administration/locations": "Administration → Locations",
    "admin/customers/customer": "Customers → Customer",
    "admin/customers/customer-billing": "Customers → Customer billing",
    "admin/customers/customer-payment-accounts": "Customers → Customer payment accounts",
    "admin/customers/customer-payment-account-data": "Customers → Customer payment accounts",
    "admin/finance/payment-methods": "Finance → Payment methods",
    "admin/finance/invoices": "Finance → Invoices",
    "admin/finance/proforma-invoices": "Finance → Proforma invoices",
    "admin/finance/payments": "Finance → Payments",
    "admin/finance/invoice-relations": "Finance → Invoice relations",
    "admin/finance/transactions": "Finance → Transactions",
}
_MAX_DETAIL = 300
_TAGS = re.compile(r"<[^>]*>")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){7,}")
_LONG_WORD = re.compile(r"\S{33,}")
_CODE = re.compile(r"[A-Z_0-9]{1,60}")


class ServerFailedError(OutcomeUnknownError):
    """Splynx, or what stands before it, answered with an error of its own (HTTP 5xx)."""

    def __init__(self, status: int, said: str) -> None:
        self.status = status
        super().__init__(f"Splynx failed (HTTP {status}); try again later.{said}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal, read.

    Attributes:
        code: Splynx's internal code, or "".
        detail: What Splynx says, redacted; "" when it says nothing readable.
        is_readable: Whether the body is one of Splynx's own forms, not a proxy's page.
        target: Where a redirect points: scheme and host.
    """

    status: int
    code: str = ""
    detail: str = ""
    is_readable: bool = False
    target: str = ""

    @property
    def is_auth(self) -> bool:
        """Whether the sign-in was refused, before any work."""
        return self.status == UNAUTHORIZED or (
            self.code in AUTH_CODES and BAD_REQUEST <= self.status < SERVER_ERROR
        )


def redact(text: str) -> str:
    """Make a server's words fit to show: no markup, no long number or opaque word, 300 letters."""
    plain = " ".join(_TAGS.sub(" ", text).split())
    plain = _LONG_NUMBER.sub("…", _LONG_WORD.sub("…", plain))
    return plain if len(plain) <= _MAX_DETAIL else plain[: _MAX_DETAIL - 1] + "…"


def _field_messages(parsed: object) -> str | None:
    """The two field-wise forms of a validation error; None when it is neither."""
    pairs: list[tuple[str, str]] = []
    if isinstance(parsed, list) and parsed:
        for item in parsed:
            if not isinstance(item, Mapping) or "message" not in item:
                return None
            pairs.append((to_text(item.get("field")), to_text(item["message"])))
    elif isinstance(parsed, Mapping) and parsed:
        for name, value in parsed.items():
            texts = value if isinstance(value, list) else [value]
            if not all(isinstance(text, str) for text in texts):
                return None
            pairs.append((str(name), " ".join(texts)))
    else:
        return None
    return "; ".join(f"{name}: {text}" if name else text for name, text in pairs)


def _target(location: str) -> str:
    try:
        parts = urlsplit(location)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return redact(f"{parts.scheme}://{host}") if host else ""


def read_problem(response: WireResponse) -> Problem:
    """Read a refusal in any of its forms; never raises."""
    status = response.status
    if status in REDIRECTS:
        return Problem(status, target=_target(response.headers.get("Location", "")))
    try:
        parsed = parse_json(response.body)
    except NotJsonError:
        return Problem(status)
    envelope = parsed.get("error") if isinstance(parsed, Mapping) else None
    if isinstance(envelope, Mapping):
        code = to_text(envelope.get("internal_code"))
        return Problem(
            status,
            code=code if _CODE.fullmatch(code) else "",
            detail=redact(to_text(envelope.get("message"))),
            is_readable=True,
        )
    messages = _field_messages(parsed)
    if messages is None:
        return Problem(status)
    return Problem(status, detail=redact(messages), is_readable=True)


def sign_in_error(problem: Problem) -> AuthenticationError:
    """The error after a fresh sign-in was refused too."""
    return AuthenticationError(_HINTS.get(problem.code, _REFUSED_SIGN_IN))


def _action(method: str, *, is_item: bool) -> str:
    if method in {"POST", "DELETE"}:
        return {"POST": "add", "DELETE": "delete"}[method]
    return "view" if is_item else "list"


def _permission(method: str, path: str) -> str:
    if path in PERMISSIONS:
        return f"“{PERMISSIONS[path]}”, {_action(method, is_item=False)}"
    parent = path.rpartition("/")[0]
    if parent in PERMISSIONS:
        return f"“{PERMISSIONS[parent]}”, {_action(method, is_item=True)}"
    return f"“{path}”"


def _denied(problem: Problem, method: str, path: str) -> PermissionDeniedError:
    if problem.code == "METHOD_DISABLED":
        name = PERMISSIONS.get(path) or PERMISSIONS.get(path.rpartition("/")[0]) or path
        return PermissionDeniedError(f"“{name}” is switched off in Splynx.")
    if problem.code.startswith("NOT_ALLOWED_BY") or (
        problem.status == NOT_ALLOWED and path not in PERMISSIONS
    ):
        return PermissionDeniedError(
            "Splynx does not let this API key see that record: it belongs to another partner or "
            "user. Check the key's partner (Administration → API keys)."
        )
    return PermissionDeniedError(
        f"The API key lacks the permission {_permission(method, path)}. Allow it in Splynx under "
        "Administration → API keys."
    )


def error_for(problem: Problem, method: str, path: str) -> IPpayDesktopError:
    """The error that a refused read stands for."""
    if problem.is_auth:
        return sign_in_error(problem)
    if problem.status in REDIRECTS:
        where = problem.target or "another page"
        return RejectedError(
            f"The Splynx address leads on to {where}; nothing was stored. Correct the Splynx "
            "address in the profile."
        )
    if problem.status == TOO_MANY:
        return RateLimitedError("Splynx asks for fewer requests; wait a minute and try again.")
    said = f" It says: {problem.detail}" if problem.detail else ""
    if problem.status >= SERVER_ERROR:
        return ServerFailedError(problem.status, said)
    if problem.is_readable and problem.status in REFUSALS:
        return _refusal(problem, method, path, said)
    return ProtocolError(
        f"The answer (HTTP {problem.status}) is not from Splynx's API; check the Splynx address "
        "in the profile."
    )


def _refusal(problem: Problem, method: str, path: str, said: str) -> RejectedError:
    """A refusal in Splynx's own words."""
    if problem.status in {FORBIDDEN, NOT_ALLOWED}:
        return _denied(problem, method, path)
    if problem.status == NOT_FOUND:
        return NotFoundError("Splynx has no such record.")
    return RejectedError(f"Splynx refused the request (HTTP {problem.status}).{said}")
