"""IPpay's XML: requests in the order of its specification, answers parsed strictly.

The gateway has been seen to send the whole request back as its answer, card number and all. So a
body is looked at in memory only, and nothing but the elements listed here leaves this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ippay_desktop.adapters.redact import mask_numbers

MAX_ANSWER_BYTES = 64 * 1024
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


# Letters that do not come apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "ø": "o",
        "Ø": "O",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "\u0131": "i",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
    }
)


def ascii_text(text: str, limit: int) -> str:
    """A text in printable ASCII, accents dropped, at most `limit` characters.

    Source: how the gateway handles other characters and longer fields is not documented; 30
    characters for names, 20 for order numbers and 50 for free fields are taken by all.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    printable = "".join(
        " " if character.isspace() else character
        for character in parts
        if character.isspace() or " " <= character <= "~"
    )
    return " ".join(printable.split())[:limit].rstrip()


@dataclass(frozen=True, slots=True)
class Ach:
    """The bank part of a CHECK: attributes, then children in order."""

    type: str
    sec: str
    children: Sequence[tuple[str, str]]


def build(elements: Sequence[tuple[str, str | Ach]]) -> bytes:
    """One request document; elements without text are left out, never sent empty."""
    written = []
    for name, value in elements:
        if isinstance(value, Ach):
            kind, sec = quoteattr(value.type), quoteattr(value.sec)
            children = "".join(_element(child, text) for child, text in value.children)
            written.append(f"<{name} Type={kind} SEC={sec}>{children}</{name}>")
        elif value:
            written.append(_element(name, value))
    return _DECLARATION + f"<ippay>{''.join(written)}</ippay>".encode("ascii", "xmlcharrefreplace")


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


class Unreadable(Enum):
    """Why a body is no answer."""

    ECHO = auto()
    MALFORMED = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """The parts of an answer that are safe to keep; absent ones are "".

    Attributes:
        transaction_id: In capitals.
        approval: "" also when it does not look like an approval code.
        has_approval: Whether there was any text in its place.
        response_text: At most 64 characters, long digit runs masked; to be compared, not shown.
        error_message: At most 128 characters, likewise.
    """

    transaction_id: str = ""
    action_code: str = ""
    approval: str = ""
    has_approval: bool = False
    response_text: str = ""
    error_message: str = ""
    has_additional_info: bool = False


_KEPT = {
    "transactionid": 64,
    "actioncode": 8,
    "approval": 16,
    "responsetext": 64,
    "errmsg": 128,
    "additionalinfo": 1,
}
_APPROVAL = re.compile(r"[0-9A-Za-z]{1,8}")
_SHOWABLE_ROOT = re.compile(r"[A-Za-z]{1,32}")
# The roots of a request, for the older protocol too.
_REQUEST_ROOTS = frozenset({"ippay", "jetpay"})


def _root(body: bytes) -> ElementTree.Element | None:
    if len(body) > MAX_ANSWER_BYTES:
        return None
    try:
        root: ElementTree.Element = fromstring(
            body, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    # LookupError and ValueError: an encoding that does not exist, or that the parser cannot do.
    except (ElementTree.ParseError, DefusedXmlException, LookupError, ValueError):
        return None
    return root


def root_name(body: bytes) -> str:
    """The root element's name for the log, or "?" when it could be anything else."""
    root = _root(body)
    return root.tag if root is not None and _SHOWABLE_ROOT.fullmatch(root.tag) else "?"


def parse(body: bytes) -> Answer | Unreadable:
    """Read an answer, keeping only listed elements.

    Source: the root's spelling varies by type and version, but an answer's always ends in
    "response"; an echoed request holds our own id and must be told apart before anything is read.
    """
    root = _root(body)
    if root is None:
        return Unreadable.MALFORMED
    name = root.tag.lower()
    if name in _REQUEST_ROOTS:
        return Unreadable.ECHO
    if not name.endswith("response"):
        return Unreadable.MALFORMED
    found: dict[str, str] = {}
    for child in root:
        key = child.tag.lower()
        if key not in _KEPT:
            continue
        # Twice the same element, or something inside it: which one to believe?
        if key in found or len(child):
            return Unreadable.MALFORMED
        found[key] = (child.text or "").strip()
    return _answer(found)


def _answer(found: dict[str, str]) -> Answer:
    kept = {key: mask_numbers(text)[: _KEPT[key]] for key, text in found.items()}
    approval = found.get("approval", "")
    return Answer(
        # Not masked: an id of ours may be rich in digits. It is compared, never shown.
        transaction_id=found.get("transactionid", "")[: _KEPT["transactionid"]].upper(),
        action_code=kept.get("actioncode", ""),
        approval=approval if _APPROVAL.fullmatch(approval) else "",
        has_approval=bool(approval),
        response_text=kept.get("responsetext", ""),
        error_message=kept.get("errmsg", ""),
        has_additional_info=bool(found.get("additionalinfo")),
    )
