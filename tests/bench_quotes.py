"""``python tests/bench_quotes.py [tuned | aside]``: how many of our marked quotations are found with their speaker.

The marks are in ``tests/quotations`` (see its README), the texts in the folder of annotated sets; a
text that is not there is told and left out. Prints what ``kg bench --measure quotes`` prints.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MARKED = Path(__file__).parent / "quotations"
GOLD = Path(__file__).parents[2] / "shared" / "gold"


def joined(half: str, gold: Path = GOLD) -> Iterator[dict[str, Any]]:
    """Yield a record for each marked text that is there: ``id``, ``text``, ``quotations``."""
    texts: dict[str, dict[str, str]] = {}
    for mark in json.loads((MARKED / f"{half}.json").read_text(encoding="utf-8")):
        file = mark["file"]
        if file not in texts:
            texts[file] = _texts(gold / f"{file}.jsonl")
        text = texts[file].get(mark["id"])
        if text is None:
            print(f"not here: {file} {mark['id']}", file=sys.stderr)
        else:
            yield {"id": mark["id"], "text": text, "quotations": mark["quotations"]}


def _texts(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record["text"] for record in map(json.loads, lines)}


def main() -> None:
    """Join marks and texts, and measure."""
    from kg.cli import main as kg

    half = sys.argv[1] if len(sys.argv) > 1 else "tuned"
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"quotations.{half}.jsonl"
        file.write_text("".join(json.dumps(r) + "\n" for r in joined(half)), encoding="utf-8")
        kg(["bench", str(file), "--measure", "quotes", *sys.argv[2:]])


if __name__ == "__main__":
    main()
