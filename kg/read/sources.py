"""What the user names on the command line -> the files to read, each once and with its id."""

import glob
import hashlib
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.read import sidecar
from kg.read.kinds import KINDS, kind
from kg.read.names import marked, path_id, readable
from kg.read.outcome import NO_DOCUMENT, Note, ReadError, Skipped, because

#: In the folder of a store: its files are kg's own, also where ``kg build .`` comes by them.
_STORE = "kg-store.json"

_KNOWN = f"known kinds: {' '.join(KINDS)}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        name: its path as the user gave it, printable.
        path: where to open it.
        id: of its document, or the first part of those of its records.
        linked: True when a symbolic link led here.
    """

    name: str
    path: Path
    id: str
    linked: bool = False


def sources(inputs: Sequence[str]) -> tuple[list[Source], list[Skipped | Note]]:
    """Return the files behind files, folders and patterns, and what is to be said of the rest.

    Both lists are in an order of their own (by id; by name), whatever the order of the inputs.
    A folder is searched to its depth, hidden files and what links lead back to left out.
    """
    found: list[Source | Skipped] = []
    for given in sorted(set(inputs) - {"-"}):
        found.extend(_behind(given))
    files = _each_once(one for one in found if isinstance(one, Source))
    distinct, notes = _told_apart(files)
    skipped = {one for one in found if isinstance(one, Skipped)}
    said = {s for s in skipped if s.severe or replace(s, severe=True) not in skipped} | notes
    return (
        sorted(distinct, key=lambda source: (source.id, source.name)),
        sorted(said, key=lambda one: (one.name, str(one))),
    )


def _behind(given: str) -> Iterator[Source | Skipped]:
    path = Path(given)
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        yield Skipped(readable(given), because(error))
        return
    except ValueError:
        yield Skipped(readable(given), "no such file or folder")
        return
    else:
        if given:
            yield from _named(path)
            return
    matches = sorted(glob.glob(given, recursive=True)) if glob.has_magic(given) else []  # noqa: PTH207
    if not matches:
        what = "no file matches" if glob.has_magic(given) else "no such file or folder"
        yield Skipped(readable(given) or "''", what)
    for match in matches:
        yield from _named(Path(match))


def _named(path: Path) -> Iterator[Source | Skipped]:
    """Yield the one file, or those of the folder, that the user named."""
    shown = readable(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _inside(path)
            return
        _refuse_special(mode)
    except OSError as error:
        yield Skipped(shown, "a link to nothing" if path.is_symlink() else because(error))
    except ReadError as error:
        yield Skipped(shown, error.reason)
    else:
        if path.name.endswith(sidecar.ENDING):
            yield Skipped(shown, "metadata of the document beside it, not itself one", severe=False)
        else:
            yield Source(shown, path, path_id([path.name]), path.is_symlink())


def _inside(folder: Path) -> Iterator[Source | Skipped]:
    """Yield the files of a folder; when none is of a known kind, say so."""
    empty = True
    for path in _walk(folder):
        if isinstance(path, Skipped):
            empty = False
            yield path
            continue
        shown = readable(str(path))
        if path.name.endswith(sidecar.ENDING):
            continue
        if not kind(path.name):
            ending = path.suffix and f" ({readable(path.suffix)})"
            yield Skipped(shown, f"{NO_DOCUMENT}{ending}", severe=False)
            continue
        empty = False
        try:
            _refuse_special(path.stat().st_mode)
        except OSError as error:
            yield Skipped(shown, "a link to nothing" if path.is_symlink() else because(error))
        except ReadError as error:
            yield Skipped(shown, error.reason, severe=False)
        else:
            parts = path.relative_to(folder).parts
            yield Source(shown, path, path_id(parts), path.is_symlink())
    if empty:
        name = readable(str(folder))
        yield Skipped(name, f"no documents in {name}; {_KNOWN}")


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    """Yield the files below a folder, stores left out, and the folders that could not be listed.

    Folders behind links come last and each folder once, so a loop of links ends and a file is
    found under its real name first.
    """
    seen: set[Path] = set()
    waiting, links = [folder], list[Path]()
    while waiting or links:
        if not waiting:
            waiting.append(links.pop(0))
        here = waiting.pop()
        real = here.resolve()
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            yield Skipped(readable(str(here)), because(error))
            continue
        if any(entry.name == _STORE for entry in entries):
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                (links if entry.is_symlink() else waiting).append(entry)
            else:
                yield entry
        links.sort()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nobody may look: it is named when it is opened
        return False


def _refuse_special(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    what = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
    raise ReadError(f"{what}, not a file; give - to read standard input")


def _each_once(files: Iterable[Source]) -> list[Source]:
    """Return one source for each file on the disk: its real name, from the folder furthest up."""
    ways: dict[Path, list[Source]] = defaultdict(list)
    for source in files:
        ways[source.path.resolve()].append(source)
    return [
        min(way, key=lambda s: (s.linked, -s.id.count("/"), s.id, s.name)) for way in ways.values()
    ]


def _told_apart(files: Iterable[Source]) -> tuple[list[Source], set[Skipped | Note]]:
    """Return the files with ids of their own: equal ones get a part of their bytes' digest.

    Files with equal ids and equal bytes are one document, which is noted.
    """
    same: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(files, key=lambda source: source.name):
        same[source.id].append(source)
    distinct: list[Source] = []
    notes: set[Skipped | Note] = set()
    for id_, group in same.items():
        if len(group) == 1:
            distinct += group
            continue
        first: dict[str, Source] = {}
        for source in group:
            try:
                digest = _digest(source.path)
            except OSError as error:
                notes.add(Skipped(source.name, because(error)))
                continue
            kept = first.setdefault(digest, source)
            if kept is not source:
                notes.add(Note(source.name, f"the same bytes as {kept.name}, read once"))
        alone = len(first) == 1
        distinct += [s if alone else replace(s, id=marked(id_, d)) for d, s in first.items()]
    return distinct, notes


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
