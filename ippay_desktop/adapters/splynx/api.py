"""Calls to Splynx's API: signed in, bounded in number, reads repeated, writes sent once."""

from __future__ import annotations

import contextlib
import json
import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from ippay_desktop.adapters.splynx.auth import FOREIGN, SIGNED_IN, USER_AGENT, Authenticator, Grant
from ippay_desktop.adapters.splynx.errors import (
    NOT_ALLOWED,
    SERVER_ERROR,
    TOO_MANY,
    Problem,
    error_for,
    read_problem,
    sign_in_error,
)
from ippay_desktop.adapters.splynx.moment import ServerClock
from ippay_desktop.adapters.splynx.values import NotJsonError, Row, parse_json
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    NotSentError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
)

if TYPE_CHECKING:
    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.domain.secret import SecretText

API = "/api/2.0/"
_OK = 200
_COUNTED = frozenset({200, 204})
PARALLEL_READS = 4
_RETRY_DELAYS_S = (0.5, 1.0, 2.0)
_LONGEST_WAIT_S = 30.0
_WRITE_TIMEOUT_S = 30.0
_GARBLED = (
    "Splynx sent an answer that cannot be read; it was not used. If it stays so, tell whoever runs "
    "the Splynx server."
)
_log = logging.getLogger(__name__)
_T = TypeVar("_T")
Reader: TypeAlias = Callable[[bytes], object]


class Wire(Protocol):
    """What sends requests; `adapters.transport.Transport` does."""

    def send(self, request: WireRequest) -> WireResponse:
        """Send once; raises `NotSentError` or `OutcomeUnknownError`."""


class _PassingError(Exception):
    """A read failed in a way that may pass by itself."""

    def __init__(self, error: IPpayDesktopError, wait_s: float = 0.0) -> None:
        self.error = error
        self.wait_s = wait_s
        super().__init__()


def _wait_s(response: WireResponse) -> float:
    text = response.headers.get("Retry-After", "").strip()
    is_seconds = text.isascii() and text.isdecimal() and len(text) < len("100000")
    return min(float(text), _LONGEST_WAIT_S) if is_seconds else 0.0


def _require_json(response: WireResponse, sentence: str, read: Reader = parse_json) -> object:
    try:
        return read(response.body)
    except NotJsonError:
        raise _PassingError(ProtocolError(sentence)) from None


class Api:
    """One Splynx server under one API key. Blocks; may be used from any worker thread."""

    def __init__(  # noqa: PLR0913 - keyword-only parts of one connection
        self,
        *,
        base_url: str,
        api_key: str,
        api_secret: SecretText,
        transport: Wire,
        clock: Clock,
        parallel: int = PARALLEL_READS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._base = base_url.rstrip("/") + API
        self._transport = transport
        self._clock = clock
        self._jitter = jitter
        self._reads = threading.BoundedSemaphore(max(parallel, PARALLEL_READS))
        # One at a time, unless a person has asked for many charges at once.
        self._writes = threading.BoundedSemaphore(max(parallel // PARALLEL_READS, 1))
        self._uncounted: set[str] = set()
        self.moment = ServerClock(clock)
        self.auth = Authenticator(
            base=self._base,
            key=api_key,
            secret=api_secret,
            send=self._send_sign_in,
            moment=self.moment,
        )

    def get(self, path: str, query: str = "", read: Reader = parse_json) -> object:
        """The parsed answer to a read; repeated a few times when the failure may pass.

        Raises:
            IPpayDesktopError: any of its kinds but input, storage and invariant.
        """
        return self._patiently(lambda: self._get_once(path, query, read), path)

    def rows(self, path: str, query: str = "", read: Reader = parse_json) -> list[Row]:
        """The records of a list.

        Args:
            path: Below the API's own.
            query: Encoded.
            read: Parses the answer.

        Raises:
            IPpayDesktopError: as `get`; ProtocolError when it is no list of records.
        """
        parsed = self.get(path, query, read)
        if not isinstance(parsed, list) or not all(isinstance(row, Mapping) for row in parsed):
            raise ProtocolError("Splynx sent something else than a list; it was not used.")
        return parsed

    def row(self, path: str) -> Row:
        """One record.

        Raises:
            IPpayDesktopError: as `get`; ProtocolError when it is no record.
        """
        parsed = self.get(path)
        if not isinstance(parsed, Mapping):
            raise ProtocolError("Splynx sent something else than a record; it was not used.")
        return parsed

    def count(self, path: str, query: str) -> int | None:
        """How many records a list holds; None when the server does not say.

        Raises:
            AuthenticationError: the sign-in is refused.
        """
        if path in self._uncounted:
            return None
        try:
            response, problem = self._authorised("HEAD", path, query)
        except AuthenticationError:
            raise
        except (_PassingError, IPpayDesktopError):
            return None
        if problem.status == NOT_ALLOWED:
            self._uncounted.add(path)
        text = response.headers.get("X-total-count", "").strip()
        is_count = response.status in _COUNTED and text.isascii() and text.isdecimal()
        return int(text) if is_count else None

    def post(
        self,
        path: str,
        body: Mapping[str, object],
        may_leave: Callable[[], bool] | None = None,
    ) -> WireResponse:
        """Send a new record once, if it may leave when all is ready for it; see `_write`."""
        return self._write(self._to_write("POST", path, json.dumps(body).encode(), may_leave))

    def delete(self, path: str) -> WireResponse:
        """Delete a record once; see `_write`.

        Source: some servers send bytes after the 204 that answers it. On a connection of its own
        nobody reads them, and only the status is judged.
        """
        return self._write(self._to_write("DELETE", path, b""))

    def _write(self, request: WireRequest) -> WireResponse:
        """Send a write once, on a connection of its own; few at a time, usually one.

        Only when Splynx refuses the sign-in itself, which it does before any work, is it sent a
        second time after a new sign-in. A kept connection could be closed by the server at that
        very moment, and nobody would know whether the write arrived: hence the fresh one.

        Returns:
            The answer, whatever it says.

        Raises:
            NotSentError: nothing was sent, be it because signing in was not possible.
            AuthenticationError: the sign-in was refused twice.
            OutcomeUnknownError: it may have been carried out.
        """
        with self._writes:
            grant = _before_writing(self.auth.grant)
            response = self._send_write(request, grant)
            problem = read_problem(response)
            if not (problem.is_auth and problem.is_readable):
                return response
            refused = grant
            grant = _before_writing(lambda: self.auth.replace(refused, problem))
            response = self._send_write(request, grant)
            again = read_problem(response)
        if again.is_auth and again.is_readable:
            self.auth.forget(grant)
            raise sign_in_error(again)
        return response

    def sign_out(self) -> None:
        """End the session at the server as well; best effort, at most a few seconds."""
        request = self.auth.farewell()
        if request is not None:
            with contextlib.suppress(NotSentError, OutcomeUnknownError):
                self._send(request)

    def _to_write(
        self,
        method: str,
        path: str,
        payload: bytes,
        may_leave: Callable[[], bool] | None = None,
    ) -> WireRequest:
        return WireRequest(
            method,
            self._base + path,
            {"Content-Type": "application/json"},
            payload,
            read_timeout_s=_WRITE_TIMEOUT_S,
            fresh_connection=True,
            may_leave=may_leave,
        )

    def _send_write(self, request: WireRequest, grant: Grant) -> WireResponse:
        return self._send(replace(request, headers={**self._headers(grant), **request.headers}))

    def _patiently(self, attempt: Callable[[], _T], path: str) -> _T:
        for number, delay_s in enumerate(_RETRY_DELAYS_S, 1):
            try:
                return attempt()
            except _PassingError as passing:
                _log.info("splynx_read_repeated path=%s try=%d", path, number)
                self._clock.sleep(max(delay_s * (0.5 + self._jitter()), passing.wait_s))
        try:
            return attempt()
        except _PassingError as passing:
            raise passing.error from None

    def _get_once(self, path: str, query: str, read: Reader) -> object:
        response, problem = self._authorised("GET", path, query)
        if response.status != _OK:
            raise error_for(problem, "GET", path)
        return _require_json(response, _GARBLED, read)

    def _authorised(self, method: str, path: str, query: str) -> tuple[WireResponse, Problem]:
        """One read under a valid sign-in, which is renewed once if it is refused."""
        url = self._base + path + (f"?{query}" if query else "")
        grant = self.auth.grant()
        response, problem = self._send_read(method, url, path, grant)
        if problem.is_auth:
            grant = self.auth.replace(grant, problem)
            response, problem = self._send_read(method, url, path, grant)
            if problem.is_auth:
                self.auth.forget(grant)
                raise sign_in_error(problem)
        return response, problem

    def _send_read(
        self, method: str, url: str, path: str, grant: Grant
    ) -> tuple[WireResponse, Problem]:
        with self._reads:
            response = self._send_passing(WireRequest(method, url, self._headers(grant)))
        if response.status == _OK:
            return response, Problem(_OK)
        problem = read_problem(response)
        if response.status >= SERVER_ERROR or response.status == TOO_MANY:
            raise _PassingError(error_for(problem, method, path), _wait_s(response))
        return response, problem

    def _send_passing(self, request: WireRequest) -> WireResponse:
        try:
            return self._send(request)
        except (NotSentError, OutcomeUnknownError) as error:
            raise _PassingError(error) from None

    def _send_sign_in(self, build: Callable[[], WireRequest]) -> tuple[WireResponse, object]:
        """Send a login or renewal; it moves no money, so it is repeated like a read."""

        def attempt() -> tuple[WireResponse, object]:
            request = build()
            response = self._send_passing(request)
            if response.status >= SERVER_ERROR or response.status == TOO_MANY:
                error = error_for(read_problem(response), request.method, "sign-in")
                raise _PassingError(error, _wait_s(response))
            parsed = _require_json(response, FOREIGN) if response.status in SIGNED_IN else None
            return response, parsed

        # The path of a renewal holds the refresh token: the log gets a word instead.
        return self._patiently(attempt, "sign-in")

    def _send(self, request: WireRequest) -> WireResponse:
        response = self._transport.send(request)
        self.moment.hear(response)
        return response

    def _headers(self, grant: Grant) -> dict[str, str]:
        return {
            "User-Agent": USER_AGENT,
            "Accept": "application/json",
            "Authorization": grant.header.reveal(),
        }


def _before_writing(sign_in: Callable[[], Grant]) -> Grant:
    """Sign in for a write; when that stays unclear, the write itself was certainly not sent."""
    try:
        return sign_in()
    except (OutcomeUnknownError, RateLimitedError, ProtocolError) as error:
        raise NotSentError(f"Signing in to Splynx failed, so nothing was sent. {error}") from None
