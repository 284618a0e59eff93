"""What the user typed -> the addresses of a triple store: query, update, graph store."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a product serves what, below its address; an empty ``graphs``: updates are better.

    ``own``: what its own graphs start with; ``triples``: how many it takes in one update.
    """

    query: str
    update: str
    graphs: str
    own: tuple[str, ...] = ()
    triples: int = 1_000  # Virtuoso 7.2.5 takes these and fails at 12 000 (measured).


#: Product -> its paths; `sparql` is any other one: one address for queries and updates.
KINDS: Final[dict[str, Kind]] = {
    "sparql": Kind("", "", ""),
    # One transaction a graph: 8 graphs a second at half a million quads (measured); so many at once.
    "oxigraph": Kind("/query", "/update", "", triples=10_000),
    "virtuoso": Kind(
        "/sparql-auth",
        "/sparql-auth",
        "/sparql-graph-crud-auth",
        (
            "http://www.openlinksw.com/",
            "http://localhost:8890/",
            "http://localuriqaserver/",
            "http://www.w3.org/2002/07/owl#",
            "http://www.w3.org/ns/ldp#",
            "urn:activitystreams-owl:",
            "urn:core:services:",
            "urn:virtuoso:",
        ),
    ),
    "fuseki": Kind("/query", "/update", "/data"),
    "graphdb": Kind("", "/statements", "/rdf-graphs/service"),
    "kg": Kind("/sparql", "/sparql", "/graph"),
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one store answers; ``graphs`` is empty where it has no Graph Store Protocol.

    ``name`` is what is remembered about it: the address without its last slash.
    """

    name: str
    query: str
    update: str
    graphs: str
    own: tuple[str, ...] = ()
    triples: int = 1_000


def addresses(endpoint: str, kind: str, *, update: str = "", graphs: str = "") -> Addresses:
    """Return where a store answers; ``update`` and ``graphs`` replace what the kind says.

    >>> addresses("http://localhost:3030/ds/", "fuseki").graphs
    'http://localhost:3030/ds/data'
    >>> addresses("https://d.example/a/sparql", "sparql").update
    'https://d.example/a/sparql'

    Raises:
        UsageError: one is no address of the web, or holds a password.
    """
    known = KINDS[kind]
    base = checked(endpoint)
    name = base.rstrip("/")
    return Addresses(
        name,
        name + known.query if known.query else base,
        checked(update) if update else (name + known.update if known.update else base),
        checked(graphs) if graphs else (name + known.graphs if known.graphs else ""),
        known.own,
        known.triples,
    )


def checked(address: str) -> str:
    """Return an address with scheme and host in lower case.

    Raises:
        UsageError: it is no address of the web, or holds a name or password.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"not an address: {error}") from error
    if "@" in parts.netloc:
        raise UsageError(
            "the address holds a name or password", hint="use --user and KG_REMOTE_PASSWORD"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise UsageError(f"not an address of a store: {address!r}", hint="http://localhost:7878")
    if not (address.isascii() and address.isprintable()) or " " in address:
        raise UsageError(f"not an address: {address!r}", hint="write it percent-encoded")
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()))
