"""Views of the store -> what an assistant is told of them: the same facts in fewer words."""

from typing import Any

from kg.mcp.values import (
    Claim,
    Event,
    Evidence,
    Location,
    Pair,
    Profile,
    Relation,
    Result,
    Side,
    Thing,
)

View = dict[str, Any]


def thing(view: View) -> Thing:
    """Return what a reference names."""
    return {"iri": view["iri"], "label": view["label"], "type": view["class"]}


def evidence(view: View) -> Evidence:
    """Return a sentence and where it stands."""
    document = view["document"]
    return {
        "document": document["iri"],
        "title": document["label"],
        "publisher": document.get("publisher"),
        "issued": document.get("issued"),
        "begin": view["begin"],
        "end": view["end"],
        "sentence": view["sentence"],
    }


def location(view: View | None) -> Location | None:
    """Return a point."""
    if view is None:
        return None
    return {"lon": view["lon"], "lat": view["lat"], "radius_m": view["radius_m"]}


def quantity(view: View) -> str:
    """Return a number with what it counts.

    >>> quantity({"value": 12, "comparator": "AtLeast", "unit": "civilians"})
    'at least 12 civilians'
    """
    words = {"Exactly": "", "MoreThan": "more than", "AtLeast": "at least", "LessThan": "less than"}
    sign = words.get(view["comparator"], str(view["comparator"]).lower())
    return " ".join(
        str(part) for part in (sign, view["value"], view["unit"]) if part not in ("", None)
    )


def event(view: View) -> Event:
    """Return what happened, who says so, and the sentences."""
    return {
        "iri": view["iri"],
        "label": view["label"],
        "type": view["class"],
        "date": view["date"],
        "factuality": view["factuality"],
        "denied": view["denied"],
        "roles": {role: [thing(t) for t in who] for role, who in view["roles"].items() if who},
        "quantities": [quantity(q) for q in view["quantities"]],
        "said_by": [thing(s) for s in view["sources"]],
        "location": location(view["location"]),
        "evidence": [evidence(e) for e in view["evidence"]],
    }


def result(view: View) -> Result:
    """Return one that a search found."""
    return {
        "iri": view["iri"],
        "label": view["label"],
        "type": view["class"],
        "match": view["match"],
        "description": view["description"],
        "wikidata": view["wikidata"],
        "events": view["events"],
        "documents": view["documents"],
    }


def relation(view: View) -> Relation:
    """Return how an entity stands to another."""
    return {
        "predicate": view["predicate"],
        "direction": view["direction"],
        "other": view["other"] and thing(view["other"]),
        "text": view["text"],
        "factuality": view["factuality"],
        "said_by": [thing(s) for s in view["sources"]],
        "evidence": [evidence(e) for e in view["evidence"][:3]],
    }


def profile(view: View, notes: list[str]) -> Profile:
    """Return all that the store knows of an entity, long lists cut."""
    wikidata = view["wikidata"]
    return {
        "iri": view["iri"],
        "label": view["label"],
        "types": view["classes"],
        "names": [n["name"] for n in view["names"][:20]],
        "description": view["description"] or "",
        "wikidata": wikidata and wikidata["url"],
        "location": location(view["location"]),
        "within": [thing(p) for p in view["within"]],
        "relations": [relation(r) for r in view["relations"][:40]],
        "relations_total": view.get("relations_total", len(view["relations"])),
        "events": view["events"]["total"],
        "claims_made": view["claims_made"],
        "together_with": [thing(c) for c in view["coactors"][:15]],
        "documents": [thing(d) for d in view["documents"][:15]],
        "notes": notes,
    }


def claim(view: View) -> Claim:
    """Return who says something of an event."""
    return {
        "claimer": thing(view["claimer"]),
        "medium": view["medium"] and thing(view["medium"]),
        "stance": view["stance"],
        "content": view["content"],
        "date": view["date"],
        "evidence": view["evidence"] and evidence(view["evidence"]),
    }


def pair(view: View) -> Pair:
    """Return two events that disagree."""
    return {
        "disagree": view["disagree"],
        "one": _side(view["one"]),
        "other": _side(view["other"]),
    }


def _side(view: View) -> Side:
    event, document, source = view["event"], view["document"], view["source"]
    return {
        "event": event and thing(event),
        "value": str(view["value"]),
        "said_by": f"{source['label']} <{source['iri']}>" if source else view.get("says") or "",
        "document": document and document["iri"],
        "title": document["label"] if document else "",
        "sentence": view["sentence"],
    }
