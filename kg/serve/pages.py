"""Views and triples -> HTML for people, in which nothing of the data can run.

A page is the shell around a view: its scripts draw the view. What is known stands in it as plain HTML, too,
for those without scripts and for machines that read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from string import Template
from typing import Final

from kg.namespaces import KG, PREFIXES, shorten
from kg.serve.early import wanted
from kg.serve.files import FOLDER

#: Only what this server sends runs or is loaded, whatever a text of the data says.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

#: Subject, predicate, object: each a kind ("iri" or "text") and its words.
Rows = Sequence[Sequence[Sequence[str]]]

#: View -> its name in the menu.
VIEWS: Final = {
    "events": "Events",
    "documents": "Documents",
    "contradictions": "Contradictions",
    "network": "Network",
    "query": "Query",
}

#: Texts longer than this are cut in the plain HTML; the view and the RDF have all of them.
_LONG: Final = 100_000

_TYPE: Final = PREFIXES["rdf"] + "type"
_ABOUT: Final = {
    KG + "Event": "event",
    PREFIXES["nif"] + "Context": "document",
    KG + "Actor": "entity",
    KG + "Place": "entity",
    KG + "Object": "entity",
}
_FORMATS: Final = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".nt": "N-Triples", ".rdf": "RDF/XML"}

#: Marks that turn the words around them: a title can't be fenced in like other words.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shell(
    view: str,
    files: str,
    *,
    title: str,
    facts: str = "",
    iri: str = "",
    formats: Iterable[str] = (),
) -> str:
    """Return a page.

    Args:
        view: the module that draws it; empty: none does, and the facts are all.
        files: where the page's files are.
        title: text.
        facts: HTML.
        iri: what the page is about; empty: nothing in particular.
        formats: addresses of RDF about it.
    """
    return _template().substitute(
        title=escape(_TURNING.sub("", f"{title} · kg" if title != "kg" else title)),
        files=escape(files),
        view=escape(view),
        iri=f' data-iri="{escape(iri)}"' if iri else "",
        links=_links(view, files, formats),
        menu=_menu(view),
        facts=facts,
        foot=_foot(),
    )


def _links(view: str, files: str, formats: Iterable[str]) -> str:
    """Return where RDF is, and the files that will be wanted, so that none waits for another."""
    modules, styles = wanted(view) if view else ((), ())
    at = escape(files)
    looks = (f'<link rel="stylesheet" href="{at}/{escape(name)}">' for name in styles)
    early = (f'<link rel="modulepreload" href="{at}/{escape(name)}">' for name in modules)
    other = (f'<link rel="alternate" href="{escape(a)}">' for a in formats)
    return "".join(f"{link}\n" for link in (*looks, *early, *other))


@cache
def _template() -> Template:
    return Template((FOLDER / "shell.html").read_text("utf-8"))


def _menu(current: str) -> str:
    def item(view: str, name: str) -> str:
        here = ' aria-current="page"' if view == current else ""
        return f'<li><a href="/{view}"{here}>{name}</a></li>'

    return "".join(item(view, name) for view, name in VIEWS.items())


def _foot() -> str:
    served = {
        "/sparql": "SPARQL",
        "/ontology": "Classes and properties",
        "/.well-known/void": "VoID",
    }
    return "".join(f'<a href="{a}">{name}</a>' for a, name in served.items())


def _folded(facts: str, formats: Mapping[str, str], *, line: str = "") -> str:
    """Return what is known as a section that the page folds to a line of these words."""
    links = " ".join(f'<a href="{escape(a)}">{escape(name)}</a>' for a, name in formats.items())
    got = f'<p class="row">Download: {links}</p>' if links else ""
    return f'<section id="data" data-name="{escape(line)}">{got}{facts}</section>'


def index(files: str, addresses: Sequence[tuple[str, str]]) -> str:
    """Return the start page; what is served is listed: addresses and a word about each."""
    items = "".join(
        f'<li><a href="{escape(a)}">{escape(a)}</a> {escape(text)}</li>' for a, text in addresses
    )
    facts = _folded(f"<ul>{items}</ul>", {}, line="For programs")
    return shell("start", files, title="kg", facts=facts)


def view_page(view: str, files: str) -> str:
    """Return the page of a view that is about nothing in particular."""
    plain = "<p>This view needs scripts. What it shows can be asked for at <a href='/sparql'>/sparql</a>.</p>"
    return shell(
        view, files, title=VIEWS.get(view, view.title()), facts=f"<noscript>{plain}</noscript>"
    )


def missing(files: str, words: str) -> str:
    """Return the page that says that there is nothing here."""
    body = f'<h1>Not found</h1><p><bdi>{escape(words)}</bdi></p><p><a href="/">Search</a></p>'
    return shell("", files, title="Not found", facts=body)


def about(iri: str, rows: Rows) -> str:
    """Return the view that draws a thing; empty: none does, its statements are all there is.

    >>> about("a", [[["iri", "a"], ["iri", _TYPE], ["iri", KG + "Event"]]])
    'event'
    """
    types = {o[1] for s, p, o in rows if s[1] == iri and p[1] == _TYPE}
    return next((view for cls, view in _ABOUT.items() if cls in types), "")


def described_page(iri: str, rows: Rows, base: str, files: str, *, cut: bool) -> str:
    """Return a page about a thing: what is said of it, and what says something with it."""
    own = [row for row in rows if row[0][1] == iri]
    others = [row for row in rows if row[0][1] != iri]
    title = _label(iri, own)
    parts = [f"<h1><bdi>{escape(title)}</bdi></h1>", f"<p>{_term(['iri', iri], base)}</p>"]
    parts.append(_table("What is said of it", own, base, (1, 2)))
    if others:
        parts.append(_table("Where it is spoken of", others, base, (0, 1, 2)))
    if cut:
        parts.append("<p>More things point here than are listed; ask /sparql for all.</p>")
    formats = _formats(iri, base)
    facts = _folded("".join(parts), formats)
    return shell(about(iri, rows), files, title=title, facts=facts, iri=iri, formats=formats)


def _label(iri: str, own: Rows) -> str:
    """Return what a thing is called: its title or label, else its IRI, short."""
    for name in ("dcterms:title", "rdfs:label"):
        prefix, _, local = name.partition(":")
        labels = sorted(o[1] for _, p, o in own if p[1] == PREFIXES[prefix] + local)
        if labels:
            return labels[0][:200]
    return shorten(iri)


def _formats(iri: str, base: str) -> dict[str, str]:
    if not iri.startswith(base):
        return {}
    return {f"/{iri.removeprefix(base)}{ending}": name for ending, name in _FORMATS.items()}


def _table(caption: str, rows: Rows, base: str, columns: tuple[int, ...]) -> str:
    lines = (
        "<tr>" + "".join(f"<td>{_term(row[c], base)}</td>" for c in columns) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><caption>{caption}</caption>{"".join(lines)}</table></div>'


def _term(term: Sequence[str], base: str) -> str:
    """Return a term; only IRIs of the web are links, those of ours to this server."""
    kind, text = term
    if kind != "iri" or not text.startswith(("http://", "https://")):
        shown = text if len(text) <= _LONG else text[:_LONG] + " […]"
        return f"<bdi>{escape(shown)}</bdi>"
    href = "/" + text.removeprefix(base) if text.startswith(base) else text
    return f'<a href="{escape(href)}">{escape(shorten(text))}</a>'


def ontology_page(body: str, files: str) -> str:
    """Return the page of our classes and properties."""
    formats = {f"/ontology{ending}": name for ending, name in _FORMATS.items()}
    return shell("", files, title="The ontology of kg", facts=body, formats=formats)
