"""What a change of a profile must not leave behind: charges that no other profile would settle.

Open charges are looked for under the profile's Splynx, and asked about at its gateway. Under
another host name they would not even block their documents; another gateway finds none of them,
which would be taken for "never charged"; a journal that is taken out is not read; and what was
taken in one currency cannot be recorded in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.profile import is_loopback
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.station import Station


def guard_change(
    station: Station, before: Profile | None, after: Profile, *, is_ledger_given_up: bool = False
) -> None:
    """Return if a profile may become what it is to be. Blocks; reads the journal at most.

    Args:
        station: Where the profile is kept.
        before: The profile as it is; None for a new one.
        after: What it is to be.
        is_ledger_given_up: A person says that a ledger which cannot be read is gone for good, or
            never held a charge.

    Raises:
        InputError: charges are open that the change would orphan, or may be in a ledger that cannot
            be read; or another profile reaches the same Splynx under another name.
    """
    _refuse_second_name(station, after)
    if before is None:
        return
    if before.splynx_host != after.splynx_host:
        refuse_while_open(station, before, is_ledger_given_up=is_ledger_given_up)
    has_left_ledger = bool(before.ledger_url) and before.ledger_url != after.ledger_url
    has_other_money = before.currency != after.currency
    if has_left_ledger or has_other_money or before.gateway_host != after.gateway_host:
        found = _open(station, before, is_ledger_given_up=is_ledger_given_up)
        _refuse(before, [one for one in found if _is_own(one, before)])


def refuse_while_open(
    station: Station, profile: Profile, *, is_ledger_given_up: bool = False
) -> None:
    """Return if no charge of the profile's Splynx is open; arguments as for `guard_change`.

    Raises:
        InputError: there are such charges, or there may be in a ledger that cannot be read.
    """
    _refuse(profile, _open(station, profile, is_ledger_given_up=is_ledger_given_up))


def _open(station: Station, profile: Profile, *, is_ledger_given_up: bool) -> list[Attempt]:
    try:
        journal = station.open(profile.name, Access.LOOK).journal
        return list(journal.open_attempts(profile.splynx_host))
    except StorageError as error:
        if not profile.ledger_url:
            raise
        if is_ledger_given_up:
            return []
        raise InputError(
            f"{error} Until its charges can be read, profile “{profile.name}” stays as it is. If "
            "that ledger is gone for good or never held a charge, add --give-up-ledger."
        ) from None


def _is_own(attempt: Attempt, profile: Profile) -> bool:
    """Other stations of a ledger keep their own profiles, and settle what is theirs."""
    return attempt.intent.profile_id == profile.profile_id


def _refuse(profile: Profile, attempts: list[Attempt]) -> None:
    if attempts:
        raise InputError(
            f"Charges on {profile.splynx_host} are not settled yet ({len(attempts)}). Run "
            "“reconcile” first; see “attention”."
        )


def _refuse_second_name(station: Station, wanted: Profile) -> None:
    """One Splynx has one name here: an API key is a server's own, so it tells who is the same."""
    for other in station.profiles.all():
        if (
            other.name != wanted.name
            and other.splynx_api_key == wanted.splynx_api_key
            and other.splynx_host != wanted.splynx_host
            and not is_loopback(wanted.splynx_url)
        ):
            raise InputError(
                f"Profile “{other.name}” reaches the same Splynx (the API key is the same) as "
                f"{other.splynx_host}. Write the same address here: under another name, neither "
                "would know what the other is charging."
            )
