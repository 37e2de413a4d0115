"""Stations with one ledger charge a Splynx through one gateway and the same terminals.

Another gateway finds none of the others' charges, which would be taken for "never charged"; and a
station on IPpay's test gateway would record payments that nobody made. So the ledger keeps what its
stations charge through, and whoever comes with something else is refused before the first charge.
What is agreed may change while a station is open. So the journal commits no intent of a station
that has not read the last word: it reads it then, and goes on or is refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.notes import Note, NoteKind
from ippay_desktop.domain.ports import GatewayDisagreedError, NotedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.workspace import Workspace

_T = TypeVar("_T")
_SUBJECT = "charged_through"
_THROUGH = ("gateway", "card_terminal", "bank_terminal")


@dataclass(slots=True)
class Agreement:
    """What one open profile has read of it.

    Attributes:
        next_word: Id of the note that whoever speaks next writes; None where nobody shares.
    """

    next_word: str | None = None


def agree(workspace: Workspace, *, is_overruling: bool = False) -> None:
    """Return if this profile charges through what the ledger's other stations charge through.

    The first to come says what that is, and later whoever said it last. Blocks.

    Args:
        workspace: On a ledger, opened for money.
        is_overruling: A person says that this profile is right, and the others are to follow.

    Raises:
        InputError: it differs, or charges made through another gateway are not settled yet.
        StorageError: the ledger cannot be written.
    """
    mine = _facts(workspace.profile)
    while True:
        said = _said(workspace)
        if said and not _is_same(said[-1].facts, mine):
            is_ours = said[-1].facts["profile_id"] == mine["profile_id"]
            if not (is_ours or is_overruling):
                raise InputError(_refusal(said[-1], workspace.profile))
            _refuse_while_open(workspace, said)
        own = next(iter(_last_of_each(said, mine["profile_id"])), None)
        if own is not None and _is_same(own.facts, mine) and _is_same(said[-1].facts, mine):
            _heed(workspace, len(said))
            return
        if own is not None:
            # A charge may have begun here between another's look at what is open and its word.
            _refuse_while_open(workspace, said)
        try:
            workspace.journal.add_note(_note(workspace, mine, len(said)))
        except InvariantError:
            # Another station was faster: what it said is read, and judged, like any other.
            continue
        _heed(workspace, len(said) + 1)
        return


def agreed(workspace: Workspace, commit: Callable[[str | None], _T]) -> _T:
    """What `commit` returns: it commits an intent unless a note with the id it is given exists.

    Raises:
        GatewayDisagreedError: another station has changed what is charged through. Nothing was
            committed.
    """
    while True:
        try:
            return commit(workspace.agreement.next_word)
        except NotedMeanwhileError:
            said = _said(workspace)
            if not _is_same(said[-1].facts, _facts(workspace.profile)):
                raise GatewayDisagreedError(_refusal(said[-1], workspace.profile)) from None
            _heed(workspace, len(said))


def elsewhere(workspace: Workspace) -> Mapping[str, str]:
    """Profiles of the ledger that charged, by their last word, through another gateway."""
    return {
        note.facts["profile_id"]: f"{note.facts['profile']} ({note.station})"
        for note in _last_of_each(_said(workspace))
        if note.facts["gateway"] != workspace.profile.gateway_host
    }


def _heed(workspace: Workspace, number: int) -> None:
    """Let no intent be committed once somebody says something that was not read yet."""
    workspace.agreement.next_word = _named(workspace, number)


def _said(workspace: Workspace) -> tuple[Note, ...]:
    host = workspace.profile.splynx_host
    return workspace.journal.notes(host, {NoteKind.RECONCILED}, subject=_SUBJECT)


def _facts(profile: Profile) -> dict[str, str]:
    return {
        "gateway": profile.gateway_host,
        "card_terminal": profile.terminal_for(InstrumentKind.CARD),
        "bank_terminal": profile.terminal_for(InstrumentKind.BANK),
        "profile_id": profile.profile_id,
        "profile": profile.name,
    }


def _is_same(some: Mapping[str, str], others: Mapping[str, str]) -> bool:
    return all(some[name] == others[name] for name in _THROUGH)


def _last_of_each(said: Iterable[Note], profile_id: str = "") -> Iterable[Note]:
    """The last word of each profile, or of that one."""
    last = {note.facts["profile_id"]: note for note in said}
    return [note for of, note in last.items() if profile_id in {"", of}]


def _refuse_while_open(workspace: Workspace, said: Iterable[Note]) -> None:
    """A charge is asked about where it was made: nobody would do so after the change."""
    journal, host = workspace.journal, workspace.profile.splynx_host
    mine = workspace.profile.gateway_host
    through = {note.facts["profile_id"]: note.facts["gateway"] for note in _last_of_each(said)}
    profiles = [one.intent.profile_id for one in journal.open_attempts(host)]
    profiles += [one.intent.profile_id for one in journal.reversals.waiting(host)]
    gateways = [through.get(profile, "?") for profile in profiles]
    waiting = sum(gateway != mine for gateway in gateways)
    if waiting:
        gateway = next(gateway for gateway in gateways if gateway != mine)
        raise InputError(
            f"Charges on {host} that went through {gateway} are not settled yet "
            f"({waiting}). Let them be settled there first, then charge through another gateway."
        )


def _refusal(said: Note, profile: Profile) -> str:
    facts = said.facts
    theirs = f"{facts['gateway']}, {facts['card_terminal']}, {facts['bank_terminal']}"
    ours = _facts(profile)
    mine = f"{ours['gateway']}, {ours['card_terminal']}, {ours['bank_terminal']}"
    return (
        f"The team's ledger charges {profile.splynx_host} through {theirs} (gateway and terminals; "
        f"{said.operator} at {said.station}, {said.at:%Y-%m-%d}), and this profile names {mine}. "
        "Write the same here. If this profile is right, “verify-journal --adopt” makes the others "
        "follow. Nothing was sent."
    )


def _note(workspace: Workspace, facts: Mapping[str, str], number: int) -> Note:
    return Note(
        _named(workspace, number),
        NoteKind.RECONCILED,
        workspace.profile.splynx_host,
        _SUBJECT,
        workspace.clock.now(),
        workspace.operator,
        workspace.station,
        facts,
    )


def _named(workspace: Workspace, number: int) -> str:
    """One id for each place in the row of words: of two who speak at once, one is refused."""
    text = f"{_SUBJECT}\n{workspace.profile.splynx_host}\n{number}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
