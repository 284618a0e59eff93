"""How long the questions take: python tests/bench_queries.py STORE [--times 10] [--least 0.1] [--answers DIR]

Every question of queries/ without parameters, and with one typical value for each of its parameters, is
asked of STORE and of a copy with N times its documents: other ids, and of the linked entities two in three
another in each copy, so that what is common to many documents grows, too. Seconds until the last row is
written, the best of two. --answers keeps the rows as CSV files, to compare them before and after a change.
"""

import argparse
import io
import re
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.identity.identify import identify
from kg.namespaces import PREFIXES
from kg.query import Question, ask, catalogue
from kg.query.formats import write
from kg.store import Store

#: A value for each kind of parameter, as a person would give it; entities and documents are taken from the store.
TYPICAL = {
    "class": "Statement",
    "from": "2008-06",
    "to": "2009",
    "publisher": "x",
    "factuality": "Possible",
}
_COMMON = {
    "actor": "SELECT ?x (COUNT(*) AS ?n) { ?e sem:hasActor ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    "place": "SELECT ?x (COUNT(*) AS ?n) { ?e kg:place ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    "claimer": "SELECT ?x (COUNT(*) AS ?n) { ?e kg:claimer ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    "document": "SELECT ?x (1 AS ?n) { ?x a nif:Context } ORDER BY ?x LIMIT 1",
    "fact": "SELECT ?x (1 AS ?n) { ?x a kg:Event } ORDER BY ?x LIMIT 1",
}
_LIKE = {"patient": "actor", "entity": "actor"}

_LINKED = re.compile(r"(/id/[a-z]+/Q)(\d+)")


def multiply(store: Store, times: int, path: Path) -> None:
    """Write a store with all graphs of documents, and copies of them."""
    names = [re.escape(graph.partition("/graph/")[2]) for _, graph in store.documents()]
    named = re.compile(rf"(?<=/)({'|'.join(sorted(names, key=len, reverse=True))})(?=[/>#])")
    with Store(path) as large:
        for _, graph in store.documents():
            text = pyoxigraph.serialize(store.quads(graph), format=RdfFormat.N_QUADS) or b""
            for copy in range(times):
                changed = _copied(text.decode(), named, copy) if copy else text.decode()
                large.oxigraph.bulk_load(changed.encode(), RdfFormat.N_QUADS)
        identify(large)
        large.oxigraph.flush()
        large.oxigraph.optimize()


def _copied(text: str, named: re.Pattern[str], copy: int) -> str:
    def other(match: re.Match[str]) -> str:
        alike = zlib.crc32(match[2].encode()) % 3 == 0
        return match[0] if alike else f"{match[1]}{match[2]}{copy:03}"

    return _LINKED.sub(other, named.sub(rf"\1-{copy}", text))


def typical(store: pyoxigraph.Store, question: Question) -> Iterator[dict[str, str]]:
    """Yield no value, then one value for each parameter alone."""
    yield {}
    for parameter in question.parameters:
        query = _COMMON.get(_LIKE.get(parameter.name, parameter.name))
        value = TYPICAL.get(parameter.name, "")
        if query:
            rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
            value = next((f"<{row['x'].value}>" for row in rows), "")
        if value:
            yield {parameter.name: value}


def timed(
    store: pyoxigraph.Store, question: Question, given: dict[str, str]
) -> tuple[float, bytes]:
    """Return the seconds, the best of two, and the rows."""
    best = float("inf")
    for _ in range(2):
        output = io.BytesIO()
        begun = time.perf_counter()
        write(ask(store, question, given), "csv", output)
        best = min(best, time.perf_counter() - begun)
        if best > 2:
            break
    return best, output.getvalue()


def main() -> None:
    """Measure and print, slowest last."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--least", type=float, default=0.0, help="print only from so many seconds")
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--only", default="", help="names of questions, by commas")
    parser.add_argument(
        "--large", type=Path, help="keep the large store here, and take it from here"
    )
    args = parser.parse_args()
    if args.answers is not None:
        args.answers.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Store(args.store, read_only=True) as small:
        path = args.large or Path(folder) / "large"
        if not path.exists():
            multiply(small, args.times, path)
        with Store(path, read_only=True) as large:
            for name, question in catalogue().items():
                if not args.only or name in args.only.split(","):
                    _measure(small, large, question, args)


def _measure(small: Store, large: Store, question: Question, args: argparse.Namespace) -> None:
    for given in typical(small.oxigraph, question):
        took, rows = timed(small.oxigraph, question, given)
        many, more = timed(large.oxigraph, question, given) if args.times > 1 else (0.0, b"")
        if args.answers:
            stem = "-".join([question.name, *given])
            (args.answers / f"{stem}.csv").write_bytes(rows)
            (args.answers / f"{stem}.large.csv").write_bytes(more)
        if max(took, many) >= args.least:
            told = f"{took:8.2f} s {_rows(rows):7}{many:9.2f} s {_rows(more):8}"
            print(f"{told}  {question.name} {' '.join(given)}", flush=True)


def _rows(answer: bytes) -> int:
    return max(answer.count(b"\n") - 1, 0)


if __name__ == "__main__":
    main()
