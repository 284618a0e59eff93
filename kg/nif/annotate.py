"""NIF document x reader and linker -> the same document with what its mentions denote.

A text with mentions gets an answer for each of those and no others (GERBIL's D2KB); one without gets the
names that the reader finds (A2KB).
"""

import re
from typing import Protocol

from kg.document import Document
from kg.extract.values import Entity, Extraction, Span
from kg.facts.iris import Iris, slug
from kg.link.given import given
from kg.link.values import Link, Linked
from kg.namespaces import PREFIXES
from kg.nif.values import Context, Denoted, Found, Nif, Node

#: Characters that a text of ours does not hold, and none of which is more than one code point.
_UNREAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class Annotator(Protocol):
    """What reads a text and decides whom it names; ``kg.way.Way`` is one."""

    def said(self, document: Document) -> Extraction:
        """Return what a document says."""
        ...

    def decided(self, document: Document, said: Extraction) -> Linked:
        """Return who the entities of an extraction are."""
        ...


def denoted(nif: Nif, way: Annotator, *, base: str) -> Found:
    """Return what is found in each text, in the order of the texts and of the offsets.

    Args:
        nif: the document.
        way: reads and links.
        base: where IRIs of entities begin that Wikidata does not have.
    """
    return [(c, _denoted(c, way, base)) for c in nif.contexts]


def _denoted(context: Context, way: Annotator, base: str) -> list[Denoted]:
    document = Document(_id(context), readable(context.text), issued=context.issued)
    said = way.said(document)
    if context.mentions:
        spans = [span for span, _ in context.mentions]
        words = [document.text[s.start : s.end] for s in spans]
        asked, at = given(spans, words, said)
        linked = way.decided(document, asked)
        nodes: list[Node | None] = [node for _, node in context.mentions]
    else:
        linked = way.decided(document, said)
        spans, at = _names(linked.extraction)
        nodes = [None] * len(spans)
    iris = Iris(base, document.id)
    return [
        _said(span, linked.extraction.entities[n], linked.links[n], iris, node)
        for span, n, node in zip(spans, at, nodes, strict=True)
    ]


def _names(said: Extraction) -> tuple[list[Span], list[int]]:
    """Return the names in order, each stretch once, with the index of its entity."""
    found = {
        m.span: n
        for n, e in reversed(list(enumerate(said.entities)))
        if e.named
        for m in e.mentions
        if m.kind == "Name"
    }
    return sorted(found), [found[span] for span in sorted(found)]


def _said(span: Span, entity: Entity, link: Link | None, iris: Iris, node: Node | None) -> Denoted:
    item = link.item if link else None
    ref = PREFIXES["wd"] + item.qid if item else iris.entity(entity)
    sure = link.confidence if link else 0.0
    return Denoted(span, ref, (item.cls if item else "") or entity.cls, sure, node)


def _id(context: Context) -> str:
    return f"nif/{slug(str(context.node.value).partition('://')[2] or context.node.value)}"


def readable(text: str) -> str:
    r"""Return the text for the reader: what it cannot read as blanks, so that no offset moves.

    >>> readable("a\r\nb\x00c")
    'a \nb c'
    """
    return _UNREAD.sub(" ", text)
