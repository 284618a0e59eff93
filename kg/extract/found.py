"""Working values of extraction: mentions that still know their tokens."""

from dataclasses import dataclass

from kg.namespaces import KG
from kg.ontology import Ontology

PERSON, ORGANISATION, GROUP = KG + "Person", KG + "Organisation", KG + "Group"
PLACE, COUNTRY, ACTOR = KG + "Place", KG + "Country", KG + "Actor"
WEAPON, VEHICLE, OBJECT = KG + "Weapon", KG + "Vehicle", KG + "Object"

#: Which part of the IRIs an entity lives in: the first class it belongs to.
FAMILIES = (
    (PERSON, "person"),
    (GROUP, "group"),
    (COUNTRY, "place"),
    (PLACE, "place"),
    (ORGANISATION, "organisation"),
    (WEAPON, "object"),
    (VEHICLE, "object"),
    (ACTOR, "actor"),
)


@dataclass(slots=True)
class Found:
    """A mention in terms of tokens.

    Attributes:
        start, end: tokens, half-open.
        head: the token that governs it.
        cls: class IRI.
        kind: ``Name``, ``Nominal``, ``Pronoun``.
        key: what it is merged by: the folded name, or the noun's lemmas.
        modifiers: folded words before the noun that tell it from others.
        definite: "the", "this", "its" …; True for a name.
        plural: of a nominal.
        known: IRI of an individual of the ontology, ``label`` its label.
    """

    start: int
    end: int
    head: int
    cls: str
    kind: str
    key: str
    modifiers: frozenset[str] = frozenset()
    definite: bool = True
    plural: bool = False
    known: str = ""
    label: str = ""
    confidence: float = 1.0


def family(cls: str, ontology: Ontology) -> str:
    """Return the part of the IRIs that an entity of the class lives in."""
    up = ontology.up.get(cls, ())
    for above, name in FAMILIES:
        if above in up:
            return name
    return "thing"
