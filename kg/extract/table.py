"""``Doc`` -> the same text, its words and their tree as plain Python objects, for extraction to walk.

spaCy makes a new object for every token, child and head that is asked for, and looks each label up
in its store of strings. Extraction asks hundreds of times for each word; what it asks for most is
copied once, which saves a quarter to a third of the time of all steps. A ``Table`` answers to what a
``Doc`` does, a ``Word`` to what a ``Token`` does, a ``Stretch`` to what a ``Span`` does: the steps take either.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from spacy.attrs import DEP, HEAD, IS_PUNCT, IS_SPACE, LEMMA, LOWER, ORTH, POS, SPACY, TAG
from spacy.tokens import Doc, Span, Token

_COPIED = (ORTH, LOWER, LEMMA, POS, TAG, DEP)


class Word:
    """A token; what is not copied is asked of spaCy's."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "lemma_",
        "lower_",
        "pos_",
        "tag_",
        "text",
    )

    doc: "Table"
    head: "Word"
    children: "Sequence[Word]"
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    is_punct: bool
    is_space: bool

    def __init__(self, doc: "Table", i: int, idx: int) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.children = ()

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        return self.doc.ours(getattr(self.doc.source[self.i], name))

    @property
    def _(self) -> Any:
        """What components set on the token: plain values."""
        return self.doc.source[self.i]._

    @property
    def lefts(self) -> "list[Word]":
        """The children before the word."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> "list[Word]":
        """The children behind the word."""
        return [c for c in self.children if c.i > self.i]

    @property
    def left_edge(self) -> "Word":
        """The first word of the subtree."""
        return self.doc.words[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> "Word":
        """The last word of the subtree."""
        return self.doc.words[self.doc.edges[1][self.i]]

    @property
    def sent(self) -> "Stretch":
        """The sentence that the word is in."""
        return self.doc.sentence(self.i)

    def nbor(self, i: int = 1) -> "Word":
        """Return a word beside this one."""
        if not 0 <= self.i + i < len(self.doc):
            raise IndexError(self.i + i)
        return self.doc.words[self.i + i]


class Stretch:
    """A span of words."""

    __slots__ = ("_source", "doc", "end", "start")

    def __init__(self, doc: "Table", start: int, end: int, source: Span | None = None) -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self._source = source

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, i: "int | slice") -> "Word | Stretch":
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self))
            return Stretch(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.words[self.start : self.end][i]

    def __eq__(self, other: object) -> bool:
        return bool(self.source == (other.source if isinstance(other, Stretch) else other))

    def __hash__(self) -> int:
        return hash(self.source)

    def __str__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        return self.doc.ours(getattr(self.source, name))

    @property
    def label_(self) -> str:
        """What a layer says that it is."""
        return str(self.source.label_)

    @property
    def id_(self) -> str:
        """What a layer says besides."""
        return str(self.source.id_)

    @property
    def source(self) -> Span:
        """The span as spaCy has it."""
        if self._source is None:
            self._source = self.doc.source[self.start : self.end]
        return self._source

    @property
    def text(self) -> str:
        """The text from the first word to the last."""
        return self.doc.text[self.start_char : self.end_char] if len(self) else ""

    @property
    def start_char(self) -> int:
        """Where the first word begins."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Where the last word ends."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Word:
        """The word that the others hang from."""
        words = self.doc.words[self.start : self.end]
        if len(words) == 1:
            return words[0]
        for word in words:
            if word.head is word:
                return word
        hanging = [w for w in words if not self.start <= w.head.i < self.end]
        return hanging[0] if len(hanging) == 1 else min(hanging, key=_depth)

    @property
    def sent(self) -> "Stretch":
        """The sentence that the first word is in."""
        return self.doc.sentence(self.start)


def _depth(word: Word) -> int:
    """Return how many steps the root is away, as ``Span.root`` counts: marks and blanks come last."""
    if (word.is_punct or word.is_space) and not word.children:
        return len(word.doc) - 1
    steps = 0
    while word.head is not word:
        word = word.head
        steps += 1
    return steps


class Table:
    """An annotated text.

    Attributes:
        source: as spaCy has it.
        words: all of them, in their order.
    """

    def __init__(self, source: Doc) -> None:
        self.source = source
        self.text: str = source.text
        self.words = self._words()

    def _words(self) -> list[Word]:
        source = self.source
        copied = source.to_array([*_COPIED, SPACY, IS_PUNCT, IS_SPACE]).tolist()
        strings = source.vocab.strings
        name = {n: strings[n] for n in {n for row in copied for n in row[:6]}}
        words = []
        idx = 0
        for i, (orth, lower, lemma, pos, tag, dep, space, punct, blank) in enumerate(copied):
            word = Word(self, i, idx)
            word.text = name[orth]
            word.lower_ = name[lower]
            word.lemma_ = name[lemma]
            word.pos_ = name[pos]
            word.tag_ = name[tag]
            word.dep_ = name[dep]
            word.is_punct = punct
            word.is_space = blank
            words.append(word)
            idx += len(word.text) + space
        below: dict[int, list[Word]] = {}
        for word, step in zip(words, self._steps(), strict=True):
            word.head = words[word.i + step]
            if step:
                below.setdefault(word.i + step, []).append(word)
        for i, children in below.items():
            words[i].children = children
        return words

    def _steps(self) -> list[int]:
        """Return for each word how far away its head is."""
        found: list[int] = self.source.to_array([HEAD]).astype("int64").ravel().tolist()
        return found

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last word of each word's subtree."""
        return [t.left_edge.i for t in self.source], [t.right_edge.i for t in self.source]

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __getitem__(self, i: "int | slice") -> "Word | Stretch":
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self.words))
            return Stretch(self, start, max(start, end))
        return self.words[i]

    def __getattr__(self, name: str) -> Any:
        return self.ours(getattr(self.source, name))

    @cached_property
    def sents(self) -> list[Stretch]:
        """The sentences."""
        return [self.ours(s) for s in self.source.sents]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sents]

    def sentence(self, i: int) -> Stretch:
        """Return the sentence that a word is in."""
        return self.sents[bisect_right(self._starts, i) - 1]

    @cached_property
    def ents(self) -> list[Stretch]:
        """The names."""
        return [self.ours(e) for e in self.source.ents]

    @cached_property
    def spans(self) -> dict[str, list[Stretch]]:
        """Further layers by their names."""
        return {key: [self.ours(s) for s in group] for key, group in self.source.spans.items()}

    def char_span(self, *args: Any, **kwargs: Any) -> Stretch | None:
        """Return the words of a stretch of text, as ``Doc.char_span`` does."""
        found: Stretch | None = self.ours(self.source.char_span(*args, **kwargs))
        return found

    @property
    def _(self) -> "_Extensions":
        return _Extensions(self)

    def forget(self) -> None:
        """Let go of the words, which hold each other and so would wait for the garbage to be looked for."""
        for word in self.words:
            del word.head, word.children
        self.__dict__.clear()

    def ours(self, value: Any) -> Any:
        """Return a value of spaCy's with words and stretches of this table in it."""
        if isinstance(value, Token):
            return self.words[value.i]
        if isinstance(value, Span):
            return Stretch(self, value.start, value.end, value)
        if isinstance(value, tuple):
            return tuple(self.ours(v) for v in value)
        if isinstance(value, Iterator):
            return iter([self.ours(v) for v in value])
        return value


class _Extensions:
    """What components set on a document, each value with words of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __getattr__(self, name: str) -> Any:
        return self._table.ours(getattr(self._table.source._, name))
