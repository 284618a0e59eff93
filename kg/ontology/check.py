"""Mistakes that somebody who edits an ontology makes: found before a text is read."""

from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, Namespace

from kg.errors import UsageError
from kg.namespaces import KG, shorten

K = Namespace(KG)

_TRIGGERS = (K.triggerVerb, K.triggerNoun, K.triggerAdjective)


class Names:
    """Finds roles and classes by the names that frames use: local names of ours, or prefixed ones."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._roles = {str(r) for r in graph.subjects(K.filledBy, None)}
        self._classes = {str(c) for c in graph.subjects(RDF.type, OWL.Class)}

    @property
    def roles(self) -> str:
        """The known roles, for a hint."""
        return "known: " + ", ".join(sorted(shorten(r).removeprefix("kg:") for r in self._roles))

    def role(self, name: str) -> URIRef | None:
        """Return the role of that name, or None."""
        return self._find(name, self._roles)

    def cls(self, name: str) -> URIRef | None:
        """Return the class of that name, or None."""
        return self._find(name, self._classes)

    def _find(self, name: str, known: set[str]) -> URIRef | None:
        if ":" in name:
            prefix, local = name.split(":", 1)
            spaces = {p: str(n) for p, n in self._graph.namespaces()}
            iri = spaces.get(prefix, "") + local
            return URIRef(iri) if iri in known else None
        if KG + name in known:
            return URIRef(KG + name)
        ends = sorted(iri for iri in known if iri.replace("#", "/").rsplit("/", 1)[-1] == name)
        return URIRef(ends[0]) if len(ends) == 1 else None


def fail(files: Mapping[Path, Graph], node: URIRef, what: str, hint: str = "") -> UsageError:
    """Return the error that names the last file which speaks of ``node``."""
    speaking = [path for path, graph in files.items() if (node, None, None) in graph]
    place = str(speaking[-1]) if speaking else "ontology"
    return UsageError(f"{place}: {shorten(str(node))} <{node}>: {what}", hint=hint)


def check(graph: Graph, files: Mapping[Path, Graph]) -> None:
    """Refuse unknown terms of ours, circles of classes, and triggers on what is no event.

    Raises:
        UsageError: naming the file and the IRI.
    """
    _terms(graph, files)
    _circles(graph, files)
    _loose(graph, files)


def _terms(graph: Graph, files: Mapping[Path, Graph]) -> None:
    declared = {s for s in graph.subjects(RDF.type, None) if str(s).startswith(KG)}
    for path, part in files.items():
        for s, p, o in sorted(part):
            for term in (p, o):
                if isinstance(term, URIRef) and str(term).startswith(KG) and term not in declared:
                    what = "property" if term is p else "term"
                    raise UsageError(
                        f"{path}: {shorten(str(s))} <{s}>: unknown {what} {shorten(str(term))} <{term}>"
                    )


def _circles(graph: Graph, files: Mapping[Path, Graph]) -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for node in sorted(set(graph.subjects(relation, None)), key=str):
            for above in graph.objects(node, relation):
                if node in set(graph.transitive_objects(above, relation)):
                    raise fail(
                        files, URIRef(str(node)), f"is above itself by {shorten(str(relation))}"
                    )


def _loose(graph: Graph, files: Mapping[Path, Graph]) -> None:
    for prop in _TRIGGERS:
        for node in sorted(set(graph.subjects(prop, None)), key=str):
            kinds = set(graph.objects(node, RDF.type))
            if kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}:  # the words of a relation
                continue
            if K.Event not in set(graph.transitive_objects(node, RDFS.subClassOf)):
                raise fail(
                    files, URIRef(str(node)), "has triggers but no roles",
                    "put it below kg:Event with rdfs:subClassOf",
                )  # fmt: skip
            if (node, RDF.type, OWL.Class) not in graph:
                raise fail(
                    files, URIRef(str(node)), "has triggers but is not declared an owl:Class"
                )
    for role in sorted(set(graph.subjects(K.filledBy, None)), key=str):
        kinds = set(graph.objects(role, RDF.type))
        if not kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property}:
            raise fail(
                files, URIRef(str(role)), "is filled by words but is not declared a property"
            )
