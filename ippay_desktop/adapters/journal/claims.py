"""Who works on what: claims that stations with one ledger make, and the sign of life behind them.

A claim is held by a station, not by a process: the lock on its data folder lets only one process
of a station work, so what it finds claimed by itself was left by a dead one. In a local journal the
same lock leaves nobody else at all, and every other claim there is a dead one's.
"""

from __future__ import annotations

import logging
import math
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from ippay_desktop.adapters.journal.schema import CLAIMS
from ippay_desktop.adapters.journal.texts import instant_text, read_instant, safe_text
from ippay_desktop.adapters.journal.transactions import Transactions, read_few
from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from ippay_desktop.domain.ports import Holder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ippay_desktop.adapters.journal.link import Connection, Step

_log = logging.getLogger(__name__)

_BEAT_S = 15.0
_CLAIM = select(CLAIMS).where(CLAIMS.c.subject == bindparam("of_subject"))
_INSERT = insert(CLAIMS)
_UPDATE = update(CLAIMS).where(CLAIMS.c.subject == bindparam("of_subject"))
_MINE = CLAIMS.c.holder == bindparam("of_holder")
_RELEASE = delete(CLAIMS).where(CLAIMS.c.subject == bindparam("of_subject"), _MINE)
_RELEASE_ALL = delete(CLAIMS).where(_MINE)
_BEAT = update(CLAIMS).where(_MINE)
_BEAT_ONE = _BEAT.where(CLAIMS.c.subject == bindparam("of_subject"))


class Claims:
    """One station's claims; any thread may call."""

    def __init__(self, database: Transactions, *, station: str, who: str) -> None:
        self._database = database
        self._station = station
        self._who = safe_text(who)
        self._held: set[str] = set()
        self._heart = threading.Thread(target=self._beat_until_closed, name="ledger", daemon=True)
        self._is_closing = threading.Event()
        self._starting = threading.Lock()

    def take(self, subject: str, lease_s: float) -> Holder | None:
        """Make it this station's, or say whose it is."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            found = read_few(connection, _CLAIM, of_subject=subject)
            if found and not self._is_mine_to_take(found[0], now):
                return _holder(found[0])
            values = self._values(now, lease_s)
            if found:
                connection.execute(_UPDATE, {**values, "of_subject": subject})
            else:
                connection.execute(_INSERT, {**values, "subject": subject})
        self.hold(subject)
        return None

    def of_new(self, connection: Connection, subject: str, lease_s: float | None) -> Sequence[Step]:
        """What takes, in a write under way, what nobody else can know of yet; then call `hold`."""
        values = self._values(self._database.now(connection), lease_s or 0)
        return [(_INSERT, {**values, "subject": subject})]

    def hold(self, subject: str) -> None:
        """Say from now on that this station, which holds it, lives."""
        self._held.add(subject)
        self._live()

    def release(self, subject: str) -> None:
        """Let others have it; what cannot be let go ends with this station."""
        if subject not in self._held:
            return
        try:
            with self._database.write() as connection:
                connection.execute(_RELEASE, {"of_subject": subject, "of_holder": self._station})
        except IPpayDesktopError as error:
            _log.warning("claim_not_released subject=%s error=%s", subject, error)
        else:
            self._held.discard(subject)

    def letting_go(self, subject: str) -> Sequence[Step]:
        """The same for a write under way that ends what was claimed; then call `forget`."""
        if subject not in self._held:
            return ()
        return [(_RELEASE, {"of_subject": subject, "of_holder": self._station})]

    def forget(self, subject: str) -> None:
        """Remember no claim that a committed write has let go."""
        self._held.discard(subject)

    def release_all(self) -> None:
        """Forget what a dead process of this station held."""
        with self._database.write() as connection:
            connection.execute(_RELEASE_ALL, {"of_holder": self._station})

    def guard(self, connection: Connection, subject: str) -> None:
        """Refuse, in a write under way, to change what another station has taken over.

        Raises:
            StorageError: it has, and may have let go of it since: this station was not heard of
                for too long.
        """
        # In a local journal the lock on its folder keeps others out, at no cost per charge.
        if not self._database.is_shared:
            return
        found = read_few(connection, _CLAIM, of_subject=subject)
        is_lost = found[0]["holder"] != self._station if found else subject in self._held
        if is_lost:
            who = found[0]["who"] if found else "another one"
            raise StorageError(
                f"This station was not heard of for too long, and {who} has taken "
                "over. Nothing more is done here; see there what became of it."
            )

    def beat(self) -> None:
        """Say that this station lives."""
        with self._database.write() as connection:
            now = instant_text(self._database.now(connection))
            connection.execute(_BEAT, {"of_holder": self._station, "heartbeat_at": now})

    def beat_one(self, connection: Connection, subject: str, now: str) -> None:
        """The same for one claim, in a write under way."""
        if subject in self._held:
            asked = {"of_holder": self._station, "of_subject": subject}
            connection.execute(_BEAT_ONE, {**asked, "heartbeat_at": now})

    def close(self) -> None:
        """Beat no more."""
        self._is_closing.set()
        if self._heart.is_alive():
            self._heart.join()

    def _values(self, now: datetime, lease_s: float) -> dict[str, str | int]:
        return {
            "holder": self._station,
            "who": self._who,
            "since": instant_text(now),
            "heartbeat_at": instant_text(now),
            "lease_s": math.ceil(lease_s),
        }

    def _is_mine_to_take(self, claim: dict[str, Any], now: datetime) -> bool:
        if claim["holder"] == self._station or not self._database.is_shared:
            return True
        heard = read_instant(claim["heartbeat_at"])
        return now - heard > timedelta(seconds=claim["lease_s"])

    def _live(self) -> None:
        # In a local journal nobody asks whether its only writer lives: the system's lock tells.
        if not self._database.is_shared:
            return
        with self._starting:
            if self._heart.ident is None:
                self._heart.start()

    def _beat_until_closed(self) -> None:
        while not self._is_closing.wait(_BEAT_S):
            try:
                self.beat()
            except IPpayDesktopError as error:
                _log.warning("ledger_heartbeat_failed error=%s", error)


def _holder(claim: dict[str, Any]) -> Holder:
    return Holder(claim["who"], read_instant(claim["since"]), read_instant(claim["heartbeat_at"]))
