"""CoNLL-U and IOB2 files -> sentences with word-level labels."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy

#: Classes of names that the reader tells apart.
NAMES = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "MISC", "TIME")

#: Tags of the name layer: O, then B- and I- of each class.
TAGS = ("O", *(f"{part}-{name}" for name in NAMES for part in "BI"))

#: What the labels of a source mean in our classes; several: any of them may be right.
#: A class that a source never marks is allowed wherever the source says O (key "O").
SCHEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "gmb": {
        "per": ("PERSON",),
        "org": ("ORG",),
        "geo": ("LOC",),
        "gpe": ("NORP",),
        "tim": ("TIME",),
        "eve": ("EVENT",),
        "art": ("MISC",),
        "nat": ("MISC", "EVENT"),
    },
    "wikigold": {
        "PER": ("PERSON",),
        "ORG": ("ORG",),
        "LOC": ("LOC",),
        "MISC": ("MISC", "NORP", "EVENT"),
        "O": ("TIME",),
    },
    "crossner": {
        "person": ("PERSON",),
        "politician": ("PERSON",),
        "politicalparty": ("ORG",),
        "organisation": ("ORG",),
        "country": ("LOC",),
        "location": ("LOC",),
        "election": ("EVENT",),
        "event": ("EVENT",),
        "misc": ("MISC", "NORP", "EVENT"),
        "O": ("TIME", "NORP"),
    },
    "wnut17": {
        "person": ("PERSON",),
        "location": ("LOC",),
        "corporation": ("ORG",),
        "group": ("ORG", "NORP"),
        "product": ("MISC",),
        "creative-work": ("MISC", "EVENT"),
        "O": ("TIME", "NORP", "EVENT"),
    },
    "redocred": {
        "PER": ("PERSON",),
        "ORG": ("ORG",),
        "LOC": ("LOC", "NORP"),
        "TIME": ("TIME",),
        "MISC": ("MISC", "NORP", "EVENT"),
        "NUM": ("O",),
        "O": ("NORP",),
    },
    "uner": {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": ("LOC",), "OTH": ("MISC",)},
}

#: Where a source has the word and the tag, when not in the first and the last column.
COLUMNS = {"uner": (1, 2)}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with the labels that their source gives; None where it has no such layer.

    Attributes:
        heads: for each word the index of its head in the sentence, -1 for the root.
        names: for each word the tags of ``TAGS`` that may be right.
    """

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    feats: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    labels: tuple[str, ...] | None = None
    names: tuple[tuple[str, ...], ...] | None = None


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with path.open(encoding="utf-8") as lines:
            yield from lines


def trees(path: Path) -> Iterator[list[Sentence]]:
    """Yield the documents of a CoNLL-U file as lists of sentences, in their order."""
    document: list[Sentence] = []
    rows: list[list[str]] = []
    for line in _lines(path):
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        if line.startswith("#"):
            continue
        if line.strip():
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif rows:
            document.append(_tree(rows))
            rows = []
    if document:
        yield document


def _tree(rows: Sequence[Sequence[str]]) -> Sentence:
    columns = list(zip(*rows, strict=True))
    return Sentence(
        words=tuple(columns[1]),
        lemmas=tuple(columns[2]),
        upos=tuple(columns[3]),
        xpos=tuple(columns[4]),
        feats=tuple(columns[5]),
        heads=tuple(int(head) - 1 for head in columns[6]),
        labels=tuple(columns[7]),
    )


def names(path: Path, scheme: str) -> Iterator[Sentence]:
    """Yield the sentences of an IOB2 file with the tags allowed for each word."""
    words: list[str] = []
    tags: list[str] = []
    word, tag = COLUMNS.get(scheme, (0, -1))
    for line in _lines(path):
        if line.startswith("# ") and scheme in COLUMNS:
            continue
        if line.strip():
            columns = line.rstrip("\n").split("\t")
            words.append(columns[word])
            tags.append(columns[tag])
        elif words:
            yield Sentence(tuple(words), names=allowed(tags, SCHEMES[scheme]))
            words, tags = [], []


def allowed(tags: Sequence[str], scheme: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return for each IOB2 tag of a source our tags that it leaves open.

    >>> allowed(["B-MISC", "O"], SCHEMES["wikigold"])
    (('B-MISC', 'B-NORP', 'B-EVENT'), ('O', 'B-TIME', 'I-TIME'))
    """
    return tuple(_allowed(tag, scheme) for tag in tags)


def _allowed(tag: str, scheme: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if tag == "O":
        return ("O", *(f"{part}-{name}" for name in scheme.get("O", ()) for part in "BI"))
    part, label = tag.split("-", 1)
    return tuple(name if name == "O" else f"{part}-{name}" for name in scheme[label])


def documents(path: Path, scheme: str) -> Iterator[Sentence]:
    """Yield the texts of a JSON Lines file of entities with offsets, as one sentence each line of 60 words."""
    tokenise = spacy.blank("en").tokenizer
    for line in _lines(path):
        record = json.loads(line)
        doc = tokenise(record["text"])
        tags = ["O"] * len(doc)
        for entity in record["entities"]:
            span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
            if span is not None:
                tags[span.start : span.end] = [f"I-{entity['type']}"] * len(span)
                tags[span.start] = f"B-{entity['type']}"
        kept = [i for i, token in enumerate(doc) if not token.is_space]
        words = [doc[i].text for i in kept]
        marks = allowed([tags[i] for i in kept], SCHEMES[scheme])
        at = 0
        while at < len(words):
            end = next((i + 1 for i in range(at + 25, len(words)) if words[i] == "."), len(words))
            yield Sentence(tuple(words[at:end]), names=marks[at:end])
            at = end
