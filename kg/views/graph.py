"""A named graph -> the pairs of subject and object of each property, read once and kept."""

from functools import lru_cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.namespaces import PREFIXES, shorten

#: Classes of mentions and sentences, of which there are many and nothing is asked.
_MANY = frozenset({"nif:Phrase", "nif:Sentence", "geo:Geometry", "time:Interval"})


@lru_cache(maxsize=512)
def node(name: str) -> NamedNode:
    """Return the node of a prefixed name.

    >>> node("kg:agent").value
    'https://kg.example/ontology#agent'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


class Graph:
    """One named graph of a store; only IRIs as subjects, IRIs and literals as objects are seen.

    A property is read as a whole: a question costs 40 microseconds and a term of its answer 3, where a
    pattern costs 5 and 11 a quad (measured).
    """

    def __init__(self, store: pyoxigraph.Store, iri: str) -> None:
        self.iri = iri
        self._store = store
        self._graph = NamedNode(iri)
        self._kept: dict[str, dict[str, list[str]]] = {}
        self._types: dict[str, list[str]] | None = None
        self._used: frozenset[str] | None = None

    def all(self, name: str) -> dict[str, list[str]]:
        """Return the values of a property by subject, sorted."""
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = {}
            if node(name).value not in self._properties():
                return found
            for subject, value in self._ask(f"?s {node(name)} ?o", "?s ?o"):
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                    found.setdefault(subject.value, []).append(value.value)
            for values in found.values():
                if len(values) > 1:
                    values.sort()
        return found

    def _properties(self) -> frozenset[str]:
        """Return the properties in use: one question that spares those for all others (half of them)."""
        if self._used is None:
            found = self._ask("?s ?p ?o", "DISTINCT ?p")
            self._used = frozenset(p.value for (p,) in found if isinstance(p, NamedNode))
        return self._used

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values that one subject has, sorted."""
        return self.all(name).get(subject, [])

    def first(self, subject: str, name: str) -> str:
        """Return the first of the values in order, or nothing."""
        found = self.all(name).get(subject)
        return found[0] if found else ""

    def about(self, subject: str, name: str) -> list[str]:
        """Return the values that one subject has without reading those of others, sorted."""
        quads = self._store.quads_for_pattern(NamedNode(subject), node(name), None, self._graph)
        return sorted(q.object.value for q in quads if isinstance(q.object, NamedNode | Literal))

    def types(self, subject: str) -> list[str]:
        """Return the classes of a thing as names, sorted; those of mentions and the like are not known."""
        if self._types is None:
            self._types = {}
            classes = [
                c for (c,) in self._ask("?s a ?c", "DISTINCT ?c") if isinstance(c, NamedNode)
            ]
            for cls in sorted(classes, key=lambda c: c.value):
                name = shorten(cls.value)
                if name not in _MANY:
                    for (thing,) in self._ask(f"?s a {cls}", "?s"):
                        if isinstance(thing, NamedNode):
                            self._types.setdefault(thing.value, []).append(name)
        return self._types.get(subject, [])

    def instances(self, cls: str) -> list[str]:
        """Return what is of a class, sorted."""
        found = self._ask(f"?s a {node(cls)}", "?s")
        return sorted(thing.value for (thing,) in found if isinstance(thing, NamedNode))

    def is_iri(self, subject: str, name: str) -> bool:
        """Return whether the value of a property is an IRI."""
        quads = self._store.quads_for_pattern(NamedNode(subject), node(name), None, self._graph)
        return any(isinstance(quad.object, NamedNode) for quad in quads)

    def _ask(self, pattern: str, wanted: str) -> QuerySolutions:
        text = f"SELECT {wanted} {{ GRAPH {self._graph} {{ {pattern} }} }}"
        found = self._store.query(text)
        assert isinstance(found, QuerySolutions)
        return found
