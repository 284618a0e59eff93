"""`kg build`, from the words typed to what is in the store, and where it says it came from."""

import re

import pytest

from kg import __version__
from kg.store import Store
from kg.way import Settings, Way, build
from tests.command import AZAZ, ids, kg, rows


@pytest.fixture
def here(reader, tmp_path, monkeypatch):
    """A folder to be in, with a document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "azaz.txt").write_text(AZAZ)
    return tmp_path


def runs(store="kg-store"):
    with Store(store, read_only=True) as graph:
        return {name: {str(q) for q in graph.quads(name)} for name in graph.runs()}


def test_a_build_prints_only_on_stderr(here):
    """Nothing to pipe; one line of numbers."""
    built = kg("build", "azaz.txt", "--date", "2016-02-08")

    assert (built.exit_code, built.stdout) == (0, "")
    assert re.fullmatch(r"kg: 1 document, \d+ facts in kg-store \(1 added\)\n", built.stderr)


def test_quiet_is_quiet(here):
    """-q leaves what went wrong."""
    assert kg("build", "-q", "azaz.txt").stderr == ""
    assert kg("build", "-q", "azaz.txt", "no.txt").stderr == "kg: no.txt: no such file or folder\n"


def test_stdin_is_a_document(here):
    """- reads it; the id is of its bytes, so that it is the same next time."""
    assert kg("build", "-", input=AZAZ).exit_code == 0
    assert "1 unchanged" in kg("build", "-", input=AZAZ).stderr
    assert len(ids("kg-store")) == 1


def test_a_store_among_the_documents_is_no_document(here):
    """`kg build .` twice, with the store in the same folder."""
    assert kg("build", ".").exit_code == 0

    again = kg("build", ".")

    assert again.exit_code == 0
    assert "(1 unchanged)" in again.stderr
    assert again.stderr.count("\n") == 1


def test_the_base_is_that_of_all_data(here):
    """--base replaces https://kg.example/ for data and nothing else."""
    kg("build", "azaz.txt", "--base", "https://me.example/news")

    with Store("kg-store", read_only=True) as graph:
        names = graph.graphs()
        subjects = {q.subject.value for name in names for q in graph.quads(name)}
    assert all(name.startswith("https://me.example/news/graph/") for name in names)
    assert all(s.startswith("https://me.example/news/") for s in subjects)
    assert rows("kg-store", "ASK { ?e a kg:Event }".replace("ASK", "SELECT ?e"))


def test_the_run_tells_what_made_which_graphs(here):
    """prov:Activity with versions of package, reader and ontology, the time, and its graphs."""
    kg("build", "azaz.txt")

    (run,) = runs().values()
    told = "\n".join(sorted(run))
    assert "<http://www.w3.org/ns/prov#Activity>" in told
    assert "<http://www.w3.org/ns/prov#generated> <https://kg.example/graph/azaz.txt>" in told
    assert re.search(r'endedAtTime> "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"', told)
    way = Way(Settings())
    for label in (f"kg {__version__}", way.software().reader, f"ontology {way.ontology.version}"):
        assert f'"{label}"' in told
    assert re.fullmatch(r"kg-reader \S*\d\S*", way.software().reader)


def test_the_reader_of_the_run_is_the_one_of_its_weights(here):
    """Other weights are another version, or a change of facts could not be explained."""
    from kg.annotate import version

    assert version(Way(Settings()).nlp) not in ("", "0")


def test_runs_are_left_out_of_an_export(here):
    """Unless asked for."""
    kg("build", "azaz.txt")

    plain, all_ = kg("export").stdout, kg("export", "--provenance").stdout

    assert "prov#Activity" not in plain
    assert "prov#Activity" in all_
    assert set(plain.splitlines()) < set(all_.splitlines())


def test_a_build_that_changes_nothing_tells_of_no_run(here):
    """Doing it twice is doing it once."""
    kg("build", "azaz.txt")
    before = runs()

    kg("build", "azaz.txt")

    assert runs() == before


def test_a_build_that_changes_something_is_a_run_of_its_own(here):
    """Earlier runs stay on record."""
    kg("build", "azaz.txt")
    (here / "hama.txt").write_text("Fighters left Hama on Monday, Reuters reported.")

    kg("build", "azaz.txt", "hama.txt")

    assert len(runs()) == 2


def test_runs_hold_no_facts_of_documents(here):
    """A query for events sees each once; document graphs know no clock."""
    kg("build", "azaz.txt")

    with Store("kg-store", read_only=True) as graph:
        (run,) = graph.runs()
        kinds = {q.predicate.value.rpartition("#")[2] for q in graph.quads(run)}
    assert kinds == {"type", "label", "endedAtTime", "wasAssociatedWith", "generated"}
    assert "prov#endedAtTime" not in kg("export").stdout


def test_the_function_does_what_the_command_does(here):
    """The same way from Python."""
    report = build(["azaz.txt", "no.txt"], store=here / "s", settings=Settings(date="2016-02-08"))
    kg("build", "azaz.txt", "--date", "2016-02-08", "--store", "t")

    assert (report.documents, report.undated, report.failed) == (1, 0, True)
    assert [one.name for one in report.skipped] == ["no.txt"]
    assert kg("export", "--store", "s").stdout == kg("export", "--store", "t").stdout


def test_numbers_of_the_build_are_those_of_the_store(here):
    """Facts are counted as they are stored."""
    built = kg("build", "azaz.txt")

    assert f" {len(kg('export').stdout.splitlines())} facts " in built.stderr


def test_annotate_writes_nif_and_no_store(here):
    """Offsets are xsd:nonNegativeInteger, and all is of the one text."""
    noted = kg("annotate", "azaz.txt", "--format", "ntriples")

    assert noted.exit_code == 0
    assert noted.stderr == ""
    offsets = re.findall(r'(?:begin|end)Index> "\d+"\^\^<\S+#(\w+)>', noted.stdout)
    assert offsets
    assert set(offsets) == {"nonNegativeInteger"}
    assert [p.name for p in here.iterdir()] == ["azaz.txt"]


@pytest.mark.parametrize("format_", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_annotate_says_what_a_build_stores(format_, here):
    """The same triples, but for the type of the offsets."""
    import rdflib

    kg("build", "azaz.txt")
    noted = kg("annotate", "azaz.txt", "--format", format_).stdout
    names = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}

    found = rdflib.Graph().parse(data=noted, format=names.get(format_, format_))

    assert len(found) == len(kg("export").stdout.splitlines())
