"""An Accept header -> the media type to answer with (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.serve.errors import RefusedError

#: Media types of rows; the first is what is sent when a client takes anything.
ROWS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}

#: Those of ASK: W3C's CSV and TSV have no yes and no.
BOOLEANS: Final = {name: kind for name, kind in ROWS.items() if not name.startswith("text/")}

#: Media types of triples.
TRIPLES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}


def chosen(accept: str, offered: Sequence[str]) -> str:
    """Return the media type offered that the client likes best; the earlier one where it likes two alike.

    Raises:
        RefusedError: 406, it takes none.

    >>> chosen("text/*;q=0.5, application/n-triples", ["text/turtle", "application/n-triples"])
    'application/n-triples'
    >>> chosen("text/turtle;q=0, */*", ["text/turtle", "application/n-triples"])
    'application/n-triples'
    """
    return _best(accept, tuple(offered))


@lru_cache(256)  # Programs say the same each time.
def _best(accept: str, offered: tuple[str, ...]) -> str:
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offered, key=lambda name: _quality(name, ranges))
    if _quality(best, ranges) <= 0:
        raise RefusedError("no format of ours is accepted", hint=", ".join(offered), status=406)
    return best


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return what the most specific range says of a media type."""
    for fitting in (name, name.partition("/")[0] + "/*", "*/*"):
        told = [quality for range_, quality in ranges if range_ == fitting]
        if told:
            return max(told)
    return 0.0


def _range(part: str) -> tuple[str, float]:
    name, *rest = (p.strip().lower() for p in part.split(";"))
    told = next((r[2:] for r in rest if r.startswith("q=")), "1")
    try:
        return name, min(max(float(told), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def typed(media_type: str) -> str:
    """Return a media type with its character set, where it is text.

    >>> typed("text/turtle")
    'text/turtle; charset=utf-8'
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
