"""Time expressions -> the events that they date, along the tree."""

from collections.abc import Container, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.draft import Draft
from kg.extract.syntax import SUBJECT, preposition, subtree
from kg.extract.values import Interval, TimeMention
from kg.ontology import Ontology

#: Tenses of two verbs that are told of different times.
_APART = ({"VBD", "VBZ"}, {"VBD", "VBP"})


def date_events(
    doc: Doc,
    drafts: Sequence[Draft],
    times: Sequence[TimeMention],
    outside: Container[int],
    ontology: Ontology,
) -> dict[int, int]:
    """Set the time of each event; return for each verb (token) that has one its time, events or not.

    Times at the tokens ``outside`` date nothing.
    """
    by_token: dict[int, Draft] = {}
    for draft in drafts:
        by_token.setdefault(draft.token.i, draft)
        begun = _above_of(draft.token)
        if begun is not None and begun.lemma_.lower() in ontology.occurrence_nouns:
            by_token.setdefault(begun.i, draft)
        if draft.light is not None:
            by_token.setdefault(draft.light.i, draft)
        elif draft.noun and draft.token.dep_ in SUBJECT and draft.token.head.pos_ == "ADJ":
            by_token.setdefault(draft.token.head.i, draft)  # "talks are likely next week"
    of_verb: dict[int, int] = {}
    steps: dict[int, int] = {}
    counted: Token | None = None
    for n, time in enumerate(times):
        if time.interval is None or time.type == "SET":
            continue
        span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
        if span is None or span.start in outside:
            continue
        noun = _counted_from(span) if time.type == "DURATION" else None
        if counted is not None and counted.i in by_token and time.value == times[n - 1].reference:
            target, away = counted, 1  # "a week before the vote on 5 July"
        else:
            target, away = _target(noun or span.root, span.start, span.end, by_token)
        counted = noun
        if target is None:
            continue
        of_verb.setdefault(target.i, n)
        event = by_token.get(target.i) or _told_in(target, span.start, drafts)
        if event is None:
            continue
        known = times[event.time].interval if event.time is not None else None
        if known is None or _nearer(away, time.interval, steps[id(event)], known):
            event.time, steps[id(event)] = n, away
    for draft in drafts:
        if draft.time is None and not draft.noun:
            draft.time = _shared(draft.token, of_verb)
    return of_verb


def _told_in(verb: Token, before: int, drafts: Sequence[Draft]) -> Draft | None:
    """Return the last event noun in the clause of a verb that is no event itself: "shows … shelling"."""
    start, end = subtree(verb)
    inside = [d for d in drafts if start <= d.token.i < min(end, before) and d.noun]
    return inside[-1] if inside and inside[-1].time is None else None


def _above_of(noun: Token) -> Token | None:
    """Return X of "X of noun"."""
    if preposition(noun) != "of":
        return None
    return noun.head.head if noun.dep_ == "pobj" else noun.head


def _counted_from(span: Span) -> Token | None:
    """Return the word that "three days after …" is counted from: what it dates stands above that."""
    if span.end == len(span.doc) or span.doc[span.end].lower_ not in ("after", "before"):
        return None
    head = span.doc[span.end].head
    return head if head.i > span.end and head.pos_ in ("NOUN", "PROPN") else None


def _target(
    root: Token, start: int, end: int, by_token: dict[int, Draft]
) -> tuple[Token | None, int]:
    """Return the event or verb that a time expression stands below, and how many words above it."""
    node = root
    for away in range(1, 9):
        head = node.head
        if head is node:
            break
        if not start <= head.i < end and (head.i in by_token or head.pos_ in ("VERB", "AUX")):
            return head, away
        node = head
    return None, 0


def _nearer(away: int, new: Interval, before: int, old: Interval) -> bool:
    """Say whether a time stands nearer to its event than another, or as near and is told more exactly."""
    return (away, -_exact(new)) < (before, -_exact(old))


def _exact(i: Interval) -> int:
    return max(map(len, (i.earliest_start, i.latest_start, i.earliest_end, i.latest_end)))


def _finite(verb: Token) -> str:
    """Return the tag of what carries the tense of a verb: "was" of "was founded"."""
    helping = (c.tag_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "auxpass"))
    return str(next(helping, verb.tag_))


def _shared(verb: Token, of_verb: dict[int, int]) -> int | None:
    """Return the time of the clause that a participle, an infinitive or a conjunct of its tense belongs to."""
    node = verb
    for _ in range(3):
        if node.dep_ not in ("advcl", "conj", "xcomp") or node.head is node:
            return None
        if any(
            c.dep_ == "mark" and c.lower_ in ("before", "after", "since", "until")
            for c in node.children
        ):
            return None
        if {_finite(node), _finite(node.head)} in _APART:
            return None
        node = node.head
        if node.i in of_verb:
            return of_verb[node.i]
    return None
