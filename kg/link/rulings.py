"""What people have decided about links, as plain values; `kg link` writes them, linking obeys them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Ruling:
    """One correction.

    Attributes:
        iri: names it in the graph.
        name: the folded name that it is about.
        document: id of the document that it is about; empty: every document.
        verdict: ``same``, ``not-same`` or ``nil``.
        qid: who it is, or is not; empty with ``nil``.
        author: who said so; ``made``: when, as xsd:dateTime.
    """

    iri: str
    name: str
    document: str
    verdict: str
    qid: str
    author: str
    made: str
