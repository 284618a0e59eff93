"""Record x ``Doc`` -> scores: each measure gets its plain values from the two."""

from typing import Final

from spacy.tokens import Doc

from kg.bench import (
    arguments,
    attribution,
    coref,
    factuality,
    gap,
    layers,
    mentions,
    names,
    times,
    triggers,
)
from kg.bench.mapping import NAMES
from kg.bench.mentions import MENTIONS, gold_mentions
from kg.bench.records import Record
from kg.bench.scored import Scored, Wrong, wrong
from kg.bench.spans import Span, pairs, within

#: Sets whose events are only those that a verb tells.
VERBAL: Final = frozenset({"uds_factuality"})

#: Sets whose events are only those that are asserted to have happened.
ASSERTED: Final = frozenset({"litbank"})


def of_names(record: Record, doc: Doc) -> Scored:
    """Score ``doc.ents``."""
    entities, found = record.layer("entities"), layers.names(doc)
    return names.score(record.text, entities, found, NAMES[record.set], record.windows)


def of_mentions(record: Record, doc: Doc) -> Scored:
    """Score ``doc.spans["mentions"]``."""
    types, found = MENTIONS[record.set], layers.group(doc, "mentions")
    return mentions.score(record.layer("entities"), found, types, record.windows)


def of_coref(record: Record, doc: Doc) -> Scored:
    """Score the chains."""
    found, all_found = layers.chains(doc), layers.group(doc, "mentions")
    true = gold_mentions(record.layer("entities"), MENTIONS.get(record.set, {}))
    return coref.score(record.set, true, record.chains, found, all_found, record.windows)


def of_gap(record: Record, doc: Doc) -> Scored:
    """Score what the pronoun of a GAP snippet stands for."""
    ends = [(start, end) for start, end, _ in layers.group(doc, "mentions")]
    return gap.score(record.layer("entities"), record.chains, layers.chains(doc), ends)


def of_times(record: Record, doc: Doc) -> Scored:
    """Score ``doc.spans["timex"]``."""
    found, values = layers.group(doc, "timex"), layers.values(doc, "timex")
    return times.score(record.set, record.layer("timex"), found, values, record.windows)


def of_triggers(record: Record, doc: Doc) -> Scored:
    """Score ``doc.spans["triggers"]``."""
    found = _triggers(record, doc)
    return triggers.score(record.set, record.layer("events"), found, record.windows)


def _triggers(record: Record, doc: Doc) -> list[Span]:
    """Return the triggers that a set would mark."""
    found = layers.group(doc, "triggers")
    if record.set in VERBAL:
        words = ((layers.root(doc, s, e), (s, e, t)) for s, e, t in found)
        return [span for word, span in words if word is not None and word.pos_ in ("VERB", "AUX")]
    if record.set in ASSERTED:
        asserted = layers.group(doc, "asserted")
        return (
            asserted
            if "asserted" in doc.spans
            else [s for s in found if layers.factuality(doc, *s[:2]) in ("", "Actual")]
        )
    return found


def of_arguments(record: Record, doc: Doc) -> Scored:
    """Score ``token._.arguments``."""
    gold = _fillers(record, doc)
    found = [a for a in layers.arguments(doc) if _counts(a.trigger, record)]
    missed, extra = arguments.unmatched(gold, found)
    mistakes = [Wrong("missed", *f.span, f.role) for f in missed]
    mistakes += [Wrong("extra", *layers.word_at(doc, a.head), a.role) for a in extra]
    counts = arguments.score(gold, found, _true_triggers(record))
    return Scored(counts, sorted(mistakes, key=lambda w: w.start))


def _true_triggers(record: Record) -> list[tuple[int, int]]:
    marked = within(triggers.gold_triggers(record.layer("events")), record.windows)
    return [(start, end) for start, end, _ in marked]


def of_baseline(record: Record, doc: Doc) -> Scored:
    """Score subjects and objects as arguments: of gold triggers, and of those found if there are any."""
    gold = _fillers(record, doc)
    true = _true_triggers(record)
    mine = within(layers.group(doc, "triggers"), record.windows)
    scores = arguments.score(
        gold, layers.arguments_of_tree(doc, [(s, e, "") for s, e in true]), true
    )
    counts = {f"{key}, gold triggers": scores[key] for key in ("unlabelled", "labelled")}
    if layers.GIVES["doc.spans['triggers']"](doc):
        counts |= arguments.score(gold, layers.arguments_of_tree(doc, mine), true)
    return Scored(counts)


def _counts(at: int, record: Record) -> bool:
    return record.windows is None or any(a <= at < b for a, b in record.windows)


def _all_count(found: attribution.Attribution, record: Record) -> bool:
    return all(_counts(s, record) for part in (found.cue, found.content) for s, _ in part)


def _fillers(record: Record, doc: Doc) -> list[arguments.Filler]:
    events = record.layer("events")
    places = {(r["start"], r["end"]) for e in events for r in e["roles"] if "start" in r}
    heads = {(s, e): layers.heads(doc, s, e) for s, e in places}
    return arguments.fillers(events, heads, record.windows)


def of_factuality(record: Record, doc: Doc) -> Scored:
    """Score ``token._.factuality`` at the triggers that both have."""
    events = [e for e in record.layer("events") if e.get("trigger") and e.get("factuality")]
    marked = {tuple(e["trigger"]): e["factuality"] for e in events}
    true = within(((s, e, "") for s, e in marked), record.windows)
    mine = within(((s, e, "") for s, e, _ in layers.group(doc, "triggers")), record.windows)
    met = [
        (g, marked[g[0], g[1]], layers.factuality(doc, f[0], f[1]) or "Actual")
        for g, f in pairs(true, mine)
    ]
    if record.set == "uds_factuality":
        return Scored(factuality.scale([(m["value"], f) for _, m, f in met if "value" in m]))
    classes = ((g, factuality.of_meantime(m), f) for g, m, f in met)
    known = [(g, m, f) for g, m, f in classes if m is not None]
    mistakes = [Wrong("other", g[0], g[1], f"{m} > {f}") for g, m, f in known if m != f]
    return Scored(factuality.classes([(m, f) for _, m, f in known]), mistakes)


def of_attribution(record: Record, doc: Doc) -> Scored:
    """Score ``doc._.attributions``."""
    marked = attribution.gold_attributions(record.layer("attributions"))
    gold = [a for a in marked if _all_count(a, record)]
    found = [a for a in layers.attributions(doc) if _all_count(a, record)]
    same = {mention: tuple(chain) for chain in record.chains for mention in chain}
    counts = attribution.together(gold, found, same=same)
    mistakes = wrong(attribution.labelled(gold), attribution.labelled(found))
    return Scored(attribution.parts(gold, found) | counts, mistakes)
