"""How sure an event is by a set x by us -> counts over events that both have."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import Count, f1, share

#: Our classes, the most common first.
CLASSES: Final = ("Actual", "Negated", "Planned", "Possible", "Hypothetical")

#: What our classes say on the scale of uds_factuality: 1 happened, -1 did not.
SCALE: Final[Mapping[str, float]] = {
    "Actual": 1, "Negated": -1, "Planned": 0, "Possible": 0, "Hypothetical": 0,
}  # fmt: skip

#: A value of uds_factuality as far from 0 as this is certain (its scale goes to about 2).
CERTAIN: Final = 1.0


def of_meantime(marked: Mapping[str, Any]) -> str | None:
    """Return our class for certainty, polarity and time of meantime; None where it leaves it open.

    A condition first, then doubt, then denial, then the future, as our own classes are ranked.

    >>> of_meantime({"certainty": "CERTAIN", "polarity": "POS", "time": "FUTURE"})
    'Planned'
    >>> of_meantime({"certainty": "POSSIBLE", "polarity": "NEG", "time": "NON_FUTURE"})
    'Possible'
    """
    certainty, polarity = marked.get("certainty"), marked.get("polarity")
    if str(marked.get("special_cases", "")).startswith("COND"):
        return "Hypothetical"
    if certainty in ("POSSIBLE", "PROBABLE"):
        return "Possible"
    if polarity == "NEG":
        return "Negated"
    if certainty == "CERTAIN" and polarity == "POS":
        return "Planned" if marked.get("time") == "FUTURE" else "Actual"
    return None


def classes(pairs: Sequence[tuple[str, str]]) -> dict[str, Count]:
    """Count (gold, found) classes of events: accuracy, what "all Actual" would reach, each class.

    >>> counts = classes([("Actual", "Actual"), ("Planned", "Actual")])
    >>> counts["accuracy"].values, counts["Planned"].values
    ((1, 2), (0, 0, 0, 1))
    """
    n = len(pairs)
    counts = {
        "accuracy": share(sum(a == b for a, b in pairs), n),
        "accuracy of all Actual": share(sum(a == "Actual" for a, _ in pairs), n),
    }
    for name in CLASSES:
        right = sum(a == b == name for a, b in pairs)
        counts[name] = f1(right, sum(b == name for _, b in pairs), sum(a == name for a, _ in pairs))
    return counts


def scale(pairs: Sequence[tuple[float, str]]) -> dict[str, Count]:
    """Count (value of uds_factuality, found class) of events.

    ``happened``: of events whose value is certain, those called Actual or not as it says. ``r``:
    the correlation of all values with our classes on ``SCALE``.
    """
    sure = [(value > 0, found == "Actual") for value, found in pairs if abs(value) >= CERTAIN]
    both = [(value, SCALE.get(found, 1.0)) for value, found in pairs]
    sums = [(1.0, x, y, x * x, y * y, x * y) for x, y in both]
    total = tuple(sum(column) for column in zip(*sums, strict=True)) if sums else (0.0,) * 6
    return {
        "happened": share(sum(a == b for a, b in sure), len(sure)),
        "happened, of all Actual": share(sum(a for a, _ in sure), len(sure)),
        "r": Count("pearson", total),
    }
