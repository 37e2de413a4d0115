"""Direct-pay links, each for a document that is unpaid at this moment."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.filters import DOCUMENT_KINDS, given_filters, read_filter
from ippay_desktop.cli.objects import link_object, list_summary_object, obstacle_object
from ippay_desktop.cli.words import as_beginning, document_words
from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.cells import safe_cell
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import DocumentId
from ippay_desktop.domain.paylink import LinkBy
from ippay_desktop.services.auditing import Deed, listed
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.pay_links import WARNING, PayLinkService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.services.workspace import Workspace

_KINDS = (DocumentKind.INVOICE, DocumentKind.PROFORMA)
_CSV_HEADERS = ("kind", "id", "number", "customer_id", "customer_name", "due", "currency", "url")
_FORMATS: dict[str, Callable[[PayLink], str]] = {
    "url": lambda link: link.url,
    "text": lambda link: link.text,
    "html": lambda link: link.html,
}


def links(context: Context) -> Exit:
    """Links of named documents, or of all unpaid ones that pass a filter.

    A document that cannot be paid now gets no link but an "obstacle" line. If no document that
    was named can be paid, the command ends with an error (2); if only some can, it is 3.
    """
    named = [_Named(context, kind, by) for kind in _KINDS for by in LinkBy]
    is_filtered = bool(given_filters(context.options))
    if any(one.values for one in named) == is_filtered:
        raise InputError("Name documents by id or number, or give a filter; one of the two.")
    workspace = context.open(Access.LOOK)
    if is_filtered:
        found = list(_by_filter(context, workspace))
        missing: list[str] = []
    else:
        found, missing = _by_name(workspace, named)
    given = [one.row.document.ref.key for one in found if one.link is not None]
    if given:
        workspace.audit.note(Deed.EXPORTED, "links", documents=listed(given))
    return _show(context, found, missing)


class _Named:
    """The documents of one kind that were named by id, or by number."""

    def __init__(self, context: Context, kind: DocumentKind, by: LinkBy) -> None:
        self.kind = kind
        self.by = by
        self.values: list[str | int] = getattr(context.options, f"{kind}_{by}") or []

    def read(self, documents: DocumentService, value: str | int) -> DocumentRow:
        """One of them, fresh."""
        if self.by is LinkBy.ID:
            return documents.by_id(self.kind, DocumentId(int(value)))
        return documents.by_number(self.kind, str(value))


def _by_name(workspace: Workspace, named: list[_Named]) -> tuple[list[LinkRow], list[str]]:
    documents, service = DocumentService(workspace), PayLinkService(workspace)
    found: list[LinkRow] = []
    missing: list[str] = []
    for one in named:
        for value in one.values:
            try:
                row = one.read(documents, value)
            except InputError as error:
                missing.append(str(error))
                continue
            found += service.for_rows((row,), one.by)
    return found, missing


def _by_filter(context: Context, workspace: Workspace) -> Iterator[LinkRow]:
    wanted = read_filter(
        context.options, workspace.currency, default_kinds=DOCUMENT_KINDS["invoices"]
    )
    if not wanted.states:
        wanted = replace(wanted, states=CHARGEABLE_STATES)
    rows = DocumentService(workspace).matching(wanted)
    yield from PayLinkService(workspace).for_rows(rows)


def _show(context: Context, found: list[LinkRow], missing: list[str]) -> Exit:
    output = context.output
    good = [(one.row, one.link) for one in found if one.link is not None]
    obstacles = [(one.row.document.ref, one.obstacle) for one in found if one.link is None]
    texts = [f"{as_beginning(document_words(ref))}: {reason}" for ref, reason in obstacles]
    for ref, reason in obstacles:
        output.event(obstacle_object(ref, reason))
    for reason in missing:
        output.event(obstacle_object(None, reason))
    texts += missing
    if texts and not good and not given_filters(context.options):
        raise InputError(" ".join(("There is no link to give.", *texts)))
    for text in texts:
        output.say(text)
    for _, link in good:
        write = _FORMATS.get(context.options.format)
        output.event(link_object(link), write(link) if write else None)
    if context.options.format == "csv":
        output.raw(_csv(good))
    if good:
        output.say(WARNING)
    left_out = len(obstacles) + len(missing)
    output.event(list_summary_object(len(good), left_out=left_out))
    return Exit.PARTLY if left_out else Exit.DONE


def _csv(good: list[tuple[DocumentRow, PayLink]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV_HEADERS)
    for row, link in good:
        ref, due = row.document.ref, row.document.due
        which = (ref.kind.value, str(ref.id), ref.number or "", str(ref.customer_id))
        what = (row.customer_name, due.text(), due.currency, link.url)
        writer.writerow(map(safe_cell, (*which, *what)))
    return text.getvalue().rstrip("\n")
