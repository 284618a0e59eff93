"""Folder -> open Oxigraph database, or one sentence on why not."""

import json
import time
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.errors import KgError, UsageError

#: Raised when what we write changes so that older programs would misread it.
FORMAT: Final = 1

#: Beside the database's own files, which do not mind it.
MARKER: Final = "kg-store.json"


def open_to_read(path: Path) -> pyoxigraph.Store:
    """Open an existing store; sees what was written before, never what comes later.

    Raises:
        UsageError: there is no store.
        KgError: it cannot be read, or a newer version wrote it.
    """
    if not _is_database(path):
        raise UsageError(f"no store at {path}; build one with: kg build FOLDER")
    _check_format(path)
    for pause in (0.05, 0.2, 0.5):
        try:
            return pyoxigraph.Store.read_only(str(path))
        except (OSError, RuntimeError):  # A writer may be putting new files in place of old ones.
            time.sleep(pause)
    try:
        return pyoxigraph.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise _cannot("open", path, error) from error


def open_to_write(path: Path) -> pyoxigraph.Store:
    """Open a store for the one process that may write, made with its parents when absent.

    Raises:
        UsageError: it is a file, or a folder that holds something else.
        KgError: the folder is locked or cannot be written.
    """
    _check_is_ours(path)
    _check_format(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        store = pyoxigraph.Store(path)
        _mark(path)
        _remove_leftovers(path)
    except (OSError, RuntimeError) as error:
        raise _cannot("open", path, error) from error
    return store


def write_error(path: Path, error: OSError | RuntimeError) -> KgError:
    """Return what to tell about a write that failed."""
    return _cannot("write to", path, error)


def _is_database(path: Path) -> bool:
    try:
        return (path / "CURRENT").is_file()
    except OSError as error:
        raise _cannot("open", path, error) from error


def _check_is_ours(path: Path) -> None:
    """Refuse a folder with other content: a database would be mixed into somebody's files."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file, not a store")
    if _is_database(path):
        if not (path / MARKER).exists():
            open_to_read(path)  # Fails on the database of another program before it is changed.
    elif path.is_dir() and {p.name for p in path.iterdir()} - {MARKER}:
        raise UsageError(
            f"{path} is not a store but has files in it", hint="choose an empty folder"
        )


def _check_format(path: Path) -> None:
    try:
        found = json.loads((path / MARKER).read_text(encoding="utf-8"))["format"]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError, NotADirectoryError) as error:
        raise KgError(f"{path / MARKER} cannot be read", hint="build the store again") from error
    if found != FORMAT:
        raise KgError(f"store {path} has format {found}, this kg reads {FORMAT}", hint="update kg")


def _mark(path: Path) -> None:
    marker = path / MARKER
    if not marker.exists():
        draft = path / f"{MARKER}.new"
        draft.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        draft.replace(marker)


def _remove_leftovers(path: Path) -> None:
    """Remove the files of bulk loads that were killed; nothing refers to them (measured)."""
    for leftover in path.glob("bulk-*.sst"):
        leftover.unlink(missing_ok=True)


def _cannot(verb: str, path: Path, error: OSError | RuntimeError) -> KgError:
    reason = str(error).splitlines()[0].removeprefix("IO error: ")
    if "/LOCK" in reason:
        return KgError(f"store {path} is in use by another process", hint="wait until it has ended")
    if "No space left on device" in reason:
        return KgError(f"cannot {verb} the store {path}: the disk is full")
    if "Read-only file system" in reason or isinstance(error, PermissionError):
        return KgError(f"cannot {verb} the store {path}: no permission ({reason.split(': ')[-1]})")
    return KgError(f"cannot {verb} the store {path}: {reason}")
