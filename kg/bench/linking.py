"""What was read x gold links -> how many names are linked as people linked them.

Counted as ELEVANT does (Bast, Hertel, Prange 2022): a link is right when span and item are those of
the gold; names that people found to be nobody known, and our own NIL, are no true and no wrong link
of their own, but somebody linked where people found nobody is a wrong one. Pronouns, nominals that
only corefer, quantities, dates and what is marked as optional are left out, on both sides.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from kg.bench.figures import Count, f1, share
from kg.bench.goldnames import Gold, given, gold_names
from kg.bench.hidden import Hidden
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong
from kg.extract.values import Extraction
from kg.link.link import link
from kg.link.nations import nations
from kg.link.values import Link, Linked
from kg.wikidata.values import Knowledge

#: Sets with links to Wikidata.
LINKED: Final = frozenset(
    "newsfair wikifair n3_rss500 msnbc kore50 spotlight oke2016 hipe2020_en".split()
)
#: Sets that mark a few names of each text: what else is linked is neither right nor wrong.
SPARSE: Final = frozenset({"n3_rss500"})


def of_links(read: Read) -> Scored:
    """Score the links of a text, with all items of the file and without those of benchmarks alone."""
    full = read.knowledge()
    scored = scores(read, full)
    without = scores(read, Hidden(full))
    more = {f"{name}, no benchmark rows": count for name, count in without.counts.items()}
    return Scored({**scored.counts, **more}, scored.wrong)


def scores(read: Read, knowledge: Knowledge) -> Scored:
    """Score the links of a text."""
    golds = gold_names(read.record)
    told = decisions(read, golds, knowledge)
    mistakes = [
        Wrong("other", g.start, g.end, f"{g.qid or 'NIL'} > {answer(one) or 'NIL'}")
        for g, one in zip(golds, told, strict=True)
        if answer(one) != (g.qid if _has(g, knowledge) else "")
    ]
    counts = {**_given(golds, told, knowledge), "end to end": _end_to_end(read, golds, knowledge)}
    return Scored(counts, mistakes)


def decisions(read: Read, golds: Sequence[Gold], knowledge: Knowledge) -> list[Link | None]:
    """Return the decision about each gold name, their spans given: see `given`."""
    said, at = given(golds, read.said)
    links = linked(read, said, knowledge).links
    return [links[n] for n in at]


def linked(read: Read, said: Extraction, knowledge: Knowledge) -> Linked:
    """Return who the entities of an extraction of the text are."""
    issued = str(read.record.gold.get("date") or "")
    called = nations({**read.ontology.individuals, **read.ontology.demonyms})
    return link(said, read.record.text, knowledge, issued=issued, nations=called)


def answer(link: Link | None) -> str:
    """Return the QID of a link, empty for nobody."""
    return link.item.qid if link is not None and link.item is not None else ""


def _has(gold: Gold, knowledge: Knowledge) -> bool:
    return bool(gold.qid) and knowledge.item(gold.qid) is not None


def best_known(name: str, knowledge: Knowledge, *, whole: bool = True) -> str:
    """Return the QID of the best known item called so, by prior alone; empty when nobody is.

    This is the popularity prior as anybody would compute it: the words of the mention are looked up
    among the labels and aliases of the same file as they stand, spelling folded, and the item with the
    highest prior is taken.

    Args:
        whole: only labels and aliases; else, for a stronger rival, also the surnames, short forms and the like
            that the file has for candidates.
    """
    found = [c.item for c in knowledge.named(name) if c.likeness == 1 or not whole]
    return min(found, key=lambda i: (-i.prior, int(i.qid[1:]))).qid if found else ""


def _given(
    golds: Sequence[Gold], told: Sequence[Link | None], knowledge: Knowledge
) -> Mapping[str, Count]:
    """Return the figures with gold spans."""
    pairs = [(g, answer(one), one) for g, one in zip(golds, told, strict=True)]
    real = [p for p in pairs if p[0].qid]
    there = [p for p in real if _has(p[0], knowledge)]
    absent = [p for p in pairs if not _has(p[0], knowledge)]
    prior, strong = (
        sum(best_known(g.text, knowledge, whole=whole) == g.qid for g, _, _ in there)
        for whole in (True, False)
    )
    offered = sum(
        one is not None and g.qid in [s.candidate.item.qid for s in one.candidates]
        for g, _, one in there
    )
    return {
        "gold, all": share(sum(g.qid == qid for g, qid, _ in real), len(real)),
        "gold, in the file": share(sum(g.qid == qid for g, qid, _ in there), len(there)),
        "gold, in the file, prior alone": share(prior, len(there)),
        "gold, in the file, prior alone, short forms too": share(strong, len(there)),
        "gold, in the file, among the candidates": share(offered, len(there)),
        "coverage": share(len(there), len(real)),
        "NIL, not in the file": share(sum(not qid for _, qid, _ in absent), len(absent)),
        "links": f1(
            sum(g.qid == qid for g, qid, _ in real), sum(bool(q) for _, q, _ in pairs), len(real)
        ),
    }


def _end_to_end(read: Read, golds: Sequence[Gold], knowledge: Knowledge) -> Count:
    """Return the figure of the names that the reader found."""
    true = {(g.start, g.end): g.qid for g in golds}
    windows = read.record.windows
    left_out = [
        (e["start"], e["end"])
        for e in read.record.layer("entities")
        if (e["start"], e["end"]) not in true
    ]
    found = {}
    for entity, one in zip(
        read.said.entities, linked(read, read.said, knowledge).links, strict=True
    ):
        spans = (
            [(m.span.start, m.span.end) for m in entity.mentions if m.kind == "Name"]
            if answer(one)
            else []
        )
        found.update(
            {span: answer(one) for span in spans if _inside(span, windows) and span not in left_out}
        )
    if read.record.set in SPARSE:
        found = {
            span: q
            for span, q in found.items()
            if any(a < span[1] and span[0] < b for a, b in true)
        }
    right = sum(true.get(span) == qid for span, qid in found.items())
    return f1(right, len(found), sum(bool(qid) for qid in true.values()))


def _inside(span: tuple[int, int], windows: Sequence[tuple[int, int]] | None) -> bool:
    return windows is None or any(a <= span[0] and span[1] <= b for a, b in windows)
