"""The value that training reads: a text as words, with the layers that its source annotates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.annotate.pieces import Pieces

#: A longer sentence (a table, a list) is left out of training.
LONGEST = 220


@dataclass(frozen=True, slots=True)
class Tree:
    """The columns of a treebank, one entry a word; ``heads`` are indices in the text, -1 at a root."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words ``[start, end)``; ``kind`` is "" and ``chain`` -1 where the source does not say.

    ``first``: no other mention of its chain comes before it in the document.
    """

    start: int
    end: int
    kind: str = ""
    chain: int = -1
    first: bool = True


#: For each word the tags that may be right.
Tags = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or a window of one; a layer is None or empty where its source does not annotate it.

    Attributes:
        source: which document it is part of; chains are compared within one only.
        starts: indices of the words that begin a sentence, or a place where the text may be cut.
        nested: whether ``mentions`` are all there are.
        chained: whether mentions without a chain are known to be in none.
        either: of these mentions exactly one is meant by the last mention (GAP).
        triggers: 1 an event's word, 0 none, -100 not annotated; ``asserted`` likewise (LitBank).
        factuality: trigger word -> classes that may be right.
        arguments: trigger word -> its (word, role) in full.
    """

    source: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    tree: Tree | None = None
    names: Tags | None = None
    timex: Tags | None = None
    mentions: tuple[Mention, ...] = ()
    nested: bool = False
    chained: bool = False
    either: bool = False
    triggers: tuple[int, ...] | None = None
    asserted: tuple[int, ...] | None = None
    factuality: dict[int, tuple[str, ...]] = field(default_factory=dict)
    arguments: dict[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def part(self, start: int, end: int) -> "Text":
        """Return the words ``[start, end)`` as a text; what reaches out of them is left out."""

        def inside(i: int) -> bool:
            return start <= i < end

        tree = self.tree and Tree(
            upos=self.tree.upos[start:end],
            xpos=self.tree.xpos[start:end],
            feats=self.tree.feats[start:end],
            lemmas=self.tree.lemmas[start:end],
            heads=tuple(h - start if h >= 0 else -1 for h in self.tree.heads[start:end]),
            labels=self.tree.labels[start:end],
        )
        return replace(
            self,
            words=self.words[start:end],
            starts=tuple(i - start for i in self.starts if inside(i)),
            tree=tree,
            names=self.names and self.names[start:end],
            timex=self.timex and self.timex[start:end],
            mentions=tuple(
                replace(m, start=m.start - start, end=m.end - start)
                for m in self.mentions
                if start <= m.start and m.end <= end
            ),
            triggers=self.triggers and self.triggers[start:end],
            asserted=self.asserted and self.asserted[start:end],
            factuality={i - start: v for i, v in self.factuality.items() if inside(i)},
            arguments={
                i - start: tuple((w - start, role) for w, role in found if inside(w))
                for i, found in self.arguments.items()
                if inside(i)
            },
        )


def windows(text: Text, pieces: Pieces, size: int) -> Iterator[Text]:
    """Cut a text at its starts into windows of at most ``size`` pieces."""
    lengths = [len(p) for p in pieces(text.words)]
    edges = [*text.starts, len(text.words)]
    begin, used = edges[0], 0
    for start, end in pairwise(edges):
        n = sum(lengths[start:end])
        if used and used + n > size:
            yield text.part(begin, start)
            begin, used = start, 0
        if n > LONGEST:
            begin, used = end, 0
        else:
            used += n
    if used:
        yield text.part(begin, len(text.words))


def cuts(words: Sequence[str], *, least: int = 12) -> tuple[int, ...]:
    """Return where a text without annotated sentences may be cut: after a full stop, not too often.

    >>> cuts(["a"] * 12 + [".", "b", "c"])
    (0, 13)
    """
    found = [0]
    for i, word in enumerate(words[:-1]):
        length = i + 1 - found[-1]
        if length >= (least if word in {".", "!", "?"} else 120):
            found.append(i + 1)
    return tuple(found)
