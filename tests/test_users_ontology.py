"""A user's Turtle file is enough for a new kind of event: no Python is touched."""

import pytest

from kg.namespaces import PREFIXES
from tests.command import kg, rows

TEXT = "UNICEF vaccinated 200 children in Lagos on 3 May 2024. The minister praised the nurses."

HEAD = """
@prefix kg: <https://kg.example/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://my.example/terms#> .
"""

MINE = (
    HEAD
    + """
my:Vaccination a owl:Class ; rdfs:subClassOf kg:Event ; rdfs:label "vaccination"@en ;
    kg:triggerVerb "vaccinate" ; kg:triggerNoun "vaccination" ;
    kg:frame "my:vaccinator: subject, by" .
my:vaccinator a owl:ObjectProperty ; rdfs:label "vaccinator"@en ;
    rdfs:subPropertyOf kg:agent ; kg:filledBy "subject" ; rdfs:domain my:Vaccination .
"""
)

MY = "https://my.example/terms#"


@pytest.fixture
def here(reader, tmp_path, monkeypatch):
    """A folder to be in, with a document and the user's file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lagos.txt").write_text(TEXT)
    (tmp_path / "mine.ttl").write_text(MINE)
    return tmp_path


def mine():
    return rows("kg-store", f"SELECT ?e {{ ?e a <{MY}Vaccination> }}")


def test_a_class_of_the_user_yields_its_events(here):
    """On the next run, up to the top of the hierarchy, with place and time like any other."""
    kg("build", "lagos.txt")
    assert mine() == []

    built = kg("build", "lagos.txt", "--ontology", "mine.ttl")

    assert built.exit_code == 0
    assert "1 replaced" in built.stderr
    found = rows(
        "kg-store",
        f"""SELECT ?label ?place ?date {{ ?e a <{MY}Vaccination>, kg:Event, sem:Event ;
            rdfs:label ?label ; kg:date ?date ; kg:factuality kg:Actual
            OPTIONAL {{ ?e kg:place/rdfs:label ?place }} }}""",
    )
    assert [(label, date) for label, _, date in found] == [("vaccinated", "2024-05-03")]


def test_a_role_of_the_user_is_filled(here):
    """Written out with the roles above it."""
    kg("build", "lagos.txt", "--ontology", "mine.ttl")

    found = rows(
        "kg-store",
        f"""SELECT ?p ?name {{ ?e a <{MY}Vaccination> ; ?p ?who . ?who rdfs:label ?name
            VALUES ?p {{ <{MY}vaccinator> kg:agent sem:hasActor }} }}""",
    )
    assert {p for p, name in found if name == "UNICEF"} == {
        f"{MY}vaccinator",
        f"{PREFIXES['kg']}agent",
        f"{PREFIXES['sem']}hasActor",
    }


def test_a_build_without_the_file_takes_them_away(here):
    """Nothing of the user's terms is left, and the graph is as if they never were."""
    kg("build", "lagos.txt", "--store", "never")
    kg("build", "lagos.txt", "--ontology", "mine.ttl")

    again = kg("build", "lagos.txt")

    assert "1 replaced" in again.stderr
    assert mine() == []
    assert MY not in kg("export").stdout
    assert kg("export").stdout == kg("export", "--store", "never").stdout


def test_validate_accepts_the_class_with_the_file(here):
    """And without it says which term no ontology declares."""
    kg("build", "lagos.txt", "--ontology", "mine.ttl")

    with_file = kg("validate", "--ontology", "mine.ttl")
    without = kg("validate")

    assert (with_file.stdout, with_file.exit_code) == ("", 0)
    assert without.exit_code == 1
    assert f"{MY}Vaccination is in no ontology" in without.stdout


def test_annotate_and_ontology_take_the_file_too(here):
    """The same words everywhere."""
    noted = kg("annotate", "lagos.txt", "--ontology", "mine.ttl")
    shown = kg("ontology", "--ontology", "mine.ttl", "--class", "Vaccination")

    assert f"{MY}Vaccination" in noted.stdout
    assert shown.exit_code == 0
    assert "vaccinate" in shown.stdout


def test_the_run_tells_which_ontology_it_was(here):
    """Provenance: a build with another ontology has another version of it."""
    kg("build", "lagos.txt")
    kg("build", "lagos.txt", "--ontology", "mine.ttl")

    labels = [
        name
        for (name,) in rows("kg-store", "SELECT ?n { ?a a prov:SoftwareAgent ; rdfs:label ?n }")
    ]
    assert len({name for name in labels if name.startswith("ontology ")}) == 2


CLASS = "my:X a owl:Class ; rdfs:subClassOf kg:Event ; "

#: A file, the IRI to be named, and the reason.
WRONG = {
    "unknown property": (CLASS + 'kg:trigerVerb "x" .', "X", "kg:trigerVerb"),
    "cycle": (
        *("my:A a owl:Class ; rdfs:subClassOf my:B . my:B a owl:Class ; rdfs:subClassOf my:A .",),
        *("A", "above itself"),
    ),
    "own cycle": ("my:A a owl:Class ; rdfs:subClassOf my:A .", "A", "above itself"),
    "missing role": (CLASS + 'kg:triggerVerb "x" ; kg:frame "payer: subject" .', "X", "'payer'"),
    "class in a frame": (
        *(CLASS + 'kg:triggerVerb "x" ; kg:frame "agent: subject/Pirate" .', "X", "'Pirate'"),
    ),
    "class above": ("my:X a owl:Class ; rdfs:subClassOf kg:Evnt .", "X", "kg:Evnt"),
    "no roles": ('my:X a owl:Class ; kg:triggerVerb "x" .', "X", "no roles"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["build", "annotate", "ontology"])
@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_status_2_with_file_and_iri(case, command, here):
    """One line; nothing is built with half of it."""
    text, iri, reason = WRONG[case]
    (here / "wrong.ttl").write_text(HEAD + text)

    words = [] if command == "ontology" else ["lagos.txt"]
    shown = kg(command, *words, "--ontology", "wrong.ttl")

    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.count("\n") == 1
    for part in ("wrong.ttl", MY + iri, reason):
        assert part in shown.stderr
    assert not (here / "kg-store").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"this is no Turtle", "not Turtle"),
        (b"\xff\xfe\x00", "wrong.ttl"),
        (HEAD.encode() + b"my:X a [", "not Turtle"),
        (HEAD.encode() + b"my:X a nope:Y .", "not Turtle"),
    ],
)
@pytest.mark.parametrize("command", ["build", "validate"])
def test_a_file_that_is_no_turtle_is_named(content, reason, command, here):
    """Status 2 and one line."""
    kg("build", "lagos.txt")
    (here / "wrong.ttl").write_bytes(content)

    shown = kg(command, *(["lagos.txt"] if command == "build" else []), "--ontology", "wrong.ttl")

    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1
    assert "wrong.ttl" in shown.stderr
    assert reason in shown.stderr or command == "validate"
