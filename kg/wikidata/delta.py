"""Changed entities -> the work file and the knowledge-base file, as if both were made of the new state."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from kg.errors import KgError
from kg.wikidata.build import Built, Settings, again, made
from kg.wikidata.dump import Progress, Scope, opened, too_few
from kg.wikidata.entity import MALFORMED, read
from kg.wikidata.raw import number
from kg.wikidata.stream import START, BrokenError, Stream, lines
from kg.wikidata.work import Work, existing

#: Marks of an entity that is no more: ours, and that of the API.
_GONE: Final = ("deleted", "missing")


@dataclass(slots=True)
class Changes:
    """What a delta did, by outcome, and the line of the first that was no entity (0: none)."""

    counts: Counter[str] = field(default_factory=Counter)
    first_broken: int = 0


def update(
    output: Path,
    documents: Callable[[Work], Iterable[object]],
    *,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[Changes, Built]:
    """Change what is known and write the file again; all of it or nothing.

    Args:
        output: a file that `build` made, with its work file beside it.
        documents: gives the entities that changed, as Wikidata writes them in JSON; see `apply`.
        say: hears a line about what a person may not expect.

    Raises:
        UsageError: there is no such file.
        KgError: the changes cannot be read; nothing is changed then.
    """
    with Work(existing(output)) as work:
        settings: Settings = again(work)
        changes = Changes()
        for n, document in enumerate(documents(work), 1):
            try:
                apply(work, document, settings.scope, changes.counts)
            except MALFORMED:
                changes.counts["broken"] += 1
                changes.first_broken = changes.first_broken or n
        built = made(work, output, settings, Progress(), say)
        work.save()
    return changes, built


def apply(work: Work, document: object, scope: Scope, counts: Counter[str]) -> None:
    """Put one change into the work file.

    A document is an entity; ``{"id": "Q…", "deleted": true}``; ``{"id": "Q…", "redirect": "Q…"}``; or
    an answer of the API, ``{"entities": {"Q…": entity, …}}``.

    Raises:
        One of `MALFORMED`: it is none of these.
    """
    if not isinstance(document, dict):
        raise TypeError
    if isinstance(document.get("entities"), dict):
        for qid, entity in document["entities"].items():
            if entity.get("id", qid) != qid:
                _move(work, qid, entity["id"], counts)
            apply(work, entity, scope, counts)
        return
    _one(work, document, scope, counts)


def _one(work: Work, document: dict[str, Any], scope: Scope, counts: Counter[str]) -> None:
    qid = str(document.get("id") or document.get("entity"))
    if any(mark in document and document[mark] is not False for mark in _GONE):
        work.drop([number(qid)])
        counts["deleted"] += 1
    elif "redirect" in document:
        _move(work, qid, str(document["redirect"]), counts)
    else:
        raw = read(document, scope.languages)
        if raw is None:
            counts["other"] += 1
        elif too_few(document, scope):
            work.drop([raw.number])
            counts["few links"] += 1
        else:
            work.put([raw])
            counts["changed"] += 1


def _move(work: Work, one: str, other: str, counts: Counter[str]) -> None:
    work.move(number(one), number(other))
    counts["redirected"] += 1


def documents(path: Path | None) -> Iterator[object]:
    """Yield the documents of a JSON Lines file, packed or not, or of stdin; a broken line is None.

    Raises:
        KgError: it cannot be read, or ends in the middle.
    """
    with opened(path) as file:
        at = 0
        try:
            for line in lines(Stream(path, file, START)):
                at += 1
                text = line.text.strip(b" \t\r,[]")
                if text:
                    yield _parsed(text)
        except BrokenError as error:
            hint = "nothing was changed"
            raise KgError(
                f"{path or 'stdin'}: line {at + 1}: {error.message}", hint=hint
            ) from error


def _parsed(text: bytes) -> object:
    try:
        return orjson.loads(text)
    except ValueError:
        return None
