"""Each refusal becomes one error with a sentence, in all the forms a server may choose."""

import pytest

from ippay_desktop.adapters.splynx.errors import Problem, error_for, read_problem, redact
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
from tests.unit.splynx.fakes import refusal, reply

INVOICES = "admin/finance/invoices"
HTML = b"<html><body>4111111111111111 token=abc</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        [{"field": "amount", "message": "Must be positive."}, {"field": "date", "message": "Bad."}],
        {"amount": ["Must be positive."], "date": "Bad."},
        {
            "error": {
                "message": "amount: Must be positive.; date: Bad.",
                "code": 422,
                "internal_code": "INVALID_INPUT_DATA",
            }
        },
    ],
    ids=["list", "map", "envelope"],
)
def test_a_validation_error_is_read_in_three_forms(body: object) -> None:
    problem = read_problem(reply(422, body))
    assert problem.is_readable
    assert problem.detail == "amount: Must be positive.; date: Bad."
    error = error_for(problem, "POST", "admin/finance/payments")
    assert type(error) is RejectedError
    assert "Must be positive." in str(error)


@pytest.mark.parametrize(
    "body",
    [b"", HTML, b"null", b"[]", b"{}", b'"no"', b"[1]", b'{"a":{"b":1}}', b'[{"field":"x"}]'],
)
def test_other_bodies_are_not_splynxs_own(body: bytes) -> None:
    problem = read_problem(reply(422, body))
    assert not problem.is_readable
    assert problem.detail == ""
    assert isinstance(error_for(problem, "GET", INVOICES), ProtocolError)


@pytest.mark.parametrize(
    ("status", "code", "kind", "words"),
    [
        (400, "BAD_REQUEST", RejectedError, "HTTP 400"),
        (401, "UNAUTHORIZED", AuthenticationError, "API key and secret"),
        (401, "MISSED_AUTHORIZATION_HEADER", AuthenticationError, "proxy"),
        (401, "TOKEN_BANNED", AuthenticationError, "revoked"),
        (403, "IP_CHANGED", AuthenticationError, "network"),
        (400, "USER_AGENT_CHANGED", AuthenticationError, "session"),
        (403, "FORBIDDEN", PermissionDeniedError, "“Finance → Invoices”, list"),
        (403, "NOT_ALLOWED_BY_PARTNER_RESTRICTION", PermissionDeniedError, "another partner"),
        (405, "METHOD_DISABLED", PermissionDeniedError, "switched off"),
        (405, "METHOD_NOT_ALLOWED", PermissionDeniedError, "“Finance → Invoices”"),
        (404, "NOT_FOUND", NotFoundError, "no such record"),
        (422, "INVALID_INPUT_DATA", RejectedError, "HTTP 422"),
        (429, "TOO_MANY_REQUESTS", RateLimitedError, "fewer requests"),
        (500, "SERVER_ERROR", OutcomeUnknownError, "HTTP 500"),
        (503, "", OutcomeUnknownError, "HTTP 503"),
        (418, "TEAPOT", ProtocolError, "HTTP 418"),
    ],
)
def test_each_code_has_its_error(
    status: int, code: str, kind: type[IPpayDesktopError], words: str
) -> None:
    error = error_for(read_problem(refusal(status, code)), "GET", INVOICES)
    assert type(error) is kind or (kind is OutcomeUnknownError and isinstance(error, kind))
    assert words in str(error)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 429, 500, 502])
def test_a_page_of_html_says_nothing(status: int) -> None:
    error = error_for(read_problem(reply(status, HTML)), "GET", INVOICES)
    assert "4111" not in str(error)
    assert "token" not in str(error)
    if status < 429:
        assert isinstance(error, ProtocolError)


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("GET", INVOICES, "“Finance → Invoices”, list"),
        ("GET", f"{INVOICES}/5", "“Finance → Invoices”, view"),
        ("POST", "admin/finance/payments", "“Finance → Payments”, add"),
        ("GET", "admin/somewhere/else", "admin/somewhere/else"),
    ],
)
def test_a_missing_permission_is_named(method: str, path: str, words: str) -> None:
    problem = Problem(403, "FORBIDDEN", is_readable=True)
    assert words in str(error_for(problem, method, path))


def test_a_record_of_another_partner_is_told_from_a_missing_permission() -> None:
    problem = Problem(405, "METHOD_NOT_ALLOWED", is_readable=True)
    assert "another partner" in str(error_for(problem, "GET", f"{INVOICES}/5"))


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://user:pass@other.example/api?token=1", "https://other.example;"),
        ("/login", "another page"),
        ("", "another page"),
        ("http://[broken", "another page"),
    ],
)
def test_a_redirect_names_its_host_only(location: str, words: str) -> None:
    problem = read_problem(reply(307, b"", Location=location))
    error = error_for(problem, "GET", INVOICES)
    assert type(error) is RejectedError
    assert words in str(error)
    assert "token" not in str(error)
    assert "pass" not in str(error)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Card 4111 1111 1111 1111 refused", "Card … refused"),
        ("key=" + "a" * 40, "…"),
        ("<b>Fatal</b>\n error", "Fatal error"),
        ("Amount 64.50 of 2025-03", "Amount 64.50 of 2025-03"),
    ],
)
def test_redaction(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_redaction_cuts() -> None:
    assert len(redact("word " * 200)) == 300
    assert redact("word " * 200).endswith("…")
