"""Report -> lines for people, JSON, or Turtle in the words of SHACL."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.namespaces import PREFIXES, shorten


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A broken rule.

    Attributes:
        graph: IRI of the named graph it is in.
        node: what breaks the rule, an IRI or ``_:`` and a label.
        path: the property in question; empty when it is the node as a whole.
        message: the rule, as a sentence.
    """

    graph: str
    node: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.graph}\t{self.node}\t{shorten(self.path)}\t{self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in order, and how many graphs were looked at."""

    findings: tuple[Finding, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Whether no rule is broken."""
        return not self.findings


def text(report: Report) -> str:
    """Return a line for each finding: graph, node, path and message, parted by tabs."""
    return "".join(f"{finding}\n" for finding in report.findings)


def as_json(report: Report) -> str:
    """Return the report as one JSON object."""
    findings = [asdict(finding) for finding in report.findings]
    whole = {"conforms": report.conforms, "graphs": report.graphs, "findings": findings}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def turtle(report: Report) -> str:
    """Return the report as a ``sh:ValidationReport``."""
    node = BlankNode("report")
    triples = [
        Triple(node, _rdf("type"), _sh("ValidationReport")),
        Triple(node, _sh("conforms"), Literal(report.conforms)),
    ]
    for number, finding in enumerate(report.findings):
        result = BlankNode(f"result{number}")
        triples += [Triple(node, _sh("result"), result), *_result(result, finding)]
    written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return (written or b"").decode()


#: The ways to write a report.
FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text,
    "turtle": turtle,
    "json": as_json,
}


def _result(result: BlankNode, finding: Finding) -> list[Triple]:
    focus: NamedNode | BlankNode = (
        BlankNode(finding.node[2:]) if finding.node.startswith("_:") else NamedNode(finding.node)
    )
    triples = [
        Triple(result, _rdf("type"), _sh("ValidationResult")),
        Triple(result, _sh("resultSeverity"), _sh("Violation")),
        Triple(result, _sh("focusNode"), focus),
        Triple(result, _sh("resultMessage"), Literal(finding.message)),
    ]
    if finding.path:
        triples.append(Triple(result, _sh("resultPath"), NamedNode(finding.path)))
    return triples


def _sh(name: str) -> NamedNode:
    return NamedNode(PREFIXES["sh"] + name)


def _rdf(name: str) -> NamedNode:
    return NamedNode(PREFIXES["rdf"] + name)
