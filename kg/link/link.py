"""Extraction x knowledge base -> Linked: who in Wikidata each named entity is, how surely, or nobody."""

from collections.abc import Mapping, Sequence
from typing import Final

from kg.extract.values import Extraction
from kg.link.announce import announce
from kg.link.obey import about, decided, refused
from kg.link.passes import Weighed, alone_weighed, firsts, together_weighed
from kg.link.rank import Weights, choice, weights
from kg.link.rulings import Ruling
from kg.link.values import Link, Linked, Scored
from kg.link.within import within
from kg.wikidata.values import Item, Knowledge

#: Candidates of one entity that are kept to explain the decision.
SHOWN: Final = 10


def link(
    extraction: Extraction,
    text: str,
    knowledge: Knowledge,
    *,
    document: str = "",
    issued: str = "",
    rulings: Sequence[Ruling] = (),
    nations: Mapping[str, str] | None = None,
    learned: Weights | None = None,
) -> Linked:
    """Return the extraction with one decision for each named entity.

    Two passes: the first weighs each entity by itself, the second also by what the first says of
    the countries and places of the others. Equal scores go to the better known, then to the lower QID.

    Args:
        extraction: whom to decide about.
        text: of the document; spans count in it.
        knowledge: where names are looked up.
        document: its id, for corrections that are about it alone.
        issued: publication date, ``YYYY-MM-DD``; empty when unknown: then offices say nothing.
        rulings: people's corrections; they decide against everything else.
        nations: names and demonyms of countries -> QID, for "Russian Ministry of Defense".
        learned: weights other than those that ship.
    """
    by = learned or weights()
    announce(extraction, text, knowledge)
    ones = alone_weighed(extraction, text, knowledge, issued=issued, nations=nations or {})
    first = firsts(ones, by.alone)
    ones = together_weighed(extraction, text, knowledge, ones, first)
    links = tuple(
        None if one is None else _ruled(one, document, rulings, knowledge, by) for one in ones
    )
    links = within(extraction, text, links)
    return Linked(extraction, links, _parents(links, knowledge))


def _ruled(
    one: Weighed, document: str, rulings: Sequence[Ruling], knowledge: Knowledge, by: Weights
) -> Link:
    """Return the decision about one entity, corrections obeyed."""
    own = about(one.asked.entity, document, rulings) if rulings else []
    return decided(one.asked.entity, own, knowledge, _decided(one, refused(own), by))


def _decided(one: Weighed, refused: Mapping[str, str], by: Weights) -> Link:
    """Return who is likeliest; ``refused`` are QIDs that it is not, with who said so."""
    chances = choice(one.candidates, one.nobody, by.together)
    each = [
        Scored(fit.candidate, tuple(features.items()), chance)
        for fit, features, chance in zip(one.asked.fits, one.candidates, chances, strict=False)
    ]
    ranked = tuple(
        sorted(
            each, key=lambda s: (-s.score, -s.candidate.item.prior, int(s.candidate.item.qid[1:]))
        )
    )
    left = [s for s in ranked if s.candidate.item.qid not in refused]
    ruling = next((refused[s.candidate.item.qid] for s in ranked[:1] if s not in left), "")
    whole = sum(s.score for s in left) + chances[-1]
    if left and left[0].score >= by.least * (left[0].score + chances[-1]):
        sure = by.sure("link", left[0].score / whole)
        return Link(left[0].candidate.item, sure, ranked[:SHOWN], ruling)
    sure = by.sure(nobody_case(one), chances[-1] / whole)
    return Link(None, sure, ranked[:SHOWN], ruling)


def nobody_case(one: Weighed) -> str:
    """Return how it came that nobody was linked: see `CASES`."""
    if one.asked.names.lower:
        return "common"
    return "nobody" if one.candidates else "unheard"


def _parents(links: Sequence[Link | None], knowledge: Knowledge) -> dict[str, Item]:
    """Return the items that linked places lie in, up to the top, by QID, sorted."""
    found: dict[str, Item] = {}
    asked = [
        qid
        for link in links
        if link is not None and link.item is not None
        for qid in link.item.parents
    ]
    while asked:
        qid = asked.pop()
        item = None if qid in found else knowledge.item(qid)
        if item is not None:
            found[qid] = item
            asked.extend(item.parents)
    return dict(sorted(found.items()))
