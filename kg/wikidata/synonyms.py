"""``python -m kg.wikidata.synonyms WORDNET SEEDS``: what common nouns are also called -> synonyms.tsv beside this.

WORDNET is the folder ``src/yaml`` of Open English WordNet, whose synsets name the item of Wikidata that they
mean; SEEDS the folder of our rows. Rows whose label is in small letters - offices, professions, roles - get the
other words of their synset, by that identifier; a row without one by its label, where one synset of persons alone
has it. Only words count whose first meaning it is: "doctor" is a physician, "foot" is no infantry.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.wikidata.rows import Row, read

FILE: Final = Path(__file__).with_suffix(".tsv")
_KEY: Final = re.compile(r"  (\w+):(?: (.*))?")
_QID: Final = re.compile(r"Q[0-9]+")


@dataclass(slots=True)
class Synset:
    """Words of one meaning, its identifier in WordNet, and the items of Wikidata that it is."""

    name: str = ""
    words: list[str] = field(default_factory=list)
    qids: list[str] = field(default_factory=list)


def synsets(lines: Sequence[str]) -> Iterator[Synset]:
    """Yield the synsets of a file: words under ``members``, items under ``wikidata``."""
    one, key = Synset(), ""
    for line in lines:
        if line[:1].strip():
            if one.words:
                yield one
            one = Synset(line.rstrip(": "))
        elif (found := _KEY.fullmatch(line)) is not None:
            key = found[1]
            one.qids += _QID.findall(found[2] or "") if key == "wikidata" else []
        elif line.startswith("  - ") and key == "members":
            one.words.append(line[4:].strip("'\" "))
        elif line.startswith("  - ") and key == "wikidata":
            one.qids += _QID.findall(line)
    if one.words:
        yield one


def first_meanings(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of a file of entries, each with the synset of its first meaning as a noun."""
    word = part = ""
    for line in lines:
        if line[:1].strip():
            word, part = line.rstrip(": ").strip("'\""), ""
        elif line.startswith("  ") and line[2:3].strip():
            part = line.strip(" :")
        elif part == "n" and line.strip().startswith("synset: "):
            yield word, line.strip().removeprefix("synset: ")
            part = ""


def synonyms(
    rows: Sequence[Row],
    every: Sequence[Synset],
    persons: Sequence[Synset],
    first: Mapping[str, str],
) -> dict[int, list[str]]:
    """Return the other words of each row whose label is in small letters, sorted."""
    by_item: dict[str, list[Synset]] = defaultdict(list)
    by_word: dict[str, list[Synset]] = defaultdict(list)
    for one in every:
        for qid in one.qids:
            by_item[qid].append(one)
    for one in persons:
        for word in one.words:
            by_word[word].append(one)
    found = {}
    for row in rows:
        if row.label != row.label.lower() or not row.label.isascii():
            continue
        own = by_item.get(f"Q{row.number}") or by_word.get(row.label, [])
        words = {
            w
            for one in (own if len(own) == 1 else ())
            for w in one.words
            if w[:1].islower() and first.get(w) == one.name
        }
        if words - {row.label, *row.aliases}:
            found[row.number] = sorted(words - {row.label, *row.aliases})
    return found


def told() -> Mapping[int, tuple[str, ...]]:
    """Return the other words by number of the row."""
    cells = (line.split("\t") for line in FILE.read_text("utf-8").splitlines())
    return {int(number): tuple(words.split("|")) for number, words in cells}


def main() -> None:
    """Write the file and say how many rows it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("seeds", type=Path)
    chosen = parser.parse_args()
    files = {
        path.name: list(synsets(path.read_text("utf-8").splitlines()))
        for path in sorted(chosen.wordnet.glob("noun.*.yaml"))
    }
    every = [one for some in files.values() for one in some]
    first: dict[str, str] = {}
    for path in sorted(chosen.wordnet.glob("entries-*.yaml")):
        first.update(first_meanings(path.read_text("utf-8").splitlines()))
    found = synonyms(list(read(chosen.seeds)), every, files["noun.person.yaml"], first)
    lines = (f"{number}\t{'|'.join(words)}\n" for number, words in sorted(found.items()))
    FILE.write_text("".join(lines), "utf-8")
    print(f"{len(found)} rows")


if __name__ == "__main__":
    main()
