"""Words a user gave for a parameter -> RDF terms in the place the query keeps for them.

A query keeps a place for a parameter with ``VALUES ?given_place { UNDEF }`` and runs unrestricted
as it stands, here and at any other endpoint. The words of a user never become part of the query:
names are looked up with the words bound to a variable, and what is written into the place are terms
of the store, or a literal, as `pyoxigraph` spells them. (Its ``substitutions`` alone would not do:
they take one term a variable, where a name may mean two places, and only selected variables.)
"""

import re
from collections.abc import Mapping
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

from kg.errors import KgError, UsageError
from kg.namespaces import PREFIXES, expand, shorten
from kg.query.questions import Parameter, Question
from kg.spelling import alike, near
from kg.vocabulary import declared

Term = NamedNode | Literal

#: What may stand behind a name, per kind of parameter: ?found is it, ?name one of its names.
_NAMED: Final = {
    "entity": "?found skos:prefLabel|rdfs:label|skos:altLabel ?name . "
    "FILTER NOT EXISTS { ?found a kg:Event }",
    "thing": "?found skos:prefLabel|rdfs:label|skos:altLabel ?name .",
    "document": "{ ?found a nif:Context ; dcterms:title ?name } UNION "
    '{ ?found a nif:Context BIND(REPLACE(STR(?found), "^.*/doc/", "") AS ?name) }',
    "class": "{ SELECT DISTINCT ?found { { [] a ?found } UNION { [] kg:factuality ?found } } } "
    'BIND(REPLACE(STR(?found), "^.*[#/]", "") AS ?name)',
}

#: Kinds of which several may be one: see kg.identity.
_MERGED: Final = ("entity", "thing")
_CANONICAL: Final = NamedNode(PREFIXES["kg"] + "canonical")

#: Every kind a parameter may have.
KINDS: Final = (*_NAMED, "date", "number", "text")

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


class NoSuchNameError(KgError):
    """Nothing in the store has the name a parameter gave: the answer is no, status 1."""

    exit_code = 1


def fill(question: Question, given: Mapping[str, str], store: pyoxigraph.Store) -> str:
    """Return the text of the question with the given parameters in their places.

    Raises:
        UsageError: the query has no such parameter, or a date or number is none.
        NoSuchNameError: nothing in the store is called so.
    """
    text = question.text
    parameters = {p.name: p for p in question.parameters}
    defaults = {p.name: p.default for p in question.parameters if p.default}
    for name, words in {**defaults, **given}.items():
        slot = _slot(name)
        if not slot.search(text):
            places = list(parameters) or re.findall(r"\bVALUES\s+\?given_(\w+)", text)
            raise UsageError(f"the query has no parameter {name!r}", hint=_known(name, places))
        terms = " ".join(str(t) for t in _terms(parameters.get(name), name, words, store))
        text = slot.sub(r"\g<1>" + terms.replace("\\", r"\\") + r"\g<2>", text)
    return text


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"(\bVALUES\s+\?given_{re.escape(name)}\s*\{{\s*)UNDEF(\s*\}})")


def _known(name: str, places: list[str]) -> str:
    return near(name, places) or f"give it a place: VALUES ?given_{name} {{ UNDEF }}"


def _terms(
    parameter: Parameter | None, name: str, words: str, store: pyoxigraph.Store
) -> list[Term]:
    """Return what the words mean, sorted: one term, or several when a name is shared."""
    kind = parameter.kind if parameter else "any"
    iri = _iri(words)
    if iri is not None and kind != "text":
        return list(_one_with([iri], store)) if kind in _MERGED else [iri]
    if kind in _NAMED:
        found = _called(kind, words, store)
        return list(_one_with(found, store)) if kind in _MERGED else list(found)
    return [_literal(kind, name, words)]


def _one_with(iris: list[NamedNode], store: pyoxigraph.Store) -> list[NamedNode]:
    """Return the entities and all that were found to be one with them in other documents, sorted."""
    found = set(iris)
    for iri in iris:
        for quad in store.quads_for_pattern(iri, _CANONICAL, None):
            assert isinstance(quad.object, NamedNode)
            members = store.quads_for_pattern(None, _CANONICAL, quad.object)
            found |= {q.subject for q in members if isinstance(q.subject, NamedNode)}
    return sorted(found, key=lambda t: t.value)


def _iri(words: str) -> NamedNode | None:
    """Return ``<…>``, an absolute IRI or a name with a known prefix as an IRI, else None."""
    bare = words[1:-1] if words.startswith("<") and words.endswith(">") else words
    if bare == words and not re.match(r"(https?://|urn:)", words):
        bare = expand(words) or ""
    try:
        return NamedNode(bare) if bare else None
    except ValueError as error:
        raise UsageError(f"not an IRI: {words!r}") from error


def _literal(kind: str, name: str, words: str) -> Literal:
    """Dates compare as text, so that 2013 and 2013-05-01 do; numbers as what they are."""
    if kind == "date" and not _DATE.fullmatch(words):
        raise UsageError(f"{name} is not a date: {words!r}", hint="2013, 2013-05 or 2013-05-01")
    if kind == "number" and not _NUMBER.fullmatch(words):
        raise UsageError(f"{name} is not a number: {words!r}")
    if kind == "number" or (kind == "any" and _NUMBER.fullmatch(words)):
        return _typed(words, "decimal" if "." in words else "integer")
    if kind == "any" and _DATE.fullmatch(words):
        return _typed(words, {4: "gYear", 7: "gYearMonth", 10: "date"}[len(words)])
    return Literal(words)


def _typed(words: str, datatype: str) -> Literal:
    return Literal(words, datatype=NamedNode(PREFIXES["xsd"] + datatype))


def _called(kind: str, words: str, store: pyoxigraph.Store) -> list[NamedNode]:
    query = f"""SELECT DISTINCT ?found ?words WHERE {{ {_NAMED[kind]}
        FILTER(LCASE(STR(?name)) = LCASE(STR(?words))) }}"""
    rows = _select(store, query, {Variable("words"): Literal(words)})
    found = {row["found"] for row in rows}
    iris = sorted((t for t in found if isinstance(t, NamedNode)), key=lambda t: t.value)
    if not iris and kind == "class":  # Of the ontology, though nothing is one today.
        names = {shorten(iri).removeprefix("kg:").lower(): iri for iri in declared()}
        iris = [NamedNode(names[words.lower()])] if words.lower() in names else []
    if not iris:
        raise NoSuchNameError(
            f"no {kind} in the store is called {words!r}", hint=_alike(kind, words, store)
        )
    return iris


def _alike(kind: str, words: str, store: pyoxigraph.Store) -> str:
    rows = _select(store, f"SELECT DISTINCT ?name WHERE {{ {_NAMED[kind]} }}", {})
    names = {row["name"].value for row in rows if isinstance(row["name"], Literal)}
    return alike(words, names)


def _select(
    store: pyoxigraph.Store, query: str, bound: Mapping[Variable, Literal]
) -> QuerySolutions:
    rows = store.query(
        query, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=dict(bound)
    )
    assert isinstance(rows, QuerySolutions)
    return rows
