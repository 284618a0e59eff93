"""Store -> subjects: every entity that a document names, linked or not, as the document tells of it.

Read by property and not by document: a thousand documents take about a second.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from kg.facts.terms import term
from kg.identity.candidates import telling
from kg.identity.values import Scene, Subject
from kg.link.names import fold
from kg.namespaces import PREFIXES
from kg.store import Store

#: An entity in a graph.
_Key = tuple[str, str]

#: Relations by which an entity belongs to a country, or to something that lies in one.
_BELONGS: Final = ("kg:locatedIn", "kg:basedIn", "kg:affiliatedWith", "kg:memberOf", "kg:leads")

_WD: Final = PREFIXES["wd"]


def subjects(store: Store) -> list[Subject]:
    """Return the entities of all documents that have a name, sorted by IRI and graph.

    Classes are read of those only whose name another has: it is what takes longest.
    """
    reader = _Reader(store)
    found = [reader.subject(*key) for key in reader.entities]
    called: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        for name in telling(one):
            called[one.family, name].add(one.iri)
    met = [
        reader.classed(one) if any(len(called[one.family, n]) > 1 for n in telling(one)) else one
        for one in found
    ]
    return sorted(met, key=lambda one: (one.iri, one.scene.graph))


class _Reader:
    def __init__(self, store: Store) -> None:
        self._store = store
        graphs = {graph for _, graph in store.documents()}
        self._labels = {k: v for k, v in self._values("skos:prefLabel") if k[1] in graphs}
        self._others = self._lists("skos:altLabel")
        self._roles = self._lists("kg:holdsRole")
        self._same = {k: v.removeprefix(_WD) for k, v in self._values("owl:sameAs")}
        self._issued = {graph: v for (_, graph), v in self._values("dcterms:issued")}
        self._ties = self._belongings()
        self._countries = self._instances("kg:Country")
        named = self._named()
        self.entities = [k for k in self._labels if k in named]
        self._keys = {k: self._key(k) for k in self._labels}
        self._scenes = self._all_scenes(graphs)

    def subject(self, iri: str, graph: str) -> Subject:
        """Return the entity as this document tells of it."""
        key = (iri, graph)
        label = self._labels[key]
        return Subject(
            iri,
            self._scenes[graph],
            _family(iri),
            label,
            frozenset(map(fold, (label, *self._others.get(key, ())))) - {""},
            self._same.get(key, ""),
            roles=frozenset(map(fold, self._roles.get(key, ()))),
            countries=self._around(key),
        )

    def classed(self, one: Subject) -> Subject:
        """Return the subject with its classes."""
        return replace(one, classes=self._classes(one.iri, one.scene.graph))

    def _values(self, prop: str) -> Iterator[tuple[_Key, str]]:
        for quad in self._store.oxigraph.quads_for_pattern(None, term(prop), None, None):
            yield (quad.subject.value, quad.graph_name.value), quad.object.value  # type: ignore[union-attr]

    def _lists(self, *props: str) -> dict[_Key, list[str]]:
        found: defaultdict[_Key, list[str]] = defaultdict(list)
        for prop in props:
            for key, value in self._values(prop):
                found[key].append(value)
        return found

    def _belongings(self) -> dict[_Key, list[str]]:
        return self._lists(*_BELONGS)

    def _instances(self, class_: str) -> set[_Key]:
        quads = self._store.oxigraph.quads_for_pattern(None, term("rdf:type"), term(class_), None)
        return {(q.subject.value, q.graph_name.value) for q in quads}  # type: ignore[union-attr]

    def _classes(self, iri: str, graph: str) -> frozenset[str]:
        quads = self._store.oxigraph.quads_for_pattern(
            NamedNode(iri), term("rdf:type"), None, NamedNode(graph)
        )
        return frozenset(q.object.value for q in quads)  # type: ignore[union-attr]

    def _named(self) -> set[_Key]:
        """Return who has a name, and is not only "the rebels"."""
        database = self._store.oxigraph
        names = {
            quad.subject.value  # type: ignore[union-attr]
            for quad in database.quads_for_pattern(None, term("kg:mentionKind"), term("kg:Name"))
        }
        return {
            (ref, graph)
            for (mention, graph), ref in self._values("itsrdf:taIdentRef")
            if mention in names
        }

    def _key(self, key: _Key) -> str:
        """Return what an entity is known by in other documents."""
        return self._same.get(key) or fold(self._labels[key]) or key[0]

    def _all_scenes(self, graphs: set[str]) -> dict[str, Scene]:
        spoken: defaultdict[str, set[str]] = defaultdict(set)
        countries: defaultdict[str, set[str]] = defaultdict(set)
        for key in self.entities:
            spoken[key[1]].add(self._keys[key])
        for key in self._countries & self._keys.keys():
            countries[key[1]].add(self._keys[key])
        return {
            g: Scene(g, self._issued.get(g, ""), frozenset(spoken[g]), frozenset(countries[g]))
            for g in graphs
        }

    def _around(self, key: _Key) -> frozenset[str]:
        """Return the countries that an entity belongs to, directly or through others."""
        graph = key[1]
        seen, waiting = {key}, [key]
        while waiting:
            for other in self._ties.get(waiting.pop(), ()):
                if (other, graph) not in seen:
                    seen.add((other, graph))
                    waiting.append((other, graph))
        return frozenset(self._keys[k] for k in seen & self._countries if k in self._keys)


def _family(iri: str) -> str:
    return iri.partition("/id/")[2].partition("/")[0]
