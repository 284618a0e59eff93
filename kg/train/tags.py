"""Labels of the sources -> our tags: what a source leaves open, any of them may be right."""

from collections.abc import Sequence

#: Classes of names that the reader tells apart.
NAMES = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "MISC", "TIME")

#: Tags of the name layer: O, then B- and I- of each class.
TAGS = ("O", *(f"{part}-{name}" for name in NAMES for part in "BI"))

#: Classes and tags of time expressions, as in TIMEX3.
TIMES = ("DATE", "TIME", "DURATION", "SET")
TIMEX = ("O", *(f"{part}-{name}" for name in TIMES for part in "BI"))

Scheme = dict[str, tuple[str, ...]]

#: What the labels of a source mean in our classes; several: any of them may be right.
#: A class that a source never marks is allowed wherever the source says O (key "O").
SCHEMES: dict[str, Scheme] = {
    "gmb": {
        "per": ("PERSON",),
        "org": ("ORG",),
        "geo": ("LOC",),
        "gpe": ("NORP",),
        "tim": ("TIME",),
        "eve": ("EVENT",),
        "art": ("MISC",),
        "nat": ("MISC", "EVENT"),
    },
    "wikigold": {
        "PER": ("PERSON",),
        "ORG": ("ORG",),
        "LOC": ("LOC",),
        "MISC": ("MISC", "NORP", "EVENT"),
        "O": ("TIME",),
    },
    "crossner": {
        "person": ("PERSON",),
        "politician": ("PERSON",),
        "politicalparty": ("ORG",),
        "organisation": ("ORG",),
        "country": ("LOC",),
        "location": ("LOC",),
        "election": ("EVENT",),
        "event": ("EVENT",),
        "misc": ("MISC", "NORP", "EVENT"),
        "O": ("TIME", "NORP"),
    },
    "wnut17": {
        "person": ("PERSON",),
        "location": ("LOC",),
        "corporation": ("ORG",),
        "group": ("ORG", "NORP"),
        "product": ("MISC",),
        "creative-work": ("MISC", "EVENT"),
        "O": ("TIME", "NORP", "EVENT"),
    },
    "btc": {
        "PER": ("PERSON",),
        "ORG": ("ORG",),
        "LOC": ("LOC",),
        "O": ("TIME", "NORP", "EVENT", "MISC"),
    },
    "redocred": {
        "PER": ("PERSON",),
        "ORG": ("ORG",),
        "LOC": ("LOC", "NORP"),
        "TIME": ("TIME",),
        "MISC": ("MISC", "NORP", "EVENT"),
        "NUM": ("O",),
        "O": ("NORP",),
    },
    "uner": {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": ("LOC",), "OTH": ("MISC",)},
}


def allowed(tags: Sequence[str], scheme: Scheme) -> tuple[tuple[str, ...], ...]:
    """Return for each IOB2 tag of a source our tags that it leaves open.

    >>> allowed(["B-MISC", "O"], SCHEMES["wikigold"])
    (('B-MISC', 'B-NORP', 'B-EVENT'), ('O', 'B-TIME', 'I-TIME'))
    """
    return tuple(_allowed(tag, scheme) for tag in tags)


def _allowed(tag: str, scheme: Scheme) -> tuple[str, ...]:
    if tag == "O":
        return ("O", *(f"{part}-{name}" for name in scheme.get("O", ()) for part in "BI"))
    part, label = tag.split("-", 1)
    return tuple(name if name == "O" else f"{part}-{name}" for name in scheme[label])
