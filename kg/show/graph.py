"""A named graph -> what it says about one thing, or by one predicate, as strings."""

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.namespaces import PREFIXES


@lru_cache(maxsize=256)
def iri(name: str) -> str:
    """Return the IRI of a prefixed name.

    >>> iri("kg:agent")
    'https://kg.example/ontology#agent'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class Graph:
    """One document's graph; nothing is copied before it is asked for."""

    def __init__(self, store: pyoxigraph.Store, graph: str) -> None:
        self._store = store
        self._graph = NamedNode(graph)
        self._labels: dict[str, str] | None = None

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of every triple of a predicate."""
        for quad in self._store.quads_for_pattern(
            None, NamedNode(iri(predicate)), None, self._graph
        ):
            yield _words(quad.subject), _words(quad.object)

    def instances(self, cls: str) -> Iterator[str]:
        """Yield what is of a class."""
        return self.having("rdf:type", cls)

    def having(self, predicate: str, thing: str) -> Iterator[str]:
        """Yield what has a thing as a value of a property."""
        prop, value = NamedNode(iri(predicate)), NamedNode(iri(thing))
        for quad in self._store.quads_for_pattern(None, prop, value, self._graph):
            yield _words(quad.subject)

    def about(self, subject: str) -> dict[str, list[str]]:
        """Return what is said of a thing, sorted: IRIs of properties and their values."""
        found: dict[str, list[str]] = {}
        for quad in self._store.quads_for_pattern(NamedNode(subject), None, None, self._graph):
            found.setdefault(_words(quad.predicate), []).append(_words(quad.object))
        return {prop: sorted(values) for prop, values in sorted(found.items())}

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of one property of a thing, sorted."""
        found = self._store.quads_for_pattern(
            NamedNode(subject), NamedNode(iri(name)), None, self._graph
        )
        return sorted(_words(quad.object) for quad in found)

    def label(self, thing: str) -> str:
        """Return the label of a thing, or the last part of its IRI."""
        if self._labels is None:
            self._labels = {}
            for subject, label in self.pairs("rdfs:label"):
                self._labels[subject] = min(label, self._labels.get(subject, label))
        return self._labels.get(thing) or local(thing)


def local(thing: str) -> str:
    """Return the last part of an IRI.

    >>> local("https://kg.example/ontology#AirStrike")
    'AirStrike'
    """
    return thing.rstrip("/#").rpartition("#" if "#" in thing else "/")[2]


def _words(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
