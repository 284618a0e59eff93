"""N-Triples of Wikidata ("truthy") -> the work file: best-ranked statements only, without qualifiers.

What a truthy dump does not tell: when offices were held, and how precise a date is (the first of
January stands for a year).
The RDF form: https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from kg.wikidata.dump import Progress, Scope, Tell, silent, through
from kg.wikidata.entity import spoken
from kg.wikidata.raw import HUMAN, Raw, number
from kg.wikidata.stream import Line
from kg.wikidata.work import Work

#: Lines between two points to go on from.
EVERY: Final = 100_000

_ENTITY: Final = "http://www.wikidata.org/entity/"
_DIRECT: Final = "http://www.wikidata.org/prop/direct/"
_DATA: Final = re.compile(r"https?://www\.wikidata\.org/wiki/Special:EntityData/")
_ABOUT: Final = "http://schema.org/about"

#: Predicates that carry names; the dumps repeat labels under ``skos:prefLabel`` and ``schema:name``.
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
_DESCRIPTION: Final = "http://schema.org/description"
_LINKS: Final = "http://wikiba.se/ontology#sitelinks"
_SAME: Final = "http://www.w3.org/2002/07/owl#sameAs"

_PROPERTIES: Final = (
    "P31", "P279", "P17", "P27", "P1001", "P131", "P276", "P159", "P39", "P106", "P297", "P625", "P1082",
    "P569", "P570", "P571", "P576",
)  # fmt: skip
PREDICATES: Final = frozenset(
    (_ABOUT, _LABEL, _ALIAS, _DESCRIPTION, _LINKS, _SAME, *(_DIRECT + p for p in _PROPERTIES))
)

_ASKED: Final = frozenset(f"<{predicate}>".encode() for predicate in PREDICATES)

DATED: Final = frozenset(_DIRECT + p for p in ("P569", "P570", "P571", "P576"))

#: N-Triples 1.1, section 2; what stands behind the point is a comment.
_TRIPLE: Final = re.compile(
    rb'<([^<>"{}|^`\\\x00-\x20]*)>[ \t]*<([^<>"{}|^`\\\x00-\x20]*)>[ \t]*'
    rb'(?:<([^<>"{}|^`\\\x00-\x20]*)>|"((?:[^"\\\n\r]|\\.)*)"(?:@([a-zA-Z0-9-]+)|\^\^<([^<>]*)>)?)'
    rb"[ \t]*\.[ \t]*(?:#.*)?"
)
#: Any other triple in form: blank nodes.
_OTHER: Final = re.compile(
    rb"(?:<[^<> ]*>|_:\S+)[ \t]+<[^<> ]*>[ \t]+(?:<[^<> ]*>|_:\S+|\".*\"\S*)[ \t]*\..*"
)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_PLAIN: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_POINT: Final = re.compile(r"\s*Point\(\s*([-+0-9.eE]+)\s+([-+0-9.eE]+)\s*\)\s*", re.IGNORECASE)
_TIME: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)T.*)?)?")


@dataclass(slots=True)
class Told:
    """What triples told of one entity so far: predicate -> values, and names by language."""

    number: int
    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def tell(self, predicate: str, value: str, language: str) -> None:
        """Note one triple."""
        if predicate in (_LABEL, _ALIAS, _DESCRIPTION):
            self.names.setdefault(predicate, {}).setdefault(language.lower(), []).append(value)
        else:
            self.values.setdefault(predicate, []).append(value)

    def raw(self, languages: Sequence[str]) -> Raw:
        """Return it as an entity."""
        labels = {code: min(names) for code, names in self.names.get(_LABEL, {}).items()}
        label, names, rank = spoken(labels, self.names.get(_ALIAS, {}), languages)
        told = self.names.get(_DESCRIPTION, {})
        return Raw(
            self.number,
            label,
            names,
            next(
                (" ".join(told[c][0].split()) for c in (*languages, "en", "mul") if c in told), ""
            ),
            self._items("P31"),
            self._items("P279"),
            self._items("P17") or self._items("P27") or self._items("P1001"),
            next(iter(sorted(c for c in self._direct("P297") if len(c) == 2 and c.isupper())), ""),
            self._items("P131") or self._items("P276") or self._items("P159"),
            point(self._direct("P625")),
            max((int(float(n)) for n in self._direct("P1082")), default=0),
            date(self._direct("P569") or self._direct("P571")),
            date(self._direct("P570") or self._direct("P576")),
            tuple((n, "", "") for n in self._items("P39")),
            max((int(n) for n in self.values.get(_LINKS, ())), default=0),
            any(_DIRECT + name in self.values for name in HUMAN),
            rank,
        )

    def _direct(self, prop: str) -> list[str]:
        return self.values.get(_DIRECT + prop, [])

    def _items(self, prop: str) -> tuple[int, ...]:
        found = (v.removeprefix(_ENTITY) for v in self._direct(prop) if v.startswith(_ENTITY + "Q"))
        return tuple(sorted(set(map(number, found))))


def fill(work: Work, path: Path | None, scope: Scope, *, tell: Tell = silent) -> Progress:
    """Read triples into a work file; the arguments, and what is raised, are those of `dump.fill`."""
    grouped = _Grouped(work, scope)
    progress = through(
        work,
        path,
        "triples",
        scope,
        grouped.take,
        grouped.flush,
        tell,
        every=EVERY,
        begin=grouped.begin,
    )
    grouped.close()
    return progress


class _Grouped:
    """Triples -> entities: those of one entity mostly stand together, and are joined where they do not."""

    def __init__(self, work: Work, scope: Scope) -> None:
        self._work, self._scope = work, scope
        self._told: Told | None = None
        self._kept: list[Raw] = []
        self._pages: Counter[int] = Counter()
        self._moved: list[tuple[int, int]] = []
        self._counted = False

    def begin(self) -> None:
        """Take up the entity that the last run stopped in."""
        self._counted = bool(self._work.meta("counted"))
        told = self._work.meta("told")
        self._told = Told(**told) if told else None

    def take(self, line: Line) -> str:
        """Note a line; returns what became of it."""
        text = line.text.strip()
        if not text or text.startswith(b"#"):
            return ""
        if _of_no_use(text):
            return "other"
        found = _TRIPLE.fullmatch(text)
        if found is None:
            if _OTHER.fullmatch(text):
                return "other"
            raise ValueError("no triple")
        subject, predicate, iri, literal, language, _ = found.groups()
        return self._note(
            subject.decode(),
            predicate.decode(),
            iri.decode() if literal is None else unescaped(literal.decode()),
            (language or b"").decode(),
        )

    def _note(self, subject: str, predicate: str, value: str, language: str) -> str:
        if predicate not in PREDICATES:
            return "other"
        if predicate == _ABOUT and not _DATA.match(subject):
            self._page(value)
            return "kept"
        if not self._start(subject):
            return "other"
        assert self._told is not None
        if predicate == _SAME:
            if value.startswith(_ENTITY + "Q"):
                self._moved.append((self._told.number, number(value.removeprefix(_ENTITY))))
        elif predicate != _ABOUT:
            self._counted = self._counted or predicate == _LINKS
            self._told.tell(predicate, value, language)
        return "kept"

    def _page(self, entity: str) -> None:
        """Count a page about an entity, unless the source tells the sums itself."""
        name = entity.removeprefix(_ENTITY)
        if not self._counted and name[:1] == "Q" and name != entity:
            self._pages[number(name)] += 1

    def _start(self, subject: str) -> bool:
        """Go on with the entity that an IRI stands for; False when it is no item."""
        name = subject.removeprefix(_ENTITY)
        if name == subject:
            name = _DATA.sub("", subject)
        if not name.startswith("Q") or not name[1:].isdigit():
            return False
        if self._told is None or self._told.number != number(name):
            self._end()
            self._told = Told(number(name))
        return True

    def _end(self) -> None:
        if self._told is not None and (self._told.values or self._told.names):
            self._kept.append(self._told.raw(self._scope.languages))
        self._told = None

    def flush(self) -> None:
        """Write what was noted; the entity that is being read stays open."""
        self._work.add(self._kept)
        self._work.link(self._pages)
        for one, other in self._moved:
            self._work.move(one, other)
        self._kept.clear()
        self._pages.clear()
        self._moved.clear()
        self._work.set_meta("told", asdict(self._told) if self._told else None)
        self._work.set_meta("counted", self._counted)

    def close(self) -> None:
        """Write what was noted, the last entity too."""
        self._end()
        self.flush()
        self._work.save()


def _of_no_use(text: bytes) -> bool:
    """Return whether a line says what nobody asks for: most do, so that is seen before they are parsed."""
    parts = text.split(b" ", 2)
    return (
        len(parts) == 3
        and parts[1] not in _ASKED
        and parts[0][:1] + parts[0][-1:] == b"<>"
        and parts[1][:1] + parts[1][-1:] == b"<>"
        and parts[2][-1:] == b"."
    )


def unescaped(text: str) -> str:
    r"""Return what an N-Triples string means.

    >>> unescaped(r"a\u0301 \"b\"\n") == 'á "b"\n'.replace("á", "a\u0301")
    True
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else _PLAIN.get(m[1], m[1]), text
    )


def point(values: Sequence[str]) -> tuple[float, float] | None:
    """Return latitude and longitude of the first point on Earth; others name their globe before it.

    >>> point(["<http://example.org/moon> Point(1 2)", "Point(36.75 35.13)"])
    (35.13, 36.75)
    """
    for value in values:
        found = _POINT.fullmatch(value)
        if found and abs(float(found[2])) <= 90 and abs(float(found[1])) <= 180:
            return round(float(found[2]), 5), round(float(found[1]), 5)
    return None


def date(values: Sequence[str]) -> str:
    """Return the first date in order of time; the first of January stands for its year.

    >>> date(["2000-07-01T00:00:00Z", "1999-01-01T00:00:00Z"]), date(["-0044-03-15T00:00:00Z"])
    ('1999', '')
    """
    found = (m for m in map(_TIME.fullmatch, values) if m and m[1] != "0000")
    return min((_short(m[1], m[2] or "", m[3] or "") for m in found), default="")


def _short(year: str, month: str, day: str) -> str:
    return year if month + day == "0101" else "-".join(filter(None, (year, month, day)))


def precise(value: str, precision: str) -> str:
    """Return a date with no more than is known of it (9: year, 10: month, 11: day); empty below a year.

    >>> precise("2000-07-01T00:00:00Z", "10"), precise("2000-07-01T00:00:00Z", "")
    ('2000-07', '2000-07-01T00:00:00Z')
    """
    if not precision.isdigit() or int(precision) > 10 or not _TIME.fullmatch(value):
        return value
    return {10: value[:7], 9: value[:4]}.get(int(precision), "")
