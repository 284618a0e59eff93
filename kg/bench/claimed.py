"""What was read in a record -> who says what in the graph, scored as attributions and as quotations."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.bench import attribution, quotes
from kg.bench.attribution import Attribution, Part
from kg.bench.quotes import Quotation
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong, wrong
from kg.extract import Extraction
from kg.extract.values import Claim, Span

#: Words in quotation marks, of which a quotation has four or more: fewer are a name or a single word.
QUOTED: Final = re.compile(r"[\"“«](?=(?:[^\"”»\s]+\s+){3})[^\"”»]+")


def of_claims(read: Read) -> Scored:
    """Score the claims as attributions: those that no other claim holds, as PolNeAR marks them."""
    gold = attribution.gold_attributions(read.record.layer("attributions"))
    found = attributions(read.said)
    same = {mention: tuple(chain) for chain in read.record.chains for mention in chain}
    counts = attribution.parts(gold, found) | attribution.together(gold, found, same=same)
    return Scored(counts, wrong(attribution.labelled(gold), attribution.labelled(found)))


def attributions(said: Extraction) -> list[Attribution]:
    """Return the claims that stand in no other claim's content; those by the same words are one."""
    kept = [c for c in said.claims if not any(_holds(other, c) for other in said.claims)]
    together: dict[Span, list[Claim]] = defaultdict(list)
    for claim in kept:
        together[claim.cue].append(claim)
    return [
        Attribution(
            _whole(c.source for c in claims), _part((cue,)), _part(c.content for c in claims)
        )
        for cue, claims in together.items()
    ]


def _whole(spans: Iterable[Span]) -> Part:
    """Return the stretch from the first to the last: those who say it together are marked as one."""
    each = sorted(spans, key=lambda s: (s.start, s.end))
    return ((each[0].start, max(s.end for s in each)),)


def _part(spans: Iterable[Span]) -> Part:
    return tuple(sorted({(s.start, s.end) for s in spans}))


def _holds(outer: Claim, inner: Claim) -> bool:
    at = inner.cue.start
    if not outer.content.start <= at < outer.content.end:
        return False
    return not inner.content.start <= outer.cue.start < inner.content.end


def of_quotes(read: Read) -> Scored:
    """Score the claims whose content quotes."""
    gold = quotes.gold_quotations(read.record.layer("quotations"))
    found = quotations(read.said, read.record.text)
    met = quotes.matched(gold, found)
    hit, right = {g.start for g, _ in met}, {f.start for _, f in met}
    mistakes = [Wrong("missed", q.start, q.end, "") for q in gold if q.start not in hit]
    mistakes += [Wrong("extra", q.start, q.end, "") for q in found if q.start not in right]
    return Scored(quotes.score(gold, found), sorted(mistakes, key=lambda w: w.start))


def quotations(said: Extraction, text: str) -> list[Quotation]:
    """Return the contents that quote, each once a claimer, with all mentions of the claimer."""
    found = {
        (c.content.start, c.content.end, c.claimer): c.source
        for c in said.claims
        if QUOTED.search(text, c.content.start, c.content.end)
    }
    return [
        Quotation(start, end, (*_mentions(said, claimer), (source.start, source.end)))
        for (start, end, claimer), source in sorted(found.items(), key=lambda item: item[0])
    ]


def _mentions(said: Extraction, entity: int) -> tuple[tuple[int, int], ...]:
    return tuple((m.span.start, m.span.end) for m in said.entities[entity].mentions)
