"""A local copy of a made-up provider, as large as a run wants it, for the figures that read one."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.adapters.mirror import KEY_NAME, MirrorReader, MirrorWriter, open_copy
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.domain.billing import (
    Customer,
    Document,
    DocumentKind,
    DocumentRef,
    DocumentStatus,
)
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.local_copy import Marks, Resource
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.adapters.mirror.opening import OpenedCopy
    from tests.bench.frame import Bench

PROFILE = "0" * 32
CUSTOMERS, DOCUMENTS = 100_000, 1_000_000
LAST_DAY = date(2026, 11, 26)
PAGE = 100
_FIRST = ("Ann", "Łukasz", "Søren", "Maria", "John", "Zoë", "Peter", "Ines", "Omar", "Li")
_LAST = ("Smith", "Groß", "O'Neil", "Nguyễn", "Garcia", "Novák", "Øst", "Brown", "Kim", "Rossi")
_STREETS = ("Elm", "Oak", "Main", "Mill", "Hill", "Lake")


def customers(count: int, seed: int = 1) -> Iterator[list[Customer]]:
    """Customers by page."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, no secret
    for start in range(1, count + 1, PAGE):
        yield [
            Customer(
                CustomerId(number),
                f"{dice.choice(_FIRST)} {dice.choice(_LAST)}{number % 977}",
                "active",
                login=f"user{number}",
                email=f"customer{number}@example.net",
                phone=f"+1 555 {number % 1000:03d} {number % 9973:04d}",
                partner_id=1 + number % 3,
                location_id=1 + number % 6,
                street=f"{number % 990} {dice.choice(_STREETS)} St",
            )
            for number in range(start, min(start + PAGE, count + 1))
        ]


def documents(count: int, people: int) -> Iterator[list[Document]]:
    """Invoices by page, in the order of time, most of the older ones paid."""
    for start in range(1, count + 1, PAGE):
        yield [document(n, count, people) for n in range(start, min(start + PAGE, count + 1))]


def document(number: int, count: int, people: int) -> Document:
    """One invoice."""
    day = LAST_DAY - timedelta(days=(count - number) * 900 // count)
    is_open = number % 17 == 0 or (number > count * 0.96 and number % 3)
    amount = Money(1_000 + number * 37 % 9_000, "USD")
    return Document(
        DocumentRef(
            DocumentKind.INVOICE,
            CustomerId(1 + number * 7919 % people),
            DocumentId(number),
            f"{day.year}{1 + number % 3:02d}{number:08d}",
        ),
        DocumentStatus.NOT_PAID if is_open else DocumentStatus.PAID,
        amount,
        amount if is_open else Money(0, "USD"),
        day,
        day + timedelta(days=15),
    )


def store() -> MemorySecretStore:
    """The key that every copy of the bench has."""
    secrets = MemorySecretStore()
    secrets.put(PROFILE, KEY_NAME, SecretText("ab" * 32))
    return secrets


def fill(folder: Path, people: int, papers: int) -> None:
    """Make a complete copy in a folder."""
    opened = open_copy(folder, PROFILE, store())
    writer = MirrorWriter(opened.connections)
    for page in customers(people):
        writer.put_customers(page)
    for sheet in documents(papers, people):
        writer.put_documents(sheet)
    writer.complete()
    for resource in Resource:
        # As of now, whenever that is: the window shows it as fresh.
        writer.save_marks(resource, Marks(is_filled=True, top=papers))
    writer.close()
    opened.close()


def full_copy(bench: Bench) -> Path:
    """The folder of the copy that all figures of a run share."""
    size = bench.size
    return bench.once("copy", lambda folder: fill(folder, size.of(CUSTOMERS), size.of(DOCUMENTS)))


def opened(bench: Bench) -> tuple[OpenedCopy, MirrorReader]:
    """That copy, ready to read."""
    found = open_copy(full_copy(bench), PROFILE, store())
    return found, MirrorReader(found, "USD")


def raw(found: OpenedCopy) -> closing:  # type: ignore[type-arg]  # the driver has no types
    """A bare connection to the same file, for floors."""
    return closing(found.connections.connect())
