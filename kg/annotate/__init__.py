"""str -> spaCy ``Doc``: the reader that ships with the package, or any other spaCy pipeline."""

import kg.unconnected  # noqa: F401, before spaCy

# isort: split
from spacy.language import Language

from kg.annotate.pipeline import load


def version(nlp: Language) -> str:
    """Return the version of our reader in a pipeline."""
    return str(nlp.get_pipe("kg_encoder").reader.meta.get("version", "0"))


__all__ = ["load", "version"]
