"""One opened profile: its workspace and the services on it, made once and shared by presenters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.authority import Role, RoleError, Task, may
from ippay_desktop.domain.billing import Location, Partner, PaymentMethod
from ippay_desktop.domain.errors import ErrorKind, IPpayDesktopError
from ippay_desktop.domain.tables import FileStore
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.authority import StationAuthority
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.comparing import CompareService
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.copy_desk import CopyDesk
from ippay_desktop.services.customers import CustomerService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.foreseeing import ForecastService
from ippay_desktop.services.history import HistoryService
from ippay_desktop.services.pay_links import PayLinkService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.resolving import ResolveService
from ippay_desktop.services.retrying import RetryService
from ippay_desktop.services.return_rates import ReturnRates
from ippay_desktop.services.saved_methods import SavedMethodReader
from ippay_desktop.services.station import Access
from ippay_desktop.services.workspace import Workspace
from ippay_desktop.ui.presenters.copy_keeper import CopyKeeper
from ippay_desktop.ui.tasks import Lanes, TaskScope
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import PaymentMethodId
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.station import Station


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names for the numbers that Splynx gives: partners, locations, payment methods."""

    partners: tuple[Partner, ...] = ()
    locations: tuple[Location, ...] = ()
    methods: tuple[PaymentMethod, ...] = ()

    def partner(self, number: int) -> str:
        """A partner's name, or its number while the name is not known."""
        return next((one.name for one in self.partners if one.id == number), str(number))

    def location(self, number: int) -> str:
        """A location's name, or its number."""
        return next((one.name for one in self.locations if one.id == number), str(number))

    def method(self, number: PaymentMethodId | None) -> str:
        """A payment method's name, its number, or nothing."""
        if number is None:
            return ""
        return next((one.name for one in self.methods if one.id == number), str(number))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the person at this station may do.

    Attributes:
        role: None when it cannot be read.
        forbidden: Why a task may not be done here, by task; services refuse it too.
    """

    role: Role | None
    forbidden: Mapping[Task, str]

    @classmethod
    def of(cls, role: Role) -> Standing:
        """What a role stands for."""
        return cls(role, {task: str(RoleError(role, task)) for task in Task if not may(role, task)})

    @classmethod
    def read(cls, authority: StationAuthority) -> Standing:
        """As the keyring says now. Blocks: keyring."""
        try:
            return cls.of(authority.role)
        except IPpayDesktopError as error:
            return cls(None, dict.fromkeys(Task, str(error)))


class Session(QObject):
    """What the presenters of one profile share.

    Attributes:
        catalogue: Names read at opening.
        standing: What may be done here, as far as it is known; `RoleWatch` keeps it so.
        copy: The local copy that lists and searches go by, when there is one.
        answered_at: When Splynx last answered; None before it did.
        out_since: Since when it cannot be reached; None while it can.
        out_reason: Why not, a sentence; what the latest failure said.

    Signals:
        answered: Splynx answered a read at this instant; the bottom line shows it.
        reach_changed: Splynx went out of reach, or came back: `out_since` tells.
        money_moved: A charge or settling ended: views that are open read again.
        notice: What was just done, a sentence such as "3 links copied."; gone after a while.
        trouble: What was asked for and did not come to be, a sentence; stays until it is closed.
    """

    answered = Signal(datetime)
    reach_changed = Signal()
    money_moved = Signal()
    notice = Signal(str)
    trouble = Signal(str)

    def __init__(self, opened: Opened, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        workspace = opened.workspace
        self.answered_at: datetime | None = None
        self.out_since: datetime | None = None
        self.out_reason = ""
        self.lanes = lanes
        self.scope = TaskScope("session", lanes)
        self.workspace = workspace
        self.files = opened.files
        self.authority = opened.authority
        self.standing = opened.standing
        self.catalogue = opened.catalogue
        self.left_behind = opened.left_behind
        self.customers = CustomerService(workspace)
        self.documents = DocumentService(workspace)
        self.charging = ChargeService(workspace)
        self.plans = PlanService(workspace)
        self.foreseeing = ForecastService(workspace)
        self.runs: RunService = opened.runs
        self.attention = AttentionService(workspace)
        self.reconciling = ReconcileService(workspace)
        self.resolving = ResolveService(workspace)
        self.findings = FindingService(workspace)
        self.approvals = ApprovalService(workspace)
        self.comparing = CompareService(workspace)
        self.return_rates = ReturnRates(workspace)
        self.retrying = RetryService(workspace)
        self.links = PayLinkService(workspace)
        self.history = HistoryService(workspace)
        self.saved_methods = SavedMethodReader(workspace)
        self.copy = CopyKeeper(self, opened.copy_desk, self)

    @property
    def profile(self) -> Profile:
        """The profile that is open."""
        return self.workspace.profile

    def now(self) -> datetime:
        """The present instant, by the workspace's clock."""
        return self.workspace.clock.now()

    def mark_answered(self) -> None:
        """Note that Splynx has just answered."""
        self.answered_at = self.now()
        self.answered.emit(self.answered_at)
        if self.out_since is not None:
            self.out_since = None
            self.reach_changed.emit()

    def mark_failed(self, error: Exception) -> str:
        """Note that a read of Splynx failed; only what kept it from answering counts.

        Returns:
            What the page itself has to say of it: nothing where the strip above every page does.
        """
        words = trouble_text(error)
        if not (isinstance(error, IPpayDesktopError) and error.kind is ErrorKind.CONNECTION):
            return words
        if self.out_since is None or self.out_reason != words:
            self.out_since, self.out_reason = self.out_since or self.now(), words
            self.reach_changed.emit()
        return ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a profile gives; made on a worker thread.

    Attributes:
        left_behind: How many charges a dead process left unsettled.
        trouble: Why names could not be read, when Splynx is out of reach; "" otherwise.
        secrets_note: Why secrets are forgotten when the program ends; None when they are kept.
    """

    workspace: Workspace
    files: FileStore
    runs: RunService
    catalogue: Catalogue
    left_behind: int
    copy_desk: CopyDesk
    authority: StationAuthority
    standing: Standing
    trouble: str = ""
    secrets_note: str | None = None


def open_profile(station: Station, name: str | None) -> Opened:
    """Open a profile for charging. Blocks: keyring, disk, network; worker threads only."""
    # Imported here, not at the top: the first window shows before the journal's library loads.
    from ippay_desktop.services.bulk_charging import RunService  # noqa: PLC0415

    workspace = station.open(name, Access.MONEY)
    catalogue, trouble = Catalogue(), ""
    try:
        catalogue = read_catalogue(workspace)
    except IPpayDesktopError as error:
        trouble = str(error)
    return Opened(
        workspace,
        station.files,
        RunService(workspace),
        catalogue,
        left_behind=len(station.left_behind()),
        trouble=trouble,
        copy_desk=station.local_copy(workspace.profile),
        authority=station.authority,
        standing=Standing.read(station.authority),
        secrets_note=station.secrets_note,
    )


def read_catalogue(workspace: Workspace) -> Catalogue:
    """Names of partners, locations and methods. Blocks; worker threads only."""
    billing = workspace.billing
    return Catalogue(billing.partners(), billing.locations(), billing.payment_methods())


def confirm_profile(station: Station, workspace: Workspace) -> None:
    """Store what a successful check settled. Blocks; worker threads only.

    Raises:
        InputError: the payment account or a method cannot be told.
    """
    station.profiles.save(replace(ConnectionService(workspace).confirmed_profile()))
