"""A server that goes, refuses, fills up or loses an answer: a sentence, and never a false yes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import certifi
import psycopg
import pytest

from ippay_desktop.adapters.journal import SqlJournal, failures, open_ledger
from ippay_desktop.adapters.journal.failures import UnknownCommitError
from ippay_desktop.adapters.journal.postgres import dialler
from ippay_desktop.adapters.trust import system_store
from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InputError,
    InvariantError,
    IPpayDesktopError,
    StorageError,
)
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.profile import Mode, ledger_address
from ippay_desktop.domain.secret import SecretText
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import START, TestClock, intent, invoice
from tests.unit.journal.test_group_commit import add, together

A1 = AttemptId("a1")


class Relay:
    """Stands between program and server, and can swallow the answer to a commit.

    Attributes:
        port: Where the program connects.
    """

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.cut = ""
        self._is_deaf = False
        self._sockets: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                self._sockets += [client, server]
                for one, other, is_up in ((client, server, True), (server, client, False)):
                    thread = threading.Thread(
                        target=self._pass_on, args=(one, other), kwargs={"is_up": is_up}
                    )
                    thread.start()
                    self._threads.append(thread)

    def _pass_on(self, source: socket.socket, target: socket.socket, *, is_up: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if is_up and b"COMMIT" in data and self.cut:
                    self._is_deaf = self.cut == "after"
                    self.cut = ""
                    if not self._is_deaf:
                        break
                elif not is_up and self._is_deaf:
                    # The server has answered, so it is on its disk; nobody hears it.
                    self._is_deaf = False
                    break
                target.sendall(data)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for each in self._sockets:
            each.close()


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.ledger_url()


@pytest.fixture
def relay(postgres: PostgresServer) -> Iterator[Relay]:
    made = Relay(postgres.port)
    yield made
    made.close()


@pytest.fixture
def journal(postgres: PostgresServer, relay: Relay, url: str) -> Iterator[SqlJournal]:
    """A ledger behind the relay."""
    opened = postgres.open(url.replace(str(postgres.port), str(relay.port)), clock=TestClock())
    yield opened
    opened.close()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_intent_whose_commit_is_unknown_is_no_yes(
    journal: SqlJournal, relay: Relay, moment: str
) -> None:
    relay.cut = moment
    with pytest.raises(UnknownCommitError, match="not known"):
        journal.add_intent(intent("a1", invoice(1)))
    found = [attempt.state for attempt in journal.attempts(AttemptFilter())]
    assert found == ([] if moment == "before" else [AttemptState.NOT_SENT])
    journal.add_intent(intent("a2", invoice(1)))
    assert journal.verify().is_sound


@pytest.mark.parametrize("moment", ["before", "after"])
def test_intents_whose_common_commit_is_unknown_are_all_withdrawn(
    journal: SqlJournal, relay: Relay, moment: str
) -> None:
    journal.add_intent(intent("a0", invoice(9)))
    relay.cut = moment
    with together(journal, [add(journal, number, 0) for number in range(1, 5)]) as told:
        assert [type(each) for each in told] == [UnknownCommitError] * 4
    found = {attempt.id: attempt.state for attempt in journal.attempts(AttemptFilter())}
    assert found.pop(AttemptId("a0")) is AttemptState.INTENT
    assert len(found) == (0 if moment == "before" else 4)
    assert set(found.values()) <= {AttemptState.NOT_SENT}
    assert journal.verify().is_sound


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_change_whose_commit_is_unknown_is_read_again(
    journal: SqlJournal, relay: Relay, moment: str
) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    relay.cut = moment
    with pytest.raises(StorageError, match="not known"):
        journal.apply(A1, Change(ChargeEvent.ANSWERED_APPROVED), START)
    state = journal.attempt(A1).state
    assert state is (AttemptState.INTENT if moment == "before" else AttemptState.TAKEN)
    assert journal.verify().is_sound


def test_a_server_that_went_and_came_back() -> None:
    server = PostgresServer()
    try:
        url = server.ledger_url()
        journal = server.open(url, clock=TestClock())
        journal.add_intent(intent("a1", invoice(1)))
        server.stop()
        with pytest.raises(StorageError, match="cannot be reached"):
            journal.add_intent(intent("a2", invoice(2)))
        with pytest.raises(StorageError, match="cannot be reached"):
            journal.attempts(AttemptFilter())
        server.start()
        assert journal.attempt(A1).is_open
        journal.add_intent(intent("a2", invoice(2)))
        assert journal.verify().entries == 2
        journal.close()
    finally:
        server.close()


def test_a_server_that_does_not_flush_is_refused() -> None:
    server = PostgresServer("fsync=off")
    try:
        with pytest.raises(StorageError, match="does not wait for its disk"):
            server.open(server.fresh_url())
    finally:
        server.close()


def test_nobody_can_hold_up_the_others_for_long(
    postgres: PostgresServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_limits(), "lock_timeout", "200ms")
    journal = postgres.open(url, clock=TestClock())
    with closing(postgres.connect(url)) as other:
        other.execute("SELECT pg_advisory_lock(4921770321)")
        with pytest.raises(StorageError, match="busy for too long"):
            journal.add_intent(intent("a1", invoice(1)))
    journal.add_intent(intent("a1", invoice(1)))
    journal.close()


def _limits() -> dict[str, str]:
    from ippay_desktop.adapters.journal import postgres  # noqa: PLC0415  # not public

    return postgres._LIMITS


def test_a_wrong_password_and_a_missing_database_are_said(
    postgres: PostgresServer, url: str
) -> None:
    def attempt(address: str, password: str) -> None:
        open_ledger(
            address, SecretText(password), clock=TestClock(), station="desk-1", who="ann"
        ).close()

    with pytest.raises(AuthenticationError, match="ledger_password"):
        attempt(url, "wrong")
    with pytest.raises(AuthenticationError, match="ledger_password"):
        attempt(url, "")
    with pytest.raises(AuthenticationError):
        attempt(url.replace("ledger@", "nobody@"), postgres.password.reveal())
    with pytest.raises(StorageError, match="does not exist"):
        attempt(postgres.url("nowhere"), postgres.password.reveal())
    with pytest.raises(StorageError, match="cannot be reached"):
        attempt("postgresql://ann@127.0.0.1:1/ledger", "x")


def test_who_only_looks_changes_nothing(postgres: PostgresServer, url: str) -> None:
    writer = postgres.open(url, clock=TestClock())
    writer.add_intent(intent("a1", invoice(1)))
    looking = postgres.open(url, clock=TestClock(), writable=False)
    assert looking.attempt(A1).is_open
    with pytest.raises(StorageError, match="reading only"):
        looking.add_intent(intent("a2", invoice(2)))
    looking.close()
    writer.close()
    empty = postgres.open(postgres.fresh_url(), writable=False)
    assert empty.attempts(AttemptFilter()) == ()
    empty.close()


def test_the_environment_leads_a_ledger_nowhere_else(postgres: PostgresServer, url: str) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PGHOSTADDR", "127.0.0.99")  # Nobody is there.
        with closing(postgres.open(url)) as ledger:
            assert ledger.attempts(AttemptFilter()) == ()


def test_a_ledger_elsewhere_must_prove_who_it_is(postgres: PostgresServer) -> None:
    """By a server that offers no TLS: nothing is sent to it, the password least of all."""
    address = ledger_address("postgresql://ann@ledger.example/db", Mode.LIVE)
    dial = dialler(address, SecretText("secret"), None)
    given: dict[str, Any] = {}

    def connect(**arguments: Any) -> None:
        given.update(arguments)
        elsewhere = {**arguments, "hostaddr": "127.0.0.1", "port": postgres.port}
        psycopg.connect(**elsewhere).close()

    from ippay_desktop.adapters.journal import postgres as module  # noqa: PLC0415  # to watch it

    original = psycopg.connect
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "psycopg", _With(connect))
        with pytest.raises(psycopg.OperationalError, match="SSL") as refused:
            dial({})
    assert psycopg.connect is original
    assert given["sslmode"] == "verify-full"
    assert given["sslrootcert"] == (system_store() or certifi.where())
    assert given["ssl_min_protocol_version"] == "TLSv1.2"
    assert given["sslcertmode"] == "disable"
    assert given["connect_timeout"] == 10
    assert "certificate" in str(failures.ledger_error(refused.value))


class _With:
    """The driver's module with another way to connect."""

    def __init__(self, connect: Any) -> None:
        self.connect = connect

    def __getattr__(self, name: str) -> Any:
        return getattr(psycopg, name)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://host/db",
        "postgresql://ann@host",
        "postgresql://ann@/db",
        "postgresql://ann@host/db?sslmode=disable",
        "postgresql://ann:secret@host/db",
        "mysql://ann@host/db",
        "postgresql://ann@host:port/db",
        "host/db",
    ],
)
def test_an_address_that_is_none_or_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(InputError) as refused:
        ledger_address(address, Mode.LIVE)
    assert "secret" not in str(refused.value)


def test_practice_stays_on_this_computer() -> None:
    assert ledger_address("postgresql+psycopg://ann@127.0.0.1:5433/db", Mode.PRACTICE).is_here
    with pytest.raises(InputError, match="Practice mode"):
        ledger_address("postgresql+psycopg://ann@db.example/db", Mode.PRACTICE)


class CodedError(Exception):
    """What the driver raises, with the server's code."""

    def __init__(self, code: str) -> None:
        super().__init__("the driver's own words")
        self.sqlstate = code


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("28P01", AuthenticationError, "refused the user"),
        ("53100", StorageError, "disk is full"),
        ("53300", StorageError, "no more connections"),
        ("53200", StorageError, "run out"),
        ("25006", StorageError, "only be read"),
        ("42501", StorageError, "may not do that"),
        ("57P01", StorageError, "cannot be reached"),
        ("08006", StorageError, "cannot be reached"),
        ("57014", StorageError, "busy"),
        ("40P01", StorageError, "busy"),
        ("58030", StorageError, "disk failed"),
        ("XX001", StorageError, "damaged"),
        ("22003", InvariantError, "too large"),
        ("0A000", StorageError, "code 0A000"),
    ],
)
def test_every_code_of_the_server_becomes_a_sentence(
    code: str, kind: type[IPpayDesktopError], words: str
) -> None:
    error = failures.ledger_error(CodedError(code))
    assert isinstance(error, kind)
    assert words in str(error)
    assert "driver" not in str(error)
