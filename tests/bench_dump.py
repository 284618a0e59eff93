"""``python tests/bench_dump.py MB [--pack gz|bz2] [--min-sitelinks N]``: how fast a dump is read, and in how much memory.

Makes a file in the form of Wikidata's JSON dump, MB megabytes unpacked, of entities of 5 to 20 kB: names
in many languages, statements with qualifiers and references, pages. Reads it in a process of its own and
prints megabytes a second of JSON for reading and for the whole, and the most memory.
"""

import argparse
import bz2
import gzip
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.dumps import amount, claim, entity, item, line, point
from tests.dumps import time as date

LANGUAGES = (
    "en ar ru uk fr de es tr fa he pt it zh hi sv nl pl vi ceb war ja ca cs da el eo et eu fi gl hr hu hy id ka kk"
    " ko la lt lv mk ms nb nn ro sh sk sl sq sr ta te th tt ur uz af az be bg bn bs cy ga is ml mr my ne pa sw tg"
).split()

#: Classes by their labels, and how often each is met; the last stand for all that a news reader does not need.
CLASSES = {"human": 10, "city": 2, "village": 6, "human settlement": 6, "company": 3, "political party": 1, "river": 2, "film": 10, "taxon": 20, "scholarly article": 40}  # fmt: skip
FIRST = 900_000_000

#: Runs the command and prints its seconds and its most memory, in kB.
CHILD = """
import resource, sys, time
from pathlib import Path
from kg.wikidata import build as b, dump
from kg.wikidata.dump import Scope
from kg.wikidata.resolve import Chosen
begun = time.perf_counter()
marks = []
def tell(read, size, progress):
    marks.append((time.perf_counter() - begun, progress.lines, progress.at, time.process_time()))
n = int(sys.argv[3])
built = b.build(sys.argv[1], Path(sys.argv[2]), b.Settings(scope=Scope(min_links=n), chosen=Chosen(min_links=n)), tell=tell)
whole = time.perf_counter() - begun
print(marks[-1][0], whole, marks[-1][2], marks[-1][1], built.items, marks[-1][3], time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def words(chance, n):
    """Some words that nobody knows."""
    return " ".join(
        "".join(chance.choices("abcdefghiklmnoprstuvz", k=chance.randint(3, 9))) for _ in range(n)
    )


def sourced(chance, one):
    """The statement with references, as most have them."""
    snaks = {"P248": [{"snaktype": "value", "property": "P248", "hash": f"{chance.getrandbits(160):040x}", "datavalue": {"value": item(chance.randint(1, 10**8)), "type": "wikibase-entityid"}, "datatype": "wikibase-item"}], "P854": [{"snaktype": "value", "property": "P854", "hash": f"{chance.getrandbits(160):040x}", "datavalue": {"value": f"https://example.org/{words(chance, 3).replace(' ', '/')}", "type": "string"}, "datatype": "url"}]}  # fmt: skip
    one["references"] = [
        {"hash": f"{chance.getrandbits(160):040x}", "snaks": snaks, "snaks-order": ["P248", "P854"]}
        for _ in range(chance.randint(0, 1))
    ]
    one["id"] = f"Q1${chance.getrandbits(128):032x}"
    return one


def made(chance, number):
    """One entity of a class chosen by chance."""
    cls = chance.choices(range(len(CLASSES)), list(CLASSES.values()))[0]
    name = words(chance, 2).title()
    article = cls == len(CLASSES) - 1
    claims = [claim("P31", item(FIRST + cls))]
    claims += [claim("P17", item(FIRST + 50 + number % 5)), claim("P131", item(FIRST + 100 + number % 300)), claim("P625", point(chance.uniform(-60, 70), chance.uniform(-180, 180)))]  # fmt: skip
    if cls == 0:
        claims += [claim("P569", date(f"19{number % 90 + 10}-05-17")), claim("P39", item(FIRST + 60), P580=date("2001-01-01"))]  # fmt: skip
    else:
        claims += [claim("P1082", amount(chance.randint(10, 10**6)), P585=date("2015-01-01"))]
    claims += [
        claim(f"P{chance.randint(2000, 9000)}", words(chance, 1))
        for _ in range(chance.randint(3, 20))
    ]
    spoken = LANGUAGES[: 1 if article else chance.randint(4, len(LANGUAGES))]
    return entity(
        number, name, *(sourced(chance, c) for c in claims), labels=dict.fromkeys(spoken, name),
        aliases={c: [words(chance, 2).title()] for c in spoken[::4]},
        description=words(chance, 5), pages=0 if article else chance.randint(0, 25),
    )  # fmt: skip


def support():
    """The classes, countries, places and the office that others refer to."""
    for n, label in enumerate(CLASSES):
        yield entity(FIRST + n, label, claim("P279", item(FIRST + 40)))
    for n in range(5):
        yield entity(
            FIRST + 50 + n,
            f"Country {n}",
            claim("P31", item(FIRST + 41)),
            claim("P297", "ABCDE"[n] * 2),
            pages=200,
        )
    yield entity(FIRST + 60, "mayor of Elsewhere", claim("P31", item(FIRST + 42)))
    for n in range(300):
        yield entity(
            FIRST + 100 + n,
            f"District {n}",
            claim("P31", item(FIRST + 43)),
            claim("P131", item(FIRST + 50 + n % 5)),
            pages=3,
        )


def write(path, size):
    """Write a dump of so many bytes; what is random is made once for 2000 entities and then renumbered."""
    chance = random.Random(5)
    pool = [line(made(chance, FIRST + 1000 + n)) for n in range(2000)]
    opened = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, Path.open)
    with opened(path, "wb") as file:
        done = file.write(b"[\n" + b",\n".join(line(e).encode() for e in support()))
        n = 0
        while done < size:
            old, new = f'"id":"Q{FIRST + 1000 + n % 2000}"', f'"id":"Q{FIRST + 1000 + n}"'
            text = pool[n % 2000].replace(old, new, 1)
            done += file.write(b",\n" + text.encode())
            n += 1
        file.write(b"\n]\n")
    return done / max(n, 1)


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mb", type=int)
    parser.add_argument("--pack", choices=["", "gz", "bz2"], default="")
    parser.add_argument("--min-sitelinks", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"dump.json{'.' + given.pack if given.pack else ''}"
        mean = write(source, given.mb * 1_000_000)
        told = subprocess.run([sys.executable, "-c", CHILD, source, Path(folder) / "out.kb", str(given.min_sitelinks)], check=True, stdout=subprocess.PIPE, text=True)  # fmt: skip
        reading, whole, at, lines, items, cpu, all_cpu, memory = map(float, told.stdout.split())
        work = (Path(folder) / "out.kb.work").stat().st_size
        print(json.dumps({"unpacked MB": round(at / 1e6), "packed MB": round(source.stat().st_size / 1e6), "lines": int(lines), "kB an entity": round(mean / 1000, 1)}))  # fmt: skip
        print(
            f"reading {at / 1e6 / reading:7.1f} MB/s ({reading:.1f} s), {at / 1e6 / cpu:.1f} MB a second of one processor"
        )
        print(
            f"whole   {at / 1e6 / whole:7.1f} MB/s ({whole:.1f} s), {at / 1e6 / all_cpu:.1f} MB a second of one processor, {int(items):,} items"
        )
        print(f"memory  {memory / 1024:7.0f} MB at most; work file {work / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
