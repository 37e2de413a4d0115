"""The readers of foreign answers, each as one function that raises nothing of its own."""

from __future__ import annotations

import json
from datetime import datetime

from ippay_desktop.adapters.ippay.answers import classify_charge, classify_enquiry, read
from ippay_desktop.adapters.ippay.reports.documents import Asked, rows_of
from ippay_desktop.adapters.splynx.errors import read_problem
from ippay_desktop.adapters.splynx.values import NotJsonError, parse_json
from ippay_desktop.adapters.transport import WireResponse
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.identifiers import CustomerId, TransactionId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import EnquiryVerdict, Verdict
from tests.unit.splynx.fakes import make_client, reply

ID = TransactionId("0R4W8Z1N6T3Y7H2V5S")
_ASKED = Asked("SETTLED", "T", datetime(2026, 11, 1), datetime(2026, 11, 2))  # noqa: DTZ001


def read_xml(body: bytes) -> tuple[Verdict, EnquiryVerdict]:
    """What the gateway's answer means for a charge and for an enquiry; reports are read too."""
    answer = read(200, body)
    verdicts = (Verdict.UNKNOWN, EnquiryVerdict.UNCLEAR)
    if not isinstance(answer, str):
        verdicts = (
            classify_charge(answer, ID, InstrumentKind.CARD).verdict,
            classify_enquiry(answer, ID, InstrumentKind.CARD).verdict,
        )
    try:
        rows_of(body, _ASKED)
    except IPpayDesktopError as error:
        assert str(error)  # noqa: PT017  # any of ours is fine, nothing else is
    return verdicts


def read_json(body: bytes) -> bool:
    """Whether it is JSON that may be looked at; it is also read as customer, list and refusal."""
    client, _ = make_client(reply(200, body))
    for ask in (
        lambda: client.customer(CustomerId(1)),
        client.partners,
        client.payment_methods,
        lambda: client.payments(CustomerId(1)),
    ):
        try:
            ask()
        except IPpayDesktopError as error:
            assert str(error)  # noqa: PT017  # any of ours is fine, nothing else is
    read_problem(WireResponse(400, {}, body))
    try:
        parse_json(body)
    except NotJsonError:
        return False
    return True


def json_bytes(content: object) -> bytes:
    """Any content as a server would send it."""
    return json.dumps(content).encode()


READERS = {"xml": read_xml, "json": read_json}
