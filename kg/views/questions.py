"""The queries and terms that travel with the package -> what an editor of queries offers."""

from typing import Any

from kg.namespaces import expand
from kg.query.questions import catalogue
from kg.views.classes import terms


def queries() -> list[dict[str, Any]]:
    """Return the named queries with their prefixes, in order of name."""
    return [
        {
            "name": question.name,
            "title": question.title,
            "description": question.description,
            "text": question.portable(),
            "parameters": [{"name": p.name, "meaning": p.help} for p in question.parameters],
        }
        for question in catalogue().values()
    ]


def vocabulary() -> dict[str, list[dict[str, str]]]:
    """Return the classes and properties of the ontology, in order of name."""
    found: dict[str, list[dict[str, str]]] = {"classes": [], "properties": []}
    for term in terms().values():
        told = {
            "iri": expand(term.id) or term.id,
            "label": term.id,
            "comment": term.comment or term.label,
        }
        found["classes" if term.kind == "class" else "properties"].append(told)
    return found
