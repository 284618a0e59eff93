"""Corrections by people <-> the graph `rulings` of the store."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import UsageError
from kg.facts.terms import node, term, when
from kg.identity.values import Joined, Said
from kg.link.names import fold
from kg.link.rulings import Ruling
from kg.namespaces import DEFAULT_BASE, KG, PREFIXES
from kg.store import Store, document_iri
from kg.store import base_of as base_of_document

#: Verdict -> how the graph says it.
VERDICTS: Final = {"same": "Same", "not-same": "NotSame", "nil": "Nil"}

_SAID: Final = {KG + local: verdict for verdict, local in VERDICTS.items()}
_WD: Final = PREFIXES["wd"]


def rulings_graph(base: str) -> str:
    """Return the IRI of the graph that keeps the corrections.

    >>> rulings_graph("https://kg.example/")
    'https://kg.example/graph/rulings'
    """
    return f"{base}graph/rulings"


def base_of(store: Store) -> str:
    """Return where the data IRIs of the store begin: those of its rulings, or of its first document, by IRI."""
    kept = _graphs(store)
    if kept:
        return kept[0].removesuffix(rulings_graph(""))
    documents = store.documents()
    return base_of_document(*documents[0]) if documents else DEFAULT_BASE


def clean(words: str) -> str:
    """Return words on one line, in NFC, without control characters, as a literal may hold them.

    Raises:
        UsageError: nothing is left.
    """
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cs"))
    if not kept:
        raise UsageError(f"there is no name in {words!r}")
    return kept


def about_name(
    base: str, verdict: str, name: str, *, document: str, qid: str, author: str, made: str
) -> Ruling:
    """Return a correction of who a name is; its IRI says all but author and date.

    Raises:
        UsageError: there is nothing in the name to know it by.
    """
    words = clean(name)
    if not fold(words):
        raise UsageError("a name needs a letter or a digit", hint=f"not {name!r}")
    iri = _minted(base, verdict, fold(words), document, qid)
    return Ruling(iri, words, document, verdict, qid, clean(author), made)


def about_two(
    base: str, verdict: str, entities: Iterable[str], *, author: str, made: str
) -> Joined:
    """Return a correction of whether two entities are one.

    Raises:
        UsageError: it is one entity twice.
    """
    one, other = sorted(entities)
    if one == other:
        raise UsageError(f"that is one entity already: {one}")
    return Joined(_minted(base, verdict, one, other), (one, other), verdict, clean(author), made)


def said(store: Store) -> list[Said]:
    """Return all that people said, the oldest first; names as they were typed."""
    found: list[Said] = []
    for quad in store.oxigraph.quads_for_pattern(None, term("rdf:type"), term("kg:Ruling"), None):
        assert isinstance(quad.subject, NamedNode)
        found.append(_said(store, quad.subject))
    return sorted(found, key=lambda one: (one.made, one.iri))


def read(store: Store) -> tuple[Ruling, ...]:
    """Return the corrections about names that hold, names folded, sorted; the last word counts.

    Of what was said about one name (in one document, or in all), a later ``same`` or ``nil`` takes
    the place of all before it, a later ``not-same`` of the ``same`` with its QID.
    """
    holding: defaultdict[tuple[str, str], list[Ruling]] = defaultdict(list)
    for one in said(store):
        if isinstance(one, Ruling):
            folded = Ruling(
                one.iri, fold(one.name), one.document, one.verdict, one.qid, one.author, one.made
            )
            key = (folded.name, folded.document)
            holding[key] = [*(r for r in holding[key] if _stands(r, folded)), folded]
    return tuple(sorted(r for kept in holding.values() for r in kept))


def pairs(store: Store) -> tuple[Joined, ...]:
    """Return the corrections about two entities that hold, sorted; of two the last word counts."""
    last = {one.entities: one for one in said(store) if isinstance(one, Joined)}
    return tuple(sorted(last.values()))


def keep(store: Store, said: Sequence[Said]) -> None:
    """Make these the corrections that the store keeps; none: the graph goes.

    Raises:
        KgError: the store cannot be written.
    """
    base = base_of(store)
    graph = rulings_graph(base)
    for old in _graphs(store):
        if old != graph or not said:
            store.remove(old)
    if said:
        with store.writer() as writer:
            writer.put(graph, quads(said, base))


def names(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each folded name that a graph has an entity by, with the graph."""
    for label in ("skos:prefLabel", "skos:altLabel"):
        for quad in store.oxigraph.quads_for_pattern(None, term(label), None, None):
            yield quad.graph_name.value, fold(quad.object.value)  # type: ignore[union-attr]


def _graphs(store: Store) -> list[str]:
    quads = store.oxigraph.quads_for_pattern(None, term("rdf:type"), term("kg:Ruling"), None)
    return sorted({q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode)})


def quads(rulings: Sequence[Said], base: str) -> tuple[Quad, ...]:
    """Return the graph of the corrections."""
    graph = node(rulings_graph(base))
    return tuple(Quad(s, p, o, graph) for one in rulings for s, p, o in _triples(one, base))


def _stands(old: Ruling, new: Ruling) -> bool:
    if new.verdict == "not-same":
        return old.verdict == "not-same" or (old.verdict == "same" and old.qid != new.qid)
    return False


def _minted(base: str, *parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"{base}id/ruling/{digest}"


def _triples(one: Said, base: str) -> list[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    me, author = node(one.iri), node(f"{base}id/author/{quote(one.author, safe='')}")
    found: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (me, term("rdf:type"), term("kg:Ruling")),
        (me, term("kg:verdict"), term("kg:" + VERDICTS[one.verdict])),
        (me, term("dcterms:created"), when(one.made)),
        (me, term("prov:wasAttributedTo"), author),
        (author, term("rdf:type"), term("prov:Agent")),
        (author, term("rdfs:label"), Literal(one.author)),
    ]
    if isinstance(one, Joined):
        return found + [(me, term("kg:ruledEntity"), node(iri)) for iri in one.entities]
    found.append((me, term("kg:ruledName"), Literal(one.name)))
    if one.document:
        found.append((me, term("kg:ruledDocument"), node(document_iri(base, one.document))))
    if one.qid:
        found.append((me, term("kg:ruledItem"), node(_WD + one.qid)))
    return found


def _said(store: Store, me: NamedNode) -> Said:
    has: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store.oxigraph.quads_for_pattern(me, None, None, None):
        has[quad.predicate.value].append(getattr(quad.object, "value", ""))
    verdict = _SAID[has[KG + "verdict"][0]]
    made = has[PREFIXES["dcterms"] + "created"][0]
    author = _author(store, has[PREFIXES["prov"] + "wasAttributedTo"][0])
    entities = sorted(has[KG + "ruledEntity"])
    if entities:
        return Joined(me.value, (entities[0], entities[1]), verdict, author, made)
    document = "".join(has[KG + "ruledDocument"]).removeprefix(document_iri(base_of(store), ""))
    qid = "".join(has[KG + "ruledItem"]).removeprefix(_WD)
    return Ruling(me.value, has[KG + "ruledName"][0], document, verdict, qid, author, made)


def _author(store: Store, iri: str) -> str:
    labels = store.oxigraph.quads_for_pattern(NamedNode(iri), term("rdfs:label"), None, None)
    return min(getattr(quad.object, "value", "") for quad in labels)
