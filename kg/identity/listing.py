"""Store -> the entities that have a name, with their links, for people to look through."""

from dataclasses import dataclass
from typing import Final

from kg.documents import document_id
from kg.namespaces import PREFIXES
from kg.store import Store

#: Every named entity of every graph; who was merged counts as one.
_NAMED: Final = """
SELECT ?entity (MIN(?a_label) AS ?label) (MIN(STR(?same)) AS ?link) (MIN(?sure) AS ?confidence)
  (COUNT(DISTINCT ?mention) AS ?mentions) (COUNT(DISTINCT ?graph) AS ?documents)
  (MIN(STR(?graph)) AS ?first)
WHERE {
  GRAPH ?graph {
    ?mention kg:mentionKind kg:Name ; itsrdf:taIdentRef ?own .
    ?own skos:prefLabel ?a_label .
    OPTIONAL { ?own owl:sameAs ?same }
    OPTIONAL { ?own kg:linkConfidence ?sure }
  }
  OPTIONAL { ?own kg:canonical ?representative }
  BIND(COALESCE(?representative, ?own) AS ?entity)
  FILTER(%s)
}
GROUP BY ?entity"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity: its link (QID or empty) with the least confidence of any document (0..1, or None)."""

    entity: str
    label: str
    qid: str
    confidence: float | None
    mentions: int
    documents: int
    document: str


def listed(store: Store, graph: str = "") -> list[Listed]:
    """Return the named entities of all documents, or of one by its graph.

    The linked come first, the least sure before the others; then the unlinked, the most mentioned first.
    """
    only = f"?graph = <{graph}>" if graph else "true"
    names = {g: document_id(iri) for iri, g in store.documents()}
    rows = store.oxigraph.query(_NAMED % only, prefixes=PREFIXES, use_default_graph_as_union=True)
    found = [
        Listed(
            row["entity"].value,
            row["label"].value,
            row["link"].value.removeprefix(PREFIXES["wd"]) if row["link"] else "",
            float(row["confidence"].value) if row["confidence"] else None,
            int(row["mentions"].value),
            int(row["documents"].value),
            names.get(row["first"].value, row["first"].value),
        )
        for row in rows  # type: ignore[union-attr]
    ]
    return sorted(found, key=_order)


def _order(one: Listed) -> tuple[bool, float, int, str]:
    sure = 1.0 if one.confidence is None else one.confidence
    return not one.qid, sure, -one.mentions, one.entity
