"""Treebanks and WordNet's index -> the lemmas that each part of speech is known to have."""

import gzip
import json
import string
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.train.texts import Text

#: WordNet's parts of speech and ours.
_PARTS = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}


def lexicon(texts: Iterable[Text]) -> dict[str, dict[str, object]]:
    """Return ``known``: part of speech -> lemmas joined by a space, sorted, and ``irregular``.

    WordNet's index and exceptions are read from the package spacy-lookups-data.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for pos, lemma in zip(text.tree.upos, text.tree.lemmas, strict=True) if text.tree else ():
            if pos in _PARTS.values() and _plain(lemma):
                known[pos].add(lemma)
    index, exceptions = _wordnet("en_lemma_index"), _wordnet("en_lemma_exc")
    irregular: dict[str, object] = {}
    for theirs, ours in _PARTS.items():
        known[ours].update(word for word in index[theirs] if _plain(word))
        irregular[ours] = {
            form: lemmas[0] for form, lemmas in sorted(exceptions[theirs].items()) if _plain(form)
        }
    return {
        "known": {pos: " ".join(sorted(words)) for pos, words in sorted(known.items())},
        "irregular": irregular,
    }


def _wordnet(name: str) -> Any:
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("spacy-lookups-data is not installed: pip install 'kg[train]'")
    path = Path(spec.origin).parent / "data" / f"{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return json.load(lines)


def _plain(word: str) -> bool:
    return bool(word) and all(c in string.ascii_lowercase for c in word)
