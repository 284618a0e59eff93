"""Texts with their places marked, and the linked extraction that they stand for: no model, no file."""

import re

from kg.extract.found import family
from kg.extract.values import Entity, Event, Extraction, Mention, Relation, Role, Span
from kg.link.values import Link, Linked
from kg.namespaces import KG
from kg.wikidata.values import Item

#: Items of no Wikidata, but shaped as its own.
LAND = Item("Q900000001", "Orland", kind="country", cls=KG + "Country", point=(50.0, 10.0))
PART = Item(
    "Q900000002", "Arin Governorate", kind="admin1", cls=KG + "Region",
    point=(51.0, 10.0), parents=("Q900000001",),
)  # fmt: skip
TOWN = Item(
    "Q900000003", "Arin", kind="city", cls=KG + "Settlement",
    point=(51.5, 10.5), parents=("Q900000002", "Q900000001"),
)  # fmt: skip
PORT = Item(
    "Q900000004", "Bel", kind="town", cls=KG + "Settlement",
    point=(51.6, 10.4), parents=("Q900000001",),
)  # fmt: skip
BARE = Item(
    "Q900000005", "Cope", kind="village", cls=KG + "Settlement",
    parents=("Q900000002", "Q900000001"),
)  # fmt: skip

ITEMS = {item.qid: item for item in (LAND, PART, TOWN, PORT, BARE)}


def linked(marked, ontology, *, within=(), at=(), kind="Name"):
    """Return the text of ``[Arin|Settlement|3]`` marks, and its extraction, linked.

    A mark is the words, the class and the last digit of the QID, or nothing for what is not linked; with
    ``-`` for the digit it is a nominal phrase. ``within`` holds pairs of indices (inner, outer) that a
    relation ties, ``at`` pairs of a trigger's word and the index of the event's place.
    """
    text, entities, links = "", {}, {}
    for part in re.split(r"(\[[^]]*\])", marked):
        if not part.startswith("["):
            text += part
            continue
        words, cls, digit = part[1:-1].split("|")
        span = Span(len(text), len(text) + len(words))
        entities.setdefault((words, cls, digit), []).append(span)
        links[words, cls, digit] = ITEMS.get(f"Q90000000{digit}")
        text += words
    made = tuple(_entity(*key, spans, ontology) for key, spans in entities.items())
    decided = tuple(
        Link(links[key], 0.9) if entity.named else None
        for key, entity in zip(entities, made, strict=True)
    )
    said = Extraction(
        sentences=tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.", text)),
        entities=made,
        events=tuple(_event(text, word, place) for word, place in at),
        relations=tuple(_inside(made, *pair) for pair in within),
    )
    return text, Linked(said, decided, ITEMS)


def _entity(words, cls, digit, spans, ontology):
    named = digit != "-"
    mentions = tuple(Mention(span, "Name" if named else "Nominal") for span in spans)
    return Entity(KG + cls, family(KG + cls, ontology), words, (), mentions, named)


def _event(text, word, place):
    start = text.index(word)
    role = Role(KG + "place", place)
    return Event(
        KG + "Attack", Span(start, start + len(word)), word, (role,), factuality=KG + "Actual"
    )


def _inside(entities, inner, outer):
    ends = [entities[i].mentions[0].span for i in (inner, outer)]
    words = Span(min(s.start for s in ends), max(s.end for s in ends))
    return Relation(KG + "locatedIn", inner, outer, "", KG + "Actual", (words,))
