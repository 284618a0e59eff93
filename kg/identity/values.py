"""Who is compared across documents, and what is decided about them, as plain values."""

from dataclasses import dataclass

from kg.link.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Scene:
    """What a document speaks of, to compare its entities with those of others.

    Attributes:
        graph: IRI of the named graph of the document.
        issued: publication date as written, or empty.
        keys: who and what is named in it: QIDs of the linked, folded names of the others.
        countries: those among the keys that are countries.
    """

    graph: str
    issued: str = ""
    keys: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity as one document tells of it.

    Attributes:
        family: part of its IRI: ``person``, ``organisation`` …
        label: its longest name there; ``names``: all, folded.
        qid: who it is in Wikidata, or empty.
        classes: IRIs of its classes, up to the top.
        roles: folded words of the offices that it holds.
        countries: keys of the countries that it is related to.
    """

    iri: str
    scene: Scene
    family: str
    label: str
    names: frozenset[str]
    qid: str = ""
    classes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one: IRIs in their order, probability (0..1), what spoke for and against."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A pair that was joined; ``ruling``: IRI of the correction that says so, or empty."""

    pair: Pair
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who: the representative of every entity that was joined, and the merges that joined them.

    A representative stands for itself too.
    """

    canonical: dict[str, str]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """What somebody said about two entities: that they are one, or are two.

    Attributes:
        iri: names it in the graph.
        entities: IRIs of the two, sorted.
        verdict: ``same`` or ``not-same``.
        author: who said so; ``made``: when, as xsd:dateTime.
    """

    iri: str
    entities: tuple[str, str]
    verdict: str
    author: str
    made: str


#: All that people may rule: who a name is in Wikidata, or whether two entities are one.
Said = Ruling | Joined
