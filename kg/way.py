"""The way of a text, in its order: read -> annotate -> extract -> link -> facts -> store."""

import gc
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import kg.unconnected  # noqa: F401, before spaCy

# isort: split
from spacy.language import Language
from spacy.tokens import Doc

from kg import annotate, ontology
from kg.document import Document
from kg.errors import KgError, UsageError
from kg.extract import extract
from kg.extract.values import Extraction
from kg.facts import Facts, facts
from kg.identity import identify, rulings
from kg.link.link import link
from kg.link.remembered import Remembered
from kg.link.rulings import Ruling
from kg.link.vague import vague
from kg.link.values import Linked, unlinked
from kg.namespaces import DEFAULT_BASE
from kg.parallel import mapped
from kg.provenance import Software, run
from kg.read import Note, Skipped, read
from kg.resources import folder
from kg.store import Store
from kg.wikidata.file import KnowledgeBase

if TYPE_CHECKING:
    from kg.wikidata.live import Live

#: Characters of text in one document: a book. More is a collection, and is split by who has it.
MAX_CHARS = 5_000_000


#: Names that documents cannot have: see kg.identity.
OWN = ("rulings", "identity")

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
        wikidata: path of a knowledge-base file; ``off``: nothing is linked; ``live``: the service of
            Wikidata is asked, too; empty: the file of the package.
    """

    date: str = ""
    model: str = ""
    ontologies: tuple[Path, ...] = ()
    base: str = DEFAULT_BASE
    max_chars: int = MAX_CHARS
    wikidata: str = ""
    jobs: int = 1


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
        self.knowledge = _knowledge(settings.wikidata)
        self._remembered = Remembered(self.knowledge) if self.knowledge is not None else None
        known = {**self.ontology.individuals, **self.ontology.demonyms}
        self._nations = {name: one.iri.rpartition("/")[2] for name, one in known.items()}
        # Model and ontology are here to stay; looking through them for garbage again and again
        # cost as much as mapping a document (measured: 20 ms against 4).
        # So was looking again for every 700 objects made, when a document makes 20 000 that go with it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(GARBAGE)

    def facts(self, document: Document) -> Facts:
        """Return what a document contributes."""
        return self.mapped(document, self.nlp(document.text))

    def mapped(self, document: Document, doc: Doc, rulings: Sequence[Ruling] = ()) -> Facts:
        """Return what an annotated document contributes, people's decisions about links obeyed."""
        linked = self.linked(document, doc, rulings)
        fixes = vague(linked, document.text, self.ontology)
        return facts(document, linked, self.ontology, base=self.settings.base, fixes=fixes)

    def said(self, document: Document) -> Extraction:
        """Return what a document says, before anybody in it is linked."""
        return extract(self.nlp(document.text), self.ontology, issued=document.issued)

    def linked(self, document: Document, doc: Doc, rulings: Sequence[Ruling] = ()) -> Linked:
        """Return what an annotated document says, and who in Wikidata its entities are."""
        return self.decided(document, extract(doc, self.ontology, issued=document.issued), rulings)

    def decided(
        self, document: Document, said: Extraction, rulings: Sequence[Ruling] = ()
    ) -> Linked:
        """Return who in Wikidata the entities of an extraction are."""
        if self._remembered is None:
            return unlinked(said)
        return link(
            said,
            document.text,
            self._remembered,
            document=document.id,
            issued=document.issued,
            rulings=rulings,
            nations=self._nations,
        )

    def software(self) -> Software:
        """Return the versions of what made the facts."""
        meta = self.nlp.meta
        name = self.settings.model or "kg-reader"
        version = (
            annotate.version(self.nlp) if not self.settings.model else str(meta.get("version", ""))
        )
        known = self.knowledge.meta().get("version", "") if self.knowledge else ""
        return Software(f"{name} {version}".strip(), self.ontology.version, known)


def _knowledge(choice: str) -> "KnowledgeBase | Live | None":
    """Open what `Settings.wikidata` names; None where nothing is to be linked."""
    if choice == "off":
        return None
    if choice == "live":
        from kg.wikidata.live import Live  # what asks a network is not loaded where none is asked

        return Live.open()
    return KnowledgeBase.open(Path(choice) if choice else None)


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
    if settings.jobs > 1 and settings.wikidata == "live":
        raise UsageError(
            "--jobs and --wikidata live exclude each other", hint="one process asks a service"
        )
    items = read(inputs, date=settings.date, max_chars=settings.max_chars, stdin=stdin)
    report = Report()
    way = Way(settings)  # Before the store: wrong settings leave nothing behind.
    with Store(Path(store)) as open_:
        behind, holding = identify.begin(open_), rulings.read(open_)
        if _put(_made(_free(items), way, report, tell, holding), open_, way, report) or behind:
            identify.identify(open_)
        identify.end(open_)
    return report


def _put(facts: Iterable[Facts], store: Store, way: Way, report: Report) -> bool:
    """Put the graphs into the store, and one that tells of this run; return whether any changed."""
    graphs: list[str] = []
    changed = False
    with store.writer() as writer:
        for made in facts:
            outcome = writer.write(made.graph, made.written)
            report.outcomes[outcome] += 1
            report.quads += len(made)
            changed = changed or outcome != "unchanged"
            graphs.append(made.graph)
        if changed:
            ended = run(graphs, way.software(), way.settings.base, datetime.now(UTC))
            writer.write(ended.graph, ended.written)
    return changed


def _free(
    items: Iterable[Document | Skipped | Note],
) -> Iterator[Document | Skipped | Note]:
    """Yield the items; a document that would take the place of a graph of kg's own is skipped."""
    for item in items:
        if isinstance(item, Document) and item.id in OWN:
            yield Skipped(
                item.id, "this name is kept for kg's own graph; give the document another"
            )
        else:
            yield item


def _made(
    items: Iterable[Document | Skipped | Note],
    way: Way,
    report: Report,
    tell: Callable[[Document | Skipped | Note], None],
    holding: Sequence[Ruling] = (),
) -> Iterator[Facts]:
    mapping = _shared if way.settings.jobs > 1 else _alone
    for item, made in mapping(items, way, tell, holding):
        if isinstance(item, Skipped):
            report.skipped.append(item)
        elif isinstance(item, Note):
            report.notes.append(item)
        else:
            report.undated += not item.issued
            if isinstance(made, Facts):
                yield made
            elif isinstance(made, Skipped):
                report.skipped.append(made)
                tell(made)


def _alone(
    items: Iterable[Document | Skipped | Note],
    way: Way,
    tell: Callable[[Document | Skipped | Note], None],
    holding: Sequence[Ruling],
) -> Iterator[tuple[Document | Skipped | Note, Facts | Skipped | None]]:
    """Yield each item, documents with their facts, or why there are none."""
    for item in ahead(items, way.nlp):
        if isinstance(item, Skipped | Note):
            tell(item)
            yield item, None
        else:
            document, annotated = item
            tell(document)
            yield document, _mapped(way, document, annotated, holding)


def _shared(
    items: Iterable[Document | Skipped | Note],
    way: Way,
    tell: Callable[[Document | Skipped | Note], None],
    holding: Sequence[Ruling],
) -> Iterator[tuple[Document | Skipped | Note, Facts | Skipped | None]]:
    """Yield the same, made by several processes."""
    for item, made in mapped(
        items,
        lambda item: isinstance(item, Document),
        _worked,
        begin=_begun,
        given=(way.settings, tuple(holding)),
        processes=way.settings.jobs,
    ):
        tell(item)
        yield item, made


#: What a process works with: one way and the decisions of people.
_mine: list[tuple[Way, Sequence[Ruling]]] = []


def _begun(settings: Settings, holding: Sequence[Ruling]) -> None:
    _mine[:] = [(Way(settings), holding)]


def _worked(document: Document | Skipped | Note) -> Facts | Skipped:
    ((way, holding),) = _mine
    assert isinstance(document, Document)
    return _mapped(way, document, lambda: way.nlp(document.text), holding)


def _mapped(
    way: Way, document: Document, annotated: Callable[[], Doc], holding: Sequence[Ruling]
) -> Facts | Skipped:
    """Return what a document contributes, or why it contributes nothing: one never stops the others.

    Raises:
        KgError: what would stop every document.
    """
    try:
        return way.mapped(document, annotated(), holding)
    except KgError:
        raise
    except Exception as error:
        # The errors of pipelines and of the network have no class between them and Exception.
        return Skipped(document.id, _stumbled(error))


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
