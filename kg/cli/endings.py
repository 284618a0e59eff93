"""The ways a command ends badly -> one line on stderr and an exit status."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from kg.errors import KgError

#: What shells report for a program that Ctrl-C ended: 128 + SIGINT.
INTERRUPTED = 130


@contextmanager
def ending() -> Iterator[None]:
    """Turn trouble from outside into an exit; a bug of ours stays a traceback."""
    try:
        yield
        sys.stdout.flush()
    except KgError as error:
        _leave(error.exit_code, f"kg: {error}")
    except click.Abort:
        _leave(INTERRUPTED)
    except KeyboardInterrupt:
        _leave(INTERRUPTED)
    except BrokenPipeError:
        _leave(0)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS):
            raise
        _leave(KgError.exit_code, f"kg: cannot write: {os.strerror(error.errno)}")


def _leave(status: int, line: str = "") -> NoReturn:
    """Say the line and exit; what stdout still holds may have nowhere to go."""
    if line:
        click.echo(line, err=True)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    sys.exit(status)
