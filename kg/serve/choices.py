"""Parameters of a request below ``/api/`` -> what the index answers."""

import re
from collections.abc import Callable
from typing import Final

from kg.errors import UsageError
from kg.serve.errors import RefusedError
from kg.views import (
    about,
    documents,
    entity,
    events,
    facets,
    maps,
    neighbours,
    questions,
    search,
    timeline,
)
from kg.views.filters import filters
from kg.views.index import Index

Pairs = list[tuple[str, str]]

_SIZE: Final = re.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")

_View = Callable[[Index, Pairs], object]


def one(told: Pairs, name: str, default: str = "") -> str:
    """Return the last value of a parameter."""
    return next((v for n, v in reversed(told) if n == name), default)


def number(told: Pairs, name: str, default: int) -> int:
    """Return a parameter as a whole number.

    Raises:
        UsageError: it is none.
    """
    text = one(told, name) or str(default)
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise UsageError(f"{name} is not a number: {text[:40]!r}")
    return int(text)


def needed(told: Pairs, name: str) -> str:
    """Return a parameter that must be there.

    Raises:
        UsageError: it is not, or is too long.
    """
    text = one(told, name)
    if not text or len(text) > 2000:
        raise UsageError(f"which {name}?", hint=f"?{name}=…")
    return text


def _entity(index: Index, told: Pairs) -> object:
    return _there(entity.entity(index, needed(told, "iri")), told)


def _neighbours(index: Index, told: Pairs) -> object:
    found = neighbours.neighbours(index, needed(told, "iri"), limit=number(told, "limit", 60))
    return _there(found, told)


def _there(found: object, told: Pairs) -> object:
    if found is None:
        raise RefusedError(f"nothing is known of {one(told, 'iri')[:200]}", status=404)
    return found


def _paged(told: Pairs, size: int) -> dict[str, int]:
    return {"page": number(told, "page", 1), "size": number(told, "size", size)}


def _search(index: Index, told: Pairs) -> object:
    return search.search(index, one(told, "q"), kind=one(told, "kind"), **_paged(told, 20))


def _pixels(told: Pairs) -> maps.Pixels | None:
    """Return the size of a map that shows all.

    Raises:
        UsageError: it is none.
    """
    text = one(told, "fit")
    found = _SIZE.fullmatch(text)
    if text and not found:
        raise UsageError(f"fit is not the size of a map: {text[:40]!r}", hint="fit=800x400, pixels")
    return (int(found[1]), int(found[2])) if found else None


def _documents(index: Index, told: Pairs) -> object:
    return documents.listed(
        index,
        words=one(told, "q"),
        publishers=tuple(v for n, v in told if n == "publisher" and v),
        start=one(told, "from"),
        end=one(told, "to"),
        **_paged(told, 50),
    )


#: Address -> what the index answers.
VIEWS: Final[dict[str, _View]] = {
    "about": lambda i, _t: about.about(i),
    "search": _search,
    "complete": _search,
    "events": lambda i, t: events.events(
        i, filters(t), order=one(t, "order", "date"), **_paged(t, 50)
    ),
    "map": lambda i, t: maps.cells(i, filters(t), zoom=number(t, "zoom", 2), fit=_pixels(t)),
    "timeline": lambda i, t: timeline.timeline(i, filters(t), unit=one(t, "unit", "auto")),
    "facets": lambda i, t: facets.facets(i, filters(t)),
    "entity": _entity,
    "documents": _documents,
    "neighbours": _neighbours,
    "queries": lambda _i, _t: questions.queries(),
    "terms": lambda _i, _t: questions.vocabulary(),
}

#: What the start page and the view of events ask for first: answered before anybody asks.
USUAL: Final[tuple[tuple[str, Pairs], ...]] = (
    ("about", []),
    ("map", [("zoom", "1")]),
    ("timeline", []),
    ("events", [("order", "-date"), ("page", "1"), ("size", "20")]),
    ("facets", []),
    ("documents", [("size", "4")]),
    ("search", [("q", ""), ("kind", "actor")]),
    ("search", [("q", ""), ("kind", "place")]),
)
