"""A store -> its views and queries for one assistant, each with a limit of time, in processes that can be killed."""

import asyncio
from pathlib import Path
from typing import Any, Final

import orjson
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import KgError, UsageError
from kg.mcp.values import Table
from kg.query.services import check_services
from kg.serve.api import ASKED
from kg.serve.choices import Pairs
from kg.serve.errors import RefusedError
from kg.serve.limits import Limits
from kg.serve.site import Site
from kg.spelling import near
from kg.views.classes import terms

#: Formats with a row or triple a line, so that an answer can be left in the middle; ASK has no lines.
_ACCEPT: Final = (
    "text/tab-separated-values, application/n-triples;q=0.9, application/sparql-results+json;q=0.1"
)

#: Seconds that the first question waits for the index of a store that was never indexed.
PATIENCE: Final = 20.0


class Library:
    """What `kg serve` answers, without HTTP: the same views, limits and guards."""

    def __init__(self, store: Path, *, base: str, seconds: float) -> None:
        self._site = Site(
            store, base=base, limits=Limits(seconds=seconds, size=20_000_000, workers=2)
        )

    async def __aenter__(self) -> "Library":
        await self._site.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._site.close()

    @property
    def base(self) -> str:
        """What IRIs of the data begin with."""
        return self._site.base

    async def view(self, name: str, asked: Pairs) -> Any:
        """Return a view, as `/api/NAME` of the server does.

        Raises:
            KgError: a parameter is wrong, nothing is known of a thing, or the time is over.
        """
        asked = [(word, value) for word, value in asked if value]
        if name in ASKED:
            return await ASKED[name](self._site, asked)
        await self._indexed()
        return orjson.loads(await self._site.views.answer(name, asked))

    async def _indexed(self) -> None:
        """Wait for the index, but not for ever."""
        until = asyncio.get_running_loop().time() + PATIENCE
        while not self._ready and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)

    @property
    def _ready(self) -> bool:
        return self._site.views.state["state"] == "ready"

    def notes(self) -> list[str]:
        """Return what is to be said of every answer of the index while it is not complete."""
        state = self._site.views.state
        if self._ready:
            return []
        return [
            f"The index is being made, {state['done']} of {state['total']} documents: there may be more."
        ]

    async def iri(self, words: str, kind: str) -> tuple[str, str]:
        """Return the IRI that somebody means, and what to say of it; an IRI means itself.

        Raises:
            KgError: nothing is called so.
        """
        if not words or "://" in words:
            return words, ""
        found = await self.view("search", [("q", words), ("kind", kind), ("size", "20")])
        results = [r for r in found["results"] if r["family"] not in ("event", "document")][:4]
        if not results:
            raise KgError(f"nothing is called {words!r}", hint="try the tool search")
        first, *rest = results
        said = f"{words!r} is taken as {first['label']} <{first['iri']}>"
        also = ", ".join(f"{r['label']} <{r['iri']}>" for r in rest)
        return first["iri"], f"{said}; also found: {also}" if also else said

    def cls(self, word: str) -> str:
        """Return a class by its name in whatever case, with or without its prefix.

        Raises:
            UsageError: there is no such class.
        """
        classes = {
            t.id.partition(":")[2].lower(): t.id for t in terms().values() if t.kind == "class"
        }
        name = word.rpartition("#")[2].removeprefix("kg:").replace(" ", "").lower()
        if name and name not in classes:
            hint = near(name, [c.partition(":")[2] for c in classes.values()])
            raise UsageError(f"no class {word!r}", hint=hint)
        return classes[name] if name else ""

    async def table(self, text: str, rows: int) -> Table:
        """Return the first rows of the answer to a query; the rest is not worked out.

        Raises:
            KgError: it is wrong, refused, or took too long.
        """
        _check(text, self._site.limits.query)
        job = {
            "kind": "query",
            "text": text,
            "default": [],
            "named": [],
            "base": self.base,
            "services": [],
            "rows": 0,
            "accept": _ACCEPT,
            "version": self._site.version.now(),
        }
        try:
            async with self._site.readers.answer(job) as answer:
                media = answer.details["media"]
                head = 1 if media.startswith("text/") else 0
                lines, cut = await _lines(answer.pieces, rows + head)
        except RefusedError as error:
            raise KgError(error.message.partition("\n")[0]) from error
        return _table(media, lines, cut=cut)


def _check(text: str, longest: int) -> None:
    """Refuse what the worker would refuse with words for another reader."""
    if len(text) > longest:
        raise UsageError("the query is too long", hint=f"at most {longest} characters")
    try:
        check_services(text, ())
    except UsageError as error:
        raise UsageError(error.message, hint="SERVICE is not allowed") from error


async def _lines(pieces: Any, most: int) -> tuple[list[bytes], bool]:
    """Return the first lines, and whether there are more."""
    held = b""
    async for piece in pieces:
        held += piece
        if held.count(b"\n") > most:
            return held.split(b"\n")[:most], True
    return held.splitlines(), False


def _table(media: str, lines: list[bytes], *, cut: bool) -> Table:
    if media.startswith("application/sparql"):
        said = orjson.loads(b"\n".join(lines))["boolean"]
        return {"columns": ["answer"], "rows": [["yes" if said else "no"]], "cut": False}
    if media == "application/n-triples":
        columns = ["triple"]
        return {"columns": columns, "rows": [[line.decode()] for line in lines], "cut": cut}
    found = parse_query_results(b"\n".join([*lines, b""]), format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [[_text(term) for term in row] for row in found]
    return {"columns": names, "rows": rows, "cut": cut}


def _text(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))
