"""Corrections -> the store: kept there, and every document that they are about mapped anew at once.

The text is read again as the graph of the document has it, so that the same reader, ontology and
knowledge base give the bytes that a rebuild would.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kg.identity import identify, rulings
from kg.identity.values import Said
from kg.link.names import fold
from kg.link.rulings import Ruling
from kg.provenance import made_by, run
from kg.store import Store, base_of, stored
from kg.way import Settings, Way


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction came to.

    Attributes:
        read: how many documents were read again.
        changed: how many of them say something else now.
        merges: how many merges across documents there are now.
        unknown: QIDs of the corrections that the knowledge base does not know.
        others: what documents had been made by and were not made by now: reader, ontology, knowledge base.
    """

    read: int
    changed: int
    merges: int
    unknown: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def rule(
    store: Store,
    said: Iterable[Said],
    settings: Settings,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> Change:
    """Keep exactly these corrections, and do what follows from the difference to those kept before.

    It can be done again after it was interrupted: what it did not come to is done then.

    Args:
        store: open to write.
        said: all corrections, the new ones among them, those undone left out.
        settings: as the documents were built.
        tell: hears of each document before it is read again.

    Raises:
        KgError: the store cannot be written.
    """
    now, before = list(said), rulings.said(store)
    touched = [r for r in {*now} ^ {*before} if isinstance(r, Ruling)]
    return _apply(store, now, touched, settings, tell)


def again(
    store: Store, said: Said, settings: Settings, *, tell: Callable[[str], None] = lambda _: None
) -> Change:
    """Do once more what follows from a correction that is kept already."""
    touched = [said] if isinstance(said, Ruling) else []
    return _apply(store, rulings.said(store), touched, settings, tell)


def about(store: Store, touched: Iterable[Ruling]) -> list[tuple[str, str]]:
    """Return the documents that name what these corrections are about: IRI and graph, sorted."""
    ruled = [(fold(r.name), r.document) for r in touched]
    names = {name for name, _ in ruled}
    naming: dict[str, set[str]] = {}
    for graph, name in rulings.names(store):
        if name in names:
            naming.setdefault(graph, set()).add(name)
    return [
        (iri, graph)
        for iri, graph in store.documents()
        if any(
            name in naming.get(graph, ()) and document in ("", _id(iri, graph))
            for name, document in ruled
        )
    ]


def naming(store: Store, name: str) -> list[tuple[str, str]]:
    """Return the documents that name somebody so: IRI and graph, sorted."""
    return about(store, [Ruling("", name, "", "nil", "", "", "")])


def _apply(
    store: Store,
    said: list[Said],
    touched: list[Ruling],
    settings: Settings,
    tell: Callable[[str], None],
) -> Change:
    identify.begin(store)
    documents = about(store, touched)
    rulings.keep(store, said)
    way = Way(settings) if touched else None
    others = _others(store, documents, way) if way else ()
    changed = _mapped(store, documents, way, tell) if way and documents else []
    merges = identify.identify(store)
    return Change(len(documents), len(changed), merges, _unknown(touched, way), others)


def _others(store: Store, documents: list[tuple[str, str]], way: Way) -> tuple[str, ...]:
    before = {name for _, graph in documents for name in made_by(store, graph)}
    return tuple(sorted(before - set(way.software().names)))


def _unknown(touched: Iterable[Ruling], way: Way | None) -> tuple[str, ...]:
    if way is None or way.knowledge is None:
        return ()
    asked = sorted({r.qid for r in touched if r.qid})
    return tuple(qid for qid in asked if way.knowledge.item(qid) is None)


def _mapped(
    store: Store,
    documents: list[tuple[str, str]],
    way: Way,
    tell: Callable[[str], None],
) -> list[str]:
    """Map the documents anew; return the graphs that changed."""
    settings, holding = way.settings, rulings.read(store)
    changed: list[str] = []
    with store.writer() as writer:
        for iri, graph in documents:
            document = stored(store, iri, graph)
            tell(document.id)
            way.settings = replace(settings, base=base_of(iri, graph))
            made = way.mapped(document, way.nlp(document.text), holding)
            if writer.put(made.graph, made.quads) != "unchanged":
                changed.append(graph)
        if changed:
            base = base_of(*documents[0])
            ended = run(changed, way.software(), base, datetime.now(UTC))
            writer.put(ended.graph, ended.quads)
    return changed


def _id(iri: str, graph: str) -> str:
    return iri.removeprefix(base_of(iri, graph) + "doc/")
