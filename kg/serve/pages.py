"""Triples -> plain HTML for people, in which nothing of the data can run."""

from collections.abc import Sequence
from html import escape
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import KG, PREFIXES, shorten

#: Nothing runs and nothing is loaded, whatever a text of the data says.
POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_COMMENT: Final = PREFIXES["rdfs"] + "comment"
_KINDS: Final = {"Class": "Classes", "ObjectProperty": "Properties", "DatatypeProperty": "Values"}


def page(title: str, body: str) -> str:
    """Return a page; the body is HTML, the title is text."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def index(addresses: Sequence[tuple[str, str]]) -> str:
    """Return the page that lists what is served: addresses and a word about each."""
    items = "".join(
        f'<li><a href="{escape(a)}">{escape(a)}</a> {escape(text)}</li>' for a, text in addresses
    )
    return page("kg", f"<ul>{items}</ul>")


def described_page(
    iri: str, rows: Sequence[Sequence[Sequence[str]]], base: str, *, cut: bool
) -> str:
    """Return a page about a thing: what is said of it, and what says something with it."""
    own = [row for row in rows if row[0][1] == iri]
    others = [row for row in rows if row[0][1] != iri]
    parts = [f"<p>{_term(['iri', iri], base)}</p>", _table(own, base, (1, 2))]
    if others:
        parts += ["<h2>Also</h2>", _table(others, base, (0, 1, 2))]
    if cut:
        parts.append("<p>More things point here than are listed; ask /sparql for all.</p>")
    return page(shorten(iri), "".join(parts))


def _table(rows: Sequence[Sequence[Sequence[str]]], base: str, columns: tuple[int, ...]) -> str:
    lines = (
        "<tr>" + "".join(f"<td>{_term(row[c], base)}</td>" for c in columns) + "</tr>"
        for row in rows
    )
    return f"<table>{''.join(lines)}</table>"


def _term(term: Sequence[str], base: str) -> str:
    """Return a term; only IRIs of the web are links, those of ours to this server."""
    kind, text = term
    if kind != "iri" or not text.startswith(("http://", "https://")):
        return f"<bdi>{escape(text)}</bdi>"
    href = "/" + text.removeprefix(base) if text.startswith(base) else text
    return f'<a href="{escape(href)}">{escape(shorten(text))}</a>'


def ontology_page(triples: Sequence[Triple]) -> str:
    """Return a page with every class and property of ours and its comment."""
    comments = {
        t.subject: t.object.value
        for t in triples
        if t.predicate.value == _COMMENT and isinstance(t.object, Literal)
    }
    parts = []
    for kind, heading in _KINDS.items():
        names = sorted(
            t.subject.value
            for t in triples
            if t.object == NamedNode(PREFIXES["owl"] + kind)
            and isinstance(t.subject, NamedNode)
            and t.subject.value.startswith(KG)
        )
        items = (
            f'<dt id="{escape(n.removeprefix(KG))}">{escape(shorten(n))}</dt>'
            f"<dd>{escape(comments.get(NamedNode(n), ''))}</dd>"
            for n in names
        )
        parts.append(f"<h2>{heading}</h2><dl>{''.join(items)}</dl>")
    return page("The ontology of kg", "".join(parts))
