"""Doc x ontology -> triggers: the words that tell of events, the longest pattern at each place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract.amounts import vague
from kg.extract.readings import told
from kg.extract.syntax import OBJECT, PASSIVE_SUBJECT, SUBJECT, arguments
from kg.extract.table import once
from kg.namespaces import KG
from kg.ontology import Ontology, Trigger

EVENT = KG + "Event"

#: Verbs that always leave it to their noun what happened.
_LIGHTEST = frozenset({"have", "take", "make", "do", "give", "hold"})

#: How the words of a multi-word verb stand below it.
_BESIDE = frozenset(
    (
        "compound:prt prt advmod xcomp acomp oprd prep fixed obj dobj obl obl:unmarked advcl ccomp"
    ).split()
)

#: Verbs that tell no event by themselves.
_COPULAS = frozenset({"be", "become", "seem", "appear", "remain"})


class Hit(NamedTuple):
    """Patterns that fit at a token, the best first, and the tokens each covers.

    Attributes:
        light: the verb that carries an event noun ("held" of "talks"), or None.
        occurs: True when that verb only says that it takes place.
    """

    token: Token
    fitting: tuple[tuple[Trigger, tuple[Token, ...]], ...]
    noun: bool
    light: Token | None = None
    occurs: bool = False


def hits(doc: Doc, inside: list[bool], timed: list[bool], ontology: Ontology) -> list[Hit]:
    """Return the triggers of a document, nouns first, then verbs, each in the order of the text.

    Args:
        doc: the annotated text.
        inside: for each token whether it is part of a name; no trigger begins there.
        timed: the same for time expressions, whose prepositions belong to no trigger either.
        ontology: where the patterns are.
    """
    nouns: list[Hit] = []
    verbs: list[Token] = []
    read = told(doc)
    for token in doc:
        if inside[token.i] or timed[token.i]:
            continue
        pos = token.pos_
        if pos == "VERB" or (
            pos == "AUX" and token.dep_ in ("ROOT", "conj", "ccomp", "advcl", "xcomp")
        ):
            if not _idiom(token, ontology):
                verbs.append(token)
        elif pos in ("NOUN", "PROPN", "ADJ"):
            hit = _noun(token, ontology) if pos != "ADJ" else _adjective(token, ontology)
            if pos != "ADJ" and not _idiom(token, ontology):
                hit = _as_read(token, hit, read, ontology, noun=True)
            if hit is not None:
                nouns.append(hit)
    carried = {hit.light.i: hit.token for hit in nouns if hit.light is not None}
    every = ((v, _verb(v, timed, ontology)) for v in verbs)
    found = ((v, _with(carried[v.i], hit) if v.i in carried else hit) for v, hit in every)
    told_by = (
        hit if verb.i in carried else _as_read(verb, hit, read, ontology, noun=False)
        for verb, hit in found
    )
    return [*nouns, *(hit for hit in told_by if hit is not None)]


def patterns(token: Token, ontology: Ontology, *, noun: bool) -> Iterator[Trigger]:
    """Yield the patterns that fit at a verb or an event noun, the longest first."""
    kind = "noun" if noun else "verb"
    for pattern in ontology.triggers.get((kind, token.lemma_.lower()), ()):
        if (_before if noun else around)(token, pattern.words) is not None:
            yield pattern


def _as_read(
    token: Token, hit: Hit | None, read: frozenset[int] | None, ontology: Ontology, *, noun: bool
) -> Hit | None:
    """Return what the pipeline's own reading leaves of a hit, or makes of a word that no class claims.

    A word that it reads as an event is at least a plain one; one that tells a plain event by its
    form alone must be read as an event too ("cooperation", "the World Cup").
    """
    if read is None:
        return hit
    if noun and vague(token):  # "dozens" only counts
        return hit
    if token.i not in read:
        return None if hit is None or all(t.cls == EVENT for t, _ in hit.fitting) else hit
    plain = Trigger(EVENT, "noun" if noun else "verb", (token.lemma_,), ontology.usual), (token,)
    if hit is not None:
        return hit._replace(fitting=(*hit.fitting, plain))
    known = ontology.occurrence_nouns if _of_event(token) else frozenset()
    if noun and (token.lemma_.lower() in ontology.head_nouns or token.lemma_.lower() in known):
        return None
    if not noun and (token.pos_ == "AUX" or token.lemma_ in _COPULAS or _helps(token)):
        return None
    light, occurs = _carrier(token, ontology) if noun else (None, False)
    if light is not None and light.i in read and light.lemma_ not in _LIGHTEST:
        light, occurs = None, False  # "offered a voucher": the verb is the event
    return Hit(token, (plain,), noun=noun, light=light, occurs=occurs)


def _with(noun: Token, hit: Hit | None) -> Hit | None:
    """Return what a verb tells together with the event noun that it carries: "suspended aid"."""
    fitting = tuple((p, t) for p, t in hit.fitting if noun in t) if hit is not None else ()
    return hit._replace(fitting=fitting) if hit is not None and fitting else None


def _of_event(noun: Token) -> bool:
    return any(c.lower_ == "of" for child in noun.children for c in (child, *child.children))


def _helps(verb: Token) -> bool:
    """Say whether a verb only helps another: "has to go", "used to go", "regarding", "according to"."""
    below = {c.dep_ for c in verb.children}
    must = verb.lemma_ in ("have", "use") and "xcomp" in below and "aux:pass" not in below
    return must or verb.dep_ in ("case", "mark", "fixed", "aux")


def _noun(token: Token, ontology: Ontology) -> Hit | None:
    patterns = ontology.triggers.get(("noun", token.lemma_.lower())) or ontology.triggers.get(
        ("noun", token.lower_)
    )
    if not patterns or (
        token.dep_ in ("compound", "nn", "nmod:desc", "flat")
        and token.head.pos_ in ("NOUN", "PROPN")
    ):
        return None
    fitting = tuple((p, t) for p in patterns if (t := _before(token, p.words)) is not None)
    if _idiom(token, ontology):
        return None
    if not fitting or token.dep_ == "fixed" or (token.i and _grammatical(token)):
        return None
    light, occurs = _carrier(token, ontology)
    return Hit(token, fitting, noun=True, light=light, occurs=occurs)


def _idiom(token: Token, ontology: Ontology) -> bool:
    """Say whether a word is part of an idiom: "life support", "fight for his career"."""
    idioms = ontology.idioms.get(token.lemma_.lower())
    return idioms is not None and any(
        (words[-1] == token.lemma_.lower() and _before(token, words) is not None)
        or any(
            words[0] == verb.lemma_.lower() and around(verb, words) is not None
            for verb in (token, token.head)
        )
        for words in idioms
    )


def _grammatical(noun: Token) -> bool:
    """Say whether a noun is part of a conjunction or preposition: "in order to", "in case"."""
    return noun.lower_ in ("order", "case", "spite", "light") and noun.nbor(-1).lower_ == "in"


def _before(token: Token, words: tuple[str, ...]) -> tuple[Token, ...] | None:
    """Return the tokens of a noun pattern that ends at ``token``."""
    if len(words) == 1:
        return (token,)
    start = token.i - len(words) + 1
    if start < 0:
        return None
    tokens = tuple(token.doc[start : token.i + 1])
    for have, want in zip(tokens[:-1], words[:-1], strict=True):
        if want not in (have.lower_, have.lemma_.lower()):
            return None
    return tokens


def _carrier(noun: Token, ontology: Ontology) -> tuple[Token | None, bool]:
    """Return the light verb of an event noun, and whether it only says that the event takes place."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    verb = first.head
    if verb is first:
        return None, False
    if first.dep_ in OBJECT or first.dep_ in PASSIVE_SUBJECT:
        patterns = ontology.light_verbs.get(verb.lemma_, ())
        light = any(around(verb, words) is not None for words in patterns)
        return (verb, False) if light else (None, False)
    if first.dep_ in SUBJECT:
        for carrier in (verb, *(c for c in verb.children if c.dep_ == "xcomp")):
            if _occurs(carrier, ontology):
                return carrier, True
    return None, False


def _occurs(verb: Token, ontology: Ontology) -> bool:
    """Say whether a verb says that its subject takes place ("is under way", "broke out")."""
    patterns = ontology.occurrence_verbs.get(verb.lemma_, ())
    if any(around(verb, words) is not None for words in patterns):
        return True
    being = ontology.occurrence_verbs.get("be", ())
    return any(verb.lower_ == words[-1] for words in being) and _has_be(verb)


def _has_be(token: Token) -> bool:
    return any(c.lemma_ == "be" for c in token.children)


def _adjective(token: Token, ontology: Ontology) -> Hit | None:
    patterns = ontology.triggers.get(("adjective", token.lemma_.lower())) or ontology.triggers.get(
        ("adjective", token.lower_)
    )
    if (
        patterns is None
        and token.lower_.endswith("ed")
        and (_perfect(token) or any(c.dep_ == "cop" for c in token.children))
    ):
        patterns = tuple(
            p
            for p in ontology.triggers.get(("verb", _participle(token.lower_, ontology)), ())
            if len(p.words) == 1
        )
    if not patterns:
        return None
    fitting = tuple(
        (p, t) for p in patterns if (t := _before(token, p.words)) is not None or len(p.words) == 1
    )
    return (
        Hit(token, tuple((p, t or (token,)) for p, t in fitting), noun=False) if fitting else None
    )


def _perfect(token: Token) -> bool:
    """Say whether a participle read as an adjective is a perfect: "had noticeably advanced"."""
    return bool(token.dep_ == "xcomp" and token.head.lemma_ == "have")


def _participle(word: str, ontology: Ontology) -> str:
    for stem in (word[:-1], word[:-2], word[:-3]):
        if ("verb", stem) in ontology.triggers:
            return stem
    return word


def _verb(token: Token, timed: list[bool], ontology: Ontology) -> Hit | None:
    patterns = ontology.triggers.get(("verb", token.lemma_.lower()))
    if not patterns:
        return None
    particle = any(c.dep_ in ("compound:prt", "prt") for c in token.children)
    fitting = []
    for pattern in patterns:
        if len(pattern.words) == 1 and particle:
            continue
        tokens = around(token, pattern.words, timed)
        if tokens is not None:
            fitting.append((pattern, tokens))
    return Hit(token, tuple(fitting), noun=False) if fitting else None


def around(
    verb: Token, words: tuple[str, ...], timed: list[bool] | None = None
) -> tuple[Token, ...] | None:
    """Return the tokens of a verb pattern: the verb, then its particle, object, preposition, predicate."""
    if len(words) == 1:
        return (verb,)
    found = [verb]
    near = _by_word(verb) if len(words) > 2 else _beside(verb)
    for word in words[1:]:
        for match in near.get(word, ()):
            if timed is None or not _of_time(match, timed):
                found.append(match)
                break
        else:
            return None
    return tuple(sorted(found, key=lambda t: t.i))


@once
def _by_word(verb: Token) -> Mapping[str, list[Token]]:
    """Return the words that a multi-word verb may be made of by how they are written, and by their lemmas."""
    return _listed_by_word(_near(verb, deep=True))


@once
def _beside(verb: Token) -> Mapping[str, list[Token]]:
    """Return the same without the prepositions below the object: "gave X a stake in Y" is not "give in"."""
    return _listed_by_word(_near(verb, deep=False))


def _listed_by_word(words: Iterable[Token]) -> Mapping[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    for token in words:
        for word in {token.lemma_.lower(), token.lower_}:
            found.setdefault(word, []).append(token)
    return found


def _of_time(token: Token, timed: list[bool]) -> bool:
    """Say whether a word is, or governs, a time expression: "on" of "on Thursday"."""
    after = token.i + 1
    behind = after < len(timed) and timed[after]
    return bool(timed[token.i] or timed[token.head.i] or behind)


def _near(verb: Token, *, deep: bool) -> Iterator[Token]:
    """Yield the words that a multi-word verb may be made of, with the prepositions below its object where ``deep``."""
    for child in verb.children:
        if child.dep_ in _BESIDE:
            yield child
        if child.dep_ in OBJECT:
            for grand in child.children:
                if grand.dep_ in ("nmod", "prep", "amod", "acl", "obl"):
                    yield from (c for c in grand.children if deep and c.dep_ == "case")
                    if deep or grand.dep_ != "prep":
                        yield grand
        if child.dep_ in ("obl", "advcl", "xcomp"):
            yield from (c for c in child.children if c.dep_ in ("case", "mark", "prep"))


def positions(hit: Hit) -> list[tuple[str, Token]]:
    """Return (position, token) of all that stands around a trigger, with what its light verb adds."""
    found: list[tuple[str, Token]] = list(arguments(hit.token, noun=hit.noun))
    if hit.light is not None:
        for position, token in arguments(hit.light, noun=False):
            if (
                token is hit.token
                or position in ("object", "clause")
                or (hit.occurs and position == "subject")
            ):
                continue
            found.append((position, token))
    elif hit.token.pos_ == "ADJ":
        subjects = [t for p, t in found if p == "subject"] if not _perfect(hit.token) else []
        if hit.token.dep_ == "amod":
            subjects.append(hit.token.head)
            found.append(("subject", hit.token.head))
        found.extend(("object", t) for t in subjects)  # a participle read as an adjective
    return found
