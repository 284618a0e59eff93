"""Extraction x knowledge base -> what each named entity is weighed by: alone, then beside the others' first links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.values import Extraction
from kg.link.candidates import fits, institutions, namesakes
from kg.link.coherence import Coherence, First
from kg.link.context import Context, words
from kg.link.features import Asked, alone, nobody
from kg.link.names import Names, names
from kg.link.rank import Features, choice
from kg.link.sport import is_team, plays
from kg.link.toldkind import told as told_kind
from kg.wikidata.values import Item, Knowledge

#: Countries of a document whose institutions are looked for by a name that says no country.
COUNTRIES: Final = 2

#: Years that somebody has lived before texts tell of them by name.
GROWN: Final = 5
#: Probability of the first link from which on nobody else is looked for.
CLEAR: Final = 0.8


@dataclass(frozen=True, slots=True)
class Weighed:
    """One entity with the features of its candidates, in their order, and of nobody."""

    asked: Asked
    candidates: Sequence[Features]
    nobody: Features


def alone_weighed(
    extraction: Extraction,
    text: str,
    knowledge: Knowledge,
    *,
    issued: str,
    nations: Mapping[str, str],
) -> list[Weighed | None]:
    """Return one for each entity, None for those that have no name."""
    context = Context(text, extraction.sentences)
    others = _others(extraction)
    year = int(issued[:4]) if issued[:4].isdecimal() else 0
    found: list[Weighed | None] = []
    every = [names(e, text) if e.named else None for e in extraction.entities]
    brings = [
        [] if called is None else fits(entity, called, knowledge, nations)
        for entity, called in zip(extraction.entities, every, strict=True)
    ]
    longer = _longer(extraction, every)
    for at, entity in enumerate(extraction.entities):
        called, brought = every[at], brings[at]
        if called is None:
            found.append(None)
            continue
        if called.words == 1 and not called.lower and entity.family in ("person", "object"):
            own = {fit.candidate.item.qid for fit in brought if fit.full >= 1}
            fuller = [n for n in longer.get(called.all[0], ()) if n != at]
            more = [f for n in fuller for f in namesakes(called.all[0], brings[n])]
            told = {f.candidate.item.qid: f for f in more if f.candidate.item.qid not in own}
            brought = [f for f in brought if f.candidate.item.qid not in told] + list(told.values())
        brought = [f for f in brought if not _unborn(f.candidate.item, year)]
        kinds = told_kind(entity, text) if entity.family == "place" and len(brought) > 1 else {}
        around = context.around(entity) if brought else frozenset()
        found.append(
            weighed(
                Asked(
                    entity,
                    called,
                    brought,
                    around,
                    context.all,
                    year,
                    kinds,
                    others,
                    plays(entity, text) if any(is_team(f.candidate.item) for f in brought) else 0.0,
                )
            )
        )
    return found


def _unborn(item: Item, year: int) -> bool:
    """Say whether somebody was born after the year of the text, or so shortly before that no text would tell."""
    born = item.begin[:4]
    return bool(year) and item.kind == "person" and born.isdecimal() and int(born) > year - GROWN


def _longer(extraction: Extraction, every: Sequence[Names | None]) -> dict[str, list[int]]:
    """Return the people whose name begins or ends with a word, by that word."""
    found: dict[str, list[int]] = {}
    for n, (entity, called) in enumerate(zip(extraction.entities, every, strict=True)):
        if called is None or entity.family != "person" or called.words < 2:
            continue
        words = called.all[0].split()
        for word in {words[0], words[-1]}:
            found.setdefault(word, []).append(n)
    return found


def _others(extraction: Extraction) -> frozenset[str]:
    """Return the words of the names of organisations and places, those with an identifier left out: countries."""
    named = (
        e
        for e in extraction.entities
        if e.named and not e.known and e.family in ("organisation", "place")
    )
    return frozenset(word for e in named for name in (e.label, *e.aliases) for word in words(name))


def weighed(asked: Asked) -> Weighed:
    """Return an entity with the features of its candidates alone."""
    return Weighed(asked, alone(asked), nobody(asked))


def firsts(ones: Sequence[Weighed | None], weights: Mapping[str, float]) -> list[First | None]:
    """Return who each entity is likely to be by itself."""
    return [None if one is None else _first(one, weights) for one in ones]


def _first(one: Weighed, weights: Mapping[str, float]) -> First:
    if not one.candidates:
        return First(None, 1.0)
    chances = choice(one.candidates, one.nobody, weights)
    best = max(range(len(one.candidates)), key=lambda n: (chances[n], -n))
    return First(one.asked.fits[best].candidate.item, chances[best])


def together_weighed(
    extraction: Extraction,
    text: str,
    knowledge: Knowledge,
    ones: Sequence[Weighed | None],
    firsts: Sequence[First | None],
) -> list[Weighed | None]:
    """Return the same with what the candidates have in common with the first links of the others."""
    coherence = Coherence(text, extraction.entities, firsts)
    countries = coherence.named(COUNTRIES)
    found: list[Weighed | None] = []
    for at, one in enumerate(ones):
        if one is None:
            found.append(None)
            continue
        if not _clear(firsts[at], countries):
            one = _with_institutions(one, knowledge, countries, coherence)
        features = [
            {**own, **coherence.features(at, fit.candidate.item)}
            for own, fit in zip(one.candidates, one.asked.fits, strict=True)
        ]
        found.append(replace(one, candidates=features))
    return found


def _clear(first: First | None, countries: Sequence[str]) -> bool:
    """Say whether nobody else need be looked for: sure, and of no country that the document is not about."""
    if first is None or first.item is None or first.probability < CLEAR:
        return False
    if (
        first.item.kind == "office" and not first.item.country
    ):  # "Prime Minister": of which country?
        return False
    return not first.item.country or first.item.country in countries


def _with_institutions(
    one: Weighed, knowledge: Knowledge, countries: Sequence[str], coherence: Coherence
) -> Weighed:
    """Return the same with the institutions of the document's countries that the name may mean."""
    labels = [label for code in countries if (label := coherence.label(code))]
    more = institutions(one.asked.entity, one.asked.names, knowledge, labels, one.asked.fits)
    return weighed(replace(one.asked, fits=more)) if len(more) > len(one.asked.fits) else one
