"""Terms as a line of N-Quads has them (W3C 2014), and lines -> the text of a graph -> its quads.

To make a ``Quad`` of a literal takes pyoxigraph 4 us, to parse one 1 us, and the store reads text
by itself: facts are written, and parsed all at once where somebody asks for quads.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.facts import terms

#: Subject, predicate, object, each as it is written.
Line = tuple[str, str, str]

#: A line as one text: its three terms, a blank between them.
Statement = str

_ESCAPE = re.compile(r'[\\"\n\r]')
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def node(iri: str) -> str:
    """Return an IRI; that it is one is checked where its beginning is known."""
    return f"<{iri}>"


@cache
def term(name: str) -> str:
    """Return the IRI of a prefixed name such as ``kg:agent``."""
    return str(terms.term(name))


def literal(text: str) -> str:
    r"""Return a string.

    >>> print(literal('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{text.translate(_ESCAPED) if _ESCAPE.search(text) else text}"'


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


def written(statements: Iterable[Statement], graph: str) -> bytes:
    """Return the statements as N-Quads of a graph, one a line, in the same order; UTF-8.

    Raises:
        ValueError: the graph's name, which all names of its own begin as, is no IRI.
    """
    end = f" {NamedNode(graph)} .\n"
    text = end.join(statements)
    return f"{text}{end}".encode() if text else b""


def quads(text: bytes) -> tuple[Quad, ...]:
    """Return the quads of N-Quads, in the same order."""
    return tuple(parse(text, format=RdfFormat.N_QUADS, lenient=True))
