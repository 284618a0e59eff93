"""Graph of the ontology -> what tells relations: words, classes that stand beside others, events."""

from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, Namespace

from kg.namespaces import KG
from kg.ontology import wording
from kg.ontology.check import Names, fail
from kg.ontology.values import Position, Relations, Tie

K = Namespace(KG)

_KINDS = {"verb": K.triggerVerb, "noun": K.triggerNoun, "adjective": K.triggerAdjective}


def relations(graph: Graph, files: Mapping[Path, Graph], names: Names) -> Relations:
    """Read what is attached to the properties.

    Raises:
        UsageError: a frame that cannot be read, or names what does not exist.
    """
    return _Maker(graph, files, names).relations()


#: Words inside an office before which its head stands: "chief of staff".
LINKS = frozenset({"of", "in", "for"})


class _Maker:
    def __init__(self, graph: Graph, files: Mapping[Path, Graph], names: Names) -> None:
        self._graph = graph
        self._files = files
        self._names = names
        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
        self._props = sorted({URIRef(str(s)) for k in kinds for s in graph.subjects(RDF.type, k)})

    def relations(self) -> Relations:
        return Relations(
            words=self._words(),
            classes=self._of_classes(K.triggerClass, positions=True),
            events=self._of_classes(K.entailedBy, positions=False),
            ends={
                str(p): (self._classes(p, K.subjectClass), self._classes(p, K.objectClass))
                for p in self._props
            },
            symmetric=frozenset(
                str(p) for p in self._props if (p, RDF.type, OWL.SymmetricProperty) in self._graph
            ),
            past=frozenset(str(o) for o in self._graph.objects(None, K.pastWord)),
            aliases=frozenset(str(o) for o in self._graph.objects(None, K.aliasVerb)),
        )

    def _texts(self, prop: URIRef, by: URIRef) -> list[str]:
        return sorted(str(o) for o in self._graph.objects(prop, by))

    def _classes(self, prop: URIRef, by: URIRef) -> frozenset[str]:
        return frozenset(self._texts(prop, by))

    def _words(self) -> dict[tuple[str, str], tuple[Tie, ...]]:
        found: dict[tuple[str, str], list[Tie]] = {}
        for prop in self._props:
            for kind, by in _KINDS.items():
                for text in self._texts(prop, by):
                    tie = self._tie(prop, text)
                    first = kind == "verb" or not LINKS.isdisjoint(tie.words)
                    key = tie.words[0] if first else tie.words[-1]
                    found.setdefault((kind, key), []).append(tie)
        return {k: tuple(sorted(ts, key=_longest)) for k, ts in sorted(found.items())}

    def _of_classes(self, by: URIRef, *, positions: bool) -> dict[str, tuple[Tie, ...]]:
        found: dict[str, list[Tie]] = {}
        for prop in self._props:
            for text in self._texts(prop, by):
                tie = self._tie(prop, text)
                cls = self._names.cls(tie.words[0])
                if cls is None:
                    raise fail(self._files, prop, f"no class {tie.words[0]!r} in {text!r}")
                one = tie.one if not positions else (Position("self"),)
                found.setdefault(str(cls), []).append(Tie(tie.prop, (str(cls),), one, tie.other))
        return {cls: tuple(ties) for cls, ties in sorted(found.items())}

    def _tie(self, prop: URIRef, text: str) -> Tie:
        try:
            words, own = wording.pattern(text)
            usual = [wording.role(t) for t in self._texts(prop, K.frame)]
        except ValueError as error:
            raise fail(self._files, prop, str(error)) from error
        frame = {role.name: role for role in (own or usual)}
        if unknown := sorted(set(frame) - {"one", "other", "role"}):
            raise fail(
                self._files, prop, f"no role {unknown[0]!r} in {text!r}", "known: one, other, role"
            )
        one, other = (self._positions(prop, frame.get(name)) for name in ("one", "other"))
        if "role" in frame and not one:
            one = self._positions(prop, frame["role"])
        return Tie(str(prop), words, one, other, "role" in frame)

    def _positions(self, prop: URIRef, role: wording.Role | None) -> tuple[Position, ...]:
        found = []
        for name, restriction in role.positions if role else ():
            cls = self._names.cls(restriction) if restriction else ""
            if cls is None:
                raise fail(self._files, prop, f"no class {restriction!r} in its frame")
            found.append(Position(name, str(cls)))
        return tuple(found)


def _longest(tie: Tie) -> tuple[int, str, tuple[str, ...]]:
    return (-len(tie.words), tie.prop, tie.words)
