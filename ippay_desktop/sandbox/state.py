"""The state folder: three SQLite files, opened or made and filled."""

import datetime as dt
import secrets
from pathlib import Path

from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.ippay.schema import SCHEMA as GATEWAY_SCHEMA
from ippay_desktop.sandbox.options import BANK_TERMINAL, CARD_TERMINAL, Options
from ippay_desktop.sandbox.population.customers import Terminals
from ippay_desktop.sandbox.population.fill import Size, fill
from ippay_desktop.sandbox.population.months import first_of_month, last_of_month
from ippay_desktop.sandbox.splynx.schema import TABLES, schema_sql
from ippay_desktop.sandbox.store import Settings, Store

_API_KEY_LENGTH = 32


class State:
    """Everything that survives the process.

    Attributes:
        settings: The sandbox's own values: seed, clock offset, switches, faults.
        splynx: The practice Splynx's store.
        splynx_settings: API key and secret, nonce, sessions.
        gateway: The practice gateway's store.
        gateway_settings: Reporting credentials and counters.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._options = options
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sandbox = Store(folder / "sandbox.db", Settings.SCHEMA)
        self.settings = Settings(self._sandbox)
        if self.settings.get("filled") is None:
            # A fill that did not finish is thrown away; it had no journal.
            for leftover in (*folder.glob("splynx.db*"), *folder.glob("ippay.db*")):
                leftover.unlink()
        self.splynx = Store(folder / "splynx.db", Settings.SCHEMA + schema_sql())
        self.splynx_settings = Settings(self.splynx)
        self.gateway = Store(folder / "ippay.db", GATEWAY_SCHEMA)
        self.gateway_settings = Settings(self.gateway)

    def prepare(self, clock: Clock) -> None:
        """Fill new state; leave existing state as it is."""
        if self.settings.get("filled") is None:
            self._make_credentials()
            self._make_terminals(clock)
            self.settings.put("size", [self._options.customers, self._options.invoices])
            self.settings.put("seed", self._options.seed)
            self._fill(clock.today())

    def refill(self, clock: Clock) -> None:
        """Throw away what happened and make the first population again; credentials stay."""
        for name in (*TABLES, "tokens"):
            self.splynx.run(f"DELETE FROM {name}")  # noqa: S608 - own names
        for name in ("operations", "tokens"):
            self.gateway.run(f"DELETE FROM {name}")  # noqa: S608 - own names
        for store in (self.splynx, self.gateway):
            store.run("DELETE FROM sqlite_sequence")
        self.gateway.run(
            "UPDATE terminals SET options = '{}', batch_id = 1, batch_opened = ?", (clock.now_ms(),)
        )
        self._fill(clock.today())

    def size(self) -> tuple[int, int]:
        """Return how many customers and documents were asked for."""
        size = self.settings.get("size")
        customers, documents = size if isinstance(size, list) else (0, 0)
        return int(customers), int(documents)

    def period(self) -> str:
        """Return the latest month of recurring invoices as ``FROM..TO``."""
        day = dt.date.fromisoformat(self.settings.text("filled"))
        return f"{first_of_month(day)}..{last_of_month(day)}"

    def seeded_payments(self) -> int:
        """Return the largest payment id of the first population."""
        return self.settings.integer("seeded_payments")

    def close(self) -> None:
        """Close all files."""
        for store in (self._sandbox, self.splynx, self.gateway):
            store.close()

    def _fill(self, today: dt.date) -> None:
        customers, documents = self.size()
        size = Size(customers, documents, self.settings.integer("seed"))
        fill(self.splynx, self.gateway, size, today, Terminals(CARD_TERMINAL, BANK_TERMINAL))
        paid = self.splynx.number("SELECT max(id) FROM payments")
        self.settings.put("seeded_payments", paid)
        self.settings.put("filled", today.isoformat())

    def _make_credentials(self) -> None:
        self.splynx_settings.put("api_key", secrets.token_hex(_API_KEY_LENGTH // 2))
        self.splynx_settings.put("api_secret", secrets.token_hex(32))
        self.gateway_settings.put("report_merchant_id", "RPTPRACTICE")
        self.gateway_settings.put("report_password", secrets.token_hex(12))

    def _make_terminals(self, clock: Clock) -> None:
        for name, types in ((CARD_TERMINAL, "card,ach,tokenize"), (BANK_TERMINAL, "ach,tokenize")):
            self.gateway.run(
                "INSERT OR IGNORE INTO terminals (terminal_id, types, batch_opened) "
                "VALUES (?, ?, ?)",
                (name, types, clock.now_ms()),
            )
