"""A named graph -> the document that it was made from."""

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.namespaces import PREFIXES
from kg.store.disk import Store
from kg.store.names import base_of

_DCTERMS = PREFIXES["dcterms"]


def stored(store: Store, document: str, graph: str) -> Document:
    """Return the document of this IRI as it was before it was annotated.

    What the graph keeps of it is all that the way needs, so reading it again gives the same facts.

    Raises:
        ValueError: the graph holds no text of it.
    """
    has: dict[str, str] = {}
    news = False
    for quad in store.oxigraph.quads_for_pattern(NamedNode(document), None, None, NamedNode(graph)):
        assert isinstance(quad.object, NamedNode | Literal)
        has[quad.predicate.value] = quad.object.value
        news = news or quad.object.value == PREFIXES["schema"] + "NewsArticle"
    text = has.get(PREFIXES["nif"] + "isString")
    if text is None:
        raise ValueError(f"no text of {document} in {graph}")
    return Document(
        id=document.removeprefix(base_of(document, graph) + "doc/"),
        text=text,
        title=has.get(_DCTERMS + "title", ""),
        issued=has.get(_DCTERMS + "issued", ""),
        source=has.get(_DCTERMS + "source", ""),
        publisher=has.get(_DCTERMS + "publisher", ""),
        language=has.get(_DCTERMS + "language", "en"),
        news=news,
    )
