"""What the labels of each set mean as a name of a person, an organisation or a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: Our labels of names.
OURS: Final[Mapping[str, str]] = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Names:
    """How a set marks names.

    Attributes:
        classes: the set's type -> our class; a type that is not here is no such name.
        ours: our labels that count for this set; others that are found are left out.
        which: how its names are told from its other mentions: ``all`` are names, ``level`` says
            so, or ``capital``: the head word is capitalised and no pronoun.
        may: our labels that are a class of this set where its gold has that class, and are left
            out elsewhere.
        partial: whether names inside longer mentions are often left unmarked: what is found there
            and has no gold of its own is left out.
        acting: words that are places even where the set calls them organisations.
        open: types that say nothing of the class: what is found there is left out.
    """

    classes: Mapping[str, str]
    ours: Mapping[str, str] = field(default_factory=lambda: OURS)
    which: str = "all"
    may: Mapping[str, str] = field(default_factory=dict)
    partial: bool = False
    acting: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


_ACE: Final = {
    "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip

#: Only places are marked; whatever else is found is left out.
_PLACES: Final = {"LOC": "place"}

#: The set takes "Italian" for a place, we for NORP.
_ADJECTIVES: Final = {"NORP": "place"}

#: Countries in re3d, which calls them Organisation where they act and Location elsewhere.
_COUNTRIES: Final = frozenset(
    """Australia Britain Canada Denmark Egypt France Germany Iran Iraq Israel Italy Jordan Kuwait
    Lebanon Libya Netherlands Qatar Russia Syria Turkey UAE UK US USA U.S. Yemen""".split()
) | {"Saudi Arabia", "United Arab Emirates", "United Kingdom", "United States"}

#: ELEVANT's type of what has no Wikidata class: among it are names of people.
_OTHER: Final = frozenset({"OTHER"})

#: Wikidata classes as ELEVANT groups them. A country is "Geographic Entity|Organization", somebody in
#: a story "Creative Work|Person", and "Person|Organization" is mostly a band.
_ELEVANT: Final = {
    "Person": "person",
    "Creative Work|Person": "person",
    "Person|Organization": "organisation",
    "Organization": "organisation",
    "Product|Organization": "organisation",
    "Creative Work|Organization": "organisation",
    "Creative Work|Brand|Organization": "organisation",
    "Creative Work|Product|Organization": "organisation",
    "Product|Brand|Organization": "organisation",
    "Geographic Entity": "place",
    "Geographic Entity|Organization": "place",
    "Geographic Entity|Position|Organization": "place",
    "Creative Work|Geographic Entity": "place",
    "Product|Geographic Entity": "place",
    "Product|Geographic Entity|Organization": "place",
}

#: Set -> how it marks names.
NAMES: Final[Mapping[str, Names]] = {
    # Web text; names only, without "the".
    "uner_ewt": Names({"PER": "person", "ORG": "organisation", "LOC": "place"}),
    # News of the whole world. NORP, Date, Misc, Money and Product are out on both sides.
    "worldwide": Names(
        {
            "Person": "person",
            "Organization": "organisation",
            "Location": "place",
            "Facility": "place",
        },
    ),
    "geovirus": Names({"LOCATION": "place"}, _PLACES),
    # Adjectives of places are marked ("Canadian", about 60 of 657), adherents of parties and
    # religions are not; our NORP has both, so it counts only where the gold has a place.
    "trnews": Names({"LOCATION": "place"}, _PLACES, may=_ADJECTIVES),
    # Place names by their use: literal, of a government ("Metonymic"), before a noun ("Mixed",
    # "Modifier"; adjectives among them). Inside other names they are left open.
    "geowebnews": Names(
        {
            "Literal": "place",
            "Literal_Modifier": "place",
            "Mixed": "place",
            "Metonymic": "place",
            "Non_Literal_Modifier": "place",
        },
        _PLACES,
        may=_ADJECTIVES,
        open=frozenset(
            {"Coercion", "Embedded_Literal", "Embedded_Non_Lit", "Homonym", "Literal_Expression"}
        ),
    ),
    # Elections, events and the rest are out; "country" is never an organisation.
    "crossre_politics": Names(
        {
            "person": "person",
            "politician": "person",
            "organisation": "organisation",
            "politicalparty": "organisation",
            "country": "place",
            "location": "place",
        }
    ),
    # All mentions, with determiners and titles, of things that take part in some relation.
    "re3d": Names(
        {"Person": "person", "Organisation": "organisation", "Location": "place"},
        which="capital",
        partial=True,
        acting=_COUNTRIES,
    ),
    # "the chairman of Port Air Ana Sol" is one NAM: relaxed is the fair row. PRE.NAM has adjectives.
    "meantime": Names(
        {"PER": "person", "ORG": "organisation", "LOC": "place"},
        which="level",
        may=_ADJECTIVES,
        partial=True,
        open=frozenset({"UNKNOWN"}),
    ),
    "litbank": Names(_ACE, which="level"),
    "wikievents": Names(_ACE, which="capital", may=_ADJECTIVES),
    "wikifair": Names(_ELEVANT, which="capital", may=_ADJECTIVES, open=_OTHER),
    "newsfair": Names(_ELEVANT, which="capital", may=_ADJECTIVES, open=_OTHER),
    "oke2016": Names(_ELEVANT, which="capital", may=_ADJECTIVES, open=_OTHER),
    "msnbc": Names(_ELEVANT, which="capital", may=_ADJECTIVES, open=_OTHER),
    "kore50": Names(_ELEVANT, which="capital", may=_ADJECTIVES, open=_OTHER),
    "hipe2020_en": Names({"pers": "person", "org": "organisation", "loc": "place"}),
    # "LOC" has adjectives and religions too.
    "redocred": Names(
        {"PER": "person", "ORG": "organisation", "LOC": "place"},
        which="capital",
        may=_ADJECTIVES,
    ),
    # Names and nominals alike; animals of fiction and abstract things are out.
    "gum": Names(
        {"person": "person", "organization": "organisation", "place": "place"},
        which="capital",
    ),
}

#: meantime and litbank: the levels of names; PRE.NAM is a name before a noun ("US troops").
LEVELS: Final = frozenset({"NAM", "PRE.NAM"})
