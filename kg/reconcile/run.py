"""An application and an address -> a server that runs until it is told to stop."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from kg.errors import KgError


def run(
    app: ASGIApp, host: str, port: int, *, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Serve until Ctrl-C or SIGTERM; ``tell`` hears the address as soon as it answers.

    Raises:
        KgError: the address is taken or not ours.
    """
    sock = listening(host, port)
    try:
        number = sock.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", server_header=False, limit_concurrency=200)
        )
        tell(f"http://{f'[{host}]' if ':' in host else host}:{number}")
        server.run(sockets=[sock])
    finally:
        sock.close()


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there.

    Raises:
        KgError: the address is taken or not ours.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        raise KgError(f"cannot listen on {host}:{port}: {error}", hint="another --port?") from error
