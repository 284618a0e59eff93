"""NIF in and out: texts and mentions of a document, and the same document with whom they denote."""

import time

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, parse, serialize

from kg.extract.values import Span
from kg.namespaces import PREFIXES
from kg.nif.annotate import denoted
from kg.nif.formats import written
from kg.nif.read import Limits, nif_of, nif_of_text
from kg.nif.values import NifError
from kg.nif.write import annotated
from tests.fewitems import KLOW_BANK, MUSKARY, SYLDAVIA
from tests.namer import Namer

NIF, ITS, XSD = PREFIXES["nif"], PREFIXES["itsrdf"], PREFIXES["xsd"]
BASE = "https://data.example/"
HEAD = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("nif", "itsrdf", "xsd", "wd"))
DOC = "http://e.example/1#char=0,99"


def quoted(text):
    return str(Literal(text))


def document(text, *spans, node=DOC, more=""):
    """Return a NIF document in Turtle: a text, and mentions by their offsets."""
    lines = [f"<{node}> a nif:Context ; nif:isString {quoted(text)} {more} ."]
    for start, end in spans:
        at = f'nif:beginIndex "{start}"^^xsd:nonNegativeInteger ; nif:endIndex "{end}"^^xsd:nonNegativeInteger'
        lines.append(
            f"<{node.partition('#')[0]}#char={start},{end}> a nif:Phrase ; nif:referenceContext <{node}> ; {at} ."
        )
    return HEAD + "\n".join(lines)


def read(text, kind=RdfFormat.TURTLE, **more):
    return nif_of(text.encode(), kind, base=BASE, **more)


def answered(text, kind=RdfFormat.TURTLE, out=RdfFormat.TURTLE):
    """Return the answer to a document, as rdflib reads it."""
    nif = read(text, kind)
    name = {
        RdfFormat.TURTLE: "turtle",
        RdfFormat.N_TRIPLES: "nt",
        RdfFormat.JSON_LD: "json-ld",
        RdfFormat.RDF_XML: "xml",
    }
    data = written(annotated(nif, denoted(nif, Namer(), base=BASE)), out)
    return rdflib.Graph().parse(data=data, format=name[out])


def mentions(graph):
    """Return (begin, end, anchor, reference) of what denotes something, by offset."""
    rows = graph.query(
        "SELECT ?b ?e ?a ?r { ?m nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?a ; itsrdf:taIdentRef ?r } ORDER BY ?b",
        initNs={"nif": NIF, "itsrdf": ITS},
    )
    return [(int(b), int(e), str(a), str(r)) for b, e, a, r in rows]


WD = PREFIXES["wd"]


def test_given_mentions_are_linked_at_their_offsets_and_no_others():
    """D2KB: Klow, which is there too, was not asked about."""
    text = "From Muskary, Klow and Syldavia."

    found = mentions(answered(document(text, (5, 12), (23, 31))))

    assert found == [(5, 12, "Muskary", WD + MUSKARY.qid), (23, 31, "Syldavia", WD + SYLDAVIA.qid)]


def test_names_are_found_where_no_mention_is_given():
    """A2KB: all names of a bare text."""
    found = mentions(answered(document("Muskary lies in Syldavia.")))

    assert [(b, e, r) for b, e, _, r in found] == [
        (0, 7, WD + MUSKARY.qid),
        (16, 24, WD + SYLDAVIA.qid),
    ]


def test_nobody_that_is_known_has_an_iri_of_our_own():
    """NIL: GERBIL reads an IRI outside of the knowledge base so; it is the same for the same name."""
    found = mentions(answered(document("Szohod met Szohod, not Klow.")))

    assert (
        found[0][3]
        == found[1][3]
        == "https://data.example/id/object/nif/eexample-1-char-0-99/szohod"
    )
    assert found[2][3].endswith("/klow")  # two are called so


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("🚀🚀 Muskary!", "Muskary"),
        ("في سيلدافيا اليوم", "سيلدافيا"),
        ("كلوف، \u200fسيلدافيا 🇸🇾 و Muskary", "Muskary"),
        ("one\r\ntwo\r\nMuskary", "Muskary"),
        ("\n\n  Muskary  \n", "Muskary"),
        ("a\u0301e\u0301 \u00ad\u200bMuskary", "Muskary"),
        ("𐎀𐎁 Muskary", "Muskary"),
        ("tab\there \x85 Muskary \u2028", "Muskary"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_offsets_count_code_points_of_the_text_as_it_was_sent(text, name, given):
    """Emoji, Arabic, line ends, combining marks, unseen characters: nothing moves."""
    at = (text.index(name), text.index(name) + len(name))

    found = mentions(answered(document(text, *([at] if given else []))))

    assert (*at, name) in [row[:3] for row in found]
    assert all(text[b:e] == a for b, e, a, _ in found)


def test_the_reader_never_sees_what_it_cannot_read():
    """Carriage returns and controls are blanks to it, one for one."""
    namer = Namer()
    nif = read(document("one\r\ntwo\x7fMuskary"))

    denoted(nif, namer, base=BASE)

    assert namer.read == ["one \ntwo Muskary"]


FORMATS = [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML]


@pytest.mark.parametrize("kind", FORMATS, ids=str)
@pytest.mark.parametrize("out", FORMATS, ids=str)
def test_all_formats_say_the_same(kind, out):
    """Turtle, N-Triples, JSON-LD, RDF/XML, in and out; read back by another library."""
    turtle = document("Muskary\nund „سيلدافيا“ 🚀", (0, 7), (13, 21))
    text = serialize(parse(turtle, format=RdfFormat.TURTLE), format=kind).decode()

    found = mentions(answered(text, kind, out))

    assert [row[3] for row in found] == [WD + MUSKARY.qid, WD + SYLDAVIA.qid]


def test_the_document_comes_back_with_its_names_and_whatever_else_it_says():
    """Its language tag and types of numbers stay; offsets of new mentions are nonNegativeIntegers."""
    turtle = HEAD + (
        f'<{DOC}> a nif:Context ; nif:isString "In Muskary."@en ; nif:beginIndex 0 ; <http://purl.org/dc/terms/creator> "me" .'
    )

    graph = answered(turtle)

    doc = rdflib.URIRef(DOC)
    assert list(graph.objects(doc, rdflib.URIRef(NIF + "isString"))) == [
        rdflib.Literal("In Muskary.", lang="en")
    ]
    assert list(graph.objects(doc, rdflib.URIRef(NIF + "beginIndex"))) == [rdflib.Literal(0)]
    assert (doc, rdflib.URIRef("http://purl.org/dc/terms/creator"), rdflib.Literal("me")) in graph
    mention = rdflib.URIRef("http://e.example/1#char=3,10")
    begin = graph.value(mention, rdflib.URIRef(NIF + "beginIndex"))
    assert (str(begin), begin.datatype) == ("3", rdflib.URIRef(XSD + "nonNegativeInteger"))


def test_what_was_told_of_a_mention_is_told_anew():
    """A gold standard sent by mistake does not come back as an answer."""
    turtle = document("In Muskary.", (3, 10)) + (
        "<http://e.example/1#char=3,10> itsrdf:taIdentRef wd:Q900000002 ; itsrdf:taConfidence 1.0 ."
    )

    assert mentions(answered(turtle)) == [(3, 10, "Muskary", WD + MUSKARY.qid)]


def test_mentions_are_named_as_their_text_is():
    """By offsets in the way of RFC 5147 or the other; a text without a fragment gets one."""
    for node, name in (
        ("http://e.example/1", "http://e.example/1#char=0,7"),
        ("http://e.example/1#offset_0_7", "http://e.example/1#offset_0_7"),
        ("http://e.example/1#char=0,7", "http://e.example/1#char=0,7"),
    ):
        nif = read(document("Muskary", node=node))
        triples = annotated(nif, denoted(nif, Namer(), base=BASE))

        assert NamedNode(name) in {
            t.subject for t in triples if t.predicate.value == ITS + "taIdentRef"
        }


def test_several_texts_are_answered_each_by_itself():
    """One with mentions, one without."""
    one = document("Muskary and Syldavia", (0, 7))
    two = document("Klow Savings Bank", node="http://e.example/2#char=0,17")

    found = mentions(answered(one + two))

    assert {row[3] for row in found} == {WD + MUSKARY.qid, WD + KLOW_BANK.qid}


def test_sentences_and_words_are_no_mentions():
    """Unless they are phrases as well, or tell whom they denote."""
    turtle = document("Muskary and Syldavia", (0, 7), (12, 20), (0, 20))
    plain = turtle.replace("#char=0,20> a nif:Phrase", "#char=0,20> a nif:Sentence")
    word = plain.replace("#char=12,20> a nif:Phrase", "#char=12,20> a nif:Word")

    assert [s for s, _ in read(plain).contexts[0].mentions] == [Span(0, 7), Span(12, 20)]
    assert [s for s, _ in read(word).contexts[0].mentions] == [Span(0, 7)]


def test_two_mentions_of_one_stretch_are_both_answered():
    """Each under its own name."""
    turtle = document("Muskary", (0, 7)) + (
        f"<http://e.example/other> a nif:Phrase ; nif:referenceContext <{DOC}> ; nif:beginIndex 0 ; nif:endIndex 7 ."
    )
    graph = answered(turtle)

    told = {str(s) for s in graph.subjects(rdflib.URIRef(ITS + "taIdentRef"))}
    assert told == {"http://e.example/1#char=0,7", "http://e.example/other"}


@pytest.mark.parametrize(
    ("begin", "end", "note"),
    [
        ("5", "99", "outside"),
        ("3", "3", "outside"),
        ("x", "3", "without"),
        ("-1", "3", "without"),
        ("1" * 30, "2", "without"),
    ],
)
def test_a_mention_that_cannot_be_is_noted(begin, end, note):
    """And the others are answered."""
    turtle = document("Muskary", (0, 7)) + (
        f'<http://e.example/x> a nif:Phrase ; nif:referenceContext <{DOC}> ; nif:beginIndex "{begin}" ; nif:endIndex "{end}" .'
    )
    nif = read(turtle)

    assert len(nif.contexts[0].mentions) == 1
    assert len(nif.notes) == 1
    assert note in nif.notes[0]


def test_the_same_document_gives_the_same_bytes():
    """Whatever order its triples come in."""
    turtle = document("From Muskary to Syldavia", (5, 12), (16, 24))
    shuffled = serialize(
        sorted(read(turtle).triples, key=str, reverse=True), format=RdfFormat.N_TRIPLES
    ).decode()

    def out(nif):
        return written(annotated(nif, denoted(nif, Namer(), base=BASE)), RdfFormat.N_TRIPLES)

    assert out(read(turtle)) == out(read(shuffled, RdfFormat.N_TRIPLES))


def test_a_bare_text_is_named_by_what_it_says():
    """The same text, the same name."""
    one, other = (nif_of_text("In Muskary", base=BASE).contexts[0].node for _ in range(2))

    assert one == other
    assert one.value.startswith("https://data.example/doc/text/")
    assert one.value.endswith("#char=0,10")


RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + f']><rdf:RDF {RDF}><rdf:Description rdf:about="http://e/"><e:p>&j;</e:p></rdf:Description></rdf:RDF>'
)
TOO_DEEP = [
    (
        RdfFormat.RDF_XML,
        f"<rdf:RDF {RDF}>" + "<e:A><e:p>" * 100_000 + "</e:p></e:A>" * 100_000 + "</rdf:RDF>",
    ),
    (RdfFormat.TURTLE, "<a:a> <a:b> " + "(" * 50_000 + ")" * 50_000 + " ."),
    (RdfFormat.TURTLE, "<a:a> <a:b> " + "[ <a:b> " * 50_000),
    (RdfFormat.TURTLE, "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 50_000 + "1" + " )>>" * 50_000 + " ."),
    (
        RdfFormat.N_TRIPLES,
        "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 50_000 + "1" + " )>>" * 50_000 + " .",
    ),
    (RdfFormat.TURTLE, "@prefix a: <a:> . a:x\\' a:y " + "<<( <a:a> <a:b> " * 50_000 + "'"),
    (RdfFormat.TURTLE, "<a:a> <a:b> # '\n" + "<<( <a:a> <a:b> " * 50_000 + "'"),
    (RdfFormat.JSON_LD, '{"@id":"a:a","a:b":' * 50_000 + "1" + "}" * 50_000),
    (RdfFormat.JSON_LD, '{"\\"[": ' + "[" * 500 + "]" * 500 + "}"),
    (RdfFormat.RDF_XML, BOMB),
    (RdfFormat.RDF_XML, BOMB.replace("<!DOCTYPE", "<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE")),
]


@pytest.mark.parametrize(("kind", "text"), TOO_DEEP, ids=range(len(TOO_DEEP)))
def test_what_would_bring_a_parser_down_is_refused_before(kind, text):
    """Depth and entities; in less than a second."""
    began = time.monotonic()

    with pytest.raises(NifError):
        read(text, kind)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "text", [":( " * 300, "<<<<(((([[[[{{{{" * 50, '\\"""[[[' * 60, "'''\"\"\" (((" * 40]
)
def test_brackets_in_a_text_are_no_depth(text):
    """People write many, and close few."""
    assert read(document(text + "Muskary")).contexts[0].text == text + "Muskary"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (RdfFormat.TURTLE, "this is no turtle", "cannot be parsed"),
        (RdfFormat.TURTLE, "<a:a> <a:b> <a:c> .", "no text"),
        (RdfFormat.TURTLE, "", "no text"),
        (RdfFormat.JSON_LD, "{", "not JSON"),
        (RdfFormat.JSON_LD, '{"@context": "http://127.0.0.1:1/c", "a": "b"}', "cannot be parsed"),
        (RdfFormat.RDF_XML, "<a>", "not XML"),
        (RdfFormat.TURTLE, document("one") + document("two"), "two texts"),
    ],
)
def test_what_is_no_nif_is_said(kind, text, reason):
    """In one line; nothing is fetched."""
    with pytest.raises(NifError, match=reason) as error:
        read(text, kind)
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_utf_8_are_refused():
    """They would hide a DOCTYPE."""
    with pytest.raises(NifError, match="UTF-8"):
        nif_of(BOMB.encode("utf-16"), RdfFormat.RDF_XML, base=BASE)


@pytest.mark.parametrize(
    "limits", [Limits(size=50), Limits(triples=3), Limits(contexts=0), Limits(chars=5)]
)
def test_limits_are_kept(limits):
    """Bytes, triples, texts, characters: status 413."""
    with pytest.raises(NifError) as error:
        read(document("Muskary", (0, 7)), limits=limits)
    assert error.value.status == 413
