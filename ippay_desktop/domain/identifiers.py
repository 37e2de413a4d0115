"""Distinct types for distinct ids, and the derived transaction id."""

from __future__ import annotations

import hashlib
from typing import NewType

CustomerId = NewType("CustomerId", int)
DocumentId = NewType("DocumentId", int)
PaymentId = NewType("PaymentId", int)
PaymentMethodId = NewType("PaymentMethodId", int)
PaymentAccountId = NewType("PaymentAccountId", int)
AttemptId = NewType("AttemptId", str)
RunId = NewType("RunId", str)
ReversalId = NewType("ReversalId", str)
TransactionId = NewType("TransactionId", str)

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRANSACTION_ID_LENGTH = 18
RECEIPT_PREFIX = "IPP-"


def derive_transaction_id(
    *, splynx_host: str, terminal_id: str, document_key: str, attempt_number: int
) -> TransactionId:
    """The gateway id of one attempt: the same on every station that makes the same attempt.

    Two stations that charge one document at one moment thus present one id, and a gateway that
    refuses or replays duplicates closes the race. A random id would close nothing.

    Args:
        splynx_host: Host and port of the Splynx server, lower case.
        terminal_id: The IPpay terminal the money goes through.
        document_key: `DocumentRef.key`, such as "invoice:5513".
        attempt_number: 1 for the first attempt on this document.

    Returns:
        18 characters of `0-9A-Z` (93 bits of SHA-256).

    Source: IPpay wants the merchant's own id unique per terminal; 18 alphanumerics fit all known
    versions of its specification.
    """
    material = "\n".join((splynx_host.lower(), terminal_id, document_key, str(attempt_number)))
    number = int.from_bytes(hashlib.sha256(material.encode()).digest(), "big")
    characters = []
    for _ in range(TRANSACTION_ID_LENGTH):
        number, index = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[index])
    return TransactionId("".join(characters))


def derive_reversal_id(
    *, splynx_host: str, terminal_id: str, charge: TransactionId, amount_minor: int, number: int
) -> TransactionId:
    """The gateway id of a refund that bears one of its own: the same on every station.

    Two stations without a common ledger that refund one charge by one amount thus present one id,
    and the second is a duplicate. The amount is part of it, because an enquiry tells none: what is
    adopted under an id must be what was asked for.

    Args:
        splynx_host: Host and port of the Splynx server, lower case.
        terminal_id: The terminal that was charged through.
        charge: The id of the charge that is given back.
        amount_minor: What is given back, in minor units.
        number: 1 for the first refund of this charge by this amount.
    """
    return derive_transaction_id(
        splynx_host=splynx_host,
        terminal_id=terminal_id,
        document_key=f"refund:{charge}:{amount_minor}",
        attempt_number=number,
    )


def receipt_number(transaction_id: TransactionId) -> str:
    """The receipt number under which the payment is recorded in Splynx (22 of its 32 characters).

    Splynx has no idempotency key: this number is what a later search finds.
    """
    return RECEIPT_PREFIX + transaction_id
