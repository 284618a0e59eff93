"""Text x team -> whether the words around a name tell of a team, and whether the text is about its sport.

A team is often called by its place alone: "England beat Samoa", "Boston coach Ann Roe". What tells it from
the place is what stands beside the name, and words of sport in the text; what tells teams of one place
apart, a men's eleven from a women's fifteen, are words that only one sport has.
"""

import re
from collections.abc import Mapping
from typing import Final

from kg.extract.values import Entity
from kg.wikidata.values import Item

#: Words by which a text talks of sport.
SPORT: Final = frozenset(
    "athlete ball basketball bowl championship championships club coach coached coaches cricket cup defender "
    "derby fans final finals football footballer forward game games goal goalkeeper goals hockey innings league "
    "match matches midfielder nba nfl nhl offense olympic olympics opponent pitch player players playoff playoffs "
    "points quarterback race rugby scored scorer season semifinal soccer squad stadium striker team teammate "
    "teammates teams tennis touchdown tournament victory win winger wins".split()
)
#: Sport -> words in a team's name, and words that texts about it have.
_SPORTS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    name: (frozenset(own.split()), frozenset(told.split()))
    for name, own, told in (
        ("rugby", "rugby", "rugby try tries scrum lineout prop hooker conversion lock scrumhalf springboks"),
        ("cricket", "cricket", "cricket wicket wickets innings batsman batsmen bowler bowled bowlers ashes odi overs"),
        ("soccer", "association soccer fc afc cf",
         "goalkeeper midfielder striker fifa uefa premier goalscorer equaliser equalizer penalty offside "
         "friendly"),
        ("basketball", "basketball", "basketball nba rebounds rebound dunk pointer guard lakers ncaa wnba"),
        ("baseball", "baseball",
         "baseball inning innings homer homered pitcher pitchers mlb bullpen shortstop baseman"),
        ("gridiron", "football", "touchdown touchdowns quarterback nfl receiver linebacker yards fumble bcs"),
        ("hockey", "hockey", "hockey nhl puck goalie goaltender powerplay"),
    )
}  # fmt: skip
_TEAMS: Final = frozenset(("sports team/league", "organisation", "other"))
_TEAM: Final = re.compile(
    r"\b(?:[AS]?F\.?C|[AS]\.?C|C\.?F|team|football|rugby|cricket|basketball)\b"
)
_BEHIND: Final = re.compile(
    r"(?:['’]s?)?\s(?:\w+\s){0,2}?(?:(?:head |assistant |general )?coach|captain|skipper|manager|striker|"
    r"midfielder|defender|goalkeeper|forward|winger|quarterback|receiver|pitcher|linebacker|baseman|guard|batsman|"
    r"bowler|teammates?|players?|fans|squad|team|recruiter|legend|great|star|beat|beats|defeat(?:s|ed)?|"
    r"thrash(?:es|ed)|won|wins?|lost|lose|draw|drew|scored?|faced?|trail(?:s|ed)|led|hosts?|edged|qualif\w+|kicked|"
    r"advanced)\b|\s(?:versus|vs?\.?)\s|['’]s?\s(?:\w+\s)?(?:goal|charge|victory|win|defeat|attack|"
    r"defen[cs]e|offen[cs]e|innings|record|opener|season)\b|,?\s\d+[-–]\d+",
)
_BEFORE: Final = re.compile(
    r"\b(?:beat|beating|against|versus|vs?\.?|over|defeat(?:ed|ing|s)?|join(?:ed|s)|faced?|facing|played? for|"
    r"playing for|plays for|host(?:s|ed)?|edged|signed (?:for|with)|by)\s(?:the\s)?$"
)
_WHERE: Final = re.compile(
    r"\b(?:in|at|near|from|to|around|outside|across|into|of|through|via|north|south|east|west|visit(?:ed|ing)?)\s(?:the\s)?$|,\s$",
    re.IGNORECASE,
)
#: Words of sport in a text from which on it is full of them, and letters before a name that are looked at.
_FULL: Final = 6
_REACH: Final = 24


def is_team(item: Item) -> bool:
    """Say whether an item is a team by its kind, or by its name where the kind says less."""
    return item.kind in _TEAMS and (
        item.kind == "sports team/league" or bool(_TEAM.search(item.label))
    )


def plays(entity: Entity, text: str) -> float:
    """Return from -1 to 1 how the words beside the names tell of a team rather than of where something is."""
    told = [_plays(text, m.span.start, m.span.end) for m in entity.mentions if m.kind == "Name"]
    return sum(told) / len(told) if told else 0.0


def _plays(text: str, start: int, end: int) -> int:
    before = text[max(0, start - _REACH) : start]
    if _WHERE.search(before):
        return -1
    return int(bool(_BEHIND.match(text, end) or _BEFORE.search(before)))


def about(item: Item, document: frozenset[str]) -> float:
    """Return 1 where the text has words of a team's sport, more than of any other; -1 where of another."""
    own = of(item)
    counts = {s: len(told & document) for s, (_, told) in _SPORTS.items()}
    most = max(counts.values())
    if not own or not most:
        return 0.0
    return 1.0 if counts[own] == most else -1.0


def of(item: Item) -> str:
    """Return the sport that a team's name tells, or an empty text; a nation's football is soccer."""
    names = frozenset(item.label.lower().replace(".", "").split())
    if {"national", "football"} <= names:
        return "soccer"
    return next((sport for sport, (words, _) in _SPORTS.items() if words & names), "")


def much(document: frozenset[str]) -> float:
    """Return how much a text talks of sport, up to 1."""
    return min(len(document & SPORT), _FULL) / _FULL


def features(item: Item, played: float, document: frozenset[str]) -> Mapping[str, float]:
    """Return what speaks for a team, and against it; nothing for what is none."""
    if not is_team(item):
        return {}
    sport = much(document)
    return {
        "team": 1.0,
        "sport": sport,
        "plays": max(played, 0.0) * min(1.0, 2 * sport),
        "where": max(-played, 0.0),
        "its sport": about(item, document) * min(1.0, 2 * sport),
    }
