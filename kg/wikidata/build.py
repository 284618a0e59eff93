"""A source of Wikidata -> a knowledge-base file, by way of a work file that can go on where it was stopped."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import orjson

from kg.errors import KgError, UsageError
from kg.wikidata import dump, endpoint, triples
from kg.wikidata.classes import Known, Learned, own_table
from kg.wikidata.compile import compile
from kg.wikidata.dump import Progress, Scope, Tell, silent
from kg.wikidata.endpoint import Service
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.raw import checked, number
from kg.wikidata.resolve import Chosen, Resolver
from kg.wikidata.values import Item
from kg.wikidata.work import Work, beside

FORMATS: Final = ("json", "nt")

#: Items between two looks at the progress.
_SHOWN: Final = 2000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a file is made.

    Attributes:
        scope: what is kept of the source.
        chosen: which items go into the file.
        table: a user's table of classes and kinds, as its lines give it.
        format: of a file: one of `FORMATS`; empty: by its name and its first byte.
        service: how an endpoint is asked.
        known: a knowledge-base file that tells which kinds classes are; None: the one that ships.
    """

    scope: Scope = field(default_factory=Scope)
    chosen: Chosen = field(default_factory=Chosen)
    table: Mapping[int, str] = field(default_factory=dict)
    format: str = ""
    service: Service = field(default_factory=Service)
    known: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: items in the file, what was read, what was left out by reason, and the classes.

    ``classes`` are number, label, kind and items of each class that was met, the largest first.
    """

    items: int
    progress: Progress
    left_out: Counter[str]
    classes: Sequence[tuple[int, str, str, int]] = ()


def build(
    source: str,
    output: Path,
    settings: Settings,
    *,
    tell: Tell = silent,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Read a source and write the file; the work file stays beside it for `update` and other choices.

    Args:
        source: a file, ``-`` for stdin, or the address of a SPARQL endpoint.
        output: the file; replaced when the new one is complete.
        settings: what is kept and chosen.
        tell: hears of the progress.
        say: hears a line about what a person may not expect.

    Raises:
        UsageError: a setting makes no sense, or there is no such source.
        KgError: the source broke; what was read is kept in the work file.
    """
    checked(settings.scope.languages)
    read = _reader(source, output, settings)
    if not output.parent.is_dir():
        raise UsageError(f"no folder {output.parent}")
    with Work(beside(output)) as work:
        progress = read(work, tell, say)
        work.set_meta("chosen", _told(source, settings))
        built = made(work, output, settings, progress, say, tell)
        work.save()
        return built


Read = Callable[[Work, Tell, Callable[[str], None]], Progress]


def _reader(source: str, output: Path, settings: Settings) -> Read:
    if source.startswith(("http://", "https://")):
        if source.rstrip("/").endswith((".json", ".nt", ".gz", ".bz2")):
            raise UsageError(f"{source} is a file", hint="curl URL | kg wikidata build - -o FILE")

        def ask(work: Work, tell: Tell) -> Progress:
            return endpoint.fill(
                work, source, settings.scope, settings.chosen, settings.service, tell=tell
            )

        return _resuming(ask)
    path = None if source == "-" else Path(source)
    if path is not None and not path.is_file():
        raise UsageError(f"no file {source}")
    if path is not None and output.exists() and path.samefile(output):
        raise UsageError(f"{output} is the source itself")
    fill = triples.fill if _format(path, settings.format) == "nt" else dump.fill

    return _resuming(lambda work, tell: fill(work, path, settings.scope, tell=tell))


def _resuming(fill: Callable[[Work, Tell], Progress]) -> Read:
    """Return what reads and says where it resumes."""

    def read(work: Work, tell: Tell, say: Callable[[str], None]) -> Progress:
        said = False

        def first(done: int, size: int, progress: Progress) -> None:
            nonlocal said
            if not said and progress.lines:
                say(_where(progress))
            said = True
            tell(done, size, progress)

        return fill(work, first)

    return read


def _where(progress: Progress) -> str:
    """Return where reading goes on."""
    if not progress.at:
        return f"resumes after {progress.lines:,} items"
    whole = " (all was read)" if progress.whole >= 0 else ""
    return f"resumes at line {progress.lines + 1}, byte {progress.at}{whole}"


def _format(path: Path | None, told: str) -> str:
    if told:
        return told
    if path is None:
        return "json"
    return "nt" if {".nt", ".ntriples"} & set(path.suffixes[-2:]) else "json"


def _told(source: str, settings: Settings) -> dict[str, object]:
    """Return what `update` needs to choose and name as this build did."""
    return {
        "source": Path(source).name if "://" not in source else source,
        "scope": asdict(settings.scope),
        "chosen": asdict(settings.chosen),
        "table": {f"Q{n}": kind for n, kind in settings.table.items()},
        "known": str(settings.known or ""),
    }


def again(work: Work) -> Settings:
    """Return the settings that the file beside a work file was made with.

    Raises:
        UsageError: its source was not read to the end.
    """
    told = work.meta("chosen")
    if told is None:
        raise UsageError(f"{work.path} is not complete", hint="run kg wikidata build again first")
    chosen = told["chosen"]
    return Settings(
        Scope(tuple(told["scope"]["languages"]), told["scope"]["min_links"]),
        Chosen(
            tuple(chosen["classes"]),
            tuple(chosen["countries"]),
            chosen["min_links"],
            chosen["limit"],
        ),
        {number(qid): kind for qid, kind in told["table"].items()},
        known=Path(told["known"]) if told["known"] else None,
    )


def made(
    work: Work,
    output: Path,
    settings: Settings,
    progress: Progress,
    say: Callable[[str], None],
    tell: Tell = silent,
) -> Built:
    """Write the file from what was read."""
    source = work.meta("chosen")["source"]
    meta = {
        "version": "1",
        "made_from": f"Wikidata (CC0), {source}",
        "choice": orjson.dumps(asdict(settings.chosen)).decode(),
        "languages": " ".join(settings.scope.languages),
    }
    with _knowing(settings.known, say) as known:
        learned = Learned(work, known, settings.table)
        resolver = Resolver(work, learned, settings.chosen)
        items = _counted(resolver.items(), progress, tell)
        count = compile(items, output, meta=meta, sources=lambda _: "wikidata")
        left_out = Counter({why: n for why, n in resolver.left_out.items() if n})
        return Built(count, progress, left_out, tuple(learned.table()))


def _counted(items: Iterable[Item], progress: Progress, tell: Tell) -> Iterator[Item]:
    for n, item in enumerate(items, 1):
        yield item
        if n % _SHOWN == 0:
            progress.counts["written"] = n
            tell(0, 0, progress)


@contextmanager
def _knowing(path: Path | None, say: Callable[[str], None]) -> Iterator[Known]:
    """Give the kinds of what a knowledge base knows."""
    try:
        base = KnowledgeBase.open(path)
    except KgError as error:
        if path is not None:
            raise
        say(f"classes are learned without the file that comes with kg: {error}")
        yield lambda _: {}
        return
    with base:
        yield lambda numbers: {
            number(item.qid): item.kind
            for item in base.items([f"Q{n}" for n in numbers])
            if item.kind
        }


__all__ = ["FORMATS", "Built", "Settings", "again", "build", "made", "own_table"]
