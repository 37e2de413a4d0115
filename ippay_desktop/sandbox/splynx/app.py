"""The practice Splynx as one callable: routing, rights, and the faults of the plan."""

import json
import urllib.parse
from collections.abc import Callable, Mapping

from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.splynx import finance, office, people
from ippay_desktop.sandbox.splynx.auth import Authenticator
from ippay_desktop.sandbox.splynx.collection import Collection, Context, json_response
from ippay_desktop.sandbox.splynx.errors import ApiError, InvalidFieldsError, envelope, not_found
from ippay_desktop.sandbox.splynx.pages import page
from ippay_desktop.sandbox.splynx.resources import RESOURCES, Resource

BASE = "/api/2.0/"
_SPECIAL = {
    "customers": people.Customers,
    "administrators": people.Administrators,
    "invoices": finance.Invoices,
    "proforma_invoices": finance.Proformas,
    "credit_notes": finance.CreditNotes,
    "payments": finance.Payments,
    "transactions": finance.Transactions,
    "invoice_relations": finance.Relations,
    "bank_statements": office.Statements,
    "bank_statements_records": office.Records,
    "mail": office.Mail,
    "customer_notes": office.Notes,
}
_TABLELESS = {
    "customers/customer-billing": (people.Billing, "customer_billing"),
    "customers/billing-info": (people.BalanceSummary, "customer_billing"),
    "customers/send-documents": (office.SentDocuments, "sent_documents"),
}
_READ_ONLY = {"finance/invoice-relations", "customers/billing-info"}
_NO_CREATE = {"customers/customer-billing", "customers/customer-info", "config/company-info"}


class SplynxApp:
    """Answers requests as a Splynx server would."""

    def __init__(self, context: Context, authenticator: Authenticator) -> None:
        self._context = context
        self._auth = authenticator
        self._accounts = people.PaymentAccounts(context)
        self._download = office.Download(context)
        self.collections: dict[str, Collection] = {}
        for path, resource in RESOURCES.items():
            if resource.table:
                maker = _SPECIAL.get(resource.table, Collection)
                self.collections[path] = maker(context, resource.table)
        for path, (maker, table) in _TABLELESS.items():
            self.collections[path] = maker(context, table)

    def __call__(self, request: Request) -> Response:
        """Answer one request; errors become envelopes."""
        if not request.path.startswith(BASE):
            return page(request) or not_found().response()
        try:
            return self._route(request, urllib.parse.unquote(request.path[len(BASE) :]).strip("/"))
        except ApiError as error:
            return error.response()
        except InvalidFieldsError as error:
            return error.response(self._context.switches.text("splynx", "error_422_shape"))

    def _route(self, request: Request, path: str) -> Response:
        area, _, rest = path.partition("/")
        if area != "admin":
            raise not_found()
        if rest.startswith("auth/tokens"):
            return self._tokens(request, rest.removeprefix("auth/tokens").strip("/"))
        if rest == "api/check":
            return self._check(request)
        self._auth.require(request)
        resource, key = _resource(rest)
        self._refuse_disabled(resource)
        self._auth.permit(resource.controller, _action(request.method, key))
        special: dict[str, Callable[[], Response]] = {
            "customers/customer-payment-accounts": lambda: self._payment_accounts(request),
            "customers/customer-payment-account-data": self._accounts.everyone,
            "config/download": lambda: self._download.read(key),
            "config/config": lambda: office.config_stub(request.flat_query()),
        }
        answer = special.get(resource.path)
        if answer is None:
            return self._collection(self.collections[resource.path], resource, request, key)
        if request.method != "GET" and resource.path != "customers/customer-payment-accounts":
            raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")
        return answer()

    def _collection(
        self, collection: Collection, resource: Resource, request: Request, key: str
    ) -> Response:
        method = request.method
        if method == "OPTIONS":
            return collection.described()
        if method == "HEAD" and not key:
            return collection.counted(request)
        if method == "GET":
            return collection.read(key) if key else collection.listed(request)
        if resource.path in _READ_ONLY or (method == "POST" and resource.path in _NO_CREATE):
            raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")
        if method == "POST" and not key:
            return collection.create(_body(request))
        if method in {"PUT", "DELETE"} and not key:
            raise ApiError(400, "BAD_REQUEST", "Id is required")
        if method == "PUT":
            return collection.change(key, _body(request))
        if method == "DELETE":
            return collection.remove(key)
        raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")

    def _refuse_disabled(self, resource: Resource) -> None:
        switches = self._context.switches
        disabled = switches.get("splynx", "disabled_modules")
        if isinstance(disabled, list) and resource.path in disabled:
            raise ApiError(405, "METHOD_DISABLED", "Method is disabled!")
        module = switches.text("splynx", "proforma_module")
        if resource.table == "proforma_invoices" and module != "on":
            if module == "403":
                raise ApiError(403, "FORBIDDEN", "Access denied")
            if module == "500":
                raise ApiError(500, "SERVER_ERROR", "Internal error")
            raise ApiError(405, "METHOD_DISABLED", "Method is disabled!")

    def _tokens(self, request: Request, token: str) -> Response:
        if request.method == "POST" and not token:
            return json_response(self._auth.log_in(_body(request), request), 201)
        if request.method == "GET" and token:
            return json_response(self._auth.renew(token, request))
        if request.method == "DELETE" and token:
            self._auth.log_out(token)
            return Response(204)
        return envelope(500, "SERVER_ERROR", "Internal error")

    def _check(self, request: Request) -> Response:
        if request.flat_query().get("checkAuth") == "1":
            self._auth.require(request)
        return json_response({"status": "ok", "message": "API is valid", "same_server": False})

    def _payment_accounts(self, request: Request) -> Response:
        if request.method == "GET":
            return self._accounts.listed(request)
        if request.method == "PUT":
            return self._accounts.change(request, _body(request))
        if request.method == "DELETE":
            return self._accounts.remove(request)
        raise ApiError(405, "METHOD_NOT_ALLOWED", "Method not allowed")


def _resource(path: str) -> tuple[Resource, str]:
    parts = path.split("/")
    for length in (len(parts), len(parts) - 1):
        resource = RESOURCES.get("/".join(parts[:length]))
        if resource is not None:
            return resource, "/".join(parts[length:])
    raise not_found()


def _action(method: str, key: str) -> str:
    if method in {"GET", "HEAD", "OPTIONS"}:
        return "view" if key else "index"
    return {"POST": "add", "PUT": "update", "DELETE": "delete"}.get(method, "index")


def _body(request: Request) -> Mapping[str, object]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(urllib.parse.parse_qsl(request.body.decode(), keep_blank_values=True))
    if not request.body.strip():
        return {}
    try:
        parsed = json.loads(request.body, parse_float=str)
    except ValueError as error:
        raise ApiError(400, "BAD_REQUEST", "The body is not JSON") from error
    if not isinstance(parsed, dict):
        raise ApiError(400, "BAD_REQUEST", "The body is not a JSON object")
    return parsed
