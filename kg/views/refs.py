"""What a thing is called, its class and its address: what every view calls things by."""

from collections.abc import Iterable, Sequence
from typing import Any

from kg.views.classes import family
from kg.views.index import Index
from kg.views.words import key, path

Ref = dict[str, Any]

#: Of a row of ``groups``.
COLUMNS = "groups.iri, groups.label, groups.class, groups.family"


def ref(iri: str, label: str, cls: str, kind: str, base: str) -> Ref:
    """Return the reference to a thing.

    >>> ref("https://kg.example/id/place/Q1", "Here", "kg:Place", "place", "https://kg.example/")["path"]
    '/id/place/Q1'
    """
    name = label or iri.rstrip("/#").rpartition("/")[2] or iri
    return {"iri": iri, "label": name, "class": cls, "family": kind, "path": path(iri, base)}


def of_row(row: Sequence[Any], base: str) -> Ref:
    """Return the reference that a row of `COLUMNS` tells."""
    iri, label, cls, kind = row
    return ref(iri, label, cls, kind, base)


def addressed(value: Any, base: str) -> Any:
    """Return a value of dictionaries and lists in which every thing that is told has its address."""
    if isinstance(value, list):
        return [addressed(item, base) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: addressed(item, base) for name, item in value.items()}
    if "iri" in found and "label" in found:
        found.setdefault("family", family([found.get("class", "")]))
        found["path"] = path(found["iri"], base)
    return found


def documents(index: Index, iris: Iterable[str]) -> dict[str, Ref]:
    """Return references to documents by IRI; of one that the index has not, by its IRI alone."""
    wanted = sorted(set(iris))
    rows = index.rows(
        "SELECT iri, title, publisher, issued FROM documents WHERE document IN (SELECT unnest(?))",
        [[key(iri) for iri in wanted]],
    )
    known = {row[0]: row for row in rows}
    return {iri: document(*known.get(iri, (iri, "", "", "")), base=index.base) for iri in wanted}


def document(iri: str, title: str, publisher: str, issued: str, *, base: str) -> Ref:
    """Return the reference to a document."""
    name = title or iri.rpartition("/doc/")[2] or iri
    made = ref(iri, name, "nif:Context", "document", base)
    return made | {"publisher": publisher or None, "issued": issued or None}
