"""Record x pipeline x ontology -> what was read in it: the annotated text and what is extracted from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.language import Language
from spacy.tokens import Doc

from kg.bench.records import Record
from kg.extract import Extraction, extract
from kg.ontology import Ontology
from kg.wikidata.file import KnowledgeBase


@cache
def shipped() -> KnowledgeBase:
    """Return the knowledge-base file of the package, opened once.

    Raises:
        KgError: it is not there.
    """
    return KnowledgeBase.open()


@dataclass(frozen=True)
class Read:
    """A record as it was read.

    Attributes:
        doc: the annotated text.
        knowledge: opens the knowledge base, for the measures that link.
    """

    record: Record
    doc: Doc
    ontology: Ontology
    knowledge: Callable[[], KnowledgeBase] = shipped

    @cached_property
    def said(self) -> Extraction:
        """What goes into the graph; extracted once, when a measure asks for it; nothing without sentences."""
        if not self.doc.has_annotation("SENT_START"):
            return Extraction()
        return extract(self.doc, self.ontology, issued=str(self.record.gold.get("date") or ""))


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads a record: a pipeline, and the ontology that extraction goes by."""

    nlp: Language
    ontology: Ontology

    def __call__(self, record: Record) -> Read:
        """Annotate the text of a record."""
        return Read(record, self.nlp(record.text), self.ontology)
