"""HTML of ours -> a response: what it may load, and a tag by which a browser asks again."""

from hashlib import blake2b
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.serve.pages import POLICY

#: What the scripts of each page ask first: it is on its way while they are.
_ASKED: Final = "</api/about>; rel=preload; as=fetch; crossorigin=anonymous"


def html(request: Request, body: str, *, status: int = 200) -> Response:
    """Return a page, or that the browser still has the right one.

    Args:
        request: tells what the browser has.
        body: the page.
        status: of the answer.
    """
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": POLICY,
        "ETag": f'W/"{blake2b(body.encode(), digest_size=12).hexdigest()}"',
        "Link": _ASKED,
        "Referrer-Policy": "same-origin",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    if status == 200 and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(body, status, headers)


def wanted(request: Request) -> bool:
    """Return whether a person with a browser asks: programs name what they want, or take anything."""
    return "text/html" in request.headers.get("accept", "")
