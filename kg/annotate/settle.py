"""Tags of names -> better ones, by what stands elsewhere in the document and by what is known of a few words.

What a name is, one sentence tells better than another: the odds of all its places are put together. A last
name alone is the person of the full name.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.annotate.iob import spans

Indices = NDArray[np.signedinteger]
Scores = NDArray[np.floating]

#: Classes among which a name may change.
OPEN = ("PERSON", "ORG", "LOC", "NORP", "MISC", "EVENT")

#: Words that are always of a class: to a vocabulary without case "US" is "us", and people by their faith
#: stand in the lists that the reader learned from as anything.
ALWAYS = {
    word: label
    for label, words in {
        "LOC": "US U.S. USA U.S.A. UK U.K. UAE USSR U.S.S.R.",
        "NORP": """Sunni Sunnis Shia Shias Shiite Shiites Shi'ite Shi'ites Muslim Muslims Islamic Islamist Islamists
            Christian Christians Catholic Catholics Protestant Protestants Jew Jews Jewish Hindu Hindus Buddhist
            Buddhists Sikh Sikhs Druze Alawite Alawites Yazidi Yazidis Kurd Kurds Kurdish Arab Arabs Western
            Westerners Zionist Zionists""",
    }.items()
    for word in words.split()
}

_INITIAL = re.compile(r"[A-Z]\.")


def settle(
    words: Sequence[str],
    glued: NDArray[np.bool_],
    tags: Indices,
    names: Sequence[str],
    odds: Scores,
) -> Indices:
    """Return the tags with torn names joined, and each name of one class throughout.

    Args:
        words: of the document.
        glued: of each word, whether it follows the one before without white space.
        tags: of each word, as indices of ``names``.
        names: the tags.
        odds: words x len(OPEN), the logarithm of each class's probability.
    """
    index = {tag: i for i, tag in enumerate(names)}
    whole = _joined(words, glued, [names[t] for t in tags.tolist()])
    found = [s for s in spans(whole) if s[2] in OPEN]
    best = _votes(words, found, odds)
    last = {words[end - 1] for start, end, label in found if label == "PERSON" and end - start > 1}
    settled = np.array([index[tag] for tag in whole], dtype=tags.dtype)
    for start, end, label in found:
        key = tuple(words[start:end])
        new = best.get(key, label)
        if len(key) == 1:
            new = ALWAYS.get(key[0]) or ("PERSON" if key[0] in last else new)
        if new != label:
            settled[start] = index[f"B-{new}"]
            settled[start + 1 : end] = index[f"I-{new}"]
    return settled


def _joined(words: Sequence[str], glued: NDArray[np.bool_], tags: list[str]) -> list[str]:
    """Join "al-" and "Qaida", an initial with the name that it begins; take a hyphen off a name's end."""
    for i in np.flatnonzero([tag[0] == "B" for tag in tags]).tolist():
        if i == 0 or tags[i - 1] == "O" or tags[i - 1][2:] != tags[i][2:]:
            continue
        torn = glued[i] and words[i - 1] == "-"
        initial = tags[i] == "B-PERSON" and _INITIAL.fullmatch(words[i - 1])
        if torn or initial:
            tags[i] = f"I-{tags[i][2:]}"
    for i in [i for i, word in enumerate(words) if word == "-" and tags[i] != "O"]:
        if i + 1 == len(tags) or tags[i + 1] == "O":  # "UK-" of "UK-based"
            tags[i] = "O"
    return tags


def _votes(
    words: Sequence[str], found: Sequence[tuple[int, int, str]], odds: Scores
) -> dict[tuple[str, ...], str]:
    """Return the class that each name which stands more than once is in all places together."""
    votes: dict[tuple[str, ...], Scores] = defaultdict(lambda: np.zeros(len(OPEN), np.float32))
    count: dict[tuple[str, ...], int] = defaultdict(int)
    for start, end, _ in found:
        here = odds[start:end].mean(0, dtype=np.float32)
        key = tuple(words[start:end])
        votes[key] = votes[key] + here
        count[key] += 1
    return {key: OPEN[int(vote.argmax())] for key, vote in votes.items() if count[key] > 1}
