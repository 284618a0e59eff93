"""Words for a document, or for something it tells -> its graph, and the places in its text."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.documents import graph_like
from kg.show.graph import iri
from kg.show.spans import offsets
from kg.store import Store

#: From an event, relation, count or claim to the mentions that are its evidence.
_EVIDENCE = ("prov:wasDerivedFrom", "kg:cue", "kg:contentMention")


@dataclass(frozen=True, slots=True)
class Where:
    """A document's graph; ``spans`` are the places asked for, none: all of it."""

    graph: str
    spans: tuple[tuple[int, int], ...] = ()


def where(store: Store, words: str) -> Where:
    """Return where to look for what the words name.

    Args:
        store: the documents.
        words: a document's id or IRI, its file name or a part of its id; the IRI of a mention, or
            of an event, relation, count or claim.

    Raises:
        NoSuchDocumentError: there is none.
        UsageError: several documents are called so.
    """
    place = offsets(words)
    if place is not None:
        return Where(graph_like(store, words.rpartition("#")[0]), (place,))
    return _told(store, words) or Where(graph_like(store, words))


def _told(store: Store, thing: str) -> Where | None:
    """Return where an IRI is told, or None when it is no IRI or nothing is told of it."""
    try:
        node = NamedNode(thing)
    except ValueError:
        return None
    found = {
        (quad.graph_name.value, span)
        for name in _EVIDENCE
        for quad in store.oxigraph.quads_for_pattern(node, NamedNode(iri(name)), None)
        if isinstance(quad.object, NamedNode) and isinstance(quad.graph_name, NamedNode)
        if (span := offsets(quad.object.value)) is not None
    }
    graphs = sorted({graph for graph, _ in found})
    if not graphs:
        return None
    return Where(graphs[0], tuple(sorted(span for graph, span in found if graph == graphs[0])))
