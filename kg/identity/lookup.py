"""Words of a person -> the entity of the store that they mean."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError, UsageError
from kg.facts.terms import term
from kg.identity.rulings import base_of
from kg.link.names import fold
from kg.namespaces import PREFIXES
from kg.spelling import alike
from kg.store import Store


class NoSuchEntityError(KgError):
    """Nobody in the store is called so: the answer is no, status 1."""

    exit_code = 1


def two(store: Store, one: str, other: str, *, graph: str = "") -> tuple[str, str]:
    """Return the IRIs of two entities, each told by IRI, ``id/…``, QID or name.

    One name for both means the two that have it.

    Raises:
        NoSuchEntityError: there is none.
        UsageError: words mean several.
    """
    a, b = _meant(store, one, graph), _meant(store, other, graph)
    if a == b and len(a) == 2:
        first, second = sorted(a)
        return first, second
    return _single(one, a), _single(other, b)


def _single(words: str, found: set[str]) -> str:
    if len(found) > 1:
        told = ", ".join(sorted(found)[:5]) + (" …" if len(found) > 5 else "")
        raise UsageError(f"{len(found)} entities are called {words!r}", hint=f"say which: {told}")
    return next(iter(found))


def _meant(store: Store, words: str, graph: str) -> set[str]:
    for iri in (words.strip("<>"), base_of(store) + words):
        if _is_entity(store, iri):
            return {iri}
    found = _linked(store, words) or _called(store, words, graph)
    if not found:
        names = {q.object.value for q in _labels(store) if isinstance(q.object, Literal)}
        raise NoSuchEntityError(f"no entity is called {words!r}", hint=alike(words, names))
    return found


def _is_entity(store: Store, iri: str) -> bool:
    if " " in iri or ":" not in iri:
        return False
    try:
        quads = store.oxigraph.quads_for_pattern(NamedNode(iri), term("skos:prefLabel"), None)
    except ValueError:
        return False
    return next(quads, None) is not None


def _linked(store: Store, words: str) -> set[str]:
    if not (words[:1] == "Q" and words[1:].isdecimal()):
        return set()
    item = NamedNode(PREFIXES["wd"] + words)
    quads = store.oxigraph.quads_for_pattern(None, term("owl:sameAs"), item)
    return {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}


def _called(store: Store, words: str, graph: str) -> set[str]:
    """Return who has the name in the document; or in all, and of those that are one the representative."""
    wanted = fold(words)
    found = {
        q.subject.value
        for q in _labels(store, graph)
        if isinstance(q.subject, NamedNode)
        and isinstance(q.object, Literal)
        and fold(q.object.value) == wanted
    }
    return found if graph else {_representative(store, iri) for iri in found}


def _representative(store: Store, iri: str) -> str:
    quads = store.oxigraph.quads_for_pattern(NamedNode(iri), term("kg:canonical"), None)
    return min((q.object.value for q in quads if isinstance(q.object, NamedNode)), default=iri)


def _labels(store: Store, graph: str = "") -> Iterator[Quad]:
    where = NamedNode(graph) if graph else None
    for label in ("skos:prefLabel", "skos:altLabel"):
        yield from store.oxigraph.quads_for_pattern(None, term(label), None, where)
