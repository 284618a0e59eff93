"""Events -> fewer events: what a document tells again by a noun is one event with more evidence."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.draft import AGENT, PATIENT, Draft
from kg.extract.factuality import ACTUAL
from kg.extract.syntax import RELATIVE
from kg.extract.triggers import EVENT
from kg.extract.values import Span

#: Words back to which "the attack" reaches: about five sentences.
FAR = 120

#: Letters that a stem must keep.
SHORTEST = 4


def merge(
    made: Sequence[Draft], about: Sequence[Sequence[Draft]]
) -> tuple[list[Draft], list[list[int]]]:
    """Return the events that are left, and for each report the indices of the events it is about.

    One event is told again by a noun or a verb of the same class and word with the same
    participants, or by a definite noun of the same class against which nothing speaks ("they
    attacked the town … the attack"). Accounts that differ in who, when, how many or how surely
    stay side by side.
    """
    kept: list[Draft] = []
    alike: dict[str, list[Draft]] = defaultdict(list)
    into: dict[int, Draft] = {}
    for draft in made:
        key = draft.cls if draft.cls != EVENT else stem(draft.token)
        before = reversed(alike[key])
        same = next((k for k in before if _same(k, draft)), None)
        if same is None:
            kept.append(draft)
            alike[key].append(draft)
            into[id(draft)] = draft
        else:
            _join(same, draft)
            into[id(draft)] = same
    place = {id(draft): n for n, draft in enumerate(kept)}
    moved = {draft.token.i: into[id(draft)].token.i for draft in made}
    for draft in kept:
        draft.topics = [moved.get(i, i) for i in draft.topics]
    return kept, [
        sorted({place[id(into[id(d)])] for d in group if id(d) in into}) for group in about
    ]


def _same(a: Draft, b: Draft) -> bool:
    """Say whether ``b`` tells ``a`` again."""
    if a.quantities or b.quantities or (a.time != b.time and None not in (a.time, b.time)):
        return False
    word = stem(a.token) == stem(b.token)
    if b.noun and _definite(b.token) and (word or (b.cls != EVENT and not _told_anew(b.token))):
        near = b.token.i - a.token.i < FAR
        return near and _as_sure(a, b) and _one(a, b) and _agree(a, b)
    if a.factuality != b.factuality or not word or not _vouched(a, b):
        return False
    mine, theirs = _sides(a), _sides(b)
    if a.noun and b.noun:
        return bool(mine[AGENT]) and mine[AGENT] == theirs[AGENT] and set(b.roles) <= set(a.roles)
    return all(mine.values()) and mine == theirs


def _as_sure(a: Draft, b: Draft) -> bool:
    """Say whether ``b`` may be ``a``: "the attack" may be a planned one, "the attack took place" may not."""
    return b.factuality == a.factuality or (b.factuality == ACTUAL and b.light is None)


def _one(a: Draft, b: Draft) -> bool:
    """Say whether nouns may tell one event: not "a meeting … the meetings", nor "… the previous meeting"."""
    if not a.noun:
        return b.cls != EVENT or b.token.tag_ != "NNS"
    mine, theirs = _which(a.token), _which(b.token)
    plural = b.token.tag_ == "NNS" and a.token.tag_ == "NN"
    return not plural and (theirs <= mine or (bool(mine) and mine <= theirs))


def _told_anew(noun: Token) -> bool:
    """Say whether a noun brings its own clause that says which it is: "the abuse that they suffered"."""
    return any(c.dep_ == "acl" or c.dep_ in RELATIVE for c in noun.children)


def _which(noun: Token) -> set[str]:
    return {c.lemma_.lower() for c in noun.children if c.dep_ == "amod"}


def stem(token: Token) -> str:
    """Return what a verb and the noun made of it share, roughly: "announc" of "announcement".

    >>> from spacy.lang.en import English
    >>> [stem(word) for word in English()("announce announcement")]
    ['announc', 'announc']
    """
    word = str(token.lemma_ or token.text).lower()
    for ending in ("ment", "ation", "tion", "sion", "ing", "ion", "al", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending).removesuffix("e")
    return word


def _definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that") and c.dep_ == "det" for c in noun.children)


def _agree(a: Draft, b: Draft) -> bool:
    """Say whether no role that both have is filled by others, and what is new leaves room for it."""
    roles = {role for role, _ in a.roles} & {role for role, _ in b.roles}
    return all(
        {f for r, f in a.roles if r == role} & {f for r, f in b.roles if r == role}
        for role in roles
    ) and _vouched(a, b)


def _vouched(a: Draft, b: Draft) -> bool:
    return not b.sources or set(b.sources) == set(a.sources)


def _sides(draft: Draft) -> dict[str, frozenset[int]]:
    return {
        side: frozenset(filler for role, filler in draft.roles if role == side)
        for side in (AGENT, PATIENT)
    }


def _join(kept: Draft, draft: Draft) -> None:
    known = set(kept.roles)
    kept.roles.extend(r for r in draft.roles if r not in known)
    first, last = draft.covered[0], draft.covered[-1]
    kept.again.extend([Span(first.idx, last.idx + len(last)), *draft.again])
    kept.evidence.extend(draft.evidence)
    kept.time = draft.time if kept.time is None else kept.time
    if not draft.sources:  # the document itself says so here
        kept.sources.clear()
    kept.topics.extend(draft.topics)
