"""CoNLL-U files -> texts with trees, one a document."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.bench.records import lines
from kg.train.texts import Text, Tree


def treebank(path: Path) -> Iterator[Text]:
    """Yield the documents of a file in their order, named by its ``newdoc`` comments."""
    name, document, rows = "", list[list[list[str]]](), list[list[str]]()
    for line in lines(path):
        if line.startswith("# newdoc id"):
            if document:
                yield _text(name, document)
                document = []
            name = line.split("=", 1)[1].strip()
        elif line.startswith("#"):
            continue
        elif line.strip():
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif rows:
            document.append(rows)
            rows = []
    if document:
        yield _text(name, document)


def _text(name: str, document: Sequence[Sequence[Sequence[str]]]) -> Text:
    starts: list[int] = []
    heads: list[int] = []
    rows: list[Sequence[str]] = []
    for sentence in document:
        base = len(rows)
        starts.append(base)
        heads.extend(base + int(row[6]) - 1 if int(row[6]) else -1 for row in sentence)
        rows.extend(sentence)
    columns = list(zip(*rows, strict=True))
    tree = Tree(
        upos=tuple(columns[3]),
        xpos=tuple(columns[4]),
        feats=tuple(columns[5]),
        lemmas=tuple(columns[2]),
        heads=tuple(heads),
        labels=tuple(columns[7]),
    )
    return Text(name, tuple(columns[1]), tuple(starts), tree=tree)
