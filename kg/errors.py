"""The errors that end a command: one sentence, a hint, an exit status."""

from typing import ClassVar


class KgError(Exception):
    """What went wrong outside of our code, and what the reader can do about it.

    >>> str(KgError("no class for label 'ROCKET'", hint="known: GPE, ORG, PERSON"))
    "no class for label 'ROCKET' (known: GPE, ORG, PERSON)"
    """

    #: Exit status of the command line when this error ends a command.
    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(KgError):
    """The command was asked for something that does not exist or makes no sense: status 2."""

    exit_code: ClassVar[int] = 2
