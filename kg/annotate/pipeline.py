"""A pipeline's name -> a spaCy ``Language`` that gives trees, names, times, and who says what."""

import spacy
from spacy.language import Language

from kg.errors import KgError, UsageError


def load(name: str = "") -> Language:
    """Return the reader of the package, or the installed spaCy pipeline (or folder) of that name.

    Raises:
        UsageError: no such pipeline is installed.
        KgError: the pipeline cannot be opened, or does not parse or name.
    """
    from kg.annotate.components import PIPELINE
    from kg.annotate.rules import add_rules

    if not name:
        nlp = spacy.blank("en")
        for component in PIPELINE:
            nlp.add_pipe(component)
    else:
        nlp = _installed(name)
    nlp.max_length = 2**31
    return add_rules(nlp)


def _installed(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise UsageError(
            f"no spaCy pipeline {name!r} is installed",
            hint="try: python -m spacy download en_core_web_sm; or leave --model out",
        ) from error
    except (ValueError, ImportError) as error:
        raise KgError(f"the spaCy pipeline {name!r} does not open: {error}") from error
    missing = [part for part in ("parser", "ner") if not _gives(nlp, part)]
    if missing:
        raise KgError(
            f"the spaCy pipeline {name!r} has no {' and no '.join(missing)}",
            hint=f"its components: {', '.join(nlp.pipe_names) or 'none'}",
        )
    return nlp


def _gives(nlp: Language, part: str) -> bool:
    wanted = {"parser": "token.dep", "ner": "doc.ents"}[part]
    return any(wanted in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names)
