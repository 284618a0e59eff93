"""The first report: what its graph says, held to floors below what was measured."""

from pathlib import Path

import pytest

from tests.command import kg
from tests.report import table

REPORT = Path(__file__).parents[2] / "shared" / "seeds" / "000_4a63372d829b355a.txt"


@pytest.mark.skipif(not REPORT.exists(), reason="the report is not part of the project")
def test_the_report_is_told(reader, tmp_path, capsys):
    """At least nine in ten of who and where, six in ten of what happened; 37/37 and 26/27 when written."""
    built = kg("build", REPORT, "--date", "2015-10-10", "--store", tmp_path / "store")
    assert built.exit_code == 0, built.stderr

    entities, events, whole = table.main(tmp_path / "store")

    assert (entities >= 0.9, events >= 0.8, whole >= 0.7) == (True, True, True), (
        capsys.readouterr().out
    )
