"""Turtle files -> ``Ontology``; a file with a mistake is refused with its name and the IRI."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, Namespace
from rdflib.term import Node

from kg.errors import KgError, UsageError
from kg.namespaces import KG
from kg.ontology import wording
from kg.ontology.check import Names, check, fail
from kg.ontology.relations import relations
from kg.ontology.values import Known, Ontology, Position, Slot, Trigger, Whereabouts

K = Namespace(KG)
T = TypeVar("T")

#: Our own files that are shapes, not classes.
_SHAPES = "shapes.ttl"

#: Schemes whose codes the classes carry.
_SCHEMES = ("plover", "cameo", "acled")

_KINDS = {"verb": K.triggerVerb, "noun": K.triggerNoun, "adjective": K.triggerAdjective}


def load(folder: Path, extra: Sequence[Path] = ()) -> Ontology:
    """Read the ontology of the package and a user's own files on top.

    Raises:
        UsageError: a file is missing, is no Turtle, or uses a property that does not exist, a
            class hierarchy that runs in a circle, or triggers without roles.
    """
    ours = sorted(p for p in folder.glob("*.ttl") if p.name != _SHAPES)
    if not ours:
        raise KgError(f"no ontology in {folder}")
    files = {path: _parse(path) for path in [*ours, *extra]}
    graph = Graph()
    for part in files.values():
        graph += part
        for prefix, namespace in part.namespaces():
            graph.bind(prefix, namespace)
    check(graph, files)
    return _Maker(graph, files, _version(graph, extra)).ontology()


def _parse(path: Path) -> Graph:
    try:
        about = path.stat()
        return _parsed(path, about.st_mtime_ns, about.st_size)
    except FileNotFoundError as error:
        raise UsageError(f"no ontology file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    except Exception as error:  # rdflib raises its own BadSyntax and plain exceptions alike
        first = " ".join(str(error).split())
        raise UsageError(f"{path}: not Turtle: {first[:200]}") from error


@lru_cache(maxsize=32)
def _parsed(path: Path, changed: int, size: int) -> Graph:  # noqa: ARG001  (the key of the cache)
    return Graph().parse(path, format="turtle")


def _version(graph: Graph, extra: Sequence[Path]) -> str:
    own = str(graph.value(URIRef(KG.rstrip("#")), OWL.versionInfo) or "0")
    if not extra:
        return own
    digest = hashlib.sha256(b"\0".join(sorted(p.read_bytes() for p in extra))).hexdigest()
    return f"{own}+{digest[:8]}"


class _Maker:
    def __init__(self, graph: Graph, files: dict[Path, Graph], version: str) -> None:
        self._graph = graph
        self._files = files
        self._version = version
        self._names = Names(graph)
        self._up = {
            str(c): self._above(c)
            for c in sorted(set(graph.subjects(RDF.type, OWL.Class)), key=str)
        }
        self._roles = sorted(set(graph.subjects(K.filledBy, None)), key=str)

    def ontology(self) -> Ontology:
        return Ontology(
            version=self._version,
            up=self._up,
            super_roles={
                str(r): tuple(
                    str(p) for p in self._graph.transitive_objects(r, RDFS.subPropertyOf) if p != r
                )
                for r in self._roles
            },
            entity_types=self._words(K.entityType),
            head_nouns=self._words(K.headNoun),
            name_words={k.lower(): v for k, v in self._words(K.nameWord).items()},
            known_names=self._words(K.knownName),
            individuals=self._individuals(),
            demonyms=self._demonyms(),
            capitals={name: known for known in self._known() for name in known.capitals},
            governing=tuple(sorted(str(o) for o in self._graph.objects(None, K.governing))),
            governed=tuple(sorted(str(o) for o in self._graph.objects(None, K.governed))),
            longest=self._longest(),
            triggers=self._triggers(),
            usual=self._frame(str(K.Event), ()),
            light_verbs=self._verbs(K.lightVerb),
            occurrence_verbs=self._verbs(K.occurrenceVerb),
            occurrence_nouns=frozenset(self._verbs(K.occurrenceNoun)),
            state_verbs=frozenset(self._verbs(K.stateVerb)),
            idioms=self._idioms(),
            concrete=self._concrete(),
            cues=self._cues(K.Factuality),
            stances=self._cues(K.Stance),
            comparators=self._cues(K.Comparator),
            comparing=frozenset((w,) for words in self._cues(K.Comparator) for w in words),
            currencies={word: words[0] for words in self._spaced(K.currency) for word in words},
            relations=relations(self._graph, self._files, self._names),
            whereabouts=Whereabouts(
                bearings=self._where(K.bearing),
                reaches=self._where(K.reach),
                lengths={w: float(ws[0]) for ws in self._spaced(K.lengthUnit) for w in ws[1:]},
                extents={
                    str(s): float(str(o))
                    for s, o in sorted(self._graph.subject_objects(K.extent), key=str)
                },
            ),
            codes={scheme: self._coded(K[scheme]) for scheme in _SCHEMES},
        )

    def _above(self, cls: object) -> tuple[str, ...]:
        found = [str(cls)]
        for step in found:
            above = sorted(str(o) for o in self._graph.objects(URIRef(step), RDFS.subClassOf))
            found.extend(iri for iri in above if iri not in found)
        return tuple(found)

    def _coded(self, scheme: URIRef) -> dict[str, tuple[str, ...]]:
        """Class -> its codes in a scheme, or those of the nearest class above that has some."""
        own = {
            cls: tuple(sorted(str(o) for o in self._graph.objects(URIRef(cls), scheme)))
            for cls in self._up
        }
        found = {
            cls: next((own[a] for a in above if own.get(a)), ()) for cls, above in self._up.items()
        }
        return {cls: codes for cls, codes in found.items() if codes}

    def _words(self, prop: URIRef) -> dict[str, str]:
        """Word -> class; where two claim one, the more specific class, then the first IRI."""
        found: dict[str, str] = {}
        pairs = sorted((str(o), str(s)) for s, o in self._graph.subject_objects(prop))
        for word, cls in pairs:
            other = found.get(word)
            if other is None or other in self._up.get(cls, ()):
                found[word] = cls
        return found

    def _spaced(self, prop: URIRef) -> list[list[str]]:
        return sorted(str(o).split() for o in self._graph.objects(None, prop))

    def _verbs(self, prop: URIRef) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(tuple(str(o).split()) for o in self._graph.objects(None, prop)):
            found.setdefault(words[0], []).append(words)
        return {first: tuple(verbs) for first, verbs in found.items()}

    def _where(self, measure: URIRef) -> dict[str, float]:
        return {
            word: float(str(self._graph.value(s, measure)))
            for s in sorted(self._graph.subjects(measure, None), key=str)
            for word in sorted(str(o) for o in self._graph.objects(s, K.whereWord))
        }

    def _idioms(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(tuple(str(o).split()) for o in self._graph.objects(None, K.idiom)):
            for key in sorted({words[0], words[-1]}):
                found.setdefault(key, []).append(words)
        return {word: tuple(idioms) for word, idioms in found.items()}

    def _concrete(self) -> dict[str, frozenset[str]]:
        """Class -> the positions that it and the classes above it name, where there are some."""
        found = {
            cls: frozenset(
                str(o) for a in above for o in self._graph.objects(URIRef(a), K.concrete)
            )
            for cls, above in self._up.items()
        }
        return {cls: positions for cls, positions in found.items() if positions}

    def _longest(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in (*self._individuals(), *self._words(K.knownName)):
            words = name.split(" ")
            found[words[0]] = max(found.get(words[0], 0), len(words))
        return found

    def _cues(self, kind: URIRef) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for individual in sorted(self._graph.subjects(RDF.type, kind), key=str):
            for word in sorted(str(o) for o in self._graph.objects(individual, K.cueWord)):
                found.setdefault(tuple(word.lower().split()), str(individual))
        return found

    def _known(self) -> list[Known]:
        found = []
        for cls in self._up:
            for s in self._graph.subjects(RDF.type, URIRef(cls)):
                label = self._graph.value(s, RDFS.label)
                if label is None or str(s).startswith(KG):
                    continue
                found.append(
                    Known(
                        iri=str(s),
                        cls=cls,
                        label=str(label),
                        names=tuple(sorted(str(o) for o in self._graph.objects(s, SKOS.altLabel))),
                        demonyms=tuple(sorted(str(o) for o in self._graph.objects(s, K.demonym))),
                        capitals=tuple(sorted(str(o) for o in self._graph.objects(s, K.capital))),
                    )
                )
        return sorted(found, key=lambda k: k.iri)

    def _individuals(self) -> dict[str, Known]:
        found: dict[str, Known] = {}
        for known in self._known():
            for name in (known.label, *known.names):
                found.setdefault(name, known)
        return found

    def _demonyms(self) -> dict[str, Known]:
        found: dict[str, Known] = {}
        for known in self._known():
            for name in known.demonyms:
                found.setdefault(name, known)
        return found

    def _triggers(self) -> dict[tuple[str, str], tuple[Trigger, ...]]:
        found: dict[tuple[str, str], list[Trigger]] = {}
        for cls in self._up:
            for kind, prop in _KINDS.items():
                for text in sorted(str(o) for o in self._graph.objects(URIRef(cls), prop)):
                    words, own = self._read(wording.pattern, text, URIRef(cls))
                    frame = self._frame(cls, own)
                    for each in _written(words, kind):
                        key = each[0] if kind == "verb" else each[-1]
                        found.setdefault((kind, key), []).append(Trigger(cls, kind, each, frame))
        return {
            key: tuple(sorted(ts, key=lambda t: _preference(t, len(self._up[t.cls]))))
            for key, ts in sorted(found.items())
        }

    def _read(self, reader: Callable[[str], T], text: str, cls: URIRef) -> T:
        try:
            return reader(text)
        except ValueError as error:
            raise fail(self._files, cls, str(error)) from error

    def _frame(self, cls: str, own: Iterable[wording.Role]) -> tuple[Slot, ...]:
        """Return the roles of a trigger: its own, then each class's upwards, then the usual ones.

        What stands in a position that the trigger's own frame names fills no other role.
        """
        slots: dict[str, Slot] = {}
        for given in own:
            self._add(slots, given, cls, frozenset())
        taken = frozenset(p.name for slot in slots.values() for p in slot.positions)
        for above in self._up[cls]:
            texts = sorted(str(o) for o in self._graph.objects(URIRef(above), K.frame))
            for text in texts:
                self._add(slots, self._read(wording.role, text, URIRef(above)), above, taken)
        for role in self._roles:
            domain = {str(d) for d in self._graph.objects(role, RDFS.domain)}
            if str(role) not in slots and (not domain or domain & set(self._up[cls])):
                words = _ranked([str(o) for o in self._graph.objects(role, K.filledBy)])
                usual = tuple(Position(w) for w in words if w not in taken)
                slots[str(role)] = Slot(str(role), usual, self._fillers(role))
        return tuple(slots.values())

    def _add(
        self, slots: dict[str, Slot], given: wording.Role, cls: str, taken: frozenset[str]
    ) -> None:
        role = self._names.role(given.name)
        if role is None:
            raise fail(
                self._files, URIRef(cls), f"no role {given.name!r} in its frame", self._names.roles
            )
        if str(role) in slots:
            return
        positions = []
        for name, restriction in given.positions:
            restricted = self._names.cls(restriction) if restriction else ""
            if restricted is None:
                raise fail(self._files, URIRef(cls), f"no class {restriction!r} in its frame")
            if name not in taken:
                positions.append(Position(name, str(restricted)))
        slots[str(role)] = Slot(str(role), tuple(positions), self._fillers(role), given.required)

    def _fillers(self, role: Node) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self._graph.objects(role, K.fillerClass)))


def _ranked(words: Sequence[str]) -> list[str]:
    """Put the positions next to the verb first, prepositions after them."""
    order = ["subject", "object", "iobject", "by", "possessive", "adjective", "compound"]
    return sorted(words, key=lambda w: (order.index(w) if w in order else len(order), w))


def _written(words: tuple[str, ...], kind: str) -> list[tuple[str, ...]]:
    """Return the ways in which an annotator may cut a noun into words: "cease-fire" in one or in three.

    >>> _written(("cease-fire", "deal"), "noun")
    [('cease-fire', 'deal'), ('cease', '-', 'fire', 'deal')]
    """
    cut = tuple(part for word in words for part in re.split("(-)", word) if part)
    return [words, cut] if kind == "noun" and cut != words else [words]


def _preference(trigger: Trigger, depth: int) -> tuple[int, bool, bool, int, str, tuple[str, ...]]:
    """Longer patterns first, then those that ask for more, a user's before ours, deeper classes, by IRI."""
    asks = any(slot.required for slot in trigger.frame)
    ours = trigger.cls.startswith(KG)
    return (-len(trigger.words), not asks, ours, -depth, trigger.cls, trigger.words)
