"""Small stores for the tests of views: documents of a few quads, spelled out in Turtle."""

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.namespaces import PREFIXES
from kg.store import Store

BASE = "https://kg.example/"
ID = f"{BASE}id/"
DOC = f"{BASE}doc/"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def thing(iri, label, cls, more=""):
    """Return Turtle for an entity; cls is a name with all above it written out by the caller."""
    return f'<{ID}{iri}> a {cls} ; rdfs:label "{label}" ; skos:prefLabel "{label}" {more} .\n'


def document(name, text, more="", issued="2015-10-10", publisher="One News"):
    """Return Turtle for a document of one sentence."""
    return (
        f'<{DOC}{name}> a nif:Context, schema:NewsArticle ; nif:isString "{text}" ; dcterms:title "Title of {name}" ; '
        f'dcterms:issued "{issued}"^^xsd:date ; dcterms:publisher "{publisher}" .\n'
        f"<{DOC}{name}#char=0,{len(text)}> a nif:Sentence .\n" + more
    )


def event(
    name,
    begin,
    end,
    length,
    cls="kg:Attack, kg:Event",
    more="",
    factuality="Actual",
    label="attacked",
):
    """Return Turtle for an event and its trigger in the sentence of a document."""
    trigger = f"<{DOC}{name}#char={begin},{end}>"
    me = f"<{ID}event/{name}/{begin}-{end}>"
    return (
        f'{me} a {cls}, sem:Event ; rdfs:label "{label}" ; kg:factuality kg:{factuality} ; '
        f"prov:wasDerivedFrom {trigger} {more} .\n"
        f"{trigger} a nif:Phrase ; kg:mentionKind kg:Trigger ; itsrdf:taIdentRef {me} ; "
        f"nif:sentence <{DOC}{name}#char=0,{length}> .\n"
    )


def put(store, name, turtle):
    """Make a graph hold this; the folder is made when absent."""
    graph = NamedNode(f"{BASE}graph/{name}")
    triples = pyoxigraph.parse((HEAD + turtle).encode(), RdfFormat.TURTLE)
    quads = [Quad(q.subject, q.predicate, q.object, graph) for q in triples]
    with Store(store) as opened, opened.writer() as writer:
        writer.put(graph.value, quads)


def forget(store, name):
    """Remove a graph."""
    with Store(store) as opened:
        opened.remove(f"{BASE}graph/{name}")
