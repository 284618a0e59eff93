"""The SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013), at one address."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.asked import Asked, check_length, got, posted, tag
from kg.serve.description import described
from kg.serve.http import Streamed, body, check_token
from kg.serve.jobs import Job
from kg.serve.site import Site


async def sparql(request: Request, site: Site) -> Response:
    """Answer a query, make an update, or describe the service."""
    asked = await _asked(request, site)
    base = site.address(request, "/sparql")
    if not asked.kind:
        return described(request.headers.get("accept", ""), base, site)
    check_length(asked, site.limits.query)
    job: Job = {
        "kind": asked.kind,
        "text": asked.text,
        "default": asked.default,
        "named": asked.named,
        "base": base,
        "services": site.limits.services,
        "version": site.version.now(),
    }
    if asked.kind == "update":
        check_token(request, site.token)
        return await site.written(job)
    return _queried(request, site, job)


def _queried(request: Request, site: Site, job: Job) -> Response:
    accept = request.headers.get("accept", "")
    known = tag(job, accept)
    if known and request.headers.get("if-none-match") == known and request.method != "POST":
        return Response(status_code=304, headers={"etag": known, "vary": "Accept"})
    headers = {"etag": known} if known and request.method != "POST" else {}
    job |= {"accept": accept, "rows": site.limits.rows}
    return Streamed(site.readers, job, lambda _: headers, head=request.method == "HEAD")


async def _asked(request: Request, site: Site) -> Asked:
    """Return what is asked for; RefusedError where it is none of the six ways to ask."""
    told = request.url.query
    if request.method != "POST":
        return got(told)
    return posted(told, request.headers.get("content-type", ""), await body(request, site.limits))
