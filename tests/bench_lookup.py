"""``python tests/bench_lookup.py [--file FILE] [--names N]``: what looking names up costs, and what it finds.

Prints milliseconds to open the file, names a second called exactly and nearly so on one core, the memory
that the process gained by it (resident, above the bare interpreter), and for each way of misspelling a
name the share of names whose item is still among those brought, and first among them.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

BARE = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

from kg.wikidata.file import KnowledgeBase  # noqa: E402
from kg.wikidata.names import fold  # noqa: E402

VOWELS = "aeiou"
CONSONANTS = "bcdfghjklmnprstvz"

#: Name, QID.
Named = tuple[str, str]


def drawn(base: KnowledgeBase, count: int) -> list[Named]:
    """Return names of the file, evenly drawn over the items, seeded; one in Latin letters for each item."""
    chance = random.Random(7)
    ids = [row[0] for row in base._rows("SELECT id FROM items ORDER BY id")]
    found = base.items(f"Q{n}" for n in chance.sample(ids, min(count, len(ids))))
    names = (
        (chance.choice([n for n in (i.label, *i.aliases) if n < "Ā"] or [i.label]), i.qid)
        for i in found
    )
    return [(name, qid) for name, qid in names if fold(name)]


def letter(name: str, chance: random.Random, kind: str) -> int | None:
    """Return where a letter of the kind stands inside the name, not at its beginning."""
    at = [n for n, c in enumerate(name) if n and c in kind]
    return chance.choice(at) if at else None


def vowel(name: str, chance: random.Random) -> str:
    """Another vowel for one."""
    at = letter(name, chance, VOWELS)
    return (
        name
        if at is None
        else name[:at] + chance.choice(VOWELS.replace(name[at], "")) + name[at + 1 :]
    )


def consonant(name: str, chance: random.Random) -> str:
    """Another consonant for one."""
    at = letter(name, chance, CONSONANTS)
    return (
        name
        if at is None
        else name[:at] + chance.choice(CONSONANTS.replace(name[at], "")) + name[at + 1 :]
    )


def missing(name: str, chance: random.Random) -> str:
    """A letter less."""
    at = chance.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:at] + name[at + 1 :]


def doubled(name: str, chance: random.Random) -> str:
    """A letter twice."""
    at = chance.randrange(len(name))
    return name[: at + 1] + name[at:]


def swapped(name: str, chance: random.Random) -> str:
    """Two letters in the other order."""
    at = chance.randrange(1, max(len(name) - 1, 2))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    vowel,
    doubled,
    missing,
    swapped,
    consonant,
)


def timed(step: Callable[[str], object], names: Sequence[str]) -> float:
    """Return names a second of CPU time."""
    begun = time.process_time()
    for name in names:
        step(name)
    return len(names) / (time.process_time() - begun)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--names", type=int, default=10_000)
    chosen = parser.parse_args()
    begun = time.perf_counter()
    base = KnowledgeBase.open(chosen.file)
    base.named("Syria")
    print(f"open and first name    {1000 * (time.perf_counter() - begun):8.1f} ms")
    named = drawn(base, chosen.names)
    names = [name for name, _ in named]
    base.close()
    base = KnowledgeBase.open(chosen.file)
    print(f"exact, each once       {timed(base.named, names):8.0f} names/s")
    print(f"exact, as texts repeat {timed(base.named, names[:1000] * 10):8.0f} names/s")
    print(f"exact, nobody's        {timed(base.named, [n + 'x' for n in names]):8.0f} names/s")
    chance = random.Random(11)
    for way in WAYS:
        wrong = [(way(name.lower(), chance), qid) for name, qid in named[:2000]]
        speed = timed(base.like, [name for name, _ in wrong])
        brought = [[c.item.qid for c in base.like(name)] for name, _ in wrong]
        among = sum(qid in found for (_, qid), found in zip(wrong, brought, strict=True)) / len(
            wrong
        )
        first = sum(
            found[:1] == [qid] for (_, qid), found in zip(wrong, brought, strict=True)
        ) / len(wrong)
        what = (way.__doc__ or "").rstrip(".").lower()
        print(
            f"{what:22} {speed:8.0f} names/s   found {100 * among:5.1f} %   first {100 * first:5.1f} %"
        )
    gained = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - BARE
    print(f"memory gained          {gained / 1024:8.1f} MB")


if __name__ == "__main__":
    main()
