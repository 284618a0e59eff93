"""A knowledge base of a few items for tests: invented, with the namesakes, gaps and scripts that real ones have."""

from difflib import SequenceMatcher

from kg.namespaces import KG
from kg.wikidata.names import fold
from kg.wikidata.values import Candidate, Item, Office


def item(qid, label, cls, kind, *aliases, **more):
    """Return an item; the class by its local name, or empty."""
    return Item(qid, label, tuple(sorted(aliases)), kind, KG + cls if cls else "", **more)


SYLDAVIA = item(
    "Q900000001", "Syldavia", "Country", "country", "SY", "سيلدافيا", country="SY", prior=0.9
)
BORDURIA = item("Q900000002", "Borduria", "Country", "country", country="BO", prior=0.8)
KLOW = item("Q900000003", "Klow", "Settlement", "city", "كلوف", country="SY", point=(45.5, 19.5),
            population=122_000, parents=("Q900000009", "Q900000001"), prior=0.5, description="capital of Syldavia")  # fmt: skip
KLOW_2 = item("Q900000004", "Klow", "Settlement", "village", country="BO", point=(47.0, 22.0),
              population=800, parents=("Q900000002",), prior=0.4)  # fmt: skip
KLOW_BANK = item("Q900000005", "Klow Savings Bank", "Company", "bank", country="SY", begin="1921")
MUSKAR = item("Q900000006", "Muskar Ottokar", "Person", "person", "M. Ottokar", country="SY", begin="1899-05-12",
              offices=(Office("King of Syldavia", "1920", "1945"),), prior=0.3, description="King of Syldavia")  # fmt: skip
MUSKAR_2 = item("Q900000007", "Muskar Ottokar", "Person", "person", country="SY", begin="1964",
                offices=(Office("Mayor of Klow", "2001"),), prior=0.2)  # fmt: skip
EVIL = item(
    "Q900000008",
    "<img src=x onerror=alert(1)> & \u2028co",
    "",
    "other",
    '"><script>',
    description="</p>",
)
MUSKARY = item(
    "Q900000009", "Muskary", "Region", "admin1", country="SY", parents=("Q900000001",), prior=0.1
)
BEACON = item(
    "Q900000010", "Béacôn 🚀", "Company", "company", "Beacon Rockets", country="SY", prior=0.05
)

ITEMS = (SYLDAVIA, BORDURIA, KLOW, KLOW_2, KLOW_BANK, MUSKAR, MUSKAR_2, EVIL, MUSKARY, BEACON)


def by_prior(candidate):
    return -candidate.likeness, -candidate.item.prior, int(candidate.item.qid[1:])


class FewItems:
    """A ``Directory`` over a few items, looked through one by one."""

    def __init__(self, items=ITEMS):
        self._items = {one.qid: one for one in items}

    def _names(self):
        for one in self._items.values():
            for name in (one.label, *one.aliases):
                yield one, name

    def _best(self, found):
        best = {}
        for candidate in sorted(found, key=by_prior):
            best.setdefault(candidate.item.qid, candidate)
        return list(best.values())

    def named(self, name):
        key = fold(name)
        return self._best(Candidate(i, n) for i, n in self._names() if key and fold(n) == key)

    def like(self, name):
        key = fold(name)
        found = ((i, n, SequenceMatcher(None, fold(n), key).ratio()) for i, n in self._names())
        return self._best(Candidate(i, n, r) for i, n, r in found if r >= 0.8)

    def item(self, qid):
        return self._items.get(qid)

    def items(self, qids):
        return [self._items[q] for q in qids if q in self._items]

    def starting(self, prefix, limit=10):
        key = fold(prefix)
        found = self._best(
            Candidate(i, n) for i, n in self._names() if key and fold(n).startswith(key)
        )
        return found[:limit]

    def kinds(self):
        kinds = [one.kind for one in self._items.values()]
        return sorted(
            {k: kinds.count(k) for k in kinds}.items(), key=lambda pair: (-pair[1], pair[0])
        )
