"""What graphs tell -> rows of the index, as lines of JSON in one file for each table."""

from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Final

import orjson

from kg.views.dates import days
from kg.views.told import ROLES, Told
from kg.views.words import LONGEST, fold, key

#: In the table of roles: the number of each role, and of who says that it happened.
ROLE: Final = {name: number for number, name in enumerate(ROLES)}
CLAIMER: Final = 8

#: What of an event the columns do not hold.
_KEPT: Final = (
    "iri", "label", "class", "trigger", "date", "start", "end", "factuality", "roles", "quantities", "sources",
    "denied", "evidence", "location",
)  # fmt: skip

#: Items of a list that the index keeps of an event, claim or relation; the store has the rest.
MANY: Final = 100

Row = tuple[str, dict[str, Any]]


class Batch:
    """Files in a folder that the rows of some graphs go to.

    Events and sentences are numbered within the batch; the index adds what it has already.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._stem = folder / f"{number:06d}"
        self._files: dict[str, IO[bytes]] = {}
        self._sentences: dict[tuple[int, str], int] = {}
        self.events = 0
        self.rows = 0
        self.graphs: list[tuple[int, str, str]] = []

    def files(self) -> dict[str, str]:
        """Close the files; return their paths by table."""
        for file in self._files.values():
            file.close()
        return {table: file.name for table, file in self._files.items()}

    def add(self, number: int, told: Told, mark: str) -> None:
        """Write what a graph tells."""
        self.graphs.append((number, told.graph, mark))
        for table, row in self._rows(number, told):
            file = self._files.get(table)
            if file is None:
                file = self._files[table] = self._stem.with_suffix(f".{table}").open("wb")
            file.write(orjson.dumps({"graph": number, **row}) + b"\n")
            self.rows += 1

    def _rows(self, number: int, told: Told) -> Iterator[Row]:
        yield from _documents(told)
        for thing in told.things.values():
            yield from _thing(thing)
        claimers = _claimers(told)
        for event in sorted(told.events.values(), key=_place):
            yield from self._event(number, event, claimers.get(event["iri"], ()))
        for relation in told.relations:
            yield _relation(relation)
        for claim in told.claims:
            yield from _claim(claim)

    def _event(self, graph: int, event: dict[str, Any], claimers: Collection[int]) -> Iterator[Row]:
        self.events += 1
        number, where = self.events, event["location"]
        sentences: dict[int, None] = {}
        for shown in event["evidence"][:MANY]:
            sentence, new = self._sentence(graph, shown)
            sentences[sentence] = None
            if new:
                yield "sentences", {"sentence": sentence, "folded": new}
        for other in list(sentences)[1:]:
            yield "told_in", {"event": number, "sentence": other}
        yield (
            "events",
            {
                "event": number,
                "key": key(event["iri"]),
                "document": key(event["evidence"][0]["document"]) if event["evidence"] else None,
                "sentence": next(iter(sentences), None),
                "types": " ".join(event["types"]),
                "class": event["class"],
                "label": fold(event["label"][:LONGEST]),
                "factuality": event["factuality"],
                "lo": event["lo"],
                "hi": event["hi"],
                "lon": where and where["lon"],
                "lat": where and where["lat"],
                "radius": where and where["radius_m"],
                "place": key(where["place"]["iri"]) if where and where["place"] else None,
                "denied": event["denied"],
                "told": _json(_short({name: event[name] for name in _KEPT})),
            },
        )
        filled = {
            (key(ref["iri"]), ROLE[role]) for role, refs in event["roles"].items() for ref in refs
        }
        filled |= {(key(ref["iri"]), CLAIMER) for ref in event["sources"]}
        filled |= {(claimer, CLAIMER) for claimer in claimers}
        for thing, role in sorted(filled):
            yield "roles", {"event": number, "thing": thing, "role": role}

    def _sentence(self, graph: int, shown: dict[str, Any]) -> tuple[int, str]:
        """Return the number of a sentence, and its words when it is new."""
        words, known = fold(shown["sentence"]), len(self._sentences)
        found = self._sentences.setdefault((graph, words), known + 1)
        return found, words if found > known else ""


def _place(event: dict[str, Any]) -> tuple[str, int, str]:
    """Return where an event is told, by which those of a document are in the order of its text."""
    for first in event["evidence"][:1]:
        return first["document"], first["begin"], event["iri"]
    return "", 0, event["iri"]


def mark(told: Told) -> str:
    """Return a word that is another when a graph tells something else."""
    parts = [told.documents, told.things, told.events, told.claims, told.relations]
    return blake2b(orjson.dumps(parts), digest_size=12).hexdigest()


def _documents(told: Told) -> Iterator[Row]:
    events = [e["evidence"][0]["document"] for e in told.events.values() if e["evidence"]]
    for document in told.documents.values():
        issued = days(document["issued"])
        yield (
            "documents",
            {
                "document": key(document["iri"]),
                "iri": document["iri"],
                "title": document["title"][:LONGEST],
                "folded": fold(document["title"][:LONGEST]),
                "issued": document["issued"],
                "day": issued[0] if issued else None,
                "publisher": document["publisher"],
                "language": document["language"],
                "events": events.count(document["iri"]),
                "mentions": sum(thing["mentions"] for thing in told.things.values()),
                "length": document["length"],
            },
        )


def _thing(thing: dict[str, Any]) -> Iterator[Row]:
    me, where = key(thing["iri"]), thing["location"] or {}
    yield (
        "things",
        {
            "thing": me,
            **{
                name: _short(thing[name])
                for name in (
                    "iri",
                    "label",
                    "class",
                    "family",
                    "wikidata",
                    "confidence",
                    "mentions",
                )
            },
            "lon": where.get("lon"),
            "lat": where.get("lat"),
            "radius": where.get("radius_m"),
        },
    )
    for name, count in thing["names"].items():
        yield "names", {"thing": me, "name": name[:300], "folded": fold(name[:300]), "count": count}
    for document in thing["documents"]:
        yield "mentioned", {"thing": me, "document": key(document)}
    for outer in thing["within"]:
        yield "lies_in", {"thing": me, "outer_thing": key(outer)}


def _claimers(told: Told) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for claim in told.claims:
        for about in claim["about"]:
            found.setdefault(about, set()).update(key(c["iri"]) for c in claim["claimers"])
    return found


def _relation(relation: dict[str, Any]) -> Row:
    other = relation["object"]
    return (
        "relations",
        {
            "subject": key(relation["subject"]["iri"]),
            "object": key(other["iri"]) if other else None,
            "predicate": relation["predicate"],
            "told": _json(_short(relation)),
        },
    )


def _claim(claim: dict[str, Any]) -> Iterator[Row]:
    for claimer in claim["claimers"]:
        for about in claim["about"]:
            yield (
                "claims",
                {"claimer": key(claimer["iri"]), "about": key(about), "told": _json(_short(claim))},
            )


def _short(value: Any) -> Any:
    """Return plain values without words and lists so long that they are no words or lists."""
    if isinstance(value, dict):
        return {name: _short(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_short(item) for item in value[:MANY]]
    return value[:LONGEST] if isinstance(value, str) and len(value) > LONGEST else value


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
