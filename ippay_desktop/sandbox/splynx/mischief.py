"""The practice Splynx's faults: what goes wrong around an otherwise right answer."""

import dataclasses
import json
import urllib.parse
from collections.abc import Callable

from ippay_desktop.sandbox.clock import pause
from ippay_desktop.sandbox.faults import Facts, Fault, FaultPlan
from ippay_desktop.sandbox.http_server import App, Request, Response
from ippay_desktop.sandbox.splynx.app import BASE
from ippay_desktop.sandbox.splynx.errors import UNAUTHORIZED, envelope

_PHP_WARNING = (
    b"<br />\n<b>Warning</b>:  Undefined variable $row in <b>/var/www/splynx/api.php</b> "
    b"on line <b>214</b><br />\n"
)
_BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
HTML = "text/html"


@dataclasses.dataclass(slots=True)
class Hooks:
    """What some faults do to the data behind an answer.

    Attributes:
        insert_row: Adds a believable row to the collection at a path.
        race: Lets the server's own add-on act on an invoice: ``pending`` or ``paid``.
    """

    insert_row: Callable[[str], None]
    race: Callable[[int, str], None]


class MischievousSplynx:
    """Wraps the practice Splynx and lets the fault plan act on its answers."""

    def __init__(self, app: App, plan: FaultPlan, hooks: Hooks) -> None:
        self._app = app
        self._plan = plan
        self._hooks = hooks

    def __call__(self, request: Request) -> Response:
        """Answer a request, or fail to, as the plan says."""
        path = urllib.parse.unquote(request.path).removeprefix(BASE)
        fault = self._plan.pick(Facts("splynx", request.method, path))
        if fault is None:
            return self._app(request)
        response = self._act(fault, request, path)
        response.facts["fault"] = fault.name
        return response

    def _act(self, fault: Fault, request: Request, path: str) -> Response:
        before = {
            "drop_before": lambda: Response(drop=True),
            "http_429": lambda: _too_many(fault),
            "auth_code": lambda: _auth_code(fault),
            "redirect_307": lambda: _redirect(request),
            "http_500": lambda: self._failed(fault, request),
        }
        if fault.name in before:
            return before[fault.name]()
        if fault.name == "delay":
            pause(fault.seconds())
        if fault.name == "inserted_row":
            self._hooks.insert_row(path)
        if fault.name == "duplicate_row":
            return _duplicated(self._app(request), self._before(request))
        return self._spoilt(fault, self._app(request), path)

    def _before(self, request: Request) -> Response:
        """Return the page that ends just before the asked one; an empty list at the start."""
        fields = urllib.parse.parse_qsl(request.query, keep_blank_values=True)
        offset = int(dict(fields).get("offset", "0"))
        if offset == 0:
            return Response(200, b"[]")
        changed = [(name, value) for name, value in fields if name not in {"offset", "limit"}]
        query = urllib.parse.urlencode([*changed, ("offset", str(offset - 1)), ("limit", "1")])
        return self._app(dataclasses.replace(request, target=f"{request.path}?{query}"))

    def _failed(self, fault: Fault, request: Request) -> Response:
        if fault.flag("processed"):
            self._app(request)
        return envelope(500, "SERVER_ERROR", "Internal server error")

    def _spoilt(self, fault: Fault, response: Response, path: str) -> Response:
        if fault.name == "drop_after":
            response.drop = True
        if fault.name == "process_then_502":
            return Response(502, _BAD_GATEWAY, HTML)
        if fault.name == "truncated_json":
            response.body = response.body[: max(1, len(response.body) // 2)]
        if fault.name == "php_warning":
            response.body = _PHP_WARNING + response.body
        if fault.name == "addon_race":
            number = path.rpartition("/")[2]
            if number.isdigit():
                self._hooks.race(int(number), fault.text("to", "pending"))
        return response


def _too_many(fault: Fault) -> Response:
    response = envelope(429, "TOO_MANY_REQUESTS", "Too many requests")
    response.headers["Retry-After"] = fault.text("retry_after", "1")
    return response


def _auth_code(fault: Fault) -> Response:
    code = fault.text("code", "UNAUTHORIZED")
    return envelope(int(fault.text("status", str(UNAUTHORIZED))), code, code.capitalize())


def _redirect(request: Request) -> Response:
    mark = "&" if request.query else "?"
    return Response(307, headers={"Location": f"{request.target}{mark}redirected=1"})


def _duplicated(response: Response, before: Response) -> Response:
    # The last row of the page before comes again, as when somebody inserted a row in between.
    rows, earlier = (json.loads(answer.body or b"[]") for answer in (response, before))
    if isinstance(rows, list) and rows:
        again = earlier[-1] if isinstance(earlier, list) and earlier else rows[0]
        response.body = json.dumps([again, *rows]).encode()
    return response
