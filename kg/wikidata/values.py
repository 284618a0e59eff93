"""What a knowledge base holds, as plain values: items, and the candidates that a name brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """An office that somebody held; ``begin`` and ``end`` are years or dates, empty when open or unknown."""

    title: str
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An entity of Wikidata, as far as the knowledge base knows it.

    Attributes:
        qid: ``Q858``.
        label: its English name, or the best there is.
        aliases: its other names, in any script, sorted.
        kind: what it is in the words of the source: ``country``, ``village``, ``party``, ``office`` …
        cls: IRI of the nearest class of the ontology, or empty where none fits (a language, an office).
        description: a few words, or empty.
        country: ISO 3166-1 alpha-2, upper case; empty when unknown.
        point: latitude and longitude in degrees (WGS84), or None.
        population: inhabitants; 0 when unknown.
        parents: QIDs of the places that it lies in, the nearest first, a country last.
        begin, end: birth and death, founding and dissolution: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
        offices: of a person, the weightiest first.
        prior: how likely an unknown text means it and not another of its name, 0..1.
    """

    qid: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    cls: str = ""
    description: str = ""
    country: str = ""
    point: tuple[float, float] | None = None
    population: int = 0
    parents: tuple[str, ...] = ()
    begin: str = ""
    end: str = ""
    offices: tuple[Office, ...] = ()
    prior: float = 0.0
    _rest: "Rest | None" = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def begun(
        cls,
        qid: str,
        label: str,
        aliases: tuple[str, ...],
        kind: str,
        of: str,
        prior: float,
        rest: "Rest",
    ) -> Self:
        """Return an item of which the rest is read when it is first asked for; ``of`` is its class."""
        self = object.__new__(cls)
        _set_qid(self, qid)
        _set_label(self, label)
        _set_aliases(self, aliases)
        _set_kind(self, kind)
        _set_class(self, of)
        _set_prior(self, prior)
        _set_rest(self, rest)
        return self

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Read the rest; Python calls this for a slot that holds nothing yet."""
            rest = None if name == "_rest" else self._rest
            if rest is not None:
                read, *told = rest
                for one, value in zip(_REST, read(*told), strict=True):
                    object.__setattr__(self, one, value)
                object.__setattr__(self, "_rest", None)
            return object.__getattribute__(self, name)


#: What reads the fields of `_REST`, in their order, and what it is called with.
Rest = tuple[Callable[..., tuple[Any, ...]], Any, Any]

_REST = ("description", "country", "point", "population", "parents", "begin", "end", "offices")
#: A frozen item is filled by its slots: three times as quick as by `object.__setattr__`.
_set_qid, _set_label, _set_aliases, _set_kind, _set_class, _set_prior, _set_rest = (
    getattr(Item, name).__set__
    for name in ("qid", "label", "aliases", "kind", "cls", "prior", "_rest")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a name could mean: the name of it that fits, and how well (1: the same after folding)."""

    item: Item
    name: str
    likeness: float = 1.0


class Knowledge(Protocol):
    """Where names are looked up: the file, a live service, or a few rows in a test."""

    def named(self, name: str) -> Sequence[Candidate]:
        """Return the items called so, spelling folded, by prior and QID; empty when nobody is."""
        ...

    def like(self, name: str) -> Sequence[Candidate]:
        """Return the items called nearly so, the likest first."""
        ...

    def item(self, qid: str) -> Item | None:
        """Return the item with this QID, or None."""
        ...
