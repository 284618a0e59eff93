"""Tarballs of npm -> the libraries of the page, in ``lib/``, with a MANIFEST of every file.

Run ``python -m kg.page.pack`` to fetch them by npm, or ``python -m kg.page.pack FOLDER`` where they lie in a folder.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.page.outlines import module

#: Where the page loads its libraries from.
LIB: Final = Path(__file__).parent / "lib"

#: Licence texts of libraries whose tarballs hold none.
NOTICES: Final = Path(__file__).parent / "notices"

#: What stands in ``lib/`` and is listed nowhere.
MANIFEST: Final = "MANIFEST"

#: What is done to a file on its way; most go as they are.
Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Library:
    """One library: where it comes from, and which of its files go where.

    Args:
        package: its name on npm.
        version: the one that is packed, and no other.
        tarball: SHA-256 of its tarball.
        files: name in ``lib/<library>/`` -> path in the tarball, below ``package/``.
        changes: name in ``lib/<library>/`` -> what is done to that file.
        notice: the licence text in ``notices/`` that goes along as ``LICENSE``; empty: the tarball has one.
    """

    package: str
    version: str
    tarball: str
    files: Mapping[str, str]
    changes: Mapping[str, Change]
    notice: str = ""

    @property
    def archive(self) -> str:
        """Return the file name that ``npm pack`` gives it."""
        return f"{self.package.lstrip('@').replace('/', '-')}-{self.version}.tgz"


def _outlines(topology: bytes) -> bytes:
    return module(json.loads(topology)).encode()


def _unmapped(script: bytes) -> bytes:
    """Return a script without the name of its source map, which is not shipped."""
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", script)


#: The editor's list of namespaces, anybody's of the web; and where it asks for terms.
_NAMESPACES: Final = re.compile(rb"(?:\b\w+=`https?://[^`]*`,)+prefixes_default=\{[^{}]*\}")
_TERMS: Final = re.compile(rb"\$\{\w+\}lov\.linkeddata\.es/[^?`]*")


def _own_words(script: bytes) -> bytes:
    """Return the editor without others' namespaces and the address of a service: we offer our own.

    Raises:
        KgError: they are not where they were.
    """
    script, lists = _NAMESPACES.subn(
        lambda found: re.sub(rb"`https?://[^`]*`", b"``", found[0]), script
    )
    script, asked = _TERMS.subn(b"/none", script)
    if (lists, asked) != (1, 1):
        raise KgError("the editor keeps its namespaces elsewhere", hint="look at kg/page/pack.py")
    return _unmapped(script)


#: Library -> what is packed.
LIBRARIES: Final = {
    "leaflet": Library(
        "leaflet",
        "1.9.4",
        "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
        {"leaflet.js": "dist/leaflet.js", "leaflet.css": "dist/leaflet.css", "LICENSE": "LICENSE"},
        {"leaflet.js": _unmapped},
    ),
    "natural-earth": Library(
        "world-atlas",
        "2.0.2",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        {
            "coarse.js": "countries-110m.json",
            "fine.js": "countries-50m.json",
            "LICENSE": "LICENSE",
            "README.md": "README.md",
        },
        {"coarse.js": _outlines, "fine.js": _outlines},
    ),
    "cytoscape": Library(
        "cytoscape",
        "3.34.4",
        "0d02363d99d805ce8d91fdecab7b2a8cb91ee280d67f309ce44c161d117b4679",
        {"cytoscape.js": "dist/cytoscape.esm.min.mjs", "LICENSE": "LICENSE"},
        {"cytoscape.js": _unmapped},
    ),
    "yasqe": Library(
        "@zazuko/yasqe",
        "4.6.2",
        "06fb9f18817157d755df192cd613fb77cc2aa1a7048469d3f05da461809d6f00",
        {"yasqe.js": "build/yasqe.min.js", "yasqe.css": "build/yasqe.min.css"},
        {"yasqe.js": _own_words},
        notice="yasqe.txt",
    ),
}


def pack(archives: Path, lib: Path = LIB) -> None:
    """Write all libraries and the MANIFEST into a folder, in place of what was there.

    Raises:
        KgError: a tarball is missing, or is not the one that was chosen.
    """
    made = {
        f"{name}/{file}": content
        for name in LIBRARIES
        for file, content in unpacked(name, archives).items()
    }
    for name in LIBRARIES:
        shutil.rmtree(lib / name, ignore_errors=True)
    for path, content in made.items():
        (lib / path).parent.mkdir(parents=True, exist_ok=True)
        (lib / path).write_bytes(content)
    (lib / MANIFEST).write_text(manifest(made), "utf-8")


def unpacked(name: str, archives: Path) -> dict[str, bytes]:
    """Return the files of one library as they are shipped: name -> content."""
    library = LIBRARIES[name]
    path = archives / library.archive
    if not path.is_file():
        raise KgError(f"no tarball {path}", hint=f"npm pack {library.package}@{library.version}")
    if sha256(path.read_bytes()).hexdigest() != library.tarball:
        raise KgError(
            f"{path} is not the tarball that was chosen",
            hint="compare its SHA-256 with kg/page/pack.py",
        )
    with tarfile.open(path) as archive:
        found = {file: _read(archive, library, file) for file in library.files}
    if library.notice:
        found["LICENSE"] = (NOTICES / library.notice).read_bytes()
    return found


def _read(archive: tarfile.TarFile, library: Library, file: str) -> bytes:
    member = archive.extractfile(f"package/{library.files[file]}")
    assert member is not None
    content = member.read()
    return library.changes[file](content) if file in library.changes else content


def manifest(made: Mapping[str, bytes]) -> str:
    """Return one line a file: SHA-256, path below ``lib/``, package and version."""
    of = {name: f"{library.package}@{library.version}" for name, library in LIBRARIES.items()}
    lines = (
        f"{sha256(made[path]).hexdigest()}  {path}  {of[path.partition('/')[0]]}\n"
        for path in sorted(made)
    )
    return "".join(lines)


def fetch(folder: Path) -> None:
    """Fetch all tarballs into a folder by npm.

    Raises:
        KgError: npm is missing, or did not get one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise KgError(
            "npm is not installed", hint="apt install npm, or give a folder with the tarballs"
        )
    for library in LIBRARIES.values():
        wanted = f"{library.package}@{library.version}"
        done = subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", folder, wanted], check=False
        )
        if done.returncode:
            raise KgError(f"npm did not get {wanted}", hint="is there a network?")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        pack(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            fetch(Path(place))
            pack(Path(place))
