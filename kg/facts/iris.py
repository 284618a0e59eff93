"""What things are called: IRIs minted from what they name, never from a counter or the clock."""

from collections.abc import Sequence
from urllib.parse import quote

from kg.extract.fold import fold
from kg.extract.values import Claim, Entity, Interval, Span

#: Characters of a name that its IRI keeps at most; longer names differ early enough.
LONGEST = 80


def slug(name: str) -> str:
    """Return a name as one segment of an IRI.

    >>> slug("Agence France-Presse"), slug("حماة")
    ('agence-france-presse', '%D8%AD%D9%85%D8%A7%D8%A9')
    """
    words = "".join(c if c.isalnum() else " " for c in fold(name)).split()
    return quote("-".join(words)[:LONGEST].strip("-"), safe="-") or "x"


class Iris:
    """The IRIs of one document's graph.

    Who is linked has one IRI in all documents; a name that is not, and a nominal phrase
    ("the rebels"), belong to the document: two documents may mean two by it.
    """

    def __init__(self, base: str, document: str) -> None:
        self._id = base + "id/"
        self._name = document
        self.document = f"{base}doc/{document}"
        self.graph = f"{base}graph/{document}"

    def mention(self, span: Span) -> str:
        """RFC 5147: offsets into the text of the document."""
        return f"{self.document}#char={span.start},{span.end}"

    def item(self, family: str, qid: str) -> str:
        """Who is known to Wikidata is named by family and QID."""
        return f"{self._id}{family}/{qid}"

    def entity(self, e: Entity) -> str:
        """An entity is named by the document and its name; one without, also by where it stands first."""
        first = "" if e.named else f"-{e.mentions[0].span.start}"
        return f"{self._id}{e.family}/{self._name}/{slug(e.label)}{first}"

    def geometry(self, iri: str) -> str:
        """A geometry is named by what has it."""
        return f"{iri}#geometry"

    def event(self, trigger: Span) -> str:
        """An event is named by the document and its trigger."""
        return f"{self._id}event/{self._name}/{trigger.start}-{trigger.end}"

    def claim(self, claim: Claim) -> str:
        """A claim is named by the document, its cue, its source and where its content begins."""
        return f"{self._id}claim/{self._name}/{claim.cue.start}-{claim.source.start}-{claim.content.start}"

    def relation(self, name: str, evidence: Span, ends: Sequence[Span], office: str = "") -> str:
        """A relation is named by the document, its property, where it is told, and between whom or as what.

        Ends are told apart by where they begin, or where they begin at one place also by where they end.
        """
        starts = [span.start for span in ends]
        alone = len(set(starts)) == len(starts)
        places = "-".join(f"{s.start}" if alone else f"{s.start}-{s.end}" for s in ends)
        held = f"-{slug(office)}" if office else ""  # "chief General X": two in the same words
        return (
            f"{self._id}relation/{self._name}/{name}-{evidence.start}-{evidence.end}-{places}{held}"
        )

    def quantity(self, span: Span) -> str:
        """A count is named by the document and its words."""
        return f"{self._id}quantity/{self._name}/{span.start}-{span.end}"

    def time(self, i: Interval) -> str:
        """An interval is named by its four points, and is the same in all documents."""
        points = (i.earliest_start, i.latest_start, i.earliest_end, i.latest_end)
        return f"{self._id}time/" + (
            "_".join(p or "-" for p in points) if len(set(points)) > 1 else points[0]
        )
