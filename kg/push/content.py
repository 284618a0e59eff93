"""A graph -> lines of N-Triples: their digest, their pieces, and what they mean whatever the spelling."""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.namespaces import PREFIXES

#: Skolem IRIs (RDF 1.1 Concepts, 3.5): a blank node cannot be sent twice and stay one.
GENID: Final = "https://kg.example/.well-known/genid/"

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = frozenset(
    _XSD + name
    for name in (
        "integer int long short byte nonNegativeInteger positiveInteger unsignedInt unsignedLong"
        " unsignedShort unsignedByte nonPositiveInteger negativeInteger decimal"
    ).split()
)
_FLOATS: Final = frozenset((_XSD + "double", _XSD + "float"))
#: Virtuoso 7 keeps a geometry as a type of its own, its coordinates in single precision (measured).
_GEOMETRIES: Final = frozenset(
    (PREFIXES["geo"] + "wktLiteral", "http://www.openlinksw.com/schemas/virtrdf#Geometry")
)
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_TRUTHS: Final = {"true": "1", "false": "0"}

Statement = Triple | Quad


def lines(quads: Iterable[Statement]) -> list[str]:
    """Return the triples as lines of N-Triples, sorted, each once, blank nodes as IRIs."""
    return sorted({f"{_ground(q.subject)} {q.predicate} {_ground(q.object)} .\n" for q in quads})


def digest(sorted_lines: Iterable[str]) -> str:
    """Return the SHA-256 of the lines.

    >>> digest([])[:8]
    'e3b0c442'
    """
    said = hashlib.sha256()
    for line in sorted_lines:
        said.update(line.encode())
    return said.hexdigest()


def pieces(all_lines: list[str], *, count: int, size: int) -> Iterator[list[str]]:
    """Yield the lines in runs of at most ``count`` lines and ``size`` bytes, but never less than one.

    >>> list(pieces(["a", "b", "c"], count=2, size=99))
    [['a', 'b'], ['c']]
    """
    piece: list[str] = []
    held = 0
    for line in all_lines:
        weight = len(line.encode())
        if piece and (len(piece) == count or held + weight > size):
            yield piece
            piece, held = [], 0
        piece.append(line)
        held += weight
    if piece:
        yield piece


def meaning(quads: Iterable[Statement]) -> set[tuple[str, str, str]]:
    """Return the triples so that two stores agree: numbers, truth and time by value, not by spelling.

    Doubles count to six digits and coordinates in single precision: Virtuoso answers with no more.
    """
    return {(_ground(q.subject), q.predicate.value, _value(q.object)) for q in quads}


def _ground(term: object) -> str:
    return f"<{GENID}{term.value}>" if isinstance(term, BlankNode) else str(term)


def _value(term: object) -> str:
    if not isinstance(term, Literal):
        return _ground(term)
    if term.language:
        return str(Literal(term.value, language=term.language.lower()))
    kind, text = term.datatype.value, term.value
    try:
        if kind in _INTEGERS:
            return f"decimal {Decimal(text).normalize():f}"
        if kind in _FLOATS:
            return f"double {float(text):.6g}"  # All that Virtuoso writes of one.
    except (InvalidOperation, ValueError):
        return str(term)
    if kind == _XSD + "boolean":
        return f"boolean {_TRUTHS.get(text, text)}"
    if kind in _GEOMETRIES:
        return f"geometry {_NUMBER.sub(_single, text)}"
    if kind == _XSD + "dateTime":
        return f"dateTime {_moment(text)}"
    return str(Literal(text, datatype=NamedNode(kind)))


def _moment(text: str) -> str:
    """Return a dateTime without the spellings of UTC and of whole seconds."""
    text = text.removesuffix("+00:00").removesuffix("-00:00").removesuffix("Z")
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _single(number: re.Match[str]) -> str:
    """Return a number as the nearest one of single precision (at most 4 m on the ground)."""
    return repr(struct.unpack("f", struct.pack("f", float(number[0])))[0])
