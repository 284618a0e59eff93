"""A store of as many made-up events as wanted, in the shape of those that `kg build` writes: for measurements.

python -m tests.manyevents FOLDER 1000000
"""

import random
import sys
from pathlib import Path
from zlib import crc32

from pyoxigraph import RdfFormat

from kg.namespaces import PREFIXES
from kg.store import Store

BASE = "https://kg.example/"
EVENTS = 40  # of a document
PART = 400  # documents of one bulk load: some 600 000 quads

CLASSES = {
    "kg:Attack": ("attacked", []), "kg:AirStrike": ("bombed", ["kg:Attack"]), "kg:Shelling": ("shelled", ["kg:Attack"]),
    "kg:Shooting": ("shot", ["kg:Attack"]), "kg:Fighting": ("fought", []), "kg:Killing": ("killed", []),
    "kg:TerritorialGain": ("captured", []), "kg:Arrest": ("arrested", []), "kg:Talks": ("met", []),
    "kg:Protest": ("protested against", []), "kg:Agreement": ("agreed with", []), "kg:Visit": ("visited", []),
    "kg:Accusation": ("accused", []), "kg:Aid": ("helped", []), "kg:Election": ("elected", []),
    "kg:Event": ("reached", []),
}  # fmt: skip
FACTUALITIES = (
    ["Actual"] * 80 + ["Planned"] * 8 + ["Negated"] * 4 + ["Possible"] * 6 + ["Hypothetical"] * 2
)
KINDS = ["Person", "GovernmentBody", "ArmedGroup", "Company", "PoliticalParty"]
SYLLABLES = "ka ro mi ten sha dul bor ine gra vel osh mar tu lan qui pe zo har ji wen".split()


def _iri(name):
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


NODES = {
    name: _iri(name)
    for name in [
        *CLASSES, *(f"kg:{k}" for k in KINDS), *(f"kg:{f}" for f in set(FACTUALITIES)),
        *"""rdf:type rdfs:label skos:prefLabel skos:altLabel owl:sameAs kg:linkConfidence kg:Actor kg:Organisation
        sem:Actor kg:Place kg:Country kg:Settlement sem:Place sem:Event geo:hasGeometry geo:asWKT kg:radius geo:Geometry
        kg:locatedIn geo:wktLiteral nif:Context nif:Phrase nif:Sentence nif:isString nif:referenceContext nif:beginIndex
        nif:endIndex nif:anchorOf nif:sentence itsrdf:taIdentRef itsrdf:taClassRef itsrdf:taConfidence kg:mentionKind
        kg:Name kg:Trigger kg:Evidence dcterms:title dcterms:issued dcterms:publisher dcterms:language dcterms:source
        schema:NewsArticle kg:factuality kg:agent kg:patient kg:place sem:hasActor sem:hasPlace kg:attributedTo
        kg:earliestStart kg:latestStart kg:earliestEnd kg:latestEnd kg:date prov:wasDerivedFrom kg:Claim kg:claimer
        kg:about kg:stance kg:Asserts kg:Denies kg:cue kg:sourceMention xsd:integer xsd:double xsd:date xsd:gYear
        xsd:gYearMonth kg:quantity kg:Quantity kg:value kg:comparator kg:Exactly kg:unit kg:memberOf rdf:Statement
        rdf:subject rdf:predicate rdf:object""".split(),
    ]
}  # fmt: skip


def name_of(number, words=2):
    """Return a name that looks like one, always the same for a number."""
    dice = random.Random(number)
    return " ".join(
        "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).capitalize() for _ in range(words)
    )


class World:
    """Those that all documents tell of: actors, places in countries."""

    def __init__(self, actors=20_000, places=3_000, countries=100):
        dice = random.Random(7)
        self.actors = [
            (f"person/Q{1000 + n}", name_of(n), dice.choice(KINDS)) for n in range(actors)
        ]
        self.countries = [
            (f"place/Q{n + 1}", name_of(-n - 1, 1), dice.uniform(-60, 70), dice.uniform(-170, 170))
            for n in range(countries)
        ]
        self.places = []
        for n in range(places):
            country = dice.randrange(countries)
            _, _, lat, lon = self.countries[country]
            point = (
                max(-85, min(85, lat + dice.gauss(0, 3))),
                max(-179, min(179, lon + dice.gauss(0, 4))),
            )
            self.places.append(
                (f"place/Q{500_000 + n}", name_of(1_000_000 + n, 1), country, *point)
            )


class _Document:
    def __init__(self, number, world):
        self.dice = random.Random(number)
        self.world = world
        self.name = f"news/{number // 1000}/{number}.txt"
        self.iri = f"<{BASE}doc/{self.name}>"
        self.graph = f"<{BASE}graph/{self.name}>"
        self.lines = []
        self.text = ""
        self.done = set()

    def say(self, subject, name, value):
        self.lines.append(f"{subject} {NODES[name]} {value} {self.graph} .")

    def mention(self, begin, end, kind, sentence, thing="", cls=""):
        me = f"<{BASE}doc/{self.name}#char={begin},{end}>"
        if me in self.done:
            return me
        self.done.add(me)
        self.say(me, "rdf:type", NODES["nif:Phrase"])
        self.say(me, "nif:referenceContext", self.iri)
        self.say(me, "nif:beginIndex", f'"{begin}"^^{NODES["xsd:integer"]}')
        self.say(me, "nif:endIndex", f'"{end}"^^{NODES["xsd:integer"]}')
        self.say(me, "nif:anchorOf", f'"{self.text[begin:end]}"')
        self.say(me, "kg:mentionKind", NODES[f"kg:{kind}"])
        self.say(me, "nif:sentence", sentence)
        if thing:
            self.say(me, "itsrdf:taIdentRef", thing)
            self.say(me, "itsrdf:taClassRef", cls)
            self.say(me, "itsrdf:taConfidence", f'"0.9"^^{NODES["xsd:double"]}')
        return me

    def thing(self, local, label, types, item=""):
        me = f"<{BASE}id/{local}>"
        if me in self.done:
            return me
        self.done.add(me)
        for type_ in types:
            self.say(me, "rdf:type", NODES[type_])
        self.say(me, "rdfs:label", f'"{label}"')
        self.say(me, "skos:prefLabel", f'"{label}"')
        if item:
            self.say(me, "owl:sameAs", f"<{PREFIXES['wd']}{item}>")
            self.say(me, "kg:linkConfidence", f'"0.9"^^{NODES["xsd:double"]}')
        return me

    def actor(self):
        if self.dice.random() < 0.25:
            number = self.dice.randrange(5)
            label = name_of(crc32(f"{self.name} {number}".encode()))
            local = f"person/{self.name}/{label.lower().replace(' ', '-')}"
            return (
                self.thing(local, label, ["kg:Person", "kg:Actor", "sem:Actor"]),
                label,
                NODES["kg:Person"],
            )
        n = min(int(self.dice.paretovariate(0.6)), len(self.world.actors)) - 1
        local, label, kind = self.world.actors[n]
        types = [
            f"kg:{kind}",
            *(["kg:Organisation"] if kind != "Person" else []),
            "kg:Actor",
            "sem:Actor",
        ]
        return self.thing(local, label, types, local.partition("/")[2]), label, NODES[f"kg:{kind}"]

    def place(self):
        n = min(int(self.dice.paretovariate(0.5)), len(self.world.places)) - 1
        local, label, country, lat, lon = self.world.places[n]
        new = f"<{BASE}id/{local}>" not in self.done
        me = self.thing(
            local, label, ["kg:Settlement", "kg:Place", "sem:Place"], local.partition("/")[2]
        )
        if new:
            self.point(me, local, lat, lon, "5")
            local, label, lat, lon = self.world.countries[country]
            new = f"<{BASE}id/{local}>" not in self.done
            outer = self.thing(
                local,
                label,
                ["kg:Country", "kg:Actor", "kg:Place", "sem:Actor", "sem:Place"],
                local.partition("/")[2],
            )
            self.say(me, "kg:locatedIn", outer)
            if new:
                self.point(outer, local, lat, lon, "400")
        return me, self.world.places[n][1], NODES["kg:Settlement"]

    def point(self, me, local, lat, lon, radius):
        geometry = f"<{BASE}id/{local}#geometry>"
        self.say(me, "geo:hasGeometry", geometry)
        self.say(geometry, "rdf:type", NODES["geo:Geometry"])
        self.say(geometry, "geo:asWKT", f'"POINT({lon:.4f} {lat:.4f})"^^{NODES["geo:wktLiteral"]}')
        self.say(geometry, "kg:radius", f'"{radius}"^^{NODES["xsd:double"]}')

    def quads(self):
        dice, events, issued = (
            self.dice,
            [],
            f"{self.dice.randint(2012, 2024)}-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}",
        )
        for _ in range(EVENTS):
            agent, patient, place = (
                self.actor(),
                self.actor(),
                self.place() if dice.random() < 0.6 else None,
            )
            cls = dice.choice(list(CLASSES))
            verb = CLASSES[cls][0]
            begin = len(self.text)
            self.text += (
                f"{agent[1]} {verb} {patient[1]}"
                + (f" in {place[1]}" if place else "")
                + f", an official of {name_of(dice.randrange(500))} said on {issued}. "
            )
            events.append((begin, len(self.text) - 1, agent, verb, cls, patient, place))
        self.head(issued)
        for n, event in enumerate(events):
            self.event(n, issued, *event)
        return "\n".join(self.lines) + "\n"

    def head(self, issued):
        self.say(self.iri, "rdf:type", NODES["nif:Context"])
        self.say(self.iri, "rdf:type", NODES["schema:NewsArticle"])
        self.say(self.iri, "nif:isString", f'"{self.text}"')
        self.say(self.iri, "dcterms:language", '"en"')
        self.say(self.iri, "dcterms:title", f'"{self.text.partition(",")[0]}"')
        self.say(self.iri, "dcterms:issued", f'"{issued}"^^{NODES["xsd:date"]}')
        self.say(self.iri, "dcterms:publisher", f'"{name_of(self.dice.randrange(60), 1)} News"')

    def event(self, n, issued, begin, end, agent, verb, cls, patient, place):
        dice = self.dice
        sentence = f"<{BASE}doc/{self.name}#char={begin},{end}>"
        self.say(sentence, "rdf:type", NODES["nif:Sentence"])
        self.say(sentence, "nif:referenceContext", self.iri)
        self.say(sentence, "nif:beginIndex", f'"{begin}"^^{NODES["xsd:integer"]}')
        self.say(sentence, "nif:endIndex", f'"{end}"^^{NODES["xsd:integer"]}')
        self.say(sentence, "nif:anchorOf", f'"{self.text[begin:end]}"')
        at = begin + len(agent[1]) + 1
        me = f"<{BASE}id/event/{self.name}/{at}-{at + len(verb)}>"
        for type_ in dict.fromkeys([cls, *CLASSES[cls][1], "kg:Event"]):
            if type_ != "kg:Event" or cls != "kg:Event":
                self.say(me, "rdf:type", NODES[type_])
        self.say(me, "rdf:type", f"<{PREFIXES['kg']}Event>")
        self.say(me, "rdf:type", NODES["sem:Event"])
        self.say(me, "rdfs:label", f'"{verb}"')
        self.say(me, "kg:factuality", NODES[f"kg:{dice.choice(FACTUALITIES)}"])
        self.say(me, "kg:agent", agent[0])
        self.say(me, "sem:hasActor", agent[0])
        self.say(me, "kg:patient", patient[0])
        self.say(
            me,
            "prov:wasDerivedFrom",
            self.mention(at, at + len(verb), "Trigger", sentence, me, NODES[cls]),
        )
        if n % 2:
            self.mention(begin, at - 1, "Name", sentence, agent[0], agent[2])
        if place:
            self.say(me, "kg:place", place[0])
            self.say(me, "sem:hasPlace", place[0])
        if dice.random() < 0.5:
            kind, value = dice.choice(
                [
                    ("date", issued),
                    ("date", issued),
                    ("gYearMonth", issued[:7]),
                    ("gYear", issued[:4]),
                ]
            )
            for point in ("earliestStart", "latestStart", "earliestEnd", "latestEnd"):
                self.say(me, f"kg:{point}", f'"{value}"^^{NODES["xsd:" + kind]}')
        if dice.random() < 0.15:
            source, claim = self.actor(), f"<{BASE}id/claim/{self.name}/{at}>"
            self.say(me, "kg:attributedTo", source[0])
            self.say(claim, "rdf:type", NODES["kg:Claim"])
            self.say(claim, "kg:claimer", source[0])
            self.say(claim, "kg:about", me)
            self.say(
                claim, "kg:stance", NODES["kg:Asserts" if dice.random() < 0.9 else "kg:Denies"]
            )
            self.say(claim, "kg:cue", self.mention(end - 20, end - 16, "Evidence", sentence))


def quads(number, world):
    """Return the N-Quads of a document."""
    return _Document(number, world).quads()


def make(folder, events):
    """Make the store, part by part."""
    world, documents = World(), events // EVENTS
    with Store(folder) as store:
        for first in range(0, documents, PART):
            part = "".join(quads(n, world) for n in range(first, min(first + PART, documents)))
            store.oxigraph.bulk_load(part.encode(), RdfFormat.N_QUADS, lenient=True)
            print(f"{min(first + PART, documents)} of {documents} documents", file=sys.stderr)
        store.oxigraph.flush()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
