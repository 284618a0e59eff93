"""Words of the command line -> which remote store, where it answers, and who asks."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.push import KINDS, Addresses, Credentials, Remote, addresses

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--kind",
        type=click.Choice(list(KINDS)),
        default="sparql",
        show_default=True,
        help="What ENDPOINT is: the address of such a server, or of SPARQL itself.",
    ),
    click.option("--update", default="", metavar="URL", help="Where updates go instead."),
    click.option(
        "--graph-store", default="", metavar="URL", help="Where Graph Store Protocol is spoken."
    ),
    click.option(
        "--user",
        default="",
        envvar="KG_REMOTE_USER",
        show_envvar=True,
        metavar="NAME",
        help="Who asks (basic or digest); the password is in KG_REMOTE_PASSWORD,"
        " a token instead of both in KG_REMOTE_TOKEN.",
    ),
    click.option(
        "--password-file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="First line: the password, or the token when there is no user.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=120.0,
        show_default=True,
        metavar="SECONDS",
        help="For one answer.",
    ),
    click.option(
        "--attempts",
        type=click.IntRange(1),
        default=8,
        show_default=True,
        help="How often a request is made before it counts as failed.",
    ),
    click.option(
        "--graph",
        "graphs",
        multiple=True,
        metavar="IRI",
        callback=lambda _ctx, _param, names: tuple(_iri(name) for name in names),
        help="Only this named graph; may be repeated.",
    ),
)


def remote_options(command: F) -> F:
    """Give a command the options that say which store and how it is asked."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def where(endpoint: str, kind: str, update: str, graph_store: str) -> Addresses:
    """Return the addresses of the store."""
    return addresses(endpoint, kind, update=update, graphs=graph_store)


def asker(user: str, password_file: Path | None, timeout: float, attempts: int) -> Remote:
    """Return who asks; secrets come from the environment or a file, never from the words typed.

    Raises:
        UsageError: the file cannot be read, or the name cannot be sent.
    """
    secret = _first_line(password_file) if password_file else ""
    password = os.environ.get("KG_REMOTE_PASSWORD", "")
    token = os.environ.get("KG_REMOTE_TOKEN", "")
    if user:
        if ":" in user or not user.isprintable():
            raise UsageError("a user's name has no colon", hint="RFC 7617, 2")
        who = Credentials(user, secret or password)
    else:
        who = Credentials(token=secret or token)
    if not (who.token.isascii() and (who.token.isprintable())) or " " in who.token:
        raise UsageError("the token has characters that cannot be sent")
    return Remote(who, seconds=timeout, attempts=attempts)


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read the password in {path}") from error
    return lines[0] if lines else ""


def _iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError as error:
        raise UsageError(
            f"not an IRI: {text!r}", hint="such as https://kg.example/graph/a.txt"
        ) from error
