"""Whether Splynx will take the payment of a charge: asked before any money moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import PermissionDeniedError

if TYPE_CHECKING:
    from ippay_desktop.domain.ports import BillingSystem

MAY_NOT_ADD = (
    "The API key may not add payments. In Splynx, Administration → API keys, allow Finance → "
    "Payments → Add."
)


def may_add_payments(billing: BillingSystem) -> bool | None:
    """What Splynx told at sign-in; None when it told nothing. Blocks.

    Permissions are told at sign-in only, so a no is believed of a fresh sign-in alone: somebody may
    have allowed it since.

    Raises:
        IPpayDesktopError: Splynx cannot be asked.
    """
    told = _told(billing, is_anew=False)
    return _told(billing, is_anew=True) if told is False else told


def refuse_unrecordable(billing: BillingSystem) -> None:
    """Refuse a charge whose payment Splynx is known to refuse. Blocks.

    Raises:
        PermissionDeniedError: the API key may not add payments. Nothing was sent.
        IPpayDesktopError: Splynx cannot be asked. Nothing was sent.
    """
    if may_add_payments(billing) is False:
        raise PermissionDeniedError(MAY_NOT_ADD)


def _told(billing: BillingSystem, *, is_anew: bool) -> bool | None:
    granted = billing.granted(is_anew=is_anew)
    rights = [
        actions["add"]
        for controller, actions in granted.items()
        if controller.endswith("finance\\Payments") and "add" in actions
    ]
    return any(rights) if rights else None
