"""One data folder on this computer: its lock, its journal, and workspaces put together on it."""

from __future__ import annotations

import logging
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Protocol, cast
from zoneinfo import ZoneInfo

from ippay_desktop import __version__
from ippay_desktop.adapters.looks import LookNotes
from ippay_desktop.adapters.notices import DesktopNotices
from ippay_desktop.adapters.secrets.session_store import SessionSecretStore
from ippay_desktop.adapters.settings.profile_store import JsonProfileStore
from ippay_desktop.adapters.station_identity import place_of, station_id
from ippay_desktop.adapters.station_lock import StationLock, prepare_data_dir
from ippay_desktop.adapters.system import (
    RandomIds,
    SystemClock,
    operator_name,
    station_name,
)
from ippay_desktop.adapters.tables.files import LocalFiles
from ippay_desktop.app.copies import ProfileCopy
from ippay_desktop.app.deferred import Deferred
from ippay_desktop.app.logs import FOLDER as LOG_FOLDER
from ippay_desktop.app.logs import LogBook
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.profile import guard_profile
from ippay_desktop.services import gateway_agreement
from ippay_desktop.services.auditing import NotingAudit
from ippay_desktop.services.authority import StationAuthority
from ippay_desktop.services.cut_off_runs import pause_cut_off_runs
from ippay_desktop.services.locking import LockService
from ippay_desktop.services.profiles import ProfileService
from ippay_desktop.services.reversal_settling import mark_reversals_left_behind
from ippay_desktop.services.settling import mark_left_behind
from ippay_desktop.services.station import Access
from ippay_desktop.services.waiting import Waits
from ippay_desktop.services.workspace import CustomerLocks, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.adapters.journal import SqlJournal
    from ippay_desktop.adapters.journal_marks import JournalKeeper
    from ippay_desktop.adapters.splynx.client import SplynxClient
    from ippay_desktop.adapters.transport import Transport
    from ippay_desktop.domain.ports import BillingSystem, Gateway, SecretStore
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.domain.report_port import GatewayReports

_log = logging.getLogger(__name__)
PROGRAM = f"IPpay-Desktop/{__version__}"
_SPLYNX_READ_S = 60.0
_LOCK_TRIES = 5
# Beside the logs, and without the journal and what marks it.
_TRACES = ("profiles.json", "window.json")
# Source: by IPpay's published samples the reports' clock seems to be US Central.
_REPORT_ZONE = ZoneInfo("America/Chicago")
_LOCK_PAUSE_S = 0.1


class _Closable(Protocol):
    def close(self) -> None:
        """Let go."""


class DesktopStation:
    """Implements `services.station.Station` on real adapters; its methods block.

    Attributes:
        data_dir: Made for this user alone, if it was not there.
        files: Saves tables; never over a file of the program's own.
        notices: The desktop's own, where it has any.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        secrets: SecretStore | None = None,
        is_session: bool = False,
        is_verbose: bool = False,
    ) -> None:
        """Make the folder and begin the log.

        Args:
            data_dir: Where everything the program writes is.
            secrets: Instead of the operating system's keyring.
            is_session: A person works with it until it is closed: without a keyring, secrets are
                kept in memory that long. A single command refuses instead.
            is_verbose: Log more.

        Raises:
            StorageError: the folder cannot be made.
        """
        prepare_data_dir(data_dir)
        self.data_dir = data_dir
        self.files = LocalFiles(data_dir)
        self.notices = DesktopNotices()
        self._is_session = is_session
        self._log = LogBook(data_dir, is_verbose=is_verbose)
        self._log.start()
        self._clock = SystemClock()
        self._lock = StationLock(data_dir, clock=self._clock)
        self._fallback: SessionSecretStore | None = None
        self._secrets = self._own_keyring() if secrets is None else secrets
        owner = f"station-{place_of(data_dir)[:32]}"
        self._screen_lock = LockService(self._secrets, self._clock, owner=owner)
        self._authority = StationAuthority(
            self._secrets, self._clock, self._screen_lock, owner=owner
        )
        self._profiles = ProfileService(JsonProfileStore(data_dir), self._secrets, self._authority)
        self._journals: dict[tuple[str | None, Access], SqlJournal] = {}
        self._locks: dict[str, CustomerLocks] = {}
        self._waits: dict[str, Waits] = {}
        self._left_behind: dict[str, tuple[Attempt, ...]] = {}
        self._marked: set[str] = set()
        self._opened: list[_Closable] = []
        self._copies: dict[str, ProfileCopy] = {}
        self._copying = threading.Lock()

    @property
    def profiles(self) -> ProfileService:
        """The folder's profiles."""
        return self._profiles

    @property
    def screen_lock(self) -> LockService:
        """The lock behind which nothing that moves money starts."""
        return self._screen_lock

    @property
    def authority(self) -> StationAuthority:
        """What the person at this station may do."""
        return self._authority

    @property
    def secrets_note(self) -> str | None:
        """Why secrets are forgotten when the program ends; None when they are kept."""
        return self._fallback.note if self._fallback is not None else None

    def _own_keyring(self) -> SecretStore:
        keyring = cast("SecretStore", Deferred(_keyring))
        if not self._is_session:
            return keyring
        self._fallback = SessionSecretStore(keyring)
        return self._fallback

    def open(self, profile_name: str | None, access: Access) -> Workspace:
        """Put a profile's workspace together.

        To look, neither keyring nor network is touched before something of them is used.

        Raises:
            InputError: no such profile, an address its mode forbids, another copy of the program
                holds the folder, or other stations of its ledger charge through another gateway.
            StorageError: keyring or journal cannot be used.
        """
        workspace = self._workspace(self._profiles.choose(profile_name), access)
        if access is Access.MONEY and workspace.profile.ledger_url:
            gateway_agreement.agree(workspace)
        self._find_left_behind(workspace, access)
        return workspace

    def _workspace(self, profile: Profile, access: Access) -> Workspace:
        # Once more, whatever is in the file: practice must not reach out, nor secrets leak.
        guard_profile(profile)
        journal, ids = self._journal(profile, access), RandomIds()
        operator, station = operator_name(), station_name()
        looks = LookNotes(self.data_dir, profile.ledger_url)
        keep = journal.add_note if access is Access.MONEY else looks.keep
        return Workspace(
            profile=profile,
            billing=self._billing(profile, access),
            gateway=self._gateway(profile, access),
            journal=journal,
            clock=self._clock,
            ids=ids,
            reports=self._reports(profile),
            locks=self._locks.setdefault(profile.splynx_host, CustomerLocks()),
            waits=self._waits.setdefault(profile.splynx_host, Waits()),
            authority=self._authority,
            audit=NotingAudit(keep, profile, self._clock, ids, operator=operator, station=station),
            elsewhere=self._elsewhere(profile),
            operator=operator,
            station=station,
        )

    def _elsewhere(self, profile: Profile) -> dict[str, str]:
        return {
            other.profile_id: other.name
            for other in self._profiles.all()
            if other.splynx_host == profile.splynx_host
            and other.gateway_host != profile.gateway_host
        }

    def left_behind(self) -> tuple[Attempt, ...]:
        """Charges that a dead process left unsettled, found when a workspace was opened."""
        return tuple(attempt for found in self._left_behind.values() for attempt in found)

    def local_copy(self, profile: Profile) -> ProfileCopy:
        """A profile's local copy; neither keyring, file nor network is touched before its use."""
        with self._copying:
            if profile.profile_id not in self._copies:
                self._copies[profile.profile_id] = ProfileCopy(
                    self.data_dir,
                    profile,
                    secrets=self._secrets,
                    clock=self._clock,
                    source=lambda: self._splynx(profile).changes(ZoneInfo(profile.splynx_timezone)),
                    is_session_only=lambda: self.secrets_note is not None,
                )
            return self._copies[profile.profile_id]

    def erase_traces(self) -> None:
        """Delete logs, settings and what the window remembers; the journal stays.

        Raises:
            StorageError: the disk refuses.
        """
        self._log.stop()
        traces = [self.data_dir / name for name in _TRACES]
        traces += sorted((self.data_dir / LOG_FOLDER).glob("*"))
        for trace in traces:
            try:
                trace.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"{trace} cannot be deleted: {error.strerror}.") from error

    def close(self) -> None:
        """Close what was opened and let go of the data folder."""
        for copy in self._copies.values():
            copy.close()
        while self._opened:
            self._opened.pop().close()
        self.notices.close()
        self._journals.clear()
        # Last: whoever takes the folder next must find the journal closed.
        self._lock.release()
        self._log.stop()

    def _journal(self, profile: Profile, access: Access) -> SqlJournal:
        # One that may be written may also be read.
        for usable in {access, Access.MONEY}:
            if (profile.ledger_url, usable) in self._journals:
                return self._journals[profile.ledger_url, usable]
        if access is Access.MONEY:
            self._take_lock()
        open_it = self._open_ledger if profile.ledger_url else self._open_local
        journal = open_it(profile, access)
        self._opened.append(journal)
        if access is Access.MONEY and not profile.ledger_url:
            self._keep(journal)
        if access is Access.MONEY:
            self._take_looks_in(profile, journal)
        self._journals[profile.ledger_url, access] = journal
        return journal

    def _take_looks_in(self, profile: Profile, journal: SqlJournal) -> None:
        try:
            LookNotes(self.data_dir, profile.ledger_url).move_into(journal)
        except StorageError as error:
            # Nobody is kept from charging by who has looked; they wait for the next time.
            _log.warning("looks_not_taken_in error=%s", error)

    def adopt_journal(self, profile_name: str | None) -> None:
        """Make the folder's journal this station's as it stands, because a person says so.

        With a team's ledger, also let the others charge through what this profile names.

        Raises:
            InputError: no such profile, or another copy of the program holds the folder.
            StorageError: the journal is damaged or cannot be used.
        """
        profile = self._profiles.choose(profile_name)
        self._authority.require(Task.ADMINISTER)
        self._take_lock()
        journal = self._open_local(profile, Access.MONEY)
        self._opened.append(journal)
        self._keeper(journal).adopt()
        if profile.ledger_url:
            workspace = self._workspace(profile, Access.MONEY)
            gateway_agreement.agree(workspace, is_overruling=True)

    def _keep(self, journal: SqlJournal) -> None:
        """Make sure that this folder's journal is the one last written here, and mark it."""
        keeper = self._keeper(journal)
        keeper.require_ours()
        keeper.start()
        # Closed before the journal is: its last mark is of the last entry.
        self._opened.append(keeper)

    def _keeper(self, journal: SqlJournal) -> JournalKeeper:
        from ippay_desktop.adapters.journal_marks import (  # noqa: PLC0415 - slow
            JournalKeeper,
            Station,
        )

        here = Station(station_id(self.data_dir), place_of(self.data_dir), self.data_dir)
        return JournalKeeper(journal.transactions, here, self._secrets)

    def _open_local(self, _: Profile, access: Access) -> SqlJournal:
        from ippay_desktop.adapters.journal import (  # noqa: PLC0415 - slow, and not always needed
            FILE_NAME,
            open_journal,
        )

        return open_journal(
            self.data_dir / FILE_NAME,
            clock=self._clock,
            writable=access is Access.MONEY,
            who=_who(),
        )

    def _open_ledger(self, profile: Profile, access: Access) -> SqlJournal:
        from ippay_desktop.adapters.journal import (  # noqa: PLC0415 - slow, and not always needed
            open_ledger,
        )

        password = self._profiles.secret(profile, "ledger_password")
        if password is not None:
            self._log.hide(password)
        if access is Access.MONEY:
            self._refuse_open_local_charges(profile)
        return open_ledger(
            profile.ledger_url or "",
            password,
            clock=self._clock,
            station=station_id(self.data_dir) if access is Access.MONEY else "",
            who=_who(),
            ca_bundle=profile.ca_bundle,
            writable=access is Access.MONEY,
        )

    def _refuse_open_local_charges(self, profile: Profile) -> None:
        """Nothing that waits in this folder's own journal may be forgotten for a team's ledger."""
        with closing(self._open_local(profile, Access.LOOK)) as local:
            host = profile.splynx_host
            if local.open_attempts(host) or local.reversals.waiting(host):
                raise InputError(
                    "Charges of this Splynx still wait in this computer's own journal, which the "
                    f"team's ledger does not know. Take the ledger out with “profile set "
                    f"{profile.name} --ledger ''”, settle them, then set it again."
                )

    def _take_lock(self) -> None:
        """Take the folder; a glance at the lock by a command that looks lasts no longer."""
        for _ in range(_LOCK_TRIES - 1):
            with suppress(InputError):
                self._lock.acquire()
                return
            self._clock.sleep(_LOCK_PAUSE_S)
        self._lock.acquire()

    def _find_left_behind(self, workspace: Workspace, access: Access) -> None:
        host = workspace.profile.splynx_host
        if access is Access.MONEY:
            # Once: any intent that is open later may be one of our own, under way.
            if host not in self._marked:
                self._marked.add(host)
                journal = workspace.journal
                self._left_behind[host] = mark_left_behind(workspace) + tuple(
                    journal.attempt(reversal.attempt_id)
                    for reversal in mark_reversals_left_behind(workspace)
                )
                pause_cut_off_runs(workspace)
        elif not workspace.profile.ledger_url and not self._lock.is_held:
            # In a team's ledger they may be on their way at another station just now.
            intents = tuple(
                attempt
                for attempt in workspace.journal.open_attempts(host)
                if attempt.state is AttemptState.INTENT
            )
            if intents and self._nobody_charges():
                self._left_behind[host] = intents

    def _nobody_charges(self) -> bool:
        try:
            with StationLock(self.data_dir, clock=self._clock):
                return True
        except InputError:
            return False

    def _billing(self, profile: Profile, access: Access) -> BillingSystem:
        if access is Access.LOOK:
            return cast("BillingSystem", Deferred(lambda: self._splynx(profile)))
        return self._splynx(profile)

    def _gateway(self, profile: Profile, access: Access) -> Gateway:
        if access is Access.LOOK:
            return cast("Gateway", Deferred(lambda: self._ippay(profile)))
        return self._ippay(profile)

    def _splynx(self, profile: Profile) -> SplynxClient:
        from ippay_desktop.adapters.splynx.client import (  # noqa: PLC0415 - slow
            SplynxClient,
        )

        secret = self._profiles.secret(profile, "splynx_api_secret")
        if secret is None:
            raise InputError(
                f"The keyring holds no Splynx API secret for profile “{profile.name}”. Give it "
                f"with “profile set {profile.name} --secrets-stdin”."
            )
        self._log.hide(secret)
        return SplynxClient(
            base_url=profile.splynx_url,
            api_key=profile.splynx_api_key,
            api_secret=secret,
            currency=profile.currency,
            transport=self._transport(profile),
            clock=self._clock,
            parallel=profile.policy.concurrency,
        )

    def _ippay(self, profile: Profile) -> Gateway:
        from ippay_desktop.adapters.ippay import IPpayGateway  # noqa: PLC0415 - slow

        password = self._profiles.secret(profile, "ippay_password")
        if password is not None:
            self._log.hide(password)
        return IPpayGateway(
            url=profile.ippay_url,
            terminal_id=profile.terminal_id,
            ach_terminal_id=profile.ach_terminal_id,
            password=password,
            transport=self._transport(profile),
            timeout_s=profile.policy.gateway_timeout_s,
            software=PROGRAM,
        )

    def _reports(self, profile: Profile) -> GatewayReports | None:
        """Built at the first use: most commands never read them."""
        if not profile.report_url:
            return None
        return cast("GatewayReports", Deferred(lambda: self._ippay_reports(profile)))

    def _ippay_reports(self, profile: Profile) -> GatewayReports:
        from ippay_desktop.adapters.ippay.reports import (  # noqa: PLC0415 - slow
            IPpayReports,
        )

        password = self._profiles.secret(profile, "report_password")
        if password is None or not profile.report_merchant_id:
            raise InputError(
                "IPpay's reports need a merchant id and a password of their own. Give them with "
                f"“profile set {profile.name} --report-merchant-id M --secrets-stdin” "
                "(report_password)."
            )
        self._log.hide(password)
        return IPpayReports(
            url=profile.report_url or "",
            merchant_id=profile.report_merchant_id,
            # All of the merchant's: a terminal that the profile no longer names has its charges.
            terminal_ids=(),
            password=password,
            transport=self._transport(profile),
            currency=profile.currency,
            clock=self._clock,
            timezone=_REPORT_ZONE,
        )

    def _transport(self, profile: Profile) -> Transport:
        from ippay_desktop.adapters.transport import Transport  # noqa: PLC0415 - slow

        addresses = (profile.splynx_url, profile.ippay_url, profile.report_url)
        transport = Transport(
            user_agent=PROGRAM,
            read_timeout_s=_SPLYNX_READ_S,
            ca_bundle=profile.ca_bundle,
            origins=[address for address in addresses if address],
        )
        for secret in transport.secrets:
            self._log.hide(secret)
        self._opened.append(transport)
        return transport


def _who() -> str:
    return f"{operator_name()} at {station_name()}"


def _keyring() -> SecretStore:
    from ippay_desktop.adapters.secrets.keyring_store import (  # noqa: PLC0415 - slow
        KeyringSecretStore,
    )

    return KeyringSecretStore()
