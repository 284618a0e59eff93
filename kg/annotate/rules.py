"""A pipeline -> the same with what rules add to any reader's tags and trees: times and attributions."""

from spacy.language import Language

import kg.annotate.attribution
import kg.annotate.timex  # noqa: F401  (importing makes the components known to spaCy)

#: The components by rule, in their order; they need tags, lemmas and a tree, ours or those of ``en_core_web_*``.
RULES = ("kg_timex", "kg_attribution")


def add_rules(nlp: Language) -> Language:
    """Add the components that are not there yet at the end of a pipeline, and return it."""
    for name in RULES:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp
