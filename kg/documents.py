"""Words for a document -> the graph that it is in."""

from kg.errors import KgError
from kg.spelling import alike
from kg.store import Store


class NoSuchDocumentError(KgError):
    """The store has no document called so: the answer is no, status 1."""

    exit_code = 1


def graph_of(store: Store, document: str) -> str:
    """Return the named graph of a document, given by its id or IRI.

    Raises:
        NoSuchDocumentError: there is none; the message proposes ids that are spelled alike.
    """
    known = store.documents()
    for iri, graph in known:
        if document in (iri, graph, document_id(iri)):
            return graph
    hint = alike(document, (document_id(iri) for iri, _ in known))
    raise NoSuchDocumentError(f"no document {document!r} in the store", hint=hint)


def document_id(iri: str) -> str:
    """Return the part of a document's IRI that names it for people.

    >>> document_id("https://kg.example/doc/reports/a.txt")
    'reports/a.txt'
    """
    return iri.partition("/doc/")[2] or iri
