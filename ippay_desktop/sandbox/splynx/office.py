"""Mail, documents and configuration: as much of them as a billing client looks at."""

import base64
from collections.abc import Mapping

from ippay_desktop.sandbox.http_server import Response
from ippay_desktop.sandbox.splynx.collection import Collection, Context, json_response
from ippay_desktop.sandbox.splynx.errors import InvalidFieldsError, not_found

_DOWNLOADS = {
    "invoices": "invoices",
    "requests": "proforma_invoices",
    "payments": "payments",
    "credit_notes": "credit_notes",
}
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


class Mail(Collection):
    """The mail queue; forcing a message out marks it sent."""

    touched = ("created",)

    def read(self, key: str) -> Response:
        """Read a message; ``{id}--send`` sends it, a side effect on GET as on real servers."""
        number, _, action = key.partition("--")
        row = self.find(number)
        if action == "send":
            self.context.store.update("mail", int(row["id"]), {"status": "sent"})
        return super().read(number)


class Statements(Collection):
    """Payment statements; an empty body is accepted and makes an empty one."""

    touched = ("date_time",)


class Records(Collection):
    """Records of payment statements."""

    touched = ("datetime", "payment_date")


class Notes(Collection):
    """Customer notes; ``{customer}--{note}`` names one."""

    touched = ("datetime",)


class SentDocuments(Collection):
    """Documents handed to the mail or portal module."""

    def create(self, body: Mapping[str, object]) -> Response:
        """Take the order; a message or a template is needed, the template first."""
        names = list(body)
        if not {"template_id", "message"} & set(names):
            raise InvalidFieldsError(message="Message cannot be blank.")
        both = {"template_id", "message"} <= set(names)
        if both and names.index("template_id") > names.index("message"):
            raise InvalidFieldsError(template_id="Template id must come before the message.")
        return super().create(body)


class Download:
    """A tiny PDF for every document that exists."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, key: str) -> Response:
        """Answer ``{module}--{id}`` with name, type and base64 content."""
        module, _, number = key.rpartition("--")
        table = _DOWNLOADS.get(module)
        if table is None or not number.isdigit():
            raise not_found()
        sql = f"SELECT id FROM {table} WHERE id = ?"  # noqa: S608 - own names
        if self._context.store.row(sql, (int(number),)) is None:
            raise not_found()
        return json_response(
            {
                "name": f"{module}-{number}.pdf",
                "content_type": "application/pdf",
                "content": base64.b64encode(_PDF).decode(),
            }
        )


def config_stub(query: Mapping[str, str]) -> Response:
    """Answer a configuration read with the little that is stored: no secrets, no currency."""
    settings = {"module": query.get("module", ""), "path": query.get("path", "")}
    key = query.get("key")
    return json_response({key: ""} if key else settings)
