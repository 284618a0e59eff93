"""``Doc`` -> the same text, its words and their tree as plain Python objects, for extraction to walk.

spaCy makes a new object for every token, child and head that is asked for, and looks each label up
in its store of strings. Extraction asks hundreds of times for each word; what it asks for most is
copied once, which saves a quarter to a third of the time of all steps. A ``Table`` answers to what a
``Doc`` does, a ``Word`` to what a ``Token`` does, a ``Stretch`` to what a ``Span`` does: the steps take either.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, wraps
from typing import Any, TypeVar

from spacy.attrs import DEP, HEAD, IS_PUNCT, IS_SPACE, LEMMA, LOWER, ORTH, POS, SPACY, TAG
from spacy.tokens import Doc, MorphAnalysis, Span, Token

_COPIED = (ORTH, LOWER, LEMMA, POS, TAG, DEP)

#: Types of values that hold no token or span.
_PLAIN = frozenset({bool, int, str, dict, MorphAnalysis})

_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


def once(step: Callable[[_Asked], _Told]) -> Callable[[_Asked], _Told]:
    """Take a step that is asked again and again of a document or of a word once for each.

    A ``Table`` and its words keep what was told as long as they last; spaCy's own keep nothing.
    All who ask get the same value: nobody may change it.
    """

    @wraps(step)
    def told(asked: _Asked) -> _Told:
        try:
            return asked.told[step]  # type: ignore[attr-defined, no-any-return]
        except (AttributeError, KeyError):
            found = step(asked)
        if isinstance(asked, Word | Table):
            asked.told[step] = found
        return found

    return told


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
        "told",
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
        self.told: dict[object, Any] = {}

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
    def is_sent_start(self) -> bool:
        """Whether a sentence begins here."""
        return bool(self.doc.source[self.i].is_sent_start)

    @property
    def morph(self) -> MorphAnalysis:
        """The features of its form."""
        return self.doc.source[self.i].morph

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
        i: int = self.doc.source[self.i].left_edge.i
        return self.doc.words[i]

    @property
    def right_edge(self) -> "Word":
        """The last word of the subtree."""
        i: int = self.doc.source[self.i].right_edge.i
        return self.doc.words[i]

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

    __slots__ = ("_label", "_root", "_source", "doc", "end", "start")

    def __init__(self, doc: "Table", start: int, end: int, source: Span | None = None) -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self._source = source
        self._label: str | None = None
        self._root: Word | None = None

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
        if self._label is None:
            self._label = str(self.source.label_)
        return self._label

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
        if self._root is None:
            self._root = self._hanging()
        return self._root

    def _hanging(self) -> Word:
        start, end = self.start, self.end
        words = self.doc.words[start:end]
        if len(words) == 1:
            return words[0]
        for word in words:
            if word.head is word:
                return word
        hanging = [w for w in words if not start <= w.head.i < end]
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
        told: what steps told of the text, see ``once``.
    """

    def __init__(self, source: Doc) -> None:
        self.source = source
        self.told: dict[object, Any] = {}
        self.text: str = source.text
        self.words = self._words()

    def _words(self) -> list[Word]:
        source = self.source
        copied = source.to_array([*_COPIED, SPACY, IS_PUNCT, IS_SPACE])
        strings = source.vocab.strings
        name = {n: strings[n] for n in set(copied[:, : len(_COPIED)].ravel().tolist())}
        words = []
        idx = 0
        for i, (orth, lower, lemma, pos, tag, dep, space, punct, blank) in enumerate(
            copied.tolist()
        ):
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
        for i, (word, step) in enumerate(zip(words, self._steps(), strict=True)):
            word.head = words[i + step]
            if step:
                below.setdefault(i + step, []).append(word)
        for i, children in below.items():
            words[i].children = children
        return words

    def _steps(self) -> list[int]:
        """Return for each word how far away its head is."""
        found: list[int] = self.source.to_array([HEAD]).astype("int64").ravel().tolist()
        return found

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
        return self._stretches(self.source.sents)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sents]

    def sentence(self, i: int) -> Stretch:
        """Return the sentence that a word is in."""
        return self.sents[bisect_right(self._starts, i) - 1]

    @cached_property
    def ents(self) -> list[Stretch]:
        """The names."""
        return self._stretches(self.source.ents)

    @cached_property
    def spans(self) -> dict[str, list[Stretch]]:
        """Further layers by their names."""
        return {key: self._stretches(group) for key, group in self.source.spans.items()}

    def _stretches(self, spans: Iterable[Span]) -> list[Stretch]:
        return [Stretch(self, span.start, span.end, span) for span in spans]

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
            del word.head, word.children, word.told
        self.__dict__.clear()

    def ours(self, value: Any) -> Any:
        """Return a value of spaCy's with words and stretches of this table in it."""
        if type(value) in _PLAIN:
            return value
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
