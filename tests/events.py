"""A made graph of events, for measurements: the same for the same number of quads.

Each document is a graph of 117 quads; actors, places and countries stand in one graph, each fact once: the
union of graphs gives a fact as often as there are graphs that have it, and joins would multiply it.
"""

import random

from kg.namespaces import KG, PREFIXES

#: How many different ones there are.
ACTORS, PLACES, COUNTRIES, KINDS = 5000, 2000, 60, 17

_D = "https://kg.example"
_RDFS = PREFIXES["rdfs"] + "label"
_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"


def write_events(store, quads):
    """Write about so many quads."""
    pick = random.Random(7)
    with store.writer() as writer:
        writer.write(f"{_D}/graph/names", _written("names", _names()))
        for number in range(max(quads // 117, 1)):
            writer.write(f"{_D}/graph/{number}", _written(number, _document(number, pick)))


def _written(name, triples):
    return "".join(f"{t} <{_D}/graph/{name}> .\n" for t in triples).encode()


def _names():
    """Yield who and what there is as N-Triples without the full stop."""
    for country in range(COUNTRIES):
        yield f'<{_D}/id/country/{country}> <{_RDFS}> "Country {country}"'
    for actor in range(ACTORS):
        yield f"<{_D}/id/actor/{actor}> <{_TYPE}> <{KG}Actor>"
        yield f'<{_D}/id/actor/{actor}> <{_RDFS}> "Actor {actor}"'
    for place in range(PLACES):
        yield f"<{_D}/id/place/{place}> <{_TYPE}> <{KG}Place>"
        yield f'<{_D}/id/place/{place}> <{_RDFS}> "Place {place}"'
        yield f"<{_D}/id/place/{place}> <{KG}locatedIn> <{_D}/id/country/{place % COUNTRIES}>"


def _document(number, pick):
    """Yield the triples of a document."""
    doc = f"<{_D}/doc/{number}>"
    yield f'{doc} <{PREFIXES["dcterms"]}title> "Report {number}"'
    yield f"{doc} <{PREFIXES['dcterms']}issued> {_date(pick)}"
    yield f'{doc} <{PREFIXES["dcterms"]}publisher> "Publisher {pick.randrange(40)}"'
    for event in range(number * 8, number * 8 + 8):
        yield from _event(event, doc, pick)


def _event(event, doc, pick):
    this = f"<{_D}/id/event/{event}>"
    mention = f"<{_D}/doc/mention-{event}>"
    yield f"{this} <{_TYPE}> <{KG}Event>"
    yield f"{this} <{_TYPE}> <{KG}Kind{pick.randrange(KINDS)}>"
    yield f'{this} <{_RDFS}> "event {event}"'
    yield f"{this} <{KG}agent> <{_D}/id/actor/{_skewed(pick, ACTORS)}>"
    yield f"{this} <{KG}patient> <{_D}/id/actor/{_skewed(pick, ACTORS)}>"
    yield f"{this} <{KG}place> <{_D}/id/place/{_skewed(pick, PLACES)}>"
    yield f"{this} <{KG}earliestStart> {_date(pick)}"
    yield f"{this} <{KG}factuality> <{KG}Actual>"
    yield f"{mention} <{PREFIXES['nif']}referenceContext> {doc}"
    yield f'{mention} <{PREFIXES["nif"]}beginIndex> "{pick.randrange(5000)}"^^<{_XSD}integer>'
    yield f'{mention} <{PREFIXES["nif"]}anchorOf> "words {event}"'
    yield f'{mention} <{PREFIXES["nif"]}endIndex> "{pick.randrange(5000)}"^^<{_XSD}integer>'
    yield f"{mention} <{PREFIXES['itsrdf']}taIdentRef> {this}"
    yield f"{this} <{PREFIXES['prov']}wasDerivedFrom> {mention}"


def _date(pick):
    year, month, day = pick.randrange(1990, 2025), pick.randrange(1, 13), pick.randrange(1, 29)
    return f'"{year}-{month:02}-{day:02}"^^<{_XSD}date>'


def _skewed(pick, count):
    """Return a number below this; small ones come more often, as names do in news."""
    return int(count * pick.random() ** 2)
