"""Text of a query -> the endpoints it calls with SERVICE, and a refusal of those nobody allowed.

The store answers SERVICE itself, over HTTP, and has no switch for it: what is refused is refused here.
"""

import re
from collections.abc import Collection
from typing import Final

from kg.errors import UsageError
from kg.query.guard import IRI, REST, STRING

#: What cannot hide a call (strings, comments, IRIs, variables, what follows the colon of a name), or a
#: call. The word counts wherever the store's parser could read it, as in ``1SERVICE<…>``, which it does.
_TOKEN: Final = re.compile(
    rf"{STRING}|{REST}|(?P<call>SERVICE\s*(?:SILENT\s*)?(?P<iri>{IRI})?)|{IRI}|[?$]\w+|:[\w%:-]+",
    re.DOTALL | re.IGNORECASE,
)


def check_services(text: str, allowed: Collection[str]) -> None:
    """Refuse a query that calls an endpoint which is not allowed.

    Args:
        text: the query, whole.
        allowed: the IRIs of endpoints, to be met literally.

    Raises:
        UsageError: it calls another, or one that it does not write out as an IRI.
    """
    for token in _TOKEN.finditer(text):
        if token["call"] is None:
            continue
        if token["iri"] is None or "://" not in token["iri"]:
            hint = "write the endpoint out: SERVICE <https://…>"
            raise UsageError("the query says SERVICE without an IRI", hint=hint)
        iri = token["iri"][1:-1]
        if iri not in allowed:
            hint = f"allow it with --service {iri}"
            raise UsageError(f"the query calls {iri} over the network", hint=hint)
