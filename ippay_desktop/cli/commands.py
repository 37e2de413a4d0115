"""Which function carries out which command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli import (
    copy_commands,
    export_commands,
    link_commands,
    method_commands,
    money_commands,
    profile_commands,
    read_commands,
    reconcile_commands,
    reversal_commands,
    run_commands,
    station_commands,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ippay_desktop.cli.context import Context
    from ippay_desktop.cli.exits import Exit

COMMANDS: Mapping[str, Callable[[Context], Exit]] = {
    "profile set": profile_commands.set_profile,
    "profile list": profile_commands.list_profiles,
    "profile show": profile_commands.show_profile,
    "profile remove": profile_commands.remove_profile,
    "check": read_commands.check,
    "sync": copy_commands.sync,
    "customers": read_commands.customers,
    "invoices": read_commands.invoices,
    "proformas": read_commands.proformas,
    "accounts": read_commands.accounts,
    "methods": method_commands.methods,
    "attention": read_commands.attention,
    "history": read_commands.history,
    "verify-journal": read_commands.verify_journal,
    "pay": money_commands.pay,
    "refill": money_commands.refill,
    "reconcile": reconcile_commands.reconcile,
    "dismiss": reconcile_commands.dismiss,
    "resolve": money_commands.resolve,
    "void": reversal_commands.void,
    "refund": reversal_commands.refund,
    "charge": run_commands.charge,
    "run list": run_commands.list_runs,
    "run show": run_commands.show_run,
    "run resume": run_commands.resume_run,
    "run cancel": run_commands.cancel_run,
    "run retry": run_commands.retry_run,
    "station show": station_commands.show_station,
    "station role": station_commands.set_role,
    "station forget": station_commands.forget,
    "approve": station_commands.approve,
    "evidence": station_commands.evidence,
    "export": export_commands.export,
    "links": link_commands.links,
}
