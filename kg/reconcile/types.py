"""What an item is -> types of the protocol: classes of the ontology, and the kinds of the knowledge base.

The id of a class is its local name (``Settlement``), of a kind its word (``village``); when they are
compared, case does not count, so that ``country`` finds both.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.namespaces import KG
from kg.wikidata.values import Item

#: The tops under which entities are; events of the ontology are things that happen in a text.
_TOPS = frozenset(KG + name for name in ("Actor", "Place", "Weapon", "Vehicle"))


def spaced(name: str) -> str:
    """Return the words of a local name.

    >>> spaced("NonGovernmentalOrganisation")
    'non governmental organisation'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


@dataclass(frozen=True)
class Types:
    """The types that can be asked for.

    Attributes:
        up: class IRI -> itself and everything above it, nearest first.
        kinds: kind -> number of items.
    """

    up: Mapping[str, Sequence[str]]
    kinds: Mapping[str, int]

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The local names of the classes that an entity can have, sorted."""
        fit = (iri for iri, above in self.up.items() if iri.startswith(KG) and _TOPS & {*above})
        return tuple(sorted(iri.removeprefix(KG) for iri in fit))

    def of(self, item: Item) -> list[dict[str, str]]:
        """Return the types of an item: its class, its kind, what is above its class."""
        above = [c.removeprefix(KG) for c in self.up.get(item.cls, ()) if c.startswith(KG)]
        ids = above[:1] + ([item.kind] if item.kind else []) + above[1:]
        seen: dict[str, str] = {}
        for one in ids:
            seen.setdefault(one.casefold(), one)
        return [{"id": one, "name": spaced(one)} for one in seen.values()]

    def agreed(self, item: Item, wanted: Sequence[str], *, every: bool) -> bool:
        """Tell whether the item has one of the types, or all of them."""
        mine = {one["id"].casefold() for one in self.of(item)}
        found = [w.removeprefix(KG).casefold() in mine for w in wanted]
        return all(found) if every else any(found)

    def above(self, name: str) -> set[str]:
        """Return the local names of a class and all above it; empty when there is no such class."""
        key = name.removeprefix(KG).casefold()
        iri = next((KG + c for c in self.classes if c.casefold() == key), "")
        return {c.removeprefix(KG) for c in self.up.get(iri, ())}

    def described(self, name: str) -> dict[str, object]:
        """Return a class as the protocol has it, with what is right above it."""
        above = [c for c in self.up.get(KG + name, ())[1:] if c.startswith(KG)]
        out: dict[str, object] = {"id": name, "name": spaced(name)}
        if above:
            local = above[0].removeprefix(KG)
            out["broader"] = [{"id": local, "name": spaced(local)}]
        return out

    def all(self) -> list[dict[str, object]]:
        """Return every type: classes by name, then kinds by number."""
        classes = [self.described(name) for name in self.classes]
        taken = {name.casefold() for name in self.classes}
        kinds = sorted(self.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        return classes + [
            {"id": kind, "name": kind, "description": f"{number} items"}
            for kind, number in kinds
            if kind.casefold() not in taken
        ]
