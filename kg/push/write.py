"""Lines of a graph -> the calls that make a remote graph hold just them.

The first call replaces, those after it add: any of them may be made twice. Only a graph that fits
into one call changes at once for its readers.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from kg.push.content import pieces
from kg.push.kinds import Addresses
from kg.push.remote import Call, Remote
from kg.push.sparql import update

#: Bytes of one request.
SIZE: Final = 4 << 20

#: An update is sent as a form, in which a byte becomes up to three.
_WIDER: Final = 3

#: Graph -> its lines.
Batch = dict[str, list[str]]


def batches(graphs: Iterable[tuple[str, list[str]]], at: Addresses, size: int) -> Iterator[Batch]:
    """Yield the graphs in runs that one request can hold; one that is larger goes alone."""
    batch: Batch = {}
    triples = held = 0
    for graph, lines in graphs:
        weight = sum(map(len, lines)) + 3 * len(graph)
        full = triples + len(lines) > at.triples or held + weight > size // _WIDER
        if batch and (at.graphs or full):
            yield batch
            batch, triples, held = {}, 0, 0
        batch[graph] = lines
        triples += len(lines)
        held += weight
    if batch:
        yield batch


def put(remote: Remote, at: Addresses, batch: Batch, size: int) -> None:
    """Make each of the remote graphs hold these triples and no others."""
    if len(batch) > 1 and not at.graphs:
        _update_all(remote, at.update, batch)
        return
    for graph, lines in batch.items():
        if not lines:
            delete(remote, at, graph)
        elif at.graphs:
            _put(remote, at.graphs, graph, lines, size)
        else:
            _update(remote, at, graph, lines, size)


def delete(remote: Remote, at: Addresses, graph: str) -> None:
    """Make the remote store have no such graph; that it had none is fine."""
    if at.graphs:
        remote.ask(Call("DELETE", _named(at.graphs, graph), accepted=(200, 202, 204, 404)))
    else:
        update(remote, at.update, f"CLEAR SILENT GRAPH <{graph}> ; DROP SILENT GRAPH <{graph}>")


def _put(remote: Remote, address: str, graph: str, lines: list[str], size: int) -> None:
    """By Graph Store Protocol 5.3 and 5.5; lines of N-Triples are Turtle, which all stores take."""
    method = "PUT"
    for piece in pieces(lines, count=len(lines), size=size):
        fields = {"Content-Type": "text/turtle;charset=utf-8"}
        body = "".join(piece).encode()
        remote.ask(Call(method, _named(address, graph), fields, body))
        method = "POST"


def _update(remote: Remote, at: Addresses, graph: str, lines: list[str], size: int) -> None:
    first = f"CLEAR SILENT GRAPH <{graph}> ;\n"
    for piece in pieces(lines, count=at.triples, size=size // _WIDER):
        data = "".join(piece)
        update(remote, at.update, f"{first}INSERT DATA {{ GRAPH <{graph}> {{\n{data}}} }}")
        first = ""


def _update_all(remote: Remote, address: str, batch: Batch) -> None:
    """Replace several graphs by one update."""
    clear = "".join(f"CLEAR SILENT GRAPH <{graph}> ;\n" for graph in batch)
    data = "".join(f"GRAPH <{g}> {{\n{''.join(lines)}}}\n" for g, lines in batch.items() if lines)
    update(remote, address, f"{clear}INSERT DATA {{ {data} }}")


def _named(address: str, graph: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"
