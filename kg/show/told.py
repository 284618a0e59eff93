"""A document's graph -> a line for each event, claim and relation it holds."""

from collections.abc import Iterator, Sequence

from kg.show.calling import Names, Part, certainty, filled, when
from kg.show.graph import Graph, iri, local
from kg.show.spans import starts
from kg.show.values import Line

#: Roles in the order in which people tell them; roles of a user's ontology follow.
_ROLES = "agent patient recipient instrument topic place origin destination".split()

#: What a line does not repeat, or says in its own way.
_OTHER = frozenset(
    map(
        iri,
        """rdf:type rdfs:label skos:prefLabel kg:factuality kg:attributedTo kg:quantity kg:date
        kg:earliestStart kg:latestStart kg:earliestEnd kg:latestEnd prov:wasDerivedFrom
        sem:hasActor sem:hasPlace sem:hasTime""".split(),
    )
)

_COMPARED = {
    "MoreThan": "more than ",
    "AtLeast": "at least ",
    "LessThan": "less than ",
    "About": "about ",
}


def lines(graph: Graph, refs: Sequence[tuple[str, str]]) -> list[Line]:
    """Return events, then claims, then relations, each in the order of the text.

    Args:
        graph: of the document.
        refs: its mentions and what they denote.
    """
    names = Names(graph, refs)
    return [
        *sorted(_events(graph, names)),
        *sorted(_claims(graph, names)),
        *sorted(_relations(graph, names)),
    ]


def _events(graph: Graph, names: Names) -> Iterator[Line]:
    for event in sorted(names.events):
        told = graph.about(event)
        places = names.triggers(event) or starts(told.get(iri("prov:wasDerivedFrom"), []))[:1]
        for n, at in enumerate(places):
            again: tuple[Part, ...] = (("", (names.of(event),)), ("again", ("told above",)))
            yield Line(at, "event", again if n else _event(event, told, graph, names), event)


def _event(event: str, told: dict[str, list[str]], graph: Graph, names: Names) -> tuple[Part, ...]:
    known = {local(prop): names.all(values) for prop, values in told.items() if prop not in _OTHER}
    roles = [r for r in _ROLES if r in known] + sorted(set(known) - set(_ROLES))
    counts = {_count(graph.about(q)) for q in told.get(iri("kg:quantity"), [])}
    return filled(
        ("", (names.of(event),)),
        *((role, known[role]) for role in roles),
        ("count", tuple(sorted(counts))),
        ("when", when(told)),
        *certainty(told, names),
    )


def _count(quantity: dict[str, list[str]]) -> str:
    value, unit, how = (
        " ".join(quantity.get(iri(p), [])) for p in ("kg:value", "kg:unit", "kg:comparator")
    )
    return f"{_COMPARED.get(local(how), '')}{value} {unit}".strip()


def _claims(graph: Graph, names: Names) -> Iterator[Line]:
    for claim in graph.instances("kg:Claim"):
        told = graph.about(claim)
        cues = told.get(iri("kg:cue")) or told.get(iri("kg:sourceMention"), [])
        stance = " ".join(local(s).lower() for s in told.get(iri("kg:stance"), []))
        who = ", ".join(names.all(told.get(iri("kg:claimer"), [])))
        parts = filled(
            ("", (f"{who} {stance}",)),
            ("about", names.all(told.get(iri("kg:about"), []))),
            ("told", names.all(told.get(iri("kg:medium"), []))),
            ("when", tuple(told.get(iri("kg:claimDate"), []))),
        )
        yield from (Line(at, "claim", parts, claim) for at in starts(cues)[:1])


def _relations(graph: Graph, names: Names) -> Iterator[Line]:
    for statement in names.statements:
        told = graph.about(statement)
        parts = filled(("", (names.of(statement),)), ("when", when(told)), *certainty(told, names))
        places = starts(told.get(iri("prov:wasDerivedFrom"), []))
        yield from (Line(at, "relation", parts, statement) for at in places[:1])
