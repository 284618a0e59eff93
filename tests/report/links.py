"""``python tests/report/links.py STORE``: whom the names of the first report are linked to, name by name.

A name that means a town and its governorate may be linked to either.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.query import ask, find
from kg.store import Store

#: Name -> the QIDs that are right, as the fact tables have them.
LINKS = {
    "Syria": ("Q858",),
    "Damascus": ("Q3766",),
    "Aleppo": ("Q41183", "Q214064"),
    "Hama": ("Q173545", "Q232355"),
    "Latakia": ("Q200030", "Q233236"),
    "Idlib": ("Q504657", "Q233218"),
    "Khan Sheikhun": ("Q603516",),
    "Jisr al Shughour": ("Q798765",),
    "Golan Heights": ("Q83210",),
    "Turkey": ("Q43",),
    "Lebanon": ("Q822",),
    "Egypt": ("Q79",),
    "Jordan": ("Q810",),
    "Russia": ("Q159",),
    "US": ("Q30",),
    "Bashar al Assad": ("Q44329",),
    "Peter Cook": ("Q7173371",),
    "US Department of Defense": ("Q11209",),
    "Pentagon": ("Q11208", "Q11209"),
    "Russian Ministry of Defense": ("Q1146492",),
    "AFP": ("Q40464",),
    "ISIS": ("Q2429253",),
    "UN": ("Q1065",),
}

#: Names of whom the tables know nobody.
NOBODY = (
    "Atshan",
    "Tel Skak",
    "Sahl al Ghab",
    "Buqaata",
    "Jubata al Khashab",
    "Samir Suleiman",
    "SOHR",
    "Fatah Army",
    "TRTWorld",
)

_NAMES = """SELECT DISTINCT ?name ?qid { ?m itsrdf:taIdentRef ?e ; kg:mentionKind kg:Name ; nif:anchorOf ?name .
    OPTIONAL { ?e owl:sameAs ?item BIND(STRAFTER(STR(?item), "entity/") AS ?qid) } }"""


def found(store: Path) -> dict[str, set[str]]:
    """Return the QIDs that each name of the texts is linked to; an empty string stands for nobody."""
    names: dict[str, set[str]] = {}
    with Store(store, read_only=True) as graph:
        for row in ask(graph.oxigraph, find(_NAMES), {}):
            name = " ".join(row["name"].value.split())
            names.setdefault(name, set()).add(row["qid"].value if row["qid"] else "")
    return names


def wrong(links: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield each name of the lists that is linked to another, or to nobody: with what it should be and is."""
    for name, right in LINKS.items():
        for qid in sorted(links.get(name, {""})):
            if qid not in right:
                yield name, " or ".join(right), qid or "nobody"
    for name in NOBODY:
        for qid in sorted(links.get(name, set()) - {""}):
            yield name, "nobody", qid


def main(store: Path) -> int:
    """Print the table; return how many are wrong."""
    links = found(store)
    failures = list(wrong(links))
    for name in (*LINKS, *NOBODY):
        mark = "NO " if any(name == failure[0] for failure in failures) else "yes"
        print(f"{mark} {name:30} {' '.join(sorted(links.get(name, {'-'}))) or 'nobody'}")
    print(f"{len(LINKS) + len(NOBODY)} names, {len(failures)} wrong")
    return len(failures)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
