"""Words of the command line that need care."""

from ippay_desktop.cli.words import as_beginning, document_words
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.identifiers import CustomerId, DocumentId


def test_a_number_keeps_its_letters_at_the_beginning_of_a_sentence() -> None:
    document = DocumentRef(DocumentKind.INVOICE, CustomerId(17), DocumentId(9), "INV-A7")
    assert as_beginning(document_words(document)) == "Invoice INV-A7"
    assert as_beginning("") == ""
