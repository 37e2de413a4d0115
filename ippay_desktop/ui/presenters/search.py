"""The one search box: customers, documents by number, transaction ids and commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.copied_lists import CopiedLists, summary
from ippay_desktop.ui import states
from ippay_desktop.ui.tasks import Lane
from ippay_desktop.ui.text import document_name, isolated, money, tr, trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.local_copy import Cancel
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.session import Session

_TYPING_MS = 140
_FEW = 6
_SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, by words and by shortcut."""

    name: str
    title: str
    shortcut: str
    icon: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list under the search box.

    Attributes:
        customer_id: Whose page it opens, for customers and documents.
        attempt: Whose view it opens, for charges.
        command: Which command it runs, otherwise; "" for a note, which cannot be chosen.
    """

    icon: str
    title: str
    detail: str
    customer_id: CustomerId | None = None
    attempt: Attempt | None = None
    command: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it only tells how the search stands."""
        return self.attempt is None and self.customer_id is None and not self.command


class SearchPresenter(QObject):
    """Finds as staff type.

    Signals:
        found: A tuple of `Hit`; notes come last.
    """

    found = Signal(object)

    def __init__(
        self, session: Session, commands: tuple[Command, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._scope = session.scope.child("search")
        self._text = ""
        self._cancel: Cancel | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._search)

    def search(self, text: str) -> None:
        """Look for a text; commands come with what the copy holds, or ahead of a live answer."""
        self._text = text.strip()
        if self._cancel is not None:
            self._cancel.cancel()
        lists = self._session.copy.lists
        if self._text and lists is not None:
            # Within milliseconds: a list of commands before it would only flicker.
            self._search_copy(lists, self._text)
            return
        commands = self._command_hits(self._text)
        if self._text:
            self.found.emit((*commands, Hit("refresh", tr("Looking in Splynx…"), "")))
            self._typing.start()
        else:
            self.found.emit(commands)
            self._typing.stop()

    def _search_copy(self, lists: CopiedLists, text: str) -> None:
        """At every key press; the newest interrupts the one before."""
        self._cancel = cancel = lists.copy.new_cancel()

        def show(hits: tuple[Hit, ...]) -> None:
            # Not over what was typed since.
            if text == self._text:
                self._on_found(hits)

        self._scope.read(
            "search",
            lambda: self._find_copied(lists, text, cancel),
            show,
            lambda error: self._on_error(text, error),
            Lane.COPY,
        )

    def _find_copied(self, lists: CopiedLists, text: str, cancel: Cancel) -> tuple[Hit, ...]:
        """On a worker."""
        found = lists.copy.find(text, limit=_FEW, cancel=cancel)
        documents = tuple(self._document_hit(lists.document(one, {})) for one in found.documents)
        customers = tuple(_customer_hit(summary(one)) for one in found.customers)
        charges = self._charges_by_prefix(text) if _may_be_transaction(text) else ()
        ordered = documents + customers if text[:1].isdigit() else customers + documents
        return charges + ordered

    def _search(self) -> None:
        text = self._text

        def on_error(error: Exception) -> None:
            self._on_error(text, error)

        self._scope.read("search", lambda: self._find(text), self._on_found, on_error)

    def _command_hits(self, text: str) -> tuple[Hit, ...]:
        needle = text.casefold()
        return tuple(
            Hit(one.icon, one.title, one.shortcut, command=one.name)
            for one in self._commands
            if needle in one.title.casefold()
        )

    def _on_found(self, hits: tuple[Hit, ...]) -> None:
        found = hits + self._command_hits(self._text)
        nothing = tr("Nothing found. Try part of a name, a number or a transaction id.")
        self.found.emit(found or (Hit("skip", nothing, ""),))

    def _on_error(self, text: str, error: Exception) -> None:
        """Commands stay; of the rest nobody knows whether it is there."""
        self._session.mark_failed(error)
        if text == self._text:
            words = tr("Not searched: {why}", why=trouble_text(error))
            self.found.emit((*self._command_hits(text), Hit("alert", words, "")))

    def _find(self, text: str) -> tuple[Hit, ...]:
        """On a reading thread."""
        return self._documents(text) + self._charges(text) + self._customers(text)

    def _customers(self, text: str) -> tuple[Hit, ...]:
        found = self._session.customers.search(text, limit=_FEW)
        return tuple(map(_customer_hit, found))

    def _documents(self, text: str) -> tuple[Hit, ...]:
        if not any(letter.isdigit() for letter in text) or len(text) < _SHORTEST_NUMBER:
            return ()
        hits = []
        for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA):
            try:
                row = self._session.documents.by_number(kind, text)
            except IPpayDesktopError:
                continue
            hits.append(self._document_hit(row))
        return tuple(hits)

    def _document_hit(self, row: DocumentRow) -> Hit:
        word = states.of_document(row.state).word
        return Hit(
            row.document.ref.kind.value,
            document_name(row.document.ref),
            f"{isolated(row.customer_name)} · {money(row.document.due)} · {word}",
            row.document.ref.customer_id,
        )

    def _charges(self, text: str) -> tuple[Hit, ...]:
        if len(text) < _SHORTEST_NUMBER:
            return ()
        found = self._session.history.attempts(DocumentFilter(search=text))
        own = [one for one in found if text.casefold() in one.intent.transaction_id.casefold()]
        return tuple(map(_charge_hit, own[:_FEW]))

    def _charges_by_prefix(self, text: str) -> tuple[Hit, ...]:
        """Charges whose transaction id begins so: a range of the journal's index."""
        workspace = self._session.workspace
        found = workspace.journal.attempts(
            AttemptFilter(
                splynx_host=workspace.profile.splynx_host, transaction_prefix=text, limit=_FEW
            )
        )
        return tuple(map(_charge_hit, found))


def _may_be_transaction(text: str) -> bool:
    """Whether the journal is worth a look: its ids are of capitals and digits alone."""
    return len(text) >= _SHORTEST_NUMBER and text.isascii() and text.isalnum()


def _charge_hit(one: Attempt) -> Hit:
    return Hit(
        "money",
        one.intent.transaction_id,
        f"{isolated(one.intent.customer_name)} · {states.of_attempt(one).word}",
        attempt=one,
    )


def _customer_hit(row: CustomerSummary) -> Hit:
    return Hit(
        "customers",
        row.customer.name,
        tr("customer {id} · {due} due", id=row.customer.id, due=money(row.due)),
        row.customer.id,
    )
