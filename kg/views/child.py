"""A store -> what changed in it, worked out by a process of its own, so that this one keeps its hands free.

The process writes a line of JSON for each step, and waits when the one that takes them lags behind.
"""

import os
import subprocess
import sys
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import orjson

from kg.errors import KgError
from kg.views.feed import State, Step, steps

#: Steps that may be ready and not yet taken.
AHEAD: Final = 2


def far_steps(store: Path, state: State, folder: Path) -> Generator[Step, None, None]:
    """Yield what `steps` yields, found by another process; it ends with the iterator.

    Raises:
        KgError: the store cannot be read.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.views.child", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        told = asdict(state) | {"skip": sorted(state.skip), "folder": str(folder)}
        process.stdin.write(orjson.dumps(told) + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            found = orjson.loads(line)
            if "error" in found:
                raise KgError(found["error"])
            yield _step(found)
            process.stdin.write(b"\n")
            process.stdin.flush()
        if process.wait() != 0:
            raise KgError(f"reading the store {store} ended with {process.returncode}")
    except BrokenPipeError:
        raise KgError(f"reading the store {store} ended early") from None
    finally:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def _step(found: dict[str, object]) -> Step:
    step = Step(**found)  # type: ignore[arg-type]
    step.graphs = [(n, iri, mark) for n, iri, mark in step.graphs]
    if step.canonical is not None:
        step.canonical = [(one, other) for one, other in step.canonical]
    return step


def main(store: str) -> None:
    """Write the steps to stdout."""
    os.nice(10)  # Who asks for a page comes first.
    told = orjson.loads(sys.stdin.buffer.readline())
    folder = Path(told.pop("folder"))
    told["known"] = {iri: (number, mark) for iri, (number, mark) in told["known"].items()}
    try:
        found = steps(Path(store), State(**told), folder)
        for number, step in enumerate(found):
            sys.stdout.buffer.write(orjson.dumps(asdict(step)) + b"\n")
            sys.stdout.buffer.flush()
            if number >= AHEAD and not sys.stdin.buffer.readline():
                return
    except (KgError, OSError) as error:
        sys.stdout.buffer.write(orjson.dumps({"error": str(error)}) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
