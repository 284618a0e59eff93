"""The first report: what its graph says, held to floors below what was measured."""

from pathlib import Path

import pytest

from tests.command import kg, rows
from tests.report import links, table

REPORT = Path(__file__).parents[2] / "shared" / "seeds" / "000_4a63372d829b355a.txt"


pytestmark = pytest.mark.skipif(not REPORT.exists(), reason="the report is not part of the project")


@pytest.fixture(scope="module")
def store(reader, tmp_path_factory):
    """The report, built as a user would."""
    path = tmp_path_factory.mktemp("report") / "store"
    built = kg("build", REPORT, "--date", "2015-10-10", "--store", path)
    assert built.exit_code == 0, built.stderr
    return path


def test_the_report_is_told(store, capsys):
    """At least nine in ten of who and where, six in ten of what happened; 37/37 and 26/27 when written."""
    entities, events, whole = table.main(store)

    assert (entities >= 0.9, events >= 0.8, whole >= 0.7) == (True, True, True), (
        capsys.readouterr().out
    )


def test_the_names_of_the_report_are_linked_to_whom_they_mean(store, capsys):
    """Those that the fact tables know; the others to nobody."""
    assert links.main(store) == 0, capsys.readouterr().out


def test_the_graph_of_the_report_conforms(store):
    """With links, points and chains."""
    checked = kg("validate", "--store", store)

    assert (checked.stdout, checked.exit_code) == ("", 0)


def test_the_unknown_villages_of_the_report_are_near_hama(store):
    """Atshan and Tell Skik get the point of what they are said to lie in, and a radius that says so."""
    found = rows(
        store,
        """SELECT ?name ?from ?km { ?p rdfs:label ?name ; geo:hasGeometry ?g . ?g kg:geocodedFrom/rdfs:label ?from ;
        kg:radius ?km FILTER(?name IN ("Atshan", "Tel Skak")) }""",
    )

    assert [name for name, _, _ in found] == ["Atshan", "Tel Skak"]
    assert all(where.startswith("Hama") and float(km) >= 20 for _, where, km in found)
