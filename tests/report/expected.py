"""What the first report says, in the terms of the graph: entities with their mentions, and events.

The facts are those of the project's own list for that report; patterns are matched against the
labels of an entity, case-insensitively.
"""

from dataclasses import dataclass

PERSON, ORGANISATION, GROUP, PLACE = "Person", "Organisation", "Group", "Place"


@dataclass(frozen=True)
class Who:
    """An entity: its class or one above it, the names it has in the text."""

    cls: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """An event: classes that are right, patterns for who and whom, the date, how sure, who says so.

    ``date`` is the earliest start; empty patterns are not asked for.
    """

    what: str
    classes: tuple[str, ...]
    agent: str
    patient: str = ""
    place: str = ""
    date: str = ""
    sure: str = "Actual"
    says: str = ""


ENTITIES = (
    Who(PERSON, ("Bashar al Assad", "Assad")),
    Who(PERSON, ("Samir Suleiman",)),
    Who(PERSON, ("Peter Cook",)),
    Who(ORGANISATION, ("Fatah Army",)),
    Who(ORGANISATION, ("ISIS",)),
    Who(ORGANISATION, ("Syrian Observatory for Human Rights", "SOHR")),
    Who(ORGANISATION, ("Agence France Presse", "AFP")),
    Who(ORGANISATION, ("US Department of Defense", "Department of Defense", "DOD")),
    Who(ORGANISATION, ("Pentagon",)),
    Who(ORGANISATION, ("Russian Ministry of Defense",)),
    Who(ORGANISATION, ("Russian Parliament",)),
    Who(ORGANISATION, ("UN",)),
    Who(ORGANISATION, ("TRTWorld",)),
    Who(GROUP, ("Syrians",)),
    Who("Country", ("Syria",)),
    Who("Country", ("Russia",)),
    Who("Country", ("US",)),
    Who("Country", ("UK",)),
    Who("Country", ("Turkey",)),
    Who("Country", ("Lebanon",)),
    Who("Country", ("Egypt",)),
    Who("Country", ("Jordan",)),
    Who(PLACE, ("Hama",)),
    Who(PLACE, ("Latakia",)),
    Who(PLACE, ("Idlib",)),
    Who(PLACE, ("Aleppo",)),
    Who(PLACE, ("Damascus",)),
    Who(PLACE, ("Atshan",)),
    Who(PLACE, ("Tel Skak",)),
    Who(PLACE, ("Khan Sheikhun",)),
    Who(PLACE, ("Jisr al Shughour",)),
    Who(PLACE, ("Buqaata",)),
    Who(PLACE, ("Jubata al Khashab",)),
    Who(PLACE, ("Sukayk",)),
    Who(PLACE, ("Sahl al Ghab",)),
    Who(PLACE, ("Al Ansariya",)),
    Who(PLACE, ("Golan Heights",)),
)

_FORCES = r"regime|assad.s forces|syrian (government )?forces"

ROWS = (
    Row("advance in Hama and Latakia", ("Advance",), _FORCES, place="hama|latakia"),
    Row("Atshan and Tel Skak seized", ("TerritorialGain",), _FORCES, "atshan|skak", "hama", "2015-10-10", says="sohr|observatory"),
    Row("advance to Khan Sheikhun", ("Advance",), _FORCES, sure="Possible"),
    Row("Sukayk hills retaken", ("TerritorialGain",), _FORCES, "sukayk", says="source"),
    Row("valley cleared", ("TerritorialGain",), "", "valley", "hama", says="suleiman"),
    Row("tunnels discovered", ("Discovery",), "", "tunnel", says="suleiman"),
    Row("advance in Latakia", ("Advance",), "regime", place="latakia", says="sohr|observatory"),
    Row("fighting in the Ghab", ("Fighting",), "regime|opposition", place="ghab"),
    Row("jet hit", ("Attack",), "opposition", "jet", says="sohr|observatory"),
    Row("jet not downed", ("Attack",), "", "jet", sure="Negated"),
    Row("strikes in Syria", ("AirStrike",), "russia", place="syria", date="2015-09-30"),
    Row("strikes authorised", ("Authorisation",), "parliament", date="2015-09-30"),
    Row("ISIS targeted", ("Attack",), "russia", "isis", says="russia"),
    Row("areas hit", ("AirStrike",), "russia", says="activists|opposition"),
    Row("ISIS advance to Aleppo", ("Advance",), "isis", date="2015-10-09"),
    Row("villages seized by ISIS", ("TerritorialGain",), "isis", "village", date="2015-10-09"),
    Row("opposition areas hit", ("AirStrike",), "russia", says="sohr|observatory"),
    Row("talks on safety", ("Talks",), "department of defense|dod|pentagon|united states", date="2015-10-10", sure="Planned"),
    Row("change of course", ("Event",), "jet"),
    Row("cooperation refused", ("Refusal",), "united states|^us$"),
    Row("Assad to step down", ("Demand", "Resignation"), "united states|^us$|assad", sure="Hypothetical"),
    Row("proposals", ("Proposal",), "pentagon", date="2015-09-28"),
    Row("response", ("Response",), "russian ministry|ministry of defense"),
    Row("killed", ("Killing",), "", "syrian", says="un$|united nations|^un\\b"),
    Row("displaced inside", ("Displacement",), "", "6700000|million|people|person"),
    Row("fled abroad", ("Displacement",), "", "5000000|million|people|person", place="turkey|lebanon|egypt|jordan"),
    Row("shelling near Jubata", ("Shelling",), "government|regime|syria", "isis|position", "jubata", "2015-10-06", "Possible"),
)  # fmt: skip
