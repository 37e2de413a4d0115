"""A real PostgreSQL server for tests: passwords, flushed commits, and a fresh database each."""

from __future__ import annotations

import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from ippay_desktop.adapters.journal import open_ledger
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.secret import SecretText
from tests.support.debian import require_debian

if TYPE_CHECKING:
    from ippay_desktop.adapters.journal import SqlJournal

_USER = "ledger"
_START_LIMIT_S = 60.0
_TEMPLATE = "template_of_ledgers"
TABLES = ("notes", "reversals", "entries", "attempts", "runs", "run_rows", "claims", "facts")


class PostgresServer:
    """One server on a free port of the loopback; its data go when it closes.

    PostgreSQL refuses to run as root, so root runs it as `nobody`, in a folder of that user.

    Attributes:
        password: Of the user that owns every database here.
        port: Where it listens.
        data: Its files.
        options: Settings it starts with.
    """

    def __init__(self, *options: str) -> None:
        require_debian("postgresql")
        self.password = SecretText(secrets.token_hex(16))
        self.port = _free_port()
        self.options = options
        self._numbers = itertools.count()
        self._has_template = False
        self._lent: list[str] = []
        self._spare: list[str] = []
        # Commits are flushed in either place; in memory hundreds of databases cost seconds less.
        memory = Path("/dev/shm")  # noqa: S108  # the folder in it is this process's own
        place = memory if os.access(memory, os.W_OK) else None
        self._folder = Path(tempfile.mkdtemp(prefix="ledger-", dir=place))
        self.data = self._folder / "data"
        self._programs = _programs()
        self._process: subprocess.Popen[bytes] | None = None
        self._create()
        self.start()

    def url(self, database: str) -> str:
        """The address of a database, as a profile holds it."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{database}"

    def fresh_url(self) -> str:
        """The address of a database with nothing in it."""
        name = f"empty_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def ledger_url(self) -> str:
        """The address of an empty ledger; none that another test of this server may still use."""
        if self._spare:
            name = self._spare.pop()
        else:
            name = f"ledger_{next(self._numbers)}"
            if not self._has_template:
                self.sql(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
                self.open(self.url(_TEMPLATE)).close()
                self._has_template = True
            self.sql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        self._lent.append(name)
        return self.url(name)

    def take_back(self) -> None:
        """Empty the ledgers lent out so far: that is faster than to make new ones."""
        for name in self._lent:
            with closing(self.connect(name)) as connection:
                for table in TABLES:
                    connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
                connection.execute(f"TRUNCATE {', '.join(TABLES)}".encode())
                for table in TABLES:
                    connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL".encode())
        self._spare += self._lent
        self._lent.clear()

    def open(self, url: str, *, station: str = "desk-1", **options: Any) -> SqlJournal:
        """Open a ledger as a station does."""
        given = {"clock": SystemClock(), "station": station, "who": f"ann at {station}", **options}
        return open_ledger(url, self.password, **given)

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement as the owner, outside the program."""
        with closing(self.connect(database)) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """A connection of the test's own."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=_USER,
            dbname=database.rpartition("/")[2],
            password=self.password.reveal(),
            autocommit=True,
        )

    def start(self) -> None:
        """Start the server on its data and wait until it answers."""
        words = [f"-D{self.data}", f"-p{self.port}", "-c", "listen_addresses=127.0.0.1"]
        words += ["-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "max_connections=60"]
        words += [word for option in self.options for word in ("-c", option)]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # Debian's own program
                [*_unprivileged(), str(self._programs / "postgres"), *words],
                stdout=log,
                stderr=log,
                cwd=self._folder,
            )
        pause = threading.Event()
        for _ in range(int(_START_LIMIT_S / 0.05)):
            try:
                self.connect("postgres").close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, self.log()
                pause.wait(0.05)
            else:
                return
        pytest.fail(f"PostgreSQL did not start:\n{self.log()}")

    def stop(self) -> None:
        """Stop at once, as a power cut would: what was committed is in its log."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)

    def close(self) -> None:
        """Stop, and remove the data."""
        self.stop()
        shutil.rmtree(self._folder)

    def log(self) -> str:
        """The end of what the server wrote."""
        return (self._folder / "server.log").read_text(encoding="utf-8")[-3000:]

    def _create(self) -> None:
        give_away(self._folder)
        # Only this user may read the folder, the file with the password in it included.
        secret = self._folder / "password"
        secret.write_text(self.password.reveal(), encoding="utf-8")
        give_away(secret)
        words = ["--auth=scram-sha-256", f"--username={_USER}", f"--pwfile={secret}"]
        # The order of texts that real servers have: not that of their bytes.
        words += ["--locale-provider=icu", "--icu-locale=en-US"]
        words += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--pgdata={self.data}"]
        subprocess.run(  # noqa: S603  # Debian's own program
            [*_unprivileged(), str(self._programs / "initdb"), *words],
            check=True,
            capture_output=True,
            cwd=self._folder,
        )
        secret.unlink()


def give_away(path: Path) -> None:
    """Let the server's user own it."""
    if os.geteuid() == 0:
        account = pwd.getpwnam("nobody")
        os.chown(path, account.pw_uid, account.pw_gid)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    return found[-1]


def _unprivileged() -> list[str]:
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("nobody")
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--"]


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
