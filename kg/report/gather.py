"""A store and filters -> all that a report shows, as plain values; what does not fit is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.report.pairs import pairs
from kg.report.things import described, heads, inside
from kg.store import Store
from kg.views import about, document
from kg.views.classes import terms, up
from kg.views.events import full
from kg.views.filters import Filters, condition
from kg.views.index import Index
from kg.views.refs import documents as titles
from kg.views.rows import CLAIMER

#: Events, documents with their text, and people and places with all that is known of them.
EVENTS: Final = 2000
DOCUMENTS: Final = 300
THINGS: Final = 500

#: Characters of all texts together.
TEXTS: Final = 10_000_000

#: What is kept when not all fits: what has a class of its own and a date, and of this the latest.
_FIRST: Final = "(class != 'kg:Event') DESC, (lo IS NOT NULL) DESC, lo DESC, event"

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a report shows, and sentences on what it leaves out."""

    data: View
    left_out: tuple[str, ...]


def gather(
    store: Path, index: Index, chosen: Filters, *, limit: int = EVENTS, whole: bool = True
) -> Gathered:
    """Return what a report shows.

    Args:
        store: its folder.
        index: of this store, up to date.
        chosen: which events.
        limit: events at most.
        whole: with the texts of documents and what contradicts.

    Raises:
        KgError: the store cannot be read.
    """
    with Store(store, read_only=True) as opened:
        return _Gatherer(index, opened, chosen, limit).gathered(whole=whole)


class _Gatherer:
    def __init__(self, index: Index, store: Store, chosen: Filters, limit: int) -> None:
        self._index = index
        self._store = store
        where = condition(index, chosen)
        count = f"SELECT count(*) FROM slim WHERE {where.text}"
        self._total = index.rows(count, where.values)[0][0]
        rows = index.rows(
            "SELECT event, told, lo, hi, types FROM events WHERE event IN "
            f"(SELECT event FROM slim WHERE {where.text} ORDER BY {_FIRST} LIMIT ?)",
            [*where.values, limit],
        )
        rows.sort(key=lambda row: (row[2] is None, row[2], row[0]))
        events = full(index, [row[1] for row in rows])
        says = self._claimers([row[0] for row in rows])
        self._events = [
            event | {"lo": lo, "hi": hi, "types": types.split(), "claimers": says.get(number, [])}
            for event, (number, _, lo, hi, types) in zip(events, rows, strict=True)
        ]
        self._left_out: list[str] = []

    def gathered(self, *, whole: bool) -> Gathered:
        events = self._events
        named = sorted({ref["iri"] for event in events for ref in _named(event)})
        head = heads(self._index, named)
        order = _frequent(events, head)
        hint = "those with a class and a date first, the latest of them"
        self._note(self._total - len(events), "events", len(events), hint)
        self._note(
            len(order) - THINGS, "people and places", THINGS, "the rest by name and events only"
        )
        things = described(self._index, order[:THINGS])
        data = {
            "base": self._index.base,
            "about": _about(self._index),
            "total": self._total,
            "classes": _classes(events),
            "events": events,
            "heads": head,
            "inside": inside(self._index, sorted({*head.values(), *named})),
            "things": things,
            "documents": self._documents(DOCUMENTS if whole else 0),
            "pairs": self._pairs() if whole else [],
        }
        return Gathered(data, tuple(self._left_out))

    def _documents(self, most: int) -> list[View]:
        """Return the documents that the events are from, with their texts as far as they fit."""
        counts: dict[str, int] = {}
        for event in self._events:
            for evidence in event["evidence"]:
                iri = evidence["document"]["iri"]
                counts[iri] = counts.get(iri, 0) + 1
        shown = {event["iri"] for event in self._events}
        found, left = [], TEXTS
        wanted = sorted(counts, key=lambda iri: (-counts[iri], iri))
        for iri in wanted[:most]:
            view = document.document(self._store.oxigraph, iri, self._index.base)
            if view is not None and len(view["text"]) <= left:
                left -= len(view["text"])
                found.append(_slim(view, shown))
        if most:
            hint = "of the others the sentences alone"
            self._note(len(wanted) - len(found), "documents with their text", len(found), hint)
        have = {view["iri"] for view in found}
        found += list(titles(self._index, [iri for iri in wanted if iri not in have]).values())
        return sorted(found, key=lambda view: view["iri"])

    def _pairs(self) -> list[View]:
        """Return where sources disagree about the events of the report."""
        found = pairs(self._store.path, self._index.base)
        if found is None:
            self._left_out.append("contradictions: to find them took too long")
        shown = {event["iri"] for event in self._events}
        return [pair for pair in found or () if shown & _events_of(pair)]

    def _claimers(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        rows = self._index.rows(
            "SELECT event, groups.iri FROM roles JOIN entities USING (thing) JOIN groups USING (grp) "
            "WHERE role = ? AND event IN (SELECT unnest(?)) GROUP BY ALL ORDER BY ALL",
            [CLAIMER, list(numbers)],
        )
        found: dict[int, list[str]] = {}
        for event, iri in rows:
            found.setdefault(event, []).append(iri)
        return found

    def _note(self, missing: int, what: str, shown: int, hint: str) -> None:
        if missing > 0:
            self._left_out.append(f"{shown} of {shown + missing} {what} ({hint})")


def _events_of(pair: View) -> set[str]:
    return {side["event"]["iri"] for side in (pair["one"], pair["other"]) if side["event"]}


def _about(index: Index) -> View:
    """Return what is in the store, as far as a report can lead there."""
    state = {"state": "ready", "done": 0, "total": 0}
    return about.about(index) | {"examples": [], "index": state}


def _named(event: View) -> list[View]:
    """Return who and what takes part in an event, or says so."""
    place = event["location"] and event["location"]["place"]
    roles = [ref for several in event["roles"].values() for ref in several]
    return [*roles, *event["sources"], *([place] if place else [])]


def _frequent(events: Sequence[View], head: dict[str, str]) -> list[str]:
    """Return things by the number of events, most first."""
    counts: dict[str, int] = {}
    for event in events:
        iris: set[str] = {head.get(ref["iri"]) or ref["iri"] for ref in _named(event)}
        for iri in iris:
            counts[iri] = counts.get(iri, 0) + 1
    return sorted(counts, key=lambda iri: (-counts[iri], iri))


def _classes(events: Sequence[View]) -> dict[str, View]:
    """Return label and classes above of every class that an event has."""
    used = {above for event in events for cls in event["types"] for above in up(cls)}
    return {
        cls: {"label": terms()[cls].label, "above": list(terms()[cls].above)}
        for cls in sorted(used & set(terms()))
    }


def _slim(view: View, shown: set[str]) -> View:
    """Return a document without the events that the report has anyway: those by IRI alone."""
    events = {iri: None if iri in shown else event for iri, event in view["events"].items()}
    return view | {"events": events}
