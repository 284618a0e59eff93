"""A store -> every view of it in this process, as the server gives them below ``/api/``: for reports and notebooks."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import KgError
from kg.namespaces import DEFAULT_BASE
from kg.store.opening import open_to_read
from kg.views import (
    about,
    contradictions,
    document,
    documents,
    entity,
    events,
    facets,
    maps,
    neighbours,
    others,
    search,
    timeline,
)
from kg.views.filters import Filters, filters
from kg.views.index import Index
from kg.views.refresh import Tell, refresh, unheard

#: Filters as the server takes them: ``{"class": "kg:Attack", "actor": [one, other]}``; or made already.
Chosen = Filters | Mapping[str, str | list[str]]


class NothingKnownError(KgError):
    """Nothing is told of what was asked for: the answer is no, status 1."""

    exit_code = 1


class Views:
    """The views of one store, as it is when opened; a context manager.

    Args:
        store: its folder.
        base: what IRIs of the data begin with.
        tell: told how many of how many graphs the index has while it is brought up to date.

    Raises:
        UsageError: there is no store.
        KgError: it cannot be read.
    """

    def __init__(
        self,
        store: Path | str,
        *,
        base: str = DEFAULT_BASE,
        tell: Tell = unheard,
    ) -> None:
        self._store = open_to_read(Path(store))
        self.index = Index(store, base=base)
        try:
            refresh(self.index, tell=tell)
        except BaseException:
            self.index.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of store and index."""
        self.index.close()
        del self._store

    def about(self) -> dict[str, Any]:
        """Return counts, classes, dates and examples."""
        state = {"state": "ready", "done": 0, "total": 0}
        return about.about(self.index) | {"index": state}

    def search(self, words: str, **more: Any) -> dict[str, Any]:
        """Return a page of what is called so; see `kg.views.search.search`."""
        return search.search(self.index, words, **more)

    def events(self, chosen: Chosen, **more: Any) -> dict[str, Any]:
        """Return a page of events; see `kg.views.events.events`."""
        return events.events(self.index, _filters(chosen), **more)

    def map(self, chosen: Chosen, **more: Any) -> dict[str, Any]:
        """Return cells of a map; see `kg.views.maps.cells`."""
        return maps.cells(self.index, _filters(chosen), **more)

    def timeline(self, chosen: Chosen, *, unit: str = "auto") -> dict[str, Any]:
        """Return bins of a timeline; see `kg.views.timeline.timeline`."""
        return timeline.timeline(self.index, _filters(chosen), unit=unit)

    def facets(self, chosen: Chosen) -> dict[str, Any]:
        """Return what one can choose next; see `kg.views.facets.facets`."""
        return facets.facets(self.index, _filters(chosen))

    def entity(self, iri: str) -> dict[str, Any]:
        """Return what is told of an entity; NothingKnownError where nothing is."""
        return _there(entity.entity, self.index, iri)

    def neighbours(self, iri: str, *, limit: int = 60) -> dict[str, Any]:
        """Return who and what is next to a thing; NothingKnownError where nothing is told of it."""
        return _there(neighbours.neighbours, self.index, iri, limit=limit)

    def event(self, iri: str) -> dict[str, Any]:
        """Return an event with its claims and what others tell; NothingKnownError where there is none."""
        found = _there(document.event, self._store, iri, self.index.base)
        return found | {"others": others.others(self.index, iri)}

    def document(self, iri: str, *, start: int = 0) -> dict[str, Any]:
        """Return a document, or a part of it; NothingKnownError where there is none."""
        return _there(document.document, self._store, iri, self.index.base, start=start)

    def documents(self, **chosen: Any) -> dict[str, Any]:
        """Return a page of documents; see `kg.views.documents.listed`."""
        return documents.listed(self.index, **chosen)

    def contradictions(self, *, place: str = "", cls: str = "") -> list[dict[str, Any]]:
        """Return where sources disagree; the longer the larger the store is."""
        return contradictions.pairs(self._store, self.index.base, place=place, cls=cls)


def _filters(chosen: Chosen) -> Filters:
    if isinstance(chosen, Filters):
        return chosen
    told = {name: [v] if isinstance(v, str) else v for name, v in chosen.items()}
    return filters([(name, value) for name, values in told.items() for value in values])


def _there(
    view: Callable[..., dict[str, Any] | None], of: object, iri: str, *rest: Any, **more: Any
) -> dict[str, Any]:
    found = view(of, iri, *rest, **more)
    if found is None:
        raise NothingKnownError(f"nothing is known of {iri[:200]}")
    return found
