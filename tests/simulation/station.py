"""One station: the real services over the real adapters and a real journal, life after life."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.ippay.reports import IPpayReports
from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.domain.errors import InvariantError, IPpayDesktopError, StorageError
from ippay_desktop.domain.ports import GatewayDisagreedError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.gateway_agreement import agree
from ippay_desktop.services.reversal_settling import mark_reversals_left_behind
from ippay_desktop.services.settling import mark_left_behind
from ippay_desktop.services.workspace import Workspace
from tests.simulation.ledger import open_shared
from tests.simulation.looks import Looks
from tests.simulation.machine import (
    Disk,
    ProcessDeathError,
    StationClock,
    StationIds,
    WatchedJournal,
)
from tests.simulation.reports import ZONE
from tests.simulation.scheduler import BEGINNING, StuckError
from tests.simulation.settings import Settings
from tests.simulation.staff import Staff
from tests.simulation.wire import REPORTS, StationWire

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.adapters.journal import SqlJournal
    from ippay_desktop.domain.profile import Profile
    from tests.simulation.scenario import Action
    from tests.simulation.world import World

_DEATHS = {"wire": 0.0015, "answer": 0.0015, "gateway": 0.02, "splynx": 0.02, "loss": 0.02}
_DEATHS |= {"before commit": 0.004, "after commit": 0.004}
_ATTEMPTS = (
    "SELECT attempt_id, document_key, transaction_id, amount_minor, due_minor, state, last4,"
    " return_code, instrument_kind FROM attempts"
)
_REVERSALS = (
    "SELECT attempt_id, reversal_id, operation, transaction_id, amount_minor, state FROM reversals"
)
_AGREED = "SELECT facts FROM notes WHERE subject = 'charged_through' ORDER BY sequence DESC LIMIT 1"
_SAME_DOCUMENT = " WHERE document_key = (SELECT document_key FROM attempts WHERE attempt_id = ?)"
_DAY_S = 86_400
_MOST_STARTS = 200
_SINCE_MIDNIGHT_S = BEGINNING.hour * 3600
_BIG_JUMP_S, _SMALL_JUMP_S = 7200.0, 60.0


class Station:
    """A computer with the program on it."""

    def __init__(self, world: World, name: str, folder: Path, template: Path) -> None:
        self.world = world
        self.name = name
        self.path = folder / (FILE_NAME if world.scenario.is_common else f"{name}-{FILE_NAME}")
        if not self.path.exists():
            shutil.copyfile(template, self.path)
        self.clock = StationClock(world, self._may_turn_the_clock)
        self.disk = Disk(world, name)
        self._ids = StationIds(world, name)
        self._settings = Settings(world.scenario, name)
        self._is_refused = False
        self._looks = Looks(self, folder / f"{name}-looks")
        self._steps: dict[str, int] = {}
        self._is_dead = True
        self._is_asleep = False
        self._journal: SqlJournal | None = None
        self._witness = sqlite3.connect(
            f"file:{self.path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )

    def wait(self, seconds: float) -> None:
        """Somebody waits here, and may set the clock meanwhile."""
        self.clock.sleep(seconds)

    def note(self, kind: str, **facts: object) -> None:
        """Write an event of this station."""
        self.world.note(kind, self.name, **facts)

    @property
    def is_silent(self) -> bool:
        """Whether its process is gone, or its computer sleeps."""
        return self._is_dead or self._is_asleep

    def may_sleep(self) -> None:
        """Sleep here as a closed laptop does, if the seed says so; other stations go on."""
        self._steps["asleep"] = count = self._steps.get("asleep", 0) + 1
        if self.world.scenario.is_common and self.world.faults.happens(
            "machine.asleep", 0.004, self.name, count
        ):
            self.note("asleep")
            self._is_asleep = True
            nap_s = self.world.dice.between(60, 1200, "asleep", self.name, count)
            self.world.scheduler.wait(nap_s)
            self.clock.slept_s += nap_s
            self._is_asleep = False

    def may_die(self, step: str) -> None:
        """Die here, if the seed says so; a dead process does nothing any more."""
        if self._is_dead:
            raise ProcessDeathError
        self._steps[step] = count = self._steps.get(step, 0) + 1
        if self.world.faults.happens("machine.death", _DEATHS[step], self.name, step, count):
            self._is_dead = True
            self.note("died", step=step)
            raise ProcessDeathError

    def live(self, program: tuple[Action, ...]) -> None:
        """Work through a program; whenever the process dies it is started again."""
        staff = self.start()
        for number, action in enumerate(program):
            self._jump(number)
            try:
                self._looks.look(self._settings.profile())
                if self._is_refused:
                    self._follow()
                    staff = self.start()
                staff = self.start() if action.verb == "restart" else staff
                self._try(staff, action)
            except ProcessDeathError:
                self._stay_down(number)
                staff = self.start()

    def _stay_down(self, number: int) -> None:
        """Some seconds, or long enough for another station to take over."""
        is_long = self.world.scenario.is_common and self.world.dice.chance(
            0.5, "down", self.name, number
        )
        self.world.scheduler.wait(900.0 if is_long else 5.0)

    def start(self) -> Staff:
        """Start the program, again and again if it must be."""
        for _ in range(_MOST_STARTS):
            self.close()
            self._is_dead = False
            try:
                return self._open()
            except ProcessDeathError:
                self.world.scheduler.wait(5.0)
            except IPpayDesktopError as error:
                self.told(error)
                self._follow()
                self.world.scheduler.wait(5.0)
        raise StuckError

    def close(self) -> None:
        """End the process; what was not committed is gone."""
        self._is_dead = True
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def forget(self) -> None:
        """Let go of the journal's file for good."""
        self.close()
        self._witness.close()

    def _open(self) -> Staff:
        is_moving = self._may_move()
        if self.world.scenario.is_common:
            self._journal = open_shared(self)
        else:
            self._journal = open_journal(self.path, clock=self.clock)
        wire: Any = StationWire(self.world, self)
        profile = self._settings.profile()
        workspace = Workspace(
            profile=profile,
            billing=SplynxClient(
                base_url=profile.splynx_url,
                api_key=profile.splynx_api_key,
                api_secret=SecretText("secret"),
                currency=profile.currency,
                transport=wire,
                clock=self.clock,
                jitter=lambda: 0.5,
            ),
            gateway=IPpayGateway(
                url=profile.ippay_url,
                terminal_id=profile.terminal_id,
                ach_terminal_id=profile.ach_terminal_id,
                password=None,
                transport=wire,
                timeout_s=profile.policy.gateway_timeout_s,
                software="simulation",
            ),
            journal=WatchedJournal(self._journal, self),
            clock=self.clock,
            ids=self._ids,
            operator="staff",
            station=self.name,
            reports=self._reports(wire, profile) if self.world.scenario.has_reports else None,
        )
        if self.world.scenario.is_common:
            agree(workspace, is_overruling=is_moving)
        with suppress(StorageError):
            self._looks.move_into(workspace.journal)
        self.note("started")
        mark_left_behind(workspace)
        mark_reversals_left_behind(workspace)
        return Staff(workspace, self)

    def _may_move(self) -> bool:
        """Whether staff set up another gateway here, for the others to follow."""
        scenario = self.world.scenario
        # IPpay's reports at one gateway do not tell of another.
        if scenario.has_reports or not scenario.is_common:
            return False
        step = self.next_step("moves")
        if not self.world.faults.happens("machine.gateway_moved", 0.2, *step):
            return False
        self._settings.gateway = self._settings.elsewhere
        return True

    def _follow(self) -> None:
        """Staff write what the team's ledger says, as its refusal asks for."""
        self._settings.gateway = self._agreed() or self._settings.gateway
        self._is_refused = False

    def _reports(self, wire: Any, profile: Profile) -> IPpayReports:
        return IPpayReports(
            url=f"http://127.0.0.1:8002{REPORTS}/",
            merchant_id="merchant",
            terminal_ids=(profile.terminal_id, profile.ach_terminal_id or ""),
            password=SecretText("secret"),
            transport=wire,
            currency=profile.currency,
            clock=self.clock,
            timezone=ZONE,
        )

    def _try(self, staff: Staff, action: Action) -> None:
        try:
            staff.do(action)
        except InvariantError as error:
            self.note("bug", error=f"{type(error).__name__}: {error}")
        except IPpayDesktopError as error:
            self.told(error)

    def told(self, error: IPpayDesktopError) -> None:
        """Note what the program said to staff."""
        self._is_refused |= isinstance(error, GatewayDisagreedError)
        self.note("told", error=f"{type(error).__name__}: {str(error)[:90]}")

    def _jump(self, number: int) -> None:
        if self.world.faults.happens("machine.clock_jump", 0.08, self.name, number):
            limit = _BIG_JUMP_S if self.world.scenario.big_jumps else _SMALL_JUMP_S
            self.clock.error_s = self.world.dice.between(-limit, limit, "jump", self.name, number)
            self.note("clock", error_s=round(self.clock.error_s, 1))

    def _may_turn_the_clock(self) -> None:
        """Set the clock forward or back in the middle of a wait, if the seed says so."""
        self._steps["turned"] = count = self._steps.get("turned", 0) + 1
        if self.world.faults.happens("machine.clock_turned", 0.03, self.name, "turned", count):
            limit = _BIG_JUMP_S if self.world.scenario.big_jumps else _SMALL_JUMP_S
            self.clock.error_s = self.world.dice.between(-limit, limit, "turn", self.name, count)
            self.note("clock", error_s=round(self.clock.error_s, 1))

    def next_step(self, name: str) -> tuple[object, ...]:
        """Names the next of this station's steps of a kind, whichever life it is."""
        self._steps[name] = count = self._steps.get(name, 0) + 1
        return self.name, name, count

    def meddled(self, key: str) -> None:
        """Let somebody change a document while staff look at it, if the seed says so."""
        self._steps["meddle"] = count = self._steps.get("meddle", 0) + 1
        self.world.meddle(key, self.name, "meddle", count)

    def witness_charge(self, asked: dict[str, str], fault: str | None, gateway: str) -> str:
        """Note what the journal's file holds at the moment a charge's first byte leaves.

        Returns:
            The key of its document; "" if the journal knows none.
        """
        # This computer's day, or Splynx's where that is told and the earlier one.
        now = self.world.scheduler.now
        ahead_s = (
            self.clock.error_s if self.world.scenario.old_server else min(self.clock.error_s, 0)
        )
        day = now + ahead_s + _SINCE_MIDNIGHT_S
        rows = self._witness_sent(
            "sent", asked, fault, day=int(day // _DAY_S), gateway=gateway, agreed=self._agreed()
        )
        return str(rows[0][1]) if rows else ""

    def witness_reversal(self, asked: dict[str, str], fault: str | None) -> None:
        """The same of a void or refund."""
        self._witness_sent("sent_back", asked, fault, operation=asked["TransactionType"])

    def _witness_sent(
        self, kind: str, asked: dict[str, str], fault: str | None, **more: object
    ) -> list[tuple[Any, ...]]:
        rows, back = (
            self._witness.execute(query + _SAME_DOCUMENT, (asked["UDField1"],)).fetchall()
            for query in (_ATTEMPTS, _REVERSALS)
        )
        self.note(
            kind,
            attempt=asked["UDField1"],
            transaction=asked["TransactionID"],
            cents=int(asked["TotalAmount"]),
            fault=fault or "",
            rows=rows,
            back=back,
            **more,
        )
        return rows

    def _agreed(self) -> str:
        """The gateway that the team's ledger names last; "" where nothing is agreed."""
        found = self._witness.execute(_AGREED).fetchone()
        return "" if found is None else str(json.loads(found[0])["gateway"])

    def witness_post(self, body: bytes, *, is_definite: bool) -> None:
        """Note that a payment left for Splynx, and whether it was refused for certain."""
        self.note("posted", receipt=json.loads(body)["receipt_number"], refused=is_definite)
