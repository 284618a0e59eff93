"""Measure's name -> what of a record it needs, what of a ``Doc``, and how it scores the two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from kg.bench import compare
from kg.bench.mapping import NAMES
from kg.bench.mentions import MENTIONS
from kg.bench.records import Record
from kg.bench.scored import Scored


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to compare a record with what was found in its text.

    Attributes:
        gold: the layer that a set must have.
        layer: what the pipeline must give, a key of ``layers.GIVES``.
        sets: the sets that it is for; None is all that have the layer.
    """

    gold: str
    layer: str
    score: Callable[[Record, Doc], Scored]
    sets: frozenset[str] | None = None

    def supports(self, name: str, gold: frozenset[str]) -> bool:
        """Say whether a set of that name with these layers can be measured so."""
        return self.gold in gold and (self.sets is None or name in self.sets)


#: Sets whose chains are of all mentions in what is annotated of them.
CHAINED: Final = frozenset({"gum", "litbank", "meantime", "wikievents", "newsfair", "wikifair"})

#: Sets whose events have a trigger and are told by the words of the text.
TOLD: Final = frozenset(
    """meantime litbank tempeval3 ecbplus uds_factuality wikievents casie rams plover_gsr""".split()
)

#: In the order of the report.
MEASURES: Final[Mapping[str, Measure]] = {
    "names": Measure("entities", "doc.ents", compare.of_names, frozenset(NAMES)),
    "mentions": Measure(
        "entities", "doc.spans['mentions']", compare.of_mentions, frozenset(MENTIONS)
    ),
    "coref": Measure("coref", "doc.spans['coref_clusters_1']", compare.of_coref, CHAINED),
    "gap": Measure("coref", "doc.spans['coref_clusters_1']", compare.of_gap, frozenset({"gap"})),
    "time": Measure("timex", "doc.spans['timex']", compare.of_times),
    "triggers": Measure("events", "doc.spans['triggers']", compare.of_triggers, TOLD),
    "arguments": Measure(
        "events", "token._.arguments", compare.of_arguments, frozenset({"meantime"})
    ),
    "arguments-baseline": Measure("events", "trees", compare.of_baseline, frozenset({"meantime"})),
    "factuality": Measure(
        "events",
        "token._.factuality",
        compare.of_factuality,
        frozenset({"meantime", "uds_factuality"}),
    ),
    "attribution": Measure("attributions", "doc._.attributions", compare.of_attribution),
}

#: The measure of files of trees.
SYNTAX: Final = "syntax"
