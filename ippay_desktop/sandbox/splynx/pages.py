"""Pages where opened links land: the portal's pay pages and the staff's own."""

import html

from ippay_desktop.sandbox.http_server import Request, Response

_PREFIXES = ("/ippay", "/admin", "/portal")


def page(request: Request) -> Response | None:
    """Return a page for a portal or staff address, or None for any other path."""
    if request.method != "GET" or not request.path.startswith(_PREFIXES):
        return None
    item = request.flat_query().get("item_id", "")
    words = html.escape(item or request.path)
    title = "Pay" if request.path.startswith("/ippay") else "Practice Splynx"
    body = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<body><h1>{title}: {words}</h1><p>This is the practice Splynx. No money moves here.</p>"
    )
    return Response(200, body.encode(), "text/html; charset=utf-8")
