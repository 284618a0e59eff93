"""Terms as a line of N-Quads has them (W3C 2014), and lines -> quads.

To make a ``Quad`` of a literal takes pyoxigraph 4 us, to parse one 1 us: facts are written, then
parsed all at once.
"""

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.facts import terms

#: Subject, predicate, object, each as it is written.
Line = tuple[str, str, str]

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def node(iri: str) -> str:
    """Return an IRI; that it is one is checked where its beginning is known."""
    return f"<{iri}>"


@lru_cache(maxsize=256)
def term(name: str) -> str:
    """Return the IRI of a prefixed name such as ``kg:agent``."""
    return str(terms.term(name))


def literal(text: str) -> str:
    r"""Return a string.

    >>> print(literal('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{text.translate(_ESCAPED)}"'


def integer(value: int) -> str:
    """Return an ``xsd:integer``."""
    return f'"{value}"^^{term("xsd:integer")}'


@lru_cache(maxsize=256)
def double(value: float) -> str:
    """Return an ``xsd:double`` in the form that the store keeps."""
    return str(terms.double(value))


def number(value: str) -> str:
    """Return a count: an integer, or a canonical decimal."""
    return str(terms.number(value))


@lru_cache(maxsize=4096)
def when(value: str) -> str:
    """Return a year, month, day or dateTime, typed by its length."""
    return str(terms.when(value))


def quads(lines: Iterable[Line], graph: str) -> tuple[Quad, ...]:
    """Return the quads of a graph, in the same order.

    Raises:
        ValueError: the graph's name, which all names of its own begin as, is no IRI.
    """
    name = str(NamedNode(graph))
    written = "".join(f"{s} {p} {o} {name} .\n" for s, p, o in lines)
    return tuple(parse(written, format=RdfFormat.N_QUADS, lenient=True))
