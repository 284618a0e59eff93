"""Words for a document -> the graph that it is in."""

from kg.errors import KgError, UsageError
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


def graph_like(store: Store, document: str) -> str:
    """Return the named graph of a document, given by its id, IRI, file name or a part of its id.

    For looking only: what changes the store asks for the whole name.

    Raises:
        NoSuchDocumentError: there is none.
        UsageError: several are called so.
    """
    small = document.casefold()
    known = [(document_id(iri), iri, graph) for iri, graph in store.documents()]
    if not any(document in names for names in known):
        for fits in (_has_name, _has_stem, _has_part):
            found = [names for names in known if fits(names[0].casefold(), small)]
            if len(found) > 1:
                told = ", ".join(name for name, _, _ in found[:3])
                hint = told + (f" and {len(found) - 3} more" if len(found) > 3 else "")
                raise UsageError(f"{len(found)} documents are called {document!r}", hint=hint)
            if found:
                return found[0][2]
    return graph_of(store, document)


def _has_name(name: str, words: str) -> bool:
    return name.rpartition("/")[2] == words


def _has_stem(name: str, words: str) -> bool:
    return bool(words) and name.rpartition("/")[2].rpartition(".")[0] == words


def _has_part(name: str, words: str) -> bool:
    return bool(words) and words in name
