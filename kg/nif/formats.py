"""Names of RDF formats: media types, endings of files, and which one a client wants."""

from pathlib import PurePath
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES

#: Media type -> format. Several stand for one: GERBIL says ``application/x-turtle``.
MEDIA_TYPES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "text/n3": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}

#: Ending of a file, lower case -> format.
ENDINGS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nif": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}

_SHORT = {p: PREFIXES[p] for p in ("nif", "itsrdf", "kg", "wd", "rdf", "rdfs", "xsd")}


def recognised(name: str, head: bytes) -> RdfFormat | None:
    """Return the format of a file that is NIF by its name and its first bytes; None when it is not.

    A file is NIF when its ending is that of an RDF format. What has no name must begin as RDF does, and
    name NIF soon.

    >>> recognised("a.nif", b""), recognised("a.txt", b"@prefix nif: <nif-core#> .")
    (<RdfFormat Turtle>, None)
    """
    if name != "-":
        return ENDINGS.get(PurePath(name).suffix.lower())
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"nif-core#" not in head:
        return None
    if start.startswith((b"{", b"[")):
        return RdfFormat.JSON_LD
    if start.startswith((b"<?xml", b"<rdf:RDF")):
        return RdfFormat.RDF_XML
    return RdfFormat.TURTLE if start[:1] in (b"@", b"<", b"P", b"p", b"#", b"_") else None


def wanted(accept: str, given: str) -> str | None:
    """Return the media type to answer with (RFC 9110, 12.5.1); None when no format of ours is wanted.

    Args:
        accept: the header; empty means anything.
        given: media type of the request, in which the answer comes unless another is wanted.

    >>> wanted("text/html, application/n-triples;q=0.5", "text/turtle")
    'application/n-triples'
    >>> wanted("*/*", "application/x-turtle"), wanted("image/png", "text/turtle")
    ('application/x-turtle', None)
    """
    ours = [given if given in MEDIA_TYPES else "text/turtle", *MEDIA_TYPES]
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    for name, quality in sorted(ranges, key=lambda pair: -pair[1]):
        if quality > 0:
            for one in ours:
                if name in ("*/*", one) or (name.endswith("/*") and one.startswith(name[:-1])):
                    return one
    return None


def _range(part: str) -> tuple[str, float]:
    name, *rest = (p.strip().lower() for p in part.split(";"))
    told = next((r[2:] for r in rest if r.startswith("q=")), "1")
    try:
        return name, float(told)
    except ValueError:
        return name, 0.0


def written(triples: list[Triple], kind: RdfFormat) -> bytes:
    """Return the triples in a format, with the prefixes of NIF where it has prefixes."""
    prefixes = _SHORT if kind in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    return serialize(triples, format=kind, prefixes=prefixes) or b""
