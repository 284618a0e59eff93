"""Candidates, suggestions, values -> JSON of the answers, for both versions of the protocol."""

from collections.abc import Mapping, Sequence

from kg.reconcile.fields import BY_NAME, FIELDS, Cell, Field
from kg.reconcile.types import Types
from kg.reconcile.values import Directory, Ranked, qid
from kg.wikidata.values import Item

#: What the parts of a score are called.
_TOLD = {
    "name": "likeness of the name",
    "prior": "how well known it is",
    "type": "has the type",
    "share": "share among all candidates",
}


def candidates(found: Sequence[Ranked], types: Types, *, named: bool) -> list[dict[str, object]]:
    """Return candidates as the protocol has them; ``named``: with names of features, as 1.0 wants."""
    return [_candidate(one, types, named) for one in found]


def _candidate(one: Ranked, types: Types, named: bool) -> dict[str, object]:
    out: dict[str, object] = {"id": one.item.qid, "name": one.item.label}
    if one.item.description:
        out["description"] = one.item.description
    features: list[dict[str, object]] = [
        {"id": name, "value": value} for name, value in one.features.items()
    ]
    if named:
        features = [{**f, "name": _feature(str(f["id"]))} for f in features]
    return out | {
        "type": types.of(one.item),
        "score": one.score,
        "features": features,
        "match": one.match,
    }


def _feature(name: str) -> str:
    field = BY_NAME.get(name)
    return _TOLD.get(name) or (f"agreement of {field.name}" if field else name)


def suggested(item: Item, types: Types) -> dict[str, object]:
    """Return an entity as a suggestion."""
    return {
        "id": item.qid,
        "name": item.label,
        "description": item.description or ", ".join(t for t in (item.kind, item.country) if t),
        "notable": types.of(item)[:2],
    }


def described(field: Field) -> dict[str, object]:
    """Return a property as a suggestion or a proposal."""
    return {"id": field.id, "name": field.name, "description": field.description}


def proposed(kind: str, types: Types) -> list[Field]:
    """Return the properties that entities of a type have; all for a type that we do not know."""
    above = types.above(kind)
    return [f for f in FIELDS if not f.tops or not above or {*f.tops} & above]


Rows = dict[str, dict[str, list[Cell]]]


def extended(
    ids: Sequence[str], props: Mapping[str, Mapping[str, object]], directory: Directory
) -> tuple[list[dict[str, object]], Rows]:
    """Return what the columns are, and the values by entity and property.

    An entity or a property that we do not have brings empty lists.
    """
    meta = []
    for prop in props:
        field = BY_NAME.get(prop)
        told: dict[str, object] = {"id": prop, "name": field.name if field else prop}
        if field and field.points_to:
            told["type"] = {"id": field.points_to, "name": field.points_to.lower()}
        meta.append(told)
    rows: Rows = {}
    for one in ids:
        item = directory.item(qid(one)) if qid(one) else None
        rows[one] = {p: _cells(item, p, settings, directory) for p, settings in props.items()}
    return meta, rows


def _cells(
    item: Item | None, prop: str, settings: Mapping[str, object], directory: Directory
) -> list[Cell]:
    field = BY_NAME.get(prop)
    if item is None or field is None:
        return []
    cells = field.get(item, directory)
    most = _whole(settings.get("limit"))
    if settings.get("content") == "text":
        cells = [{"str": str(c["name"])} if "name" in c else c for c in cells]
    return cells[:most] if most else cells


def _whole(value: object) -> int:
    """Return a number that a client may have sent as text; 0 (no limit) for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
