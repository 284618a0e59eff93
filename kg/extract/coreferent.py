"""The chains of a ``Doc`` -> which words stand for the same: what a pipeline read, for extraction to use.

Chains are span groups named ``coref_clusters_1`` and so on, as in spacy-experimental and in kg's reader.
"""

from spacy.tokens import Doc

from kg.extract.table import once

GROUPS = "coref_clusters_"


def has_chains(doc: Doc) -> bool:
    """Say whether the pipeline chains mentions."""
    return any(key.startswith(GROUPS) for key in doc.spans)


@once
def same(doc: Doc) -> dict[int, list[int]]:
    """Return for the head word of each chained mention the heads of the others, in the order of the text.

    A word that heads two mentions has the chain of the wider one.
    """
    found: dict[int, list[int]] = {}
    wide: dict[int, int] = {}
    for key in sorted(doc.spans, key=lambda k: (len(k), k)):
        if not key.startswith(GROUPS):
            continue
        heads = [(span.root.i, len(span)) for span in doc.spans[key]]
        every = sorted({head for head, _ in heads})
        for head, width in heads:
            if width > wide.get(head, 0):
                wide[head] = width
                found[head] = [other for other in every if other != head]
    return found
