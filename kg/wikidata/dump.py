"""A JSON dump of Wikidata -> the work file: streamed, in bounded memory, going on where it was stopped."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Final

import orjson

from kg.errors import KgError
from kg.wikidata.entity import MALFORMED, Json, read
from kg.wikidata.raw import LANGUAGES, Raw
from kg.wikidata.stream import START, BrokenError, Line, Place, Stream, lines
from kg.wikidata.work import FORM, Work

#: Lines between two points to go on from: less than a second of reading.
EVERY: Final = 2000

#: Lines between two looks at the progress.
_SHOWN: Final = 2000

#: Lines with no entity among them after which a file is taken for something else.
HOPELESS: Final = 1000

#: Bytes at the beginning that tell one source from another.
_HEAD: Final = 4096

#: How a compact entity of the dumps begins; only such are looked at as bytes before they are parsed.
_ITEM: Final = b'{"type":"item"'
_OTHERS: Final = (b'{"type":"property"', b'{"type":"lexeme"', b'{"type":"mediainfo"')

#: What makes an entity with few pages worth keeping: others need it. Classes, offices, countries.
_NEEDED_PROPERTIES: Final = frozenset(("P279", "P1001", "P297"))
_NEEDED: Final = tuple(f'"{name}":['.encode() for name in sorted(_NEEDED_PROPERTIES))


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a source is kept in the work file; everything else is chosen when the items are made.

    Attributes:
        languages: whose labels and aliases are kept, English always.
        min_links: least number of pages of Wikimedia; classes, offices and countries are kept anyway.
    """

    languages: tuple[str, ...] = LANGUAGES
    min_links: int = 0


@dataclass(slots=True)
class Progress:
    """How far reading is: unpacked bytes, lines, and what became of the entities, by reason.

    ``whole`` is the size of the file that was read to its end, -1 before.
    """

    at: int = 0
    lines: int = 0
    place: Place = START
    whole: int = -1
    counts: Counter[str] = field(default_factory=Counter)
    first_broken: int = 0

    @classmethod
    def of(cls, told: dict[str, object] | None) -> "Progress":
        """Return the progress that a work file tells."""
        if told is None:
            return cls()
        made = cls(**told)  # type: ignore[arg-type]
        made.place, made.counts = Place(*made.place), Counter(made.counts)
        return made

    def told(self) -> dict[str, object]:
        """Return it as the work file keeps it."""
        own = {"at": self.at, "lines": self.lines, "place": list(self.place), "whole": self.whole}
        return {**own, "counts": dict(self.counts), "first_broken": self.first_broken}


#: Hears now and then: bytes of the file read, its size (0: unknown), and the progress.
Tell = Callable[[int, int, Progress], None]

#: Line -> what it changes in the work file; returns what became of it, empty for no entity at all.
Take = Callable[[Line], str]


def silent(_read: int, _size: int, _progress: Progress) -> None:
    """Tell nobody."""


def fill(work: Work, path: Path | None, scope: Scope, *, tell: Tell = silent) -> Progress:
    """Read a dump into a work file, going on from the last point that it knows.

    Args:
        work: where entities are kept.
        path: the dump, plain, gzip or bzip2; None is stdin.
        scope: what is kept.
        tell: hears of the progress at each point.

    Raises:
        BrokenError: the dump ends too early or is no dump; says where. What was read is kept.
        KgError: it cannot be opened.
    """
    kept: list[Raw] = []

    def take(line: Line) -> str:
        return _take(line.text, scope, kept)

    def flush() -> None:
        work.put(kept)
        kept.clear()

    return through(work, path, "dump", scope, take, flush, tell, every=EVERY)


def _take(text: bytes, scope: Scope, kept: list[Raw]) -> str:
    text = text.strip(b" \t\r,[]")
    if not text:
        return ""
    if text.startswith(_OTHERS):
        return "other"
    few = text.startswith(_ITEM) and text.count(b'"site":') < scope.min_links
    if few and not any(mark in text for mark in _NEEDED):
        return "few links"
    entity = orjson.loads(text)
    raw = read(entity, scope.languages)
    if raw is None:
        return "other"
    if too_few(entity, scope):
        return "few links"
    kept.append(raw)
    return "kept"


def too_few(entity: Json, scope: Scope) -> bool:
    """Return whether an item has too few pages to be kept, and no other is likely to need it."""
    claims = entity.get("claims") or {}
    return (
        len(entity.get("sitelinks") or ()) < scope.min_links
        and not claims.keys() & _NEEDED_PROPERTIES
    )


def through(
    work: Work,
    path: Path | None,
    form: str,
    scope: Scope,
    take: Take,
    flush: Callable[[], None],
    tell: Tell,
    *,
    every: int,
    begin: Callable[[], None] = lambda: None,
) -> Progress:
    """Give each line of a source to ``take``, and save a point to go on from every now and then."""
    name = str(path or "stdin")
    with opened(path) as file:
        head = file.peek(_HEAD)[:_HEAD] if path is None else _head(path)  # type: ignore[attr-defined]
        progress = begun(work, [FORM, form, hashlib.sha256(head).hexdigest(), asdict(scope)])
        stream = Stream(path, file, progress.place if path else Place())
        if path is not None and progress.whole == stream.size:
            tell(stream.size, stream.size, progress)
            return progress
        begin()
        tell(stream.read, stream.size, progress)
        try:
            _walk(stream, progress, work, take, flush, tell, every)
        except BrokenError as error:
            flush()
            _save(work, progress)
            place = f"line {progress.lines + 1}, byte {progress.at}"
            hint = error.hint or "what was read is kept; the same command goes on from there"
            raise BrokenError(f"{name}: {place}: {error.message}", hint=hint) from error
    return progress


def _walk(
    stream: Stream,
    progress: Progress,
    work: Work,
    take: Take,
    flush: Callable[[], None],
    tell: Tell,
    every: int,
) -> None:
    opening = progress.lines > 0 and bool(work.meta("bracket"))
    for line in lines(stream, skip=progress.at):
        if not progress.lines:
            opening = line.text.strip() == b"["
            work.set_meta("bracket", opening)
        if not line.whole and opening and line.text.strip() != b"]":
            raise BrokenError("ends in the middle")
        _count(line, progress, take)
        progress.at, progress.lines = line.end, progress.lines + 1
        closed = line.text.strip() == b"]"
        if progress.lines % every == 0:
            progress.place = stream.passed(progress.at)
            flush()
            _save(work, progress)
        if progress.lines % min(every, _SHOWN) == 0:
            tell(stream.read, stream.size, progress)
        opening = opening and not closed
    if opening:
        raise BrokenError("ends in the middle: the closing ] is missing")
    flush()
    if not progress.counts.keys() & {"kept", "other", "few links"}:
        raise BrokenError("no entity in it", hint="is it what its name says?")
    progress.whole = stream.size
    _save(work, progress)
    tell(stream.read, stream.size, progress)


def _count(line: Line, progress: Progress, take: Take) -> None:
    """Take one line; a broken one is counted, many and nothing else are the end."""
    try:
        became = take(line)
    except MALFORMED:
        became = "broken"
        progress.first_broken = progress.first_broken or progress.lines + 1
    if became:
        progress.counts[became] += 1
    if (
        progress.counts["broken"] >= HOPELESS
        and progress.counts.total() == progress.counts["broken"]
    ):
        raise BrokenError("no entity in it so far", hint="is it what its name says?")


def _save(work: Work, progress: Progress) -> None:
    work.set_meta("progress", progress.told())
    work.save()


def begun(work: Work, source: list[object]) -> Progress:
    """Return how far this very source was read with these settings; what is of another is cleared."""
    source = orjson.loads(orjson.dumps(source))
    if work.meta("source") == source:
        return Progress.of(work.meta("progress"))
    work.clear()
    work.set_meta("source", source)
    work.save()
    return Progress()


def opened(path: Path | None) -> IO[bytes]:
    """Return the file or stdin.

    Raises:
        KgError: it cannot be opened.
    """
    try:
        return path.open("rb") if path is not None else _stdin()
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}") from error


def _stdin() -> IO[bytes]:
    return open(sys.stdin.fileno(), "rb", buffering=1 << 20, closefd=False)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
