"""Linked x text x ontology -> scene: the places of a text, those with a point and those without."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from kg.extract.found import COUNTRY, PLACE
from kg.extract.values import Entity, Mention, Span
from kg.link.fix import extent
from kg.link.values import Linked
from kg.ontology import Ontology
from kg.wikidata.values import Item

#: A linked place by its index and item, and a mention of it.
Where = tuple[int, Item, Mention]


class Scene:
    """The places of a text.

    Attributes:
        known: index of an entity -> the linked place that it is.
        told: number of a sentence -> where linked places with a point are told of in it, but for pronouns.
        lost: index -> entity, of the places without a point of their own; a country is too large to guess.
    """

    def __init__(self, linked: Linked, text: str, ontology: Ontology) -> None:
        self.said = linked.extraction
        self.text = text
        self.ontology = ontology
        self.parents: Mapping[str, Item] = linked.parents
        self._starts = [s.start for s in self.said.sentences]
        places = {i: e for i, e in enumerate(self.said.entities) if ontology.isa(e.cls, PLACE)}
        self.known = {
            i: item
            for i in places
            if (link := linked.links[i]) is not None
            and (item := link.item) is not None
            and ontology.isa(item.cls or PLACE, PLACE)
        }
        self.lost = {
            i: e
            for i, e in places.items()
            if (i not in self.known or self.known[i].point is None)
            and not ontology.isa(e.cls, COUNTRY)
        }
        self.told: dict[int, list[Where]] = {}
        for i, item in self.known.items():
            for mention in self.said.entities[i].mentions if item.point is not None else ():
                if mention.kind != "Pronoun":
                    place = i, item, mention
                    self.told.setdefault(self.sentence(mention.span), []).append(place)

    def sentence(self, span: Span) -> int:
        """Return the number of the sentence that a stretch of text begins in, or -1."""
        return bisect_right(self._starts, span.start) - 1

    def begin(self, span: Span) -> int:
        """Return where the sentence begins that a stretch of text begins in."""
        n = self.sentence(span)
        return self._starts[n] if n >= 0 else 0

    def extent(self, item: Item) -> float:
        """Return how far a place reaches around its point, in kilometres."""
        return extent(item, self.ontology.whereabouts.extents)

    def beside(self, mention: Mention) -> Sequence[Where]:
        """Return where linked places are told of in the sentence of a mention."""
        return self.told.get(self.sentence(mention.span), ())

    def any_of(self, e: Entity, *classes: str) -> bool:
        """Say whether an entity belongs to one of the classes."""
        return any(self.ontology.isa(e.cls, cls) for cls in classes)
