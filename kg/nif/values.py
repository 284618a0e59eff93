"""A NIF document as plain values: texts, the mentions that stand in them, and what is found out about those."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.errors import KgError
from kg.extract.values import Span

Node = NamedNode | BlankNode


class NifError(KgError):
    """A document that cannot be read or is not taken; ``status`` is that of HTTP (RFC 9110)."""

    def __init__(self, message: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Context:
    """A text (``nif:Context``).

    Attributes:
        node: its name; kept in what is written.
        text: exactly as given: offsets count its code points.
        mentions: words of it that the document asks about, by offset; several may share a stretch.
        issued: when it was published, as in ``Document``; empty when unknown.
    """

    node: Node
    text: str
    mentions: tuple[tuple[Span, Node], ...] = ()
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Nif:
    """A document: all of its triples, its texts by name, and what was wrong with it (one line each)."""

    triples: tuple[Triple, ...]
    contexts: tuple[Context, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denoted:
    """What a mention denotes.

    Attributes:
        node: name of the mention, or None for one that has none yet.
        ref: IRI of the entity: of Wikidata's, or one of our own for somebody it does not know (NIL).
        cls: IRI of the class of the entity; empty when unknown.
        confidence: that ``ref`` is right, 0..1.
    """

    span: Span
    ref: str
    cls: str = ""
    confidence: float = 1.0
    node: Node | None = None


Found = Sequence[tuple[Context, Sequence[Denoted]]]
