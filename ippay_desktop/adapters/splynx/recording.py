"""Recording and deleting a payment: what is sent, and what each answer to it proves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ippay_desktop.adapters.splynx.errors import (
    NOT_FOUND,
    REDIRECTS,
    REFUSALS,
    error_for,
    read_problem,
)
from ippay_desktop.adapters.splynx.values import NotJsonError, parse_json, to_id
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.identifiers import PaymentId, PaymentMethodId

if TYPE_CHECKING:
    from ippay_desktop.adapters.splynx.api import Api
    from ippay_desktop.adapters.transport import WireResponse
    from ippay_desktop.domain.billing import NewPayment, PaymentMethod

PAYMENTS = "admin/finance/payments"
_CREATED = 201
_DELETED = frozenset({200, 202, 204})
_FIELD_COUNT = 5
_SHOWN_DIGITS = 4
# Source: the columns' lengths in the database; a longer text could be refused.
_MAX_RECEIPT = 32
_MAX_COMMENT = 256
_NUMBER_LABELS = ("number", "account", "card")
_NO_LABELS = ("",) * _FIELD_COUNT


def mask(text: str) -> str:
    """At most the last four digits of whatever number a text holds."""
    digits = re.sub(r"\D", "", text)
    return f"**** {digits[-_SHOWN_DIGITS:]}" if digits else ""


def place_fields(
    labels: tuple[str, ...], *, transaction_id: str, masked_number: str
) -> dict[str, str]:
    """All five fields of a payment, filled by the labels of its payment method.

    The transaction id goes where a label says "transaction", else into the first; the masked
    number where one says number, account or card, unless the id is there already.
    """
    folded = [label.casefold() for label in labels]
    by_label = (slot for slot, label in enumerate(folded) if "transaction" in label)
    id_slot = next(by_label, 0)
    number_slots = (
        slot
        for word in _NUMBER_LABELS
        for slot, label in enumerate(folded)
        if word in label and slot != id_slot
    )
    fields = [""] * _FIELD_COUNT
    fields[id_slot] = transaction_id
    number_slot = next(number_slots, None)
    if number_slot is not None:
        fields[number_slot] = mask(masked_number)
    return {f"field_{slot}": text for slot, text in enumerate(fields, 1)}


def payment_body(payment: NewPayment, labels: tuple[str, ...]) -> dict[str, object]:
    """The body of the POST; what is not set is left out, for some servers take 0 as an id.

    Raises:
        InvariantError: the payment is not one that may be recorded.
    """
    if not payment.amount.is_positive:
        raise InvariantError("Only a payment of more than nothing is recorded.")
    if not 0 < len(payment.receipt_number) <= _MAX_RECEIPT:
        raise InvariantError("A payment is recorded under a receipt number of 1 to 32 characters.")
    body: dict[str, object] = {
        "customer_id": int(payment.document.customer_id),
        "payment_type": int(payment.method),
        "date": payment.paid_on.isoformat(),
        "amount": payment.amount.text(),
        "receipt_number": payment.receipt_number,
        "comment": payment.comment[:_MAX_COMMENT],
        **place_fields(
            labels,
            transaction_id=payment.transaction_id,
            masked_number=payment.masked_number,
        ),
    }
    pins = {DocumentKind.INVOICE: "invoice_id", DocumentKind.PROFORMA: "request_id"}
    column = pins.get(payment.document.kind)
    if payment.pinned and column is not None:
        if payment.document.id is None:
            raise InvariantError("A payment is pinned to a document without an id.")
        body[column] = int(payment.document.id)
    return body


def _created_id(response: WireResponse) -> int | None:
    try:
        parsed = parse_json(response.body)
    except NotJsonError:
        return None
    return to_id(parsed.get("id")) if isinstance(parsed, Mapping) else None


def read_created(response: WireResponse) -> PaymentId:
    """What the answer to the POST proves.

    Only a 201 with an id proves a payment. Only a refusal in Splynx's own words, or a redirect
    that was not followed, proves that there is none. A proxy may have given any other answer
    while Splynx went on working.

    Raises:
        RejectedError: nothing was stored.
        AuthenticationError: nothing was stored, nor will the next one be.
        OutcomeUnknownError: it may be stored.
    """
    if response.status == _CREATED:
        number = _created_id(response)
        if number is not None:
            return PaymentId(number)
    problem = read_problem(response)
    is_definite = problem.status in REDIRECTS or (
        problem.status in REFUSALS and problem.is_readable
    )
    if not is_definite:
        raise OutcomeUnknownError(
            f"Splynx's answer to the payment is unclear (HTTP {response.status}): it may be "
            "recorded. It is searched for before anything is sent again."
        )
    error = error_for(problem, "POST", PAYMENTS)
    if problem.status == NOT_FOUND or not isinstance(error, RejectedError | AuthenticationError):
        said = problem.detail or f"HTTP {problem.status}"
        raise RejectedError(f"Splynx refused the payment: {said}.")
    raise error


def read_deleted(response: WireResponse) -> None:
    """What the answer to the DELETE proves; returns when it says that it was done.

    Source: 204 is documented; the body behind it, if any, means nothing. Reading the payment again
    is the proof.

    Raises:
        NotFoundError: in Splynx's own words there is no such payment.
        RejectedError: nothing was deleted.
        AuthenticationError: nothing was deleted.
        OutcomeUnknownError: it may be deleted.
    """
    if response.status in _DELETED:
        return
    problem = read_problem(response)
    if problem.status == NOT_FOUND and problem.is_readable:
        raise NotFoundError("Splynx has no such payment any more.")
    if problem.status in REDIRECTS or (problem.status in REFUSALS and problem.is_readable):
        error = error_for(problem, "DELETE", PAYMENTS)
        if isinstance(error, RejectedError | AuthenticationError):
            raise error
        said = problem.detail or f"HTTP {problem.status}"
        raise RejectedError(f"Splynx refused to delete the payment: {said}.")
    raise OutcomeUnknownError(
        f"Splynx's answer to the deletion is unclear (HTTP {response.status}); the payment is read "
        "again."
    )


class Recorder:
    """Posts payments, each once."""

    def __init__(self, api: Api, read_methods: Callable[[], tuple[PaymentMethod, ...]]) -> None:
        self._api = api
        self._read_methods = read_methods
        self._labels: dict[PaymentMethodId, tuple[str, ...]] = {}

    def record(self, payment: NewPayment) -> PaymentId:
        """Post a payment once; see `BillingSystem.record_payment`."""
        body = payment_body(payment, self._labels_of(payment.method))
        return read_created(self._api.post(PAYMENTS, body, payment.may_leave))

    def delete(self, payment_id: PaymentId) -> None:
        """Delete a payment; see `BillingSystem.delete_payment`."""
        read_deleted(self._api.delete(f"{PAYMENTS}/{int(payment_id)}"))

    def _labels_of(self, method: PaymentMethodId) -> tuple[str, ...]:
        """A method's labels, read once; none when Splynx will not tell: labels hold up no money.

        Raises:
            NotSentError: Splynx cannot be reached, so the payment was not sent.
            AuthenticationError: the sign-in is refused.
        """
        if method not in self._labels:
            try:
                self._labels = {each.id: each.labels for each in self._read_methods()}
            except (OutcomeUnknownError, RateLimitedError) as error:
                raise NotSentError(f"The payment was not sent to Splynx. {error}") from None
            except (RejectedError, ProtocolError):
                return _NO_LABELS
        return self._labels.get(method, _NO_LABELS)
