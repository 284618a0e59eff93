"""kg: text in, trusted RDF in Oxigraph, SPARQL answers out."""

__version__ = "0.1.0"
