"""The connections to a team's shared ledger in PostgreSQL: one that writes, a few that read.

Writers take turns, in this process by a lock and between stations by one advisory lock that ends
with its transaction. Whoever holds it sees every commit before (READ COMMITTED takes a new view for
each statement, and a commit is visible before its locks are let go), so the chain of hashes grows
in one line, and what a transaction read is still true when it commits. A server that finds a
station silent in the middle of a transaction ends it, so nobody can stop the others for long.

The turn is not kept while the server waits for its disk: stations would pay for one flush each, one
after the other. A transaction commits without that wait, which lets the next station go on, and the
caller is told only after a flush that several stations may share. Nothing is sent for a charge
before that. What the others read meanwhile may yet be lost with the server, but only together with
all they wrote after it: a server that died replays its log in the order of the commits, up to the
last record that was flushed. So no entry of the chain outlives the one before it, and whoever acts
on what another station wrote has flushed an intent of his own first, and thereby that as well.
Source: PostgreSQL's manual, "Asynchronous Commit".
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool, PoolProxiedConnection, QueuePool

from ippay_desktop.adapters.journal import upgrade
from ippay_desktop.adapters.journal.failures import (
    BROKEN_OFF,
    LEDGER_UNSAFE,
    UNKNOWN_COMMIT,
    UnknownCommitError,
    error_of_neighbour,
    ledger_error,
    translated,
)
from ippay_desktop.adapters.journal.link import Connection
from ippay_desktop.adapters.journal.writing import Writer
from ippay_desktop.adapters.trust import system_store
from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine, Select

    from ippay_desktop.domain.profile import LedgerAddress
    from ippay_desktop.domain.secret import SecretText

_CONNECT_S = 10
_READERS = 4
_MORE_READERS = 12
# The last one is for laptops that sleep in the middle of a transaction.
_LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "20s",
}
# Any number will do, as long as every version of the program uses the same.
_TAKE_TURN = "SELECT pg_advisory_xact_lock(4921770321)"
TURN = text(_TAKE_TURN)
_NOW = text("SELECT clock_timestamp()")
_HEAD = "SELECT sequence, hash FROM entries ORDER BY sequence DESC LIMIT 1"
# Each is one message and one answer. What a transaction begins with is asked after its turn came;
# what follows a commit is a transaction of its own, whose flush takes all before it along.
_BEGIN_READING = b"BEGIN"
_BEGIN_WRITING = (
    f"BEGIN; SET LOCAL synchronous_commit = off; {_TAKE_TURN}; {_HEAD}; {_NOW.text}".encode()
)
_BEFORE_HEAD = 3
_COMMIT = b"COMMIT; SELECT pg_logical_emit_message(true, 'ippay-desktop', '')"
_ROLLBACK = b"ROLLBACK"
_USED = "used"
_Told = TypeVar("_Told")

CLOSED = "The journal is closed already. Start the program again."
LOOKING = "The team's ledger is open for reading only here."
FORGETFUL = (
    "The team's ledger is kept by a server that does not wait for its disk (fsync is off there): a "
    "power cut could lose charges. Nothing is charged with it; have that setting mended."
)


class TeamDatabase:
    """Implements `Transactions` on a ledger that several stations write to."""

    is_shared = True

    def __init__(
        self,
        dial: Callable[[dict[str, str]], psycopg.Connection[Any]],
        *,
        writable: bool,
        server_time: Callable[[Connection], datetime] | None = None,
    ) -> None:
        """Connect to nothing yet.

        Args:
            dial: Connects with the given settings of the session.
            writable: False only looks.
            server_time: Instead of the server's own clock.
        """
        self._readers = _Lines(
            dial,
            {
                "default_transaction_read_only": "on",
                "default_transaction_isolation": "repeatable read",
            },
            pool_size=_READERS,
            max_overflow=_MORE_READERS,
        )
        # Committed means on the disk, whatever the server's or the user's default is.
        settings = {
            "synchronous_commit": "on",
            "default_transaction_isolation": "read committed",
        }
        self._line = None
        if writable:
            self._line = _ServerLine(_Lines(dial, settings, pool_size=1, max_overflow=0))
        self._writer = None if self._line is None else Writer(self._line, _closed)
        self._is_closed = False
        self._server_time = server_time or server_clock

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of everything committed before."""
        self._refuse_if_closed()
        with translated():
            lent, _ = self._readers.lend(_begin_reading)
            try:
                yield _connection(lent)
            finally:
                _give_back(lent)

    def ask(self, query: Select[Any], **asked: str | int) -> list[dict[str, Any]]:
        """What a query finds of everything committed before, in one round trip."""
        self._refuse_if_closed()
        with translated():
            lent, found = self._readers.lend(
                lambda driver: Connection(driver, "postgresql").execute(query, asked).all()
            )
            _give_back(lent)
            return found

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One change while no other station writes.

        Raises:
            UnknownCommitError: the connection broke while the server was committing.
            StorageError: nothing was written.
            InvariantError: a constraint refused it.
        """
        if self._writer is None:
            raise StorageError(LOOKING)
        with translated(), self._writer.transaction() as connection:
            yield connection

    def revision(self) -> str | None:
        """Which version of the tables is there; None when there is none."""
        with translated(), self._readers.engine().begin() as alchemy:
            return upgrade.revision_of(alchemy)

    def bring_up_to_date(self) -> None:
        """Make or upgrade the tables: one station does, in one transaction; others wait their turn.

        Raises:
            StorageError: a newer program has written them, or this may only look.
        """
        if self._line is None:
            raise StorageError(LOOKING)
        with translated(), self._line.lines.engine().begin() as alchemy:
            alchemy.execute(TURN)
            upgrade.bring_ledger_up_to_date(alchemy)

    def now(self, connection: Connection) -> datetime:
        """The server's time: stations' clocks differ."""
        return self._server_time(connection)

    def close(self) -> None:
        """Close every connection; waits for a write under way."""
        self._is_closed = True
        self._readers.close()
        if self._writer is not None:
            self._writer.close()

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise _closed()

    def require_durability(self) -> None:
        """Refuse a server that does not wait for its disk.

        Raises:
            StorageError: it does not, or cannot be reached.
        """
        with self.read() as connection:
            if connection.execute(text("SHOW fsync")).scalar() != "on":
                raise StorageError(FORGETFUL)


class _ServerLine:
    """Implements `Line` on the one connection that writes.

    Attributes:
        lines: Hold it between transactions.
    """

    def __init__(self, lines: _Lines) -> None:
        self.lines = lines
        self._lent: PoolProxiedConnection | None = None

    def begin(self) -> Connection:
        self._lent, connection = self.lines.lend(_begin_writing)
        return connection

    def commit(self) -> None:
        assert self._lent is not None, "nothing was begun"  # noqa: S101
        driver = _driver(self._lent)
        try:
            committed = driver.execute(_COMMIT, prepare=False)
            # A server that was told of an error before undoes instead, and says so.
            is_committed = committed.statusmessage == "COMMIT"
        except psycopg.IntegrityError:
            self.rollback()
            raise
        except psycopg.Error as error:
            # The server may have committed before its answer was lost: neither yes nor no.
            self.rollback()
            raise UnknownCommitError(UNKNOWN_COMMIT) from error
        self.rollback()
        if not is_committed:
            raise StorageError(BROKEN_OFF)

    def rollback(self) -> None:
        if self._lent is not None:
            lent, self._lent = self._lent, None
            _give_back(lent)

    def say(self, *commands: str) -> None:
        assert self._lent is not None, "nothing was begun"  # noqa: S101
        _driver(self._lent).execute("; ".join(commands).encode(), prepare=False)

    def is_open(self) -> bool:
        return self._lent is not None and not _driver(self._lent).closed

    def error_for(self, trouble: BaseException) -> Exception:
        return error_of_neighbour(trouble)

    def close(self) -> None:
        self.lines.close()


class _Lines:
    """Connections of one kind, lent to one caller at a time; any thread may ask."""

    def __init__(
        self,
        dial: Callable[[dict[str, str]], psycopg.Connection[Any]],
        settings: dict[str, str],
        *,
        pool_size: int,
        max_overflow: int,
    ) -> None:
        self._dial = dial
        self._settings = {**_LIMITS, **settings}
        self._pool = QueuePool(
            self._fresh,
            pool_size=pool_size,
            max_overflow=max_overflow,
            # They come back with nothing open.
            reset_on_return=None,
            # The one used last knows the questions that are asked now by heart.
            use_lifo=True,
        )

    def lend(
        self, first: Callable[[psycopg.Connection[Any]], _Told]
    ) -> tuple[PoolProxiedConnection, _Told]:
        """A connection on which the first words were said, and what they gave; to be given back.

        A server that was started again, or a line that dropped, costs no charge: where a connection
        used before turns out to be broken, the words are said again on another one. So they must
        be harmless when said twice.
        """
        while True:
            lent = self._pool.connect()
            driver = _driver(lent)
            was_used = lent.info.get(_USED, False)
            lent.info[_USED] = True
            try:
                return lent, first(driver)
            except BaseException as error:
                is_stale = was_used and driver.closed and isinstance(error, psycopg.Error)
                _give_back(lent)
                if not is_stale:
                    raise

    def engine(self) -> Engine:
        """The same for SQLAlchemy: each connection dialled anew, and closed after its use."""
        return create_engine(
            "postgresql+psycopg://",
            creator=self._dialled,
            poolclass=NullPool,
            hide_parameters=True,
        )

    def close(self) -> None:
        self._pool.dispose()

    def _fresh(self) -> Any:  # noqa: ANN401  # to the pool, of any driver
        connection = self._dialled()
        # Every transaction is begun in words of our own.
        connection.autocommit = True
        connection.cursor_factory = psycopg.RawCursor
        connection.server_cursor_factory = psycopg.RawServerCursor
        return connection

    def _dialled(self) -> psycopg.Connection[Any]:
        try:
            return self._dial(self._settings)
        except psycopg.Error as error:
            raise ledger_error(error) from error
        except OSError as error:  # A certificate file that is not there.
            raise StorageError(LEDGER_UNSAFE) from error


def _begin_reading(driver: psycopg.Connection[Any]) -> None:
    driver.execute(_BEGIN_READING, prepare=False)


def _begin_writing(driver: psycopg.Connection[Any]) -> Connection:
    told = driver.execute(_BEGIN_WRITING, prepare=False)
    for _ in range(_BEFORE_HEAD):
        told.nextset()
    connection = Connection(driver, "postgresql")
    connection.head = told.fetchone()
    told.nextset()
    (connection.turn_came_at,) = told.fetchone() or (None,)
    return connection


def _give_back(lent: PoolProxiedConnection) -> None:
    """Return a connection with nothing open on it; one that is broken is dropped."""
    driver = _driver(lent)
    try:
        if not driver.closed and driver.info.transaction_status is not TransactionStatus.IDLE:
            driver.execute(_ROLLBACK, prepare=False)
    except psycopg.Error:
        driver.close()
    if driver.closed:
        lent.invalidate()
    else:
        lent.close()


def _driver(lent: PoolProxiedConnection) -> psycopg.Connection[Any]:
    driver: Any = lent.driver_connection
    return cast("psycopg.Connection[Any]", driver)


def _connection(lent: PoolProxiedConnection) -> Connection:
    return Connection(_driver(lent), "postgresql")


def _closed() -> StorageError:
    return StorageError(CLOSED)


# An address is given even when empty: the library would take another computer's from the
# environment, and what is meant to stay here would go there without TLS. A server elsewhere proves
# its name, by whatever address it is reached.
_STAYS_HERE = {"sslmode": "prefer", "hostaddr": ""}


def dialler(
    address: LedgerAddress, password: SecretText | None, ca_bundle: str | None
) -> Callable[[dict[str, str]], psycopg.Connection[Any]]:
    """How to connect to a ledger; elsewhere only with its certificate and name proven."""
    proof = _STAYS_HERE if address.is_here else _proven(ca_bundle)

    def dial(settings: dict[str, str]) -> psycopg.Connection[Any]:
        options = " ".join(f"-c {name}={_escaped(value)}" for name, value in settings.items())
        return psycopg.connect(
            host=address.host,
            port=address.port,
            user=address.user,
            dbname=address.database,
            # Given even when empty: the library would look for one in the user's files otherwise.
            password=password.reveal() if password is not None else "",
            options=options,
            application_name="IPpay Desktop",
            connect_timeout=_CONNECT_S,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            tcp_user_timeout=30_000,
            gssencmode="disable",
            **cast("dict[str, Any]", proof),
        )

    return dial


def _proven(ca_bundle: str | None) -> dict[str, str]:
    if ca_bundle is None:
        ca_bundle = system_store()
    if ca_bundle is None:
        # The server's library cannot ask Windows or macOS.
        import certifi  # noqa: PLC0415  # only for a ledger elsewhere

        ca_bundle = certifi.where()
    return {
        "sslmode": "verify-full",
        "sslrootcert": ca_bundle,
        "ssl_min_protocol_version": "TLSv1.2",
        # Or the library would take certificates of this user's home folder along.
        "sslcertmode": "disable",
        "sslcrl": "",
    }


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def server_clock(connection: Connection) -> datetime:
    """The server's own clock, in UTC; in a write, when its turn came."""
    moment: datetime = connection.turn_came_at or connection.execute(_NOW).scalar()
    return moment.astimezone(UTC)
