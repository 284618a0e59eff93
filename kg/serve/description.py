"""A server -> what it says about itself: SPARQL 1.1 Service Description and VoID."""

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.responses import Response

from kg.namespaces import PREFIXES
from kg.serve.negotiate import TRIPLES, chosen, typed
from kg.serve.site import Site

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def described(accept: str, endpoint: str, site: Site) -> Response:
    """Return the service description of an endpoint (SPARQL 1.1 Service Description, section 2)."""
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if site.token else [])]
    features = ["UnionDefaultGraph", "EmptyGraphs", "BasicFederatedQuery"]
    formats = (
        "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples JSON-LD"
        " RDF_XML"
    ).split()
    triples = [
        Triple(service, _TYPE, NamedNode(_SD + "Service")),
        Triple(service, NamedNode(_SD + "endpoint"), NamedNode(endpoint)),
        *(_sd(service, "supportedLanguage", _SD + name) for name in languages),
        *(_sd(service, "feature", _SD + n) for n in features[: 3 if site.limits.services else 2]),
        *(_sd(service, "resultFormat", _FORMATS + name) for name in formats),
        Triple(service, NamedNode(_SD + "defaultDataset"), dataset),
        Triple(dataset, _TYPE, NamedNode(_SD + "Dataset")),
        Triple(dataset, NamedNode(_SD + "defaultGraph"), graph),
        Triple(graph, _TYPE, NamedNode(_SD + "Graph")),
    ]
    return answered(triples, accept, {"sd": _SD})


def _sd(service: BlankNode, name: str, value: str) -> Triple:
    return Triple(service, NamedNode(_SD + name), NamedNode(value))


async def void(accept: str, address: str, site: Site) -> Response:
    """Return the description of the data (Describing Linked Datasets with VoID, sections 2 and 3)."""
    dataset = NamedNode(f"{address}/.well-known/void#dataset")
    count = await site.count()
    triples = [
        Triple(dataset, _TYPE, NamedNode(_VOID + "Dataset")),
        Triple(dataset, NamedNode(_VOID + "sparqlEndpoint"), NamedNode(f"{address}/sparql")),
        Triple(dataset, NamedNode(_VOID + "uriSpace"), Literal(site.base)),
        *(
            Triple(dataset, NamedNode(_VOID + "vocabulary"), NamedNode(PREFIXES[p]))
            for p in ("kg", "nif", "sem", "prov", "dcterms", "schema", "skos")
        ),
    ]
    if count is not None:
        triples.append(Triple(dataset, NamedNode(_VOID + "triples"), Literal(count)))
    return answered(triples, accept, {"void": _VOID})


def answered(triples: list[Triple], accept: str, prefixes: dict[str, str]) -> Response:
    """Return a few triples as a response in the format that is wanted."""
    media = chosen(accept, list(TRIPLES))
    data = pyoxigraph.serialize(triples, format=TRIPLES[media], prefixes=PREFIXES | prefixes)
    return Response(data, media_type=typed(media), headers={"Vary": "Accept"})
