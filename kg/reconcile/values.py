"""What a client asks and what it hears, as plain values, whatever version of the protocol it speaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.errors import KgError
from kg.wikidata.values import Candidate, Item, Knowledge


class RefusedError(KgError):
    """A request that is not answered; ``status`` is that of HTTP (RFC 9110)."""

    def __init__(self, message: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class Directory(Knowledge, Protocol):
    """Knowledge that can also be leafed through."""

    def starting(self, prefix: str, limit: int) -> Sequence[Candidate]:
        """Return at most ``limit`` items with a name that begins so, by prior."""
        ...

    def kinds(self) -> Sequence[tuple[str, int]]:
        """Return every kind with the number of its items."""
        ...


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that is an entity itself; ``name`` may be empty."""

    id: str
    name: str = ""


Value = str | int | float | bool | Ref


@dataclass(frozen=True, slots=True)
class Condition:
    """What a property should be.

    Attributes:
        prop: id of the property; one that we do not have is never met and never refused.
        values: of which ``any``, ``all`` or ``none`` (the quantifier) should agree; not empty.
        required: whether a candidate that does not agree is left out.
    """

    prop: str
    values: tuple[Value, ...]
    quantifier: str = "any"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One question: who is this.

    Attributes:
        names: what it is called; a QID is understood too. The first that is known decides.
        ids: QIDs that it may have.
        types: ids of types, see ``kg.reconcile.types``; empty: any.
        every: whether a candidate needs all of the types, and not one of them.
        strict: whether a candidate of another type is left out, and not only ranked lower.
        limit: candidates in the answer.
    """

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    every: bool = False
    strict: bool = True
    limit: int = 10
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: its score (0..100), what the score is made of, and whether it is taken for certain."""

    item: Item
    score: float
    features: Mapping[str, float]
    match: bool = False


#: Twelve digits: more than there will ever be, and fewer than a database of 64 bits takes.
_QID = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)


def qid(text: str) -> str:
    """Return the QID that a text is, bare or as IRI; empty when it is none.

    >>> qid("Q858"), qid("http://www.wikidata.org/entity/Q858"), qid("Qatar")
    ('Q858', 'Q858', '')
    """
    last = text.strip().rpartition("/")[2]
    return last if _QID.fullmatch(last) else ""
