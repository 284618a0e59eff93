"""Teams -> made-up sentences of sport in which it is certain that a place's name means its team, or the place."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.link.sport import is_team, of
from kg.wikidata.called import teams
from kg.wikidata.values import Item, Knowledge

#: Sport -> sentences of it; the last for a team whose name does not tell it.
_TOLD: Final = (
    ("rugby", "kicked two conversions and scored a try as {} beat the visitors in the final of the tournament",
     "{} captain Ann Roe led the scrum in the second half of the match, and the winger scored a try"),
    ("cricket", "took three wickets and the innings was over as {} beat the visitors in the second match",
     "{} captain Ann Roe bowled well, and the batsmen lost five wickets in the first innings of the match"),
    ("basketball", "had ten rebounds in the game, as {} beat the visitors and the players left the NBA season",
     "{} coach Ann Roe said that her players took more rebounds in the final game"),
    ("soccer", "scored twice, the striker said, as {} beat the visitors in the World Cup match",
     "{} coach Ann Roe said that her players were sure of a goal, and the goalkeeper saved the match"),
    ("gridiron", "threw a touchdown, the quarterback said, as {} beat the visitors in the game",
     "{} coach Ann Roe said that her players were sure of a touchdown in the last game of the season"),
    ("", "said that the team was strong as {} beat the visitors in the last game of the season",
     "{} coach Ann Roe said that her players won the game, and the fans sang in the stadium"),
)  # fmt: skip
#: What tells that the place is meant, though the text is of sport.
_PLACE: Final = (
    "The team trained in {} before the match, and the coach said that the players won a game",
    "The striker, born in {}, scored a goal in the final, and the fans of the team sang",
    "The government of {} said that the league and its players paid no tax on the stadium",
    "{} (Utopian News) A coach and her players won the last game of the season, the team said",
    "{} was calm, the police said, and the council sat late",
    "The team of players went on to the {} court house, and the season was over",
)
#: Weight of a lesson, shared by the teams that a place has in one sport.
WEIGHT: Final = 0.5

#: Text, name, class, QID, weight.
Told = tuple[str, str, str, str, float]


def sport_lessons(items: Sequence[Item], knowledge: Knowledge) -> Iterator[Told]:
    """Yield the lessons of teams that are called by a place, in their order."""
    for team in items:
        name = _place_name(team)
        found = [c.item for c in knowledge.named(name)] if name else []
        places = [i for i in found if i.point is not None and i.cls]
        if team not in found or not places:
            continue
        place = min(places, key=lambda i: (-i.prior, i.qid))
        if name != place.label or place.prior < team.prior:
            continue
        yield from _lessons(team, place, name, found)


def _lessons(team: Item, place: Item, name: str, found: Sequence[Item]) -> Iterator[Told]:
    cls = place.cls.rpartition("#")[2]
    cls = cls if cls in ("Country", "Region", "Settlement") else "Settlement"
    sport = next(told for told in _TOLD if told[0] in (of(team), ""))
    same = [i for i in found if is_team(i) and of(i) == of(team)]
    for n, told in enumerate(sport[1:]):
        text = told.format(name)
        text = f"Jo Roe {text}." if n == 0 else f"{text}."
        yield text, name, cls, team.qid, WEIGHT / len(same) ** 2
    number = int(team.qid[1:])
    text = f"{_PLACE[number % len(_PLACE)].format(name)}."
    yield text, name, cls, place.qid, WEIGHT / len(found)


def _place_name(team: Item) -> str:
    """Return the place by which a team is called, as its label has it; empty where it has none."""
    if not is_team(team):
        return ""
    words = team.label.split()
    keys = list(teams(team.label, certain=team.kind == "sports team/league"))
    starts = (" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))
    return next((name for name in starts if name.lower() in keys), "")
