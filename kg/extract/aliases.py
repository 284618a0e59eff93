"""Names -> one thing: the same name again, its acronym, a last name, a shortened name."""

from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.extract.coreferent import same
from kg.extract.fold import fold, initials
from kg.extract.found import COUNTRY, GROUP, PERSON, Found, family
from kg.extract.sets import Sets
from kg.ontology import Ontology

Named = tuple[int, Found, list[str]]


def same_names(found: list[Found], sets: Sets, ontology: Ontology) -> None:
    """Join names that fold alike and are of one family; a person, a place and a firm stay apart."""
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


def short_forms(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
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
    by_word: dict[str, list[Named]] = defaultdict(list)
    for item in named:
        if len(item[2]) > 1:
            for word in {fold(w) for w in item[2]}:
                by_word[word].append(item)
    chained = same(doc)
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
            if len(other_words) > len(words) and (
                _shortens(words, other_words, one, other_one, ontology)
                or (
                    other_one.head in chained.get(one.head, ())
                    and _begins(words, other_words, one, other_one)
                )
            ):
                sets.join(j, i)
                break


def _begins(words: list[str], longer: list[str], one: Found, other: Found) -> bool:
    """Say whether one of two persons is called by the first of the other's names."""
    return one.cls == other.cls == PERSON and longer[: len(words)] == words


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
