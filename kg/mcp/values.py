"""What the tools answer with; the clients are told these shapes as schemas."""

from typing_extensions import TypedDict  # Before Python 3.12 pydantic reads no other.


class Thing(TypedDict):
    """A person, organisation, place, event or document; ``type`` is its class, as kg:Person."""

    iri: str
    label: str
    type: str


class Evidence(TypedDict):
    """A sentence of a document; ``begin`` and ``end`` are where the words stand in its text, in code points."""

    document: str
    title: str
    publisher: str | None
    issued: str | None
    begin: int
    end: int
    sentence: str


class Location(TypedDict):
    """A point and the metres around it that it may be within; None: it is exact."""

    lon: float
    lat: float
    radius_m: float | None


class Event(TypedDict):
    """What happened, as told: ``said_by`` is who says so, empty where the document itself does."""

    iri: str
    label: str
    type: str
    date: str
    factuality: str
    denied: bool
    roles: dict[str, list[Thing]]
    quantities: list[str]
    said_by: list[Thing]
    location: Location | None
    evidence: list[Evidence]


class Events(TypedDict):
    """A page of events."""

    total: int
    page: int
    pages: int
    notes: list[str]
    events: list[Event]


class Result(TypedDict):
    """One of those that a search found; ``match`` is the name that was like the words."""

    iri: str
    label: str
    type: str
    match: str
    description: str
    wikidata: str | None
    events: int
    documents: int


class Found(TypedDict):
    """A page of what a search found."""

    total: int
    page: int
    pages: int
    notes: list[str]
    results: list[Result]


class Relation(TypedDict):
    """What is told of how an entity stands to another, or its office; ``other`` is None then."""

    predicate: str
    direction: str
    other: Thing | None
    text: str
    factuality: str
    said_by: list[Thing]
    evidence: list[Evidence]


class Profile(TypedDict):
    """An entity, as its page tells it."""

    iri: str
    label: str
    types: list[str]
    names: list[str]
    description: str
    wikidata: str | None
    location: Location | None
    within: list[Thing]
    relations: list[Relation]
    relations_total: int
    events: int
    claims_made: int
    together_with: list[Thing]
    documents: list[Thing]
    notes: list[str]


class Claim(TypedDict):
    """Who asserts, denies or doubts something, in which words."""

    claimer: Thing
    medium: Thing | None
    stance: str
    content: str
    date: str
    evidence: Evidence | None


class Other(TypedDict):
    """Another event that may be the same one; ``why``: corroborates, or what they disagree on."""

    why: str
    event: Event


class Told(TypedDict):
    """One event with all that is told of it."""

    event: Event
    claims: list[Claim]
    others: list[Other]


class Side(TypedDict):
    """One of two that disagree: its value, and who says so; ``event`` is None where it is only a claim."""

    event: Thing | None
    value: str
    said_by: str
    document: str | None
    title: str
    sentence: str


class Pair(TypedDict):
    """Two events that may be one, and disagree."""

    disagree: str
    one: Side
    other: Side


class Pairs(TypedDict):
    """A page of contradictions; ``cut``: the time ran out before all were found."""

    total: int | None
    page: int
    cut: bool
    notes: list[str]
    pairs: list[Pair]


class Table(TypedDict):
    """Rows of an answer; IRIs and values as text, None where nothing is bound. ``cut``: there are more."""

    columns: list[str]
    rows: list[list[str | None]]
    cut: bool


class Passage(TypedDict):
    """A stretch of a document's text."""

    document: str
    title: str
    publisher: str | None
    issued: str | None
    begin: int
    end: int
    length: int
    text: str


class Counted(TypedDict):
    """A class or property; ``count``: how many are of the class."""

    id: str
    label: str
    count: int


class About(TypedDict):
    """What is in the store."""

    base: str
    documents: int
    events: int
    entities: int
    claims: int
    first: str | None
    last: str | None
    classes: list[Counted]
    factualities: dict[str, int]
    properties: list[str]
    prefixes: dict[str, str]
    notes: list[str]
