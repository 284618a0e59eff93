"""CoNLL-U -> documents: words, what is said of them, and their text put together again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.bench.records import Bad, lines


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, one entry each.

    Attributes:
        heads: index of the head in the sentence, -1 at the root.
        spaces: whether white space follows the word.
        opens: whether a paragraph begins with this sentence.
    """

    words: Sequence[str]
    lemmas: Sequence[str]
    upos: Sequence[str]
    xpos: Sequence[str]
    feats: Sequence[str]
    heads: Sequence[int]
    labels: Sequence[str]
    spaces: Sequence[bool]
    text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A document of sentences.

    Attributes:
        set: name of the data set, from the file's name.
    """

    id: str
    set: str
    sentences: Sequence[Sentence]

    @property
    def text(self) -> str:
        """The text: paragraphs apart by an empty line, sentences by a space where the file has one."""
        parts: list[str] = []
        for sentence in self.sentences:
            if parts and sentence.opens:
                parts[-1] = parts[-1].rstrip() + "\n\n"
            parts.append(sentence.text)
        return "".join(parts).rstrip()


def trees(path: Path) -> Iterator[Tree | Bad]:
    """Yield the documents of a CoNLL-U file; without ``# newdoc`` each sentence group is one."""
    name = path.name.partition(".")[0]
    document, sentences, rows, opens, begun = "", list[Sentence](), list[list[str]](), True, 0
    for number, line in enumerate([*lines(path), "\n", "# newdoc\n"], 1):
        if line.startswith("# newdoc"):
            if sentences:
                yield Tree(document or name, name, tuple(sentences))
            document, sentences, opens = line.partition("=")[2].strip(), [], True
        elif line.startswith("# newpar"):
            opens = True
        elif line.strip() and not line.startswith("#"):
            begun = begun or number
            rows.append(line.rstrip("\n").split("\t"))
        elif rows and not line.strip():
            try:
                sentences.append(_sentence(rows, opens))
            except (ValueError, IndexError) as error:
                yield Bad(str(path), begun, f"no sentence of CoNLL-U: {error}")
            rows, opens, begun = [], False, 0


def _sentence(rows: Sequence[Sequence[str]], opens: bool) -> Sentence:
    words = [row for row in rows if row[0].isdigit()]
    columns = list(zip(*words, strict=True))
    spaces, text = _surface(rows)
    return Sentence(
        words=columns[1],
        lemmas=columns[2],
        upos=columns[3],
        xpos=columns[4],
        feats=columns[5],
        heads=[int(head) - 1 for head in columns[6]],
        labels=columns[7],
        spaces=spaces,
        text=text,
        opens=opens,
    )


def _surface(rows: Sequence[Sequence[str]]) -> tuple[list[bool], str]:
    """Return whether a space follows each word, and the sentence as it is written."""
    spaces: list[bool] = []
    text = ""
    until = 0
    for row in rows:
        if "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            first, last = (int(i) for i in row[0].split("-"))
            spaces += [False] * (last - first) + [space]
            until = last
        elif int(row[0]) > until:
            spaces.append(space)
        else:
            continue
        text += row[1] + " " * space
    return spaces, text
