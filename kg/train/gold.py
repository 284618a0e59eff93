"""Annotated texts with character offsets (JSON Lines) -> texts with word-level layers."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import spacy

from kg.train.lists import TITLES
from kg.train.tags import SCHEMES, TIMES, allowed
from kg.train.texts import Mention, Text, cuts

Record = dict[str, Any]

#: One document in so many is never trained on, of sets that have a development part only.
FOLDS = 5

#: Types of other sources in those of GUM.
KINDS = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place", "VEH": "object",
    "TIME": "time", "PERSON": "person", "PRONOUN": "person",
}  # fmt: skip

#: MEANTIME's roles and those of the PLOVER records in ours.
ROLES = {
    "Arg0": "agent", "Arg1": "patient", "Arg2": "recipient", "Argm-LOC": "place", "source": "agent",
    "target": "patient", "location": "place",
}  # fmt: skip

ACTUAL, NEGATED, PLANNED, POSSIBLE, HYPOTHETICAL = FACTUALITY = (
    "Actual", "Negated", "Planned", "Possible", "Hypothetical",
)  # fmt: skip


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def held_out(name: str) -> bool:
    """Say whether a document is in the part that no training sees."""
    return zlib.crc32(name.encode()) % FOLDS == 0


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their places in the text of a record, in code points."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


class Finder:
    """Characters -> words, by a table over all code points of a text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._at: dict[int, int] = {}
        for i, (start, end) in enumerate(words.places):
            for at in range(start, end):
                self._at[at] = i

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of the words that cover ``[start, end)``."""
        inside = [self._at[i] for i in range(start, end) if i in self._at]
        return (inside[0], inside[-1] + 1) if inside else None


@cache
def _tokeniser() -> Callable[[str], Any]:
    tokenise: Callable[[str], Any] = spacy.blank("en").tokenizer
    return tokenise


def tokenised(text: str) -> Words:
    """Return the words of a text as the reader sees them."""
    doc = [t for t in _tokeniser()(text) if not t.is_space]
    return Words(tuple(t.text for t in doc), tuple((t.idx, t.idx + len(t)) for t in doc))


def aligned(words: Sequence[str], text: str) -> Words:
    """Find the words of a treebank in the text of a record, in their order.

    Raises:
        ValueError: a word is not where it should be.
    """
    places: list[tuple[int, int]] = []
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0 or found - at > 60:
            bare = "".join(word.split())
            while at < len(text) and text[at].isspace():
                at += 1
            if not text.startswith(bare[:1], at):
                raise ValueError(f"{word!r} is not at {at}: {text[at : at + 30]!r}")
            found = at
        places.append((found, found + len(word)))
        at = found + len(word)
    return Words(tuple(words), tuple(places))


def plain(record: Record) -> tuple[Text, Finder]:
    """Return a record's text without layers, and what finds its words."""
    words = tokenised(record["text"])
    return Text(record["id"], words.words, cuts(words.words)), Finder(words)


def mentions(record: Record, find: Finder) -> tuple[Mention, ...]:
    """Return the entities of a record with their chains; one in no chain is -1."""
    chain_of = {tuple(m): i for i, chain in enumerate(record.get("coref", [])) for m in chain}
    kinds = {(e["start"], e["end"]): KINDS.get(e["type"], "") for e in record["entities"]}
    gum = {
        (e["start"], e["end"]): e["type"].replace("organization", "organisation")
        for e in record["entities"]
        if record["id"].startswith("GUM")
    }
    found: dict[tuple[int, int], Mention] = {}
    for place in sorted({*kinds, *chain_of}, key=lambda p: (p in chain_of, p)):
        where = find(*place)
        if where is not None:
            kind = gum.get(place) or kinds.get(place, "")
            found[where] = Mention(*where, kind, chain_of.get(place, -1))
    seen: set[int] = set()
    rows: list[Mention] = []
    for m in (found[w] for w in sorted(found, key=lambda w: (w[0], -w[1]))):
        rows.append(replace(m, first=m.chain not in seen))
        seen |= {m.chain} - {-1}
    return tuple(rows)


def named(record: Record, find: Finder, scheme: str) -> tuple[tuple[str, ...], ...]:
    """Return the allowed name tags of a record that annotates names only."""
    return allowed(
        iob(
            len(find.words.words),
            [(find(e["start"], e["end"]), e["type"]) for e in record["entities"]],
        ),
        SCHEMES[scheme],
    )


def iob(n: int, spans: Sequence[tuple[tuple[int, int] | None, str]]) -> list[str]:
    """Return IOB2 tags of ``n`` words; of spans that overlap the first wins.

    >>> iob(3, [((0, 2), "LOC"), ((1, 3), "ORG")])
    ['B-LOC', 'I-LOC', 'O']
    """
    tags = ["O"] * n
    for span, label in spans:
        if span is not None and all(tag == "O" for tag in tags[slice(*span)]):
            tags[span[0] : span[1]] = [f"B-{label}", *[f"I-{label}"] * (span[1] - span[0] - 1)]
    return tags


def times(record: Record, find: Finder, open_words: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    """Return the allowed tags of time expressions; where a source may have missed one, any tag."""
    tags = iob(
        len(find.words.words),
        [(find(t["start"], t["end"]), t["type"]) for t in record.get("timex") or ()],
    )
    every = ("O", *(f"{part}-{name}" for name in TIMES for part in "BI"))
    return tuple(every if tag == "O" and i in open_words else (tag,) for i, tag in enumerate(tags))


def gum(texts: Sequence[Text], found: Iterable[Record]) -> Iterator[Text]:
    """Yield the treebank's documents, those with a record with mentions, chains, times and names."""
    by_name = {r["id"]: r for r in found}
    for text in texts:
        record = by_name.get(text.source)
        if record is None:
            yield text
            continue
        find = Finder(aligned(text.words, record["text"]))
        marked = mentions(record, find)
        fuzzy = frozenset(i for m in marked if m.kind == "time" for i in range(m.start, m.end))
        yield replace(
            text,
            mentions=marked,
            nested=True,
            chained=True,
            timex=times(record, find, fuzzy),
            names=names_of_trees(text, marked),
        )


#: Types of GUM's mentions as classes of names; what is missing may be any of the rest.
_NAMED = {
    "person": ("PERSON", "NORP"),
    "organisation": ("ORG",),
    "place": ("LOC",),
    "event": ("EVENT", "MISC"),
    "time": ("TIME",),
}
_OTHER = ("MISC", "EVENT", "NORP")
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec "
    "am pm est pst gmt".split()
)


def names_of_trees(text: Text, found: Sequence[Mention] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the name tags that proper nouns and typed mentions leave open.

    No common word is in a name, but for the words between two runs of proper nouns of one phrase ("Bank of
    England"), adjectives and numbers, which are left open. A run of proper nouns in a mention is a name of
    its class; in none it is left open, too (to ask for a name of any class made people of everything).
    """
    tree = text.tree
    if tree is None:
        raise ValueError("names of a text without trees")
    proper = [
        pos == "PROPN" and word.lower() not in TITLES and word.lower() not in _DATES
        for word, pos in zip(text.words, tree.upos, strict=True)
    ]
    rows: list[tuple[str, ...]] = []
    for i in range(len(text.words)):
        if proper[i]:
            classes = _classes(i, found)
            rows.append(_proper(i, proper, tree.heads, classes) if classes else ())
        elif _open(i, text.words, tree.upos) or _between(i, proper, tree.upos):
            rows.append(())
        else:
            rows.append(("O", "B-TIME", "I-TIME") if tree.upos[i] in {"NOUN", "ADV"} else ("O",))
    return tuple(rows)


def _classes(i: int, found: Sequence[Mention]) -> tuple[str, ...]:
    around = [m for m in found if m.start <= i < m.end]
    if not around:
        return ()
    inner = min(around, key=lambda m: m.end - m.start)
    return _NAMED.get(inner.kind, _OTHER)


def _proper(
    i: int, proper: Sequence[bool], heads: Sequence[int], classes: tuple[str, ...]
) -> tuple[str, ...]:
    """Return B- tags at the start of a run, I- tags where the word hangs on its neighbour, else both."""
    if i == 0 or not proper[i - 1]:
        parts = "B" if i < 2 or not proper[i - 2] else "BI"
    elif heads[i] == i - 1 or heads[i - 1] == i or heads[i] == heads[i - 1]:
        parts = "I"
    else:
        parts = "BI"
    return tuple(f"{part}-{name}" for name in classes for part in parts)


def _open(i: int, words: Sequence[str], upos: Sequence[str]) -> bool:
    word = words[i]
    return (
        upos[i] in {"ADJ", "NUM", "X", "SYM"}
        or word.lower() in TITLES | _DATES
        or (word[:1].isupper() and upos[i] in {"NOUN", "PROPN"})
    )


def _between(i: int, proper: Sequence[bool], upos: Sequence[str]) -> bool:
    before = i > 0 and proper[i - 1]
    after = any(proper[i + 1 : i + 3])
    return (before or after) and upos[i] in {"ADP", "DET", "CCONJ", "PUNCT", "PART"}
