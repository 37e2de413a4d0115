"""The local copy of Splynx: what fills it, and what lists and searches read from it.

The copy exists so that lists and searches over a million documents answer at once. It is never
asked about money: whatever is charged is read from Splynx again, and the build fails if charging,
planning or settling could reach this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.domain.billing import Customer, Document, DocumentKind, DocumentState
from ippay_desktop.domain.identifiers import DocumentId
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from array import array
    from collections.abc import Container, Iterable, Iterator
    from datetime import date

    from ippay_desktop.domain.filters import DocumentFilter


class Resource(StrEnum):
    """What is copied, in the order in which it is read."""

    CUSTOMERS = "customers"
    INVOICES = "invoices"
    PROFORMAS = "proformas"


KIND_OF = {
    Resource.INVOICES: DocumentKind.INVOICE,
    Resource.PROFORMAS: DocumentKind.PROFORMA,
}
RESOURCE_OF = {kind: resource for resource, kind in KIND_OF.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """A range of ids that is still to be read: those above `after`, up to `upto`."""

    after: int
    upto: int


@dataclass(frozen=True, slots=True)
class Marks:
    """How far one resource has been copied.

    Attributes:
        parts: What a reading of everything has still to read; empty when none is under way.
        is_filled: Whether everything was read once.
        top: The highest id that a reading of everything covers or has met.
        changed_at: Splynx's time at the start of the last pass that succeeded.
        open_at: The same for the last reading of what is open.
        swept_at: The same for the last reading of everything.
    """

    parts: tuple[Part, ...] = ()
    is_filled: bool = False
    top: int = 0
    changed_at: datetime | None = None
    open_at: datetime | None = None
    swept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Records that Splynx sent together, by id upwards.

    Attributes:
        unreadable: Ids of records that are there, but whose content could not be read.
    """

    rows: Sequence[Customer | Document] = ()
    unreadable: tuple[int, ...] = ()

    @property
    def ids(self) -> set[int]:
        """Of all of them."""
        return {id_of(one) for one in self.rows}.union(self.unreadable)

    @property
    def last(self) -> int:
        """The highest id; 0 for an empty page."""
        return max(id_of(self.rows[-1]) if self.rows else 0, max(self.unreadable, default=0))


def id_of(one: Customer | Document) -> int:
    """The id that a page goes by."""
    return int(one.id) if isinstance(one, Customer) else int(one.ref.id or 0)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the copy holds, and of when.

    Attributes:
        is_complete: Whether lists and searches may use it.
        as_of: Splynx's time at the start of the last pass over all resources; UTC.
        is_lasting: False when the copy ends with this session, for want of a keyring.
        unreadable: Records that lists lack or show as they were before, as Splynx's could not be
            read.
    """

    is_complete: bool
    as_of: datetime | None
    is_lasting: bool
    unreadable: int = 0


class CopyWriter(Protocol):
    """What a synchronisation needs of the copy. One thread at a time; each call commits."""

    def marks(self, resource: Resource) -> Marks:
        """How far a resource has come."""

    def save_marks(self, resource: Resource, marks: Marks) -> None:
        """Remember it."""

    def put_customers(self, rows: Sequence[Customer]) -> int:
        """Add or change; returns how many were new or different."""

    def put_documents(self, rows: Sequence[Document]) -> int:
        """Add or change; returns how many were new or different."""

    def remove(self, resource: Resource, ids: Iterable[int]) -> int:
        """Forget what vanished; returns how many were there."""

    def note_unreadable(
        self, resource: Resource, unreadable: Iterable[int], looked_at: Container[int]
    ) -> None:
        """Remember records that could not be read; others that were looked at now could."""

    def ids_between(self, resource: Resource, after: int, upto: int) -> set[int]:
        """Ids above `after` and up to `upto`."""

    def open_ids(self, resource: Resource) -> set[int]:
        """Ids of documents that are unpaid or pending."""

    def count(self, resource: Resource) -> int:
        """How many there are."""

    def top(self, resource: Resource) -> int:
        """The highest id."""

    def complete(self) -> None:
        """Build what lists and searches go by, if it is not there; from then on it is kept."""


class ChangeSource(Protocol):
    """Splynx, read by page for the copy. Blocks; several threads may call."""

    def server_now(self) -> datetime | None:
        """Splynx's clock by its last answer, UTC."""

    def last_id(self, resource: Resource) -> int:
        """The highest id there is; 0 when there is none, or the module is off."""

    def count(self, resource: Resource) -> int | None:
        """How many there are; None when the server does not say."""

    def page_after(self, resource: Resource, last: int) -> Page:
        """The next page by id; empty at the end."""

    def changed_since(self, resource: Resource, moment: datetime) -> Iterator[Page]:
        """Pages of what changed since an instant, as far as Splynx marks changes."""

    def open_documents(self, resource: Resource) -> Iterator[Page]:
        """Pages of what is unpaid or pending."""

    def by_ids(self, resource: Resource, ids: Iterable[int]) -> Iterator[Page]:
        """Pages of those that exist."""


class SortBy(StrEnum):
    """What a list of documents is sorted by; each has an index."""

    NUMBER = "number"
    CUSTOMER = "customer"
    ISSUED = "issued"
    DUE_ON = "due_on"
    TOTAL = "total"
    DUE = "due"
    STATE = "state"


class CustomerSort(StrEnum):
    """What the list of customers is sorted by; each has an index."""

    ID = "id"
    NAME = "name"
    STATUS = "status"
    PARTNER = "partner"
    UNPAID = "unpaid"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Found:
    """Results of a search; documents newest first."""

    customers: tuple[CopiedCustomer, ...] = ()
    documents: tuple[CopiedDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class CopiedCustomer:
    """A customer with what the copy adds up beside it.

    Attributes:
        unpaid: How many documents could be charged, and `due` their sum.
    """

    customer: Customer
    unpaid: int
    due: Money


@dataclass(frozen=True, slots=True)
class CopiedDocument:
    """A document with its customer, if the copy has the customer."""

    document: Document
    customer: Customer | None


@dataclass(frozen=True, slots=True)
class StateSum:
    """Count and sums of a list's documents of one state."""

    state: DocumentState
    count: int
    total: Money
    due: Money


class Cancel(Protocol):
    """Stops one read from another thread."""

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""

    def cancel(self) -> None:
        """Interrupt the read; it raises `CancelledReadError`. Fine when it has ended."""


class CancelledReadError(Exception):
    """The read was cancelled because nobody waits for it any more."""


class LocalCopy(Protocol):
    """Reads of the copy. They block, for milliseconds; any thread but the window's.

    A `cancel` is made by `new_cancel`, serves one read, and may be given up at any time.
    """

    def freshness(self) -> Freshness:
        """What the copy holds, and of when."""

    def new_cancel(self) -> Cancel:
        """A handle that stops one read."""

    def find(self, text: str, *, limit: int, cancel: Cancel | None = None) -> Found:
        """Customers and documents by words, prefixes and inner parts of three letters or more."""

    def customer_keys(
        self,
        text: str,
        sort: CustomerSort,
        *,
        is_down: bool = False,
        limit: int | None = None,
        cancel: Cancel | None = None,
    ) -> array[int]:
        """Ids of the customers that match a text, all without one, in order."""

    def customers_at(self, keys: Sequence[int]) -> Sequence[CopiedCustomer | None]:
        """Customers by key; None for one that is gone."""

    def document_keys(  # noqa: PLR0913 - one query's parts
        self,
        wanted: DocumentFilter,
        sort: SortBy,
        today: date,
        *,
        is_down: bool = False,
        limit: int | None = None,
        offset: int = 0,
        cancel: Cancel | None = None,
    ) -> array[int]:
        """Keys of the documents that pass a filter, in order."""

    def documents_at(self, keys: Sequence[int]) -> Sequence[CopiedDocument | None]:
        """Documents by key; None for one that is gone."""

    def sums(
        self, wanted: DocumentFilter, today: date, *, cancel: Cancel | None = None
    ) -> tuple[StateSum, ...]:
        """Counts and sums by state of what passes a filter."""

    def sums_of(self, keys: Sequence[int], today: date) -> tuple[StateSum, ...]:
        """The same of these documents."""


def document_key(kind: DocumentKind, document_id: int) -> int:
    """A document's key in the copy: invoices even, proformas odd."""
    return document_id * 2 + (kind is DocumentKind.PROFORMA)


def document_of_key(key: int) -> tuple[DocumentKind, DocumentId]:
    """Kind and id of a key."""
    kind = DocumentKind.PROFORMA if key % 2 else DocumentKind.INVOICE
    return kind, DocumentId(key // 2)
