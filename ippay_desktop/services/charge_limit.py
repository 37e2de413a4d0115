"""The limit of a single charge, looked at as it begins: of one by itself and of a run alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from ippay_desktop.domain.money import Money
    from ippay_desktop.domain.profile import Profile


def guard_charge(profile: Profile, amount: Money) -> None:
    """Return if one charge may be as large as this.

    Raises:
        InputError: the profile's limit is lower. Nothing was sent.
    """
    limit = profile.max_charge
    if limit is not None and amount > limit:
        raise InputError(
            f"{amount.text()} is more than one charge may be with this profile "
            f"({limit.text()}). Nothing was sent."
        )
