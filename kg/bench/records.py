"""JSON Lines of annotated texts -> records; a line that is none is told with its reason."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Record:
    """One annotated text.

    Attributes:
        set: name of the data set, from the file's name: ``re3d`` of ``re3d.dev.jsonl``.
        gold: the record as it stands in the file; offsets are code points of ``text``.
    """

    id: str
    set: str
    text: str
    gold: Mapping[str, Any]

    @property
    def windows(self) -> list[tuple[int, int]] | None:
        """Where the annotation is complete: only spans inside count; None is everywhere."""
        found = self.gold.get("evaluated")
        return None if found is None else [(a, b) for a, b in found]

    def layer(self, name: str) -> list[Any]:
        """Return what a layer holds, empty when it is absent."""
        return list(self.gold.get(name) or ())

    @property
    def chains(self) -> list[list[tuple[int, int]]]:
        """Return the chains of mentions, each of two or more."""
        return [[(start, end) for start, end in chain] for chain in self.gold.get("coref") or ()]


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no record."""

    file: str
    line: int
    reason: str


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, gzipped or not.

    Raises:
        KgError: the file cannot be read.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as file:
                yield from file
        else:
            with path.open(encoding="utf-8") as file:
                yield from file
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise KgError(f"{path}: cannot be read: {error}") from error


def records(path: Path) -> Iterator[Record | Bad]:
    """Yield the records of a file in their order."""
    name = path.name.partition(".")[0]
    for number, line in enumerate(lines(path), 1):
        if line.strip():
            try:
                yield _record(name, json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                yield Bad(str(path), number, str(error) or type(error).__name__)


def _record(name: str, found: Any) -> Record:
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    for key in ("id", "text"):
        if not isinstance(found.get(key), str):
            raise ValueError(f"no {key!r}")
    found["text"].encode()  # half a surrogate pair is no text
    _check(name, found)
    size = len(found["text"])
    for layer, start, end in _places(found):
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= size):
            raise ValueError(f"{layer}: {start}..{end} is no span of {size} code points")
    return Record(found["id"], name, found["text"], found)


def _check(name: str, found: dict[str, Any]) -> None:
    """Refuse a record that lacks what the measures look at."""
    for event in found.get("events") or ():
        event.setdefault("roles", [])
        marked = event.get("factuality") or {}
        if not isinstance(marked, dict) or not isinstance(marked.get("value", 0), int | float):
            raise ValueError(f"factuality: {event['factuality']!r}")
    if name == "gap":
        marks = [
            (e.get("type"), isinstance(e.get("text"), str)) for e in found.get("entities") or ()
        ]
        if marks.count(("PERSON", True)) != 2 or marks.count(("PRONOUN", True)) != 1:
            raise ValueError("no pronoun and two people")


def _places(found: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Yield the layer, start and end of every span that a measure looks at."""
    for layer in ("entities", "timex"):
        for item in found.get(layer) or ():
            if not isinstance(item.get("type"), str):
                raise ValueError(f"{layer}: no 'type'")
            yield layer, item["start"], item["end"]
    for start, end in found.get("evaluated") or ():
        yield "evaluated", start, end
    for chain in found.get("coref") or ():
        for start, end in chain:
            yield "coref", start, end
    for event in found.get("events") or ():
        if event.get("trigger"):
            start, end = event["trigger"]
            yield "events", start, end
        for role in event.get("roles") or ():
            if "start" in role:
                yield f"role {role['role']}", role["start"], role["end"]
    for attribution in found.get("attributions") or ():
        for part in ("source", "cue", "content"):
            for span in attribution.get(part) or ():
                yield part, span["start"], span["end"]
