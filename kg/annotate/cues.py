"""The list of attributing words -> what each of them may govern."""

from collections.abc import Mapping
from pathlib import Path

#: What a word may govern ("that", "infinitive", "object", a preposition …) -> the rough class of such a use.
Frames = Mapping[str, str]

#: Lemma -> its frames.
Cues = Mapping[str, Frames]


def read(file: Path) -> Cues:
    """Return the cues of a file; its head says how it is written."""
    cues: dict[str, dict[str, str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if ":" not in line or line.startswith("#"):
            continue
        head, _, lemmas = line.partition(":")
        kind, frame = head.split()
        for lemma in lemmas.split():
            cues.setdefault(lemma, {})[frame] = kind
    return cues
