"""Terminals and their options: the gateway-wide switches, overridden per terminal."""

import json

from ippay_desktop.sandbox.store import Row, Store
from ippay_desktop.sandbox.switches import BadSwitchError, Switches, checked_values


class Options:
    """The switches that hold for one terminal now."""

    def __init__(self, switches: Switches, own: dict[str, object]) -> None:
        self._switches = switches
        self._own = own

    def text(self, name: str) -> str:
        """Return an option's value as text."""
        own = self._own.get(name)
        return self._switches.text("ippay", name) if own is None else str(own)

    def on(self, name: str) -> bool:
        """Tell whether an on/off option is on."""
        return self.text(name) == "on"

    def seconds_as_ms(self, name: str) -> int:
        """Return an option in seconds as milliseconds."""
        return int(self.text(name)) * 1000


class Terminals:
    """The gateway's terminals."""

    def __init__(self, store: Store, switches: Switches) -> None:
        self._store = store
        self._switches = switches

    def find(self, terminal_id: str) -> Row | None:
        """Return a terminal's row, or None."""
        return self._store.row("SELECT * FROM terminals WHERE terminal_id = ?", (terminal_id,))

    def options(self, terminal_id: str) -> Options:
        """Return the options that hold for a terminal; an unknown one has the defaults."""
        row = self.find(terminal_id)
        return Options(self._switches, json.loads(row["options"]) if row is not None else {})

    def allows(self, terminal: Row, kind: str) -> bool:
        """Tell whether a terminal takes ``card``, ``ach`` or ``tokenize`` requests."""
        return kind in str(terminal["types"]).split(",")

    def change(self, terminal_id: str, wanted: dict[str, object]) -> None:
        """Set options of a terminal; ``types`` lists what it takes.

        Raises:
            BadSwitchError: The terminal or an option does not exist.
        """
        row = self.find(terminal_id)
        if row is None:
            raise BadSwitchError(f"no terminal {terminal_id!r}")
        types = wanted.pop("types", None)
        if isinstance(types, list):
            self._store.run(
                "UPDATE terminals SET types = ? WHERE terminal_id = ?",
                (",".join(str(kind) for kind in types), terminal_id),
            )
        options = {**json.loads(row["options"]), **checked_values("ippay", wanted)}
        self._store.run(
            "UPDATE terminals SET options = ? WHERE terminal_id = ?",
            (json.dumps(options), terminal_id),
        )

    def forget_options(self) -> None:
        """Give every terminal the gateway-wide defaults again."""
        self._store.run("UPDATE terminals SET options = '{}'")

    def listed(self) -> list[dict[str, object]]:
        """Return all terminals without their passwords."""
        found = []
        for row in self._store.rows("SELECT * FROM terminals ORDER BY terminal_id"):
            options = json.loads(row["options"])
            options.pop("password", None)
            found.append({**dict(row), "options": options})
        return found
