"""Commands about the station itself: its role, approvals of others' charges, and evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.inputs import json_object
from ippay_desktop.cli.objects import list_summary_object
from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.evidence import EvidenceService, check_file, is_of
from ippay_desktop.services.forgetting import ForgetService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context


def show_station(context: Context) -> Exit:
    """What may be done at this station."""
    role = context.station.authority.role
    context.output.event({"event": "station", "role": role.value}, f"Role: {role.value}")
    context.output.event(list_summary_object(1))
    return Exit.DONE


def set_role(context: Context) -> Exit:
    """Give the station another role, with the administrator's PIN from standard input."""
    try:
        pin = json_object(context.stdin).get("admin_pin")
    except ValueError:
        pin = None
    if not isinstance(pin, str) or not pin:
        raise InputError(
            'Standard input must hold the administrator\'s PIN: {"admin_pin": "…"}. The first '
            "time, the one given is the one that it is from then on."
        )
    role = Role(context.options.role)
    context.station.authority.assign(role, SecretText(pin))
    context.output.event({"event": "station", "role": role.value}, f"Role: {role.value}")
    context.output.event(list_summary_object(1))
    return Exit.DONE


def forget(context: Context) -> Exit:
    """Destroy everything about the provider on this computer but the journal."""
    if not context.options.yes:
        raise InputError(
            "This destroys the local copy, all secrets, PINs and profiles on this computer. Add "
            "--yes if that is what you want; the journal stays."
        )
    number = ForgetService(context.station).forget()
    context.output.event(
        list_summary_object(number, journal_kept=True),
        f"Forgotten: {number} profiles with their secrets and local copies. The journal stays.",
    )
    return Exit.DONE


def approve(context: Context) -> Exit:
    """Allow one charge or run of somebody else's that is above the limit."""
    options = context.options
    if not options.yes:
        raise InputError("Add --yes if you approve of it.")
    workspace = context.open(Access.MONEY)
    amount = Money.parse(options.amount, workspace.currency)
    given = ApprovalService(workspace).approve(options.what, amount)
    context.output.event(
        {
            "event": "approval",
            "what": options.what,
            "amount": amount.text(),
            "by": given.approved_by,
            "asked_by": given.asked_by,
        },
        f"{given.approved_by} approved {options.what} over {amount.text()}, as {given.asked_by} "
        "asked, once and for one day.",
    )
    context.output.event(list_summary_object(1))
    return Exit.DONE


def evidence(context: Context) -> Exit:
    """Write what the journal knows about a charge into a file that proves itself."""
    workspace = context.open(Access.LOOK)
    path = Path(context.options.file)
    service = EvidenceService(workspace, context.station.files)
    head = service.save(AttemptId(context.options.attempt_id), path)
    context.output.event(
        list_summary_object(1, file=str(path.absolute()), head=head.hash),
        f"Written to {path.name}. Tell the other side the head of the journal with it: "
        f"{head.sequence} {head.hash}",
    )
    return Exit.DONE


def verify_evidence(context: Context, path: Path) -> Exit:
    """Check an evidence file; and, where this computer has its journal, that it came from there."""
    content = check_file(path)
    is_ours = False
    if context.station.profiles.all():
        is_ours = is_of(context.open(Access.LOOK).journal, content)
    origin = "It is of this journal." if is_ours else "Compare its head with the one you were told."
    head = content["head"]
    context.output.event(
        list_summary_object(len(content["entries"]), ok=True, of_this_journal=is_ours),
        f"The file is whole: {len(content['entries'])} entries, head {head['sequence']} "
        f"{head['hash']}. {origin}",
    )
    return Exit.DONE
