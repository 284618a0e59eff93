"""Name, file or SPARQL -> Question: the text of a query and what its header says about it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import UsageError
from kg.namespaces import PREFIXES
from kg.resources import folder
from kg.spelling import near

_HEADER: Final = re.compile(r"^# (title|description): (.+)$", re.MULTILINE)
_PARAMETER: Final = re.compile(
    r"^# param (\w+): (\w+)(?:; (.*?))?(?: \(default (.+)\))?$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query may be told: its value fills ``VALUES ?given_NAME { UNDEF }``.

    Attributes:
        name: as in ``--param NAME=…``.
        kind: how words are understood, a key of `kg.query.parameters.KINDS`.
        help: a sentence for people.
        default: used when nothing is given; empty: no restriction.
    """

    name: str
    kind: str
    help: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its name (empty for typed SPARQL), title, description and parameters.

    >>> Question.read("events", "# title: All events\\n# param class: class; of event").parameters
    (Parameter(name='class', kind='class', help='of event', default=''),)
    """

    name: str
    text: str
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()

    @classmethod
    def read(cls, name: str, text: str) -> "Question":
        """Return the question with what the comment lines of its text declare."""
        header = {key: value.strip() for key, value in _HEADER.findall(text)}
        parameters = tuple(Parameter(*found) for found in _PARAMETER.findall(text))
        return cls(name, text, header.get("title", ""), header.get("description", ""), parameters)

    def portable(self) -> str:
        """Return the text with the prefixes it uses, so that any SPARQL endpoint takes it."""
        used = [p for p in PREFIXES if re.search(rf"(?<![\w:]){p}:\w", self.text)]
        return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in used) + self.text


def catalogue() -> dict[str, Question]:
    """Return the questions that travel with the package, by name and in order of name."""
    paths = sorted(folder("queries").glob("*.rq"))
    return {path.stem: Question.read(path.stem, path.read_text("utf-8")) for path in paths}


def find(words: str) -> Question:
    """Return the question that a name, a path ending in ``.rq`` or SPARQL itself stands for.

    Raises:
        UsageError: no such name or file.
    """
    known = catalogue()
    if words in known:
        return known[words]
    if words.endswith(".rq"):
        return _from_file(Path(words))
    if re.search(r"[\s{]", words):
        return Question.read("", words)
    raise UsageError(f"no query is called {words!r}", hint=near(words, known))


def _from_file(path: Path) -> Question:
    try:
        return Question.read(path.stem, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"cannot read the query {path}: {reason}") from error
