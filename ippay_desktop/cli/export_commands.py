"""The command that saves charges as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.filters import DOCUMENT_KINDS, read_filter, refuse_unfit_for_history
from ippay_desktop.cli.objects import list_summary_object
from ippay_desktop.domain.tables import TableFormat
from ippay_desktop.services.exporting import ExportService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.charge import Attempt


def export(context: Context) -> Exit:
    """Write the charges that a filter names into a file."""
    options = context.options
    refuse_unfit_for_history(options)
    path = Path(options.file)
    TableFormat.of(path)
    workspace = context.open(Access.LOOK)
    wanted = read_filter(options, workspace.currency, default_kinds=DOCUMENT_KINDS["all"])

    def keep(attempt: Attempt) -> bool:
        return options.documents is None or attempt.document.kind in wanted.kinds

    number = ExportService(workspace, context.station.files).attempts(path, wanted, keep)
    context.output.event(
        list_summary_object(number, file=str(path.absolute())),
        f"{number} charges written to {path.name}.",
    )
    return Exit.DONE
