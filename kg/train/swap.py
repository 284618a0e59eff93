"""Texts of name lists -> the same with other names in them: the words around must tell what a name is.

The names are those of the Wikidata fact tables (people, organisations, places), drawn evenly over the kinds
of thing, so that a press agency comes as often as a university.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.train.gold import tokenised
from kg.train.texts import Text

#: Share of the windows in which names are swapped, and of the names in them.
WINDOWS, SPANS = 0.4, 0.6

#: File of the tables, class of its names.
_FILES = (
    ("people.tsv", "PERSON"),
    ("people_legislators_a-i.tsv", "PERSON"),
    ("people_legislators_j-z.tsv", "PERSON"),
    ("organisations.tsv", "ORG"),
    ("places.tsv", "LOC"),
    ("places_minor.tsv", "LOC"),
)

#: Kinds that news hardly ever names, or that are names of something else.
_RARE = frozenset({"brand", "building/facility", "road", "place", "settlement", "municipality"})

#: Sources of names that are left out where they are a row's only one: share-alike, or the answers of
#: collections that linkers are measured on.
_LEFT_OUT = frozenset({"dr5hn", "elevant", "elevant-label"})


class Swapper:
    """Draws names.

    Args:
        tables: folder of the fact tables.
    """

    def __init__(self, tables: Path) -> None:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for file, cls in _FILES:
            for row in _rows(tables / file):
                kind = row.get("kind") or file
                if (
                    kind not in _RARE
                    and row["source"] not in _LEFT_OUT
                    and 1 < len(row["label"]) < 60
                ):
                    found[cls][kind].append(row["label"])
        self._names = {
            cls: [names for _, names in sorted(kinds.items()) if len(names) > 30]
            for cls, kinds in found.items()
        }

    def __call__(self, text: Text, chance: random.Random) -> Text:
        """Return the text with some of its names swapped, if names are all that is annotated in it."""
        plain = text.names and not (text.tree or text.mentions or text.triggers or text.timex)
        if not plain or chance.random() > WINDOWS:
            return text
        rows = text.names or ()
        words: list[str] = []
        tags: list[tuple[str, ...]] = []
        starts: list[int] = []
        at, first = 0, set(text.starts)
        while at < len(text.words):
            if at in first:
                starts.append(len(words))
            end = _end(rows, at)
            new = text.words[at:end]
            if _begins(rows[at]):
                cls = rows[at][0][2:]
                new = self._other(cls, new, chance) if chance.random() < SPANS else new
                tags.extend((f"{'I' if i else 'B'}-{cls}",) for i in range(len(new)))
            else:
                tags.append(rows[at])
            words.extend(new)
            at = end
        return replace(text, words=tuple(words), names=tuple(tags), starts=tuple(starts))

    def _other(self, cls: str, old: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
        """Return another name of the class; for a last name alone another one alone."""
        name = chance.choice(chance.choice(self._names[cls]))
        words = tokenised(name).words
        if not words:
            return old
        if cls == "PERSON" and len(old) == 1:
            return tokenised(name.split()[-1]).words
        return words


def _begins(tags: Sequence[str]) -> bool:
    return len(tags) == 1 and tags[0] in {"B-PERSON", "B-ORG", "B-LOC"}


def _end(rows: Sequence[Sequence[str]], at: int) -> int:
    """Return where the span that begins at a word ends; the next word where none does."""
    end = at + 1
    if _begins(rows[at]):
        inside = "I" + rows[at][0][1:]
        while end < len(rows) and tuple(rows[end]) == (inside,):
            end += 1
    return end


def _rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text("utf-8").split("\n")
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:] if line]
