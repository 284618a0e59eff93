"""Mentions -> entities: all that denotes one thing, with its class, label and other names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.aliases import same_names, short_forms
from kg.extract.alsoknown import also_known
from kg.extract.appositions import agree, appositions
from kg.extract.coreferent import same
from kg.extract.found import GROUP, Found, family
from kg.extract.repeats import same_phrases
from kg.extract.sets import Sets
from kg.extract.syntax import POSSESSIVE
from kg.extract.values import Entity, Mention, Span
from kg.ontology import Ontology


def chains(
    doc: Doc, names: list[Found], nominals: list[Found], ontology: Ontology
) -> list[list[Found]]:
    """Return the mentions grouped by what they denote, in the order of their first mention."""
    found = sorted([*names, *nominals], key=lambda f: (f.start, f.end))
    sets = Sets(found)
    same_names(found, sets, ontology)
    short_forms(doc, found, sets, ontology)
    appositions(doc, found, sets, ontology)
    also_known(doc, found, sets, ontology)
    same_phrases(doc, found, sets)
    read_chains(doc, found, sets, ontology)
    groups: dict[int, list[Found]] = defaultdict(list)
    for i, one in enumerate(found):
        groups[sets.find(i)].append(one)
    return [groups[i] for i in sorted(groups)]


def read_chains(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
    """Join a phrase with what the pipeline's chains say it means; two names are left to their words."""
    at = {one.head: i for i, one in enumerate(found)}
    chained = same(doc)
    for i, one in enumerate(found):
        if one.kind != "Nominal" or not one.definite:
            continue
        own = _owned_by_itself(doc[one.head], chained)
        near = sorted(
            (
                head
                for head in chained.get(one.head, ())
                if head in at and not own and not _owned_by_itself(doc[head], chained)
            ),
            key=lambda head: (head > one.head, abs(head - one.head)),
        )
        for j in (at[head] for head in near):
            apart = _called_apart(doc[one.head], doc[found[j].head])
            if not apart and agree(one, found[j], ontology) and sets.may_join(i, j):
                sets.join(i, j)
                break


def _called_apart(a: Token, b: Token) -> bool:
    """Say whether two phrases of one noun have different names in them: "the Arden index", "the Mory index"."""
    if a.lemma_ != b.lemma_ or a.pos_ != "NOUN":
        return False
    mine, theirs = ({c.text for c in t.children if c.pos_ == "PROPN" and c.i < t.i} for t in (a, b))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _owned_by_itself(noun: Token, chained: Mapping[int, Sequence[int]]) -> bool:
    """Say whether a chain takes what somebody has for that somebody: "the lawyer … her client"."""
    same_as = chained.get(noun.i, ())
    return any(c.dep_ in POSSESSIVE and c.i in same_as for c in noun.children)


def entities(doc: Doc, groups: Iterable[Sequence[Found]], ontology: Ontology) -> list[Entity]:
    """Return one entity a chain, in the same order."""
    return [_entity(doc, list(group), ontology) for group in groups]


def _entity(doc: Doc, group: list[Found], ontology: Ontology) -> Entity:
    cls = _class(group, ontology)
    known = next((one for one in group if one.known), None)
    texts = [_text(doc, one) for one in group if one.kind == "Name"]
    named = bool(texts)
    phrases = [] if named else [_plain(doc, one) for one in group]
    if known is not None:
        label = known.label
    elif named:
        label = texts[0] if len(texts) == 1 else _longest(texts)
    else:
        label = min(phrases[:8], key=lambda t: -len(t.split()[:4]))
    if group[0].cls == GROUP and named and len(texts[0].split()) == 1:
        label = texts[0]
    nominal = [t for t, one in zip(phrases, group, strict=False) if one.kind == "Nominal"]
    aliases = tuple(sorted({*texts, *nominal} - {label}))
    mentions = sorted({(*_place(doc, one), one.kind, one.confidence) for one in group})
    return Entity(
        cls,
        family(cls, ontology),
        label,
        aliases,
        tuple(Mention(Span(start, end), kind, sure) for start, end, kind, sure in mentions),
        named,
        known.known if known else "",
    )


def _longest(texts: list[str]) -> str:
    """Return the name of most words, of such the most frequent."""
    counts = Counter(texts)
    return min(counts, key=lambda t: (-len(t.split()), -counts[t], -len(t), t))


def _class(group: list[Found], ontology: Ontology) -> str:
    """Return the class most mentions of the best kind tell; the more specific where one is below another."""
    classes = {one.cls for one in group}
    if len(classes) == 1:
        return group[0].cls
    names = [one for one in group if one.kind == "Name"] or group
    counts = Counter(one.cls for one in names)
    best = min(counts, key=lambda c: (-counts[c], -len(ontology.up.get(c, ())), c))
    below = [c for c in classes if ontology.isa(c, best)]
    return min(below or [best], key=lambda c: (-len(ontology.up.get(c, ())), c))


def _text(doc: Doc, one: Found) -> str:
    return " ".join(doc[one.start : one.end].text.split())


def _plain(doc: Doc, one: Found) -> str:
    start = one.start
    while start < one.head and doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
        start += 1
    return " ".join(doc[start : one.end].text.split())


def _place(doc: Doc, one: Found) -> tuple[int, int]:
    last = doc[one.end - 1]
    return doc[one.start].idx, last.idx + len(last)
