"""Scored edit scripts x known words -> lemmas: the best script that gives a word of the language."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.annotate import scripts

#: Scripts tried for a form; the right one is almost always among them.
TRIED = 8


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

    @classmethod
    def read(cls, scripts: list[str], path: Path) -> "Lemmas":
        """Read what ``kg.train.lexicon`` wrote: gzipped JSON."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = json.load(lines)
        known = {pos: frozenset(words.split(" ")) for pos, words in found["known"].items()}
        return cls(scripts, known, found["irregular"])

    def choose(self, form: str, pos: str, scores: NDArray[np.float32]) -> str:
        """Return the lemma of the best script; of the best known one where there is one.

        Args:
            form: the word as written.
            pos: its universal part of speech.
            scores: of each script.
        """
        first = scripts.apply(self._scripts[int(scores.argmax())], form)
        known = self._known.get(pos)
        if known is None or first in known:
            return first
        irregular = self._irregular.get(pos, {}).get(form.lower())
        if irregular is not None:
            return irregular
        order = np.argsort(-scores, kind="stable")[1:TRIED]
        for script in order.tolist():
            lemma = scripts.apply(self._scripts[script], form)
            if lemma in known:
                return lemma
        return first
