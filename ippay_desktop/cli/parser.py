"""The command line's grammar: every command and option, without doing anything."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from ippay_desktop import __version__
from ippay_desktop.cli.filters import DOCUMENT_KINDS
from ippay_desktop.cli.inputs import (
    iso_day,
    natural_number,
    positive_number,
    seconds,
    several_seconds,
)
from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.profile import Mode, RecordBank
from ippay_desktop.services.resolving import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "ippay-desktop"
# Named in the contract, and answered honestly until they are built.
_LINK_FORMATS = ("url", "text", "html", "csv")
_SANDBOX_NUMBERS = (
    *("port-splynx", "port-ippay", "port-reports", "port-control"),
    *("customers", "invoices", "seed", "latency-ms"),
)


class _Parser(argparse.ArgumentParser):
    """Raises instead of exiting, so that every refusal ends the same way."""

    @override
    def error(self, message: str) -> NoReturn:
        text = message.removeprefix("argument ").rstrip(".")
        raise InputError(f"{text[:1].upper()}{text[1:]}. See “{self.prog} --help”.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read a command line; `command` is None when there is none.

    Raises:
        InputError: wrong usage, in one sentence that repeats no value of an unknown option.
        SystemExit: help or version was asked for and shown.
    """
    options, unknown = _parser().parse_known_args(list(arguments))
    if unknown:
        first = unknown[0].partition("=")[0]
        what = f"option {first}" if first.startswith("-") else "argument without an option"
        raise InputError(f"There is no {what} here. See “{PROGRAM} --help”.")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="Charge Splynx customers through IPpay. Without a command, the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_globals(parser, suppress=False)
    parser.set_defaults(command=None)
    commands = _Commands(parser.add_subparsers(metavar="COMMAND", parser_class=_Parser))
    parts = (_add_servers, _add_profiles, _add_reads, _add_charges, _add_station, _add_runs)
    for add in (*parts, _add_links):
        add(commands)
    return parser


def _add_globals(parser: argparse.ArgumentParser, *, suppress: bool) -> None:
    """The options of all commands; they may stand before or behind the command."""

    def default(*, value: object) -> object:
        # Behind the command an absent option must not undo one given before it.
        return argparse.SUPPRESS if suppress else value

    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        default=default(value=None),
        help="keep everything there",
    )
    parser.add_argument("--profile", metavar="NAME", default=default(value=None))
    parser.add_argument(
        "--json",
        dest="as_json",
        action="store_true",
        default=default(value=False),
        help="one JSON object per line",
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        default=default(value=False),
        help="log more",
    )


class _Commands:
    """Adds commands that know their own name and take the options of all."""

    def __init__(
        self,
        subparsers: argparse._SubParsersAction[_Parser],
        prefix: str = "",
    ) -> None:
        self._subparsers = subparsers
        self._prefix = prefix

    def add(self, name: str, summary: str) -> argparse.ArgumentParser:
        """A command of its own."""
        parser = self._subparsers.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            allow_abbrev=False,
        )
        _add_globals(parser, suppress=True)
        parser.set_defaults(command=f"{self._prefix}{name}")
        return parser

    def group(self, name: str, summary: str) -> _Commands:
        """A command that needs a second word."""
        parser = self._subparsers.add_parser(name, help=summary, allow_abbrev=False)
        words = parser.add_subparsers(metavar="ACTION", required=True, parser_class=_Parser)
        return _Commands(words, f"{self._prefix}{name} ")


def _add_servers(commands: _Commands) -> None:
    demo = commands.add("demo", "the window on the built-in practice servers")
    demo.add_argument("--tour", type=Path, metavar="DIR", help="save pictures there and exit")
    demo.add_argument("--customers", type=natural_number, metavar="N")
    demo.add_argument("--seed", type=natural_number, metavar="S")
    sandbox = commands.add("sandbox", "only the practice servers, until interrupted")
    for name in _SANDBOX_NUMBERS:
        sandbox.add_argument(f"--{name}", type=natural_number, metavar="N")
    sandbox.add_argument("--tls", action="store_true", help="serve https")
    sandbox.add_argument("--state", type=Path, metavar="DIR", help="keep everything there")
    sandbox.add_argument("--announce", type=Path, metavar="FILE", help="write the addresses there")


_PROFILE_TEXTS = {
    "--splynx-url": "address of Splynx",
    "--splynx-api-key": "key of Splynx's API",
    "--ippay-url": "address of IPpay's gateway",
    "--terminal-id": "IPpay terminal for cards",
    "--ach-terminal-id": "IPpay terminal for bank debits",
    "--report-url": "address of IPpay's reports",
    "--report-merchant-id": "merchant id of IPpay's reports",
    "--currency": "currency code, such as USD",
    "--approve-above": "a charge or run of more needs a second person's approval",
    "--max-charge": "no single charge may be more than this",
    "--max-run": "a run stops itself before it charges more than this",
    "--max-day": "the same for all charges of one day",
    "--ledger": "address of the team's ledger",
    "--ca-bundle": "certificates to trust beside the public ones",
    "--splynx-timezone": "time zone of Splynx, such as America/Denver",
    "--fields": "which slot holds what: card_token=1,card_name=2,...",
}


def _add_profiles(commands: _Commands) -> None:
    profile = commands.group("profile", "connections and their settings")
    change = profile.add("set", "make a profile, or change the given settings of one")
    change.add_argument("name", metavar="NAME")
    for option, summary in _PROFILE_TEXTS.items():
        change.add_argument(option, metavar="TEXT", help=summary)
    for option in ("--payment-account", "--card-method", "--bank-method"):
        change.add_argument(option, type=positive_number, metavar="ID")
    for option in ("--concurrency", "--max-unknowns"):
        change.add_argument(option, type=natural_number, metavar="N")
    for option in ("--gateway-timeout", "--approved-recheck", "--not-found-hold"):
        change.add_argument(option, type=seconds, metavar="S")
    for option in ("--enquiry-delays", "--recording-delays"):
        change.add_argument(option, type=several_seconds, metavar="S,S")
    change.add_argument("--mode", choices=[mode.value for mode in Mode])
    change.add_argument("--record-bank", choices=[when.value for when in RecordBank])
    change.add_argument("--accept-fields", action="store_true", help="accept the fields' labels")
    change.add_argument(
        "--secrets-stdin", action="store_true", help="read secrets from standard input, as JSON"
    )
    profile.add("list", "all profiles")
    profile.add("show", "one profile").add_argument("name", metavar="NAME")
    remove = profile.add("remove", "forget a profile")
    remove.add_argument("name", metavar="NAME")
    for parser in (change, remove):
        parser.add_argument(
            "--give-up-ledger",
            action="store_true",
            help="the team's ledger is gone for good, or never held a charge",
        )


def _add_reads(commands: _Commands) -> None:
    commands.add("check", "both connections, permissions and fields")
    sync = commands.add("sync", "refresh the local copy")
    sync.add_argument(
        "--full", action="store_true", help="read everything again, not only what changed"
    )
    customers = commands.add("customers", "search customers")
    customers.add_argument("text", nargs="?", default="", metavar="TEXT")
    for name in ("invoices", "proformas"):
        _add_filters(commands.add(name, f"{name} by filter"))
    methods = commands.add("methods", "who could not be charged next time, and why")
    methods.add_argument(
        "--by", type=iso_day, metavar="DATE", help="of the next charge; the end of next month"
    )
    accounts = commands.add("accounts", "a customer's saved card and bank account")
    accounts.add_argument("customer_id", type=positive_number, metavar="CUSTOMER_ID")
    commands.add("attention", "everything that waits for evidence or a person")
    _add_filters(commands.add("history", "all charges"))
    export = commands.add("export", "save charges as a file")
    export.add_argument("file", metavar="FILE", help="ends in .csv, .xlsx or .json")
    _add_filters(export)
    verify = commands.add("verify-journal", "check the journal from its first entry on")
    verify.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="check an evidence file instead"
    )
    verify.add_argument(
        "--adopt",
        action="store_true",
        help="charge here with a journal that was moved or restored; no other copy may go on",
    )


def _add_station(commands: _Commands) -> None:
    station = commands.group("station", "what may be done at this station")
    station.add("show", "the station's role")
    role = station.add("role", "give it another role; the administrator's PIN on standard input")
    role.add_argument("role", choices=[role.value for role in Role])
    forget = station.add("forget", "destroy everything about the provider here but the journal")
    forget.add_argument("--yes", action="store_true")
    approve = commands.add("approve", "allow somebody else's charge or run above the limit")
    approve.add_argument("what", metavar="WHAT")
    approve.add_argument("--amount", required=True, metavar="A")
    approve.add_argument("--yes", action="store_true")
    evidence = commands.add("evidence", "what is known about a charge, as a file for a dispute")
    evidence.add_argument("attempt_id", metavar="ATTEMPT")
    evidence.add_argument("file", type=Path, metavar="FILE")


def _add_reversals(commands: _Commands) -> None:
    void = commands.add("void", "take back a whole charge")
    void.add_argument("--keep-payment", action="store_true", help="leave our payment in Splynx")
    refund = commands.add("refund", "send a charge, or a part of it, back")
    refund.add_argument("--amount", metavar="A", help="less than what is left of it")
    refund.add_argument(
        "--unlinked",
        action="store_true",
        help="under an id of its own: you have made sure that it was not given back elsewhere",
    )
    for back in (void, refund):
        back.add_argument("attempt", metavar="ATTEMPT", help="attempt id or transaction id")
        back.add_argument("--yes", action="store_true", help="do it; without it nothing is sent")


def _add_charges(commands: _Commands) -> None:
    pay = commands.add("pay", "charge one document")
    which = pay.add_mutually_exclusive_group(required=True)
    for kind in ("invoice", "proforma"):
        which.add_argument(f"--{kind}-id", type=positive_number, metavar="N")
        which.add_argument(f"--{kind}-number", metavar="S")
    pay.add_argument("--account", choices=_choices(InstrumentKind), default="any")
    pay.add_argument("--amount", metavar="A", help="less than what is due")
    refill = commands.add("refill", "charge for a customer's balance")
    refill.add_argument("--customer", type=positive_number, metavar="N", required=True)
    refill.add_argument("--account", choices=_choices(InstrumentKind), required=True)
    refill.add_argument("--amount", metavar="A", required=True)
    for single in (pay, refill):
        how = single.add_mutually_exclusive_group()
        how.add_argument("--yes", action="store_true", help="charge; without it nothing is sent")
        how.add_argument("--preview", action="store_true", help="say where the money may go")
    charge = commands.add("charge", "charge every document of a period")
    _add_filters(charge, is_period_required=True)
    charge.add_argument("--account", choices=_choices(AccountChoice), default="any")
    charge.add_argument("--name", metavar="TEXT", default="", help="name of the run")
    charge.add_argument("--canary", type=positive_number, metavar="N")
    _add_plan_choice(charge)
    reconcile = commands.add("reconcile", "ask about everything open, finish recording")
    reconcile.add_argument("--wait", type=seconds, default=0.0, metavar="S")
    reconcile.add_argument(
        "--period", metavar="FROM..TO", help="compare the three books of these days"
    )
    resolve = commands.add("resolve", "decide what evidence cannot; it is asked for once more")
    resolve.add_argument("attempt", metavar="ATTEMPT", help="attempt id or transaction id")
    resolve.add_argument(
        "--as", dest="decision", choices=[one.value for one in Decision], required=True
    )
    resolve.add_argument("--reason", metavar="TEXT", required=True)
    resolve.add_argument("--yes", action="store_true", help="decide; without it nothing changes")
    _add_reversals(commands)
    dismiss = commands.add("dismiss", "mark something in attention as dealt with")
    dismiss.add_argument("subject", metavar="SUBJECT", help="as “attention” names it")
    dismiss.add_argument("--reason", metavar="TEXT", required=True)
    dismiss.add_argument("--yes", action="store_true", help="mark; without it nothing changes")


def _add_plan_choice(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--preview", action="store_true", help="show the plan, send nothing")
    choice.add_argument("--confirm", metavar="COUNT:SUM", help="carry out exactly this plan")
    parser.add_argument("--around-midnight", action="store_true")


def _add_runs(commands: _Commands) -> None:
    run = commands.group("run", "runs and their results")
    run.add("list", "all runs")
    for name, summary in (
        ("show", "one run, row by row"),
        ("cancel", "stop a run for good"),
    ):
        run.add(name, summary).add_argument("run", metavar="RUN")
    resume = run.add("resume", "go on with a run")
    resume.add_argument("run", metavar="RUN")
    resume.add_argument("--around-midnight", action="store_true")
    retry = run.add("retry", "charge again what may be tried again")
    retry.add_argument("run", metavar="RUN")
    _add_plan_choice(retry)


def _add_links(commands: _Commands) -> None:
    links = commands.add("links", "direct-pay links")
    for kind in ("invoice", "proforma"):
        links.add_argument(f"--{kind}-id", type=positive_number, nargs="+", action="extend")
        links.add_argument(f"--{kind}-number", nargs="+", action="extend")
    _add_filters(links)
    links.add_argument("--format", choices=_LINK_FORMATS, default="url")


def _add_filters(parser: argparse.ArgumentParser, *, is_period_required: bool = False) -> None:
    parser.add_argument("--documents", choices=list(DOCUMENT_KINDS))
    parser.add_argument("--period", metavar="FROM..TO", required=is_period_required)
    for option in ("partner", "location", "payment-type", "customer"):
        parser.add_argument(f"--{option}", action="append", metavar="ID,..")
    for option in ("status", "number"):
        parser.add_argument(f"--{option}", action="append", metavar="WORD,..")
    for option in ("total", "due"):
        parser.add_argument(f"--{option}", metavar="'>10'")
    parser.add_argument("--search", metavar="TEXT")


def _choices(kinds: type[InstrumentKind | AccountChoice]) -> list[str]:
    return [kind.value for kind in kinds]
