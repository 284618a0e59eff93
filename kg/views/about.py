"""The index -> what is in the store, for a first look: counts, classes, dates, examples."""

from typing import Any

from kg import __version__
from kg.namespaces import PREFIXES
from kg.views.classes import label_of, terms, up
from kg.views.dates import told
from kg.views.index import Index
from kg.views.words import path


def about(index: Index) -> dict[str, Any]:
    """Return counts, classes with their numbers of events and things, first and last date, prefixes, examples."""
    counts = index.rows(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM slim), "
        "(SELECT count(*) FROM groups), "
        "(SELECT min(lo) FROM slim), (SELECT max(lo) FROM slim)"
    )[0]
    factualities = index.rows(
        "SELECT factuality, count(*) AS n FROM slim WHERE factuality != '' GROUP BY 1 ORDER BY n DESC, 1"
    )
    counted = dict(zip(("documents", "events", "entities"), counts[:3], strict=True))
    return {
        "base": index.base,
        "version": __version__,
        "counts": counted | {"claims": int(index.value("claims") or 0)},
        "classes": _classes(index),
        "factualities": [{"id": id_, "count": count} for id_, count in factualities],
        "first": None if counts[3] is None else told(counts[3]),
        "last": None if counts[4] is None else told(counts[4]),
        "prefixes": PREFIXES,
        "tiles": None,
        "examples": _examples(index),
    }


def _classes(index: Index) -> list[dict[str, Any]]:
    """Return every class of which there is something, the classes above it first, then by name."""
    found: dict[str, int] = {}
    things = index.rows("SELECT class, count(*) FROM groups GROUP BY class")
    for types, count in index.kinds():
        for cls in types.split():
            found[cls] = found.get(cls, 0) + count
    for cls, count in things:
        for above in up(cls) if cls else ():
            found[above] = found.get(above, 0) + count
    order = sorted(found, key=lambda cls: (len(up(cls)), cls))
    return [
        {"id": cls, "label": label_of(cls), "parent": _parent(cls), "count": found[cls]}
        for cls in order
        if cls.startswith("kg:")
    ]


def _parent(cls: str) -> str | None:
    term = terms().get(cls)
    return term.above[0] if term and term.above else None


def _examples(index: Index) -> list[dict[str, str]]:
    """Return the actor, place and document that are told of most, and an event with a source."""
    found = []
    for family in ("actor", "place"):
        found += index.rows(
            "SELECT label, iri FROM groups WHERE family = ? ORDER BY wikidata IS NULL, events DESC, iri LIMIT 2",
            [family],
        )
    found += index.rows(
        "SELECT title, iri FROM documents WHERE title != '' ORDER BY events DESC, iri LIMIT 2"
    )
    return [{"title": title, "path": path(iri, index.base)} for title, iri in found]
