"""Bytes of an RDF format -> the texts and mentions of a NIF 2.0 document, within limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.extract.values import Span
from kg.facts.terms import term
from kg.nif import guard
from kg.nif.values import Context, Nif, NifError, Node

#: Stretches that are not asked about, unless they are phrases as well or tell whom they denote: units
#: that the text itself consists of.
_UNITS = frozenset(
    term(f"nif:{name}") for name in ("Context", "Paragraph", "Sentence", "Title", "Word")
)
_TOLD = frozenset((term("itsrdf:taIdentRef"), term("itsrdf:taClassRef")))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may hold: bytes, triples, texts, and code points of all texts together."""

    size: int = 5_000_000
    triples: int = 200_000
    contexts: int = 1000
    chars: int = 1_000_000


def nif_of(
    data: bytes, kind: RdfFormat, *, base: str, issued: str = "", limits: Limits | None = None
) -> Nif:
    """Return a document.

    Args:
        data: UTF-8.
        kind: its format.
        base: IRI that relative ones are resolved against.
        issued: when its texts were published; empty when unknown.
        limits: how much is taken.

    Raises:
        NifError: it cannot be parsed, is too large, could harm the parser, or holds no text.
    """
    limits = limits or Limits()
    text = _decoded(data, limits)
    guard.check(text, kind)
    triples = _parsed(text, kind, base, limits)
    contexts, notes = _contexts(triples, issued)
    if not contexts:
        raise NifError("no text in the document", hint="NIF has it in nif:isString")
    if len(contexts) > limits.contexts or sum(len(c.text) for c in contexts) > limits.chars:
        hint = f"at most {limits.contexts} texts, {limits.chars} characters together"
        raise NifError("too much text in one document", hint=hint, status=413)
    return Nif(triples, contexts, notes)


def nif_of_text(text: str, *, base: str, issued: str = "", limits: Limits | None = None) -> Nif:
    """Return the document of a bare text; its name is made from what it says.

    Raises:
        NifError: it is empty or too long.
    """
    most = (limits or Limits()).chars
    if not text.strip():
        raise NifError("no text")
    if len(text) > most:
        raise NifError("too much text", hint=f"at most {most} characters", status=413)
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    node = NamedNode(f"{base}doc/text/{digest}#char=0,{len(text)}")
    return Nif((), (Context(node, text, issued=issued),))


def _decoded(data: bytes, limits: Limits) -> str:
    if len(data) > limits.size:
        raise NifError("the document is too large", hint=f"at most {limits.size} bytes", status=413)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NifError("the document is not in UTF-8") from None


def _parsed(text: str, kind: RdfFormat, base: str, limits: Limits) -> tuple[Triple, ...]:
    try:
        quads = parse(text, format=kind, base_iri=base)
        triples = tuple(islice((q.triple for q in quads), limits.triples + 1))
    except (SyntaxError, ValueError) as error:
        raise NifError(f"cannot be parsed: {' '.join(str(error).split())}") from None
    if len(triples) > limits.triples:
        raise NifError("too many triples", hint=f"at most {limits.triples}", status=413)
    return tuple(dict.fromkeys(triples))


def _contexts(
    triples: tuple[Triple, ...], issued: str
) -> tuple[tuple[Context, ...], tuple[str, ...]]:
    texts = _texts(triples)
    notes: list[str] = []
    asked: dict[Node, list[tuple[Span, Node]]] = {}
    for node, context, begin, end in _stretches(triples):
        if context not in texts:
            notes.append(f"{node}: its context has no text")
        elif not (begin.isdecimal() and end.isdecimal() and len(begin + end) < 20):
            notes.append(f"{node}: without offsets")
        elif not int(begin) < int(end) <= len(texts[context]):
            notes.append(f"{node}: {begin}..{end} is outside of its text")
        else:
            asked.setdefault(context, []).append((Span(int(begin), int(end)), node))
    found = [
        Context(
            node,
            text,
            tuple(sorted(asked.get(node, []), key=lambda m: (m[0], str(m[1])))),
            issued,
        )
        for node, text in sorted(texts.items(), key=lambda pair: str(pair[0]))
        if text.strip()
    ]
    return tuple(found), tuple(notes)


def _texts(triples: tuple[Triple, ...]) -> dict[Node, str]:
    texts: dict[Node, str] = {}
    for t in triples:
        if t.predicate == term("nif:isString") and isinstance(t.object, Literal):
            node, text = _named(t.subject), t.object.value
            if texts.setdefault(node, text) != text:
                raise NifError(f"two texts in one context: {node}")
    return texts


def _named(node: object) -> Node:
    if not isinstance(node, NamedNode | BlankNode):
        raise NifError(f"not the name of a text: {node}")
    return node


def _stretches(triples: tuple[Triple, ...]) -> Iterator[tuple[Node, Node, str, str]]:
    """Yield what is asked about: name, text, begin, end (empty when not told), in the order of the triples."""
    begins, ends = {}, {}
    units: set[object] = set()
    sure: set[object] = set()
    for t in triples:
        if t.predicate == term("rdf:type"):
            if t.object in _UNITS:
                units.add(t.subject)
            elif t.object == term("nif:Phrase"):
                sure.add(t.subject)
        elif t.predicate in _TOLD:
            sure.add(t.subject)
        elif isinstance(t.object, Literal) and t.predicate == term("nif:beginIndex"):
            begins[t.subject] = t.object.value
        elif isinstance(t.object, Literal) and t.predicate == term("nif:endIndex"):
            ends[t.subject] = t.object.value
    left = units - sure
    for t in triples:
        whole = t.subject in left or t.subject == t.object
        if t.predicate == term("nif:referenceContext") and not whole:
            node, context = _named(t.subject), _named(t.object)
            yield node, context, begins.get(node, ""), ends.get(node, "")
