"""Reader and linker -> an ASGI application: NIF in, NIF out, as GERBIL calls it.

github.com/dice-group/gerbil, wiki: a document comes as the body of a POST, in Turtle, and goes back so.
"""

from asyncio import Lock
from datetime import date as day

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.namespaces import DEFAULT_BASE
from kg.nif.annotate import Annotator, denoted
from kg.nif.formats import MEDIA_TYPES, wanted, written
from kg.nif.read import Limits, nif_of, nif_of_text
from kg.nif.values import Nif, NifError
from kg.nif.write import annotated


def annotate_app(
    way: Annotator, *, base: str = DEFAULT_BASE, limits: Limits | None = None
) -> Starlette:
    """Return the application; it answers at its root and can be mounted in another.

    POST a document of NIF (Turtle, N-Triples, JSON-LD, RDF/XML by its Content-Type), or text/plain.
    The answer is in the format of the Accept header, or that of the request. ``?date=`` tells when
    the text was published.

    Args:
        way: reads and links; called by one thread at a time.
        base: where IRIs begin of texts without a name, and of who is not in the knowledge base.
        limits: how much one document may hold.
    """
    site = _Site(way, base, limits or Limits())
    return Starlette(
        routes=[Route("/", site.annotate, methods=["POST"])],
        exception_handlers={KgError: _refused},
    )


def _refused(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, NifError) else 500
    return PlainTextResponse(" ".join(str(error).split()) + "\n", status)


class _Site:
    def __init__(self, way: Annotator, base: str, limits: Limits) -> None:
        self._way = way
        self._base = base
        self._limits = limits
        self._turn = Lock()

    async def annotate(self, request: Request) -> Response:
        """Answer a document with its annotations."""
        given = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
        answer = wanted(request.headers.get("accept", ""), given)
        if answer is None:
            hint = ", ".join(MEDIA_TYPES)
            raise NifError("no format of ours is accepted", hint=hint, status=406)
        if given != "text/plain" and given not in MEDIA_TYPES:
            hint = ", ".join([*MEDIA_TYPES, "text/plain"])
            raise NifError(f"not NIF: {given}", hint=hint, status=415)
        data = await self._body(request)
        date = _date(request.query_params.get("date", ""))
        async with self._turn:
            out = await run_in_threadpool(self._annotated, data, given, answer, date)
        return Response(out, media_type=f"{answer}; charset=utf-8")

    def _annotated(self, data: bytes, given: str, answer: str, date: str) -> bytes:
        nif = self._nif(data, given, date)
        found = denoted(nif, self._way, base=self._base)
        return written(annotated(nif, found), MEDIA_TYPES[answer])

    def _nif(self, data: bytes, given: str, date: str) -> Nif:
        base, limits = self._base, self._limits
        if given != "text/plain":
            return nif_of(data, MEDIA_TYPES[given], base=base, issued=date, limits=limits)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise NifError("the text is not in UTF-8") from None
        return nif_of_text(text, base=base, issued=date, limits=limits)

    async def _body(self, request: Request) -> bytes:
        data = bytearray()
        async for part in request.stream():
            data += part
            if len(data) > self._limits.size:
                hint = f"at most {self._limits.size} bytes"
                raise NifError("the document is too large", hint=hint, status=413)
        return bytes(data)


def _date(told: str) -> str:
    """Return a date of publication as given, when it is one."""
    try:
        return day.fromisoformat(told).isoformat() if told else ""
    except ValueError:
        raise NifError(f"date is {told[:20]!r}", hint="such as 2015-10-10") from None
