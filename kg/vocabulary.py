"""Turtle files of the ontology -> the IRIs they declare."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.resources import folder

#: Rules about data, no terms of it.
SHAPES = "shapes.ttl"


def ontology_files() -> list[Path]:
    """Return the files of our own ontology, in order of name."""
    return sorted(p for p in folder("ontology").glob("*.ttl") if p.name != SHAPES)


def declared(extra: Iterable[Path] = ()) -> set[str]:
    """Return every IRI that our ontology or one of the extra files says something about.

    Raises:
        UsageError: an extra file cannot be read.
    """
    return {iri for path in [*ontology_files(), *extra] for iri in _subjects(path)}


def _subjects(path: Path) -> set[str]:
    try:
        triples = list(pyoxigraph.parse(path=path))
    except (OSError, SyntaxError, ValueError) as error:
        raise UsageError(f"cannot read the ontology {path}: {error}") from error
    return {q.subject.value for q in triples if isinstance(q.subject, NamedNode)}
