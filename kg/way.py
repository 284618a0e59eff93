"""The way of a text, in its order: read -> annotate -> extract -> facts -> store."""

import gc
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from spacy.language import Language
from spacy.tokens import Doc

from kg import annotate, ontology
from kg.document import Document
from kg.errors import KgError
from kg.extract import extract
from kg.facts import Facts, facts
from kg.namespaces import DEFAULT_BASE
from kg.provenance import Software, run
from kg.read import Note, Skipped, read
from kg.resources import folder
from kg.store import Store

#: Characters of text in one document: a book. More is a collection, and is split by who has it.
MAX_CHARS = 5_000_000


#: Objects made after which garbage is looked for: those of a few documents.
GARBAGE = 50_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build may be told.

    Attributes:
        date: publication date for documents that carry none.
        model: name of an installed spaCy pipeline; empty: the reader of the package.
        ontologies: a user's own Turtle files.
        base: where data IRIs begin.
        max_chars: code points in one document.
    """

    date: str = ""
    model: str = ""
    ontologies: tuple[Path, ...] = ()
    base: str = DEFAULT_BASE
    max_chars: int = MAX_CHARS


@dataclass(slots=True)
class Report:
    """What a build did: documents by outcome, what was skipped, what is worth saying."""

    outcomes: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    quads: int = 0
    undated: int = 0

    @property
    def documents(self) -> int:
        """How many documents are in the store because of this build."""
        return sum(self.outcomes.values())

    @property
    def failed(self) -> bool:
        """Whether something outside failed, while the rest was done."""
        return any(skipped.severe for skipped in self.skipped)


class Way:
    """Documents -> facts, with the model and the ontology loaded once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ontology = ontology.load(folder("ontology"), settings.ontologies)
        self.nlp: Language = annotate.load(settings.model)
        # Model and ontology are here to stay; looking through them for garbage again and again
        # cost as much as mapping a document (measured: 20 ms against 4).
        # So was looking again for every 700 objects made, when a document makes 20 000 that go with it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(GARBAGE)

    def facts(self, document: Document) -> Facts:
        """Return what a document contributes."""
        return self.mapped(document, self.nlp(document.text))

    def mapped(self, document: Document, doc: Doc) -> Facts:
        """Return what an annotated document contributes."""
        said = extract(doc, self.ontology, issued=document.issued)
        return facts(document, said, self.ontology, base=self.settings.base)

    def software(self) -> Software:
        """Return the versions of what made the facts."""
        meta = self.nlp.meta
        name = self.settings.model or "kg-reader"
        version = (
            annotate.version(self.nlp) if not self.settings.model else str(meta.get("version", ""))
        )
        return Software(reader=f"{name} {version}".strip(), ontology=self.ontology.version)


def build(
    inputs: Sequence[str],
    *,
    store: Path | str = "kg-store",
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    tell: Callable[[Document | Skipped | Note], None] = lambda _: None,
) -> Report:
    """Read the inputs and put what they say into the store.

    Args:
        inputs: files, folders, patterns, ``-`` for ``stdin``.
        store: folder of the store; made when there is none.
        settings: what to do differently.
        stdin: where ``-`` reads.
        tell: hears of each document before it is annotated, of each skipped input and each note.

    Raises:
        UsageError: a setting makes no sense (a date, a pipeline, an ontology file).
        KgError: the store cannot be opened or written; what was written before stays.
    """
    settings = settings or Settings()
    items = read(inputs, date=settings.date, max_chars=settings.max_chars, stdin=stdin)
    report = Report()
    way = Way(settings)  # Before the store: wrong settings leave nothing behind.
    with Store(Path(store)) as open_, open_.writer() as writer:
        graphs: list[str] = []
        changed = False
        for made in _made(items, way, report, tell):
            outcome = writer.put(made.graph, made.quads)
            report.outcomes[outcome] += 1
            report.quads += len(made.quads)
            changed = changed or outcome != "unchanged"
            graphs.append(made.graph)
        if changed:
            ended = run(graphs, way.software(), settings.base, datetime.now(UTC))
            writer.put(ended.graph, ended.quads)
    return report


def _made(
    items: Iterable[Document | Skipped | Note],
    way: Way,
    report: Report,
    tell: Callable[[Document | Skipped | Note], None],
) -> Iterator[Facts]:
    for item in ahead(items, way.nlp):
        if isinstance(item, Skipped):
            report.skipped.append(item)
            tell(item)
        elif isinstance(item, Note):
            report.notes.append(item)
            tell(item)
        else:
            document, annotated = item
            tell(document)
            report.undated += not document.issued
            try:
                yield way.mapped(document, annotated())
            except KgError:
                raise
            except Exception as error:
                # A document that our code or a pipeline stumbles over must not stop the others,
                # and the network's own errors have no class between them and Exception.
                trouble = Skipped(document.id, _stumbled(error))
                report.skipped.append(trouble)
                tell(trouble)


def _stumbled(error: Exception) -> str:
    """Return one line, with the place in the code for whoever repairs it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return f"cannot be annotated: {words} ({Path(place.filename).name} line {place.lineno})"


def ahead(
    items: Iterable[Document | Skipped | Note], nlp: Language
) -> Iterator[tuple[Document, Callable[[], Doc]] | Skipped | Note]:
    """Yield what was read, each document with what gives its annotation.

    A thread annotates one document while the caller maps the one before: the network lets other
    threads run. Two documents at most are in memory, in the order in which they were read.
    """
    waiting: tuple[Document, Callable[[], Doc]] | None = None
    with ThreadPoolExecutor(1, thread_name_prefix="kg-annotate") as worker:
        for item in items:
            if not isinstance(item, Document):
                if waiting is not None:
                    yield waiting
                    waiting = None
                yield item
                continue
            future = worker.submit(nlp, item.text)
            if waiting is not None:
                yield waiting
            waiting = item, future.result
        if waiting is not None:
            yield waiting
