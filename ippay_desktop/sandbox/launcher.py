"""Starts and stops the practice servers, in this process or as a program of its own."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from ippay_desktop.sandbox.announce import announce
from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.control.app import ControlApp, Steering
from ippay_desktop.sandbox.control.events import Events
from ippay_desktop.sandbox.faults import FaultPlan
from ippay_desktop.sandbox.http_server import App, HttpServer
from ippay_desktop.sandbox.ippay.app import Gateway, GatewayApp
from ippay_desktop.sandbox.ippay.batch import Batches
from ippay_desktop.sandbox.ippay.engine import Engine
from ippay_desktop.sandbox.ippay.enquiry import Enquiries, InFlight
from ippay_desktop.sandbox.ippay.records import Records
from ippay_desktop.sandbox.ippay.reports import Reports
from ippay_desktop.sandbox.ippay.terminals import Terminals
from ippay_desktop.sandbox.ippay.vault import Vault
from ippay_desktop.sandbox.options import BANK_TERMINAL, CARD_TERMINAL, Options, parse
from ippay_desktop.sandbox.parent import ParentWatch
from ippay_desktop.sandbox.population.setup import BANK_METHOD, CARD_METHOD, PAYMENT_ACCOUNT
from ippay_desktop.sandbox.splynx.app import SplynxApp
from ippay_desktop.sandbox.splynx.auth import Authenticator
from ippay_desktop.sandbox.splynx.collection import Context
from ippay_desktop.sandbox.splynx.mischief import Hooks, MischievousSplynx
from ippay_desktop.sandbox.state import State
from ippay_desktop.sandbox.switches import Switches
from ippay_desktop.sandbox.tls import server_context
from ippay_desktop.sandbox.wirelog import WireLog

_WATCH_S = 0.5


class Sandbox:
    """The practice servers in this process.

    Use it as a context manager, or call ``start`` and ``stop``. All ports are on loopback.
    """

    def __init__(self, options: Options | None = None) -> None:
        self._options = options or Options()
        self._temporary = self._options.state is None
        self._folder = self._options.state or Path(tempfile.mkdtemp(prefix="ippay-practice-"))
        self._state = State(self._folder, self._options)
        settings = self._state.settings
        self._clock = Clock(
            zone=self._options.timezone,
            offset_ms=settings.integer("clock_offset_ms"),
            on_change=lambda offset: settings.put("clock_offset_ms", offset),
        )
        self._switches = Switches(on_change=lambda values: settings.put("switches", values))
        self._plan = FaultPlan(
            self._options.seed, on_change=lambda rules: settings.put("faults", rules)
        )
        self._log = WireLog(self._clock, echo=self._options.log_requests)
        self._servers: dict[str, HttpServer] = {}
        self._shut: set[str] = set()
        self._authority: Path | None = None

    def start(self) -> dict[str, object]:
        """Fill new state, listen on all ports, and return the announcement."""
        self._state.prepare(self._clock)
        settings = self._state.settings
        self._switches.load(settings.get("switches"))
        self._plan.load(settings.get("faults"))
        self._set_password()
        self._build()
        for server in self._servers.values():
            server.up()
        facts = self._announcement()
        self._steering.facts |= {
            name: facts[name] for name in ("terminal_id", "seed", "customers", "invoices", "period")
        }
        self._sync_listeners()
        return facts

    def stop(self) -> None:
        """Close all ports and files; a temporary state folder goes away."""
        for server in self._servers.values():
            server.down()
        self._state.close()
        if self._temporary:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> "Sandbox":
        self.facts = self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _build(self) -> None:
        state, clock, switches, plan = self._state, self._clock, self._switches, self._plan
        gateway = build_gateway(state, clock, switches)
        context = Context(state.splynx, clock, switches)
        authenticator = Authenticator(state.splynx, state.splynx_settings, clock, switches)
        events = Events(state.splynx, context.ledger, gateway, clock, CARD_TERMINAL, BANK_TERMINAL)
        splynx = SplynxApp(context, authenticator)
        hooks = Hooks(events.insert_row, events.race)
        reports = Reports(gateway, state.gateway_settings, clock, switches, plan)
        self._steering = Steering(
            clock=clock,
            switches=switches,
            plan=plan,
            log=self._log,
            splynx=state.splynx,
            gateway=gateway,
            events=events,
            servers=self._servers,
            facts={},
            reset=self._reset,
            set_listener=self._set_listener,
            seeded_payments=state.seeded_payments,
        )
        self._serve("splynx", MischievousSplynx(splynx, plan, hooks), self._options.port_splynx)
        self._serve("ippay", GatewayApp(gateway, plan), self._options.port_ippay)
        self._serve("reports", reports, self._options.port_reports)
        self._serve("control", ControlApp(self._steering), self._options.port_control)

    def _serve(self, name: str, app: App, port: int) -> None:
        steered = name == "control"
        context = None
        if self._options.tls and not steered:
            context, self._authority = server_context(self._folder)
        self._servers[name] = HttpServer(
            name,
            app,
            port=port,
            log=WireLog(self._clock) if steered else self._log,
            clock=self._clock,
            context=context,
            latency_ms=0 if steered else self._options.latency_ms,
            greets=(lambda: True) if steered else (lambda: self._plan.greets(name)),
        )

    def _set_listener(self, name: str, *, up: bool | None = None) -> None:
        if up is not None:
            self._shut = self._shut - {name} if up else self._shut | {name}
        self._sync_listeners()

    def _sync_listeners(self) -> None:
        for name, server in self._servers.items():
            if name in self._shut or self._plan.shuts(name):
                server.down()
            else:
                server.up()

    def _reset(self) -> None:
        self._plan.clear()
        self._switches.reset()
        self._set_password()
        self._clock.reset()
        self._state.refill(self._clock)
        self._shut.clear()
        self._sync_listeners()

    def _set_password(self) -> None:
        if self._options.password:
            self._switches.change("ippay", {"password": self._options.password})

    def _announcement(self) -> dict[str, object]:
        state = self._state
        customers, documents = state.size()
        password = self._switches.text("ippay", "password")
        return {
            "splynx_url": self._servers["splynx"].url,
            "splynx_api_key": state.splynx_settings.text("api_key"),
            "splynx_api_secret": state.splynx_settings.text("api_secret"),
            "ippay_url": self._servers["ippay"].url + "/ippay",
            "terminal_id": CARD_TERMINAL,
            "ach_terminal_id": BANK_TERMINAL,
            "ippay_password": password or None,
            "report_url": self._servers["reports"].url + "/ippayReport/",
            "report_merchant_id": state.gateway_settings.text("report_merchant_id"),
            "report_password": state.gateway_settings.text("report_password"),
            "control_url": self._servers["control"].url,
            "payment_account": PAYMENT_ACCOUNT,
            "card_method": CARD_METHOD,
            "bank_method": BANK_METHOD,
            "currency": "USD",
            "ca_bundle": str(self._authority.resolve()) if self._authority else None,
            "splynx_timezone": self._clock.zone_name,
            "today": self._clock.today().isoformat(),
            "period": state.period(),
            "seed": state.settings.integer("seed"),
            "customers": customers,
            "invoices": documents,
            "pid": os.getpid(),
        }


def build_gateway(state: State, clock: Clock, switches: Switches) -> Gateway:
    """Put the practice gateway's parts together."""
    records = Records(state.gateway, clock)
    vault = Vault(state.gateway, clock)
    terminals = Terminals(state.gateway, switches)
    in_flight = InFlight()
    return Gateway(
        records=records,
        vault=vault,
        terminals=terminals,
        batches=Batches(records, terminals, clock),
        engine=Engine(records, vault, terminals, clock),
        enquiries=Enquiries(records, terminals, clock, in_flight),
        in_flight=in_flight,
    )


def main(argv: Sequence[str]) -> int:
    """Run the practice servers until interrupted; return the exit status.

    Blocks. Stops on SIGINT, SIGTERM, or when the process given with ``--parent-pid`` is gone.
    """
    options = parse(argv)
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    sandbox = Sandbox(options)
    try:
        announce(sandbox.start(), options.announce)
        sys.stderr.write("Practice servers are up; press Ctrl+C to stop.\n")
        watch = ParentWatch(options.parent_pid) if options.parent_pid else None
        while not ended.wait(_WATCH_S):
            if watch is not None and watch.is_gone():
                break
    finally:
        sandbox.stop()
        if options.announce is not None:
            with contextlib.suppress(FileNotFoundError):
                options.announce.unlink()
    return 0
