"""The FILTER words of the command line, as a `DocumentFilter`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period

if TYPE_CHECKING:
    from argparse import Namespace

DOCUMENT_KINDS = {
    "invoices": frozenset({DocumentKind.INVOICE}),
    "proformas": frozenset({DocumentKind.PROFORMA}),
    "all": frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA}),
}
# Destinations in the parsed options, apart from the period and the kinds of documents.
_SETS = ("partner", "location", "payment_type", "status", "customer", "number")
_OTHERS = ("documents", "period", "total", "due", "search")
# What a charge in the journal knows about itself.
_HISTORY_WORDS = frozenset({"documents", "period", "customer", "number", "search"})


def read_filter(
    options: Namespace, currency: str, *, default_kinds: frozenset[DocumentKind]
) -> DocumentFilter:
    """Read the filter options of a command.

    Raises:
        InputError: a value that is not what its option takes.
    """
    return DocumentFilter(
        kinds=DOCUMENT_KINDS[options.documents] if options.documents else default_kinds,
        period=Period.parse(options.period) if options.period else None,
        partners=_numbers("--partner", options.partner),
        locations=_numbers("--location", options.location),
        payment_types=_numbers("--payment-type", options.payment_type),
        states=_states(options.status),
        total=AmountTest.parse(options.total, currency) if options.total else None,
        due=AmountTest.parse(options.due, currency) if options.due else None,
        customers=_numbers("--customer", options.customer),
        numbers=frozenset(_words("--number", options.number)),
        search=options.search or "",
    )


def given_filters(options: Namespace) -> frozenset[str]:
    """The filter options that were given."""
    return frozenset(name for name in (*_SETS, *_OTHERS) if getattr(options, name) is not None)


def refuse_unfit_for_history(options: Namespace) -> None:
    """Refuse conditions on what the journal does not keep; ignoring them would show too much.

    Raises:
        InputError: such an option was given.
    """
    unfit = sorted(given_filters(options) - _HISTORY_WORDS)
    if unfit:
        words = ", ".join(f"--{name.replace('_', '-')}" for name in unfit)
        raise InputError(f"The history of charges cannot be filtered by {words}.")


def _words(option: str, given: list[str] | None) -> list[str]:
    words = [word.strip() for part in given or () for word in part.split(",")]
    if given is not None and not all(words):
        raise InputError(f"{option} needs a value between its commas.")
    return words


def _numbers(option: str, given: list[str] | None) -> frozenset[int]:
    words = _words(option, given)
    for word in words:
        if not (word.isascii() and word.isdecimal()):
            raise InputError(f"{option} takes whole numbers such as 3,17; “{word}” is not one.")
    return frozenset(map(int, words))


def _states(given: list[str] | None) -> frozenset[DocumentState]:
    known = {state.value: state for state in DocumentState}
    words = [word.casefold() for word in _words("--status", given)]
    for word in words:
        if word not in known:
            raise InputError(f"“{word}” is not a status. Statuses are {', '.join(known)}.")
    return frozenset(known[word] for word in words)
