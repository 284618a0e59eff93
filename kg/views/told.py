"""A document's graph -> what it tells as plain values: documents, things, events, claims, relations."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from kg.namespaces import PREFIXES, shorten
from kg.views.classes import family, most_special
from kg.views.dates import days, plain, shown
from kg.views.graph import Graph
from kg.views.spans import Spans

#: Roles in the order in which people tell them.
ROLES: Final = (
    "agent", "patient", "recipient", "instrument", "topic", "place", "origin", "destination",
)  # fmt: skip

_NUMBER: Final = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_POINT: Final = re.compile(rf"({_NUMBER})\s+({_NUMBER})")
_WD: Final = PREFIXES["wd"]


@dataclass(slots=True)
class Told:
    """What one named graph tells; things, events and documents by IRI, all of plain values."""

    graph: str
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)


def told(graph: Graph) -> Told:
    """Return all that a graph tells; linear in what it holds."""
    return _Teller(graph).told()


class _Teller:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._spans = Spans(graph)
        self._told = Told(graph.iri)
        self._events = set(graph.instances("kg:Event"))
        self._mentions: defaultdict[str, list[str]] = defaultdict(list)
        for mention, things in graph.all("itsrdf:taIdentRef").items():
            for thing in things:
                self._mentions[thing].append(mention)

    def told(self) -> Told:
        for iri in self._graph.instances("nif:Context"):
            self._told.documents[iri] = self._document(iri)
        for iri in sorted({*self._graph.all("skos:prefLabel"), *self._mentions} - self._events):
            self._told.things[iri] = self._thing(iri)
        for iri in sorted(self._events):
            self._told.events[iri] = self._event(iri)
        for iri in self._graph.instances("kg:Claim"):
            self._told.claims.append(self._claim(iri))
        for iri in sorted(self._graph.all("rdf:subject")):
            self._told.relations.append(self._relation(iri))
        self._note_denials()
        return self._told

    def _document(self, iri: str) -> dict[str, Any]:
        first = self._graph.first
        return {
            "iri": iri,
            "title": first(iri, "dcterms:title"),
            "issued": plain(first(iri, "dcterms:issued")),
            "publisher": first(iri, "dcterms:publisher"),
            "source": first(iri, "dcterms:source"),
            "language": first(iri, "dcterms:language"),
            "length": len(first(iri, "nif:isString")),
        }

    def _thing(self, iri: str) -> dict[str, Any]:
        graph, types = self._graph, self._graph.types(iri)
        same = [s.removeprefix(_WD) for s in graph.values(iri, "owl:sameAs") if s.startswith(_WD)]
        words = [(m, self._spans.words(m)) for m in self._mentions.get(iri, ())]
        kinds = graph.all("kg:mentionKind")
        named = Counter(w for m, w in words if "Name" in "".join(kinds.get(m, ())))
        label = graph.first(iri, "skos:prefLabel") or graph.first(iri, "rdfs:label")
        names = {label: 0, **dict.fromkeys(graph.values(iri, "skos:altLabel"), 0)} | named
        return {
            "iri": iri,
            "label": label or next((w for _, w in words), ""),
            "class": most_special(types),
            "types": [t for t in types if t.startswith("kg:")],
            "family": family(types),
            "wikidata": same[0] if same else None,
            "confidence": _real(graph.first(iri, "kg:linkConfidence")),
            "names": {name: count for name, count in names.items() if name},
            "mentions": len(words),
            "documents": sorted({p.document for m, _ in words if (p := self._spans.place(m))}),
            "location": self._location(iri),
            "within": [w for w in graph.values(iri, "kg:locatedIn") if w != iri],
        }

    def _location(self, iri: str) -> dict[str, Any] | None:
        """Return the point of a place or event and the metres around it that it may be within."""
        for geometry in self._graph.values(iri, "geo:hasGeometry"):
            point = _point(self._graph.first(geometry, "geo:asWKT"))
            if point:
                kilometres = _real(self._graph.first(geometry, "kg:radius"))
                radius = round(kilometres * 1000) if kilometres else None
                return {"lon": point[0], "lat": point[1], "radius_m": radius}
        return None

    def ref(self, iri: str) -> dict[str, Any]:
        """Return what a thing or event of this graph is called, and its class."""
        known = self._told.things.get(iri)
        if known:
            return {
                "iri": iri,
                "label": known["label"],
                "class": known["class"],
                "family": known["family"],
            }
        types = self._graph.types(iri)
        label = self._graph.first(iri, "rdfs:label") or iri.rstrip("/#").rpartition("/")[2]
        return {"iri": iri, "label": label, "class": most_special(types), "family": family(types)}

    def _event(self, iri: str) -> dict[str, Any]:
        graph, types = self._graph, self._graph.types(iri)
        points = [
            plain(graph.first(iri, f"kg:{p}"))
            for p in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
        ]
        start, end = points[0], points[3]
        reach = [d for d in map(days, points) if d]
        evidence = self._triggers(iri)
        return {
            "iri": iri,
            "label": graph.first(iri, "rdfs:label"),
            "class": most_special(types),
            "types": sorted(t for t in types if t.startswith("kg:")),
            "family": "event",
            "trigger": evidence[0].pop("words") if evidence else graph.first(iri, "rdfs:label"),
            "date": shown(start, end),
            "start": start,
            "end": end,
            "lo": reach[0][0] if reach else None,
            "hi": max(d[1] for d in reach) if reach else None,
            "factuality": shorten(graph.first(iri, "kg:factuality")).removeprefix("kg:"),
            "roles": {r: [self.ref(v) for v in graph.values(iri, f"kg:{r}")] for r in ROLES},
            "quantities": [self._quantity(q) for q in graph.values(iri, "kg:quantity")],
            "sources": [self.ref(s) for s in graph.values(iri, "kg:attributedTo")],
            "denied": False,
            "evidence": [{k: v for k, v in e.items() if k != "words"} for e in evidence],
            "location": self._where(iri),
            "times": self._times(iri),
        }

    def _triggers(self, iri: str) -> list[dict[str, Any]]:
        """Return the places that tell of an event, in the order of the text."""
        mentions = self._mentions.get(iri) or self._graph.values(iri, "prov:wasDerivedFrom")
        found = [(e, m) for m in mentions if (e := self._spans.evidence(m))]
        found.sort(key=lambda pair: (pair[0]["document"], pair[0]["begin"]))
        return [e | {"words": self._spans.words(m)} for e, m in found]

    def _quantity(self, iri: str) -> dict[str, Any]:
        value = _real(self._graph.first(iri, "kg:value"))
        return {
            "value": int(value) if value is not None and value == int(value) else value,
            "comparator": shorten(self._graph.first(iri, "kg:comparator")).removeprefix("kg:"),
            "unit": self._graph.first(iri, "kg:unit"),
        }

    def _where(self, iri: str) -> dict[str, Any] | None:
        """Return the point of an event: told of itself, or of the place that is known most exactly."""
        places = [
            p
            for r in ("place", "destination", "origin")
            for p in self._graph.values(iri, f"kg:{r}")
        ]
        own = self._location(iri)
        if own:
            geometry = self._graph.first(iri, "geo:hasGeometry")
            anchor = self._graph.first(geometry, "kg:geocodedFrom")
            around = next((p for p in places), anchor)
            return own | {"place": self.ref(around) if around else None}
        known = [(at, p) for p in places if (at := self._location(p))]
        if not known:
            return None
        at, place = min(known, key=lambda pair: pair[0]["radius_m"] or 0)
        return at | {"place": self.ref(place)}

    def _times(self, iri: str) -> list[dict[str, Any]]:
        found = []
        for mention in self._graph.values(iri, "prov:wasDerivedFrom"):
            type_ = self._graph.first(mention, "kg:timexType")
            if type_:
                value = self._graph.first(mention, "kg:timexValue")
                found.append({"words": self._spans.words(mention), "value": value, "type": type_})
        return found

    def _claim(self, iri: str) -> dict[str, Any]:
        graph = self._graph
        cue, content = graph.first(iri, "kg:cue"), graph.first(iri, "kg:contentMention")
        shown_at = cue or content or graph.first(iri, "kg:sourceMention")
        return {
            "iri": iri,
            "claimers": [self.ref(c) for c in graph.values(iri, "kg:claimer")],
            "medium": next((self.ref(m) for m in graph.values(iri, "kg:medium")), None),
            "stance": shorten(graph.first(iri, "kg:stance")).removeprefix("kg:"),
            "cue": self._spans.words(cue) if cue else "",
            "content": self._spans.words(content) if content else "",
            "date": plain(graph.first(iri, "kg:claimDate")),
            "about": graph.values(iri, "kg:about"),
            "evidence": self._spans.evidence(shown_at) if shown_at else None,
        }

    def _relation(self, iri: str) -> dict[str, Any]:
        graph = self._graph
        value = graph.first(iri, "rdf:object")
        is_thing = bool(value) and graph.is_iri(iri, "rdf:object")
        start, end = (plain(graph.first(iri, f"kg:{p}")) for p in ("earliestStart", "latestEnd"))
        told_at = graph.values(iri, "prov:wasDerivedFrom")
        return {
            "iri": iri,
            "subject": self.ref(graph.first(iri, "rdf:subject")),
            "predicate": shorten(graph.first(iri, "rdf:predicate")),
            "object": self.ref(value) if is_thing else None,
            "text": "" if is_thing else value,
            "factuality": shorten(graph.first(iri, "kg:factuality")).removeprefix("kg:"),
            "sources": [self.ref(s) for s in graph.values(iri, "kg:attributedTo")],
            "date": shown(start, end),
            "evidence": [e for m in told_at if (e := self._spans.evidence(m))],
        }

    def _note_denials(self) -> None:
        for claim in self._told.claims:
            if claim["stance"] == "Denies":
                for about in claim["about"]:
                    if about in self._told.events:
                        self._told.events[about]["denied"] = True


def _real(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _point(wkt: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a point, or of the middle of the corners of a shape.

    >>> _point("POINT(36.75 35.1)"), _point("POINT EMPTY"), _point("POINT(400 10)")
    ((36.75, 35.1), None, None)
    """
    pairs = [(float(lon), float(lat)) for lon, lat in _POINT.findall(wkt)]
    if not pairs:
        return None
    lon, lat = (sum(axis) / len(pairs) for axis in zip(*pairs, strict=True))
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None
