"""Places -> geometry and administrative chain (GeoSPARQL 1.1): where on earth, how surely, inside what."""

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.found import PLACE
from kg.facts.iris import Iris
from kg.facts.nodes import Node, lives_in
from kg.facts.written import Line, double, literal, node, term
from kg.link.fix import Fix, extent
from kg.namespaces import PREFIXES
from kg.ontology import Ontology
from kg.wikidata.values import Item


def wkt(point: tuple[float, float]) -> str:
    """Return latitude and longitude as a WKT point: longitude first, four decimals (11 m).

    >>> wkt((35.1333, 36.75))
    'POINT(36.7500 35.1333)'
    """
    lat, lon = (round(degrees, 4) + 0.0 for degrees in point)  # no minus zero
    return f"POINT({lon:.4f} {lat:.4f})"


class Geography:
    """Writes where the places of one document are.

    Args:
        entities: the nodes of the document's entities.
        parents: the items that linked places lie in, by QID.
    """

    def __init__(
        self,
        entities: Sequence[Node],
        parents: Mapping[str, Item],
        iris: Iris,
        ontology: Ontology,
    ) -> None:
        self._iris = iris
        self._ontology = ontology
        self._items = {
            **parents,
            **{n.item.qid: n.item for n in entities if n.item is not None},
        }
        self._named = {n.item.qid: n for n in entities if n.item is not None}
        self._done: set[str] = set()

    def of_item(self, me: str, item: Item) -> Iterator[Line]:
        """Yield the point of a linked place, and all that it lies in, each described once."""
        if item.point is not None:
            yield from self._geometry(me, item.point, self._extent(item))
        yield from self._inside(item)

    def of_fix(self, me: str, fix: Fix) -> Iterator[Line]:
        """Yield a point that was worked out; its evidence is the caller's."""
        yield from self._geometry(me, fix.point, fix.radius)
        anchor = self._items[fix.anchor]
        yield node(self._iris.geometry(me)), term("kg:geocodedFrom"), node(self._iri(anchor))
        yield from self._described(anchor)

    def _extent(self, item: Item) -> float:
        return extent(item, self._ontology.whereabouts.extents)

    def _geometry(self, me: str, point: tuple[float, float], radius: float) -> Iterator[Line]:
        mine = node(self._iris.geometry(me))
        yield node(me), term("geo:hasGeometry"), mine
        yield mine, term("rdf:type"), term("geo:Geometry")
        yield mine, term("geo:asWKT"), f"{literal(wkt(point))}^^{term('geo:wktLiteral')}"
        if radius:
            yield mine, term("kg:radius"), double(radius)

    def _inside(self, item: Item, beyond: Sequence[str] = ()) -> Iterator[Line]:
        """Yield what a place lies in, step by step; ``beyond`` is asked where it does not know itself."""
        around = [q for q in item.parents or beyond if q in self._items and q != item.qid]
        if item.qid in self._done or not around:
            return
        self._done.add(item.qid)
        outer = self._items[around[0]]
        yield node(self._iri(item)), term("kg:locatedIn"), node(self._iri(outer))
        yield from self._described(outer, around[1:])

    def _described(self, item: Item, beyond: Sequence[str] = ()) -> Iterator[Line]:
        """Yield what the document's graph must say of a place that its text need not name."""
        if item.qid in self._named:
            return
        iri = self._iri(item)
        me = node(iri)
        for above in self._ontology.up.get(item.cls) or self._ontology.up[PLACE]:
            yield me, term("rdf:type"), node(above)
        yield me, term("rdfs:label"), literal(item.label)
        yield me, term("skos:prefLabel"), literal(item.label)
        yield me, term("owl:sameAs"), node(PREFIXES["wd"] + item.qid)
        if item.point is not None:
            yield from self._geometry(iri, item.point, self._extent(item))
        yield from self._inside(item, beyond)

    def _iri(self, item: Item) -> str:
        if item.qid in self._named:
            return self._named[item.qid].iri
        return self._iris.item(lives_in(item, self._ontology), item.qid)
