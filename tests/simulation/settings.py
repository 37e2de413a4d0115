"""What staff have set up on one station: its profile, and the gateway that it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.domain.identifiers import PaymentAccountId, PaymentMethodId
from ippay_desktop.domain.instrument import labels_hash
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile, RecordBank
from tests.simulation.splynx import ACCOUNT, BANK_METHOD, CARD_METHOD, LABELS
from tests.simulation.world import GATEWAY, MOVED_GATEWAY

if TYPE_CHECKING:
    from tests.simulation.scenario import Scenario

_PROFILE = Profile(
    profile_id="0" * 32,
    name="simulated",
    mode=Mode.PRACTICE,
    splynx_url="http://127.0.0.1:8001",
    splynx_api_key="key",
    ippay_url=f"http://{GATEWAY}/ippay",
    terminal_id="CARDTERMINAL",
    ach_terminal_id="BANKTERMINAL",
    payment_account=PaymentAccountId(ACCOUNT),
    card_method=PaymentMethodId(CARD_METHOD),
    bank_method=PaymentMethodId(BANK_METHOD),
    labels_hash=labels_hash(LABELS),
)


class Settings:
    """One station's.

    Attributes:
        gateway: The gateway's host and port.
    """

    def __init__(self, scenario: Scenario, station: str) -> None:
        self.gateway = GATEWAY
        self._base = replace(
            _PROFILE,
            policy=ChargingPolicy(
                concurrency=scenario.workers,
                record_bank=RecordBank.SETTLED if scenario.record_settled else RecordBank.ACCEPTED,
            ),
            max_run=_limit(scenario.max_run),
            max_day=_limit(scenario.max_day),
        )
        if scenario.is_common:
            self._base = replace(
                self._base,
                profile_id=f"{ord(station):032x}",
                ledger_url="postgresql://127.0.0.1:5432/ledger",
            )

    @property
    def elsewhere(self) -> str:
        """The gateway that is not set up here."""
        return MOVED_GATEWAY if self.gateway == GATEWAY else GATEWAY

    def profile(self) -> Profile:
        """The profile as it is now."""
        return replace(self._base, ippay_url=f"http://{self.gateway}/ippay")


def _limit(cents: int) -> Money | None:
    return Money(cents, _PROFILE.currency) if cents else None
