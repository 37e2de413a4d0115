"""The reporting interface's XML: one request, and answers cut down to the listed elements.

Report rows hold names, addresses, tokens and account numbers. Nothing but what is listed here ever
leaves this module, and no body is ever quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ippay_desktop.adapters.redact import plain_words
from ippay_desktop.domain.errors import AuthenticationError, ProtocolError, RejectedError

if TYPE_CHECKING:
    from datetime import tzinfo

    from ippay_desktop.domain.report_port import ReportWindow
    from ippay_desktop.domain.secret import SecretText

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_LOCAL = "%Y-%m-%dT%H:%M:%S"
_MOST_TAGS = 1_000_000
_LONGEST_TEXT = 128
_QUOTED_CHARACTERS = 60
_NO_RESULTS = "no results"
_DONE = "000"

# All that is read of a row, in small letters; a report has some of them.
_KEPT = frozenset(
    {
        "date",
        "iptransid",
        "terminal_id",
        "transaction_id",
        "request_type",
        "total_amount",
        "actioncode",
        "auth_code",
        "token",
        "ordernumber",
        "ud1",
        "ud3",
        "status",
        "settlementdate",
        "settlementamount",
        "settlementid",
        "completiondate",
        "completionamount",
        "casenumber",
        "casetype",
        "reasondesc",
        "caseamount",
        "matchedtransactionid",
        "oldtoken",
        "newtoken",
        "responsecode",
        "requestdate",
        "scheduleddate",
    }
)
_CREDENTIAL_CODES = frozenset({"003", "109", "189", "901", "911", "925", "926", "941", "996"})

RawRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request's question; times are local to the reports and without a zone."""

    report: str
    terminal_id: str
    start: datetime
    end: datetime


def local_span(window: ReportWindow, timezone: tzinfo) -> tuple[datetime, datetime]:
    """A window in whole seconds of the report's own clock, never narrower than asked."""
    start, end = (
        moment.astimezone(timezone).replace(tzinfo=None) for moment in (window.start, window.end)
    )
    if end.microsecond:
        end = end.replace(microsecond=0) + timedelta(seconds=1)
    # In the hour shown twice, the other side may understand the first of the two.
    widened = end + timedelta(hours=1) if end.fold else end
    return start.replace(microsecond=0, fold=0), widened.replace(fold=0)


def request(asked: Asked, merchant_id: str, password: SecretText) -> bytes:
    """The request document."""
    root = ElementTree.Element("ippayReport")
    ElementTree.SubElement(root, "MerchantID").text = merchant_id
    if asked.terminal_id:
        ElementTree.SubElement(root, "TerminalID").text = asked.terminal_id
    ElementTree.SubElement(root, "Password").text = password.reveal()
    span = ElementTree.SubElement(root, "TransactionRange")
    ElementTree.SubElement(span, "TransactionType").text = asked.report
    ElementTree.SubElement(span, "TransactionStartTime").text = asked.start.strftime(_LOCAL)
    ElementTree.SubElement(span, "TransactionEndTime").text = asked.end.strftime(_LOCAL)
    return _DECLARATION + ElementTree.tostring(root)


def broken(what: str) -> ProtocolError:
    """The error for a report that must not be used."""
    return ProtocolError(f"IPpay's report {what}; nothing of it was used. Try again later.")


def rows_of(body: bytes, asked: Asked) -> tuple[RawRow, ...]:
    """The rows of an answer, cut down to the listed elements, blanks around them dropped.

    Source: an answer is `ippayResponse`, in an early sample `ippayReport`, which is a request's
    root too; a refusal's layout is not documented, and taken to be the gateway's own.

    Raises:
        AuthenticationError: merchant or password refused.
        RejectedError: refused for another reason.
        ProtocolError: not readable, not whole, or about something else than asked.
    """
    root = _root(body)
    children = {child.tag.lower(): child for child in root}
    if root.tag.lower() not in {"ippayresponse", "ippayreport"}:
        raise broken("is not one")
    if {"password", "transactionrange", "merchantid"} & children.keys():
        raise broken("is our own request sent back")
    found = [child for child in root if child.tag.lower() == "transactions"]
    if not found:
        _raise_refusal(children)
    if not len(root) and _says_none(root):
        return ()
    if len(found) != 1:
        raise broken("has no list of transactions")
    _check_question(found[0], asked)
    return _rows(found[0])


def _root(body: bytes) -> ElementTree.Element:
    # Sixteen megabytes of "<a>" would become gigabytes of elements: no report has so many.
    if body.count(b"<") > _MOST_TAGS:
        raise broken("is not readable")
    try:
        root: ElementTree.Element = fromstring(
            body, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    # LookupError and ValueError: an encoding that does not exist, or that the parser cannot do.
    except (ElementTree.ParseError, DefusedXmlException, LookupError, ValueError):
        raise broken("is not readable") from None
    return root


def _raise_refusal(children: Mapping[str, ElementTree.Element]) -> None:
    texts = {name: (child.text or "").strip() for name, child in children.items()}
    code = texts.get("actioncode", "")
    if code in {"", _DONE} and not texts.get("errmsg"):
        return
    if code in _CREDENTIAL_CODES:
        raise AuthenticationError(
            "IPpay refused the merchant ID or password for reports; check both in Settings."
        )
    words = plain_words(texts.get("errmsg", ""), _QUOTED_CHARACTERS)
    said = f" (“{words}”)" if words else ""
    raise RejectedError(f"IPpay refused the report{said}; tell support.")


def _check_question(transactions: ElementTree.Element, asked: Asked) -> None:
    """Refuse an answer to another question, such as a cached one; absent marks ask nothing."""
    kind = transactions.get("type", "").strip()
    if kind and kind.lower() != asked.report.lower():
        raise broken("is about something else than asked")
    for name, expected in (("start", asked.start), ("end", asked.end)):
        try:
            told = datetime.fromisoformat(transactions.get(name, "").strip())
        except ValueError:
            continue
        # By the day only: how the other side writes a time back is not documented.
        if told.date() != expected.date():
            raise broken("is about another time than asked")


def _rows(transactions: ElementTree.Element) -> tuple[RawRow, ...]:
    rows = tuple(_row(child) for child in transactions if child.tag.lower() == "transaction")
    told = transactions.get("records", "").strip()
    says_none = _says_none(transactions)
    if says_none or not rows:
        # Silence is no evidence: either words or a count must say that there is nothing.
        if rows or len(transactions) or not (says_none or told == "0") or told not in {"", "0"}:
            raise broken("does not say whether it is empty")
        return ()
    if not (told.isascii() and told.isdecimal()) or int(told) != len(rows):
        raise broken("is not whole")
    return rows


def _says_none(element: ElementTree.Element) -> bool:
    return " ".join((element.text or "").split()).lower() == _NO_RESULTS


def _row(element: ElementTree.Element) -> RawRow:
    row: dict[str, str] = {}
    for child in element:
        name = child.tag.lower()
        if name not in _KEPT:
            continue
        # Twice the same element, or something inside it: which one to believe?
        if name in row or len(child):
            raise broken("has a row that contradicts itself")
        row[name] = (child.text or "").strip()[:_LONGEST_TEXT]
    return row
