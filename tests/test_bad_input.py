"""What goes wrong outside of kg: one clear line, the right status, and the rest is done."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial

import pytest

from kg.errors import KgError, UsageError
from kg.store import Store
from tests.command import AZAZ, KG, ids, kg, kg_process, rows
from tests.test_store import mounted

GERMAN = "Die Rebellen haben am Freitag die Stadt Azaz eingenommen, teilten die Behörden mit. "
ARABIC = "سيطر مقاتلو المعارضة على مدينة أعزاز يوم الجمعة بحسب الأمم المتحدة. "
CAFE = "Rebels seized the café in Azaz on Friday, the UN said. The attack was brief."

#: What lies beside the good document: name, bytes; the status; the line on stderr.
FILES = {
    "missing": ("", b"", 3, "kg: nowhere.txt: no such file or folder"),
    "empty file": ("empty.txt", b"", 3, "kg: empty.txt: empty"),
    "white space": ("blank.txt", b" \n\t\n", 3, "kg: blank.txt: empty"),
    "binary": ("a.txt", b"abc\0\1\2def", 3, "kg: a.txt: not a text document (binary data)"),
    "picture": ("a.txt", b"\x89PNG\r\n\x1a\n", 3, "kg: a.txt: not a text document (PNG image)"),
    "unknown kind": ("a.xyz", b"\xff\xfe\xfa\x80", 3, "kg: a.xyz: "),
    "broken PDF": ("a.pdf", b"%PDF-1.4 broken", 3, "kg: a.pdf: broken PDF"),
    "broken JSON": ("a.json", b'{"text": "Reb', 3, "kg: a.json: "),
    "broken line": ("a.jsonl", b'{"text": "Reb\n', 3, "kg: a.jsonl line 1: "),
    "no column": ("a.csv", b"x,y\n1,2\n", 3, "kg: a.csv: no column for the text"),
    "empty page": ("a.html", b"<html><body></body></html>", 3, "kg: a.html: no text in this page"),
    "Arabic": ("a.txt", (ARABIC * 5).encode(), 0, "kg: a.txt: looks like Arabic (ar), not English"),
    "Arabic in windows-1256": (
        *("a.txt", (ARABIC * 5).encode("cp1256"), 0),
        "kg: a.txt: looks like Arabic (ar), not English",
    ),
    "German": ("a.txt", (GERMAN * 3).encode(), 0, "kg: a.txt: looks like German (de), not English"),
}  # fmt: skip


@pytest.fixture
def here(reader, tmp_path, monkeypatch):
    """A folder to be in, with a good document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(AZAZ)
    return tmp_path


@pytest.mark.parametrize("case", FILES)
def test_a_bad_document_is_one_line_and_the_good_one_is_read(case, here):
    """Status 3 for a failure, 0 for what is rightly left out."""
    name, content, status, line = FILES[case]
    if name:
        (here / name).write_bytes(content)

    built = kg("build", name or "nowhere.txt", "good.txt")

    said, summary = built.stderr.splitlines()
    assert built.exit_code == status
    assert built.stdout == ""
    assert said.startswith(line)
    assert "(1 added, 1 skipped)" in summary
    assert ids(here / "kg-store") == ["good.txt"]


def test_a_folder_without_documents_is_one_line(here):
    """It says which kinds of files are read."""
    (here / "folder" / "deep").mkdir(parents=True)

    built = kg("build", "folder", "good.txt")

    said, _ = built.stderr.splitlines()
    assert built.exit_code == 3
    assert said.startswith("kg: folder: no documents in folder; known kinds: .txt ")
    assert ids(here / "kg-store") == ["good.txt"]


def test_a_western_encoding_is_read_and_said(here):
    """Latin-1 English is a document, with a note."""
    (here / "cafe.txt").write_bytes(CAFE.encode("latin-1"))

    built = kg("build", "cafe.txt", "good.txt")

    assert built.exit_code == 0
    assert built.stderr.startswith("kg: cafe.txt: read as windows-1252\n")
    assert (CAFE,) in rows(here / "kg-store", "SELECT ?t { ?d nif:isString ?t }")


@pytest.mark.parametrize(
    ("name", "head", "line"), [("big.txt", "", ""), ("big.html", "<html><body><p>", "<p>")]
)
def test_fifty_megabytes_are_refused_at_once(name, head, line, here):
    """The limit is told, and memory stays below what one document may take."""
    text = f"{AZAZ}{line}\n"
    (here / name).write_text(head + text * (50_000_000 // len(text)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    start = time.perf_counter()
    built = kg("build", name, "good.txt")
    seconds = time.perf_counter() - start

    said, _ = built.stderr.splitlines()
    assert built.exit_code == 3
    assert said.startswith(f"kg: {name}: ")
    assert "more than the limit of 5 million; split it, or raise --max-chars" in said
    assert ids(here / "kg-store") == ["good.txt"]
    assert seconds < 30
    if not head:
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


def test_without_a_date_relative_times_stay_open(here):
    """Nothing is guessed: no day for Friday, and the summary says why."""
    built = kg("build", "good.txt")

    assert built.exit_code == 0
    assert built.stderr.endswith("; 1 without a date (say --date)\n")
    assert rows(here / "kg-store", "SELECT ?d { ?x dcterms:issued ?d }") == []
    assert rows(here / "kg-store", "SELECT ?d { ?e kg:earliestStart|kg:date ?d }") == []


def test_a_date_on_the_command_line_settles_them(here):
    """2016-02-08 was a Monday: the Friday before was the fifth."""
    built = kg("build", "good.txt", "--date", "2016-02-08")

    assert "without a date" not in built.stderr
    found = rows(here / "kg-store", "SELECT ?d { ?e a kg:Event ; kg:date ?d }")
    assert found == [("2016-02-05",)]


#: Words after `kg`, the status, and words of the line.
WORDS = {
    "wrong date": (["build", "good.txt", "--date", "yesterday"], "no such date: 'yesterday'"),
    "no such day": (["build", "good.txt", "--date", "2016-02-30"], "no such date: '2016-02-30'"),
    "model": (["build", "good.txt", "--model", "xx_none"], "no spaCy pipeline 'xx_none'"),
    "base": (["build", "good.txt", "--base", "not an IRI"], "not an IRI to build on"),
    "base of data": (["annotate", "good.txt", "--base", "mailto:me"], "not an IRI to build on"),
    "ontology": (["build", "good.txt", "--ontology", "no.ttl"], "no ontology file no.ttl"),
    "date of one": (["annotate", "good.txt", "--date", "soon"], "no such date: 'soon'"),
    "store is a file": (["build", "good.txt", "--store", "good.txt"], "good.txt is a file"),
    "store is a folder": (["build", "good.txt", "--store", "."], "is not a store but has files"),
    "no store": (["query", "events", "--store", "none"], "no store at none"),
    "format of export": (["export", "--format", "nonsense"], "'nonsense' is not one of 'nquads'"),
    "format of rows": (["query", "events", "--format", "nonsense"], "'nonsense' is not one of"),
    "format of NIF": (["annotate", "good.txt", "--format", "odd"], "'odd' is not one of 'turtle'"),
    "option": (["build", "good.txt", "--dat", "2016"], "No such option"),
    "no input": (["build"], "Missing argument 'INPUT...'"),
    "class": (["ontology", "--class", "Picnick"], "Picnick"),
}  # fmt: skip


@pytest.mark.parametrize("case", WORDS)
def test_wrong_words_are_status_2_and_leave_nothing(case, here):
    """The last line tells what is wrong; no store is made."""
    args, words = WORDS[case]

    shown = kg(*args)

    assert shown.exit_code == 2
    assert words in shown.stderr.splitlines()[-1]
    assert [p.name for p in here.iterdir()] == ["good.txt"]


#: Questions, and words of the line.
QUESTIONS = {
    "SPARQL": (["SELECT ?s WHERE {\n ?s ?p }"], "line 2, column 9"),
    "prefix": (["SELECT ?s { ?s a nope:Thing }"], "line 1"),
    "name": (["evnts"], "did you mean events"),
    "file": (["nowhere.rq"], "nowhere.rq"),
    "parameter": (["events-by-place", "--param", "palce=Hama"], "did you mean place?"),
    "value": (["events-by-place", "--param", "place"], "NAME=VALUE"),
    "format": (["events", "--format", "turtle"], "turtle is for CONSTRUCT"),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_wrong_question_is_status_2(case, seeds):
    """SPARQL is told with line and column."""
    args, words = QUESTIONS[case]

    shown = kg("query", *args, "--store", seeds)

    assert (shown.exit_code, shown.stdout) == (2, "")
    assert words in shown.stderr


def test_a_pipeline_without_a_parser_is_one_line(here):
    """What another pipeline lacks is said before a text is read."""
    import spacy

    spacy.blank("en").to_disk(here / "blank")

    built = kg("build", "good.txt", "--model", "blank")

    assert built.exit_code == 3
    assert built.stderr.count("\n") == 1
    assert "'blank' has no parser and no ner" in built.stderr
    assert not (here / "kg-store").exists()


NAMES = [
    *("a b.txt", "50% off #1?.txt", "Überfall & «Sturm».txt", "أعزاز.txt", "a%20b.txt"),
    *("e\u0301.txt", "x:y;z=(1),'2'.txt", "-.txt", "[1].txt", "line\nbreak.txt"),
]


def test_any_name_of_a_file_is_a_document(here):
    """Spaces, percent signs, other scripts: each is found and forgotten by its id."""
    (here / "in").mkdir()
    for name in NAMES:
        (here / "in" / name).write_text(AZAZ)

    built = kg("build", "in")

    found = ids(here / "kg-store")
    assert built.exit_code == 0
    assert len(found) == len(set(found)) == len(NAMES)
    assert kg("validate").exit_code == 0
    assert {kg("forget", "--", one).exit_code for one in found} == {0}
    assert ids(here / "kg-store") == []


def test_a_file_with_magic_in_its_name_is_found_by_it(here):
    """A name that looks like a pattern or an option is a name first."""
    for name in ("[1].txt", "50% off #1?.txt"):
        (here / name).write_text(AZAZ)
        assert kg("build", name, "--store", "s").exit_code == 0

    assert ids(here / "s") == ["%5B1%5D.txt", "50%25%20off%20%231%3F.txt"]


LOCK = """
import sys
sys.path[:0] = {path!r}
from kg.store import Store
with Store({store!r}):
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def locked(store):
    code = LOCK.format(path=sys.path, store=str(store))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        yield
        holder.stdin.close()


def test_a_store_in_use_is_one_line(here):
    """Writers wait or give up; readers are served meanwhile."""
    kg("build", "good.txt")

    with locked(here / "kg-store"):
        tries = [kg("build", "good.txt"), kg("forget", "good.txt")]
        read = kg("query", "documents")

    for one in tries:
        assert one.exit_code == 3
        assert one.stderr == (
            "kg: store kg-store is in use by another process (wait until it has ended)\n"
        )
    assert read.exit_code == 0
    assert "good.txt" in read.stdout


def test_of_two_builds_at_once_the_second_is_told(here):
    """The first does its work, the second ends with status 3 and one line."""
    many(here / "in", 20)

    # The first build holds the store while it waits for its standard input.
    words = [*KG, "build", "in", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as first:
        while not (here / "kg-store" / "kg-store.json").exists():
            if first.poll() is not None:
                pytest.fail(f"the first build ended: {first.stderr.read()}")
            time.sleep(0.05)
        second = kg("build", "good.txt")
        _, said = first.communicate(AZAZ)

    assert first.returncode == 0, said
    assert second.exit_code == 3
    assert second.stderr.startswith("kg: store kg-store is in use by another process")
    assert second.stderr.count("\n") == 1
    assert len(ids(here / "kg-store")) == 21


def test_a_read_only_place_is_one_line(here):
    """A store on a read-only medium answers and takes nothing."""
    with mounted(here / "m", "size=32m") as place:
        kg("build", "good.txt", "--store", place / "s")
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        old = kg("build", "good.txt", "--store", place / "s")
        new = kg("build", "good.txt", "--store", place / "t")
        asked = kg("query", "documents", "--store", place / "s")

    for one in (old, new):
        assert (one.exit_code, one.stderr.count("\n")) == (3, 1)
        assert "no permission" in one.stderr
    assert asked.exit_code == 0


def test_a_full_disk_is_one_line(here):
    """What was there before is still there."""
    many(here / "in", 300)
    with mounted(here / "m", "size=4m") as place:
        before = kg("build", "good.txt", "--store", place / "s")
        full = kg("build", "in", "--store", place / "s")
        left = ids(place / "s")

    assert before.exit_code == 0
    assert (full.exit_code, full.stderr.count("\n")) == (3, 1)
    assert "the disk is full" in full.stderr
    assert "good.txt" in left


def test_a_reader_that_leaves_early_is_no_error(seeds):
    """As in: kg export | head -1."""
    command = " ".join([f"'{KG[0]}' -c \"{KG[2]}\"", "export --store", str(seeds), "| head -1"])

    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0
    assert run.stdout.count("\n") == 1
    assert "Traceback" not in run.stderr


#: A build that puts small batches on the disk, so that there is a middle to be killed in.
SMALL = """
import sys
from functools import partialmethod
sys.path[:0] = {path!r}
from kg.cli import main
from kg.store import Store
Store.writer = partialmethod(Store.writer, batch=500)
main(["build", "in"])
"""


def wait_for_five(child, store):
    """Wait until a build has written five documents; a look at a moving store may fail."""
    found = []
    while len(found) < 5:
        if child.poll() is not None:
            pytest.fail("the build ended before it could be stopped")
        time.sleep(0.05)
        try:
            found = there(store)
        except (KgError, OSError, RuntimeError):
            continue


def test_a_killed_build_is_made_good_by_the_next(here):
    """kill -9 half-way leaves whole documents; building again gives what one build gives."""
    many(here / "in", 300)
    kg("build", "in", "--store", "whole")

    child = subprocess.Popen([sys.executable, "-c", SMALL.format(path=sys.path)])
    wait_for_five(child, here / "kg-store")
    child.send_signal(signal.SIGKILL)
    child.wait()
    left = there(here / "kg-store")
    again = kg("build", "in")

    assert 5 <= len(left) < 300
    assert again.exit_code == 0, again.stderr
    assert f"{len(left)} unchanged" in again.stderr
    assert kg("export").stdout == kg("export", "--store", "whole").stdout


def test_an_interrupt_keeps_what_was_done(here):
    """Ctrl-C ends with 130, and the documents before it are in the store."""
    many(here / "in", 500)

    code = SMALL.format(path=sys.path)
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    child = subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, preexec_fn=listens
    )  # A process that a script put behind hears no interrupt, nor do its children.
    wait_for_five(child, here / "kg-store")
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()

    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert 5 <= len(ids(here / "kg-store")) < 500


def test_a_document_that_our_code_stumbles_over_is_one_line(here, monkeypatch):
    """The others are built, and the status tells."""
    from kg.way import Way

    mapped = Way.mapped

    def stumbling(self, document, doc, rulings=()):
        if document.id == "bad.txt":
            raise RuntimeError("the runtime\nis out of luck")
        return mapped(self, document, doc, rulings)

    monkeypatch.setattr(Way, "mapped", stumbling)
    (here / "bad.txt").write_text(AZAZ)

    built = kg("build", "bad.txt", "good.txt")

    said, summary = built.stderr.splitlines()
    assert built.exit_code == 3
    assert said.startswith(
        "kg: bad.txt: cannot be annotated: RuntimeError: the runtime is out of luck ("
    )
    assert "(1 added, 1 skipped)" in summary
    assert ids(here / "kg-store") == ["good.txt"]


def test_annotate_says_the_same_of_bad_input(here):
    """Nothing on stdout, one line, status 3."""
    for name in ("nowhere.txt",):
        shown = kg("annotate", name)
        assert (shown.exit_code, shown.stdout) == (3, "")
        assert shown.stderr == f"kg: {name}: no such file or folder\n"


def test_no_message_is_a_traceback(here):
    """Not even when the environment is odd: no HOME, C locale, a closed stdin."""
    run = kg_process(
        *("build", "good.txt", "-", "--store", "s"),
        env={"LC_ALL": "C", "HOME": "/nonexistent", "PYTHONIOENCODING": ""},
        stdin=subprocess.DEVNULL,
    )

    assert run.returncode == 3
    assert run.stderr.splitlines()[0] == "kg: -: empty"
    assert ids(here / "s") == ["good.txt"]


def many(folder, count):
    """Write short documents, each a little different."""
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(f"{AZAZ} They killed {n + 2} soldiers there.")


def there(store):
    """Return the documents of a store that may not exist yet."""
    try:
        return ids(store)
    except UsageError:
        return []


def test_the_store_is_let_go_after_a_failed_build(here):
    """The same process can go on."""
    assert kg("build", "good.txt", "--ontology", "no.ttl").exit_code == 2
    assert kg("build", "nowhere.txt").exit_code == 3

    with Store(here / "kg-store"):
        assert os.path.exists(here / "kg-store" / "LOCK")  # noqa: PTH110
