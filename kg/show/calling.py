"""A document's graph -> what its things are called in a line, and where its events are told."""

from collections.abc import Iterable, Sequence

from kg.show.graph import Graph, iri, local
from kg.show.spans import starts

#: A name (empty for the first) and its words.
Part = tuple[str, tuple[str, ...]]

_POINTS = (
    ("kg:date", "kg:earliestStart", "kg:latestStart"),
    ("kg:date", "kg:latestEnd", "kg:earliestEnd"),
)
_ENDS = ("rdf:subject", "rdf:predicate", "rdf:object")


class Names:
    """What things are called in a line."""

    def __init__(self, graph: Graph, refs: Sequence[tuple[str, str]]) -> None:
        self._graph = graph
        self.events = set(graph.instances("kg:Event"))
        self.statements = set(graph.instances("rdf:Statement"))
        self._classes: dict[str, str] = {}
        self._mentions: dict[str, list[str]] = {}
        for mention, thing in refs:
            if thing in self.events:
                self._mentions.setdefault(thing, []).append(mention)

    def triggers(self, event: str) -> list[int]:
        """Return where the words begin that tell an event, in order."""
        return starts(self._mentions.get(event, []))

    def cls(self, event: str) -> str:
        """Return the short name of an event's own class."""
        if event not in self._classes:
            self._classes[event] = local(self._cls(event))
        return self._classes[event]

    def _cls(self, event: str) -> str:
        """Look at the words of the event, of which some may denote an entity as well."""
        types = self._graph.values(event, "rdf:type")
        mentions = sorted(self._mentions.get(event, []))
        classes = (c for m in mentions for c in self._graph.values(m, "itsrdf:taClassRef"))
        return next((c for c in classes if c in types), iri("kg:Event"))

    def of(self, thing: str) -> str:
        """Return the label of an entity, the class and the words of an event, what relates whom."""
        if thing in self.statements:
            return " ".join(self._end(thing, end) for end in _ENDS)
        label = self._graph.label(thing)
        return f"{self.cls(thing)} “{label}”" if thing in self.events else label

    def _end(self, statement: str, end: str) -> str:
        found = self._graph.values(statement, end)
        return ", ".join(self.of(x) if "://" in x else f"“{x}”" for x in found)

    def all(self, things: Iterable[str]) -> tuple[str, ...]:
        """Return the name of each, once, sorted."""
        return tuple(sorted({self.of(thing) for thing in things}))


def filled(*parts: Part) -> tuple[Part, ...]:
    """Return the parts that say something."""
    return tuple((name, values) for name, values in parts if values)


def certainty(told: dict[str, list[str]], names: Names) -> tuple[Part, Part]:
    """Return how certain something is, unless it is actual, and who says so."""
    how = tuple(local(f).lower() for f in told.get(iri("kg:factuality"), []))
    said = names.all(told.get(iri("kg:attributedTo"), []))
    return ("factuality", () if how == ("actual",) else how), ("says", said)


def when(told: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the day, or from when until when.

    >>> kg = "https://kg.example/ontology#"
    >>> when({kg + "earliestStart": ["2013-05"], kg + "latestEnd": ["2013-07"]})
    ('2013-05 to 2013-07',)
    """
    start, end = (next((told[iri(p)][0] for p in ps if iri(p) in told), "") for ps in _POINTS)
    if start and end and start != end:
        return (f"{start} to {end}",)
    if start == end:
        return (start,) if start else ()
    return (f"since {start}",) if start else (f"until {end}",)
