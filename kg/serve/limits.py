"""How much one request may take, and who may write: numbers a server is started with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts; 0 rows means that rows are not counted."""

    seconds: float = 30.0
    memory: int = 4_000_000_000  # address space of a worker; the database maps about 0.5 GB at rest
    rows: int = 0
    size: int = 1_000_000_000  # bytes of an answer before gzip
    body: int = 32_000_000
    query: int = 100_000  # longer ones are data, and belong into /graph
    workers: int = 2  # requests worked on at once
    patience: float = 5.0  # seconds that a request waits for a free worker
    slow: float = 20.0  # seconds that a client may take for its headers, and for its body
    services: tuple[str, ...] = ()
