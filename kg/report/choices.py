"""Names that somebody gave -> the index of the store, brought up to date, and filters with IRIs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.documents import graph_like
from kg.errors import UsageError
from kg.query.parameters import NoSuchNameError
from kg.spelling import near
from kg.store import Store
from kg.views.classes import terms
from kg.views.filters import Filters, filters
from kg.views.index import Index
from kg.views.refresh import refresh
from kg.views.search import search


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


@contextmanager
def chosen(
    store: Path,
    given: Mapping[str, Sequence[str]],
    *,
    base: str,
    tell: Callable[[int, int], None] = _quiet,
) -> Iterator[tuple[Index, Filters, tuple[str, ...]]]:
    """Give the index, the filters, and a sentence on each name that was taken as something.

    Args:
        store: its folder.
        given: filter -> values: names or IRIs of actors and places, names of classes and documents, dates.
        base: what IRIs of the data begin with.
        tell: hears how many of how many documents are indexed.

    Raises:
        UsageError: there is no store, no such class, or a date is none.
        KgError: nothing is called as a name says, or the store cannot be read.
    """
    with Store(store, read_only=True) as opened:
        index = Index(store, base=base)
        try:
            refresh(index, tell=tell)
            pairs: list[tuple[str, str]] = []
            notes: list[str] = []
            for word, values in given.items():
                for value in filter(None, values):
                    taken, note = _taken(index, opened, word, value)
                    pairs.append((word, taken))
                    notes += [note] if note else []
            yield index, filters(pairs), tuple(notes)
        finally:
            index.close()


def _taken(index: Index, store: Store, word: str, value: str) -> tuple[str, str]:
    """Return the value of a filter, and what to say of how it was taken."""
    if word in ("actor", "place") and "://" not in value:
        return _called(index, value, "place" if word == "place" else "")
    if word == "class":
        return _class(value), ""
    if word == "document":
        graph = graph_like(store, value)
        return next(iri for iri, known in store.documents() if known == graph), ""
    return value, ""


def _called(index: Index, name: str, kind: str) -> tuple[str, str]:
    found = search(index, name, kind=kind)["results"]
    things = [one for one in found if one["family"] not in ("event", "document")]
    if not things:
        raise NoSuchNameError(f"nothing is called {name!r}", hint="see: kg query entities")
    return things[0]["iri"], f"{name!r} is taken as {things[0]['label']} <{things[0]['iri']}>."


def _class(name: str) -> str:
    short = {term.id.partition(":")[2].lower(): term.id for term in terms().values()}
    word = name.rpartition("#")[2].removeprefix("kg:").replace(" ", "").lower()
    if word not in short:
        known = [id_.partition(":")[2] for id_ in short.values()]
        raise UsageError(f"no class {name!r}", hint=near(name, known))
    return short[word]
