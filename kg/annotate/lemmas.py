"""Scored edit scripts x known words -> lemmas: the best script that gives a word of the language."""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.annotate import scripts

#: Decisions remembered, about 15 MB.
REMEMBERED = 100_000

#: Scripts tried for a form; the right one is almost always among them.
TRIED = 8


#: (Form, part of speech) -> lemma, where no script of letters leads.
FIXED = {
    ("i", "PRON"): "I", ("am", "NOUN"): "a.m.", ("pm", "NOUN"): "p.m.", ("etc", "NOUN"): "etc.",
    ("pls", "INTJ"): "please", ("fled", "VERB"): "flee",
}  # fmt: skip


#: Parts of speech whose lemmas are in lower case even where a text shouts.
SMALL = frozenset("ADP ADV AUX CCONJ DET INTJ PART PRON SCONJ VERB".split())


#: Short words that double their last letter before -ed and -ing.
_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")


class Lemmas:
    """Chooses lemmas.

    Args:
        scripts: the classes of the scores.
        known: part of speech -> the lemmas that it has; of a part not named any lemma will do.
        irregular: part of speech -> form -> lemma, for forms that no common script makes.
    """

    def __init__(
        self,
        scripts: list[str],
        known: Mapping[str, frozenset[str]],
        irregular: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._scripts = scripts
        self._known = known
        self._irregular = irregular
        self._sure = lru_cache(REMEMBERED)(self._settled)

    @classmethod
    def read(cls, scripts: list[str], path: Path) -> "Lemmas":
        """Read what ``kg.train.lexicon`` wrote: gzipped JSON."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = json.load(lines)
        known = {pos: frozenset(words.split(" ")) for pos, words in found["known"].items()}
        return cls(scripts, known, found["irregular"])

    def __call__(
        self, words: Sequence[str], parts: Sequence[str], scores: NDArray[np.float32]
    ) -> list[str]:
        """Return the lemma of each word: of its best script, or of the best that gives a known one.

        Args:
            words: as written.
            parts: their universal parts of speech.
            scores: words x scripts.
        """
        best = scores.argmax(1).tolist()
        return [
            self._sure(word, part, script) or self._other(word, part, row)
            for word, part, script, row in zip(words, parts, best, scores, strict=True)
        ]

    def _settled(self, form: str, pos: str, script: int) -> str:
        """Return the lemma where the best script or the irregular forms decide it, else nothing."""
        fixed = FIXED.get((form.lower(), pos))
        if fixed:
            return fixed
        first = self._apply(script, form)
        if pos in SMALL and first != "I":
            first = first.lower()
        known = self._known.get(pos)
        if known and pos == "VERB" and first + "e" in known and _undoubled(form.lower(), first):
            return first + "e"
        if known is None or first in known:
            return first
        if (
            pos == "ADJ" and first[:1].isupper()
        ):  # "Syrian", "New" in a name: lists know them in lower case
            return first
        return self._irregular.get(pos, {}).get(form.lower(), "")

    def _other(self, form: str, pos: str, scores: NDArray[np.float32]) -> str:
        tried = [self._apply(i, form) for i in np.argsort(-scores, kind="stable")[:TRIED].tolist()]
        return next((lemma for lemma in tried if lemma in self._known[pos]), tried[0])

    def _apply(self, script: int, form: str) -> str:
        return scripts.apply(self._scripts[script], form)


def _undoubled(form: str, lemma: str) -> bool:
    """Say whether a form is none of a short word: "raged" is not of "rag", which has "ragged".

    >>> _undoubled("raged", "rag"), _undoubled("ragged", "rag"), _undoubled("helped", "help")
    (True, False, False)
    """
    return form in (lemma + "ed", lemma + "ing") and bool(_DOUBLING.fullmatch(lemma))
