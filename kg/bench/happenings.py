"""What was read -> scores of the graph's events: where they are told, who takes part, how sure they are."""

from kg.bench import factuality, layers, participants, triggers
from kg.bench.figures import Count
from kg.bench.participants import Part, Place
from kg.bench.read import Read
from kg.bench.records import Record
from kg.bench.scored import Scored, Wrong
from kg.bench.spans import pairs, within
from kg.extract import Event
from kg.namespaces import KG


def of_events(read: Read) -> Scored:
    """Score where events are told: the trigger and every further trigger of each."""
    found = [(s, e, "") for event in read.said.events for s, e in _told(event)]
    events = read.record.layer("events")
    return triggers.score(read.record.set, events, found, read.record.windows)


def _told(event: Event) -> list[Place]:
    return [(s.start, s.end) for s in (event.trigger, *event.again)]


def of_participants(read: Read) -> Scored:
    """Score agents and patients, whichever mention of them or of their event is marked."""
    record = read.record
    gold = participants.gold_parts(
        record.layer("events"), record.layer("entities"), record.chains, record.windows
    )
    found = [p for event in read.said.events if _counts(event, record) for p in _parts(read, event)]
    missed, extra = participants.unmatched(gold, found)
    mistakes = [_wrong("missed", p) for p in missed] + [_wrong("extra", p) for p in extra]
    true = [(s, e) for s, e, _ in triggers.gold_triggers(record.layer("events"))]
    counts = participants.score(gold, found, true)
    return Scored(counts, sorted(mistakes, key=lambda w: w.start))


def _counts(event: Event, record: Record) -> bool:
    return bool(within([(*_told(event)[0], "")], record.windows))


def _parts(read: Read, event: Event) -> list[Part]:
    told = frozenset(_told(event))
    named = ((r.role.removeprefix(KG), r.filler) for r in event.roles)
    return [
        Part(told, role, _heads(read, filler))
        for role, filler in named
        if role in participants.ROLES.values()
    ]


def _heads(read: Read, filler: int) -> frozenset[Place]:
    spans = (m.span for m in read.said.entities[filler].mentions)
    words = (layers.root(read.doc, s.start, s.end) for s in spans)
    return frozenset((w.idx, w.idx + len(w)) for w in words if w is not None)


def _wrong(kind: str, part: Part) -> Wrong:
    """Return a mistake that shows the first place of the event, the role and where the filler is."""
    start, end = min(part.event)
    near = min(part.places, key=lambda p: (abs(p[0] - start), p))
    return Wrong(kind, start, end, f"{part.role} @{near[0]}-{near[1]}")


def of_factuality(read: Read) -> Scored:
    """Score how sure events are, where the gold and we have one at the same words."""
    events = [e for e in read.record.layer("events") if e.get("trigger") and e.get("factuality")]
    marked = {tuple(e["trigger"]): factuality.of_meantime(e["factuality"]) for e in events}
    true = within(((s, e, "") for (s, e), cls in marked.items() if cls), read.record.windows)
    ours = {place: e.factuality.removeprefix(KG) for e in read.said.events for place in _told(e)}
    met = [
        (g, str(marked[g[0], g[1]]), ours[f[0], f[1]])
        for g, f in pairs(true, sorted((s, e, "") for s, e in ours))
    ]
    mistakes = [Wrong("other", g[0], g[1], f"{a} > {b}") for g, a, b in met if a != b]
    counts = factuality.classes([(a, b) for _, a, b in met])
    return Scored({"macro": _macro(counts), **counts}, mistakes)


def _macro(counts: dict[str, Count]) -> Count:
    """Return the mean F1 of the classes; all Actual would come to less than a fifth."""
    each = [counts[name].values for name in factuality.CLASSES]
    return Count("mean f1", tuple(v for values in each for v in values))
