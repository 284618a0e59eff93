"""spaCy ``Doc`` -> plain values: spans in code points, chains, arguments, attributions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg.bench import spans
from kg.bench.arguments import Argument
from kg.bench.attribution import Attribution
from kg.bench.chains import Mention

#: What the groups of chains are called, up to their number (as in spacy-experimental).
CHAINS: Final = "coref_clusters_"

#: Dependency of a word -> its role at a verb, for the baseline of arguments.
ROLE_OF: Final[Mapping[str, str]] = {
    "nsubj": "agent", "nsubj:pass": "patient", "obj": "patient", "iobj": "recipient",
    "obl:agent": "agent", "nsubjpass": "patient", "dobj": "patient", "dative": "recipient",
}  # fmt: skip


def names(doc: Doc) -> list[spans.Span]:
    """Return the names with our labels."""
    return _plain(doc.ents)


def group(doc: Doc, key: str) -> list[spans.Span]:
    """Return the spans of a group, sorted; empty when there is no such group."""
    return _plain(doc.spans[key]) if key in doc.spans else []


def _plain(found: Iterable[Span]) -> list[spans.Span]:
    return sorted({(s.start_char, s.end_char, s.label_) for s in found})


def values(doc: Doc, key: str) -> dict[tuple[int, int], str]:
    """Return what ``kb_id_`` holds for the spans of a group that have one."""
    if key not in doc.spans:
        return {}
    return {(s.start_char, s.end_char): s.kb_id_ for s in doc.spans[key] if s.kb_id_}


def chains(doc: Doc) -> list[list[Mention]]:
    """Return the chains of mentions in the order of their numbers."""
    keys = sorted((k for k in doc.spans if k.startswith(CHAINS)), key=lambda k: (len(k), k))
    return [[(s.start_char, s.end_char) for s in doc.spans[key]] for key in keys]


def heads(doc: Doc, start: int, end: int) -> frozenset[int]:
    """Return the starts of the words in a stretch of text whose head lies outside of it."""
    inside = [t for t in doc if t.idx < end and start < t.idx + len(t) and not t.is_space]
    there = {t.i for t in inside}
    return frozenset(
        t.idx for t in inside if not t.is_punct and (t.head.i == t.i or t.head.i not in there)
    )


def root(doc: Doc, start: int, end: int) -> Token | None:
    """Return the word in a stretch of text that all others there hang on."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def word_at(doc: Doc, start: int) -> tuple[int, int]:
    """Return where the word that starts there starts and ends.

    Raises:
        ValueError: no word starts there.
    """
    for token in doc:
        if token.idx == start:
            return start, start + len(token)
    raise ValueError(f"no word starts at {start}")


def arguments(doc: Doc) -> list[Argument]:
    """Return the arguments that the words carry."""
    if not Token.has_extension("arguments"):
        return []
    return [
        Argument(token.idx, doc[head].idx, role)
        for token in doc
        for role, head in token._.arguments or ()
    ]


def arguments_of_tree(doc: Doc, triggers: Iterable[spans.Span]) -> list[Argument]:
    """Return subjects and objects of the triggers' head words as agents and patients."""
    words = {w.i: w for s, e, _ in triggers if (w := root(doc, s, e)) is not None}
    return [
        Argument(word.idx, child.idx, ROLE_OF[child.dep_])
        for _, word in sorted(words.items())
        for child in word.children
        if child.dep_ in ROLE_OF
    ]


def factuality(doc: Doc, start: int, end: int) -> str:
    """Return the factuality of the head word of a trigger, empty where nothing says it."""
    if not Token.has_extension("factuality"):
        return ""
    word = root(doc, start, end)
    return str(word._.factuality or "") if word is not None else ""


def attributions(doc: Doc) -> list[Attribution]:
    """Return who says what."""
    if not Doc.has_extension("attributions"):
        return []
    return [Attribution(*(_ends(part) for part in one)) for one in doc._.attributions or ()]


def _ends(span: Span | None) -> tuple[tuple[int, int], ...]:
    return () if span is None else ((span.start_char, span.end_char),)


def _has_spans(key: str) -> Callable[[Doc], bool]:
    return lambda doc: any(name.startswith(key) for name in doc.spans)


#: Layer -> whether a pipeline gives it, seen in one Doc.
GIVES: Final[Mapping[str, Callable[[Doc], bool]]] = {
    "doc.ents": lambda doc: doc.has_annotation("ENT_IOB"),
    "trees": lambda doc: doc.has_annotation("DEP"),
    "doc.spans['mentions']": _has_spans("mentions"),
    "doc.spans['coref_clusters_1']": _has_spans(CHAINS),
    "doc.spans['timex']": _has_spans("timex"),
    "doc.spans['triggers']": _has_spans("triggers"),
    "token._.factuality": lambda _: bool(Token.has_extension("factuality")),
    "token._.arguments": lambda _: bool(Token.has_extension("arguments")),
    "doc._.attributions": lambda _: bool(Doc.has_extension("attributions")),
}
