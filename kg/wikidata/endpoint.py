"""A SPARQL endpoint -> the work file: items page by page, then what they refer to, and that again.

The queries are plain SPARQL 1.1: they run on Wikidata's own service and on a server with a copy.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Final

from kg.errors import UsageError
from kg.spelling import near
from kg.wikidata.classes import WORDS, batches, our_kinds
from kg.wikidata.dump import Progress, Scope, Tell, begun, silent
from kg.wikidata.polite import Manners, Polite, RemoteError, agent
from kg.wikidata.raw import Held, Raw, number
from kg.wikidata.resolve import Chosen, ontology_names, spelled
from kg.wikidata.sparql import Row, entities, rows
from kg.wikidata.triples import DATED, PREDICATES, Told, date, precise
from kg.wikidata.work import FORM, Work

_ENTITY: Final = "http://www.wikidata.org/entity/"

_PREFIXES: Final = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX schema: <http://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""

#: Items in the order of their IRIs, those after the last one of the page before.
_PAGE: Final = """SELECT DISTINCT ?item WHERE {{
  {which}
  FILTER (STRSTARTS(STR(?item), "http://www.wikidata.org/entity/Q") && STR(?item) > "{after}")
}} ORDER BY STR(?item) LIMIT {limit}"""

#: What is said of some items, names in the chosen languages only. The number of their pages stands
#: at the item at Wikidata's own service, and at the page with its data in a copy of the dump.
_SAID: Final = """SELECT ?item ?p ?v (LANG(?v) AS ?language) WHERE {{
  VALUES ?item {{ {items} }}
  {{
    VALUES ?p {{ {predicates} }}
    ?item ?p ?v .
    FILTER (!ISLITERAL(?v) || LANG(?v) IN ({languages}))
  }} UNION {{
    ?data schema:about ?item ; wikibase:sitelinks ?v .
    BIND (wikibase:sitelinks AS ?p)
  }}
}}"""

#: Those with so many pages.
_LINKED: Final = """{{ ?item wikibase:sitelinks ?links }} UNION
  {{ ?data schema:about ?item ; wikibase:sitelinks ?links }}
  FILTER (?links >= {links})"""

#: The offices of some people with their dates, and how precise these are where the server knows.
_HELD: Final = """SELECT ?item ?office ?begin ?beginPrecision ?end ?endPrecision WHERE {{
  VALUES ?item {{ {items} }}
  ?item p:P39 ?statement .
  ?statement ps:P39 ?office .
  OPTIONAL {{ ?statement pq:P580 ?begin }}
  OPTIONAL {{ ?statement pqv:P580/wikibase:timePrecision ?beginPrecision }}
  OPTIONAL {{ ?statement pq:P582 ?end }}
  OPTIONAL {{ ?statement pqv:P582/wikibase:timePrecision ?endPrecision }}
  FILTER NOT EXISTS {{ ?statement wikibase:rank wikibase:DeprecatedRank }}
}}"""

#: How precise dates are, where the server knows.
_DATES: Final = """SELECT ?item ?p ?v ?precision WHERE {{
  VALUES ?item {{ {items} }}
  VALUES (?p ?claim ?value) {{
    (wdt:P569 p:P569 psv:P569) (wdt:P570 p:P570 psv:P570)
    (wdt:P571 p:P571 psv:P571) (wdt:P576 p:P576 psv:P576)
  }}
  ?item ?claim ?statement .
  ?statement ?value ?full .
  ?full wikibase:timeValue ?v ; wikibase:timePrecision ?precision .
}}"""

#: The classes that are called so and have instances.
_CALLED: Final = """SELECT DISTINCT ?class WHERE {{
  VALUES ?label {{ {labels} }}
  ?class rdfs:label ?label .
  FILTER EXISTS {{ ?item wdt:P31/wdt:P279? ?class }}
}}"""


@dataclass(frozen=True, slots=True)
class Service:
    """How an endpoint is asked.

    Attributes:
        contact: an address of mail or web, which Wikimedia asks for.
        page: items in one list.
        batch: items in one question for what is said of them.
        seconds, attempts, pause, patience: as in `polite.Manners`.
    """

    contact: str = ""
    page: int = 1000
    batch: int = 50
    seconds: float = 65.0
    attempts: int = 5
    pause: float = 1.0
    patience: float = 60.0

    def polite(self) -> Polite:
        """Return who asks like this."""
        who = agent(self.contact)
        return Polite(Manners(who, self.seconds, self.attempts, self.pause, self.patience))


def fill(
    work: Work,
    url: str,
    scope: Scope,
    chosen: Chosen,
    service: Service,
    *,
    tell: Tell = silent,
) -> Progress:
    """Read from an endpoint into a work file, going on after the last page that it knows.

    Raises:
        RemoteError: the endpoint gave no answer; what was read is kept.
        UsageError: nothing is of a class that was asked for.
    """
    asked = _Asked(url, service.polite(), scope, service)
    source = [FORM, "endpoint", url, asdict(scope), asdict(replace(chosen, limit=0))]
    progress = begun(work, source)
    if progress.whole >= 0:  # Complete, and by now perhaps of yesterday.
        work.clear()
        progress = begun(work, source)
    tell(0, 0, progress)
    try:
        if progress.whole < 0:
            which = asked.which(chosen, scope.min_links)
            _pages(asked, work, which, progress, tell)
            _referred(asked, work, progress, tell)
            progress.whole = 0
            _save(work, progress)
    except RemoteError as error:
        last = str(work.meta("after") or "").removeprefix(_ENTITY)
        if not last:
            raise
        hint = "what was read is kept; the same command goes on from there"
        raise RemoteError(f"{error.message}, after {last}", hint=hint) from error
    return progress


def _pages(asked: "_Asked", work: Work, which: str, progress: Progress, tell: Tell) -> None:
    while not work.meta("listed"):
        numbers, after = asked.page(which, str(work.meta("after") or ""))
        if not numbers:
            work.set_meta("listed", True)
        for batch in batches(numbers, asked.service.batch):
            work.put(asked.raws(batch))
        progress.lines += len(numbers)
        progress.counts["kept"] += len(numbers)
        work.set_meta("after", after)
        _save(work, progress)
        tell(0, 0, progress)


def _referred(asked: "_Asked", work: Work, progress: Progress, tell: Tell) -> None:
    """Read what entities refer to until nothing is missing; what is not there is kept as nothing."""
    while missing := sorted(_missing(work)):
        for batch in batches(missing, asked.service.batch):
            work.put(asked.raws(batch))
            progress.counts["referred to"] += len(batch)
            _save(work, progress)
            tell(0, 0, progress)


def _missing(work: Work) -> set[int]:
    known = set(work.numbers())
    return {n for raw in work.raws() for n in _references(raw) if n not in known}


def _references(raw: Raw) -> Iterator[int]:
    yield from (*raw.classes, *raw.supers, *raw.countries, *raw.within)
    yield from (office for office, _, _ in raw.offices)


def _save(work: Work, progress: Progress) -> None:
    work.set_meta("progress", progress.told())
    work.save()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An endpoint and how it is asked."""

    url: str
    polite: Polite
    scope: Scope
    service: Service

    def ask(self, query: str) -> list[Row]:
        return rows(self.polite, self.url, _PREFIXES + query)

    def page(self, which: str, after: str) -> tuple[list[int], str]:
        """Return the next items, and the last IRI of them."""
        query = _PAGE.format(which=which, after=after, limit=self.service.page)
        iris = sorted({row["item"] for row in self.ask(query) if "item" in row})
        if iris and iris[-1] <= after:
            raise RemoteError(f"{self.url} gives the same page again and again")
        with self._understood():
            return sorted(map(_qid, iris)), iris[-1] if iris else after

    def which(self, chosen: Chosen, min_links: int) -> str:
        """Return the patterns of the items that are wanted."""
        links = max(min_links, chosen.min_links)
        patterns = ["?item wdt:P31 ?any ."]
        if chosen.classes:
            found = " ".join(f"<{_ENTITY}Q{n}>" for n in self._classes(chosen.classes))
            patterns = [f"VALUES ?class {{ {found} }}", "?item wdt:P31/wdt:P279* ?class ."]
        if chosen.countries:
            codes = " ".join(f'"{code}"' for code in chosen.countries)
            path = "(wdt:P17|wdt:P27|wdt:P1001)?/wdt:P297"
            patterns.append(f"VALUES ?code {{ {codes} }} ?item {path} ?code .")
        if links:
            patterns.append(_LINKED.format(links=links))
        return "\n  ".join(patterns)

    def _classes(self, names: Sequence[str]) -> list[int]:
        """Return the classes that are meant: QIDs as they are, words by the labels of classes."""
        found = {number(name) for name in names if name[1:].isdigit()}
        labels = {label for name in names if not name[1:].isdigit() for label in _labels(name)}
        if labels:
            query = _CALLED.format(labels=" ".join(f'"{label}"@en' for label in sorted(labels)))
            with self._understood():
                found.update(_qid(row["class"]) for row in self.ask(query))
        if not found:
            raise UsageError(f"nothing is of class {names[0]!r}", hint=near(names[0], WORDS))
        return sorted(found)

    def raws(self, numbers: Sequence[int]) -> list[Raw]:
        """Return what is said of items; of one that is not there, nothing but its number."""
        with self._understood():
            return self._raws(numbers)

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Tell of rows that answer another question: items not asked for, numbers that are none."""
        try:
            yield
        except (KeyError, OverflowError, ValueError) as error:
            said = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise RemoteError(
                f"{self.url} answered with rows that make no sense: {said}"
            ) from error

    def _raws(self, numbers: Sequence[int]) -> list[Raw]:
        items = entities([f"Q{n}" for n in numbers])
        told = {n: Told(n) for n in numbers}
        languages = ", ".join(
            f'"{c}"' for c in ("", *dict.fromkeys(("en", "mul", *self.scope.languages)))
        )
        predicates = " ".join(f"<{p}>" for p in sorted(PREDICATES))
        query = _SAID.format(items=items, predicates=predicates, languages=languages)
        for row in sorted(self.ask(query), key=lambda row: sorted(row.items())):
            if "v" in row:
                told[_qid(row["item"])].tell(row["p"], row["v"], row.get("language", ""))
        self._precise([n for n in numbers if told[n].values.keys() & DATED], told)
        raws = [told[n].raw(self.scope.languages) for n in numbers]
        held = self._held([raw.number for raw in raws if raw.offices])
        return [replace(raw, offices=tuple(held.get(raw.number, raw.offices))) for raw in raws]

    def _precise(self, numbers: Sequence[int], told: dict[int, Told]) -> None:
        """Cut the dates of items to what is known of them: in RDF a year is its first of January."""
        if not numbers:
            return
        for row in self.ask(_DATES.format(items=entities([f"Q{n}" for n in numbers]))):
            dates = told[_qid(row["item"])].values.get(row["p"], [])
            for n, value in enumerate(dates):
                if value == row["v"]:
                    dates[n] = precise(value, row.get("precision", ""))

    def _held(self, numbers: Sequence[int]) -> dict[int, list[Held]]:
        """Return the offices of those who held some, with their dates."""
        if not numbers:
            return {}
        held: dict[int, set[Held]] = {}
        for row in self.ask(_HELD.format(items=entities([f"Q{n}" for n in numbers]))):
            begin, end = (
                date([precise(row.get(name, ""), row.get(f"{name}Precision", ""))])
                for name in ("begin", "end")
            )
            if row.get("office", "").startswith(_ENTITY):
                held.setdefault(_qid(row["item"]), set()).add((_qid(row["office"]), begin, end))
        return {n: sorted(offices) for n, offices in held.items()}


def _labels(name: str) -> set[str]:
    """Return what classes may be labelled that a person calls so."""
    name = spelled(name)
    found = {name}
    for kind, ours in our_kinds().items():
        if name in (kind.lower(), *ontology_names(ours.cls)):
            found |= {kind, ours.words, *(word for word, k in WORDS.items() if k == kind)}
    return {label for label in found if label and '"' not in label and "\\" not in label}


def _qid(iri: str) -> int:
    return number(iri.removeprefix(_ENTITY))
