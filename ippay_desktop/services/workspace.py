"""Everything one profile's use cases work with, put together by the composition root."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.errors import InputError, IPpayDesktopError
from ippay_desktop.domain.ports import BillingSystem, Clock, Gateway, IdSource, Journal
from ippay_desktop.domain.profile import Profile
from ippay_desktop.domain.report_port import GatewayReports
from ippay_desktop.services import gateway_agreement
from ippay_desktop.services.auditing import Audit, NoAudit
from ippay_desktop.services.authority import Authority, Everything
from ippay_desktop.services.gateway_agreement import Agreement
from ippay_desktop.services.waiting import Waits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from ippay_desktop.domain.identifiers import CustomerId


class CustomerLocks:
    """One lock per customer: never two charges of one customer at once in this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[CustomerId, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def hold(self, customer_id: CustomerId) -> Iterator[None]:
        """Wait for the customer's turn and keep it; blocks the calling worker thread."""
        with self._guard:
            lock = self._locks[customer_id]
        with lock:
            yield

    def is_held(self, customer_id: CustomerId) -> bool:
        """Whether something of the customer's is being charged or settled at this moment."""
        with self._guard:
            lock = self._locks.get(customer_id)
        return lock is not None and lock.locked()


@dataclass(frozen=True, slots=True)
class Workspace:
    """The ports of one profile, and who works with them.

    Attributes:
        operator: The person's account name on this computer, for the journal.
        station: This computer's name, for the journal.
        reports: The gateway's own books; None where the profile names none.
        authority: Says whether something that matters may begin now.
        audit: Where it is noted who did what; nowhere while the journal is only read.
        elsewhere: Profiles of this folder that charge for the same Splynx through another gateway:
            their names by id. What they sent is asked about there and nowhere else; see
            `names_elsewhere` for those of a ledger's other stations.
        waits: How long what protects money has really been waited for.
        agreement: What was read of what the ledger's stations charge through.
    """

    profile: Profile
    billing: BillingSystem
    gateway: Gateway
    journal: Journal
    clock: Clock
    ids: IdSource
    operator: str
    station: str
    reports: GatewayReports | None = None
    locks: CustomerLocks = field(default_factory=CustomerLocks)
    authority: Authority = field(default_factory=Everything)
    audit: Audit = field(default_factory=NoAudit)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    waits: Waits = field(default_factory=Waits)
    agreement: Agreement = field(default_factory=Agreement)

    def names_elsewhere(self) -> Mapping[str, str]:
        """Profiles that charge through another gateway, by now: their names by id. Blocks."""
        if self.profile.ledger_url is None:
            return self.elsewhere
        return {**gateway_agreement.elsewhere(self), **self.elsewhere}

    def refuse_elsewhere(self, profile_id: str) -> None:
        """Return if this profile's gateway is the one that a charge or run was made for.

        Raises:
            InputError: it is another profile's.
        """
        name = self.names_elsewhere().get(profile_id)
        if name is not None:
            raise InputError(
                f"This was made with profile “{name}”, which has another gateway. Choose that "
                "profile first."
            )

    @property
    def currency(self) -> str:
        """The profile's currency code."""
        return self.profile.currency

    def splynx_now(self) -> datetime | None:
        """Splynx's clock; asks Splynx if it has not told its time yet. None if it does not."""
        if self.billing.server_now() is None:
            with suppress(IPpayDesktopError):
                self.billing.probe()
        return self.billing.server_now()

    def latest_now(self) -> datetime:
        """The later of this computer's clock and Splynx's, which may be a practice day's."""
        told, now = self.splynx_now(), self.clock.now()
        return now if told is None else max(now, told)

    def today(self) -> date:
        """The day in Splynx's calendar, by its own clock once it has answered."""
        now = self.billing.server_now() or self.clock.now()
        return now.astimezone(ZoneInfo(self.profile.splynx_timezone)).date()
