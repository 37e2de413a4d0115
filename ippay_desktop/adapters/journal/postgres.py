"""The connections to a team's shared ledger in PostgreSQL: one that writes, a few that read.

Writers take turns, in this process by a lock and between stations by one advisory lock that ends
with its transaction. Whoever holds it sees every commit before (READ COMMITTED takes a new view for
each statement, and a commit is visible before its locks are let go), so the chain of hashes grows
in one line, and what a transaction read is still true when it commits. A server that finds a
station silent in the middle of a transaction ends it, so nobody can stop the others for long.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import psycopg
from sqlalchemy import Connection as AlchemyConnection
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from ippay_desktop.adapters.journal import upgrade
from ippay_desktop.adapters.journal.failures import (
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
TURN = text("SELECT pg_advisory_xact_lock(4921770321)")
_NOW = text("SELECT clock_timestamp()")

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
        self._reader = _engine(
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
            self._line = _ServerLine(_engine(dial, settings, pool_size=1, max_overflow=0))
        self._writer = None if self._line is None else Writer(self._line, _closed)
        self._is_closed = False
        self._server_time = server_time or server_clock

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of everything committed before."""
        if self._is_closed:
            raise _closed()
        with translated(), self._reader.connect() as alchemy, alchemy.begin():
            try:
                yield _connection(alchemy)
            except psycopg.Error:
                _drop_if_broken(alchemy)
                raise

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
        with translated(), self._reader.connect() as alchemy, alchemy.begin():
            return upgrade.revision_of(alchemy)

    def bring_up_to_date(self) -> None:
        """Make or upgrade the tables: one station does, in one transaction; others wait their turn.

        Raises:
            StorageError: a newer program has written them, or this may only look.
        """
        if self._line is None:
            raise StorageError(LOOKING)
        with translated(), self._line.engine.begin() as alchemy:
            alchemy.execute(TURN)
            upgrade.bring_ledger_up_to_date(alchemy)

    def now(self, connection: Connection) -> datetime:
        """The server's time: stations' clocks differ."""
        return self._server_time(connection)

    def close(self) -> None:
        """Close every connection; waits for a write under way."""
        self._is_closed = True
        self._reader.dispose()
        if self._writer is not None:
            self._writer.close()

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
        engine: Whose pool holds it between transactions.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._alchemy: AlchemyConnection | None = None

    def begin(self) -> Connection:
        self._alchemy = self.engine.connect()
        try:
            self._alchemy.begin()
            connection = _connection(self._alchemy)
            connection.execute(TURN)
        except BaseException:
            self.rollback()
            raise
        return connection

    def commit(self) -> None:
        assert self._alchemy is not None, "nothing was begun"  # noqa: S101
        try:
            self._alchemy.commit()
        except IntegrityError:
            self.rollback()
            raise
        except DBAPIError as error:
            # The server may have committed before its answer was lost: neither yes nor no.
            self.rollback()
            raise UnknownCommitError(UNKNOWN_COMMIT) from error
        self._alchemy.close()

    def rollback(self) -> None:
        if self._alchemy is not None:
            _drop_if_broken(self._alchemy)
            with suppress(DBAPIError):
                self._alchemy.close()

    def is_open(self) -> bool:
        driver = None if self._alchemy is None else _driver(self._alchemy)
        return driver is not None and not driver.closed

    def error_for(self, trouble: BaseException) -> Exception:
        return error_of_neighbour(trouble)

    def close(self) -> None:
        self.engine.dispose()


def _driver(alchemy: AlchemyConnection) -> psycopg.Connection[Any]:
    driver: Any = alchemy.connection.driver_connection
    return cast("psycopg.Connection[Any]", driver)


def _connection(alchemy: AlchemyConnection) -> Connection:
    return Connection(_driver(alchemy), "postgresql")


def _drop_if_broken(alchemy: AlchemyConnection) -> None:
    if not alchemy.invalidated and _driver(alchemy).closed:
        alchemy.invalidate()


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


def _engine(
    dial: Callable[[dict[str, str]], psycopg.Connection[Any]],
    settings: dict[str, str],
    **options: int,
) -> Engine:
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connected(dial, {**_LIMITS, **settings}),
        poolclass=QueuePool,
        # A server that was started again, or a line that dropped, costs no charge.
        pool_pre_ping=True,
        hide_parameters=True,
        **options,
    )


def _connected(
    dial: Callable[[dict[str, str]], psycopg.Connection[Any]], settings: dict[str, str]
) -> psycopg.Connection[Any]:
    try:
        return dial(settings)
    except psycopg.Error as error:
        raise ledger_error(error) from error
    except OSError as error:  # A certificate file that is not there.
        raise StorageError(LEDGER_UNSAFE) from error


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def server_clock(connection: Connection) -> datetime:
    """The server's own clock, in UTC."""
    moment: datetime = connection.execute(_NOW).scalar()
    return moment.astimezone(UTC)
