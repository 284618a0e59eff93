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
