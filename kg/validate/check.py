"""Shapes and vocabulary -> a check of one named graph."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pyoxigraph import Quad

from kg.resources import folder
from kg.validate import rules
from kg.validate.report import Finding
from kg.validate.shapes import load, violations
from kg.vocabulary import SHAPES, declared


def check(
    *, shapes: Path | None = None, ontology: Iterable[Path] = ()
) -> Callable[[str, Sequence[Quad]], list[Finding]]:
    """Return what finds the broken rules of one graph, sorted.

    Args:
        shapes: SHACL Core in Turtle; ours when None.
        ontology: further Turtle files whose terms the data may use.

    Raises:
        UsageError: a file cannot be read.
    """
    rules_of_shapes = load(shapes or folder("ontology") / SHAPES)
    known = declared(ontology)

    def findings(graph: str, quads: Sequence[Quad]) -> list[Finding]:
        found = {
            *violations(rules_of_shapes, graph, quads),
            *rules.offsets(graph, quads),
            *rules.blank_nodes(graph, quads),
            *rules.unknown_terms(graph, quads, known),
            *rules.times(graph, quads),
        }
        return sorted(found)

    return findings
