"""Switches: every undocumented behaviour of the two vendors, selectable at run time."""

import threading
from collections.abc import Callable

# For each switch the values it may take, the default first; a single "int" or "json" is a kind.
SPLYNX: dict[str, tuple[str, ...]] = {
    "ids_as_strings": ("off", "on"),
    "due_present": ("on", "off"),
    "total_as_string": ("off", "on"),
    "date_updated_on_payment": ("off", "on"),
    "updated_at_moves": ("off", "on"),
    "deleted_payments_listed": ("off", "on"),
    "invoice_pin": ("honoured", "ignored"),
    "alloc_rest": ("oldest", "none"),
    "proforma_auto_paid": ("on", "off"),
    "like_autowrap": ("off", "on"),
    "unknown_column": ("ignored", "500"),
    "null_constant_known": ("on", "off"),
    "head_supported": ("on", "405"),
    "relations_supported": ("on", "404"),
    "proforma_module": ("on", "405", "403", "500"),
    "account_get_shape": ("list", "object"),
    "account_missing": ("[]", "404"),
    "delete_body_after_204": ("off", "on"),
    "refresh_rotation": ("old invalid", "old valid"),
    "refresh_lifetime": ("int", "31536000"),
    "access_lifetime": ("int", "1800"),
    "check_nonce": ("off", "on"),
    "pin_ip": ("on", "off"),
    "pin_ua": ("on", "off"),
    "default_limit_cap": ("none", "int"),
    "offset_ignored": ("off", "on"),
    "empty_receipt_autonumber": ("off", "on"),
    "unique_custom_field": ("off", "on"),
    "receipt_duplicate_error": ("off", "on"),
    "error_422_shape": ("list", "envelope", "map"),
    # Beyond the list of unknowns: set-up that an administrator chooses.
    "unsecure_access": ("on", "off"),
    "auto_charge": ("off", "on"),
    "disabled_modules": ("json", "[]"),
    "permissions": ("json", "{}"),
}

# Defaults of every terminal; a terminal may override them through the control port.
IPPAY: dict[str, tuple[str, ...]] = {
    "penny_rule": ("on", "off"),
    "dup_mode": ("reject094", "reject900", "replay", "process_again"),
    "password": ("text", ""),
    "autovoid_s": ("int", "120"),
    "enq_mode": ("normal", "late", "silent", "not_found", "always_000"),
    "enq_late_s": ("int", "60"),
    "enq_after_void": ("text_void", "original"),
    "enq_follow_up": ("original", "latest"),
    "in_flight": ("not_found", "wait"),
    "unknown_token": ("025", "912"),
    "bad_amount": ("920", "900"),
    "void_refused": ("025", "900", "958", "077"),
    "void_auth": ("off", "on"),
    "over_credit": ("942", "943"),
    "auto_avs_reject": ("off", "on"),
    "empty_tid_400": ("off", "on"),
    "recurring_past_expiry": ("off", "on"),
    "token_stable": ("on", "off"),
    "token_update": ("new", "same"),
    "bank_token_length": ("16", "full"),
    "iptransid": ("off", "on"),
    "batch_close_at": ("none", "time"),
    "report_lag_h": ("int", "0"),
    "report_units": ("documented", "alt"),
    "report_dup": ("off", "on"),
    "report_outside": ("off", "on"),
}
SCHEMAS = {"splynx": SPLYNX, "ippay": IPPAY}
_FREE = {"int", "json", "text", "time"}


class BadSwitchError(ValueError):
    """A switch does not exist or cannot take the value."""


class Switches:
    """Current values by server and name; safe to use from many threads."""

    def __init__(self, *, on_change: Callable[[dict[str, object]], None]) -> None:
        self._lock = threading.Lock()
        self._on_change = on_change
        self._values = defaults()

    def load(self, saved: object) -> None:
        """Take over values an earlier run saved."""
        if isinstance(saved, dict):
            for server, values in saved.items():
                self._values[server].update(values)

    def get(self, server: str, name: str) -> object:
        """Return a switch's value; ``json`` ones as parsed, all others as text."""
        return self._values[server][name]

    def text(self, server: str, name: str) -> str:
        """Return a switch's value as text."""
        return str(self._values[server][name])

    def on(self, server: str, name: str) -> bool:
        """Tell whether an on/off switch is on."""
        return self._values[server][name] == "on"

    def change(self, server: str, wanted: dict[str, object]) -> None:
        """Set switches of one server.

        Raises:
            BadSwitchError: A name or value does not fit; then nothing changes.
        """
        checked = checked_values(server, wanted)
        with self._lock:
            self._values[server].update(checked)
            self._on_change({name: dict(values) for name, values in self._values.items()})

    def reset(self) -> None:
        """Put every switch back to its default."""
        with self._lock:
            self._values = defaults()
            self._on_change({name: dict(values) for name, values in self._values.items()})

    def listed(self) -> dict[str, object]:
        """Return all values, by server and name."""
        return {name: dict(values) for name, values in self._values.items()}


def defaults() -> dict[str, dict[str, object]]:
    """Return the default of every switch, by server and name."""
    found: dict[str, dict[str, object]] = {}
    for server, schema in SCHEMAS.items():
        found[server] = {name: _default(values) for name, values in schema.items()}
    return found


def checked_values(server: str, wanted: dict[str, object]) -> dict[str, object]:
    """Return switch values in their normal form.

    Raises:
        BadSwitchError: A name or value does not fit.
    """
    if server not in SCHEMAS:
        raise BadSwitchError(f"no switches for {server!r}")
    checked: dict[str, object] = {}
    for name, value in _spelled_out(wanted).items():
        if name not in SCHEMAS[server]:
            raise BadSwitchError(f"{server} has no switch {name!r}")
        checked[name] = _normal(name, SCHEMAS[server][name], value)
    return checked


def _spelled_out(wanted: dict[str, object]) -> dict[str, object]:
    # "late 30" says mode and seconds in one value.
    mode = str(wanted.get("enq_mode", ""))
    if mode.startswith("late "):
        return {**wanted, "enq_mode": "late", "enq_late_s": mode.removeprefix("late ").strip()}
    return wanted


def _default(values: tuple[str, ...]) -> object:
    if values[0] == "json":
        return [] if values[1] == "[]" else {}
    return values[1] if values[0] in _FREE else values[0]


def _normal(name: str, values: tuple[str, ...], value: object) -> object:
    if values[0] == "json":
        if not isinstance(value, list | dict):
            raise BadSwitchError(f"{name} takes a JSON list or object")
        return value
    if value is None:
        value = "none" if "none" in values else ""
    text = {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
    if values[0] == "text" or text in set(values) - _FREE:
        return text
    if "int" in values and text.isdigit():
        return text
    if "time" in values and len(text) == len("23:59") and text[2] == ":":
        return text
    raise BadSwitchError(f"{name} takes one of {values}, not {text!r}")
