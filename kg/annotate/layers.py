"""Reading -> ``Doc``: one function a layer, each writes what spaCy calls by that name."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, TAG
from spacy.tokens import Doc, Span, SpanGroup

from kg.annotate.coreference import chains as chained
from kg.annotate.likeness import NAME, NOMINAL, PRONOUN, kinds
from kg.annotate.reader import Reader
from kg.annotate.reading import Reading
from kg.annotate.realis import realis
from kg.annotate.syntactic import roles as of_tree

Ids = NDArray[np.uint64]
Indices = NDArray[np.int64]

#: Mentions that are written at once: bounds the memory.
BLOCK = 2000

KINDS = {NAME: "name", NOMINAL: "nominal", PRONOUN: "pronoun"}


def _column(doc: Doc, kept: Indices, blank: int, values: Ids) -> Ids:
    whole = np.full(len(doc), blank, dtype=np.uint64)
    whole[kept] = values
    return whole


def _ids(values: Iterable[int]) -> Ids:
    return np.fromiter(values, dtype=np.uint64)


def _write(doc: Doc, columns: dict[int, Ids]) -> None:
    doc.from_array(list(columns), np.stack(list(columns.values()), axis=1))


def tags(doc: Doc, read: Reading, kept: Indices, reader: Reader) -> None:
    """Set ``token.pos_``, ``tag_`` and ``morph``."""
    add, morph = doc.vocab.strings.add, doc.vocab.morphology.add
    upos, xpos = (_ids(map(add, reader.classes[k])) for k in ("upos", "xpos"))
    feats = _ids(map(morph, reader.classes["feats"]))
    _write(
        doc,
        {
            POS: _column(doc, kept, add("SPACE"), upos[read.upos]),
            TAG: _column(doc, kept, add("_SP"), xpos[read.xpos]),
            MORPH: _column(doc, kept, morph(""), feats[read.feats]),
        },
    )


def lemmas(doc: Doc, read: Reading, kept: Indices, _: Reader) -> None:
    """Set ``token.lemma_``."""
    add = doc.vocab.strings.add
    _write(doc, {LEMMA: _column(doc, kept, add(" "), _ids(map(add, read.lemmas)))})


def trees(doc: Doc, read: Reading, kept: Indices, reader: Reader) -> None:
    """Set heads and labels; white space hangs on the word before it, at the start on the first word."""
    add = doc.vocab.strings.add
    names = _ids(add("ROOT" if v == "root" else v) for v in reader.classes["labels"])
    heads = np.full(len(doc), -1, dtype=np.int64)
    heads[: kept[0]] = kept[0] - np.arange(kept[0])
    heads[kept] = kept[read.heads] - kept
    _write(
        doc,
        {HEAD: heads.view(np.uint64), DEP: _column(doc, kept, add("dep"), names[read.labels])},
    )


def names(doc: Doc, read: Reading, kept: Indices, reader: Reader) -> None:
    """Set ``doc.ents``; ``doc.user_data["kg_confidence"]``: (start, end, 0..1) of each, in tokens."""
    add = doc.vocab.strings.add
    types = _ids(add(v[2:]) if v != "O" else 0 for v in reader.classes["names"])
    parts = _ids({"O": 2, "B": 3, "I": 1}[v[0]] for v in reader.classes["names"])
    iob = _column(doc, kept, 2, parts[read.names])
    kinds = _column(doc, kept, 0, types[read.names])
    blank = np.setdiff1d(np.arange(len(doc) - 1), kept)
    for i in blank[::-1].tolist():  # white space inside a name is a part of it
        if iob[i + 1] == 1:
            iob[i], kinds[i] = 1, kinds[i + 1]
    _write(doc, {ENT_IOB: iob, ENT_TYPE: kinds})
    doc.ents = [e for e in doc.ents if any(map(str.isalnum, e.text))]
    order = np.concatenate([[0.0], np.cumsum(read.sure, dtype=np.float64)])
    before = np.searchsorted(kept, [(e.start, e.end) for e in doc.ents]).reshape(-1, 2)
    doc.user_data["kg_confidence"] = [
        (e.start, e.end, round(float(order[last] - order[first]) / int(last - first), 2))
        for e, (first, last) in zip(doc.ents, before, strict=True)
    ]


def mentions(doc: Doc, read: Reading, kept: Indices, reader: Reader) -> None:
    """Set ``doc.spans["mentions"]``: labels are types, ids "name", "nominal", "pronoun"."""
    group = SpanGroup(doc, name="mentions")
    found = read.mentions
    orths = doc.to_array([ORTH])[kept]
    for first in range(0, len(found), BLOCK):
        part = slice(first, first + BLOCK)
        starts, ends = found.starts[part], found.ends[part]
        before = max(0, int(starts[0]) - 1)  # whether a sentence begins is seen in the word before
        words = [doc.vocab.strings[o] for o in orths[before : ends.max()].tolist()]
        spans = list(zip((starts - before).tolist(), (ends - before).tolist(), strict=True))
        rows = zip(
            kept[starts].tolist(),
            (kept[ends - 1] + 1).tolist(),
            found.types[part].tolist(),
            kinds(words, spans),
            strict=True,
        )
        for start, end, label, kind in rows:
            group.append(Span(doc, start, end, reader.classes["types"][label], span_id=KINDS[kind]))
    doc.spans["mentions"] = group


def triggers(doc: Doc, read: Reading, kept: Indices, _: Reader) -> None:
    """Set ``doc.spans["triggers"]``, and ``"asserted"``: the words for what is told as having happened."""
    for key, words in (("triggers", read.triggers), ("asserted", read.asserted)):
        doc.spans[key] = [Span(doc, i, i + 1, "event") for i in kept[words].tolist()]


def factuality(doc: Doc, read: Reading, kept: Indices, _: Reader) -> None:
    """Set ``token._.factuality`` of triggers, by the grammar around them."""
    for i in kept[read.triggers].tolist():
        doc[i]._.factuality = realis(doc[i])


def arguments(doc: Doc, read: Reading, kept: Indices, reader: Reader) -> None:
    """Set ``token._.arguments`` of triggers: (role, index of the argument's head word), in order.

    What was read comes first; a role that was not found is filled by what the tree alone says.
    """
    triggers = np.array(read.triggers, dtype=np.int64)
    edges = np.searchsorted(read.arguments[:, 0], [triggers, triggers + 1]).T.tolist()
    for trigger, (first, end) in zip(kept[triggers].tolist(), edges, strict=True):
        _, words, roles = read.arguments[first:end].T
        rows = {
            word: reader.classes["roles"][role]
            for word, role in zip(kept[words].tolist(), roles.tolist(), strict=True)
        }
        taken = set(rows.values())
        for word, name in of_tree(doc[trigger]).items():
            if name not in taken:
                rows.setdefault(word, name)
        doc[trigger]._.arguments = tuple((name, word) for word, name in sorted(rows.items()))


def chains(doc: Doc, read: Reading, kept: Indices, _: Reader) -> None:
    """Set ``doc.spans["coref_clusters_1"]`` and so on, the names of spacy-experimental."""
    for number, chain in enumerate(chained(read.antecedents.tolist()), 1):
        starts, ends = kept[read.mentions.starts[chain]], kept[read.mentions.ends[chain] - 1]
        doc.spans[f"coref_clusters_{number}"] = [
            Span(doc, start, end + 1)
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
