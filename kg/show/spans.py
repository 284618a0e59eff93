"""Mention IRIs -> offsets (RFC 5147), and marks that say what the words mean."""

import re
from collections.abc import Iterable, Sequence

from kg.show.graph import Graph
from kg.show.values import Mark

_CHAR = re.compile(r"#char=(\d+),(\d+)$")

#: Class -> kind of mark, the first that fits; what else has a name is a thing.
_FAMILIES = (
    ("kg:Person", "people"),
    ("kg:Organisation", "organisations"),
    ("kg:Group", "groups"),
    ("kg:Place", "places"),
    ("kg:Event", "triggers"),
)


def offsets(mention: str) -> tuple[int, int] | None:
    """Return where a mention stands, in code points; None when its IRI does not say.

    >>> offsets("https://kg.example/doc/a.txt#char=12,20")
    (12, 20)
    """
    found = _CHAR.search(mention)
    return (int(found[1]), int(found[2])) if found else None


def starts(mentions: Iterable[str]) -> list[int]:
    """Return where mentions begin, in order."""
    return sorted(span[0] for m in mentions if (span := offsets(m)) is not None)


def marks(graph: Graph, refs: Sequence[tuple[str, str]]) -> list[Mark]:
    """Return the marked words of a document, in any order.

    Args:
        graph: of the document.
        refs: its mentions and what they denote.
    """
    families = _families(graph)
    kinds: dict[str, str] = {}
    for mention, thing in refs:
        kinds[mention] = min(kinds.get(mention, ""), families.get(thing, "things"), key=_rank)
    for mention in graph.having("kg:mentionKind", "kg:TimeExpression"):
        kinds.setdefault(mention, "times")
    found = ((offsets(mention), kind) for mention, kind in kinds.items())
    return [Mark(*span, kind) for span, kind in found if span is not None]


def _families(graph: Graph) -> dict[str, str]:
    found: dict[str, str] = {}
    for cls, kind in _FAMILIES:
        for thing in graph.instances(cls):
            found.setdefault(thing, kind)
    return found


_ORDER = ["people", "organisations", "groups", "places", "things", "triggers"]


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
