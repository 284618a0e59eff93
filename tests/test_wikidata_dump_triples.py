"""triples: truthy N-Triples give the items that the JSON dump gives, but for what they do not tell."""

import bz2
import gzip
import random
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from kg.wikidata.file import KnowledgeBase
from kg.wikidata.triples import date, point, unescaped
from kg.wikidata.values import Office
from tests.command import kg
from tests.dumps import B, claim, dump, entity, item, triples, world

NUMBERS = [f"Q{B + n}" for n in range(100)]


def items(path):
    """The items of the small world that are in a file."""
    with KnowledgeBase.open(path) as base:
        return base.items(NUMBERS)


def test_truthy_triples_give_the_items_of_the_dump(tmp_path):
    """The same world in both forms gives the same items; offices have no dates in truthy triples."""
    source = dump(tmp_path / "dump.json", world())
    kg("wikidata", "build", source, "-o", tmp_path / "json.kb")
    (tmp_path / "truthy.nt.gz").write_bytes(gzip.compress("\n".join(triples(world())).encode()))

    said = kg("wikidata", "build", tmp_path / "truthy.nt.gz", "-o", tmp_path / "nt.kb")

    assert said.exit_code == 0, said.stderr
    undated = [
        replace(i, offices=tuple(Office(o.title) for o in i.offices))
        for i in items(tmp_path / "json.kb")
    ]
    assert items(tmp_path / "nt.kb") == undated


def test_the_order_of_triples_does_not_matter(tmp_path):
    """What is told of one entity in several places is joined."""
    lines = list(triples(world()))
    (tmp_path / "a.nt").write_text("\n".join(lines), "utf-8")
    random.Random(1).shuffle(lines)
    (tmp_path / "b.nt").write_text("\n".join(lines), "utf-8")

    for name in ("a", "b"):
        assert (
            kg("wikidata", "build", tmp_path / f"{name}.nt", "-o", tmp_path / name).exit_code == 0
        )

    assert items(tmp_path / "a") == items(tmp_path / "b")


def test_pages_are_counted_where_their_number_is_not_told(tmp_path):
    """Without the number of sitelinks the pages about an entity count, wherever they stand."""
    lines = [t for t in triples(world()) if "ontology#sitelinks" not in t and "EntityData" not in t]
    (tmp_path / "a.nt").write_text("\n".join(sorted(lines)), "utf-8")

    kg("wikidata", "build", tmp_path / "a.nt", "-o", tmp_path / "a.kb", "--min-sitelinks", "5")

    assert [int(i.qid[1:]) - B for i in items(tmp_path / "a.kb")] == [10, 11, 20, 40]


def test_garbage_is_counted_and_passed_over(tmp_path):
    """Lines that are no triples are counted; blank nodes and comments are none of our business."""
    lines = [
        "# comment",
        "garbage",
        "<a> <b>",
        *triples(world()),
        '_:b <http://a/b> "c" .',
        "\x00\ufffd",
    ]
    (tmp_path / "a.nt").write_text("\n".join(lines), "utf-8")

    said = kg("wikidata", "build", tmp_path / "a.nt", "-o", tmp_path / "a.kb")

    assert said.exit_code == 0
    assert "3 broken lines, the first is line 2" in said.stderr


def test_a_redirect_leads_to_what_is_meant(tmp_path):
    """References to an entity that is another now are followed."""
    old = B + 90
    documents = [
        *world(),
        entity(B + 60, "Elsewhere", claim("P31", item(B + 2)), claim("P131", item(old))),
    ]
    same = f"<http://www.wikidata.org/entity/Q{old}> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q{B + 11}> ."
    (tmp_path / "a.nt").write_text("\n".join([same, *triples(documents)]), "utf-8")

    kg("wikidata", "build", tmp_path / "a.nt", "-o", tmp_path / "a.kb")

    (found,) = (i for i in items(tmp_path / "a.kb") if i.label == "Elsewhere")
    assert found.parents == (f"Q{B + 11}", f"Q{B + 10}")


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.wikidata import build, triples
triples.EVERY = 7
def tell(read, size, progress):
    if progress.lines >= 42:
        os.kill(os.getpid(), signal.SIGKILL)
build.build(sys.argv[1], Path(sys.argv[2]), build.Settings(), tell=tell)
"""


def test_what_was_killed_goes_on_in_the_middle_of_an_entity(tmp_path):
    """After SIGKILL the file is that of an unbroken run."""
    source = tmp_path / "a.nt.bz2"
    source.write_bytes(bz2.compress("\n".join(triples(world())).encode()))

    killed = subprocess.run([sys.executable, "-c", KILLED, source, tmp_path / "a.kb"], check=False)
    said = kg("wikidata", "build", source, "-o", tmp_path / "a.kb")
    kg("wikidata", "build", source, "-o", tmp_path / "b.kb")

    assert killed.returncode == -signal.SIGKILL
    assert "resumes at line 43" in said.stderr
    assert (tmp_path / "a.kb").read_bytes() == (tmp_path / "b.kb").read_bytes()


def test_a_page_instead_of_triples_is_refused(tmp_path):
    """Nothing but garbage is status 3."""
    (tmp_path / "a.nt").write_text("<html>sorry</html>\n" * 3000, "utf-8")

    said = kg("wikidata", "build", tmp_path / "a.nt", "-o", tmp_path / "a.kb")

    assert said.exit_code == 3
    assert "no entity in it so far" in said.stderr


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a", "a"), (r"\u00e9\t\\", "é\t\\"), (r"\U0001F600", "😀"), (r"\"q\"", '"q"')],
)
def test_escapes_mean_what_the_standard_says(written, meant):
    """N-Triples 1.1, section 2.4."""
    assert unescaped(written) == meant


def test_values_that_mean_nothing_are_empty():
    """Dates and points in no form of theirs are left out."""
    assert (date(["soon"]), date([]), point(["Point(200 10)", "somewhere"])) == ("", "", None)
