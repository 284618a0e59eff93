"""Gold spans x what was read -> the extraction that would be, had the reader found just these names."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.bench.records import Record
from kg.extract.values import Extraction, Span
from kg.link.given import given as named

#: Types of spans that are no names of anything.
UNNAMED = frozenset(("QUANTITY", "DATETIME", "time"))
PRONOUNS = frozenset(
    "he him his she her hers it its they them their theirs i me my we us our you your who whom whose is".split()
)
WIKIDATA = "https://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Gold:
    """A span that people have linked, or have found to be nobody known.

    Attributes:
        qid: who it is, or empty.
        link: the address that is given, of Wikidata or Wikipedia, or empty.
        coord: latitude and longitude where it is, or None.
        title: what it is called where it is linked to, or empty.
        geonames: its id in GeoNames, or empty.
    """

    start: int
    end: int
    text: str
    qid: str
    link: str
    coord: tuple[float, float] | None = None
    title: str = ""
    geonames: str = ""


def gold_names(record: Record) -> list[Gold]:
    """Return the linked names of a record: no nominals, pronouns, quantities, dates; each span once."""
    found: dict[tuple[int, int], Gold] = {}
    for e in record.layer("entities"):
        if e.get("coref") or e.get("optional") or e["type"] in UNNAMED:
            continue
        at = (e["start"], e["end"])
        if (
            record.text[at[0] : at[1]].strip().lower() in PRONOUNS
            and record.text[at[0] : at[1]] != "US"
        ):
            continue
        if at not in found and _inside(at, record.windows):
            found[at] = _gold(e, record.text)
    return [found[at] for at in sorted(found)]


def _gold(e: dict, text: str) -> Gold:  # type: ignore[type-arg]
    link = str(e.get("link") or "")
    qid = link.removeprefix(WIKIDATA) if link.startswith(WIKIDATA) else ""
    coord = e.get("coord")
    title = str(e.get("name") or link.rpartition("/")[2].replace("_", " "))
    return Gold(
        e["start"], e["end"], text[e["start"] : e["end"]], qid, link,
        (coord[0], coord[1]) if coord else None, title, str(e.get("geonames") or ""),
    )  # fmt: skip


def _inside(at: tuple[int, int], windows: Sequence[tuple[int, int]] | None) -> bool:
    return windows is None or any(a <= at[0] and at[1] <= b for a, b in windows)


def given(golds: Sequence[Gold], said: Extraction) -> tuple[Extraction, list[int]]:
    """Return an extraction of these names, and the index of the entity of each (see `kg.link.given`)."""
    return named([Span(g.start, g.end) for g in golds], [g.text for g in golds], said)
