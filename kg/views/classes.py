"""The ontology and the types of a thing -> the class to tell, its family, and the tree of classes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.namespaces import KG, PREFIXES, expand, shorten
from kg.vocabulary import ontology_files

_ABOVE: Final = PREFIXES["rdfs"] + "subClassOf"
_LABEL: Final = PREFIXES["rdfs"] + "label"
_COMMENT: Final = PREFIXES["rdfs"] + "comment"
_TYPE: Final = PREFIXES["rdf"] + "type"
_OWL: Final = PREFIXES["owl"]

#: Top class -> family; a country, which is both, is a place.
_FAMILIES: Final = {
    "kg:Event": "event",
    "kg:Place": "place",
    "kg:Actor": "actor",
    "kg:Object": "object",
    "nif:Context": "document",
    "schema:NewsArticle": "document",
    "schema:CreativeWork": "document",
    "time:Interval": "time",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its name (``kg:Attack``), label, comment, and the names right above it."""

    id: str
    label: str
    comment: str
    above: tuple[str, ...]
    kind: str


@cache
def terms() -> Mapping[str, Term]:
    """Return the classes and properties of our ontology by name, sorted; read once in a process."""
    said: dict[str, dict[str, set[str]]] = {}
    for path in ontology_files():
        for quad in pyoxigraph.parse(path=path):
            wanted = quad.predicate.value in (_ABOVE, _LABEL, _COMMENT, _TYPE)
            if wanted and isinstance(quad.subject, NamedNode):
                value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
                about = said.setdefault(quad.subject.value, {})
                about.setdefault(quad.predicate.value, set()).add(value)
    found = (_term(iri, about) for iri, about in sorted(said.items()) if iri.startswith(KG))
    return {term.id: term for term in found if term.kind}


def _term(iri: str, about: Mapping[str, set[str]]) -> Term:
    kinds = about.get(_TYPE, set())
    kind = "class" if _OWL + "Class" in kinds else ""
    if kinds & {_OWL + "ObjectProperty", _OWL + "DatatypeProperty"}:
        kind = "property"
    label, comment = (min(about.get(p, {""})) for p in (_LABEL, _COMMENT))
    above = tuple(sorted(shorten(a) for a in about.get(_ABOVE, ()) if a.startswith(KG)))
    return Term(shorten(iri), label, comment, above, kind)


@cache
def up(cls: str) -> frozenset[str]:
    """Return a class and all above it in our ontology, as names.

    >>> sorted(up("kg:AirStrike"))
    ['kg:AirStrike', 'kg:Attack', 'kg:Event']
    """
    term = terms().get(cls)
    above = (up(a) for a in term.above) if term else ()
    return frozenset({cls}.union(*above))


def most_special(types: Iterable[str]) -> str:
    """Return the class that no other of the types is below; of several the deepest, then the first by name.

    >>> most_special(["kg:Event", "kg:Attack", "kg:AirStrike", "sem:Event"])
    'kg:AirStrike'
    """
    return _most_special(tuple(types))


@lru_cache(maxsize=4096)
def _most_special(types: tuple[str, ...]) -> str:
    ours = sorted(t for t in types if t.startswith("kg:"))
    if not ours:
        return min(types, default="")
    lowest = [t for t in ours if not any(t != o and t in up(o) for o in ours)]
    return max(lowest or ours, key=lambda t: (len(up(t)), [-ord(c) for c in t]))


def family(types: Iterable[str]) -> str:
    """Return actor, place, event, document, object, time or other.

    >>> family(["kg:Country"]), family(["kg:Shelling"]), family([])
    ('place', 'event', 'other')
    """
    return _family(tuple(types))


@lru_cache(maxsize=4096)
def _family(types: tuple[str, ...]) -> str:
    every: set[str] = set().union(*(up(t) for t in types))
    return next((name for top, name in _FAMILIES.items() if top in every), "other")


def label_of(cls: str) -> str:
    """Return what a class is called, from the ontology or its name.

    >>> label_of("kg:AirStrike")
    'air strike'
    """
    term = terms().get(cls)
    return term.label if term and term.label else cls.partition(":")[2] or cls


def full(name: str) -> str:
    """Return the IRI of a class that is told as a name or as an IRI."""
    return expand(name) or name
