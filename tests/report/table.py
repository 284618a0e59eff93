"""``python tests/report/table.py STORE``: what the graph of the first report says, row by row.

Prints one line an entity and one an event, and the shares that hold. Build the store with
``kg build REPORT --date 2015-10-10 --store STORE``.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.namespaces import KG, PREFIXES
from tests.report.expected import ENTITIES, ROWS, Row, Who

_HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


@dataclass
class Event:
    """An event of the graph with the labels of all that it points to."""

    classes: set[str] = field(default_factory=set)
    labels: dict[str, set[str]] = field(default_factory=dict)
    date: str = ""
    sure: str = ""
    counts: set[str] = field(default_factory=set)


class Graph:
    """The few questions that the table asks."""

    def __init__(self, store: Path) -> None:
        self._store = pyoxigraph.Store.read_only(str(store))

    def rows(self, query: str) -> Iterator[pyoxigraph.QuerySolution]:
        """Run a query over all graphs."""
        answer = self._store.query(_HEAD + query, use_default_graph_as_union=True)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        yield from answer

    def text(self) -> str:
        """Return the text of the only document."""
        return next(self.rows("SELECT ?t { ?d nif:isString ?t }"))["t"].value

    def mentions(self) -> dict[tuple[int, int], set[tuple[str, str]]]:
        """Return for each stretch of text the (entity, class) pairs that it is a mention of."""
        found: dict[tuple[int, int], set[tuple[str, str]]] = {}
        for r in self.rows(
            "SELECT ?b ?e ?x ?c { ?m nif:beginIndex ?b ; nif:endIndex ?e ; itsrdf:taIdentRef ?x . ?x a ?c }"
        ):
            key = (int(r["b"].value), int(r["e"].value))
            found.setdefault(key, set()).add((r["x"].value, r["c"].value.removeprefix(KG)))
        return found

    def events(self) -> dict[str, Event]:
        """Return the events by IRI."""
        found: dict[str, Event] = {}
        for r in self.rows("SELECT ?e ?c { ?e a kg:Event , ?c }"):
            found.setdefault(r["e"].value, Event()).classes.add(r["c"].value.removeprefix(KG))
        for r in self.rows(
            "SELECT ?e ?p ?l { ?e a kg:Event ; ?p ?x . { ?x rdfs:label ?l } UNION { ?x skos:altLabel ?l } }"
        ):
            role = r["p"].value.removeprefix(KG)
            found[r["e"].value].labels.setdefault(role, set()).add(r["l"].value)
        for r in self.rows("SELECT ?e ?d { ?e a kg:Event ; kg:earliestStart ?d }"):
            found[r["e"].value].date = r["d"].value
        for r in self.rows("SELECT ?e ?f { ?e a kg:Event ; kg:factuality ?f }"):
            found[r["e"].value].sure = r["f"].value.removeprefix(KG)
        for r in self.rows("SELECT ?e ?v { ?e kg:quantity/kg:value ?v }"):
            found[r["e"].value].counts.add(r["v"].value)
        return found


def entity(who: Who, graph: Graph) -> tuple[bool, str]:
    """Say whether every occurrence of an entity's names is a mention of one entity of its class."""
    text, mentions = graph.text(), graph.mentions()
    missing, seen = [], set()
    covered = []
    for name in sorted(who.names, key=len, reverse=True):
        for m in re.finditer(
            r"(?<!\w)" + r"\s".join(map(re.escape, name.split())) + r"(?!\w)", text
        ):
            if any(s <= m.start() and m.end() <= e for s, e in covered):
                continue
            covered.append(m.span())
            inside = any(
                s <= m.start()
                and m.end() <= e
                and (s, e) != m.span()
                and name != " ".join(text[s:e].split())
                and text[s:e][:1].isupper()
                and _is_name(text[s:e])
                for s, e in mentions
            )
            right = {x for x, c in mentions.get(m.span(), ()) if c == who.cls}
            if right:
                seen |= right
            elif not inside:
                missing.append(f"{name}@{m.start()}")
    ok = not missing and len(seen) == 1
    return ok, f"{len(seen)} entities; missing {', '.join(missing) or 'none'}"


def _is_name(words: str) -> bool:
    return all(w[:1].isupper() or w in ("of", "for", "al", "the") for w in words.split())


def matches(row: Row, event: Event, *, whole: bool) -> bool:
    """Say whether an event tells a row: class, agent and date; ``whole``: everything else too."""

    def has(role: str, pattern: str) -> bool:
        return not pattern or any(
            re.search(pattern, label, re.I) for label in event.labels.get(role, ())
        )

    if not event.classes & set(row.classes) or not has("agent", row.agent):
        return False
    if row.date and event.date != row.date:
        return False
    who = has("patient", row.patient) or bool(
        row.patient and event.counts and re.search(row.patient, " ".join(event.counts))
    )
    if not row.agent and not who:
        return False
    if not whole:
        return event.sure == "Negated" or row.sure != "Negated"
    where = has("place", row.place) or has("destination", row.place)
    return who and where and event.sure == row.sure and has("attributedTo", row.says)


def main(store: Path) -> tuple[float, float, float]:
    """Print the table and return the shares of entities, of events, and of rows that hold whole."""
    graph = Graph(store)
    good = 0
    for who in ENTITIES:
        ok, note = entity(who, graph)
        good += ok
        print(f"{'yes' if ok else 'NO ':4}{who.cls:14}{who.names[0]:38}{'' if ok else note}")
    events = graph.events()
    told = full = 0
    for row in ROWS:
        some = [e for e in events.values() if matches(row, e, whole=False)]
        whole = any(matches(row, e, whole=True) for e in some)
        told += bool(some)
        full += whole
        print(
            f"{'yes' if some else 'NO ':4}{'whole' if whole else '':7}{'/'.join(row.classes):24}{row.what}"
        )
    shares = good / len(ENTITIES), told / len(ROWS), full / len(ROWS)
    print(
        f"entities {good}/{len(ENTITIES)}, events {told}/{len(ROWS)}, whole rows {full}/{len(ROWS)}"
    )
    return shares


if __name__ == "__main__":
    main(Path(sys.argv[1]))
