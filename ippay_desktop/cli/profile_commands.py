"""Commands about profiles: make, change, list, show, remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.inputs import json_object, refuse_card_numbers
from ippay_desktop.cli.listings import profile_object
from ippay_desktop.cli.objects import list_summary_object
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import FieldMapping
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import (
    ChargingPolicy,
    Mode,
    Profile,
    RecordBank,
    is_loopback,
    normalise_splynx_url,
)
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.profile_moves import guard_change, refuse_while_open
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from ippay_desktop.cli.context import Context

_REQUIRED = ("splynx_url", "splynx_api_key", "ippay_url", "terminal_id")
_LONGEST_NAME = 64


def _currency(text: str) -> str:
    return Money.zero(text.strip().upper()).currency


def _timezone(text: str) -> str:
    try:
        return ZoneInfo(text.strip()).key
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        raise InputError(f"“{text}” is not a time zone. Write one like America/Denver.") from None
    except KeyError:
        raise InputError(f"“{text}” is not a time zone. Write one like America/Denver.") from None


def _ca_bundle(text: str) -> str | None:
    if not text.strip():
        return None
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise InputError(f"There is no certificate file {path}.")
    return str(path)


def _optional(text: str) -> str | None:
    return text.strip() or None


# Option, the profile's field, and how its text is read. An empty text takes an optional one back.
_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "splynx_url": ("splynx_url", normalise_splynx_url),
    "splynx_api_key": ("splynx_api_key", str.strip),
    "ippay_url": ("ippay_url", str.strip),
    "terminal_id": ("terminal_id", str.strip),
    "ach_terminal_id": ("ach_terminal_id", _optional),
    "report_url": ("report_url", _optional),
    "report_merchant_id": ("report_merchant_id", _optional),
    "payment_account": ("payment_account", int),
    "card_method": ("card_method", int),
    "bank_method": ("bank_method", int),
    "currency": ("currency", _currency),
    "ledger": ("ledger_url", _optional),
    "ca_bundle": ("ca_bundle", _ca_bundle),
    "splynx_timezone": ("splynx_timezone", _timezone),
    "mode": ("mode", Mode),
}
_POLICY_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "concurrency": ("concurrency", int),
    "max_unknowns": ("max_unknowns", int),
    "gateway_timeout": ("gateway_timeout_s", float),
    "enquiry_delays": ("enquiry_delays_s", tuple),
    "approved_recheck": ("approved_recheck_s", float),
    "not_found_hold": ("not_found_hold_s", float),
    "recording_delays": ("recording_delays_s", tuple),
    "record_bank": ("record_bank", RecordBank),
}
# What the confirmed labels belong to: when it changes, they must be confirmed anew.
_LABELLED = ("splynx_url", "payment_account", "fields")


def set_profile(context: Context) -> Exit:
    """Make a profile, or change the given settings of one."""
    options, service = context.options, context.station.profiles
    name = _name(options.name)
    secrets = _read_secrets(context.stdin) if options.secrets_stdin else {}
    existing = service.find(name)
    profile = _new(name, options) if existing is None else _changed(existing, options)
    given_up = options.give_up_ledger
    guard_change(context.station, existing, profile, is_ledger_given_up=given_up)
    service.save(profile, secrets)
    if options.accept_fields:
        workspace = context.station.open(name, Access.LOOK)
        profile = ConnectionService(workspace).confirmed_profile(accept_labels=True)
        service.save(profile)
    verb = "made" if existing is None else "changed"
    context.output.event(profile_object(profile))
    context.output.event(
        list_summary_object(1), f"Profile “{name}” was {verb} ({profile.mode} mode)."
    )
    return Exit.DONE


def list_profiles(context: Context) -> Exit:
    """All profiles."""
    found = context.station.profiles.all()
    for profile in found:
        context.output.event(profile_object(profile))
    context.output.table(
        ("NAME", "MODE", "SPLYNX", "TERMINAL", "CHECKED"),
        [
            (
                profile.name,
                profile.mode.value.upper(),
                profile.splynx_url,
                profile.terminal_id,
                "✔ yes" if profile.labels_hash else "- no",
            )
            for profile in found
        ],
    )
    context.output.event(list_summary_object(len(found)))
    return Exit.DONE


def show_profile(context: Context) -> Exit:
    """One profile's settings, without its secrets."""
    profile = context.station.profiles.choose(context.options.name)
    fields = profile_object(profile)
    lines = [f"{name}: {_said(value)}" for name, value in fields.items() if name != "event"]
    context.output.event(fields, "\n".join(lines))
    context.output.event(list_summary_object(1))
    return Exit.DONE


def _said(value: object) -> str:
    """A setting for people, much as they would give it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(map(_said, value))
    if isinstance(value, float):
        return f"{value:g}"
    return "-" if value is None else str(value)


def remove_profile(context: Context) -> Exit:
    """Forget a profile and its secrets; the journal keeps its charges."""
    name = context.options.name
    profile = context.station.profiles.choose(name)
    refuse_while_open(context.station, profile, is_ledger_given_up=context.options.give_up_ledger)
    context.station.profiles.remove(name)
    context.output.event(
        list_summary_object(1), f"Profile “{name}” was removed; its charges stay in the journal."
    )
    return Exit.DONE


def _name(text: str) -> str:
    name = text.strip()
    if not (name and name.isprintable() and len(name) <= _LONGEST_NAME):
        raise InputError(f"A profile's name has 1 to {_LONGEST_NAME} printable characters.")
    return name


def _new(name: str, options: Namespace) -> Profile:
    missing = [field for field in _REQUIRED if not getattr(options, field)]
    if missing:
        words = ", ".join(f"--{field.replace('_', '-')}" for field in missing)
        raise InputError(f"There is no profile “{name}” yet; a new one also needs {words}.")
    given = _given(options, _FIELDS)
    addresses = [given["splynx_url"], given["ippay_url"], given.get("report_url") or ""]
    is_local = all(is_loopback(address) for address in addresses if address)
    profile = Profile(
        profile_id=uuid4().hex,
        name=name,
        fields=FieldMapping.parse(options.fields or ""),
        policy=ChargingPolicy(**_given(options, _POLICY_FIELDS)),
        # Unless told otherwise: what stays on this computer cannot be the real thing.
        **{"mode": Mode.PRACTICE if is_local else Mode.LIVE, **given},
    )
    return _limited(profile, options)


def _changed(existing: Profile, options: Namespace) -> Profile:
    given = _given(options, _FIELDS)
    blank = [field for field in _REQUIRED if given.get(field) == ""]
    if blank:
        raise InputError(f"--{blank[0].replace('_', '-')} must not be empty.")
    profile = replace(
        existing,
        **given,
        policy=replace(existing.policy, **_given(options, _POLICY_FIELDS)),
        # Later words win, so the slots not named keep their place.
        fields=FieldMapping.parse(f"{existing.fields.text()},{options.fields or ''}"),
    )
    if any(getattr(profile, name) != getattr(existing, name) for name in _LABELLED):
        profile = replace(profile, labels_hash=None)
    return _limited(profile, options)


def _limited(profile: Profile, options: Namespace) -> Profile:
    """The profile with the spend limits that were given; an empty text lifts one."""
    limits: dict[str, Any] = {}
    for field in ("approve_above", "max_charge", "max_run", "max_day"):
        text, kept = getattr(options, field), getattr(profile, field)
        if text is not None:
            limits[field] = Money.parse(text, profile.currency) if text.strip() else None
            if limits[field] is not None and not limits[field].is_positive:
                raise InputError(f"--{field.replace('_', '-')} must be more than zero.")
        elif kept is not None and kept.currency != profile.currency:
            raise InputError(f"Give --{field.replace('_', '-')} anew: it is {kept} so far.")
    return replace(profile, **limits)


def _given(
    options: Namespace, fields: Mapping[str, tuple[str, Callable[[Any], Any]]]
) -> dict[str, Any]:
    """The settings among the options that were given, read."""
    return {
        field: read(getattr(options, option))
        for option, (field, read) in fields.items()
        if getattr(options, option) is not None
    }


def _read_secrets(stream: TextIO) -> dict[str, SecretText]:
    """Read secrets from standard input; null and empty ones count as not given.

    Raises:
        InputError: not one JSON object of texts.
    """
    try:
        content = json_object(stream)
    except ValueError as error:
        raise InputError(
            "Standard input must hold one JSON object with the secrets, such as "
            '{"splynx_api_secret": "…"}.'
        ) from error
    given = {name: value for name, value in content.items() if value not in {None, ""}}
    for name, value in given.items():
        if not isinstance(value, str):
            raise InputError(f"The secret “{name}” must be a text.")
    refuse_card_numbers([*given.values()])
    return {name: SecretText(value) for name, value in given.items()}
