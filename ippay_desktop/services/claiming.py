"""Keeping stations with one ledger out of each other's way: who is at work on a charge or a run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.gateway_agreement import agreed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ippay_desktop.domain.charge import Attempt, Intent
    from ippay_desktop.domain.identifiers import AttemptId, RunId
    from ippay_desktop.domain.ports import Holder, SpendCeiling
    from ippay_desktop.domain.profile import ChargingPolicy
    from ippay_desktop.services.workspace import Workspace

# A station says every few seconds that it lives; after a minute of silence its run may go on
# elsewhere. That moves no money by itself: each row is still claimed and refused one by one.
_RUN_LEASE_S = 60.0
# Splynx's time limit for a payment, a sign of life that was just due, and as much again.
_MARGIN_S = 180.0
# A charge, and the enquiry that confirms a refusal.
_REQUESTS = 2


def attempt_lease_s(policy: ChargingPolicy) -> float:
    """After how much silence of its station a charge may be taken over.

    Longer than any request of that station can be on its way: its last sign of life was before it
    sent, and each request ends at its time limit. So what is asked about is no longer moving.
    """
    return _REQUESTS * policy.gateway_timeout_s + _MARGIN_S


@contextmanager
def attempt_held(workspace: Workspace, attempt_id: AttemptId) -> Iterator[Holder | None]:
    """Hold an attempt while the block runs; gives the other station if one holds it already."""
    lease_s = attempt_lease_s(workspace.profile.policy)
    holder = workspace.journal.claim_attempt(attempt_id, lease_s)
    try:
        yield holder
    finally:
        if holder is None:
            workspace.journal.release(attempt_id)


@contextmanager
def intent_held(
    workspace: Workspace, intent: Intent, after: int, ceilings: Sequence[SpendCeiling]
) -> Iterator[Attempt]:
    """Commit an intent, claimed in the same transaction, and hold its attempt in the block.

    Raises:
        IPpayDesktopError: as `Journal.add_intent`; nothing may be sent then.
    """
    lease_s = attempt_lease_s(workspace.profile.policy)
    try:
        yield agreed(
            workspace,
            lambda news: workspace.journal.add_intent(intent, after, ceilings, lease_s, news),
        )
    finally:
        workspace.journal.release(intent.attempt_id)


@contextmanager
def run_held(workspace: Workspace, run_id: RunId) -> Iterator[None]:
    """Hold a run while the block runs.

    Raises:
        InputError: another station that lives carries it out.
    """
    holder = workspace.journal.claim_run(run_id, _RUN_LEASE_S)
    if holder is not None:
        raise InputError(
            f"This run is being carried out by {holder.who} since "
            f"{holder.since:%Y-%m-%d %H:%M UTC}. Wait until it has ended there."
        )
    try:
        yield
    finally:
        workspace.journal.release(run_id)
