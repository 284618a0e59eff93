"""What the labels of each set mean as relations and events of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Meaning:
    """What of ours tells a relation of a set.

    Attributes:
        relations: local names of our properties.
        turned: properties that tell it with subject and object exchanged.
        events: (class, roles of the one, roles of the other): between those who fill them; an
            empty class is any event, one in brackets none below it.
        same: whether it joins two names of one thing.
        mutual: whether it is the same in both directions.
    """

    relations: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    events: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    same: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Relating:
    """How a set marks relations.

    Attributes:
        classes: its type of entity -> class of ours; what is not here takes no part.
        meanings: row of the report -> what tells it.
        rows: its relation -> the row that it counts in, where that is not named alike; a relation
            that has no row is left out.
    """

    classes: Mapping[str, str]
    meanings: Mapping[str, Meaning]
    rows: Mapping[str, str] = field(default_factory=dict)

    def row(self, label: str) -> str:
        """Return the row of a relation of the set, empty where it has none."""
        row = self.rows.get(label, label)
        return row if row in self.meanings else ""


_ACTORS: Final = ("agent", "patient", "recipient")
_PLACES: Final = ("place", "destination")

#: Events in which one does harm to the other.
_HARM: Final = (
    "Fighting", "Attack", "Killing", "Injury", "Arrest", "Abduction", "Destruction",
)  # fmt: skip

#: Events of which whoever acts is where they happen; who attacks, or speaks of something, need not be.
_THERE: Final = ("[Event]", "Talks", "Visit", "Deployment", "Protest", "Fighting", "Founding")

#: Events in which one speaks to the other.
_SPEECH: Final = (
    "Talks", "Visit", "Statement", "Agreement", "Demand", "Threat", "Accusation", "Proposal", "Refusal",
    "Response", "Denial",
)  # fmt: skip

#: Set -> how it marks relations.
RELATED: Final[Mapping[str, Relating]] = {
    # A country that acts is an Organisation, elsewhere a Location. Whoever is somewhere, for
    # whatever reason, is CoLocated with it; who commands, has or holds something is InChargeOf it.
    "re3d": Relating(
        {
            "Person": "Person",
            "Organisation": "Organisation",
            "Location": "Place",
            "Weapon": "Weapon",
            "MilitaryPlatform": "Vehicle",
            "Vehicle": "Vehicle",
            "Nationality": "Group",
        },
        {
            "BelongsTo": Meaning(("memberOf", "partOf", "affiliatedWith")),
            "InChargeOf": Meaning(
                ("leads",), events=(("TerritorialGain", ("agent",), ("patient",)),)
            ),
            "FightingAgainst": Meaning(
                ("opposes",),
                events=tuple((c, ("agent",), ("patient",)) for c in _HARM),
                mutual=True,
            ),
            "AlliesOf": Meaning(
                ("alliedWith",),
                events=tuple(
                    (c, ("agent",), ("agent", "patient", "recipient")) for c in ("Support", "Aid")
                ),
                mutual=True,
            ),
            "IsSynonymOf": Meaning(same=True, mutual=True),
            "CommWith": Meaning(
                events=tuple((c, ("agent",), _ACTORS) for c in _SPEECH), mutual=True
            ),
            "CoLocated": Meaning(
                ("locatedIn", "basedIn"),
                events=(
                    ("", ("patient", "recipient"), _PLACES),
                    ("", ("agent",), ("destination",)),
                    *((c, ("agent",), ("place",)) for c in _THERE),
                ),
                mutual=True,
            ),
        },
    ),
    # Encyclopaedic sentences; "role" joins politicians with parties and organisations with alliances.
    "crossre_politics": Relating(
        {
            "person": "Person",
            "politician": "Person",
            "politicalparty": "PoliticalParty",
            "organisation": "Organisation",
            "country": "Country",
            "location": "Place",
        },
        {
            "role": Meaning(("memberOf", "leads")),
            "part-of": Meaning(("partOf",)),
            "general-affiliation": Meaning(("affiliatedWith",)),
            "physical": Meaning(("locatedIn", "basedIn")),
            "opposite": Meaning(
                ("opposes",),
                events=tuple((c, ("agent",), ("patient",)) for c in _HARM),
                mutual=True,
            ),
            "named": Meaning(same=True, mutual=True),
        },
    ),
    # Wikidata properties between the entities of a document, many told by several sentences.
    "redocred": Relating(
        {"PER": "Person", "ORG": "Organisation", "LOC": "Place"},
        {
            "member": Meaning(("memberOf",)),
            "leader": Meaning(turned=("leads",)),
            "located": Meaning(("locatedIn",)),
            "part": Meaning(("partOf",)),
            "based": Meaning(("basedIn",)),
        },
        {
            "P102": "member",
            "P463": "member",
            "P6": "leader",
            "P35": "leader",
            "P488": "leader",
            "P131": "located",
            "P17": "located",
            "P276": "located",
            "P361": "part",
            "P159": "based",
        },
    ),
}
