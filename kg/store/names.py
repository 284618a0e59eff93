"""Base IRI and id -> the IRIs under which a document's facts are kept."""


def document_iri(base: str, doc_id: str) -> str:
    """Return the IRI of a document.

    >>> document_iri("https://kg.example/", "reports/a.txt")
    'https://kg.example/doc/reports/a.txt'
    """
    return f"{base}doc/{doc_id}"


def document_graph(base: str, doc_id: str) -> str:
    """Return the IRI of the named graph that holds all a document contributes.

    >>> document_graph("https://kg.example/", "reports/a.txt")
    'https://kg.example/graph/reports/a.txt'
    """
    return f"{base}graph/{doc_id}"


def run_graph(base: str, run_id: str) -> str:
    """Return the IRI of the named graph that holds the provenance of one build.

    >>> run_graph("https://kg.example/", "2024-05-01")
    'https://kg.example/graph/run/2024-05-01'
    """
    return f"{base}graph/run/{run_id}"


def base_of(document: str, graph: str) -> str:
    """Return the base that the IRIs of a document and of its graph begin with.

    >>> base_of("https://kg.example/doc/reports/a.txt", "https://kg.example/graph/reports/a.txt")
    'https://kg.example/'

    Raises:
        ValueError: one is not the graph of the other.
    """
    base, found, rest = document.partition("doc/")
    while found:
        if graph == f"{base}graph/{rest}":
            return base
        more, found, rest = rest.partition("doc/")
        base += f"doc/{more}"
    raise ValueError(f"{graph} is not the graph of {document}")
