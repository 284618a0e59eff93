"""Extraction -> its names, told at once to a knowledge base that has to ask elsewhere."""

from kg.extract.values import Extraction
from kg.link.names import names
from kg.wikidata.values import Knowledge


def announce(extraction: Extraction, text: str, knowledge: Knowledge) -> None:
    """Tell the names of a document as it writes them, by the folded ones that will be looked up.

    A file needs no such thing; a service does: it is asked for what stands in the text and for nothing
    that linking makes up from it. Common nouns are left out.
    """
    prepare = getattr(knowledge, "prepare", None)
    if prepare is None:
        return
    called = [names(entity, text) for entity in extraction.entities if entity.named]
    told = [
        pair for one in called if not one.lower for pair in zip(one.all, one.written, strict=True)
    ]
    prepare(dict(reversed(told)))  # Of two spellings of one name, the first.
