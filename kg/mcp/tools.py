"""What an assistant may ask for -> the answer twice: as values of a known shape, and as text to read."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeVar

from mcp.types import CallToolResult, TextContent
from pydantic import Field

from kg.errors import UsageError
from kg.mcp import brief, values, words
from kg.mcp.asking import Library
from kg.views.classes import terms

T = TypeVar("T")

Name = Annotated[str, Field(description="An IRI, or a name as people say it")]
Date = Annotated[str, Field(description="2013, 2013-05 or 2013-05-01")]
Page = Annotated[int, Field(ge=1, le=100_000)]
Size = Annotated[int, Field(ge=1, le=100)]
Kind = Literal["", "actor", "place", "object", "event", "document"]
Factuality = Literal["", "Actual", "Negated", "Planned", "Possible", "Hypothetical"]
Class = Annotated[str, Field(description="A class of events, as Attack; subclasses count")]

#: Characters of a passage, at most.
PASSAGE: Final = 20_000


class Tools:
    """Each method is a tool: its docstring is what the assistant reads of it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def search(
        self, query: str, kind: Kind = "", page: Page = 1
    ) -> Annotated[CallToolResult, values.Found]:
        """Find people, organisations, groups, places, things, events and documents by name or part of one; small typos
        are forgiven."""
        asked = [("q", query), ("kind", kind), ("page", str(page)), ("size", "20")]
        found = await self._library.view("search", asked)
        told: values.Found = {
            "total": found["total"],
            "page": found["page"],
            "pages": _pages(found),
            "notes": self._library.notes(),
            "results": [brief.result(e) for e in found["results"]],
        }
        return _answer(told, words.found)

    async def list_events(
        self,
        actor: Name = "",
        agent: Name = "",
        patient: Name = "",
        place: Name = "",
        event_class: Class = "",
        start: Date = "",
        end: Date = "",
        claimer: Name = "",
        factuality: Factuality = "",
        document: Annotated[str, Field(description="IRI of a document")] = "",
        text: Annotated[str, Field(description="Words of the label or the sentence")] = "",
        newest_first: bool = False,
        page: Page = 1,
        size: Size = 20,
    ) -> Annotated[CallToolResult, values.Events]:
        """List what happened: all given restrictions hold at once. Each event comes with its sentence, its document
        and who says so. `actor`: in any role; `agent`: who did it; `patient`: to whom; `place`: there or within;
        `claimer`: whose word it is; `start` and `end`: it may have happened between them."""
        people = {"actor": actor, "agent": agent, "patient": patient, "claimer": claimer}
        iris, notes = await self._iris({**people, "place": place})
        asked = [
            *iris,
            ("class", self._library.cls(event_class)),
            ("from", start),
            ("to", end),
            ("factuality", factuality),
            ("document", document),
            ("q", text),
            ("order", "-date" if newest_first else "date"),
            ("page", str(page)),
            ("size", str(size)),
        ]
        found = await self._library.view("events", asked)
        told: values.Events = {
            "total": found["total"],
            "page": found["page"],
            "pages": _pages(found),
            "notes": self._library.notes() + notes,
            "events": [brief.event(e) for e in found["events"]],
        }
        return _answer(told, words.events)

    async def get_entity(self, entity: Name) -> Annotated[CallToolResult, values.Profile]:
        """Tell what is known of a person, organisation, group, place or thing: names, Wikidata, relations with their
        sentences, and who it is told of with."""
        iri, note = await self._library.iri(entity, "")
        found = await self._library.view("entity", [("iri", iri)])
        notes = self._library.notes() + [n for n in [note] if n]
        return _answer(brief.profile(found, notes), words.profile)

    async def get_event(self, iri: str) -> Annotated[CallToolResult, values.Told]:
        """Tell all of one event: every sentence of it, who asserts, denies or doubts it in which words, and other
        reports that corroborate or contradict it."""
        found = await self._library.view("event", [("iri", iri)])
        told: values.Told = {
            "event": brief.event(found),
            "claims": [brief.claim(c) for c in found["claims"] if c["claimer"]],
            "others": [
                {"why": o["why"], "event": brief.event(o["event"])} for o in found["others"]
            ],
        }
        return _answer(told, words.told)

    async def contradictions(
        self,
        actor: Name = "",
        place: Annotated[str, Field(description="Name of a place")] = "",
        event_class: Class = "",
        start: Date = "",
        end: Date = "",
        page: Page = 1,
    ) -> Annotated[CallToolResult, values.Pairs]:
        """List where sources disagree on what seems to be the same event: happened or not, how many, denied by whom;
        both sides with their sentences."""
        iris, notes = await self._iris({"actor": actor})
        asked = [
            *iris,
            ("place", place),
            ("class", self._library.cls(event_class).removeprefix("kg:")),
            ("from", start),
            ("to", end),
            ("page", str(page)),
        ]
        found = await self._library.view("contradictions", asked)
        told: values.Pairs = {
            "total": found["total"],
            "page": found["page"],
            "cut": found["cut"],
            "notes": notes,
            "pairs": [brief.pair(p) for p in found["pairs"]],
        }
        return _answer(told, words.pairs)

    async def read_passage(
        self,
        document: Annotated[str, Field(description="IRI of a document")],
        begin: Annotated[int, Field(ge=0)] = 0,
        end: Annotated[int, Field(ge=0, description="0: to the end")] = 0,
        around: Annotated[
            int, Field(ge=0, le=5000, description="Characters before and after")
        ] = 300,
    ) -> Annotated[CallToolResult, values.Passage]:
        """Read the text of a document around the words from `begin` to `end` (characters, as evidence tells them)."""
        if end and end < begin:
            raise UsageError(f"begin {begin} is behind end {end}")
        first = max(begin - around, 0)
        told = await passage(self._library, document, first, end + around if end else None)
        return _answer(told, words.passage)

    async def run_sparql(
        self,
        query: str,
        rows: Annotated[int, Field(ge=1, le=1000, description="At most so many")] = 100,
    ) -> Annotated[CallToolResult, values.Table]:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE); it only reads, calls no other service, and is
        ended when it takes too long. `about` tells the classes, properties and prefixes, which are declared already."""
        return _answer(await self._library.table(query, rows), words.table)

    async def about(self) -> Annotated[CallToolResult, values.About]:
        """Tell what is in the store: counts, dates, classes with how many there are of each, properties, prefixes."""
        await self._library.view("search", [("size", "1")])  # Which waits for the index.
        found = await self._library.view("about", [])
        counts = found["counts"]
        told: values.About = {
            "base": found["base"],
            "documents": counts["documents"],
            "events": counts["events"],
            "entities": counts["entities"],
            "claims": counts["claims"],
            "first": found["first"],
            "last": found["last"],
            "classes": [
                {"id": c["id"], "label": c["label"], "count": c["count"]} for c in found["classes"]
            ],
            "factualities": {f["id"]: f["count"] for f in found["factualities"]},
            "properties": [t.id for t in terms().values() if t.kind == "property"],
            "prefixes": found["prefixes"],
            "notes": self._library.notes(),
        }
        return _answer(told, words.about)

    async def _iris(self, asked: dict[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
        """Return parameters with IRIs for names, and how names were taken."""
        pairs, notes = [], []
        for word, name in asked.items():
            iri, note = await self._library.iri(name, "place" if word == "place" else "")
            pairs.append((word, iri))
            notes += [note] if note else []
        return pairs, notes


async def passage(library: Library, document: str, first: int, last: int | None) -> values.Passage:
    """Return a stretch of a document's text, cut at `PASSAGE` characters; ``last``: None is the end.

    Raises:
        KgError: there is no such document.
    """
    start = first
    found = await library.view("document", [("iri", document), ("from", str(start))])
    end = min(found["length"] if last is None else last, found["length"], first + PASSAGE)
    return {
        "document": found["iri"],
        "title": found["label"],
        "publisher": found["publisher"],
        "issued": found["issued"],
        "begin": min(first, found["length"]),
        "end": max(end, min(first, found["length"])),
        "length": found["length"],
        "text": found["text"][: max(end - first, 0)],
    }


def _pages(found: dict[str, Any]) -> int:
    return max(-(-int(found["total"]) // int(found["size"])), 1)


def _answer(told: T, said: Callable[[T], str]) -> CallToolResult:
    text = TextContent(type="text", text=said(told))
    return CallToolResult(content=[text], structured_content=told)
