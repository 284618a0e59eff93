"""The command line: what it prints where, and the status it ends with."""

import json
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

import click
import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, main
from kg.cli.options import BASE
from tests.graphs import build

KG = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')"]
WRITTEN = [n for n, (where, _) in COMMANDS.items() if find_spec(where.partition(":")[0])]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return str(build(tmp_path_factory.mktemp("cli") / "s"))


def kg(*args, **options):
    return CliRunner().invoke(main, args, catch_exceptions=False, **options)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_has_help_and_a_line_to_copy(name):
    """Every option has a sentence too."""
    command = main.get_command(click.Context(main), name)

    assert command.help
    assert f"    kg {name}" in command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_help_lists_every_command_and_imports_none():
    """Help is there at once."""
    start = time.perf_counter()
    code = "import sys; from kg.cli import main; main(['--help'], standalone_mode=False)"
    code += "; assert not {'pyoxigraph', 'rdflib', 'spacy', 'rich'} & set(sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert time.perf_counter() - start < 1
    assert all(f"  {name} " in shown.stdout for name in COMMANDS)


def test_version():
    """For bug reports."""
    assert kg("--version").output.startswith("kg, version ")


def test_a_misspelt_command_proposes_near_ones():
    """Status 2, on stderr."""
    shown = kg("exprt")

    assert shown.exit_code == 2
    assert "did you mean export or report?" in shown.stderr


def test_rows_go_to_stdout_as_csv(store):
    """So that they pipe."""
    shown = kg("query", "events-by-place", "--param", "place=hama", "--store", store)

    assert shown.exit_code == 0
    assert shown.stdout.count("\n") == 3
    assert shown.stderr == ""


def test_the_store_comes_from_the_environment(store):
    """KG_STORE saves typing."""
    assert kg("query", "documents", env={"KG_STORE": store}).exit_code == 0


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["ASK { ?s a kg:AirStrike }"], 0, ""),
        (["ASK { ?s a kg:Election }"], 1, ""),
        (["evnts"], 2, "did you mean events or"),
        (["events-by-place", "--param", "place=Hamma"], 1, "did you mean Hama"),
        (["events-by-place", "--param", "palce=Hama"], 2, "did you mean place?"),
        (["events-by-place", "--param", "Hama"], 2, "NAME=VALUE"),
        (["SELECT ?s { ?s }"], 2, "line 1, column 17"),
        (["events", "--format", "turtle"], 2, "turtle is for CONSTRUCT"),
        ([], 2, "kg query --list"),
    ],
)
def test_status_of_a_query(args, status, words, store):
    """0 yes, 1 no, 2 wrong usage; what is wrong is on stderr."""
    shown = kg("query", *args, "--store", store)

    assert shown.exit_code == status
    assert words in shown.stderr


def test_no_rows_is_an_answer(store):
    """Header alone in csv, a word on stderr for people."""
    empty = "SELECT ?s { ?s a kg:Election }"

    shown = kg("query", empty, "--store", store)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, "s\n", "no rows\n")
    shown = kg("query", empty, "--store", store, "--format", "table")
    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, "", "no rows\n")


def test_table_shows_names_and_nothing_that_steers_the_terminal(store):
    """IRIs get their labels."""
    query = "SELECT ?e (CONCAT('\\u001b[31m', 'red') AS ?x) { ?e a kg:AirStrike }"

    shown = kg("query", query, "--store", store, "--format", "table").stdout

    assert "bombed" in shown
    assert "\x1b" not in shown


def test_every_format_of_rows_and_triples(store):
    """W3C results and RDF."""
    for format_ in ("csv", "tsv", "json", "xml"):
        assert kg("query", "events", "--store", store, "--format", format_).exit_code == 0
    for format_ in ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"):
        query = "CONSTRUCT WHERE { ?s a kg:Event }"
        assert kg("query", query, "--store", store, "--format", format_).stdout


def test_questions_are_listed_and_shown(store):
    """To learn and to change."""
    assert "--param place=…" in kg("query", "--list").stdout
    assert kg("query", "--show", "events").stdout.startswith("PREFIX ")


def test_sparql_comes_from_stdin_and_files(store, tmp_path):
    """- is stdin."""
    (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }")

    assert kg("query", "-", "--store", store, input="ASK {}").stdout == "yes\n"
    assert kg("query", str(tmp_path / "q.rq"), "--store", store).stdout == "yes\n"


@pytest.mark.parametrize("command", ["query", "export", "stats", "validate", "forget"])
def test_reading_without_a_store_says_how_to_build_one(command, tmp_path):
    """And makes no folder."""
    words = {"query": ["events"], "forget": ["x"]}.get(command, [])

    shown = kg(command, *words, "--store", str(tmp_path / "none"))

    assert shown.exit_code == 2
    assert shown.stderr.startswith("kg: no store at ")
    assert "kg build FOLDER" in shown.stderr
    assert not (tmp_path / "none").exists()


def test_export_writes_a_file(store, tmp_path):
    """The count is on stderr."""
    target = tmp_path / "a.ttl"
    args = ["--doc", "news/azaz.txt", "--format", "turtle", "-o", str(target)]

    shown = kg("export", "--store", store, *args)

    assert (shown.exit_code, shown.stdout) == (0, "")
    assert target.read_text().startswith("@prefix")


def test_forget_removes_one_document(store, tmp_path):
    """Unknown ones are proposed near names, with status 1."""
    copy = shutil.copytree(store, tmp_path / "s")

    assert kg("forget", "news/azaz", "--store", str(copy)).exit_code == 1
    assert kg("forget", "news/azaz.txt", "--store", str(copy)).exit_code == 0
    shown = kg("forget", "news/azaz.txt", "--store", str(copy))
    assert shown.exit_code == 1
    assert "did you mean news/hama.txt?" in shown.stderr


def test_diff_is_like_diff(store, tmp_path):
    """0 the same, 1 different, 2 trouble with the arguments."""
    lines = kg("export", "--store", store).stdout.splitlines(keepends=True)
    (tmp_path / "a.nq").write_text("".join(lines[2:]))

    assert kg("diff", store, store).exit_code == 0
    shown = kg("diff", str(tmp_path / "a.nq"), store)
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[0].endswith("\t+2\t-0")
    assert shown.stderr == "2 added, 0 removed in 1 graphs\n"
    assert kg("diff", store, str(tmp_path / "none")).exit_code == 2


def test_validate_and_stats_as_json(store):
    """For scripts."""
    assert json.loads(kg("validate", "--store", store, "--format", "json").stdout)["conforms"]
    assert json.loads(kg("stats", "--store", store, "--format", "json").stdout)["documents"] == 3
    assert "documents" in kg("stats", "--store", store).stdout


def test_a_reader_that_leaves_early_is_no_error(store):
    """As in: kg export | head -1."""
    run = subprocess.Popen(
        [*KG, "export", "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run.stdout.close()

    errors = run.stderr.read()
    assert run.wait() == 0
    assert b"Traceback" not in errors
    run.stderr.close()


def test_a_full_disk_on_stdout_is_one_line(store):
    """Status 3."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(
            [*KG, "query", "events", "--store", store], stdout=full, stderr=subprocess.PIPE
        )

    assert run.returncode == 3
    assert run.stderr == b"kg: cannot write: No space left on device\n"


def test_an_interrupt_is_quiet(monkeypatch):
    """Status 130, as shells have it."""

    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.query.catalogue", interrupted)
    monkeypatch.setattr("kg.cli.query.catalogue", interrupted)

    shown = kg("query", "--list")

    assert (shown.exit_code, shown.output) == (130, "")


@pytest.mark.parametrize(
    ("given", "base"),
    [("https://me.example", "https://me.example/"), ("nonsense", None), ("https://a b/", None)],
)
def test_base_is_an_iri_to_build_on(given, base):
    """A missing slash is added, anything else is refused."""

    @click.command()
    @BASE
    def show(base):
        click.echo(base)

    shown = CliRunner().invoke(show, ["--base", given])

    assert shown.output == (f"{base}\n" if base else "")
    assert (shown.exit_code == 0) == (base is not None)
