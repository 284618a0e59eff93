"""What `kg export` writes, other programs read: as many statements, the same words."""

import json
import shutil
import subprocess

import pytest
import rdflib

from tests.command import AZAZ, kg, rows

#: Documents of all that is hard to write: name -> what follows the sentence about Azaz.
TEXTS = {
    "quotes.txt": "\"We will not go,\" the mayor's office said. 'No' \\ \\n \\\" \\u0041 ''' \"\"\"",
    "lines.txt": "\n\n\tThe army denied it.\r\nThe\u2028 UN\u0085 said\vno.\f\n  End \t",
    "arabic.txt": "The town (\u200fأعزاز\u200e) is \u202bاعزاز\u202c. Fighters of أحرار الشام left Hama.",
    "hebrew.txt": "The paper \u2067הארץ\u2069 of תֵּל אָבִיב reported that Israel attacked Damascus.",
    "emoji.txt": "😀👩\u200d👩\u200d👧🇸🇾 The minister tweeted 👍🏽 on Monday. 𝔄 𐍈 \U0010fffd",
    "combining.txt": "Ha\u0323ma\u0304h, Zu\u0308rich, Z\u0351\u036b\u0343a\u0300\u0316lgo, a\u030a\u0301",
    "control.txt": "\x01\x02The\x1b[31m army\x7f \x9bleft\u200b it.\ufeff So did the\u00ad UN\ufffe \ufdd0.",
    "markup.txt": "& &amp; ]]> <!-- x --> <?php ?> {} [] ^^<x> @en <https://x.example/a b>",
    '50% "off" <#1?> {ü} `a`|\\^.txt': "A name that needs escapes.",
}

#: Records whose metadata are hard to write.
RECORDS = [
    {
        "id": f'{number} "b" \\ <c>\n😀',
        "title": 'He said "no" \\ \t\n <b> &amp; العربية',
        "text": AZAZ,
        "date": "2016-02-08T10:11:12+02:00",
        "source": source,
        "publisher": 'O\'Brien & "Sons" \\ \x07 ünïcode',
        "language": language,
    }
    for number, (source, language) in enumerate(
        [
            ("https://x.example/a?b=c&d=%C3%BC#f", "en-GB"),
            ("https://x.example/with space", "EN"),
            ("https://x.example/ümläut/أعزاز", "en-us"),
            ("https://x.example/%zz/[1]/{2}", ""),
            ("http://[::1", "en"),
            ("http://", "en"),
            ("https://x.example:port/", "en"),
            ("javascript:alert(1)", "en"),
            ('https://x.example/"><script>', "en"),
            ("AFP", "english"),
        ]
    )
]

QUADS = ("nquads", "trig", "jsonld")
RDFLIB = {
    "nquads": "nquads",
    "ntriples": "nt",
    "turtle": "turtle",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
FORMATS = list(RDFLIB)


@pytest.fixture(scope="module")
def store(reader, tmp_path_factory):
    """A store built from hard texts."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(f"{AZAZ} {text}", newline="")
    lines = [json.dumps(record) for record in RECORDS]
    (folder / "in" / "records.jsonl").write_text("\n".join(lines))
    built = kg("build", folder / "in", "--store", folder / "store")
    assert built.exit_code == 0, built.stderr
    assert f"{len(TEXTS) + len(RECORDS)} added" in built.stderr
    return folder / "store"


@pytest.fixture(scope="module")
def files(store, tmp_path_factory):
    """Every export of it: format -> file."""
    folder = tmp_path_factory.mktemp("exports")
    for format_ in FORMATS:
        written = kg("export", "--store", store, "--format", format_, "-o", folder / format_)
        assert written.exit_code == 0
    return {format_: folder / format_ for format_ in FORMATS}


def statements(format_, files):
    """How many statements the lines say there are: quads where the format has graphs."""
    lines = "nquads" if format_ in QUADS else "ntriples"
    return len(files[lines].read_text().split(" .\n")) - 1


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_every_statement(format_, files):
    """As many quads or triples as were written, and every text as it is."""
    read = rdflib.Dataset()
    read.parse(files[format_], format=RDFLIB[format_])

    found = list(read.quads())
    assert len(found) == statements(format_, files)
    is_string = rdflib.URIRef(
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"
    )
    texts = {str(o) for _, p, o, _ in found if p == is_string}
    lines = rdflib.Dataset()
    lines.parse(files["nquads"], format="nquads")
    assert texts == {str(o) for _, p, o, _ in lines.quads() if p == is_string}
    assert len(texts) == len(TEXTS) + 1


@pytest.mark.parametrize("format_", ["nquads", "ntriples", "turtle", "trig"])
def test_serdi_reads_every_statement(format_, files):
    """Strictly, without a word of complaint."""
    if not shutil.which("serdi"):
        pytest.skip("serdi is not installed: apt-get install serdi")

    run = subprocess.run(
        ["serdi", "-i", format_, "-o", "nquads", files[format_]], capture_output=True, text=True
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count(" .\n") == statements(format_, files)


@pytest.mark.parametrize("format_", ["nquads", "ntriples", "turtle", "trig", "rdfxml"])
def test_rapper_reads_every_statement(format_, files):
    """Without an error or a warning."""
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed: apt-get install raptor2-utils")

    run = subprocess.run(
        ["rapper", "-i", format_, "-o", "ntriples", files[format_]], capture_output=True, text=True
    )

    said = [line for line in run.stderr.splitlines() if "Error" in line or "Warning" in line]
    assert (run.returncode, said) == (0, [])
    assert run.stdout.count(" .\n") == statements(format_, files)


def test_what_is_exported_can_be_loaded_and_is_the_same(files, store):
    """`kg diff` between the store and each file with graphs finds nothing."""
    for format_ in ("nquads",):
        same = kg("diff", store, files[format_])
        assert (same.exit_code, same.stdout) == (0, "")


def test_texts_hold_no_characters_that_no_format_may_have(store):
    """No controls but line ends and tabs, no lone surrogates or noncharacters."""
    texts = [
        t
        for (t,) in rows(store, "SELECT ?t { ?d nif:isString|dcterms:title|dcterms:publisher ?t }")
    ]

    wrong = {c for t in texts for c in t if c not in "\n\t" and not (c >= " " and c.isprintable())}

    assert {hex(ord(c)) for c in wrong} <= {
        *("0x200d", "0x200e", "0x200f", "0x2067", "0x2069", "0x202b", "0x202c", "0xa0"),
        "0x10fffd",
    }


def test_a_graph_of_hard_texts_conforms(store):
    """Offsets, IRIs and literals too."""
    checked = kg("validate", "--store", store)

    assert (checked.stdout, checked.exit_code) == ("", 0)


def test_titles_and_sources_come_back(store):
    """A source that is an IRI is one, and any other stays words."""
    titles = {t for (t,) in rows(store, "SELECT ?t { ?d dcterms:title ?t }")}
    iris = {s for (s,) in rows(store, "SELECT ?s { ?d dcterms:source ?s FILTER isIRI(?s) }")}
    words = {s for (s,) in rows(store, "SELECT ?s { ?d dcterms:source ?s FILTER isLiteral(?s) }")}

    assert titles == {'He said "no" \\ <b> &amp; العربية'}
    assert "https://x.example/a?b=c&d=%C3%BC#f" in iris
    assert {"https://x.example/with space", "AFP", "javascript:alert(1)"} <= words
    assert len(iris | words) == len(RECORDS)


def test_one_document_is_exported_alone(store):
    """By its id, however hard."""
    name = "50%25%20%22off%22%20%3C%231%3F%3E%20%7B%C3%BC%7D%20%60a%60%7C%5C%5E.txt"

    alone = kg("export", "--store", store, "--doc", name)

    assert alone.exit_code == 0
    assert all(f"/graph/{name}> ." in line for line in alone.stdout.splitlines())
