"""Write facts.nq anew from what is found today, for a person to review: python -m tests.cases passive plan.

The diff is the point: what is right stays, what is wrong is taken back before it is committed.
"""

import sys

from kg.way import Settings, Way
from tests.cases import BASE, HERE, cases, said


def main(names: list[str]) -> None:
    """Write the named cases, or those that have no facts yet."""
    way = Way(Settings(base=BASE, wikidata="off"))
    chosen = [HERE / n for n in names] or [c for c in cases() if not (c / "facts.nq").exists()]
    for case in chosen:
        lines = said(case, way)
        (case / "facts.nq").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        print(f"{case.name}: {len(lines)} lines")


if __name__ == "__main__":
    main(sys.argv[1:])
