"""`sync`: renews the local copy that the window's lists and searches go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli import objects
from ippay_desktop.cli.exits import Exit
from ippay_desktop.services.station import Access
from ippay_desktop.services.synchronising import Depth

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.services.synchronising import SyncProgress

# Of a reading of everything, so that a million documents are not ten thousand lines.
_STEP = 0.05


def sync(context: Context) -> Exit:
    """Renew the local copy; Ctrl+C stops it, and the next one goes on from there."""
    workspace = context.open(Access.LOOK)
    desk = context.station.local_copy(workspace.profile)
    teller = _Teller(context)
    depth = Depth.EVERYTHING if context.options.full else Depth.OPEN
    with desk.renewal(teller.tell, lambda: context.interrupts.is_stopping) as synchroniser:
        result = synchroniser.run(depth)
    freshness = desk.reader.freshness()
    context.output.event(
        objects.list_summary_object(
            result.read,
            changed=result.changed,
            removed=result.removed,
            as_of=objects.instant(result.as_of),
            unreadable=freshness.unreadable,
        ),
        f"Read {result.read:,}: {result.changed:,} new or changed, {result.removed:,} gone.",
    )
    if freshness.unreadable:
        noun = "record" if freshness.unreadable == 1 else "records"
        context.output.say(
            f"{freshness.unreadable:,} {noun} of Splynx cannot be read, so lists lack them or show "
            "them as they were. The log names them; look at them in Splynx."
        )
    if not freshness.is_lasting:
        context.output.say("No keyring keeps the copy's key, so the copy ends with this command.")
    return Exit.DONE


class _Teller:
    """Tells every twentieth of the way."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: dict[str, float] = {}

    def tell(self, progress: SyncProgress) -> None:
        """Say how far it has come, if that is worth a line."""
        name = progress.resource.value
        share = progress.done / progress.expected if progress.expected else 1.0
        if share < 1 and share - self._told.get(name, -1.0) < _STEP:
            return
        self._told[name] = share
        of_all = f" of {progress.expected:,}" if progress.expected is not None else ""
        self._context.output.event(
            {
                "event": "progress",
                "resource": name,
                "done": progress.done,
                "expected": progress.expected,
            },
            f"{name.capitalize()}: {progress.done:,}{of_all}",
        )
