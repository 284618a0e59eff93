"""Scene -> fixes of places that no words place: by what they lie in, or by what stands beside them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.factuality import ACTUAL
from kg.extract.found import COUNTRY, PLACE
from kg.extract.values import Entity
from kg.link.company import shared
from kg.link.fix import AROUND, WITHIN, Fix
from kg.link.scene import Scene
from kg.link.sphere import apart
from kg.namespaces import KG
from kg.wikidata.values import Item

_LOCATED = KG + "locatedIn"

#: What a text names without saying where it is lies mostly where the rest of it is; a region or a road need not.
LOCAL = tuple(KG + name for name in ("Settlement", "Facility", "NaturalFeature"))

#: Kilometres that the places of a sentence may be apart to count as one neighbourhood.
CLUSTER = 100.0


def concluded(scene: Scene, found: dict[int, Fix]) -> None:
    """Add to ``found`` a fix for each place without one, where something bears it out.

    What the text says that it lies in goes first; then what a linked place without a point lies
    in; then, for a named place of the size of a town, where the linked places of its sentence are,
    or most of those of the text.
    """
    for step in (_related, _above, _beside):
        for fix in step(scene, found):
            assert fix.entity is not None
            found.setdefault(fix.entity, fix)


def _related(scene: Scene, found: dict[int, Fix]) -> Iterator[Fix]:
    for r in scene.said.relations:
        if r.prop != _LOCATED or r.factuality != ACTUAL or r.object is None:
            continue
        entity = scene.lost.get(r.subject)
        item, before = scene.known.get(r.object), found.get(r.object)
        if entity is None or (item is not None and not _could(scene, entity, item)):
            continue
        if item is not None and item.point is not None:
            radius = scene.extent(item) or _reach(scene, entity)
            yield Fix(item.point, radius, item.qid, r.evidence[:1], r.subject)
        elif before is not None:
            yield Fix(before.point, before.radius, before.anchor, r.evidence[:1], r.subject)


def _could(scene: Scene, e: Entity, item: Item) -> bool:
    """Say whether the point of an item tells anything of what is in it: of "the Turkish border" it does not."""
    large = scene.ontology.isa(item.cls, COUNTRY)
    return not large or e.cls == PLACE or scene.any_of(e, *LOCAL)


def _reach(scene: Scene, e: Entity) -> float:
    """Return how far from a town's point that is which is said to be in it: often its district is meant."""
    return WITHIN if scene.any_of(e, KG + "Facility", KG + "Route") else AROUND


def _above(scene: Scene, _: dict[int, Fix]) -> Iterator[Fix]:
    for i in sorted(scene.lost.keys() & scene.known.keys()):
        around = (scene.parents.get(q) for q in scene.known[i].parents)
        parent = next((p for p in around if p is not None and p.point is not None), None)
        if parent is not None and parent.point is not None:
            radius = scene.extent(parent) or AROUND
            yield Fix(parent.point, radius, parent.qid, entity=i)


def _beside(scene: Scene, found: dict[int, Fix]) -> Iterator[Fix]:
    unknown = {
        i: e
        for i, e in scene.lost.items()
        if e.named and i not in found and (e.cls == PLACE or scene.any_of(e, *LOCAL))
    }
    items = {n: [item for _, item, _ in places] for n, places in scene.told.items() if unknown}
    text = _area(scene, [item for n in sorted(items) for item in items[n]])
    for i, e in unknown.items():
        told = sorted({scene.sentence(m.span) for m in e.mentions if m.kind == "Name"})
        near = [item for n in told for item in items.get(n, ())]
        fix = _division(scene, near) or _town(scene, near) or _area(scene, near)
        # Of what is a place and no more, the rest of a text says too little.
        fix = fix or (text if e.cls != PLACE else None)
        if fix is not None:
            yield replace(fix, entity=i)


def _division(scene: Scene, items: Sequence[Item]) -> Fix | None:
    """Return the part of a country that most of the places lie in."""
    area = shared(items, scene.parents, scene.ontology.whereabouts.extents)
    country = area is None or scene.ontology.isa(area.cls, COUNTRY)
    return None if country else _area(scene, items)


def _town(scene: Scene, items: Sequence[Item]) -> Fix | None:
    """Return the most told of the towns, where all of them lie together."""
    told = Counter(x.qid for x in items)
    points = {
        x.qid: x.point
        for x in items
        if x.point is not None and not scene.ontology.isa(x.cls, COUNTRY)
    }
    best = max(points, key=lambda q: told[q], default=None)
    if best is None:
        return None
    spread = max(apart(points[best], point) for point in points.values())
    return Fix(points[best], max(AROUND, spread), best) if spread <= CLUSTER else None


def _area(scene: Scene, items: Sequence[Item]) -> Fix | None:
    area = shared(items, scene.parents, scene.ontology.whereabouts.extents)
    if area is None or area.point is None:
        return None
    return Fix(area.point, scene.extent(area), area.qid)
