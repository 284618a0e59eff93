"""All mentions that a set marks x all found -> counts of boundaries and types, nested ones too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.scored import Scored, wrong
from kg.bench.spans import Span, rows, within

#: Set -> its type -> our type. A type that is not here is left out, as is what is found of a type
#: that no type here becomes.
MENTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # Everything that a noun phrase or pronoun stands for.
    "gum": {
        "person": "person", "organization": "organisation", "place": "place", "event": "event",
        "time": "time", "object": "object", "animal": "animal", "plant": "plant",
        "substance": "substance", "abstract": "abstract",
    },
    # People, places, vehicles; a house is a place there.
    "litbank": {
        "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
        "VEH": "vehicle",
    },
    # Of what takes part in some relation; Organisation has all groups of people, Person one.
    "re3d": {"Person": "person", "Organisation": "organisation", "Location": "place"},
    "meantime": {"PER": "person", "ORG": "organisation", "LOC": "place"},
    "wikievents": {
        "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    },
}  # fmt: skip

#: Our finer types as GUM has them.
FOLDED: Final[Mapping[str, str]] = {
    "group": "person", "quantity": "abstract", "money": "abstract", "weapon": "object",
    "vehicle": "object", "product": "object",
}  # fmt: skip


def gold_mentions(entities: Iterable[Mapping[str, Any]], types: Mapping[str, str]) -> list[Span]:
    """Return the mentions of a record in our types, sorted."""
    return sorted(
        {(e["start"], e["end"], types[e["type"]]) for e in entities if e["type"] in types}
    )


def found_mentions(found: Iterable[Span], types: Mapping[str, str]) -> list[Span]:
    """Return the found mentions of the types that the set has, finer ones folded where it lacks them.

    >>> found_mentions([(0, 4, "weapon"), (5, 7, "time")], {"OBJ": "object"})
    [(0, 4, 'object')]
    """
    ours = set(types.values())
    typed = ((s, e, t if t in ours else FOLDED.get(t, t)) for s, e, t in found)
    return sorted({span for span in typed if span[2] in ours})


def score(
    entities: Iterable[Mapping[str, Any]],
    found: Iterable[Span],
    types: Mapping[str, str],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the mentions of one text."""
    true = within(gold_mentions(entities, types), windows)
    mine = within(found_mentions(found, types), windows)
    return Scored(rows(true, mine, types.values()), wrong(true, mine))
