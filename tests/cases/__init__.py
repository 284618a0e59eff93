"""A case: a folder with a text and what it says, as sorted N-Quads; see README.md."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad

from kg.document import Document
from kg.namespaces import KG, PREFIXES
from kg.read import read
from kg.way import Way

HERE = Path(__file__).parent

#: Short, so that lines can be read.
BASE = "k:/"

_TYPE = PREFIXES["rdf"] + "type"
_REF = PREFIXES["itsrdf"] + "taIdentRef"
_EVENT = KG + "Event"
_POINTS = {KG + p for p in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")}

#: Of our own vocabulary, and yet no knowledge but how the words were found.
_MACHINERY = {
    KG + p
    for p in """mentionKind timexType timexValue cue sourceMention contentMention
    linkConfidence""".split()
}
#: An event of such a class whose words are the cue of a claim says no more than the claim.
_TELLING = {KG + c for c in ("Event", "Statement", "Denial")}

_FAMILIES = "person|organisation|group|place|object|thing|actor"
_STATEMENT = {PREFIXES["rdf"] + p for p in ("subject", "predicate", "object")}


def cases() -> list[Path]:
    """Return the folders, in order of name."""
    return sorted(path.parent for path in HERE.glob("*/text.txt"))


def known() -> dict[str, str]:
    """Return the cases that do not hold yet, each with the reason."""
    return tomllib.loads((HERE / "known.toml").read_text("utf-8"))


def document(case: Path) -> Document:
    """Return the text of a case, named after its folder."""
    (found,) = (d for d in read([str(case / "text.txt")]) if isinstance(d, Document))
    return replace(found, id=case.name)


def said(case: Path, way: Way) -> list[str]:
    """Return what is found in the text of a case: sorted lines of N-Quads."""
    return knowledge(way.facts(document(case)).quads, way, case.name)


def expected(case: Path) -> list[str]:
    """Return what the text of a case says."""
    return (case / "facts.nq").read_text("utf-8").splitlines()


def knowledge(quads: tuple[Quad, ...], way: Way, name: str) -> list[str]:
    """Return the lines that README.md says are compared, sorted."""
    kept = _Kept(quads, way)
    return sorted({unnamed(f"{quad} .", name) for quad in quads if kept(quad)})


def unnamed(line: str, name: str) -> str:
    """Return a line without the class of those who have no name: it is in their IRI.

    >>> unnamed("<k:/id/group/plan/rebels-4>", "plan")
    '<k:/id/entity/plan/rebels-4>'
    """
    return re.sub(rf"(?<=<{BASE}id/)(?:{_FAMILIES})(?=/{name}/[^>/]*-\d+>)", "entity", line)


class _Kept:
    """Says of each quad whether it is compared."""

    def __init__(self, quads: tuple[Quad, ...], way: Way) -> None:
        self._up = way.ontology.up
        self._types: dict[str, set[str]] = {}
        found: dict[str, set[tuple[str, str]]] = {}
        for quad in quads:
            pair = quad.subject.value, quad.object.value
            found.setdefault(quad.predicate.value, set()).add(pair)
        for subject, cls in found[_TYPE]:
            self._types.setdefault(subject, set()).add(cls)
        cues = {cue for _, cue in found.get(KG + "cue", ())}
        told = {thing for mention, thing in found.get(_REF, ()) if mention in cues}
        self._dated = {subject for subject, _ in found.get(KG + "date", ())}
        self._telling = {t for t in told if self._own(t) & _TELLING}
        self._events = {s for s, classes in self._types.items() if _EVENT in classes}

    def _own(self, subject: str) -> set[str]:
        """Return the classes of a thing that have no other of its classes below them."""
        classes = self._types.get(subject, set())
        above = {a for c in classes for a in self._up.get(c, ()) if a != c}
        return classes - above

    def __call__(self, quad: Quad) -> bool:
        subject, name, value = quad.subject.value, quad.predicate.value, quad.object.value
        if "#char=" in subject or subject in self._telling or value in self._telling:
            return False
        if name == _TYPE:
            return subject in self._events and value in self._own(subject)
        if name in _POINTS:
            return subject in self._events and subject not in self._dated
        if name == PREFIXES["rdfs"] + "label":
            return subject in self._events
        return name in _STATEMENT or (name.startswith(KG) and name not in _MACHINERY)
