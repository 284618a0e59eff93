"""The libraries of the page: every file is the one that MANIFEST tells, and outlines keep their shape."""

import json
import re
from hashlib import sha256

import pytest

from kg.errors import KgError
from kg.page import pack
from kg.page.outlines import module

LINES = (pack.LIB / pack.MANIFEST).read_text("utf-8").splitlines()


def test_manifest_names_every_file_and_no_other():
    """What lies in lib/ is listed, and what is listed lies there."""
    found = {p.relative_to(pack.LIB).as_posix() for p in pack.LIB.rglob("*") if p.is_file()}

    assert {line.split("  ")[1] for line in LINES} == found - {pack.MANIFEST}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("  ")[1])
def test_file_is_the_one_of_the_manifest(line):
    """No library was changed by hand."""
    told, path, _ = line.split("  ")

    assert sha256((pack.LIB / path).read_bytes()).hexdigest() == told


@pytest.mark.parametrize("name", sorted(pack.LIBRARIES))
def test_library_comes_with_its_licence_and_version(name):
    """Each library's words of licence are shipped, and the version that is packed is told."""
    library = pack.LIBRARIES[name]

    assert (pack.LIB / name / "LICENSE").stat().st_size > 300
    assert f"{library.package}@{library.version}" in {
        line.split("  ")[2] for line in LINES if line.split("  ")[1].startswith(f"{name}/")
    }


def test_no_library_asks_for_a_source_map():
    """A map that is not shipped would be a failing request in the reader's tools."""
    asking = [
        p.name for p in pack.LIB.rglob("*.js") if b"sourceMappingURL=" in p.read_bytes()[-300:]
    ]

    assert asking == []


def test_other_tarball_is_refused(tmp_path):
    """A tarball that is not the chosen one is not unpacked."""
    (tmp_path / pack.LIBRARIES["leaflet"].archive).write_bytes(b"something else")

    with pytest.raises(KgError, match="not the tarball that was chosen"):
        pack.unpacked("leaflet", tmp_path)


def test_missing_tarball_is_told_with_the_command_that_gets_it(tmp_path):
    """Who has no tarball reads how to get it."""
    with pytest.raises(KgError, match=r"npm pack leaflet@1\.9\.4"):
        pack.unpacked("leaflet", tmp_path)


def square(west, south, east, north):
    """Return a ring in whole degrees."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def topology(arcs, *countries):
    """Return TopoJSON of countries {name: arcs of their ring}, with a scale of one degree."""
    told = [
        {"type": "Polygon", "arcs": [ring], "properties": {"name": name}}
        for name, ring in countries
    ]
    steps = [
        [
            a if n == 0 else [a[0] - b[0], a[1] - b[1]]
            for n, (a, b) in enumerate(zip(arc, [None, *arc], strict=False))
        ]
        for arc in arcs
    ]
    land = [{"type": "MultiPolygon", "arcs": [[ring] for _, ring in countries]}]
    return {
        "arcs": steps,
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {
            "countries": {"geometries": told},
            "land": {"type": "GeometryCollection", "geometries": land},
        },
    }


def made(told):
    """Return what the module of a topology exports."""
    return json.loads(re.search(r"export default (.*);\n$", module(told), re.DOTALL)[1])


def test_outline_is_told_in_steps_of_a_hundredth_of_a_degree():
    """A ring is its first point and the steps from each to the next."""
    found = made(topology([square(0, 0, 2, 1)], ("Flatland", [0])))

    assert found["land"] == [[0, 0, 200, 0, 0, 100, -200, 0, 0, -100]]
    assert found["borders"] == []


def test_border_is_what_two_countries_share():
    """An arc of two countries is drawn once, as a border; a backward one is the same arc."""
    west, shared, east = (
        [[1, 1], [0, 1], [0, 0], [1, 0]],
        [[1, 0], [1, 1]],
        [[1, 1], [2, 1], [2, 0], [1, 0]],
    )
    found = made(topology([west, shared, east], ("West", [0, 1]), ("East", [2, 1])))

    assert found["borders"] == [[100, 0, 0, 100]]


def test_land_over_the_date_line_is_whole_on_both_sides():
    """A ring that jumps from 180 to -180 goes on beyond, and stands a world further west, too."""
    ring = [[178, 0], [180, 0], [-178, 0], [-178, 2], [180, 2], [178, 2], [178, 0]]
    found = made(topology([ring], ("Islands", [0])))

    starts = sorted(line[0] for line in found["land"])
    assert starts == [-18200, 17800]
    assert all(abs(step) <= 400 for line in found["land"] for step in line[2::2])


def test_land_round_the_pole_is_closed_below_the_map():
    """Antarctica's coast ends a world further than it began; both ends go down to the pole."""
    coast = [[-180, -70], [-60, -75], [60, -75], [180, -70], [-180, -70]]
    (land,) = made(topology([coast], ("Ice", [0])))["land"]

    latitudes = [sum(land[1 : n + 2 : 2]) for n in range(0, len(land), 2)]
    assert min(latitudes) == -9000


def test_name_stands_on_the_widest_stretch_of_land():
    """The name of a country whose north is broad stands in the north, and tells how broad it is."""
    ring = [[0, 0], [2, 0], [2, 4], [10, 4], [10, 8], [0, 8], [0, 0]]
    ((name, lon, lat, width),) = made(topology([ring], ("Axe", [0])))["names"]

    assert (name, lon, width) == ("Axe", 5.0, 10.0)
    assert 4 <= lat <= 8
