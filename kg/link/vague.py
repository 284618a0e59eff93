"""Linked x text -> fixes: where places and events are that a text tells only roughly, or that nobody knows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.values import Mention, Span
from kg.link.concluded import concluded
from kg.link.fix import AROUND, Fix
from kg.link.scene import Scene
from kg.link.sphere import shifted
from kg.link.told import Told, Wording, wording
from kg.link.values import Linked
from kg.namespaces import KG
from kg.ontology import Ontology
from kg.wikidata.values import Item

_AT = KG + "place"

#: Between a phrase and the words that say where it is.
_BETWEEN = re.compile(
    r"[\s,(]*(?:(?:which|that|is|lies|located|situated|lying|some|about|around|roughly|just|only|on|at|in|to)\s+)*",
    re.IGNORECASE,
)

#: Between a name and what it lies in: "in the rebel-held north Hama"; characters at most.
_IN, _FAR = re.compile(r",?\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,3}"), 60

#: A linked place, by index and item, where it is named with words that say how something lies to it.
Place = tuple[int, Item, Mention, Told]


def vague(linked: Linked, text: str, ontology: Ontology) -> tuple[Fix, ...]:
    """Return where that is which has no point of its own: places by index, then events.

    What the words say goes first ("the hills around X", "20 km north of X"), then what is
    concluded. An event that is told to be near a place, or in a part of it, has a fix of its own:
    the place named is where it is.

    Args:
        linked: the entities and their links; a point is known of linked places only.
        text: the text that the spans count in.
        ontology: the words, and which classes are places.
    """
    scene = Scene(linked, text, ontology)
    if not scene.known:
        return ()
    words = wording(ontology.whereabouts)
    named = {n: list(_named(scene, n, words)) for n in sorted(scene.told)}
    found: dict[int, Fix] = {}
    for fix in (*_before(scene, named), *_inside(scene, words), *_in(scene)):
        assert fix.entity is not None
        found.setdefault(fix.entity, fix)
    concluded(scene, found)
    return (*(found[i] for i in sorted(found)), *_events(scene, named))


def _named(scene: Scene, sentence: int, words: Wording) -> Iterator[Place]:
    for i, item, mention in scene.told[sentence]:
        start = scene.begin(mention.span)
        told = words.before(scene.text[start : mention.span.start])
        if told is not None:
            yield i, item, mention, told.moved(start)


def _before(scene: Scene, named: Mapping[int, Sequence[Place]]) -> Iterator[Fix]:
    """Yield the fixes of phrases that words and a name follow: "a village 20 km north of X"."""
    for entity, e in scene.lost.items():
        for mention in e.mentions:
            for _, item, name, told in named.get(scene.sentence(mention.span), ()):
                if _tells(scene.text, mention, name, told):
                    yield _fix(scene, item, told, name, entity=entity)


def _tells(text: str, mention: Mention, name: Mention, told: Told) -> bool:
    """Say whether the words before a name tell of the phrase before them, or are part of it."""
    end = mention.span.end
    if mention.kind == "Pronoun" or not mention.span.start < name.span.start:
        return False
    if told.start < end <= name.span.start:
        return True
    return end <= told.start and bool(_BETWEEN.fullmatch(text[end : told.start]))


def _inside(scene: Scene, words: Wording) -> Iterator[Fix]:
    """Yield the fixes of phrases with a name among their words: "Hama's northern countryside"."""
    for entity, e in scene.lost.items():
        for phrase in e.mentions if not e.named else ():
            whole = phrase.span
            for _, item, name in scene.beside(phrase):
                span = name.span
                within = whole.start <= span.start and span.end <= whole.end and span != whole
                if within and name.kind == "Name":
                    before, behind = (
                        scene.text[whole.start : span.start],
                        scene.text[span.end : whole.end],
                    )
                    told = words.around(f"{before} {behind}")
                    if told is not None:
                        yield _fix(scene, item, told.moved(whole.start), phrase, entity=entity)


def _in(scene: Scene) -> Iterator[Fix]:
    """Yield the fixes of names that "in" and the name of what they lie in follow, the smallest first."""
    for entity, e in scene.lost.items():
        for mention in e.mentions if e.named else ():
            around = [
                (scene.extent(item) or AROUND, name.span.end, item)
                for _, item, name in scene.beside(mention)
                if mention.kind == "Name"
                and 0 < name.span.start - mention.span.end < _FAR
                and _IN.fullmatch(scene.text[mention.span.end : name.span.start])
            ]
            for radius, end, item in sorted(around, key=lambda a: a[:2]):
                if item.point is not None:
                    words = Span(mention.span.start, end)
                    yield Fix(item.point, radius, item.qid, (words,), entity)


def _events(scene: Scene, named: Mapping[int, Sequence[Place]]) -> Iterator[Fix]:
    """Yield a fix for each event whose place is named behind words that say how it lies to it."""
    told_at = {(p[0], p[2]): (p[1], p[3]) for places in named.values() for p in places}
    for n, event in enumerate(scene.said.events if told_at else ()):
        sentence = scene.sentence(event.trigger)
        here = {r.filler for r in event.roles if r.role == _AT} & scene.known.keys()
        beside = [
            (m.span.start < event.trigger.start, abs(m.span.start - event.trigger.start), i, m)
            for i in sorted(here)
            for m in scene.said.entities[i].mentions
            if scene.sentence(m.span) == sentence
        ]
        if beside:
            *_, i, mention = min(beside)  # what is told of an event mostly follows it
            if (i, mention) in told_at:
                yield _fix(scene, *told_at[i, mention], mention, event=n)


def _fix(
    scene: Scene,
    item: Item,
    told: Told,
    name: Mention,
    *,
    entity: int | None = None,
    event: int | None = None,
) -> Fix:
    assert item.point is not None
    far, radius = told.places(scene.extent(item))
    point = item.point if told.bearing is None else shifted(item.point, told.bearing, far)
    words = Span(min(told.start, name.span.start), name.span.end)
    return Fix(point, radius, item.qid, (words,), entity, event)
