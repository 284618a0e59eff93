"""What was read -> scores of the events as coders code them: categories, types, deeds, role fillers."""

from typing import Final

from kg.bench import coded, codedtypes, deeds, incidents, muc
from kg.bench.coder import coded as events_of
from kg.bench.figures import share
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong
from kg.bench.subevents import subevent

#: Sets of the measure ``coding``; the others of this module have one set each.
CODED: Final = frozenset({"plover_gsr", "case2021t2"})


def of_coding(read: Read) -> Scored:
    """Score the codes of a text: its events with their actors, or its one type."""
    return _of_type(read) if read.record.set == "case2021t2" else _of_events(read)


def _of_events(read: Read) -> Scored:
    gold = coded.gold_events(read.record.layer("events"))
    ranked = events_of(read.said, read.ontology)
    mistakes = []
    for one in gold:
        found = coded.guess(one, ranked, read.said)
        if found is None or found.code != one.code:
            label = f"{one.code} > {found.code if found is not None else 'none'}"
            mistakes.append(Wrong("other", *one.parts[0], label))
    return Scored(coded.score(gold, ranked, read.said), mistakes)


def _of_type(read: Read) -> Scored:
    true = str(read.record.layer("events")[0]["type"])
    found = codedtypes.TYPES[subevent(read.said, read.ontology)]
    mistakes = [Wrong("other", 0, len(read.record.text), f"{true} > {found}")]
    return Scored({"type": share(true == found, 1)}, mistakes if true != found else [])


def of_deeds(read: Read) -> Scored:
    """Score the sentences that tell what the police did."""
    gold = deeds.gold_sentences(read.record.layer("events"))
    found = deeds.told(read.said, read.ontology)
    mistakes = [
        Wrong(kind, *ends, deed)
        for deed in deeds.DEEDS
        for kind, ours, theirs in (("missed", gold, found), ("extra", found, gold))
        for ends in ours[deed]
        if not any(a < ends[1] and ends[0] < b for a, b in theirs[deed])
    ]
    return Scored(deeds.score(gold, found), sorted(mistakes, key=lambda w: (w.start, w.label)))


def of_fillers(read: Read) -> Scored:
    """Score who did what to whom in the incidents of a document."""
    gold = muc.gold_fillers(read.record.layer("events"))
    return Scored(muc.score(gold, incidents.fillers(read.said, read.ontology, read.record.text)))
