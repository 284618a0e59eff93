"""The Turtle of the ontology -> a page for people: classes as a tree, properties, values, each at ``#Name``.

pyLODE would do the same with a style of its own, and knows nothing of codes or of how much of a class a store has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import KG, PREFIXES, shorten

#: Formats in which the ontology is to be had: ending -> name.
FORMATS: Final = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".nt": "N-Triples", ".rdf": "RDF/XML"}

#: Codes of event classes in the schemes of others: property -> what the page calls it.
CODES: Final = {"kg:plover": "PLOVER", "kg:cameo": "CAMEO", "kg:acled": "ACLED"}

#: What links a term with others: property -> what the page calls it.
LINKS: Final = {
    "rdfs:subClassOf": "kind of",
    "rdfs:subPropertyOf": "sub-property of",
    "rdfs:domain": "of",
    "rdfs:range": "value",
    "owl:inverseOf": "inverse of",
    "owl:equivalentClass": "same as",
    "skos:closeMatch": "close to",
    "rdfs:seeAlso": "see also",
}

_KINDS: Final = {
    "owl:ObjectProperty": "Properties",
    "owl:DatatypeProperty": "Values",
    "owl:AnnotationProperty": "Words and notes",
    "owl:NamedIndividual": "Fixed values",
}
_LABEL: Final = PREFIXES["rdfs"] + "label"
_COMMENT: Final = PREFIXES["rdfs"] + "comment"
_TYPE: Final = PREFIXES["rdf"] + "type"


@dataclass(slots=True)
class Entry:
    """What is said of one term: its literals and its links, by property as a short name, sorted."""

    iri: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The part of the IRI behind ``#``."""
        return self.iri.removeprefix(KG)

    def text(self, name: str) -> str:
        """Return the first of the literals of a property, or nothing."""
        return next(iter(self.texts.get(name, [])), "")


def entries(triples: Sequence[Triple]) -> dict[str, Entry]:
    """Return what is said of each term of ours, by IRI and in order of IRI."""
    found: dict[str, Entry] = {}
    for triple in triples:
        subject = triple.subject
        if not isinstance(subject, NamedNode) or not subject.value.startswith(KG):
            continue
        entry = found.setdefault(subject.value, Entry(subject.value))
        name = shorten(triple.predicate.value)
        if isinstance(triple.object, NamedNode):
            entry.links.setdefault(name, []).append(triple.object.value)
        elif isinstance(triple.object, Literal):
            entry.texts.setdefault(name, []).append(triple.object.value)
    for entry in found.values():
        for values in [*entry.texts.values(), *entry.links.values()]:
            values.sort()
    return dict(sorted(found.items()))


def ontology_body(triples: Sequence[Triple], counts: Mapping[str, int] | None = None) -> str:
    """Return the HTML of all terms.

    Args:
        triples: the ontology.
        counts: class as a short name -> how many things of it are in the store; empty: nobody counted.
    """
    known = entries(triples)
    classes = {iri: e for iri, e in known.items() if PREFIXES["owl"] + "Class" in _types(e)}
    parts = [_head(known), _tree(classes, counts or {})]
    parts.append(_section("classes", "Classes", classes.values(), counts or {}))
    for kind, heading in _KINDS.items():
        own = [e for e in known.values() if _full(kind) in _types(e) and e.iri not in classes]
        if own:
            parts.append(_section(kind.partition(":")[2].lower(), heading, own, {}))
    return "".join(parts)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _types(entry: Entry) -> list[str]:
    return entry.links.get("rdf:type", [])


def _head(known: Mapping[str, Entry]) -> str:
    links = " ".join(f'<a href="/ontology{end}">{name}</a>' for end, name in FORMATS.items())
    sections = [("tree", "Tree of classes"), ("classes", "Classes"), *_anchors(known)]
    menu = "".join(f'<li><a href="#{a}">{name}</a></li>' for a, name in sections)
    return (
        '<header class="head"><h1>The ontology of kg</h1>'
        "<p>What the graph can say: events, who took part, where and when, who says so, and how surely."
        f" Names are written <code>kg:Name</code> for <code>{escape(KG)}Name</code>.</p>"
        f'<p class="row">Download: {links}</p>'
        f'<ul class="row plain">{menu}</ul></header>'
    )


def _anchors(known: Mapping[str, Entry]) -> list[tuple[str, str]]:
    used = {t for entry in known.values() for t in _types(entry)}
    return [(k.partition(":")[2].lower(), h) for k, h in _KINDS.items() if _full(k) in used]


def _tree(classes: Mapping[str, Entry], counts: Mapping[str, int]) -> str:
    """Return the classes below each other; one with two classes above it stands below both."""
    below: dict[str, list[str]] = {}
    for iri, entry in classes.items():
        above = [a for a in entry.links.get("rdfs:subClassOf", []) if a in classes]
        for one in above or [""]:
            below.setdefault(one, []).append(iri)

    def branch(above: str, seen: frozenset[str]) -> str:
        items = (
            f"<li>{_link(iri)}{_count(iri, counts)}{branch(iri, seen | {iri})}</li>"
            for iri in sorted(below.get(above, []))
            if iri not in seen
        )
        listed = "".join(items)
        return f"<ul>{listed}</ul>" if listed else ""

    return f'<section class="section"><h2 id="tree">Tree of classes</h2>{branch("", frozenset())}</section>'


def _count(iri: str, counts: Mapping[str, int]) -> str:
    """Return how many there are, if any."""
    number = counts.get(shorten(iri), 0)
    return f' <span class="count">{number:,}</span>' if number else ""


def _section(anchor: str, heading: str, own: Iterable[Entry], counts: Mapping[str, int]) -> str:
    articles = "".join(_article(e, counts) for e in own)
    return f'<section class="section"><h2 id="{anchor}">{heading}</h2><div class="stack">{articles}</div></section>'


def _article(entry: Entry, counts: Mapping[str, int]) -> str:
    label, comment = entry.text("rdfs:label"), entry.text("rdfs:comment")
    title = (
        f'<h3>{_link(entry.iri)} <span class="muted">{escape(label)}</span>'
        f"{_count(entry.iri, counts)}</h3>"
    )
    facts = [_linked("is a", [t for t in _types(entry) if t.startswith(KG)])]
    facts += [_linked(name, entry.links.get(p, [])) for p, name in LINKS.items()]
    facts += [_coded(name, entry.texts.get(p, [])) for p, name in CODES.items()]
    told = "".join(facts)
    listed = f'<dl class="facts">{told}</dl>' if told else ""
    words = f"<p>{escape(comment)}</p>" if comment else ""
    return f'<article class="card" id="{escape(entry.name)}">{title}{words}{listed}</article>'


def _linked(name: str, iris: Sequence[str]) -> str:
    if not iris:
        return ""
    return f"<dt>{name}</dt><dd>{', '.join(_link(iri) for iri in iris)}</dd>"


def _coded(name: str, codes: Sequence[str]) -> str:
    return f"<dt>{name}</dt><dd>{escape(', '.join(codes))}</dd>" if codes else ""


def _link(iri: str) -> str:
    """Return a link to the entry of a term of ours, to that of others where they are at home."""
    text = escape(shorten(iri))
    if iri.startswith(KG):
        return f'<a href="#{escape(iri.removeprefix(KG))}">{text}</a>'
    if iri.startswith(("http://", "https://")):
        return f'<a href="{escape(iri)}" rel="noopener external">{text}</a>'
    return text
