"""An event in the making: what its trigger is, and which roles, times and counts were found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.values import Quantity, Span
from kg.namespaces import KG

AGENT, PATIENT = KG + "agent", KG + "patient"


@dataclass(slots=True)
class Draft:
    """An event in the making.

    Attributes:
        token: the trigger's main word.
        roles: (role IRI, entity index) pairs, in the order they were found.
        topics: tokens of events that it is about.
        covered: tokens of the trigger pattern.
        again: spans of further triggers; ``evidence``: those of factuality cues.
    """

    cls: str
    token: Token
    noun: bool
    light: Token | None
    covered: tuple[Token, ...]
    roles: list[tuple[str, int]] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    time: int | None = None
    factuality: str = ""
    again: list[Span] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)


def token_span(token: Token) -> Span:
    """Return where a word stands."""
    return Span(token.idx, token.idx + len(token))


def covered_span(tokens: Sequence[Token]) -> Span:
    """Return where words stand, from the first to the last."""
    last = tokens[-1]
    return Span(tokens[0].idx, last.idx + len(last))
