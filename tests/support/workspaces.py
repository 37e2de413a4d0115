"""A real workspace on practice servers: real adapters, a real journal, and nothing pretended."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.ippay.reports import IPpayReports
from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.system import RandomIds, SystemClock
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.saved_methods import SavedMethodReader
from ippay_desktop.services.workspace import Workspace
from tests.support.journals import lay_empty_journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from ippay_desktop.adapters.journal import SqlJournal
    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.services.documents import DocumentRow
    from tests.support.practice import PracticeServers

# Evidence comes at once on practice servers; waiting for it would only slow the tests down.
QUICK = ChargingPolicy(
    gateway_timeout_s=5,
    enquiry_delays_s=(0.0,),
    approved_recheck_s=0,
    not_found_hold_s=0,
    recording_delays_s=(0.0, 0.0),
)


class MovableClock(SystemClock):
    """The machine's clock, some way ahead.

    Attributes:
        ahead: The time that passed beside the machine's own; the steady clock knows of it too.
        jumped: How far somebody set the clock forward, or back; the steady one does not know.
        steady_ahead_s: What the steady clock alone has counted, as during some systems' sleep.
    """

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead
        self.jumped = timedelta()
        self.steady_ahead_s = 0.0

    @override
    def monotonic(self) -> float:
        return super().monotonic() + self.ahead.total_seconds() + self.steady_ahead_s

    @override
    def now(self) -> datetime:
        return super().now() + self.ahead + self.jumped

    @override
    def sleep(self, seconds: float) -> None:
        """Nobody waits here: the pause between two tries of a read is over at once."""
        self.ahead += timedelta(seconds=seconds)


def practice_profile(
    practice: PracticeServers, policy: ChargingPolicy = QUICK, *, with_reports: bool = False
) -> Profile:
    """The profile of the practice servers, its labels not confirmed yet."""
    return Profile(
        profile_id="0" * 32,
        name="practice",
        mode=Mode.PRACTICE,
        splynx_url=practice.splynx_url,
        splynx_api_key=practice.splynx_api_key,
        ippay_url=practice.ippay_url,
        terminal_id=practice.terminal_id,
        ach_terminal_id=practice.ach_terminal_id,
        payment_account=practice.payment_account,
        card_method=practice.card_method,
        bank_method=practice.bank_method,
        splynx_timezone=practice.splynx_timezone,
        report_url=practice.report_url if with_reports else None,
        report_merchant_id=practice.report_merchant_id if with_reports else None,
        policy=policy,
    )


@contextmanager
def open_workspace(  # noqa: PLR0913  # each is given by name, and few at a time
    practice: PracticeServers,
    data_dir: Path,
    policy: ChargingPolicy = QUICK,
    *,
    station: str = "a",
    terminal_id: str | None = None,
    journal: SqlJournal | None = None,
    clock: Clock | None = None,
    with_reports: bool = False,
) -> Iterator[Workspace]:
    """A workspace whose labels are confirmed; closes its journal and connections at the end.

    Its journal is the folder's, unless another one, such as a team's ledger, is handed in.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    profile = practice_profile(practice, policy, with_reports=with_reports)
    clock = clock or SystemClock()
    if terminal_id is not None:
        profile = replace(profile, terminal_id=terminal_id)
    transport = Transport(
        user_agent="IPpay-Desktop-tests", read_timeout_s=10, ca_bundle=practice.ca_bundle
    )
    if journal is None:
        lay_empty_journal(data_dir / FILE_NAME)
        journal = open_journal(data_dir / FILE_NAME, clock=clock)
    workspace = Workspace(
        profile=profile,
        billing=SplynxClient(
            base_url=profile.splynx_url,
            api_key=profile.splynx_api_key,
            api_secret=SecretText(practice.splynx_api_secret),
            currency=profile.currency,
            transport=transport,
            clock=clock,
            parallel=policy.concurrency,
        ),
        gateway=IPpayGateway(
            url=profile.ippay_url,
            terminal_id=profile.terminal_id,
            ach_terminal_id=profile.ach_terminal_id,
            password=None,
            transport=transport,
            timeout_s=profile.policy.gateway_timeout_s,
            software="tests",
        ),
        journal=journal,
        clock=clock,
        ids=RandomIds(),
        operator="tester",
        station=station,
        reports=_reports(practice, transport, clock) if with_reports else None,
    )
    try:
        confirmed = ConnectionService(workspace).confirmed_profile()
        yield replace(workspace, profile=confirmed)
    finally:
        journal.close()
        transport.close()


def _reports(practice: PracticeServers, transport: Transport, clock: Clock) -> IPpayReports:
    return IPpayReports(
        url=practice.report_url,
        merchant_id=practice.report_merchant_id,
        terminal_ids=(),
        password=SecretText(practice.report_password),
        transport=transport,
        currency="USD",
        clock=clock,
        timezone=ZoneInfo("America/Chicago"),
    )


def chargeable(
    workspace: Workspace,
    kind: DocumentKind = DocumentKind.INVOICE,
    instrument: InstrumentKind = InstrumentKind.CARD,
) -> list[DocumentRow]:
    """Open documents of customers with a good saved method, oldest first."""
    rows = DocumentService(workspace).matching(
        DocumentFilter(kinds=frozenset({kind}), states=CHARGEABLE_STATES)
    )
    methods = SavedMethodReader(workspace).of_everybody()
    good = []
    for row in rows:
        saved = methods.get(row.document.ref.customer_id)
        method = saved.of(instrument) if saved else None
        if method is not None and method.problem is None and row.open_attempt is None:
            good.append(row)
    return good
