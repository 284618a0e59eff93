"""What the system tells of open files and connections (Linux)."""

import resource
import socket
import struct
from contextlib import suppress
from typing import Final

#: Open files that are enough, if the system allows as many.
FILES: Final = 60_000

#: Where the kernel tells the milliseconds since a connection last received something (tcp_info, linux/tcp.h).
_RECEIVED: Final = struct.Struct("=I")
_RECEIVED_AT: Final = 52


def highest_file() -> int:
    """Return the highest number of an open file, after raising it as far as we may and need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted if wanted >= 4096 else 0


def waiting(client: socket.socket) -> bool | None:
    """Return whether something of a client waits to be read; None when the client has left."""
    try:
        return bool(client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)) or None
    except BlockingIOError:
        return False
    except OSError:
        return None


def end_if_silent(client: socket.socket, seconds: float) -> None:
    """Let a connection end that has been silent for so long: whoever reads from it finds its end."""
    told = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _RECEIVED_AT + _RECEIVED.size)
    if _RECEIVED.unpack_from(told, _RECEIVED_AT)[0] > seconds * 1000:
        with suppress(OSError):
            client.shutdown(socket.SHUT_RD)
