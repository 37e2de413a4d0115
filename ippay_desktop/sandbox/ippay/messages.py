"""IPpay's XML: a strict reader without DTDs, and a writer with a stable element order."""

import dataclasses
import xml.parsers.expat
from xml.sax.saxutils import escape, quoteattr

_ORDER = (
    "TransactionID",
    "ActionCode",
    "Approval",
    "CVV2",
    "VerificationResult",
    "ResponseText",
    "ErrMsg",
    "Token",
    "AddressMatch",
    "ZipMatch",
    "AVS",
    "AdditionalInfo",
    "ipTransID",
)
_DEPTH_LIMIT = 10


class UnreadableError(ValueError):
    """A body that is not the XML the gateway takes."""


@dataclasses.dataclass(slots=True)
class Element:
    """One XML element with its text, attributes and children."""

    tag: str
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    text: str = ""
    children: list["Element"] = dataclasses.field(default_factory=list)

    def child(self, tag: str) -> "Element | None":
        """Return the first child with a tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def value(self, tag: str) -> str:
        """Return a child's text without surrounding blanks; empty when there is no such child."""
        found = self.child(tag)
        return found.text.strip() if found is not None else ""


def parse(body: bytes) -> Element:
    """Return the root of an XML body.

    Raises:
        UnreadableError: Not well formed, too deep, or with a document type declaration.
    """
    root = Element("")
    stack = [root]
    parser = xml.parsers.expat.ParserCreate(namespace_separator=None)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEPTH_LIMIT:
            raise UnreadableError("too deep")
        element = Element(tag, dict(attributes))
        stack[-1].children.append(element)
        stack.append(element)

    def refuse(*_: object) -> None:
        raise UnreadableError("document types are refused")

    def text(data: str) -> None:
        stack[-1].text += data

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _tag: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat's own signature
    except xml.parsers.expat.ExpatError as error:
        raise UnreadableError("not well formed") from error
    return root.children[0]


def write(root: str, fields: dict[str, str]) -> bytes:
    """Return an answer document with the fields in the gateway's order."""
    inner = "".join(f"<{name}>{escape(fields[name])}</{name}>" for name in _ORDER if name in fields)
    return f"<{root}>{inner}</{root}>".encode()


def write_rows(root: str, attributes: dict[str, str], rows: list[dict[str, str]]) -> bytes:
    """Return a report document; without rows it says so in words."""
    marks = dict(attributes)
    if rows:
        marks["records"] = str(len(rows))
    head = " ".join(f"{name}={quoteattr(value)}" for name, value in marks.items())
    inner = "".join(
        "<Transaction>"
        + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in row.items())
        + "</Transaction>"
        for row in rows
    )
    body = inner or "No Results"
    return f"<{root}><Transactions {head}>{body}</Transactions></{root}>".encode()
