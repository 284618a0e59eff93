"""What `kg build` puts into the store keeps to the contract, whatever the texts say."""

import rdflib
from rdflib.namespace import OWL, RDF

from kg.namespaces import KG, PREFIXES
from kg.resources import folder
from kg.store import Store
from tests.command import kg, rows

#: Terms of other vocabularies that the contract writes, and that do exist in them.
FOREIGN = {
    "rdf": "type subject predicate object Statement",
    "rdfs": "label",
    "nif": "Context Phrase Sentence isString sentence referenceContext beginIndex endIndex"
    " anchorOf",
    "itsrdf": "taIdentRef taClassRef taConfidence",
    "sem": "Event Actor Place Time hasActor hasPlace hasTime",
    "prov": "Activity SoftwareAgent wasDerivedFrom wasAssociatedWith endedAtTime generated used",
    "dcterms": "title issued source publisher language hasVersion",
    "schema": "NewsArticle CreativeWork Person Organization Place",
    "skos": "prefLabel altLabel",
    "owl": "sameAs",
    "time": "Interval",
    "geo": "hasGeometry asWKT Geometry",
}


def graphs(store):
    with Store(store, read_only=True) as opened:
        return {name: list(opened.quads(name)) for name in opened.graphs()}


def test_there_is_something_to_look_at(seeds):
    """The other tests here would pass on an empty graph."""
    assert len(rows(seeds, "SELECT ?d { ?d a nif:Context }")) == 12
    assert len(rows(seeds, "SELECT ?e { ?e a kg:Event }")) > 100
    assert len(rows(seeds, "SELECT ?e { ?e a kg:Actor }")) > 50
    assert len(rows(seeds, "SELECT ?c { ?c a kg:Claim }")) > 5


def test_the_seeds_conform_to_the_shapes(seeds):
    """`kg validate` says yes."""
    checked = kg("validate", "--store", seeds)

    assert (checked.stdout, checked.exit_code) == ("", 0)


def test_anchors_are_slices_of_the_text(seeds):
    """Code points from beginIndex to endIndex of isString are anchorOf."""
    found = rows(
        seeds,
        "SELECT ?text ?from ?to ?words { ?m nif:referenceContext/nif:isString ?text ;"
        " nif:beginIndex ?from ; nif:endIndex ?to ; nif:anchorOf ?words }",
    )

    assert found
    wrong = [row for row in found if row[0][int(row[1]) : int(row[2])] != row[3]]
    assert wrong == []


def test_every_mention_has_all_of_its_parts(seeds):
    """No mention lacks its place, its words or its kind."""
    parts = (
        "nif:referenceContext",
        "nif:beginIndex",
        "nif:endIndex",
        "nif:anchorOf",
        "kg:mentionKind",
    )

    for part in parts:
        lacking = f"SELECT ?m {{ ?m a nif:Phrase FILTER NOT EXISTS {{ ?m {part} ?x }} }}"
        assert rows(seeds, lacking) == [], part


def test_every_event_reaches_a_mention(seeds):
    """What happened can be looked up in the text."""
    query = """SELECT ?e { ?e a kg:Event
        FILTER NOT EXISTS { ?e prov:wasDerivedFrom ?m . ?m a nif:Phrase } }"""

    assert rows(seeds, query) == []


def test_evidence_lies_in_the_document_that_says_it(seeds):
    """A graph stands on its own text alone."""
    query = """SELECT ?e ?m { GRAPH ?g { ?d a nif:Context .
        ?e prov:wasDerivedFrom|kg:cue|kg:sourceMention|kg:contentMention ?m }
        FILTER NOT EXISTS { GRAPH ?g { ?m a nif:Phrase ; nif:referenceContext ?d } } }"""

    assert rows(seeds, query) == []


def test_who_says_so_is_an_entity_with_a_name(seeds):
    """kg:attributedTo and kg:claimer lead to an actor that has a label."""
    query = """SELECT ?e ?who { ?e kg:attributedTo|kg:claimer ?who
        FILTER NOT EXISTS { ?who a kg:Actor ; rdfs:label ?name } }"""

    assert rows(seeds, query) == []


def test_who_and_what_takes_part_exists(seeds):
    """Every role, source and topic leads to something with a type and a label."""
    query = """SELECT ?e ?role ?other { ?e a kg:Event ; ?role ?other
        VALUES ?role { kg:agent kg:patient kg:recipient kg:instrument kg:topic kg:place
            kg:origin kg:destination kg:attributedTo sem:hasActor sem:hasPlace }
        FILTER NOT EXISTS { ?other a ?class ; rdfs:label ?name } }"""

    assert rows(seeds, query) == []


def test_every_entity_has_a_mention_in_each_of_its_documents(seeds):
    """Nobody is in a graph whose text does not speak of them, or of a place in them."""
    query = """SELECT ?g ?e { GRAPH ?g { ?d a nif:Context . ?e rdfs:label ?name
        FILTER NOT EXISTS { ?m itsrdf:taIdentRef/kg:locatedIn* ?e ; nif:anchorOf ?words }
        FILTER NOT EXISTS { ?m itsrdf:taIdentRef/geo:hasGeometry/kg:geocodedFrom/kg:locatedIn* ?e } } }"""

    assert rows(seeds, query) == []


def test_what_mentions_denote_is_described(seeds):
    """taIdentRef leads to an entity or event that has a label and the class of taClassRef."""
    query = """SELECT ?m ?e { GRAPH ?g { ?m itsrdf:taIdentRef ?e
        FILTER NOT EXISTS { ?m itsrdf:taClassRef ?c . ?e a ?c ; rdfs:label ?name } } }"""

    assert rows(seeds, query) == []


def test_there_are_no_blank_nodes(seeds):
    """Everything has a name that can be cited."""
    found = [
        str(quad)
        for quads in graphs(seeds).values()
        for quad in quads
        if str(quad.subject).startswith("_:") or str(quad.object).startswith("_:")
    ]

    assert found == []


def test_all_terms_are_of_the_ontology_or_the_named_vocabularies(seeds):
    """No predicate, class or kg: individual is made up."""
    ours = rdflib.Graph()
    for file in folder("ontology").glob("*.ttl"):
        ours.parse(file)
    known = {str(s) for s in ours.subjects(RDF.type) if str(s).startswith(KG)}
    known |= {
        PREFIXES[prefix] + name for prefix, names in FOREIGN.items() for name in names.split()
    }
    type_ = str(RDF.type)

    used = set()
    for quads in graphs(seeds).values():
        for quad in quads:
            value = getattr(quad.object, "value", "")
            used.add(quad.predicate.value)
            if quad.predicate.value == type_ or (
                value.startswith(KG) and value == str(quad.object)[1:-1]
            ):
                used.add(value)

    assert used - known == set()


def test_classes_are_used_as_classes_and_properties_as_properties(seeds):
    """A term of ours is declared to be what the graph uses it for."""
    ours = rdflib.Graph()
    for file in folder("ontology").glob("*.ttl"):
        ours.parse(file)
    classes = {str(s) for s in ours.subjects(RDF.type, OWL.Class)}
    properties = {
        str(s)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
        for s in ours.subjects(RDF.type, kind)
    }

    types = {t for (t,) in rows(seeds, "SELECT DISTINCT ?t { ?s a ?t }") if t.startswith(KG)}
    links = {p for (p,) in rows(seeds, "SELECT DISTINCT ?p { ?s ?p ?o }") if p.startswith(KG)}

    assert types - classes == set()
    assert links - properties == set()


def test_types_are_written_out_to_the_top(seeds):
    """A plain query for kg:Event, kg:Actor or sem:Event needs no inference."""
    ours = rdflib.Graph()
    for file in folder("ontology").glob("*.ttl"):
        ours.parse(file)
    above = {
        (str(c), str(a))
        for c in ours.subjects(RDF.type, OWL.Class)
        for a in ours.transitive_objects(c, rdflib.RDFS.subClassOf)
        if isinstance(a, rdflib.URIRef)
    }
    found = rows(seeds, "SELECT ?g ?s ?t { GRAPH ?g { ?s a ?t } }")
    known = set(found)

    lacking = {(s, a) for g, s, t in found for c, a in above if c == t and (g, s, a) not in known}

    assert lacking == set()
