"""The namespaces of the graph: prefix -> IRI, and the short form of an IRI for people."""

from typing import Final

#: Prefixes by name; what a query may use without declaring it, and what Turtle is written with.
PREFIXES: Final[dict[str, str]] = {
    "kg": "https://kg.example/ontology#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "oa": "http://www.w3.org/ns/oa#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "wd": "http://www.wikidata.org/entity/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#",
}

KG: Final = PREFIXES["kg"]

#: Where data IRIs are minted unless the user says otherwise.
DEFAULT_BASE: Final = "https://kg.example/"


def shorten(iri: str) -> str:
    """Return the IRI as a prefixed name, or unchanged when no prefix fits.

    >>> shorten("https://kg.example/ontology#AirStrike")
    'kg:AirStrike'
    >>> shorten("https://kg.example/id/place/hama")
    'https://kg.example/id/place/hama'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name with a known prefix, else None.

    >>> expand("kg:AirStrike")
    'https://kg.example/ontology#AirStrike'
    >>> expand("AirStrike") is None
    True
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None
