"""A store and filters -> where sources disagree, side by side; asked by the query of that name."""

from typing import Any, Final

import pyoxigraph
from pyoxigraph import QuerySolution

from kg.namespaces import shorten
from kg.query import ask, find
from kg.query.ask import rows
from kg.views.dates import days
from kg.views.document import _graph_of
from kg.views.graph import Graph
from kg.views.refs import ref

#: How a pair is told to disagree, by the word of the query.
_WHY: Final = {"claim": "denied"}


def pairs(
    store: pyoxigraph.Store, base: str, *, place: str = "", cls: str = ""
) -> list[dict[str, Any]]:
    """Return the pairs of events of which different sources tell another count, or yes and no, in order of date.

    Raises:
        NoSuchNameError: nothing is called as the filters say.
    """
    given = {"place": place, "class": cls}
    answer = ask(store, find("contradictions"), {k: v for k, v in given.items() if v})
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows(answer):
        pair = _pair(row)
        same = (
            pair["disagree"],
            pair["one"]["event"],
            pair["other"]["event"] or pair["other"]["says"],
        )
        found.setdefault(tuple(map(str, same)), pair)
    return [_shown(store, pair, base) for pair in found.values()]


def chosen(
    found: list[dict[str, Any]], *, actor: set[str], start: str = "", end: str = ""
) -> list[dict[str, Any]]:
    """Return the pairs that somebody of these takes part in and that are of this time."""
    first, last = days(start), days(end)

    def fits(pair: dict[str, Any]) -> bool:
        date = days(pair["date"] or "")
        if (first or last) and date is None:
            return False
        if date and ((first and date[1] < first[0]) or (last and date[0] > last[1])):
            return False
        return not actor or bool(actor & set(pair["actors"]))

    return [pair for pair in found if fits(pair)]


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    return "" if term is None else str(getattr(term, "value", term))


def _pair(row: QuerySolution) -> dict[str, Any]:
    def side(before: str, which: str) -> dict[str, Any]:
        return {
            "event": _text(row, f"{before}event"),
            "value": _text(row, which),
            "says": _text(row, f"{which}_says"),
            "document": _text(row, f"{before}document"),
            "sentence": _text(row, f"{before}sentence"),
        }

    why = _text(row, "disagree")
    return {
        "disagree": _WHY.get(why, why),
        "class": f"kg:{_text(row, 'class') or 'Event'}",
        "date": _text(row, "date") or None,
        "place": _text(row, "place") or None,
        "one": side("", "one"),
        "other": side("other_", "other"),
    }


def _shown(store: pyoxigraph.Store, pair: dict[str, Any], base: str) -> dict[str, Any]:
    """Return a pair with events, sources and documents by name."""
    actors: set[str] = set()
    for which in ("one", "other"):
        told = pair[which]
        graph = _graph_of(store, told["event"], "kg:Event") if told["event"] else None
        told["event"] = _event(graph, told["event"], base) if graph else None
        if graph and told["event"]:
            actors |= _actors(graph, told["event"]["iri"])
        told["source"] = _source(graph, told, base)
        told["document"] = _document(store, told["document"], base)
    return pair | {"actors": sorted(actors)}


def _event(graph: Graph, iri: str, base: str) -> dict[str, Any]:
    types = sorted(shorten(t) for t in graph.about(iri, "rdf:type"))
    from kg.views.classes import most_special

    label = "".join(graph.about(iri, "rdfs:label")[:1])
    return ref(iri, label, most_special(types), "event", base)


def _actors(graph: Graph, iri: str) -> set[str]:
    roles = (
        "kg:agent",
        "kg:patient",
        "kg:recipient",
        "kg:instrument",
        "kg:topic",
        "kg:attributedTo",
    )
    return {value for role in roles for value in graph.about(iri, role)}


def _source(graph: Graph | None, told: dict[str, Any], base: str) -> dict[str, Any] | None:
    """Return who says so, where it is somebody of the document."""
    if graph is None or told["event"] is None:
        return None
    for iri in graph.about(told["event"]["iri"], "kg:attributedTo"):
        if told["says"] in graph.about(iri, "rdfs:label"):
            types = [shorten(t) for t in graph.about(iri, "rdf:type")]
            from kg.views.classes import family, most_special

            return ref(iri, told["says"], most_special(types), family(types), base)
    return None


def _document(store: pyoxigraph.Store, iri: str, base: str) -> dict[str, Any] | None:
    graph = _graph_of(store, iri, "nif:Context") if iri else None
    if graph is None:
        return None
    title, publisher, issued = (
        "".join(graph.about(iri, f"dcterms:{name}")[:1])
        for name in ("title", "publisher", "issued")
    )
    told = ref(iri, title or iri.rpartition("/doc/")[2], "nif:Context", "document", base)
    return told | {"publisher": publisher or None, "issued": issued or None}
