"""A refusal of a request: a status of HTTP and one sentence."""

from kg.errors import KgError


class RefusedError(KgError):
    """The request is not answered; the client is told why.

    >>> RefusedError("no such graph", status=404).status
    404
    """

    def __init__(self, message: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status


def busy() -> RefusedError:
    """Return what is told those for whom nobody was free."""
    return RefusedError("the server is busy", hint="try again", status=503)


def late(seconds: float) -> RefusedError:
    """Return what is told those whose time is over."""
    return RefusedError(f"it took longer than {seconds:g} seconds and was ended", status=504)


def brought_down() -> RefusedError:
    """Return what is told those whose process died."""
    text = "the request needed more memory than it may have, or brought its process down"
    return RefusedError(text, status=503)
