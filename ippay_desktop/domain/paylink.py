"""The four kinds of direct-pay link that Splynx's IPpay add-on serves."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.errors import InputError


class LinkBy(StrEnum):
    """Whether a link names its document by number or by id."""

    NUMBER = "number"
    ID = "id"


# Source: Splynx's documentation of the IPpay add-on (payment_systems/ippay).
_PATHS = {
    (DocumentKind.INVOICE, LinkBy.NUMBER): "/ippay/direct-pay-invoice",
    (DocumentKind.INVOICE, LinkBy.ID): "/ippay/direct-pay-invoice-by-id",
    (DocumentKind.PROFORMA, LinkBy.NUMBER): "/ippay/direct-pay-proforma",
    (DocumentKind.PROFORMA, LinkBy.ID): "/ippay/direct-pay-proforma-by-id",
}


@dataclass(frozen=True, slots=True)
class PayLink:
    """A direct-pay address for one document, ready for an e-mail.

    Attributes:
        url: Plain address.
        html: A link element; the address is escaped inside `href`.
        text: Plain text with the address in the clear.
    """

    document: DocumentRef
    url: str
    html: str
    text: str


def pay_link(splynx_url: str, document: DocumentRef, by: LinkBy) -> PayLink:
    """Build the link of one document on the configured Splynx.

    Raises:
        InputError: a refill has no direct-pay link, or the document lacks the number asked for.
    """
    path = _PATHS.get((document.kind, by))
    item = document.number if by is LinkBy.NUMBER else document.id
    if path is None or item in {None, ""}:
        raise InputError("This document has no direct-pay link.")
    base = urlsplit(splynx_url)
    url = f"{base.scheme}://{base.netloc}{path}?item_id={quote(str(item), safe='')}"
    noun = "invoice" if document.kind is DocumentKind.INVOICE else "proforma invoice"
    label = f"Pay {noun} {document.number or document.id}"
    return PayLink(
        document,
        url,
        f'<a href="{html.escape(url, quote=True)}">{html.escape(label)}</a>',
        f"{label}: {url}",
    )


def portal_url(splynx_url: str) -> str:
    """The portal page where a customer saves or replaces a card or bank account."""
    base = urlsplit(splynx_url)
    return f"{base.scheme}://{base.netloc}/ippay"
