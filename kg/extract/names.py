"""Doc x ontology -> names: what the annotator found, what the ontology knows, each with its class."""

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Doc, Token

from kg.extract.capitals import governs
from kg.extract.fold import fold
from kg.extract.found import GROUP, ORGANISATION, PERSON, PLACE, Found
from kg.extract.syntax import conjuncts, first_conjunct, preposition
from kg.namespaces import KG
from kg.ontology import Known, Ontology

#: Classes that a noun beside a name gives to its own building or road, not to the name:
#: "Aleppo airport" is a facility, Aleppo is none.
OF_ITS_OWN = (KG + "Facility", KG + "Route")

NATURAL = KG + "NaturalFeature"

SETTLEMENT = KG + "Settlement"

#: How a name hangs on the noun that it names.
_NAMING = frozenset({"compound", "nmod:desc", "appos", "flat", "nmod", "nmod:unmarked"})


def names(doc: Doc, ontology: Ontology) -> list[Found]:
    """Return the names of a document in the order of the text; none overlap."""
    taken = [False] * len(doc)
    found: list[Found] = []
    sources = (_entities(doc, ontology), _institutions(doc, ontology), _known(doc, ontology))
    # The longest first; of equals what the annotator found, for the sort keeps their order.
    for one in sorted(chain.from_iterable(sources), key=lambda f: f.start - f.end):
        if not any(taken[one.start : one.end]):
            found.append(one)
            taken[one.start : one.end] = [True] * (one.end - one.start)
    found.extend(_again(doc, sorted(found, key=lambda f: f.start), taken))
    return sorted(found, key=lambda f: f.start)


def _entities(doc: Doc, ontology: Ontology) -> Iterator[Found]:
    sure = {(start, end): p for start, end, p in doc.user_data.get("kg_confidence", ())}
    for ent in doc.ents:
        base = ontology.entity_types.get(ent.label_)
        if base is None or ontology.isa(base, KG + "Event"):  # a named event is no participant
            continue
        if base in (PERSON, ORGANISATION) and _only_title(doc, ent.start, ent.end, ontology):
            continue
        start, end = _trim(doc, ent.start, ent.end, ontology, person=base == PERSON)
        if base == PLACE:
            start, end = _bare(doc, start, end, ontology)
        if start < end and any(c.isalnum() for c in doc[start:end].text):
            yield _named(doc, start, end, base, ontology, sure.get((ent.start, ent.end), 0.8))


def _trim(doc: Doc, start: int, end: int, ontology: Ontology, *, person: bool) -> tuple[int, int]:
    """Take off white space, articles, possessives, brackets, and the titles of people."""
    while end > start and (
        doc[end - 1].is_space or doc[end - 1].tag_ == "POS" or doc[end - 1].text in ",.;:(’'\""
    ):
        if doc[end - 1].text == "." and end - start > 1 and len(doc[end - 2].text) == 1:
            break
        end -= 1
    while start < end and (
        doc[start].is_space or doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct
    ):
        start += 1
    if person:
        while end - start > 1 and _is_title(doc[start], ontology):
            start += 1
        while start < end and doc[start].is_punct:
            start += 1
    return start, end


def _bare(doc: Doc, start: int, end: int, ontology: Ontology) -> tuple[int, int]:
    """Take off what says what or whose a place is: "Sukayk hills", "Syrian Golan Heights"."""
    if doc[start:end].text in ontology.individuals:
        return start, end
    while end - start > 1 and _common(doc[end - 1], ontology):
        end -= 1
    if end - start > 1 and _people(doc[start].text, ontology) and doc[start + 1].text[:1].isupper():
        start += 1
    return start, end


def _common(token: Token, ontology: Ontology) -> bool:
    """Say whether a word in small letters is a noun, by its tag or as the ontology has it: "plain"."""
    small = token.lower_ == token.text
    return small and (token.pos_ == "NOUN" or token.lower_ in ontology.head_nouns)


def _is_title(token: Token, ontology: Ontology) -> bool:
    return ontology.head_nouns.get(token.lower_.rstrip(".")) == PERSON or token.lower_.rstrip(".") in (
        "mr", "mrs", "ms", "dr", "sir", "gen", "col", "maj", "lt", "capt", "sgt", "sen", "rep", "prof", "brig",
    )  # fmt: skip


def _only_title(doc: Doc, start: int, end: int, ontology: Ontology) -> bool:
    """Say whether a name is no more than the rank or the portfolio of who is named right behind it.

    "General" of "General Ames", "Col." of "Col. Ames", "Defense" of "Secretary of Defense Ames".
    """
    behind = end + 1 if end < len(doc) and doc[end].text == "." else end
    if behind >= len(doc) or not doc[behind].text[:1].isupper():
        return False
    if all(_is_title(t, ontology) or t.text == "." for t in doc[start:end]):
        return bool(doc[behind].pos_ == "PROPN")
    if behind > end or start < 2 or doc[start - 1].lower_ not in ("of", "for"):
        return False
    office = doc[start - 2]
    titled = office.text[:1].isupper() and _is_title(office, ontology)
    named = doc[end].ent_iob_ == "B" and doc[end].ent_type_ == "PERSON"
    return titled and named and not doc[start].text.isupper()


def _named(
    doc: Doc, start: int, end: int, base: str, ontology: Ontology, confidence: float
) -> Found:
    text = doc[start:end].text
    known = ontology.individuals.get(text)
    if known is None and end - start == 1 and (of := _people(text, ontology)) is not None:
        return _demonym(doc, start, of)
    if base == ORGANISATION and _titled(doc, start, end, ontology):
        base, (start, end) = PERSON, _trim(doc, start, end, ontology, person=True)
    start, end = _institution(doc, start, end, base, ontology)
    text = doc[start:end].text
    head = _head(doc, start, end)
    if known is not None and not (base == PERSON and _is_title(doc[start - 1], ontology)):
        return Found(
            start,
            end,
            head,
            known.cls,
            "Name",
            fold(known.label),
            known=known.iri,
            label=known.label,
        )
    speaking = ontology.capitals.get(text)
    if speaking is not None and base != PERSON and governs(doc[head], ontology):
        key = fold(speaking.label)
        return Found(
            start, end, head, speaking.cls, "Name", key, known=speaking.iri, label=speaking.label
        )
    cls = _class(doc, start, end, head, base, ontology)
    return Found(start, end, head, cls, "Name", fold(text), confidence=confidence)


def _titled(doc: Doc, start: int, end: int, ontology: Ontology) -> bool:
    """Say whether a name begins with a title and hangs with another noun for a person."""
    if end - start < 2 or not _is_title(doc[start], ontology):
        return False
    children = doc[_head(doc, start, end)].children
    return any(
        c.dep_ in ("nmod:desc", "compound", "appos")
        and ontology.head_nouns.get(c.lemma_.lower()) == PERSON
        for c in children
        if not start <= c.i < end or c.i == start
    )


def _people(text: str, ontology: Ontology) -> Known | None:
    """Return the country of "Syrian" or "Syrians"."""
    return ontology.demonyms.get(text) or ontology.demonyms.get(text.removesuffix("s"))


def _institution(doc: Doc, start: int, end: int, base: str, ontology: Ontology) -> tuple[int, int]:
    """Take in what an institution is told by: "[Russian] Parliament", "Ministry [of Defense]"."""

    def common(token: Token) -> bool:
        lemma = token.lemma_.lower()
        return lemma in ontology.head_nouns or lemma in ontology.name_words

    if base != ORGANISATION:
        return start, end
    if common(doc[start]) and start and doc[start - 1].text in ontology.demonyms:
        start -= 1
    if common(doc[end - 1]) and end + 1 < len(doc) and doc[end].lower_ in ("of", "for"):
        after = end + 1
        while (
            after < len(doc)
            and doc[after].pos_ == "PROPN"
            and doc[after].text not in ontology.individuals
        ):
            after += 1
        end = after if after > end + 1 else end
    return start, end


def _demonym(doc: Doc, i: int, known: Known) -> Found:
    """ "Syrian forces" speak of Syria; "Syrians" and "a Syrian" of people."""
    token = doc[i]
    many = token.text not in known.demonyms
    people = (
        many
        or token.tag_ in ("NNS", "NNPS")
        or (
            token.pos_ in ("NOUN", "PROPN")
            and token.dep_ not in ("compound", "amod", "nmod", "nmod:desc", "flat")
            and token.text.endswith(("ian", "an", "ese", "ish", "i"))
            and any(c.dep_ == "det" for c in token.children)
        )
    )
    if people:
        return Found(i, i + 1, i, GROUP, "Name", "people of " + fold(known.label), plural=True)
    return Found(
        i, i + 1, i, known.cls, "Name", fold(known.label), known=known.iri, label=known.label
    )


def _head(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        head = doc[i].head.i
        if head == i or not start <= head < end:
            return i
    return end - 1


def _class(doc: Doc, start: int, end: int, head: int, base: str, ontology: Ontology) -> str:
    """Return the class that a known name, the name's own words, or the noun beside it tells."""
    text = doc[start:end].text
    known = ontology.known_names.get(text, SETTLEMENT if text in ontology.capitals else "")
    if known and ontology.isa(known, PLACE) and (base != PERSON or text in ontology.known_names):
        return _noun_beside(doc, start, end, head, PLACE, ontology) or known  # "Homs province"
    if text in ontology.known_names:
        return known
    if base == PERSON:
        return _calling(doc, start, head, ontology) or base
    words = [t.lower_ for t in doc[start:end]]
    lemmas = [t.lemma_.lower() for t in doc[start:end]]
    for word, lemma in [(words[-1], lemmas[-1]), *zip(words[:-1], lemmas[:-1], strict=True)]:
        cls = ontology.name_words.get(word) or ontology.name_words.get(lemma)
        cls = cls or ontology.head_nouns.get(lemma)
        if cls and _fits(cls, base, ontology, inside=True):
            return cls
    return _noun_beside(doc, start, end, head, base, ontology) or base


def _noun_beside(
    doc: Doc, start: int, end: int, head: int, base: str, ontology: Ontology
) -> str | None:
    """Return the class that a noun beside a name tells, where it is one of the base."""
    for noun, called in _beside(doc, start, end, head):
        cls = _noun_class(noun, ontology)
        if cls is None or (cls in OF_ITS_OWN and not called):
            continue
        called = called or cls == NATURAL  # "the X mountains": nobody else is called so
        if _fits(cls, base, ontology, inside=False) or (called and ontology.isa(cls, PLACE)):
            return cls
    return None


def _calling(doc: Doc, start: int, head: int, ontology: Ontology) -> str | None:
    """Return what the noun right before a name calls it when that is no person: "the group X"."""
    noun = doc[start - 1] if start else doc[head]
    if noun.pos_ != "NOUN" or noun != doc[head].head or doc[head].dep_ not in ("appos", "flat"):
        return None
    cls = _noun_class(noun, ontology) if noun.tag_ == "NN" else None
    things = cls is not None and (ontology.isa(cls, ORGANISATION) or ontology.isa(cls, PLACE))
    return cls if things else None


def _noun_class(noun: Token, ontology: Ontology) -> str | None:
    lemma = noun.lemma_.lower()
    pair = f"{noun.nbor(-1).lower_} {lemma}" if noun.i else ""
    return ontology.head_nouns.get(pair) or ontology.head_nouns.get(lemma)


def _fits(cls: str, base: str, ontology: Ontology, *, inside: bool) -> bool:
    if ontology.isa(cls, base):
        return True
    things = ontology.isa(cls, ORGANISATION) or ontology.isa(cls, PLACE)
    return inside and things and base in (ORGANISATION, PLACE, KG + "Event")


def _beside(doc: Doc, start: int, end: int, head: int) -> Iterator[tuple[Token, bool]]:
    """Yield the common nouns that say what a name is, and whether they call it so.

    "The village of X" calls X a village whatever X looked like; "X governorate" and "X, a town"
    say it less surely.
    """
    token = doc[head]
    outer = first_conjunct(token)
    if outer.head.pos_ in ("NOUN", "PROPN") and outer.head is not outer:
        if outer.dep_ in ("nmod", "pobj") and preposition(outer) == "of":
            yield (outer.head.head if outer.dep_ == "pobj" else outer.head), True
        elif outer.dep_ in _NAMING and not preposition(outer):
            yield outer.head, False
    elif outer.dep_ == "pobj" and preposition(outer) == "of":
        yield outer.head.head, True
    for child in token.children:
        beside = child.dep_ in ("appos", "compound", "nmod:desc", "nmod:unmarked")
        if beside and child.pos_ == "NOUN" and not start <= child.i < end:
            yield from ((each, False) for each in conjuncts(child))
    if end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN") and token.head.i == end:
        yield doc[end], False


def _institutions(doc: Doc, ontology: Ontology) -> Iterator[Found]:
    """Yield institutions that are written as names: "the Parliament", "Ministry of Defense"."""
    for token in doc:
        if token.pos_ not in ("PROPN", "NOUN") or not token.text[:1].isupper():
            continue
        cls = ontology.head_nouns.get(token.lemma_.lower()) or ontology.name_words.get(token.lower_)
        if cls is None or not ontology.isa(cls, ORGANISATION):
            continue
        if token.is_sent_start or token.ent_iob_ in ("B", "I"):
            continue
        start, end = _institution(doc, token.i, token.i + 1, ORGANISATION, ontology)
        if end - start > 1:
            yield _named(doc, start, end, ORGANISATION, ontology, 0.7)


def _known(doc: Doc, ontology: Ontology) -> Iterator[Found]:
    """Yield the names that the ontology knows, the longest first at each place."""
    texts = [t.text for t in doc]
    for i, word in enumerate(texts):
        if not word[:1].isupper():
            continue
        people = _people(word, ontology)
        if (
            people is not None
            and word not in ontology.individuals
            and doc[i].pos_ in ("ADJ", "PROPN", "NOUN")
        ):
            yield _demonym(doc, i, people)
        most = ontology.longest.get(word, 0)
        if not most or doc[i].pos_ == "PRON":
            continue
        for n in range(min(most + 2, len(doc) - i), 0, -1):
            name = doc[i : i + n].text if n > 1 else word
            if name in ontology.individuals:
                known = ontology.individuals[name]
                yield Found(
                    i,
                    i + n,
                    _head(doc, i, i + n),
                    known.cls,
                    "Name",
                    fold(known.label),
                    known=known.iri,
                    label=known.label,
                )
                break
            if name in ontology.known_names:
                yield Found(
                    i, i + n, _head(doc, i, i + n), ontology.known_names[name], "Name", fold(name)
                )
                break


def _again(doc: Doc, found: list[Found], taken: list[bool]) -> Iterator[Found]:
    """Yield further occurrences of the document's names that the annotator passed over."""
    by_first: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for one in found:
        words = tuple(t.text for t in doc[one.start : one.end])
        if one.known or not words[0][:1].isupper() or (len(words) == 1 and len(words[0]) < 3):
            continue
        group = by_first.setdefault(words[0], [])
        if all(other != words for other, _ in group):
            group.append((words, one))
    texts = [t.text for t in doc]
    for group in by_first.values():
        group.sort(key=lambda item: -len(item[0]))
    for i, word in enumerate(texts):
        for words, one in by_first.get(word, ()):
            end = i + len(words)
            if (
                tuple(texts[i:end]) == words
                and not any(taken[i:end])
                and doc[end - 1].pos_ in ("PROPN", "NOUN", "ADJ")
            ):
                taken[i:end] = [True] * (end - i)
                yield Found(
                    i,
                    end,
                    _head(doc, i, end),
                    one.cls,
                    "Name",
                    one.key,
                    confidence=round(one.confidence * 0.9, 2),
                )
                break
