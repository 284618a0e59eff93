"""What the ontology says, as plain values: everything that extraction may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Position:
    """Where in a clause or phrase the filler of a role stands.

    Attributes:
        name: ``subject``, ``object``, ``iobject``, ``clause``, ``possessive``, ``adjective``,
            ``compound``, or a preposition in lower case.
        cls: IRI of the class that the filler must belong to here, or empty.
    """

    name: str
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One role of a frame: the positions tried for it, in order of preference.

    Attributes:
        names: those of the positions, to see quickly that nobody stands in any.
    """

    role: str
    positions: tuple[Position, ...]
    fillers: tuple[str, ...] = ()
    required: bool = False
    names: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(p.name for p in self.positions))


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event of a class.

    Attributes:
        cls: IRI of the class.
        kind: ``verb``, ``noun`` or ``adjective``.
        words: lemmas, at least one; of a verb the verb first ("take control of"), of a noun as
            it is written ("air strike").
        frame: the roles, one slot each: the trigger's own first, then its class's, then the usual
            ones; a filler goes to the first that takes it.
    """

    cls: str
    kind: str
    words: tuple[str, ...]
    frame: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An individual that the ontology names: its IRI, class, label and other names.

    Attributes:
        capitals: names of the seat of its government, or seats.
    """

    iri: str
    cls: str
    label: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """What tells a relation, and where its two ends stand around it.

    Attributes:
        prop: IRI of the relation.
        words: lemmas as in a ``Trigger``; of a class or an event its IRI.
        one: positions of the subject, in order of preference; of an event roles.
        other: positions of the object.
        office: whether the words are an office that the subject holds.
    """

    prop: str
    words: tuple[str, ...]
    one: tuple[Position, ...]
    other: tuple[Position, ...]
    office: bool = False


@dataclass(frozen=True, slots=True)
class Relations:
    """How relations are told.

    Attributes:
        words: (kind, lemma as in ``Ontology.triggers``; of "chief of staff" the first) -> ties,
            longest first.
        classes: class IRI -> ties of its mentions, in the order of the properties' IRIs.
        events: class IRI -> ties between those who take part.
        ends: property -> the classes of its subject and of its object; empty means any.
        symmetric: properties that hold both ways.
        past: words that say that it is over.
        aliases: verbs whose participle gives another name: "known as".
    """

    words: Mapping[tuple[str, str], tuple[Tie, ...]]
    classes: Mapping[str, tuple[Tie, ...]]
    events: Mapping[str, tuple[Tie, ...]]
    ends: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    symmetric: frozenset[str]
    past: frozenset[str]
    aliases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How a text tells where a place lies to another; words in lower case, hyphens as spaces.

    Attributes:
        bearings: words of a direction -> degrees, clockwise from north.
        reaches: words of nearness -> kilometres within which they mean.
        lengths: words of a unit -> kilometres.
        extents: IRI of a country -> kilometres around its point within which most of it lies.
    """

    bearings: Mapping[str, float]
    reaches: Mapping[str, float]
    lengths: Mapping[str, float]
    extents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The classes and the words.

    Attributes:
        version: ``owl:versionInfo`` of our own files, with a digest when a user's are added.
        up: class IRI -> itself and everything above it, nearest first.
        super_roles: role IRI -> the properties above it.
        entity_types: the annotator's label of a name -> class IRI.
        head_nouns: lemmas of a common noun, joined by a space -> class IRI.
        name_words: word inside a name, lower case -> class IRI.
        known_names: a name as it is written -> class IRI.
        capitals: name of a capital -> its country, which acts where the capital speaks.
        governing: classes of events that governments do, and so capitals for them; ``governed``:
            those done to governments.
        individuals: every name and demonym of an individual -> the individual.
        longest: first word of a known name or individual -> words in the longest such name.
        triggers: (kind, first lemma of a verb, last lemma of a noun or adjective) -> triggers,
            longest first.
        usual: the frame of an event of no class, where the roles stand usually.
        light_verbs: first lemma -> verbs whose subject acts in the event that their object names.
        occurrence_verbs: first lemma -> verbs that say that the event which is their subject
            takes place.
        occurrence_nouns: nouns that say the same of the event after "of".
        state_verbs: verbs that tell how it is and not what happens: "cost".
        idioms: last word -> nouns in which the word of an event tells none: "life support"; first
            word -> verbs, as in ``light_verbs``.
        concrete: class IRI -> positions in which nothing abstract can stand, its own and those of
            the classes above.
        cues: words (lemmas) -> IRI of the factuality they tell.
        stances: words (lemmas) -> IRI of the stance they tell.
        comparators: words -> IRI of the comparator they tell.
        comparing: each single word of a comparator.
        currencies: noun or sign of a currency -> its noun.
        relations: what tells relations between entities.
        whereabouts: what tells where a place lies to another.
        codes: scheme (``plover``, ``cameo``, ``acled``) -> class IRI -> its codes there, or else
            those of the nearest class above that has some.
    """

    version: str
    up: Mapping[str, tuple[str, ...]]
    super_roles: Mapping[str, tuple[str, ...]]
    entity_types: Mapping[str, str]
    head_nouns: Mapping[str, str]
    name_words: Mapping[str, str]
    known_names: Mapping[str, str]
    individuals: Mapping[str, Known]
    demonyms: Mapping[str, Known]
    capitals: Mapping[str, Known]
    governing: tuple[str, ...]
    governed: tuple[str, ...]
    longest: Mapping[str, int]
    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    usual: tuple[Slot, ...]
    light_verbs: Mapping[str, tuple[tuple[str, ...], ...]]
    occurrence_verbs: Mapping[str, tuple[tuple[str, ...], ...]]
    occurrence_nouns: frozenset[str]
    state_verbs: frozenset[str]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]
    concrete: Mapping[str, frozenset[str]]
    cues: Mapping[tuple[str, ...], str]
    stances: Mapping[tuple[str, ...], str]
    comparators: Mapping[tuple[str, ...], str]
    comparing: frozenset[tuple[str, ...]]
    currencies: Mapping[str, str]
    relations: Relations
    whereabouts: Whereabouts
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]

    def isa(self, cls: str, above: str) -> bool:
        """Say whether ``cls`` is ``above`` or below it."""
        return above in self.up.get(cls, ())
