"""Tree x pipeline -> scores: on the words of the treebank, and from its text."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.bench.scored import Scored
from kg.bench.syntax import Words, attachment, sentences, tags
from kg.bench.trees import Tree


def score(tree: Tree, nlp: Language) -> Scored:
    """Score one document; the figures say in their name what was given.

    ``gold sentences``: words and sentence starts were given, and the pipeline kept to them; a
    pipeline that does not is scored by its own sentences under ``own sentences``.
    """
    true = _gold(tree)
    bounds = _bounds(tree)
    free = nlp(_doc(tree, nlp, given=False))
    own = _words(free)
    given = nlp(_doc(tree, nlp, given=True))
    counts = {f"{k}, own sentences": v for k, v in attachment(true, own).items()}
    if _sentences(given) == bounds:
        named = attachment(true, _words(given)).items()
        counts = {f"{k}, gold sentences": v for k, v in named} | counts
    counts |= tags(true, own)
    on_words = sentences(bounds, _sentences(free))
    on_text = sentences(*_in_text(tree, nlp))
    counts["sentence ends, gold words"], counts["sentences, gold words"] = on_words
    counts["sentence ends, text"], counts["sentences, text"] = on_text
    return Scored(counts)


def _doc(tree: Tree, nlp: Language, *, given: bool) -> Doc:
    """Return the words as a Doc; an empty line is a token before each paragraph but the first."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    for sentence in tree.sentences:
        if words and sentence.opens:
            words.append("\n\n")
            spaces[-1:] = [False, False]
            starts.append(False)
        words += sentence.words
        spaces += sentence.spaces
        starts += [i == 0 for i in range(len(sentence.words))]
    return Doc(nlp.vocab, words, spaces, sent_starts=starts if given else None)


def _gold(tree: Tree) -> Words:
    heads: list[int] = []
    for sentence in tree.sentences:
        first = len(heads)
        heads += [first + (i if head < 0 else head) for i, head in enumerate(sentence.heads)]
    return Words(
        heads=heads,
        labels=[v for s in tree.sentences for v in s.labels],
        upos=[v for s in tree.sentences for v in s.upos],
        xpos=[v for s in tree.sentences for v in s.xpos],
        feats=[_feats(v) for s in tree.sentences for v in s.feats],
        lemmas=[v for s in tree.sentences for v in s.lemmas],
    )


def _feats(text: str) -> frozenset[str]:
    return frozenset(text.split("|")) - {"_", ""}


def _words(doc: Doc) -> Words:
    kept = [token for token in doc if not token.is_space]
    place = {token.i: i for i, token in enumerate(kept)}
    return Words(
        heads=[place.get(token.head.i, -1) for token in kept],
        labels=["root" if token.dep_ == "ROOT" else token.dep_ for token in kept],
        upos=[token.pos_ for token in kept],
        xpos=[token.tag_ for token in kept],
        feats=[_feats(str(token.morph)) for token in kept],
        lemmas=[token.lemma_ for token in kept],
    )


def _bounds(tree: Tree) -> list[tuple[int, int]]:
    """Return the sentences as ranges of words."""
    return _ranges([len(sentence.words) for sentence in tree.sentences])


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the sentences as ranges of words, white space not counted."""
    return _ranges([sum(not token.is_space for token in sent) for sent in doc.sents])


def _in_text(
    tree: Tree, nlp: Language
) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]:
    """Return gold and found sentences as ranges of the text's characters that are no white space."""
    gold = [len("".join(sentence.text.split())) for sentence in tree.sentences]
    doc = nlp(tree.text)
    found = [len("".join(sent.text.split())) for sent in doc.sents]
    return _ranges(gold), _ranges(found)


def _ranges(lengths: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for length in lengths:
        if length:
            at = found[-1][1] if found else 0
            found.append((at, at + length))
    return found
