"""What mentions denote -> NIF 2.0 as benchmarks of entity linking read it.

As GERBIL has it (github.com/dice-group/gerbil, wiki: how to create a NIF-based web service): the document
comes back under its own names, each mention with ``itsrdf:taIdentRef``; an IRI outside of the knowledge
base says that somebody is meant whom it does not know.
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg.extract.values import Span
from kg.facts.terms import double, node, term
from kg.nif.values import Context, Denoted, Found, Nif, Node

#: What a mention is told to denote: told anew for those that were asked about.
_TOLD = frozenset(
    term(f"itsrdf:{name}")
    for name in ("taIdentRef", "taClassRef", "taConfidence", "taAnnotatorsRef")
)

#: What a stretch has one of: as the document has it, whatever type its numbers are of.
_ONCE = frozenset(
    term(f"nif:{name}")
    for name in ("isString", "beginIndex", "endIndex", "anchorOf", "referenceContext")
)


def annotated(nif: Nif, found: Found) -> list[Triple]:
    """Return the triples of the document and of what was found, each once, sorted."""
    ours = {m.node for _, mentions in found for m in mentions if m.node is not None}
    kept = [t for t in nif.triples if not (t.subject in ours and t.predicate in _TOLD)]
    have = {(t.subject, t.predicate) for t in kept if t.predicate in _ONCE}
    said = (t for context, mentions in found for t in _said(context, mentions))
    new = (t for t in said if (t.subject, t.predicate) not in have)
    return sorted({*kept, *new}, key=_order)


def _order(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _said(context: Context, mentions: Sequence[Denoted]) -> Iterator[Triple]:
    me = context.node
    yield Triple(me, term("rdf:type"), term("nif:Context"))
    yield Triple(me, term("nif:beginIndex"), _offset(0))
    yield Triple(me, term("nif:endIndex"), _offset(len(context.text)))
    yield Triple(me, term("nif:isString"), Literal(context.text))
    for mention in mentions:
        yield from _mention(context, mention)


def _mention(context: Context, mention: Denoted) -> Iterator[Triple]:
    me = mention.node or mention_node(context.node, mention.span)
    start, end = mention.span.start, mention.span.end
    yield Triple(me, term("rdf:type"), term("nif:Phrase"))
    yield Triple(me, term("rdf:type"), term("nif:RFC5147String"))
    yield Triple(me, term("nif:referenceContext"), context.node)
    yield Triple(me, term("nif:beginIndex"), _offset(start))
    yield Triple(me, term("nif:endIndex"), _offset(end))
    yield Triple(me, term("nif:anchorOf"), Literal(context.text[start:end]))
    yield Triple(me, term("itsrdf:taIdentRef"), node(mention.ref))
    yield Triple(me, term("itsrdf:taConfidence"), double(mention.confidence))
    if mention.cls:
        yield Triple(me, term("itsrdf:taClassRef"), node(mention.cls))


def mention_node(context: Node, span: Span) -> NamedNode:
    """Return the name of a stretch: as RFC 5147 has it, or by offsets where the text is named so.

    >>> mention_node(NamedNode("http://a.example/1#char=0,99"), Span(3, 8))
    <NamedNode value=http://a.example/1#char=3,8>
    >>> mention_node(NamedNode("http://a.example/1#offset_0_99"), Span(3, 8))
    <NamedNode value=http://a.example/1#offset_3_8>
    """
    name = context.value if isinstance(context, NamedNode) else f"urn:nif:{context.value}"
    document, _, fragment = name.partition("#")
    way = "offset_{}_{}" if fragment.startswith("offset_") else "char={},{}"
    return NamedNode(f"{document}#{way.format(span.start, span.end)}")


def _offset(value: int) -> Literal:
    return Literal(str(value), datatype=term("xsd:nonNegativeInteger"))
