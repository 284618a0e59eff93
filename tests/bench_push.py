"""`kg push` of a million quads through a proxy that drops 5 % of the requests (F7).

python -m tests.bench_push oxigraph            # or virtuoso, or both; --quads 100000
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from kg.cli.push import push as command
from kg.namespaces import PREFIXES
from kg.store import Store
from tests.command import kg_process
from tests.push_servers import empty_oxigraph, empty_virtuoso, lossy

#: Triples of one document, as measured on news.
EACH = 118

SERVERS = {"oxigraph": (empty_oxigraph, []), "virtuoso": (empty_virtuoso, ["--user", "dba"])}


def document(n):
    """Return a made graph of `EACH` triples as N-Quads: links, numbers, dates, labels."""
    graph = f"<https://kg.example/graph/{n}>"
    xsd, kg = PREFIXES["xsd"], PREFIXES["kg"]
    made = []
    for i in range(EACH):
        value = (
            f"<https://kg.example/id/actor/{(n * 7 + i) % 5000}>",
            f'"{n * EACH + i}"^^<{xsd}integer>',
            f'"2024-05-{i % 28 + 1:02}"^^<{xsd}date>',
            f'"Ort {i} – \\u00e9 \\"{n}\\""@de',
        )[i % 4]
        made.append(f"<https://kg.example/id/{n}/event/{i // 6}> <{kg}p{i}> {value} {graph} .\n")
    return f"https://kg.example/graph/{n}", "".join(made).encode()


def make(folder, quads):
    with Store(folder) as store, store.writer() as writer:
        for n in range(quads // EACH + 1):
            writer.write(*document(n))


def timed(words):
    begun = time.perf_counter()
    done = kg_process("push", *words, env={**os.environ, "KG_REMOTE_PASSWORD": "dba"})
    print(
        f"  {time.perf_counter() - begun:7.1f} s  exit {done.returncode}  {done.stderr.strip()[-400:]}",
        flush=True,
    )


def main():
    assert command.name == "push"
    words = argparse.ArgumentParser()
    words.add_argument("servers", nargs="*", default=list(SERVERS))
    words.add_argument("--quads", type=int, default=1_000_000)
    told = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        make(here / "store", told.quads)
        for server in told.servers:
            serve, extra = SERVERS[server]
            (here / server).mkdir()
            with serve(here / server) as address, lossy(address) as (through, proxy):
                print(server, flush=True)
                words = [through, "--kind", server, "--store", str(here / "store"), *extra]
                timed(words)
                print(f"  proxy: {proxy.seen} requests, {proxy.lost} lost", flush=True)
                seen = proxy.seen
                timed(words)
                print(f"  second push: {proxy.seen - seen} requests reached the proxy", flush=True)
                timed([*words, "--verify"])


if __name__ == "__main__":
    main()
