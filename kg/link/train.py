"""``python -m kg.link.train GOLD KNOWLEDGE``: open annotated sets -> kg/link/weights.json.

GOLD is a folder of annotated sets (``wikifair.dev.jsonl`` …), KNOWLEDGE a knowledge-base file. Only
sets whose licence lets what ships be made from them are read. Each is learned from twice, with the
rows of the file that rest on a benchmark alone, and, with less weight, without them.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from kg import annotate, ontology
from kg.bench.goldlinks import of_title
from kg.bench.goldnames import Gold, given, gold_names
from kg.bench.hidden import Hidden
from kg.bench.read import Reader
from kg.bench.records import Record, records
from kg.extract.values import Extraction
from kg.link.coherence import TOGETHER
from kg.link.features import ALONE, NOBODY
from kg.link.fit import Choice, calibration, chances, fit
from kg.link.lessons import lessons
from kg.link.link import nobody_case
from kg.link.nations import nations
from kg.link.passes import Weighed, alone_weighed, firsts, together_weighed
from kg.link.rank import CASES
from kg.resources import folder
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.rows import read as rows_of
from kg.wikidata.values import Knowledge

#: Files that are learned from; of gum the texts without a licence that forbids trade.
OPEN: Final = ("wikifair.dev", "geovirus.dev", "meantime.dev", "gum.train", "gum.dev")
#: Sets whose links are titles of Wikipedia, and which mark more than names.
TITLES: Final = frozenset(("geovirus", "meantime", "gum"))
MARKS_MORE: Final = frozenset(("meantime", "gum"))
#: Weight of what is learned without the rows of benchmarks, and of people told by their last name alone.
WITHOUT: Final = 0.3
SURNAMES: Final = 0.5
LESSONS: Final = 1.0
#: Least share of the best candidate beside nobody that is tried, and what F1 may fall short of the best.
LEAST: Final = 0.32
NEARLY: Final = 0.003
FIRST: Final = (*ALONE, *NOBODY)
SECOND: Final = (*FIRST, *TOGETHER)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with who is meant by each entity that is known: a QID, or empty for nobody in the file."""

    text: str
    issued: str
    said: Extraction
    true: Mapping[int, str]
    ones: Sequence[Weighed | None]
    weight: float


def read(gold: Path, reader: Reader) -> Iterator[tuple[Record, Extraction]]:
    """Yield the texts that may be learned from, as they were read."""
    for name in OPEN:
        for record in records(gold / f"{name}.jsonl"):
            if isinstance(record, Record) and "NC" not in str(record.gold.get("licence")):
                yield record, reader(record).said


def texts(
    found: Iterable[tuple[Record, Extraction]],
    knowledge: Knowledge,
    called: Mapping[str, str],
    weight: float,
) -> Iterator[Text]:
    """Yield each text twice: as it is, and with its people told by their last names alone."""
    for record, said in found:
        golds = _named(record, said)
        inside, at = given(golds, said)
        true = _true(record, golds, at, knowledge)
        short, people = _last_names(inside, true)
        for one, who, much in ((inside, true, weight), (short, people, weight * SURNAMES)):
            issued = str(record.gold.get("date") or "")
            ones = alone_weighed(one, record.text, knowledge, issued=issued, nations=called)
            yield Text(record.text, issued, one, who, ones, much)


def taught(knowledge: Knowledge, rows: Path) -> Iterator[Text]:
    """Yield the texts that are made of facts: see `lessons`."""
    for one in lessons(list(rows_of(rows)), knowledge):
        ones = alone_weighed(one.said, one.text, knowledge, issued="", nations={})
        yield Text(one.text, "", one.said, {0: one.qid}, ones, one.weight * LESSONS)


def _named(record: Record, said: Extraction) -> list[Gold]:
    """Return the gold names; where a set marks phrases, too, those that the reader takes for names."""
    golds = gold_names(record)
    if record.set not in MARKS_MORE:
        return golds
    named = {
        (m.span.start, m.span.end)
        for e in said.entities
        if e.named
        for m in e.mentions
        if m.kind == "Name"
    }
    return [g for g in golds if g.link and (g.start, g.end) in named]


def _true(
    record: Record, golds: Sequence[Gold], at: Sequence[int], knowledge: Knowledge
) -> dict[int, str]:
    """Return by entity the QID that most of its names mean, of those equal the last."""
    votes: dict[int, list[str]] = {}
    for gold, entity in zip(golds, at, strict=True):
        qid = of_title(gold, knowledge) if record.set in TITLES else gold.qid
        if qid is not None:
            votes.setdefault(entity, []).append(qid)
    return {
        entity: max(set(qids), key=lambda q: (qids.count(q), q)) for entity, qids in votes.items()
    }


def _last_names(said: Extraction, true: Mapping[int, str]) -> tuple[Extraction, dict[int, str]]:
    """Return the extraction with people called by their last name, and who those are."""
    entities, people = list(said.entities), {}
    for n, entity in enumerate(said.entities):
        words = entity.label.split()
        if (
            entity.family == "person"
            and n in true
            and len(words) in (2, 3)
            and words[-1][:1].isupper()
        ):
            entities[n] = replace(entity, label=words[-1], aliases=(), mentions=())
            people[n] = true[n]
    return replace(said, entities=tuple(entities)), people


def choices(
    ones: Sequence[Weighed | None], text: Text, names: Sequence[str]
) -> Iterator[tuple[int, Choice]]:
    """Yield the decisions of a text by entity; right is who is meant, or nobody where that is no candidate."""
    for n, true in sorted(text.true.items()):
        one = ones[n]
        if one is None:
            continue
        qids = [fit.candidate.item.qid for fit in one.asked.fits]
        rows = [
            [features.get(name, 0.0) for name in names]
            for features in (*one.candidates, one.nobody)
        ]
        right = qids.index(true) if true in qids else len(qids)
        yield n, Choice(np.array(rows), right, text.weight)


def learn(found: Sequence[Text], knowledge: Knowledge) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of the two passes."""
    first = fit([c for t in found for _, c in choices(t.ones, t, FIRST) if len(c.rows) > 1])
    alone = dict(zip(FIRST, map(float, first), strict=True))
    second = fit([c for t in found for _, c in _second(t, knowledge, alone) if len(c.rows) > 1])
    return alone, dict(zip(SECOND, map(float, second), strict=True))


def _second(
    text: Text, knowledge: Knowledge, alone: Mapping[str, float]
) -> Iterator[tuple[int, Choice]]:
    first = firsts(text.ones, alone)
    return choices(
        together_weighed(text.said, text.text, knowledge, text.ones, first), text, SECOND
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """A decision on a text that was not learned from: chances of the best and of nobody, and what was right."""

    best: float
    nobody: float
    candidates: int
    best_right: bool
    known: bool
    weight: float
    case: str

    def taken(self, threshold: float) -> bool:
        """Say whether the best is linked from this share on."""
        return self.candidates > 0 and self.best >= threshold * (self.best + self.nobody)


def tried(found: Sequence[Text], knowledge: Knowledge) -> list[Tried]:
    """Return the decisions on each half of the texts by what was learned from the other."""
    answers = []
    for half in (0, 1):
        alone, together = learn([t for n, t in enumerate(found) if n // 2 % 2 != half], knowledge)
        by = np.array([together[name] for name in SECOND])
        for text in (t for n, t in enumerate(found) if n // 2 % 2 == half):
            for n, one in _second(text, knowledge, alone):
                p = chances(one.rows, by)
                one_of = text.ones[n]
                case = nobody_case(one_of) if one_of is not None else "unheard"
                best = int(p[:-1].argmax()) if len(p) > 1 else 0
                known = knowledge.item(text.true[n]) is not None if text.true[n] else False
                top = float(p[best]) if len(p) > 1 else 0.0
                answers.append(
                    Tried(
                        top,
                        float(p[-1]),
                        len(p) - 1,
                        len(p) > 1 and best == one.right,
                        known,
                        text.weight,
                        case,
                    )
                )
    return answers


def least(answers: Sequence[Tried]) -> float:
    """Return the share from which on to link: the lowest at which F1 is nearly as high as it gets."""

    def f1(threshold: float) -> float:
        taken = [a for a in answers if a.taken(threshold)]
        right = sum(a.weight for a in taken if a.best_right)
        return (
            2 * right / (sum(a.weight for a in taken) + sum(a.weight for a in answers if a.known))
        )

    each = {t: f1(t) for t in (round(LEAST + 0.02 * n, 2) for n in range(18))}
    return min(t for t, value in each.items() if value >= max(each.values()) - NEARLY)


def calibrations(answers: Sequence[Tried], threshold: float) -> dict[str, tuple[float, float]]:
    """Return slope and shift by case."""
    cases: dict[str, list[tuple[float, bool, float]]] = {case: [] for case in CASES}
    for a in answers:
        if a.taken(threshold):
            cases["link"].append((a.best, a.best_right, a.weight))
        else:
            cases[a.case].append((a.nobody, not a.known, a.weight))
    return {
        case: calibration(
            *(np.array(column, dtype=np.float64) for column in zip(*some, strict=True))
        )
        for case, some in cases.items()
        if some
    }


def main() -> None:
    """Learn, and write the weights beside this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("knowledge", type=Path)
    chosen = parser.parse_args()
    known = ontology.load(folder("ontology"))
    found = list(read(chosen.gold, Reader(annotate.load(""), known)))
    with KnowledgeBase.open(chosen.knowledge) as full:
        called = nations({**known.individuals, **known.demonyms})
        learned, answers = [], []
        for knowledge, weight in ((full, 1.0), (Hidden(full), WITHOUT)):
            mine = list(texts(found, knowledge, called, weight))
            learned += mine
            answers += tried(mine, knowledge)
        learned += taught(full, folder("seeds") / "wikidata")
        alone, together = learn(learned, full)
    threshold = least(answers)
    told = {
        "alone": {name: round(value, 3) for name, value in alone.items()},
        "together": {name: round(value, 3) for name, value in together.items()},
        "least": threshold,
        "calibration": {
            case: [round(v, 3) for v in two]
            for case, two in calibrations(answers, threshold).items()
        },
    }
    (Path(__file__).parent / "weights.json").write_text(json.dumps(told, indent=1) + "\n")
    print(f"{len(learned)} texts, {len(answers)} decisions, links from {threshold} on")


if __name__ == "__main__":
    main()
