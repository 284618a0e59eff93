"""Entity x text -> the names that it is looked up by, the fullest first, and what those names look like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extract.values import Entity
from kg.wikidata.names import fold as fold_name

fold = lru_cache(maxsize=50_000)(fold_name)

#: Most names of one entity that are looked up: a name spelled in seven ways is told by the first six.
MOST: Final = 6

_TRIMMED: Final = re.compile(r"^[\s\"'“”‘’(\[]+|(?:['’]s?)?[\s\"'“”‘’)\],;:]*$")
_TITLE: Final = re.compile(
    r"^(?:(?:president|mr|mrs|ms|dr|sir|gen|general|col|colonel|sen|senator|rep|gov|governor|king|queen|prince|"
    r"princess|pope|army|navy|police|chief|coach|chairman|ceo|director|deputy|vice|prime|first lady|speaker|"
    r"attorney|representative|senate|lord|judge|justice|minister|prof|professor|rev|sheikh|secretary|capt|captain|"
    r"lt|maj|sgt|sheik|ayatollah|imam|mullah|emir|emperor|empress|tsar|duchess|countess|archbishop|bishop|cardinal|"
    r"dj|commander|admiral|captain|lieutenant|sergeant|detective|officer|inspector|premier|chancellor|congressman|"
    r"congresswoman|commissioner|brigadier|superintendent)\.? )+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one entity.

    Attributes:
        full: the fullest, as it is written.
        all: folded, each once, the fullest first.
        lower: whether no name has a capital: a common noun, if anything.
        acronym: whether the fullest is a short word in capitals.
        words: number of words of the fullest.
        written: as ``all``, as the text has them.
    """

    full: str
    all: tuple[str, ...]
    lower: bool
    acronym: bool
    words: int
    written: tuple[str, ...] = ()


_AFTER: Final = re.compile(r",? (?:M\.?D|Ph\.?D|J\.?D|Esq|MP|Jr|Sr|QC|OBE|MBE|CBE)\.?$")
_LETTERS: Final = re.compile(r"\b[a-z] [a-z]\b(?: [a-z]\b)*")
#: States of the USA as newspapers shorten them.
_STATES: Final = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado",
    "conn": "connecticut", "del": "delaware", "fla": "florida", "ill": "illinois", "ind": "indiana", "kan": "kansas",
    "ky": "kentucky", "la": "louisiana", "mass": "massachusetts", "mich": "michigan", "minn": "minnesota",
    "miss": "mississippi", "mo": "missouri", "mont": "montana", "neb": "nebraska", "nev": "nevada",
    "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "penn": "pennsylvania", "tenn": "tennessee",
    "tex": "texas", "vt": "vermont", "va": "virginia", "wash": "washington", "wis": "wisconsin", "wyo": "wyoming",
    "w va": "west virginia", "wva": "west virginia", "ga": "georgia", "md": "maryland",
}  # fmt: skip
_SHORT_STATE: Final = re.compile(r"(?:^|, )((?:W\. ?)?[A-Z][a-z]{1,5})\.?$")

_STATE_BEFORE: Final = re.compile(r"^((?:W\. ?)?[A-Z][a-z]{1,5})\.(?= [A-Z])")
#: A word that was broken at the end of a line, as scans have it.
_BROKEN: Final = re.compile(r"¬\s*")


def names(entity: Entity, text: str) -> Names:
    """Return the names of an entity; of a person without the title before them."""
    written = _written(entity, text)
    trimmed = [_trim(name, person=entity.family == "person") for name in written]
    spelled: dict[str, str] = {}
    for name in trimmed:
        spelled.setdefault(key(name), name)
    spelled.pop("", None)
    found = list(spelled)[:MOST]
    full = trimmed[0]
    return Names(
        full=full,
        all=tuple(found),
        lower=not any(name != name.lower() for name in written),
        acronym=len(full) <= 5 and full.isupper() and len(full.split()) == 1,
        words=len(found[0].split()) if found else 0,
        written=tuple(spelled[one] for one in found),
    )


def _written(entity: Entity, text: str) -> list[str]:
    """Return the label, then the names in the text, the longer first; equals by the alphabet."""
    spans = (text[m.span.start : m.span.end] for m in entity.mentions if m.kind == "Name")
    others = {" ".join(name.split()) for name in spans} | set(entity.aliases)
    others.discard(entity.label)
    return [entity.label, *sorted(others, key=lambda n: (-len(n.split()), -len(n), n))]


def _trim(name: str, *, person: bool) -> str:
    bare = _TRIMMED.sub("", _BROKEN.sub("", name))
    if person:
        return _AFTER.sub("", _TITLE.sub("", bare))
    if "." not in name and ", " not in name:
        return bare
    return _STATE_BEFORE.sub(_spelled_out, _SHORT_STATE.sub(_spelled_out, bare))


def _spelled_out(found: re.Match[str]) -> str:
    """Return "California" for "Calif." and the like."""
    state = _STATES.get(fold(found[1]))
    return found[0] if state is None else found[0][: found.start(1) - found.start()] + state.title()


def key(name: str) -> str:
    """Return the folded name, single letters joined: "U. S." as "us"."""
    return _LETTERS.sub(lambda m: m[0].replace(" ", ""), fold(name))


def of_country(name: str, nations: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a name without the nation before it, and the QID of the country; None where there is none.

    >>> of_country("Russian Ministry of Defense", {"Russian": "Q159"})
    ('Ministry of Defense', 'Q159')
    """
    head, _, rest = name.partition(" ")
    qid = nations.get(head)
    return (rest, qid) if qid and rest else None
