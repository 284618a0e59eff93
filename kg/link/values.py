"""What linking decides, as plain values."""

from dataclasses import dataclass, field

from kg.extract.values import Extraction
from kg.wikidata.values import Candidate, Item


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with what spoke for and against it, by name, and the sum as a probability (0..1)."""

    candidate: Candidate
    features: tuple[tuple[str, float], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """The decision about one entity.

    Attributes:
        item: who it is, or None: nobody that the knowledge base knows (NIL).
        confidence: calibrated probability that the decision is right, 0..1.
        candidates: all that were weighed, the best first.
        ruling: IRI of the correction by a person that decided, or empty.
    """

    item: Item | None
    confidence: float
    candidates: tuple[Scored, ...] = ()
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """An extraction with one link for each entity, in the same order; None where nothing was asked.

    Only named entities are asked about. ``parents`` are the items that linked places lie in, by QID.
    """

    extraction: Extraction
    links: tuple[Link | None, ...]
    parents: dict[str, Item] = field(default_factory=dict)


def unlinked(extraction: Extraction) -> Linked:
    """Return the extraction with nobody linked: what is said without a knowledge base."""
    return Linked(extraction, (None,) * len(extraction.entities))
