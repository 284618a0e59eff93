"""The small language in which an analyst writes words and frames -> its parts.

::

    seize                                       one word
    take control of                             several: a verb with its object, particle, preposition
    clear (patient!: object/Place)              with a frame of its own; ! the role must be filled,
    flee (patient: subject; origin: object, from)   /Class by a member of the class
"""

import re
from dataclasses import dataclass

#: Positions that are not prepositions.
NAMED = frozenset({"subject", "object", "iobject", "clause", "possessive", "adjective", "compound"})

_PATTERN = re.compile(r"^\s*(?P<words>[^():;/!]+?)\s*(?:\((?P<frame>[^()]*)\))?\s*$")
_ROLE = re.compile(r"^\s*(?P<role>[\w:-]+)\s*(?P<must>!?)\s*:\s*(?P<positions>[^:;]+?)\s*$")
_POSITION = re.compile(r"^(?P<name>[a-z][a-z ']*?)(?:/(?P<cls>[\w:-]+))?$")


@dataclass(frozen=True, slots=True)
class Role:
    """A role as written: its name, whether it must be filled, and (position, class name) pairs."""

    name: str
    required: bool
    positions: tuple[tuple[str, str], ...]


def pattern(text: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
    """Return the words of a trigger and its own frame.

    >>> pattern("clear (patient!: object/Place)")
    (('clear',), (Role(name='patient', required=True, positions=(('object', 'Place'),)),))

    Raises:
        ValueError: the text is not written so.
    """
    found = _PATTERN.match(text)
    if not found:
        raise ValueError(
            f"cannot read {text!r}; write: word word (role: position, position; role: …)"
        )
    frame = found["frame"] or ""
    return tuple(found["words"].split()), tuple(
        role(part) for part in frame.split(";") if part.strip()
    )


def role(text: str) -> Role:
    """Return one role of a frame.

    >>> role("agent: subject, by")
    Role(name='agent', required=False, positions=(('subject', ''), ('by', '')))

    Raises:
        ValueError: the text is not written so.
    """
    found = _ROLE.match(text)
    if not found:
        raise ValueError(f"cannot read {text!r}; write: role: position, position")
    return Role(
        found["role"],
        bool(found["must"]),
        tuple(_position(p) for p in found["positions"].split(",")),
    )


def _position(text: str) -> tuple[str, str]:
    found = _POSITION.match(text.strip())
    if not found:
        known = ", ".join(sorted(NAMED))
        raise ValueError(f"no position {text.strip()!r}; known: {known}, or a preposition")
    return found["name"], found["cls"] or ""
