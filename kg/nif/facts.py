"""Facts -> NIF 2.0 as its tools expect it: triples, offsets as ``xsd:nonNegativeInteger``."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad, Triple

from kg.facts.terms import term

_OFFSETS = frozenset({term("nif:beginIndex"), term("nif:endIndex")})


def nif(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of a document's graph with NIF's type of offsets.

    The store keeps ``xsd:integer`` because it rewrites every derived integer type.
    """
    kind = term("xsd:nonNegativeInteger")
    for quad in quads:
        value = quad.object
        if quad.predicate in _OFFSETS and isinstance(value, Literal):
            value = Literal(value.value, datatype=kind)
        yield Triple(quad.subject, quad.predicate, value)
