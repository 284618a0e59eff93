"""Rules that shapes cannot tell: offsets, blank nodes, vocabulary, order of times."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from kg.namespaces import KG, PREFIXES, shorten
from kg.validate.report import Finding

_NIF: Final = PREFIXES["nif"]
_TYPE: Final = PREFIXES["rdf"] + "type"
_VOCABULARIES: Final = tuple(iri for iri in PREFIXES.values() if iri != KG)

#: In the order in which moments may follow each other.
_ORDERS: Final = (
    ("earliestStart", "latestStart", "latestEnd"),
    ("earliestStart", "earliestEnd", "latestEnd"),
)

_Properties = dict[str, dict[str, str]]


def offsets(graph: str, quads: Sequence[Quad]) -> Iterator[Finding]:
    """Yield the stretches whose words are not those of the text at their offsets."""
    properties = _properties(quads)
    for node, has in sorted(properties.items()):
        words = has.get(_NIF + "anchorOf")
        text = properties.get(has.get(_NIF + "referenceContext", ""), {}).get(_NIF + "isString")
        begin, end = has.get(_NIF + "beginIndex", ""), has.get(_NIF + "endIndex", "")
        if words is None or text is None or not (begin.isdecimal() and end.isdecimal()):
            continue  # The shapes tell what is missing.
        if text[int(begin) : int(end)] != words:
            yield Finding(graph, node, _NIF + "anchorOf", f"not the text at {begin} to {end}")
        if not node.endswith(f"#char={begin},{end}"):
            yield Finding(graph, node, _NIF + "beginIndex", "the IRI tells other offsets")


def blank_nodes(graph: str, quads: Sequence[Quad]) -> Iterator[Finding]:
    """Yield every blank node: ours all have names."""
    ends = {end for quad in quads for end in (quad.subject, quad.object)}
    for end in ends:
        if isinstance(end, BlankNode):
            yield Finding(graph, f"_:{end.value}", "", "a blank node")


def unknown_terms(graph: str, quads: Sequence[Quad], known: Set[str]) -> Iterator[Finding]:
    """Yield uses of terms that neither an ontology file nor a named vocabulary declares."""
    for quad in quads:
        node, predicate = str(quad.subject).strip("<>"), quad.predicate.value
        if not _is_known(predicate, known):
            yield Finding(graph, node, predicate, "a property that no ontology declares")
        if isinstance(quad.object, NamedNode):
            value = quad.object.value
            named = predicate == _TYPE or value.startswith(KG)
            if named and not _is_known(value, known):
                yield Finding(graph, node, predicate, f"{shorten(value)} is in no ontology")


def times(graph: str, quads: Sequence[Quad]) -> Iterator[Finding]:
    """Yield times that are in the wrong order, compared as precisely as both are told."""
    for node, has in sorted(_properties(quads).items()):
        for order in _ORDERS:
            told = [(name, has[KG + name]) for name in order if KG + name in has]
            for (first, one), (then, other) in pairwise(told):
                length = min(len(one), len(other))
                if one[:length] > other[:length]:
                    message = f"kg:{first} {one} is after kg:{then} {other}"
                    yield Finding(graph, node, KG + first, message)


def _is_known(iri: str, known: Set[str]) -> bool:
    return iri in known or iri.startswith(_VOCABULARIES)


def _properties(quads: Sequence[Quad]) -> _Properties:
    """Return a value of each property, by node; which one, where there are more, is not fixed."""
    found: _Properties = defaultdict(dict)
    for quad in quads:
        value = getattr(quad.object, "value", "")
        found[str(quad.subject).strip("<>")][quad.predicate.value] = value
    return found
