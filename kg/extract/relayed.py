"""Claims at second hand: "X quoted Y as saying …", "Y was quoted by X as saying …", "X said, citing Y"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.found import ACTOR
from kg.extract.report import ASSERTS, Near, Report, Resolve
from kg.extract.syntax import OBJECT, conjuncts, is_passive, own_subject, subtree, surface_subject
from kg.extract.values import Entity
from kg.ontology import Ontology

_RELAYS = frozenset(("quote", "cite"))

#: A noun -> those of its conjuncts that are actors, each with its entity.
Actors = Callable[[Token | None], list[tuple[Token, int]]]


def relayed(
    doc: Doc,
    found: Sequence[Report],
    entities: Sequence[Entity],
    resolve: Resolve,
    ontology: Ontology,
) -> list[Report]:
    """Return the claims with those of whom somebody else quotes, who is their medium.

    What has "quoted … as saying" for a cue is left out: it is no claim of its own.
    """

    def actors(token: Token | None) -> list[tuple[Token, int]]:
        each = [(t, resolve(t)) for t in conjuncts(token)] if token is not None else []
        return [(t, n) for t, n in each if n is not None and ontology.isa(entities[n].cls, ACTOR)]

    made: list[Report] = []
    near = Near(found)
    for verb in doc:
        if verb.lemma_ not in _RELAYS or verb.pos_ != "VERB":
            continue
        saying = _saying(verb)
        if saying is not None:
            made.extend(_quoted(verb, saying, actors))
        elif verb.dep_ == "advcl" and verb.tag_ == "VBG":
            made.extend(_citing(verb, near.around(verb.i, verb.i + 1), actors))
    spent = {token.i for report in made for token in report.cue}
    kept = [r for r in found if not any(token.i in spent for token in r.cue)]
    return kept + made


def _saying(verb: Token) -> Token | None:
    """Return the word "saying" of "quoted as saying"."""
    for child in verb.children:
        words = [child, *child.children]
        if any(w.lower_ == "as" for w in words) and any(w.tag_ == "VBG" for w in words):
            return next(w for w in words if w.tag_ == "VBG")
    return None


def _quoted(verb: Token, saying: Token, actors: Actors) -> Iterator[Report]:
    objects = [c for c in verb.children if c.dep_ in OBJECT]
    agents = [c for c in verb.children if c.dep_ in ("obl:agent", "agent")]
    passive = is_passive(verb)
    who = surface_subject(verb) if passive else next(iter(objects), None)
    through = next(iter(agents), None) if passive else surface_subject(verb)
    content = _content(saying)
    media = actors(through)
    if content is None:
        return
    for source, claimer in actors(who):
        cue = (verb, saying) if verb.i < saying.i else (saying,)
        medium = media[0][1] if media else None
        yield Report(claimer, ASSERTS, cue, source, content, saying, medium)


def _content(saying: Token) -> tuple[int, int] | None:
    clauses = [c for c in saying.children if c.dep_ in ("ccomp", "parataxis", "obj", "dobj")]
    if clauses:
        return clauses[0].left_edge.i, clauses[-1].right_edge.i + 1
    start, end = subtree(saying)
    return (saying.i + 1, end) if saying.i + 1 < end and start <= saying.i else None


def _citing(verb: Token, found: Sequence[Report], actors: Actors) -> Iterator[Report]:
    """Yield for "X said …, citing Y" the same as Y's, through X."""
    thing = next((c for c in verb.children if c.dep_ in OBJECT), None)
    outer = min(
        (r for r in found if _cites(verb, r)),
        key=lambda r: r.content[1] - r.content[0],
        default=None,
    )
    if outer is None or own_subject(verb) is not None or thing is None:
        return
    start, end = outer.content
    if start < verb.i < end:
        end = verb.left_edge.i
        while end > start + 1 and verb.doc[end - 1].is_punct:
            end -= 1
    for source, claimer in actors(thing) if start < end else ():
        if claimer != outer.claimer:
            yield replace(
                outer,
                claimer=claimer,
                cue=(verb,),
                source=source,
                content=(start, end),
                medium=outer.claimer,
                phrase=None,
                verb=None,
            )


def _cites(verb: Token, report: Report) -> bool:
    """Say whether "citing" belongs to what reports, in its sentence: by the tree, or where it stands."""
    if report.verb is None or report.verb.sent.start != verb.sent.start:
        return False
    return bool(report.verb.i == verb.head.i or report.content[0] < verb.i < report.content[1])
