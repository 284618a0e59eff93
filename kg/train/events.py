"""Annotated texts with character offsets -> event layers: triggers, factuality, arguments."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.train.gold import (
    ACTUAL,
    HYPOTHETICAL,
    NEGATED,
    PLANNED,
    POSSIBLE,
    ROLES,
    Finder,
    Record,
    aligned,
    held_out,
    mentions,
    named,
    plain,
    records,
    times,
)
from kg.train.texts import Mention, Text


def meantime(path: Path) -> Iterator[Text]:
    """Yield MEANTIME's annotated sentences with every layer they have."""
    for record in records(path):
        if held_out(record["id"]):
            continue
        text, find = plain(record)
        scope = {i for s, e in record["evaluated"] for i in range(*(find(s, e) or (0, 0)))}
        hits = _hits(record, find)
        yield replace(
            text,
            timex=_within(times(record, find, frozenset()), scope),
            triggers=tuple(int(i in hits) if i in scope else -100 for i in range(len(text.words))),
            factuality={i: f for i, f in _factual(record, find).items() if i in scope},
            arguments=_arguments(record, find, text),
            names=_names(record, find, scope),
        )


#: Where the head of a phrase has come before, and words that follow a verb of two words.
_AFTER_HEAD = frozenset("of in for from on at with by to who which that , ( between".split())
_PARTICLES = frozenset("up out off down on in over back away to for with of".split())

#: MEANTIME's types of names in our classes.
_CLASSES = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": ("LOC",),
    "PRO": ("MISC",),
    "FIN": ("MISC", "ORG"),
}

#: What MEANTIME does not mark as a name.
_UNMARKED = ("O", "B-NORP", "B-TIME", "I-TIME", "B-EVENT", "I-EVENT")


def _names(record: Record, find: Finder, scope: set[int]) -> tuple[tuple[str, ...], ...]:
    words = find.words.words
    rows: list[tuple[str, ...]] = [_UNMARKED if i in scope else () for i in range(len(words))]
    for e in sorted(record["entities"], key=lambda e: e["start"] - e["end"]):
        where = find(e["start"], e["end"])
        if where is None or any(rows[i] != _UNMARKED for i in range(*where)):
            continue
        if e.get("level") in {"NAM", "PRE.NAM"}:
            classes = _CLASSES.get(e["type"], ("MISC",))
            classes += ("NORP",) if e["level"] == "PRE.NAM" else ()
            first = where[0] + (words[where[0]].lower() in {"the", "a", "an"})
            for i in range(first, where[1]):
                rows[i] = tuple(f"{'B' if i == first else 'I'}-{name}" for name in classes)
    for e in record["entities"]:  # of these the source does not say whether they are names
        where = find(e["start"], e["end"])
        if where and not e.get("level"):
            for i in range(*where):
                rows[i] = () if rows[i] == _UNMARKED and words[i][:1].isupper() else rows[i]
    return tuple(rows)


def _within(rows: Sequence[tuple[str, ...]], scope: set[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(row if i in scope else () for i, row in enumerate(rows))


def _hits(record: Record, find: Finder) -> set[int]:
    """Return the last word of each trigger: of "carried out" and "joint venture" it is not always the head."""
    found = (find(*e["trigger"]) for e in record.get("events") or () if "trigger" in e)
    return {where[0] if _verb(find, where) else where[1] - 1 for where in found if where}


def _verb(find: Finder, where: tuple[int, int]) -> bool:
    return find.words.words[where[1] - 1].lower() in _PARTICLES


def _factual(record: Record, find: Finder) -> dict[int, tuple[str, ...]]:
    rows: dict[int, tuple[str, ...]] = {}
    for event in record["events"]:
        given, where = event.get("factuality") or {}, find(*event["trigger"])
        value = _class(given)
        if where and value:
            rows[where[0] if _verb(find, where) else where[1] - 1] = value
    return rows


def _class(given: dict[str, str]) -> tuple[str, ...]:
    """Return our class of MEANTIME's certainty, polarity and time: a condition first, then doubt, then denial."""
    if not given.get("certainty"):
        return ()
    if str(given.get("special_cases", "")).startswith("COND"):
        return (HYPOTHETICAL,)
    if given["certainty"] in {"POSSIBLE", "PROBABLE"}:
        return (POSSIBLE,)
    if given["polarity"] == "NEG":
        return (NEGATED,)
    if given["certainty"] == "CERTAIN":
        return (PLANNED,) if given.get("time") == "FUTURE" else (ACTUAL,)
    return (PLANNED, POSSIBLE, HYPOTHETICAL)


def _arguments(record: Record, find: Finder, text: Text) -> dict[int, tuple[tuple[int, str], ...]]:
    rows: dict[int, tuple[tuple[int, str], ...]] = {}
    for event in record["events"]:
        where = find(*event["trigger"]) if "trigger" in event else None
        if not where or not event["roles"]:
            continue
        found = []
        for role in event["roles"]:
            filler = find(role["start"], role["end"]) if "start" in role else None
            if filler and role["role"] in ROLES:
                found.append((head(text.words, filler), ROLES[role["role"]]))
        rows[where[0] if _verb(find, where) else where[1] - 1] = tuple(found)
    return rows


def head(words: Sequence[str], span: tuple[int, int]) -> int:
    """Return the likely head of a noun phrase: its last word before a preposition, comma or clause."""
    for i in range(span[0] + 1, span[1]):
        if words[i].lower() in _AFTER_HEAD:
            return i - 1
    return span[1] - 1


def litbank(path: Path) -> Iterator[Text]:
    """Yield LitBank's passages: chains, and which events are told as having happened."""
    for record in records(path):
        if held_out(record["id"]):
            continue
        text, find = plain(record)
        hits = _hits(record, find)
        yield replace(
            text,
            mentions=mentions(record, find),
            chained=True,
            asserted=tuple(int(i in hits) for i in range(len(text.words))),
        )


def uds(texts: Sequence[Text], path: Path) -> Iterator[Text]:
    """Yield the treebank's documents with how factual their predicates are (UDS: -3 to 3)."""
    by_name = {r["id"].removeprefix("ewt-"): r for r in records(path)}
    for text in texts:
        record = by_name.get(text.source)
        if record is None:
            yield text
            continue
        find = Finder(aligned(text.words, record["text"]))
        rows: dict[int, tuple[str, ...]] = {}
        for event in record["events"]:
            where = find(*event["trigger"])
            if where:
                rows[where[0]] = _scaled(event["factuality"]["value"])
        yield replace(text, factuality=rows)


def _scaled(value: float) -> tuple[str, ...]:
    """Return the classes that a score leaves open; it does not tell future from past.

    >>> _scaled(2.5)
    ('Actual', 'Planned')
    """
    if value >= 0.9:
        return (ACTUAL, PLANNED)
    if value <= -0.9:
        return (NEGATED, HYPOTHETICAL)
    return (POSSIBLE, HYPOTHETICAL, PLANNED)


def plover(path: Path) -> Iterator[Text]:
    """Yield the sentences of the PLOVER records: one event each, and who does it to whom."""
    for record in records(path):
        if not held_out(record["id"]):
            text, find = plain(record)
            yield replace(text, arguments=_arguments(record, find, text))


def redocred(path: Path) -> Iterator[Text]:
    """Yield Re-DocRED's texts: names and which of them are the same."""
    for record in records(path):
        text, find = plain(record)
        yield replace(
            text,
            names=named(record, find, "redocred"),
            mentions=tuple(m for m in mentions(record, find) if m.kind != "time"),
            chained=True,
        )


def gap(path: Path) -> Iterator[Text]:
    """Yield GAP's passages in which one of the two names before the pronoun is meant; the pronoun last."""
    for record in records(path):
        if held_out(record["id"]) or len(record.get("coref", [])) != 1:
            continue
        text, find = plain(record)
        right = {tuple(m) for m in record["coref"][0]}
        rows: list[Mention] = []
        for e in sorted(record["entities"], key=lambda e: e["type"] == "PRONOUN"):
            where = find(e["start"], e["end"])
            if where:
                chain = 0 if (e["start"], e["end"]) in right else -1
                rows.append(Mention(*where, "person", chain))
        # The scores look back: a name that follows the pronoun is no candidate.
        if len(rows) == 3 and rows[2].start >= max(rows[0].end, rows[1].end):
            yield replace(text, mentions=tuple(rows), either=True)


def wikiwars(path: Path) -> Iterator[Text]:
    """Yield WikiWars' texts with their dates; durations are not annotated and may be anywhere."""
    for record in records(path):
        if held_out(record["id"]):
            continue
        text, find = plain(record)
        rows = times(record, find, frozenset())
        extra = tuple(f"{part}-{name}" for name in ("DURATION", "SET") for part in "BI")
        yield replace(text, timex=tuple((*row, *extra) if row == ("O",) else row for row in rows))


#: Relation to a verb -> role, where the trees alone say it.
_BY_LABEL = {
    "nsubj": "agent", "nsubj:pass": "patient", "obj": "patient", "iobj": "recipient", "obl:agent": "agent",
    "obl:unmarked": "time", "obl:tmod": "time", "nsubj:outer": "agent",
}  # fmt: skip

#: Preposition and kind of its noun -> role.
_BY_CASE = {
    ("to", "person"): "recipient", ("to", "organisation"): "recipient", ("to", "place"): "destination",
    ("into", "place"): "destination", ("toward", "place"): "destination", ("towards", "place"): "destination",
    ("from", "place"): "origin", ("with", "object"): "instrument", ("by", "person"): "agent",
    ("by", "organisation"): "agent", ("against", "person"): "patient", ("against", "organisation"): "patient",
}  # fmt: skip
_WHERE = {"in", "at", "near", "on", "around", "across", "outside", "inside", "throughout", "within"}


def in_trees(text: Text) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return who does what to whom where a gold tree and typed mentions say it: verbs and their dependents."""
    tree = text.tree
    if tree is None:
        return {}
    kinds = {_head_of(tree.heads, m): m.kind for m in text.mentions}
    children: dict[int, list[int]] = {}
    for i, h in enumerate(tree.heads):
        children.setdefault(h, []).append(i)
    rows: dict[int, tuple[tuple[int, str], ...]] = {}
    for i, pos in enumerate(tree.upos):
        if pos != "VERB":
            continue
        found = []
        for child in children.get(i, []):
            label = tree.labels[child]
            kind = kinds.get(child, "")
            if label in _BY_LABEL:
                found.append((child, _BY_LABEL[label]))
            elif label.startswith("obl"):
                cases = (c for c in children.get(child, []) if tree.labels[c] == "case")
                role = _oblique(next((text.words[c].lower() for c in cases), ""), kind)
                if role:
                    found.append((child, role))
        rows[i] = tuple(found)
    return rows


def _oblique(case: str, kind: str) -> str:
    if kind == "time":
        return "time"
    if kind == "place" and case in _WHERE:
        return "place"
    return _BY_CASE.get((case, kind), "")


def _head_of(heads: Sequence[int], m: Mention) -> int:
    """Return the word of a mention that hangs outside it."""
    return next((i for i in range(m.start, m.end) if not m.start <= heads[i] < m.end), m.start)
