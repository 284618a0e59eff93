"""The triples of a document: itself, its entities, events, times, claims, and every mention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyoxigraph import NamedNode, Quad

from kg.document import Document
from kg.extract.factuality import ACTUAL
from kg.extract.found import ACTOR, PLACE
from kg.extract.values import Claim, Entity, Event, Interval, Relation, Span
from kg.facts.contradicted import contradicted
from kg.facts.geometry import Geography
from kg.facts.iris import Iris
from kg.facts.nodes import Node, nodes
from kg.facts.phrases import Phrases, within
from kg.facts.written import (
    Line,
    Statement,
    double,
    literal,
    node,
    number,
    quads,
    term,
    when,
    written,
)
from kg.link.fix import Fix
from kg.link.values import Linked
from kg.namespaces import KG, PREFIXES
from kg.ontology import Ontology

_HAS_ACTOR = PREFIXES["sem"] + "hasActor"

#: Roles that an actor may fill: then SEM's general property is written out too.
_ACTING = frozenset(KG + r for r in ("agent", "patient", "recipient", "instrument", "topic"))

_POINTS = (
    ("kg:earliestStart", "earliest_start"),
    ("kg:latestStart", "latest_start"),
    ("kg:earliestEnd", "earliest_end"),
    ("kg:latestEnd", "latest_end"),
)


@dataclass(frozen=True)
class Facts:
    """The named graph of a document: its IRI and its quads, each once, in a fixed order.

    Attributes:
        written: the quads as N-Quads, one a line, UTF-8.
    """

    graph: str
    written: bytes

    def __len__(self) -> int:
        return self.written.count(b"\n")

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """The quads, made when they are first asked for: the store takes them as they are written."""
        return quads(self.written)


def facts(
    document: Document,
    linked: Linked,
    ontology: Ontology,
    *,
    base: str,
    fixes: Sequence[Fix] = (),
) -> Facts:
    """Return all that a document contributes.

    Args:
        document: the text and what is known about it.
        linked: what the text says, and who in Wikidata its entities are.
        ontology: the hierarchy, every type of which is written out.
        base: where data IRIs begin; ends with ``/`` or ``#``.
        fixes: where places and events are that are no linked places; the first of a place counts.
    """
    writer = _Writer(document, linked, ontology, Iris(base, document.id), fixes)
    said = map(" ".join, dict.fromkeys(writer.said()))
    statements = chain(said, writer.mentions())
    return Facts(writer.iris.graph, written(statements, writer.iris.graph))


class _Writer:
    def __init__(
        self,
        document: Document,
        linked: Linked,
        ontology: Ontology,
        iris: Iris,
        fixes: Sequence[Fix],
    ) -> None:
        self._document = document
        self._said = linked.extraction
        self._ontology = ontology
        self.iris = iris
        self._nodes = nodes(linked, iris, ontology)
        self._entities = [n.iri for n in self._nodes]
        self._events = [iris.event(e.trigger) for e in self._said.events]
        self._phrases = Phrases()
        self._geography = Geography(self._nodes, linked.parents, iris, ontology)
        self._wrong = contradicted(linked, ontology)
        self._fixes = fixes

    def said(self) -> Iterator[Line]:
        """Yield all but the mentions; one triple may come several times."""
        yield from self._about()
        for entity, mine in zip(self._said.entities, self._nodes, strict=True):
            yield from self._entity(entity, mine)
        yield from self._where()
        for time in self._said.times:
            self._phrases.add_time(time.span, (time.type, time.value), time.reference)
        for event, iri in zip(self._said.events, self._events, strict=True):
            yield from self._event(event, iri)
        for n, relation in enumerate(self._said.relations):
            if n not in self._wrong:
                yield from self._related(relation)
        for claim in self._said.claims:
            yield from self._claim(claim)

    def mentions(self) -> Iterator[Statement]:
        """Yield the mentions that ``said`` came across, each triple once."""
        return self._phrases.statements(self._document.text, self._said, self.iris)

    def _about(self) -> Iterator[Line]:
        d = self._document
        me = node(self.iris.document)
        yield me, term("rdf:type"), term("schema:NewsArticle" if d.news else "schema:CreativeWork")
        yield me, term("rdf:type"), term("nif:Context")
        yield me, term("nif:isString"), literal(d.text)
        yield me, term("dcterms:language"), literal(d.language)
        if d.title:
            yield me, term("dcterms:title"), literal(d.title)
        if d.issued:
            yield me, term("dcterms:issued"), when(d.issued)
        if d.publisher:
            yield me, term("dcterms:publisher"), literal(d.publisher)
        if d.source:
            yield me, term("dcterms:source"), _link(d.source)

    def _types(self, me: str, cls: str) -> Iterator[Line]:
        for above in self._ontology.up[cls]:
            yield me, term("rdf:type"), node(above)

    def _entity(self, e: Entity, mine: Node) -> Iterator[Line]:
        me = node(mine.iri)
        yield from self._types(me, mine.cls)
        yield me, term("rdfs:label"), literal(mine.label)
        yield me, term("skos:prefLabel"), literal(mine.label)
        for alias in sorted(mine.names - {mine.label}):
            yield me, term("skos:altLabel"), literal(alias)
        if mine.item is not None:
            yield me, term("owl:sameAs"), node(PREFIXES["wd"] + mine.item.qid)
            yield me, term("kg:linkConfidence"), double(mine.confidence)
        for mention in e.mentions:
            self._phrases.add(
                mention.span,
                mention.kind,
                ref=mine.iri,
                cls=mine.cls,
                confidence=mention.confidence,
            )

    def _where(self) -> Iterator[Line]:
        """Yield where linked places are, then places and events that nobody knows the point of."""
        done: set[str] = set()
        for mine in self._nodes:
            if mine.item is not None and self._ontology.isa(mine.cls, PLACE):
                yield from self._geography.of_item(mine.iri, mine.item)
                if mine.item.point is not None:
                    done.add(mine.iri)
        for fix in self._fixes:
            iri = (
                self._events[fix.event]
                if fix.event is not None
                else self._entities[fix.entity or 0]
            )
            if iri not in done:
                done.add(iri)
                yield from self._geography.of_fix(iri, fix)
                for span in fix.evidence:
                    yield from self._evidence(node(self.iris.geometry(iri)), span)

    def _event(self, e: Event, iri: str) -> Iterator[Line]:
        me = node(iri)
        yield from self._types(me, e.cls)
        yield me, term("rdfs:label"), literal(e.label)
        yield me, term("kg:factuality"), node(e.factuality)
        for role in e.roles:
            yield from self._role(me, role.role, role.filler)
        for topic in e.topics:
            yield me, term("kg:topic"), node(self._events[topic])
        for source in e.sources:
            yield me, term("kg:attributedTo"), node(self._entities[source])
        if e.time is not None:
            interval = self._said.times[e.time].interval
            if interval is not None:
                yield from self._time(me, interval, self._said.times[e.time].span)
        for q in e.quantities:
            mine = node(self.iris.quantity(q.span))
            yield me, term("kg:quantity"), mine
            yield mine, term("rdf:type"), term("kg:Quantity")
            yield mine, term("kg:value"), number(q.value)
            yield mine, term("kg:comparator"), node(q.comparator)
            yield mine, term("kg:unit"), literal(q.unit)
            yield from self._evidence(me, q.span)
        for trigger in (e.trigger, *e.again):
            self._phrases.add(trigger, "Trigger", ref=iri, cls=e.cls)
            yield me, term("prov:wasDerivedFrom"), node(self.iris.mention(trigger))
        for span in e.evidence:
            yield from self._evidence(me, span)

    def _role(self, me: str, role: str, filler: int) -> Iterator[Line]:
        other = node(self._entities[filler])
        yield me, node(role), other
        above = set(self._ontology.super_roles.get(role, ()))
        if role in _ACTING:
            above.discard(_HAS_ACTOR)
            if self._ontology.isa(self._nodes[filler].cls, ACTOR):
                above.add(_HAS_ACTOR)
        for prop in sorted(above):
            yield me, node(prop), other

    def _time(self, me: str, i: Interval, span: Span) -> Iterator[Line]:
        mine = node(self.iris.time(i))
        yield me, term("sem:hasTime"), mine
        yield mine, term("rdf:type"), term("time:Interval")
        points = [(p, getattr(i, a)) for p, a in _POINTS]
        for holder in (me, mine):
            for prop, value in points:
                if value:
                    yield holder, term(prop), when(value)
        values = {value for _, value in points}
        if len(values) == 1 and len(i.earliest_start) == 10:
            yield me, term("kg:date"), when(i.earliest_start)
        yield from self._evidence(me, span)

    def _evidence(self, me: str, span: Span) -> Iterator[Line]:
        self._phrases.add(span, "Evidence")
        yield me, term("prov:wasDerivedFrom"), node(self.iris.mention(span))

    def _related(self, r: Relation) -> Iterator[Line]:
        """Yield the triple where the text tells it as actual and not past, and its statement."""
        for subject, value, iri in self._sides(r):
            me = node(iri)
            if r.factuality == ACTUAL and not r.ended:
                yield node(subject), node(r.prop), value
            yield me, term("rdf:type"), term("rdf:Statement")
            yield me, term("rdf:subject"), node(subject)
            yield me, term("rdf:predicate"), node(r.prop)
            yield me, term("rdf:object"), value
            yield me, term("kg:factuality"), node(r.factuality)
            for source in r.sources:
                yield me, term("kg:attributedTo"), node(self._entities[source])
            yield from self._while(me, r)
            for span in r.evidence:
                yield from self._evidence(me, span)

    def _sides(self, r: Relation) -> Iterator[tuple[str, str, str]]:
        """Yield subject, object and statement of a relation, both ways where it holds both ways."""
        if r.object is None:
            yield self._entities[r.subject], literal(r.text), self._statement(r, r.subject, None)
            return
        ways = [(r.subject, r.object)]
        if r.prop in self._ontology.relations.symmetric:
            ways.append((r.object, r.subject))
        for a, b in ways:
            one, other = self._entities[a], self._entities[b]
            if one != other:  # two chains may come to one name
                yield one, node(other), self._statement(r, a, b)

    def _statement(self, r: Relation, one: int, other: int | None) -> str:
        ends = [self._said.entities[i].mentions[0].span for i in (one, other) if i is not None]
        return self.iris.relation(r.prop.removeprefix(KG), r.evidence[0], ends, r.text)

    def _while(self, me: str, r: Relation) -> Iterator[Line]:
        if r.ended:
            yield me, term("kg:ended"), literal("true") + "^^" + term("xsd:boolean")
        if r.time is not None:
            interval = self._said.times[r.time].interval
            if interval is not None:
                yield from self._time(me, interval, self._said.times[r.time].span)
        elif r.ended and self._document.issued:
            yield me, term("kg:latestEnd"), when(self._document.issued)

    def _claim(self, c: Claim) -> Iterator[Line]:
        me = node(self.iris.claim(c))
        yield me, term("rdf:type"), term("kg:Claim")
        yield me, term("kg:claimer"), node(self._entities[c.claimer])
        yield me, term("kg:stance"), node(c.stance)
        for about in c.about:
            yield me, term("kg:about"), node(self._events[about])
        for told in (n for n in c.relations if n not in self._wrong):
            for *_, iri in self._sides(self._said.relations[told]):
                yield me, term("kg:about"), node(iri)
        if c.medium is not None:
            yield me, term("kg:medium"), node(self._entities[c.medium])
        if c.time is not None:
            interval = self._said.times[c.time].interval
            if (
                interval is not None
                and len(interval.earliest_start) == 10
                and interval.earliest_start == interval.latest_end
            ):
                yield me, term("kg:claimDate"), when(interval.earliest_start)
        who, speaker = self._nodes[c.claimer], self._said.entities[c.claimer]
        source = within(c.source, [m.span for m in speaker.mentions])
        for prop, span in (
            ("kg:cue", c.cue),
            ("kg:sourceMention", source),
            ("kg:contentMention", c.content),
        ):
            mine = prop == "kg:sourceMention"  # however long, it denotes the claimer
            self._phrases.add(
                span, "Evidence", ref=who.iri if mine else "", cls=who.cls if mine else ""
            )
            yield me, term(prop), node(self.iris.mention(span))


def _link(source: str) -> str:
    if source.startswith(("http://", "https://")) and not any(c in source for c in ' <>"{}|\\^`'):
        try:
            return str(NamedNode(source))
        except ValueError:
            return literal(source)
    return literal(source)
