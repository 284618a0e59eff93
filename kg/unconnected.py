"""Imported before spaCy, trafilatura and ONNX Runtime, it keeps them from opening a socket.

The first two import urllib3, which opens one as it is imported and binds it, to see whether there is
IPv6. ONNX Runtime sends what it is used for to its makers, from version 1.29 on Linux and macOS too,
unless the environment forbids it before it is loaded; its function for that comes too late.
"""

import os
import socket
import sys


def _spare() -> None:
    """Import urllib3 with that question answered; where it asks the network, it finds out itself."""
    compiled = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        from urllib3.util import connection
    except ImportError:
        return
    finally:
        socket.has_ipv6 = compiled
    connection.HAS_IPV6 = compiled


os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # Who sets it otherwise wants it so.
if "urllib3" not in sys.modules:
    _spare()
