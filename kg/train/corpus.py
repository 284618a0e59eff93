"""The folder of the data -> the texts of each source that the reader learns from.

NOTICE names the sources and their licences; all are open but for the annotation of GMB, of which no licence text was
found. Sets that have a development part only give four documents in five: ``gold.held_out`` names the fifth, on
which they are measured.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kg.train import events
from kg.train.gold import gum, names_of_trees, records
from kg.train.lists import names
from kg.train.texts import Text
from kg.train.treebanks import treebank


def _ewt(data: Path, gold: Path) -> Iterable[Text]:
    texts = [
        replace(t, names=names_of_trees(t)) for t in treebank(data / "en_ewt-ud-train.conllu.gz")
    ]
    return events.uds(texts, gold / "uds_factuality.train.jsonl")


def _gum(data: Path, gold: Path) -> Iterable[Text]:
    free = (r for r in records(gold / "gum.train.jsonl") if "NC" not in r["licence"])
    for text in gum(list(treebank(data / "gum-train.conllu.gz")), free):
        yield replace(text, arguments=events.in_trees(text))


def _list(file: str, scheme: str) -> Callable[[Path, Path], Iterable[Text]]:
    return lambda data, _: names(data / file, scheme)


def _set(
    file: str, read: Callable[[Path], Iterable[Text]]
) -> Callable[[Path, Path], Iterable[Text]]:
    return lambda _, gold: read(gold / file)


#: Name of a source -> how it is read.
SOURCES: dict[str, Callable[[Path, Path], Iterable[Text]]] = {
    "ewt": _ewt,
    "gum": _gum,
    "gmb": _list("gmb.iob2.gz", "gmb"),
    "wikigold": _list("wikigold.iob2.gz", "wikigold"),
    "crossner": _list("crossner_politics-train.iob2.gz", "crossner"),
    "crossner-dev": _list("crossner_politics-dev.iob2.gz", "crossner"),
    "wnut17": _list("wnut17-train.iob2.gz", "wnut17"),
    "btc": _list("btc-train.iob2.gz", "btc"),
    "redocred": _set("redocred.dev.jsonl", events.redocred),
    "litbank": _set("litbank.dev.jsonl", events.litbank),
    "meantime": _set("meantime.dev.jsonl", events.meantime),
    "wikiwars": _set("wikiwars.dev.jsonl", events.wikiwars),
    "gap": _set("gap.dev.jsonl", events.gap),
    "plover": _set("plover_gsr.dev.jsonl", events.plover),
}


def corpus(data: Path, sources: Iterable[str]) -> dict[str, list[Text]]:
    """Read the named sources; the gold sets lie in ``gold`` beside the folder of the treebanks."""
    return {name: list(SOURCES[name](data, data.parent / "gold")) for name in sources}
