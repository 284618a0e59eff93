"""Store -> a folder of gzipped N-Quads for the offline loader of another triple store, and its command.

The same facts give the same bytes. One graph is held in memory at a time, and none is split between
two files, so that blank nodes stay what they are.
"""

import gzip
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from kg.errors import KgError, UsageError
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Loader:
    """What a loader likes.

    ``quads``: of one file, as far as whole graphs allow; 0: one file, which it reads by several threads.
    ``commands``: ``{files}`` are all files, ``{folder}`` where they are, both ready for a shell.
    """

    name: str
    quads: int
    commands: tuple[str, ...]


#: Virtuoso reads each file by one thread; so much is a minute's work, and several can run at once.
_PART: Final = 1_000_000

_LIST: Final = (
    "SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_state <> 2 OR ll_error IS NOT NULL;"
)

#: Product -> what its loader takes, by the products' manuals; Virtuoso's is run by our tests.
LOADERS: Final[dict[str, Loader]] = {
    "jena": Loader("Apache Jena", 0, ("tdb2.tdbloader --loc DATABASE {files}",)),
    "graphdb": Loader(
        "GraphDB, while it is stopped", 0, ("importrdf preload --force --id REPOSITORY {files}",)
    ),
    "qlever": Loader("QLever", 0, ("zcat {files} | qlever-index -i kg -F nq -f -",)),
    "virtuoso": Loader(
        "Virtuoso, with the folder in DirsAllowed of virtuoso.ini",
        _PART,
        (
            "isql 1111 dba PASSWORD exec=\"ld_dir({folder}, '*.nq.gz', 'urn:x-none');"
            ' rdf_loader_run(); checkpoint;"',
            f'isql 1111 dba PASSWORD exec="{_LIST}"  # what it did not load, and why',
        ),
    ),
}


def write_parts(
    store: Store, folder: Path, loader: Loader, *, provenance: bool = False
) -> tuple[list[Path], int]:
    """Write the files into a folder, which is there only once they are whole.

    Args:
        store: what is written.
        folder: a new or an empty one.
        loader: who is to read it.
        provenance: also the graphs about builds.

    Returns:
        The files, and how many quads they hold together.

    Raises:
        UsageError: the folder holds something.
        KgError: it cannot be written.
    """
    with _whole(folder) as draft:
        count = 0
        names = []
        for number, part in enumerate(_parts(_graphs(store, provenance=provenance), loader.quads)):
            names.append(f"graph-{number:04}.nq.gz")
            with (draft / names[-1]).open("wb") as file:
                count += _packed(part, file)
    return [folder / name for name in names], count


def commands(loader: Loader, files: Iterable[Path], folder: Path) -> list[str]:
    """Return the lines for a shell that load the files.

    >>> commands(LOADERS["jena"], [Path("/data/graph-0000.nq.gz")], Path("/data"))
    ['tdb2.tdbloader --loc DATABASE /data/graph-0000.nq.gz']
    """
    quoted = " ".join(shlex.quote(str(file)) for file in files)
    place = _in_double_quotes(folder)
    return [c.replace("{files}", quoted).replace("{folder}", place) for c in loader.commands]


def _in_double_quotes(folder: Path) -> str:
    """Return a string of SQL that stands between the double quotes of a shell."""
    said = str(folder.absolute()).replace("'", "''")
    return "'" + "".join(f"\\{c}" if c in '"$`\\' else c for c in said) + "'"


def _graphs(store: Store, *, provenance: bool) -> Iterator[list[str]]:
    left_out = set() if provenance else set(store.runs())
    for graph in store.graphs():
        if graph not in left_out:
            yield sorted(f"{quad} .\n" for quad in store.quads(graph))


def _parts(graphs: Iterable[list[str]], quads: int) -> Iterator[Iterator[list[str]]]:
    """Yield runs of graphs; each is to be read before the next is asked for."""
    waiting = iter(graphs)
    for first in waiting:
        yield _run(first, waiting, quads)


def _run(first: list[str], waiting: Iterator[list[str]], quads: int) -> Iterator[list[str]]:
    yield first
    held = len(first)
    while not quads or held < quads:
        lines = next(waiting, None)
        if lines is None:
            return
        yield lines
        held += len(lines)


def _packed(graphs: Iterable[list[str]], file: IO[bytes]) -> int:
    """Write lines, compressed lightly: the loader is slower than either; no name, no time."""
    count = 0
    with gzip.GzipFile("", "wb", 3, file, mtime=0) as packed:
        for lines in graphs:
            packed.write("".join(lines).encode())
            count += len(lines)
    return count


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Give a folder that takes its place under this name when all went well."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} holds something", hint="name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            yield draft
            draft.chmod(0o755)
            draft.replace(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise KgError(f"cannot write {folder}: {error.strerror or error}") from error
