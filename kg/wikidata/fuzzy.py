"""A folded name -> those in the file that are spelled nearly so: first what sounds alike, then a consonant off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from kg.wikidata.blocks import near_halves
from kg.wikidata.names import skeleton

#: Least likeness of two spellings of one sound, and of two names that differ in a consonant.
SAME_SOUND: Final = 0.70
OTHER_SOUND: Final = 0.84
#: Most skeletons a consonant off whose names are compared.
SKELETONS: Final = 24

#: What an index brings for a skeleton or a half: names or skeletons.
Lines = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Near:
    """A folded name of the file, and how like it is to the one asked for (0..1, 1: the same)."""

    key: str
    likeness: float


def near(key: str, sounding: Lines, halves: Lines, *, limit: int) -> list[Near]:
    """Return the names that are spelled nearly so, the likest first, equals by name.

    Args:
        key: a folded name.
        sounding: returns the folded names of a skeleton.
        halves: returns the skeletons that have a half.
        limit: most names returned.
    """
    sounds = skeleton(key)
    if not sounds:
        return []
    found = _compared(key, sounding(sounds), SAME_SOUND)
    for other in _a_consonant_off(sounds, halves):
        found.update(_compared(key, sounding(other), OTHER_SOUND))
    best = sorted((-likeness, other) for other, likeness in found.items())
    return [Near(other, -likeness) for likeness, other in best[:limit]]


def _compared(key: str, others: Sequence[str], least: float) -> dict[str, float]:
    alike = process.extract(
        key, others, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None
    )
    return {other: likeness for other, likeness, _ in alike}


def _a_consonant_off(sounds: str, halves: Lines) -> list[str]:
    others = {other for half in near_halves(sounds) for other in halves(half)} - {sounds}
    alike = process.extract(
        sounds, sorted(others), scorer=OSA.distance, score_cutoff=1, limit=SKELETONS
    )
    return [other for other, _, _ in alike]
