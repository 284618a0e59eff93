"""Name lists in IOB2 -> texts with the tags allowed for each word."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.annotate.iob import spans
from kg.bench.records import lines
from kg.train.tags import SCHEMES, allowed
from kg.train.texts import Text

#: Where a source has the word and the tag, when not in the first and the last column.
COLUMNS = {"uner": (1, 2)}

#: Words before a name that some sources count in and others do not; ours does not.
TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. miss sir lord lady dame dr dr. doctor prof prof. professor rev rev. reverend president "
    "vice-president vice ex-president prime minister premier chancellor king queen prince princess sheikh shaikh "
    "ayatollah mullah imam pope cardinal archbishop bishop father sister brother senator sen sen. representative "
    "rep rep. congressman congresswoman governor gov gov. mayor ambassador secretary secretary-general general gen "
    "gen. colonel col col. major maj maj. captain capt capt. lieutenant lt lt. sergeant sgt sgt. admiral adm adm. "
    "commander chief judge justice spokesman spokeswoman spokesperson director chairman chairwoman leader minister "
    "deputy foreign defense defence interior attorney commissioner envoy marshal brigadier brig corporal cpl. "
    "officer detective coach saint".split()
)

Rows = list[tuple[list[str], list[str]]]


def names(path: Path, scheme: str) -> Iterator[Text]:
    """Yield the sentences of an IOB2 file, every twelve as one text."""
    rows = [(words, untitled(words, tags)) for words, tags in _rows(path, scheme)]
    if scheme == "gmb":
        rows = settled(rows)
    for i in range(0, len(rows), 12):
        part = rows[i : i + 12]
        starts = tuple(sum(len(words) for words, _ in part[:k]) for k in range(len(part)))
        yield Text(
            f"{path.name}-{i}",
            tuple(word for words, _ in part for word in words),
            starts,
            names=allowed([tag for _, tags in part for tag in tags], SCHEMES[scheme]),
        )


def _rows(path: Path, scheme: str) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    word, tag = COLUMNS.get(scheme, (0, -1))
    for line in lines(path):
        if line.startswith("# ") and scheme in COLUMNS:
            continue
        if line.strip():
            columns = line.rstrip("\n").split("\t")
            words.append(columns[word])
            tags.append(columns[tag])
        elif words:
            yield words, tags
            words, tags = [], []


def untitled(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the tags with leading titles taken off the names of people.

    >>> untitled(["President", "Abu", "Said"], ["B-per", "I-per", "I-per"])
    ['O', 'B-per', 'I-per']
    """
    kept = list(tags)
    for i, tag in enumerate(tags[:-1]):
        person = tag[2:].lower() in {"per", "person"}
        if person and kept[i][0] == "B" and words[i].lower() in TITLES and tags[i + 1][0] == "I":
            kept[i], kept[i + 1] = "O", f"B-{tag[2:]}"
    return kept


def settled(rows: Rows, *, least: int = 6, share: float = 0.7) -> Rows:
    """Give a name that is mostly of one class that class everywhere (GMB is annotated half by machine)."""
    seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, tags in rows:
        for start, end, label in spans(tags):
            seen[tuple(words[start:end])][label] += 1
    for words, tags in rows:
        for start, end, label in spans(tags):
            counts = seen[tuple(words[start:end])]
            best, n = counts.most_common(1)[0]
            if best != label and counts.total() >= least and n >= share * counts.total():
                tags[start:end] = [f"B-{best}", *[f"I-{best}"] * (end - start - 1)]
    return rows
