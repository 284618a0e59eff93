"""What a document says, as plain values: mentions, entities, times, events, claims."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, half-open, ``[start, end)``.

    >>> Span(3, 2)
    Traceback (most recent call last):
        ...
    ValueError: empty or backward span: 3..2
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backward span: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that denote an entity.

    Attributes:
        kind: ``Name``, ``Nominal`` or ``Pronoun``.
        confidence: of the class and the span, 0..1.
    """

    span: Span
    kind: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in a document, with every mention of it.

    Attributes:
        family: ``person``, ``organisation``, ``group``, ``place`` or ``object``: part of its IRI.
        label: its longest name, or the nominal phrase that first tells of it.
        aliases: its other names, sorted.
        named: False when only nominal phrases tell of it; then it is this document's alone.
        known: IRI of the individual of the ontology that it is, or empty.
    """

    cls: str
    family: str
    label: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    named: bool = True
    known: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """When: four points as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty where the text does not say."""

    earliest_start: str = ""
    latest_start: str = ""
    earliest_end: str = ""
    latest_end: str = ""


@dataclass(frozen=True, slots=True, order=True)
class TimeMention:
    """A time expression (TIMEX3).

    Attributes:
        type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: TIMEX3 value; empty when it could not be resolved (no publication date).
        interval: what the value means on the calendar; None when it means none.
        reference: the day, month or year that it was counted from; empty where the words say it all.
    """

    span: Span
    type: str
    value: str
    interval: Interval | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A filled role: ``filler`` is an index into the entities."""

    role: str
    filler: int


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A count that an event carries: how many, compared how, of what, and the words that say so."""

    value: str
    comparator: str
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, may happen, or did not.

    Attributes:
        cls: IRI of its class.
        trigger: the words that tell it.
        again: further words that tell it; ``evidence``: what else in the text bears it out.
        topics: indices of events that fill ``kg:topic``.
        time: index into the times, or None.
        factuality: IRI of a ``kg:Factuality``.
        sources: entities that vouch for it; empty: the document itself.
    """

    cls: str
    trigger: Span
    label: str
    roles: tuple[Role, ...] = ()
    topics: tuple[int, ...] = ()
    time: int | None = None
    factuality: str = ""
    evidence: tuple[Span, ...] = ()
    sources: tuple[int, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    again: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what: ``claimer`` and ``medium`` index entities, ``about`` events, ``time`` times.

    ``relations`` index the relations that it is about.
    """

    claimer: int
    about: tuple[int, ...]
    stance: str
    cue: Span
    content: Span
    source: Span
    medium: int | None = None
    time: int | None = None
    relations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """That two entities are related, or that one holds an office.

    Attributes:
        prop: IRI of the property.
        subject: index of an entity; ``object`` of another, None for an office.
        text: the words of the office, else empty.
        factuality: IRI of a ``kg:Factuality``.
        evidence: the words that tell it.
        sources: entities that vouch for it; empty: the document itself.
        time: index into the times, or None.
        ended: whether the text tells it as past: "the former president".
    """

    prop: str
    subject: int
    object: int | None
    text: str
    factuality: str
    evidence: tuple[Span, ...]
    sources: tuple[int, ...] = ()
    time: int | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in a document; sentences are in the order of the text."""

    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
    relations: tuple[Relation, ...] = field(default=())
