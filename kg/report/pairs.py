"""A store -> where its sources disagree, worked out by a process of its own, which is ended when it takes too long."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import orjson

#: Seconds; the question is over all pairs of events.
PATIENCE: Final = 20.0


def pairs(store: Path, base: str, *, seconds: float = PATIENCE) -> list[dict[str, Any]] | None:
    """Return the pairs of events that disagree; None when the time was not enough."""
    command = [sys.executable, "-m", "kg.report.pairs", str(store), base]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return None
    found: list[dict[str, Any]] | None = orjson.loads(done.stdout) if done.returncode == 0 else None
    return found


def main(store: str, base: str) -> None:
    """Write the pairs to stdout."""
    from kg.store import Store
    from kg.views.contradictions import pairs as found

    with Store(store, read_only=True) as opened:
        sys.stdout.buffer.write(orjson.dumps(found(opened.oxigraph, base)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
