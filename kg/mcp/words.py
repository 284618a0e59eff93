"""What a tool answers -> plain text, in which each fact stands with its sentence, document and claimer."""

from collections.abc import Iterable, Sequence

from kg.mcp.values import (
    About,
    Claim,
    Event,
    Events,
    Evidence,
    Found,
    Pairs,
    Passage,
    Profile,
    Side,
    Table,
    Thing,
    Told,
)
from kg.show.paint import harmless


def name(one: Thing) -> str:
    """Return a thing as a line names it."""
    return f"{harmless(one['label'])} <{one['iri']}>"


def names(several: Iterable[Thing]) -> str:
    """Return things in a line."""
    return "; ".join(name(one) for one in several)


def quoted(told: Evidence) -> str:
    """Return the sentence, and where it stands."""
    about = ", ".join(harmless(part) for part in (told["publisher"], told["issued"]) if part)
    where = f"{harmless(told['title'])}{f' ({about})' if about else ''}"
    address = f"{told['document']}#char={told['begin']},{told['end']}"
    return f"“{harmless(told['sentence'])}” — {where} <{address}>"


def event(told: Event, *, most: int = 3) -> str:
    """Return an event in some lines; ``most`` sentences."""
    denied = ", denied by somebody" if told["denied"] else ""
    kind = told["type"].removeprefix("kg:")
    lines = [
        f"{kind} “{harmless(told['label'])}” · {told['date'] or 'undated'} · {told['factuality']}{denied}",
        f"   {told['iri']}",
        *(f"   {role}: {names(who)}" for role, who in told["roles"].items()),
    ]
    if told["quantities"]:
        lines.append(f"   counts: {harmless('; '.join(told['quantities']))}")
    lines.append(f"   said by: {names(told['said_by']) or 'the document itself'}")
    lines += [f"   {quoted(e)}" for e in told["evidence"][:most]]
    left = len(told["evidence"]) - most
    return "\n".join([*lines, f"   and {left} more sentences"] if left > 0 else lines)


def events(told: Events) -> str:
    """Return a page of events."""
    head = f"{told['total']} events, page {told['page']} of {told['pages']}"
    return _all([head, *told["notes"]], [event(e) for e in told["events"]])


def found(told: Found) -> str:
    """Return a page of what a search found."""
    head = f"{told['total']} found, page {told['page']} of {told['pages']}"
    lines = []
    for one in told["results"]:
        also = f", called “{harmless(one['match'])}”" if one["match"] != one["label"] else ""
        counts = f"{one['events']} events, {one['documents']} documents"
        facts = [one["type"], harmless(one["description"]), one["wikidata"] or "", counts]
        told_of = " · ".join(fact for fact in facts if fact)
        lines.append(f"{harmless(one['label'])}{also} · {told_of}\n   {one['iri']}")
    return _all([head, *told["notes"]], lines)


def profile(told: Profile) -> str:
    """Return an entity with the sentences of its relations."""
    lines = [f"{harmless(told['label'])} · {', '.join(told['types'])}", told["iri"], *told["notes"]]
    facts = {
        "also called": "; ".join(harmless(n) for n in told["names"] if n != told["label"]),
        "about": harmless(told["description"]),
        "Wikidata": told["wikidata"] or "",
        "within": names(told["within"]),
        "events": f"{told['events']} (list_events with actor or place tells them)",
        "claims made": str(told["claims_made"]),
        "in events with": names(told["together_with"]),
        "documents": names(told["documents"]),
    }
    lines += [f"{word}: {value}" for word, value in facts.items() if value]
    for one in told["relations"]:
        other = name(one["other"]) if one["other"] else f"“{harmless(one['text'])}”"
        arrow = "→" if one["direction"] == "out" else "←"
        who = names(one["said_by"]) or "the document itself"
        lines.append(f"{one['predicate']} {arrow} {other} · {one['factuality']} · said by: {who}")
        lines += [f"   {quoted(e)}" for e in one["evidence"][:1]]
    left = told["relations_total"] - len(told["relations"])
    return "\n".join([*lines, f"and {left} more relations"] if left > 0 else lines)


def told(what: Told) -> str:
    """Return an event, the claims about it, and events that may be the same."""
    parts = [event(what["event"], most=20)]
    parts += [_claim(one) for one in what["claims"]]
    words = {"corroborates": "Told by others, too"}
    parts += [
        f"{words.get(one['why'], 'Told otherwise (' + one['why'] + ')')}:\n{event(one['event'])}"
        for one in what["others"]
    ]
    return "\n\n".join(parts)


def _claim(one: Claim) -> str:
    to = f", to {name(one['medium'])}" if one["medium"] else ""
    head = f"{name(one['claimer'])} {one['stance'].lower()} this{to}: “{harmless(one['content'])}”"
    return f"{head}\n   {quoted(one['evidence'])}" if one["evidence"] else head


def pairs(told: Pairs) -> str:
    """Return contradictions, both sides of each."""
    count = "contradictions" if told["total"] is None else f"{told['total']} contradictions"
    cut = ["The time ran out: there may be more; ask for a place, an actor or dates."]
    head = [f"{count}, page {told['page']}", *(cut if told["cut"] else []), *told["notes"]]
    lines = [
        f"They disagree on {one['disagree']}:\n{_side(one['one'])}\n{_side(one['other'])}"
        for one in told["pairs"]
    ]
    return _all(head, lines)


def _side(one: Side) -> str:
    what = f": {name(one['event'])}" if one["event"] else ""
    who = harmless(one["said_by"]) or "the document itself"
    where = f"{harmless(one['title'])} <{one['document']}>" if one["document"] else "no document"
    return (
        f"   {harmless(one['value']) or 'Asserts'}{what} · said by: {who}\n"
        f"   “{harmless(one['sentence'])}” — {where}"
    )


def table(told: Table) -> str:
    """Return rows as lines, with tabs between cells."""
    lines = ["\t".join(told["columns"])]
    lines += ["\t".join(harmless(cell or "") for cell in row) for row in told["rows"]]
    end = f"({len(told['rows'])} rows{'; there are more, which were left out' if told['cut'] else ''})"
    return "\n".join([*lines, end])


def passage(told: Passage) -> str:
    """Return text, and where it stands."""
    about = ", ".join(harmless(part) for part in (told["publisher"], told["issued"]) if part)
    head = f"{harmless(told['title'])}{f' ({about})' if about else ''} <{told['document']}>"
    where = f"characters {told['begin']} to {told['end']} of {told['length']}"
    return f"{head}\n{where}\n\n{told['text']}"


def about(told: About) -> str:
    """Return what is in the store, and what a query needs to know."""
    counts = ", ".join(f"{told[k]} {k}" for k in ("documents", "events", "entities", "claims"))
    return "\n".join(
        [
            f"{counts}; dates from {told['first']} to {told['last']}",
            *told["notes"],
            f"IRIs begin with {told['base']}",
            "classes: " + ", ".join(f"{c['id']} {c['count']}" for c in told["classes"]),
            "factualities: " + ", ".join(f"{k} {n}" for k, n in told["factualities"].items()),
            "properties: " + ", ".join(told["properties"]),
            "prefixes, declared already: " + ", ".join(told["prefixes"]),
            "a query asks the union of all graphs; one named graph holds what one document tells",
        ]
    )


def _all(head: Sequence[str], parts: Sequence[str]) -> str:
    numbered = [f"{n}. {part}" for n, part in enumerate(parts, 1)]
    return "\n".join(head) + "".join(f"\n\n{part}" for part in numbered)
