"""Measure's name -> what of a record it needs, what of a ``Doc``, and how it scores the two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from kg.bench import claimed, compare, happenings
from kg.bench.calibration import of_calibration
from kg.bench.coding import CODED, of_coding, of_deeds, of_fillers
from kg.bench.dates import of_dates
from kg.bench.linking import LINKED, of_links
from kg.bench.mapping import NAMES
from kg.bench.mentions import MENTIONS
from kg.bench.places import PLACED, of_places
from kg.bench.read import Read
from kg.bench.records import Record
from kg.bench.related import RELATED
from kg.bench.relations import of_relations
from kg.bench.scored import Scored
from kg.bench.times import of_values


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to compare a record with what was found in its text.

    Attributes:
        gold: the layer that a set must have.
        layer: what the pipeline must give, a key of ``layers.GIVES``.
        score: scores a record against what was read in it.
        sets: the sets that it is for; None is all that have the layer.
    """

    gold: str
    layer: str
    score: Callable[[Read], Scored]
    sets: frozenset[str] | None = None

    def supports(self, name: str, gold: frozenset[str]) -> bool:
        """Say whether a set of that name with these layers can be measured so."""
        return self.gold in gold and (self.sets is None or name in self.sets)


def of_doc(score: Callable[[Record, Doc], Scored]) -> Callable[[Read], Scored]:
    """Return a measure that looks at the annotated text only."""
    return lambda read: score(read.record, read.doc)


#: Sets whose chains are of all mentions in what is annotated of them.
CHAINED: Final = frozenset({"gum", "litbank", "meantime", "wikievents", "newsfair", "wikifair"})

#: Sets whose events have a trigger and are told by the words of the text.
TOLD: Final = frozenset(
    """meantime litbank tempeval3 ecbplus uds_factuality wikievents casie rams plover_gsr""".split()
)

#: In the order of the report.
MEASURES: Final[Mapping[str, Measure]] = {
    "names": Measure("entities", "doc.ents", of_doc(compare.of_names), frozenset(NAMES)),
    "mentions": Measure(
        "entities", "doc.spans['mentions']", of_doc(compare.of_mentions), frozenset(MENTIONS)
    ),
    "coref": Measure("coref", "doc.spans['coref_clusters_1']", of_doc(compare.of_coref), CHAINED),
    "gap": Measure(
        "coref", "doc.spans['coref_clusters_1']", of_doc(compare.of_gap), frozenset({"gap"})
    ),
    "time": Measure("timex", "doc.spans['timex']", of_doc(compare.of_times)),
    "time-values": Measure("timex", "doc.spans['timex']", of_values),
    "triggers": Measure("events", "doc.spans['triggers']", of_doc(compare.of_triggers), TOLD),
    "arguments": Measure(
        "events", "token._.arguments", of_doc(compare.of_arguments), frozenset({"meantime"})
    ),
    "arguments-baseline": Measure(
        "events", "trees", of_doc(compare.of_baseline), frozenset({"meantime"})
    ),
    "factuality": Measure(
        "events",
        "token._.factuality",
        of_doc(compare.of_factuality),
        frozenset({"meantime", "uds_factuality"}),
    ),
    "events": Measure("events", "trees", happenings.of_events, TOLD),
    "participants": Measure("events", "trees", happenings.of_participants, frozenset({"meantime"})),
    "event-factuality": Measure(
        "events", "trees", happenings.of_factuality, frozenset({"meantime"})
    ),
    "dates": Measure("relations", "trees", of_dates, frozenset({"meantime"})),
    "attribution": Measure("attributions", "doc._.attributions", of_doc(compare.of_attribution)),
    "relations": Measure("relations", "trees", of_relations, frozenset(RELATED)),
    "claims": Measure("attributions", "trees", claimed.of_claims),
    "quotes": Measure("quotations", "trees", claimed.of_quotes),
    "coding": Measure("events", "trees", of_coding, CODED),
    "deeds": Measure("events", "trees", of_deeds, frozenset({"indiapolice"})),
    "links": Measure("entities", "trees", of_links, LINKED),
    "places": Measure("entities", "trees", of_places, PLACED),
    "calibration": Measure("entities", "trees", of_calibration, LINKED),
    "fillers": Measure("events", "trees", of_fillers, frozenset({"muc4"})),
}

#: The measure of files of trees.
SYNTAX: Final = "syntax"
