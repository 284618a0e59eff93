"""Text of an RDF format -> nothing, or a refusal of what would bring a parser down.

Measured with pyoxigraph 0.5.13: 50 000 nested triple terms in Turtle end the process, 50 000 nested objects
in JSON-LD and 100 000 nested elements in RDF/XML never end, entities of RDF/XML grow without bound.
"""

import re
from typing import Final, NoReturn
from xml.parsers import expat

import orjson
from pyoxigraph import RdfFormat

from kg.nif.values import NifError

#: Brackets, objects or elements inside each other; NIF needs five.
DEPTH: Final = 100

#: What may hold brackets without opening them, and the brackets (Turtle 1.2, section 6.5).
_TURTLE = re.compile(
    r'\\.|"""(?:[^"\\]++|\\.|"(?!""))*+"""|'
    r"'''(?:[^'\\]++|\\.|'(?!''))*+'''|"
    r'"(?:[^"\\\n\r]++|\\.)*+"|'
    r"'(?:[^'\\\n\r]++|\\.)*+'|"
    r"<[^<>\"{}|^`\\\s]*+>|#[^\n\r]*+|(?P<open>[\[({]|<<)|(?P<close>[\])}]|>>)",
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]++|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)


def check(text: str, kind: RdfFormat) -> None:
    """Let a text pass that is nested no deeper than ``DEPTH`` and declares no entities.

    Raises:
        NifError: it is, or does; or it is no JSON, no XML.
    """
    if kind == RdfFormat.RDF_XML:
        _check_xml(text)
    elif kind == RdfFormat.JSON_LD:
        try:
            orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise NifError(f"not JSON: {error}") from None
        _check_depth(text, _JSON)
    else:
        _check_depth(text, _TURTLE)


def _check_depth(text: str, tokens: re.Pattern[str]) -> None:
    depth = 0
    for token in tokens.finditer(text):
        if token["open"]:
            depth += 1
            if depth > DEPTH:
                _too_deep()
        elif token["close"]:
            depth = max(0, depth - 1)


def _too_deep() -> NoReturn:
    raise NifError("the document is nested too deeply", hint=f"at most {DEPTH} levels")


def _check_xml(text: str) -> None:
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            _too_deep()

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_told: object) -> None:
        raise NifError("RDF/XML with a DOCTYPE is not taken", hint="it may declare entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise NifError(f"not XML: {error}") from None
