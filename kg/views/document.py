"""A document's graph -> its text, its mentions and what they stand for; or one event of it with its claims.

Asked of the store itself, so it holds whatever the index has: nothing here needs it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode

from kg.namespaces import shorten
from kg.views.graph import Graph, node
from kg.views.refs import addressed
from kg.views.told import ROLES, Told, told

#: Characters of a text that one answer holds.
PART = 1_000_000


def document(
    store: pyoxigraph.Store, iri: str, base: str, *, start: int = 0
) -> dict[str, Any] | None:
    """Return a document, of a long one the part from ``start`` on; None when there is none of this IRI.

    ``next`` is where the next part begins, or None; mentions, events and claims are those that begin in this part.
    """
    graph = _graph_of(store, iri, "nif:Context")
    if graph is None:
        return None
    said = told(graph)
    about = said.documents[iri]
    text = graph.first(iri, "nif:isString")
    end = min(len(text), start + PART)
    inside = _Part(iri, start, end)
    events = {e: one for e, one in said.events.items() if inside.has(one["evidence"])}
    mentions = list(_mentions(graph, inside))
    things = {m["target"] for m in mentions} | {r for e in events.values() for r in _named(e)}
    found = {
        "iri": iri,
        "label": about["title"] or iri.rpartition("/doc/")[2] or iri,
        "class": "nif:Context",
        "family": "document",
        "title": about["title"],
        **{name: about[name] or None for name in ("issued", "publisher", "source", "language")},
        "length": len(text),
        "from": start,
        "next": end if end < len(text) else None,
        "text": text[start:end],
        "mentions": mentions,
        "things": {t: _ref(said.things[t]) for t in sorted(things & set(said.things))},
        "events": {e: _event(said, one) for e, one in events.items()},
        "claims": [_claim(said, c) for c in said.claims if inside.has([c["evidence"]])],
        "relations": [_evident(said, r) for r in said.relations if inside.has(r["evidence"])],
    }
    return addressed(found, base)  # type: ignore[no-any-return]


def event(store: pyoxigraph.Store, iri: str, base: str) -> dict[str, Any] | None:
    """Return an event with its times, claims and relations; None when there is none of this IRI."""
    graph = _graph_of(store, iri, "kg:Event")
    if graph is None:
        return None
    said = told(graph)
    one = said.events[iri]
    found = _event(said, one) | {
        "times": one["times"],
        "claims": [_claim(said, c) for c in said.claims if iri in c["about"]],
    }
    return addressed(found, base)  # type: ignore[no-any-return]


def _graph_of(store: pyoxigraph.Store, iri: str, cls: str) -> Graph | None:
    try:
        quads = store.quads_for_pattern(NamedNode(iri), node("rdf:type"), node(cls))
    except ValueError:
        return None
    graphs = sorted(q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode))
    return Graph(store, graphs[0]) if graphs else None


class _Part:
    """A stretch of a document's text."""

    def __init__(self, document: str, start: int, end: int) -> None:
        self._document = document
        self._reach = range(start, max(end, start + 1))

    def has(self, evidence: list[dict[str, Any] | None]) -> bool:
        """Return whether the first evidence begins here; what has none counts to the first part."""
        first = next((e for e in evidence if e), None)
        if first is None:
            return self._reach.start == 0
        return first["document"] == self._document and first["begin"] in self._reach


def _mentions(graph: Graph, inside: _Part) -> Iterator[dict[str, Any]]:
    """Yield the mentions in the order of the text; one that stands for several things comes once for each."""
    from kg.views.spans import Spans

    spans = Spans(graph)
    found: list[dict[str, Any]] = []
    for mention, kinds in graph.all("kg:mentionKind").items():
        place = spans.place(mention)
        if place is None or not inside.has([{"document": place.document, "begin": place.begin}]):
            continue
        confidence = graph.first(mention, "itsrdf:taConfidence")
        targets: Sequence[str | None] = graph.values(mention, "itsrdf:taIdentRef") or [None]
        found.extend(
            {
                "begin": place.begin,
                "end": place.end,
                "kind": shorten(kinds[0]).removeprefix("kg:"),
                "target": target,
                "class": shorten(graph.first(mention, "itsrdf:taClassRef")) or None,
                "confidence": float(confidence) if confidence else None,
                "value": graph.first(mention, "kg:timexValue") or None,
            }
            for target in targets
        )
    yield from sorted(found, key=lambda m: (m["begin"], -m["end"], m["target"] or ""))


def _named(event: dict[str, Any]) -> Iterator[str]:
    yield from (ref["iri"] for role in ROLES for ref in event["roles"][role])
    yield from (ref["iri"] for ref in event["sources"])


def _ref(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: thing[name] for name in ("iri", "label", "class", "family", "wikidata")}


def _event(said: Told, one: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in one.items() if k not in ("types", "lo", "hi", "times")}
    return _evident(said, kept)


def _evident(said: Told, one: dict[str, Any]) -> dict[str, Any]:
    """Return something told, with the documents of its evidence by name."""
    return one | {
        "evidence": [e | {"document": _document(said, e["document"])} for e in one["evidence"]]
    }


def _document(said: Told, iri: str) -> dict[str, Any]:
    known = said.documents.get(iri, {})
    return {
        "iri": iri,
        "label": known.get("title") or iri.rpartition("/doc/")[2] or iri,
        "class": "nif:Context",
        "family": "document",
        "publisher": known.get("publisher") or None,
        "issued": known.get("issued") or None,
    }


def _claim(said: Told, one: dict[str, Any]) -> dict[str, Any]:
    """Return a claim; the first of several claimers is ``claimer``."""
    evidence = one["evidence"]
    return {
        "iri": one["iri"],
        "claimer": next(iter(one["claimers"]), None),
        "claimers": one["claimers"],
        **{name: one[name] for name in ("medium", "stance", "cue", "content", "about")},
        "date": one["date"] or None,
        "evidence": evidence and evidence | {"document": _document(said, evidence["document"])},
    }
