"""Values -> the same with what comes often told once: a report is a third smaller so."""

from typing import Any

import orjson


def shared(value: Any) -> tuple[Any, list[Any]]:
    """Return values in which references that come often stand once, in a list, and as ``{"$": n}`` elsewhere."""
    known: dict[bytes, int] = {}
    refs: list[Any] = []

    def walk(part: Any) -> Any:
        if isinstance(part, list):
            return [walk(item) for item in part]
        if not isinstance(part, dict):
            return part
        if part.keys() >= {"iri", "label", "path"} and len(part) <= 8:
            text = orjson.dumps(part, option=orjson.OPT_SORT_KEYS)
            if text not in known:
                known[text] = len(refs)
                refs.append(part)
            return {"$": known[text]}
        return {name: walk(item) for name, item in part.items()}

    return walk(value), refs
