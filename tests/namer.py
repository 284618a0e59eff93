"""A reader and linker for tests that knows the names of a few items, and no grammar."""

import re

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.values import Link, Linked
from tests.fewitems import FewItems


class Namer:
    """Finds every capitalised word and every name of an item; links those that one item alone has."""

    def __init__(self):
        self.items = FewItems()
        self.read = []

    def said(self, document):
        self.read.append(document.text)
        names = sorted({c for i in self.items._names() for c in [i[1]]}, key=len, reverse=True)
        pattern = "|".join([*map(re.escape, names), r"\b[A-Z]\w+"])
        found = {}
        for m in re.finditer(pattern, document.text):
            found.setdefault(m[0], []).append(Mention(Span(*m.span()), "Name"))
        return Extraction(
            entities=tuple(Entity("", "object", n, (), tuple(ms)) for n, ms in found.items())
        )

    def decided(self, document, said):
        assert all(m.span.end <= len(document.text) for e in said.entities for m in e.mentions)
        return Linked(said, tuple(self._link(e.label) for e in said.entities))

    def _link(self, name):
        found = self.items.named(name)
        return Link(found[0].item, 0.875) if len(found) == 1 else Link(None, 0.75)
