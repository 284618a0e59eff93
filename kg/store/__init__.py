"""Quads -> the store on disk, one named graph per document, and back."""

from kg.store.disk import Store
from kg.store.documents import stored
from kg.store.names import base_of, document_graph, document_iri, run_graph
from kg.store.writer import Outcome, Writer

__all__ = [
    "Outcome",
    "Store",
    "Writer",
    "base_of",
    "document_graph",
    "document_iri",
    "run_graph",
    "stored",
]
