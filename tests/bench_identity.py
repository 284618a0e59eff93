"""Entities across documents against people's: python tests/bench_identity.py FILE... [--store DIR] [--show]

FILE is JSON Lines whose entities carry ``instance``, the id of the same thing in other documents of
the set (MEANTIME, ECB+). A mention of a name counts for the entity of kg whose name mention covers at
least half of both; an entity is the instance that most of its mentions are. Each pair of such entities of two
documents of one topic is one decision: are they one? Wrong and missed pairs are listed with --show.
"""

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from kg.identity.identify import identify
from kg.namespaces import PREFIXES
from kg.store import Store
from kg.way import Settings, build

#: Levels of mention that are names; sets that tell no level have names and other words alike.
NAMES = {"NAM", "PRE.NAM"}

MENTIONS = """SELECT ?begin ?end ?entity ?first ?same WHERE { GRAPH ?g {
    ?m nif:referenceContext ?doc ; kg:mentionKind kg:Name ; nif:beginIndex ?begin ; nif:endIndex ?end ;
       itsrdf:taIdentRef ?entity . OPTIONAL { ?entity owl:sameAs ?same } }
    OPTIONAL { ?entity kg:canonical ?first } FILTER(STR(?doc) = "DOC") }"""


def records(paths):
    """Yield the annotated documents that have something across documents."""
    for path in paths:
        for line in path.open(encoding="utf-8"):
            record = json.loads(line)
            if any(e.get("instance") for e in record["entities"]):
                yield record


def topic(record):
    """Return what instances are told apart inside of."""
    found = re.match(r"ecb\S*?[-_](\d+)_", record["id"])
    return found[1] if found else record["source"]


def found(store, document):
    """Return the name mentions of a document: begin, end, what it is across documents, whether linked."""
    query = MENTIONS.replace("DOC", document)
    rows = store.oxigraph.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [
        (
            int(r["begin"].value),
            int(r["end"].value),
            (r["first"] or r["entity"]).value,
            bool(r["same"]),
        )
        for r in rows
    ]


def aligned(record, mentions):
    """Return each entity of kg, and whether it is linked -> the instance that most of its mentions have."""
    votes = defaultdict(Counter)
    for e in record["entities"]:
        if (
            "instance" not in e
            or (e.get("level") or "NAM") not in NAMES
            or not e["text"][:1].isupper()
        ):
            continue
        for begin, end, iri, linked in mentions:
            both = min(end, e["end"]) - max(begin, e["start"])
            if both * 2 >= max(end - begin, e["end"] - e["start"]):
                votes[iri, linked][e["instance"]] += 1
    return {node: max(c, key=lambda i: (c[i], i)) for node, c in votes.items()}


def main():
    """Build, identify, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--wikidata", default="")
    args = parser.parse_args()
    all_ = list(records(args.files))
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "store"
        if not path.exists():
            texts = Path(folder) / "texts.jsonl"
            keys = ("id", "text", "date", "title")
            lines = (json.dumps({k: r[k] for k in keys if r.get(k)}) for r in all_)
            texts.write_text("\n".join(lines) + "\n")
            build([str(texts)], store=path, settings=Settings(wikidata=args.wikidata))
        with Store(path) as store:
            identify(store)
            report(all_, store, show=args.show)


def report(all_, store, *, show):
    """Print pairs found, right and missed; those of linked entities apart."""
    documents = {iri.rpartition("/")[2]: iri for iri, _ in store.documents()}
    topics = defaultdict(list)
    for r in all_:
        if r["id"] in documents:
            topics[topic(r)].append((r["id"], aligned(r, found(store, documents[r["id"]]))))
    counts = Counter()
    for name, docs in sorted(topics.items()):
        for (a, ours), (b, theirs) in combinations(docs, 2):
            for (one, linked), i in ours.items():
                for (other, too), j in theirs.items():
                    how = "linked" if linked and too else "other"
                    counts[how, i == j, one == other] += 1
                    if show and (i == j) != (one == other):
                        print("missed" if i == j else "wrong", name, a, b, one, other)
    for how in ("linked", "other", "all"):
        told = {k[1:]: 0 for k in counts}
        for k, n in counts.items():
            if how in (k[0], "all"):
                told[k[1:]] = told.get(k[1:], 0) + n
        right, wrong, missed = (
            told.get(k, 0) for k in ((True, True), (False, True), (True, False))
        )
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        print(
            f"{how:7} right {right} wrong {wrong} missed {missed} P {precision:.3f} R {recall:.3f}"
        )


if __name__ == "__main__":
    main()
