"""Mentions -> entities: names and their short forms, acronyms, appositions, repeated phrases, pronouns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.extract.fold import fold, initials
from kg.extract.found import COUNTRY, FAMILIES, GROUP, ORGANISATION, PERSON, PLACE, Found
from kg.extract.syntax import preposition
from kg.extract.values import Entity, Mention, Span
from kg.namespaces import KG
from kg.ontology import Ontology

#: Places of which "the village of X" and X are one; "the north of Syria" is none of them.
_CALLED = tuple(KG + c for c in ("Settlement", "Region", "NaturalFeature", "Facility", "Route"))

#: Nouns for a part of a place: "the capital of Syria" is not Syria.
_PART = frozenset(
    {
        "capital",
        "north",
        "south",
        "east",
        "west",
        "centre",
        "center",
        "outskirt",
        "border",
        "coast",
        "area",
        "part",
    }
)


class Sets:
    """Union-find over the indices of mentions; the lowest index speaks for its set."""

    def __init__(self, n: int) -> None:
        self._up = list(range(n))

    def find(self, i: int) -> int:
        """Return the index that speaks for the set of ``i``."""
        while self._up[i] != i:
            self._up[i] = self._up[self._up[i]]
            i = self._up[i]
        return i

    def join(self, a: int, b: int) -> None:
        """Make one set of the sets of ``a`` and ``b``."""
        a, b = self.find(a), self.find(b)
        self._up[max(a, b)] = min(a, b)


def family(cls: str, ontology: Ontology) -> str:
    """Return the part of the IRIs that an entity of the class lives in."""
    return next((name for above, name in FAMILIES if ontology.isa(cls, above)), "thing")


def chains(
    doc: Doc, names: list[Found], nominals: list[Found], ontology: Ontology
) -> list[list[Found]]:
    """Return the mentions grouped by what they denote, in the order of their first mention."""
    found = sorted([*names, *nominals], key=lambda f: (f.start, f.end))
    sets = Sets(len(found))
    _same_names(found, sets, ontology)
    _short_forms(doc, found, sets, ontology)
    _appositions(doc, found, sets, ontology)
    _same_phrases(found, sets)
    groups: dict[int, list[Found]] = defaultdict(list)
    for i, one in enumerate(found):
        groups[sets.find(i)].append(one)
    return [groups[i] for i in sorted(groups)]


def _same_names(found: list[Found], sets: Sets, ontology: Ontology) -> None:
    seen: dict[tuple[str, str], int] = {}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if one.kind == "Name":
            votes[one.key][family(one.cls, ontology)] += 1
    for i, one in enumerate(found):
        if one.kind != "Name":
            continue
        kind = (
            "group"
            if one.cls == GROUP
            else min(votes[one.key].items(), key=lambda v: (-v[1], v[0]))[0]
        )
        first = seen.setdefault((one.key, kind), i)
        sets.join(first, i)


def _short_forms(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
    """Join acronyms, last names and shortened names with the full name they stand for."""
    named = [
        (i, one, [t.text for t in doc[one.start : one.end]])
        for i, one in enumerate(found)
        if one.kind == "Name"
    ]
    full: dict[str, int] = {}
    for i, one, words in named:
        if len(words) > 1 and one.cls != COUNTRY:
            for acronym in {
                initials(words),
                "".join(w[0] for w in words if w[0].isalpha()).upper(),
            }:
                if len(acronym) > 1:
                    full.setdefault(acronym, i)
    by_word: dict[str, list[tuple[int, Found, list[str]]]] = defaultdict(list)
    for item in named:
        if len(item[2]) > 1:
            for word in {fold(w) for w in item[2]}:
                by_word[word].append(item)
    for i, one, words in named:
        text = "".join(words)
        bare = text.replace(".", "")
        if bare in full and bare.isupper() and len(words) == 1:
            other = full[bare]
            if one.cls != COUNTRY and family(one.cls, ontology) != "person":
                sets.join(other, i)
            continue
        if one.cls == COUNTRY or one.cls == GROUP:
            continue
        for j, other_one, other_words in by_word.get(fold(words[0]), ()):
            if len(other_words) > len(words) and _shortens(
                words, other_words, one, other_one, ontology
            ):
                sets.join(j, i)
                break


def _shortens(
    words: list[str], longer: list[str], one: Found, other: Found, ontology: Ontology
) -> bool:
    short, full = [fold(w) for w in words], [fold(w) for w in longer]
    mine, theirs = family(one.cls, ontology), family(other.cls, ontology)
    if theirs == "person":
        return (
            mine in ("person", "organisation", "place", "thing")
            and full[-len(short) :] == short
            and (mine == "person" or one.confidence < 0.9)
        )
    if mine != theirs or mine not in ("organisation", "place"):
        return False
    if mine == "place":
        return len(short) > 1 and full[: len(short)] == short
    return len(short) > 1 and (full[-len(short) :] == short or full[: len(short)] == short)


def _appositions(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
    heads = {one.head: i for i, one in enumerate(found)}
    for i, one in enumerate(found):
        token = doc[one.head]
        j = heads.get(token.head.i)
        if j is None or j == i:
            continue
        other = found[j]
        if token.dep_ == "appos" and _agree(one, other, ontology):
            sets.join(i, j)
        elif token.dep_ in ("nmod:desc", "compound", "flat", "nn") and {one.kind, other.kind} == {
            "Name",
            "Nominal",
        }:
            name, noun = (one, other) if one.kind == "Name" else (other, one)
            if name.cls != COUNTRY and _agree(one, other, ontology) and noun is one:
                sets.join(i, j)
        elif (
            one.kind == "Name" and other.kind == "Nominal" and not other.plural and other.key not in _PART
            and other.cls in _CALLED and one.cls != COUNTRY and preposition(token) == "of"
            and ontology.isa(one.cls, PLACE)
        ):  # fmt: skip
            sets.join(i, j)
        if (
            one.kind == "Name"
            and other.kind == "Name"
            and token.dep_ in ("appos", "dep", "parataxis")
        ):
            before = doc[one.start - 1].text if one.start else ""
            if (
                before == "("
                and one.end - one.start == 1
                and token.text.isupper()
                and len(token.text) > 1
            ):
                if initials([t.text for t in doc[other.start : other.end]]).startswith(
                    token.text[0]
                ):
                    sets.join(i, j)
    for i, one in enumerate(found[1:], 1):
        before = found[i - 1]
        if (
            one.kind == before.kind == "Name" and one.start == before.end + 1 and doc[before.end].text == "("
            and one.end < len(doc) and doc[one.end].text == ")" and doc[one.start].text.isupper()
            and initials([t.text for t in doc[before.start : before.end]])[:1] == doc[one.start].text[:1]
        ):  # fmt: skip
            sets.join(i - 1, i)


def _agree(a: Found, b: Found, ontology: Ontology) -> bool:
    if a.known and b.known:
        return a.known == b.known
    if a.kind == b.kind == "Name" and a.key != b.key and PERSON in (a.cls, b.cls):
        return False
    return (
        ontology.isa(a.cls, b.cls)
        or ontology.isa(b.cls, a.cls)
        or (family(a.cls, ontology) == family(b.cls, ontology) and PLACE not in (a.cls, b.cls))
    )


def _same_phrases(found: list[Found], sets: Sets) -> None:
    """Join definite and plural phrases with one noun whose modifiers do not speak against it."""
    open_: dict[str, list[tuple[set[str], int]]] = defaultdict(list)
    for i, one in enumerate(found):
        if one.kind != "Nominal" or not (one.definite or one.plural):
            continue
        key = (
            one.cls if one.plural and one.cls not in (PERSON, GROUP) and one.modifiers else one.key
        )
        groups = open_[key]
        fitting = [g for g in groups if one.modifiers <= g[0] or (g[0] and g[0] <= one.modifiers)]
        if not one.modifiers and not one.definite:
            fitting = []
        if fitting:
            best = max(fitting, key=lambda g: (len(g[0] & one.modifiers), g[1]))
            best[0].update(one.modifiers)
            sets.join(best[1], i)
        elif one.modifiers or one.definite:
            groups.append((set(one.modifiers), i))


def entities(doc: Doc, groups: Iterable[Sequence[Found]], ontology: Ontology) -> list[Entity]:
    """Return one entity a chain, in the same order."""
    return [_entity(doc, list(group), ontology) for group in groups]


def _entity(doc: Doc, group: list[Found], ontology: Ontology) -> Entity:
    cls = _class(group, ontology)
    known = next((one for one in group if one.known), None)
    texts = [_text(doc, one) for one in group if one.kind == "Name"]
    named = bool(texts)
    if known is not None:
        label = ontology_label(known.known, ontology)
    elif named:
        counts = Counter(texts)
        label = min(counts, key=lambda t: (-len(t.split()), -counts[t], -len(t), t))
    else:
        label = _plain(doc, group[0])
    if group[0].cls == GROUP and named and len(texts[0].split()) == 1:
        label = texts[0]
    nominal = [] if named else [_plain(doc, one) for one in group if one.kind == "Nominal"]
    aliases = tuple(sorted({*texts, *nominal} - {label}))
    mentions = tuple(sorted({Mention(_span(doc, one), one.kind, one.confidence) for one in group}))
    return Entity(
        cls, family(cls, ontology), label, aliases, mentions, named, known.known if known else ""
    )


def ontology_label(iri: str, ontology: Ontology) -> str:
    """Return the label of an individual of the ontology."""
    return next(k.label for k in ontology.individuals.values() if k.iri == iri)


def _class(group: list[Found], ontology: Ontology) -> str:
    """Return the class most mentions of the best kind tell; the more specific where one is below another."""
    names = [one for one in group if one.kind == "Name"] or group
    counts = Counter(one.cls for one in names)
    best = min(counts, key=lambda c: (-counts[c], -len(ontology.up.get(c, ())), c))
    below = [c for c in {one.cls for one in group} if ontology.isa(c, best)]
    return min(below or [best], key=lambda c: (-len(ontology.up.get(c, ())), c))


def _text(doc: Doc, one: Found) -> str:
    return " ".join(doc[one.start : one.end].text.split())


def _plain(doc: Doc, one: Found) -> str:
    start = one.start
    while start < one.head and doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
        start += 1
    return " ".join(doc[start : one.end].text.split())


def _span(doc: Doc, one: Found) -> Span:
    last = doc[one.end - 1]
    return Span(doc[one.start].idx, last.idx + len(last))


def is_organisation(one: Found, ontology: Ontology) -> bool:
    """Say whether a mention is of an organisation."""
    return ontology.isa(one.cls, ORGANISATION)
