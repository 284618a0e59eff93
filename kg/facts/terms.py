"""Terms that every graph uses, made once: predicates, classes, literals in the forms a store gives back."""

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.namespaces import PREFIXES

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


@lru_cache(maxsize=4096)
def node(iri: str) -> NamedNode:
    """Return the node of an IRI."""
    return NamedNode(iri)


@lru_cache(maxsize=256)
def term(name: str) -> NamedNode:
    """Return the node of a prefixed name such as ``kg:agent``."""
    prefix, local = name.split(":", 1)
    return node(PREFIXES[prefix] + local)


def double(value: float) -> Literal:
    """Return an ``xsd:double`` in the form that the store keeps.

    >>> double(0.5).value, double(1.0).value
    ('0.5', '1')
    """
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=term("xsd:double"))


def number(value: str) -> Literal:
    """Return a count: an integer, or a canonical decimal."""
    return Literal(value, datatype=term("xsd:decimal" if "." in value else "xsd:integer"))


def when(value: str) -> Literal:
    """Return a year, month, day or dateTime, typed by its length.

    >>> when("2015-10").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(value), "dateTime")
    return Literal(value, datatype=term("xsd:" + kind))
