"""``python tests/bench_prior.py FILE…``: how often the best known bearer of a name is the one meant.

FILE is an annotated set with links to Wikidata or, for places, to coordinates. Counted are the distinct
pairs of a name and who is meant by it, where the knowledge-base file knows at least two bearers, the one
meant among them; rows that only benchmarks know are left out. Prints the share of the prior, and what it
gets wrong.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from math import cos, hypot, radians
from pathlib import Path

from kg.wikidata.file import KnowledgeBase
from kg.wikidata.values import Candidate

SILENT = {"elevant", "elevant-label"}
ENTITY = "https://www.wikidata.org/entity/"
#: Kilometres within which the one bearer of a name is the place meant, and none other may be.
HERE, ELSEWHERE = 25.0, 50.0


def bearers(base: KnowledgeBase, name: str) -> list[Candidate]:
    """Return who is called so, without those that only benchmarks know."""
    return [c for c in base.named(name) if set(base.sources(c.item.qid)) - SILENT]


def kilometres(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the distance of two points, roughly."""
    east = radians(other[1] - one[1]) * cos(radians((one[0] + other[0]) / 2))
    return 6371 * hypot(east, radians(other[0] - one[0]))


def meant(entity: dict, found: Sequence[Candidate]) -> str:
    """Return the QID of the bearer that the annotation means, or an empty text."""
    link = entity.get("link", "")
    if link.startswith(ENTITY):
        qid = link.removeprefix(ENTITY)
        return qid if any(c.item.qid == qid for c in found) else ""
    if "coord" not in entity:
        return ""
    far = sorted(
        (kilometres(c.item.point, entity["coord"]), c.item.qid) for c in found if c.item.point
    )
    alone = len(far) == 1 or (len(far) > 1 and far[1][0] > ELSEWHERE)
    return far[0][1] if alone and far[0][0] < HERE else ""


def pairs(base: KnowledgeBase, path: Path) -> Iterator[tuple[str, str]]:
    """Yield names and who is meant."""
    for line in path.read_text("utf-8").splitlines():
        for entity in json.loads(line)["entities"]:
            if entity.get("coref") or entity.get("desc"):
                continue
            found = bearers(base, entity["text"])
            qid = meant(entity, found) if len(found) > 1 else ""
            if qid:
                yield entity["text"], qid


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    with KnowledgeBase.open() as base:
        for path in parser.parse_args().files:
            told = sorted(set(pairs(base, path)))
            wrong = []
            for name, qid in told:
                best = max(bearers(base, name), key=lambda c: c.item.prior * c.likeness).item
                if best.qid != qid:
                    wrong.append(
                        f"  {name}: {best.label} ({best.kind}), meant is {qid} ({base.items([qid])[0].kind})"
                    )
            print(f"{path.stem}: {len(told) - len(wrong)} of {len(told)}", *wrong, sep="\n")


if __name__ == "__main__":
    main()
