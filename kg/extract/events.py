"""Triggers x entities x times -> events with their roles, times, factuality and counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.acting import acts_elsewhere, another_acts, apart
from kg.extract.amounts import vague
from kg.extract.draft import AGENT, PATIENT, Draft, covered_span, token_span
from kg.extract.factuality import factuality
from kg.extract.found import ACTOR, PLACE
from kg.extract.numbers import PARTITIVE, counted, partitive, quantity
from kg.extract.readings import abstract, parts, told
from kg.extract.senses import one_sense
from kg.extract.syntax import (
    antecedent,
    conjuncts,
    is_passive,
    preposition,
)
from kg.extract.triggers import EVENT, Hit, hits, positions
from kg.extract.values import Entity
from kg.namespaces import KG
from kg.ontology import Ontology, Slot, Trigger

TOPIC, PLACE_OF = KG + "topic", KG + "place"
INSTRUMENT, WEAPON = KG + "instrument", KG + "Weapon"

#: How a name hangs on the noun that it is behind.
_NAMED = frozenset({"appos", "flat", "nmod:desc", "nmod:unmarked", "compound"})

#: What is written before a position: of the clause itself, for a place also of the clause above.
_HERE, _UPWARDS = ("",), ("", "^")


Resolve = Callable[[Token], int | None]

#: Position -> the words that stand there.
Standing = Mapping[str, Sequence[Token]]


def drafts(
    doc: Doc,
    entities: Sequence[Entity],
    resolve: Resolve,
    inside: list[bool],
    timed: list[bool],
    ontology: Ontology,
) -> list[Draft]:
    """Return the events of a document in the order of their triggers.

    Args:
        doc: the annotated text.
        entities: what ``resolve`` points to.
        resolve: index of the entity that a token heads a mention of, or None.
        inside: for each token whether it is part of a name.
        timed: for each token whether it is part of a time expression.
        ontology: patterns, frames, classes.
    """
    maker = _Maker(entities, resolve, ontology, told(doc) or frozenset(), abstract(doc))
    for hit in hits(doc, inside, timed, ontology):
        maker.add(hit)
    for draft in maker.made:
        apart(draft)
    one_sense(maker.made, ontology)
    return sorted(maker.made, key=lambda d: d.token.i)


class _Maker:
    def __init__(
        self,
        entities: Sequence[Entity],
        resolve: Resolve,
        ontology: Ontology,
        read: frozenset[int],
        bodiless: frozenset[int],
    ) -> None:
        self._entities = entities
        self._resolve = resolve
        self._ontology = ontology
        self._read = read
        self._bodiless = bodiless
        self.made: list[Draft] = []
        self._at: dict[int, Draft] = {}

    def add(self, hit: Hit) -> None:
        """Make an event of the best pattern whose required roles are filled."""
        around = positions(hit)
        if any(self._made_of(hit, trigger, covered, around) for trigger, covered in hit.fitting):
            return

    def _made_of(
        self,
        hit: Hit,
        trigger: Trigger,
        covered: tuple[Token, ...],
        around: list[tuple[str, Token]],
    ) -> bool:
        own = {t.i for t in covered}
        around = [(p, t) for p, t in around if t.i not in own]
        if hit.noun and trigger.cls == EVENT:  # "a US problem" need not be what the US did
            around = [(p, t) for p, t in around if p not in ("adjective", "compound")]
        standing = _by_position(around)
        draft = Draft(trigger.cls, hit.token, hit.noun, hit.light, covered)
        carried: Draft | None = None
        used: set[int] = set()
        places = {position.removeprefix("^") for position in standing}
        for slot in trigger.frame:
            filled = False
            if not slot.names.isdisjoint(places):
                filled, event = self._fill(slot, standing, draft, used)
                carried = event or carried
            if slot.required and not filled:
                return False
        if self._figurative(draft, standing):
            return True
        if carried is not None:
            self._absorb(carried, draft)
            return True
        self._as_read(draft, trigger, used)
        self._undergone(draft, standing.get("subject", ()), used)
        self._spent(draft, standing.get("object", ()))
        self._acting_alone(draft, standing.get("subject", ()))
        self._place_of_patient(draft, around)
        if any(slot.role == INSTRUMENT for slot in trigger.frame):
            self._weapon_of_patient(draft, standing.get("object", ()))
        draft.factuality, cues = factuality(
            hit.token, self._ontology, noun=hit.noun, light=hit.light
        )
        draft.evidence.extend(token_span(t) for t in cues)
        if hit.light is not None and hit.light.i in self._read:
            draft.again.append(token_span(hit.light))
        self._take_over(draft)
        self.made.append(draft)
        self._at[hit.token.i] = draft
        return True

    def _figurative(self, draft: Draft, standing: Standing) -> bool:
        """Say whether something abstract stands where only what has a body can: "killed the bill"."""
        concrete = self._ontology.concrete.get(draft.cls, ()) if not draft.noun else ()
        return any(self._abstract(w, token) for w in concrete for token in standing.get(w, ()))

    def _abstract(self, where: str, token: Token) -> bool:
        event = self._at.get(token.i)
        acts = where == "subject" and event is not None and event.cls != EVENT
        if acts or token.i not in self._bodiless or token.pos_ != "NOUN":
            return False
        return token.lemma_.lower() not in self._ontology.head_nouns

    def _as_read(self, draft: Draft, trigger: Trigger, used: set[int]) -> None:
        """Fill the roles that the frame leaves empty by what the pipeline read."""
        read = parts(draft.token)
        if not read:
            return
        slots = {slot.role: slot for slot in trigger.frame}
        filled = {role for role, _ in draft.roles}
        for name, word in read:
            slot = slots.get(KG + name)
            if slot is None or slot.role in filled or word.i in used:
                continue
            if slot.role == PATIENT and draft.topics:  # what is said is no thing
                continue
            if slot.role == AGENT and (another_acts(draft, word) or acts_elsewhere(draft, word)):
                continue
            if slot.role == PATIENT and self._of_another(draft, word):
                continue
            for token in conjuncts(antecedent(word, draft.token)):
                known = {index for _, index in draft.roles}
                new = [i for i in self._fillers(token) if i not in known]
                draft.roles.extend((slot.role, i) for i in new if self._may(i, slot, ""))
            filled = {role for role, _ in draft.roles}

    def _of_another(self, draft: Draft, word: Token) -> bool:
        """Say whether a word hangs on another event's noun: X of "strikes in support of X"."""
        head = word.head
        return (
            draft.noun
            and head is not draft.token
            and head.i in self._read
            and head.pos_ == "NOUN"
            and preposition(word) == "of"
        )

    def _undergone(self, draft: Draft, subjects: Sequence[Token], used: set[int]) -> None:
        """Let a subject that is no actor be what it happens to: "shares fell", else what does it: "storms hit"."""
        roles = {role for role, _ in draft.roles}
        if AGENT in roles:
            return
        if draft.light is not None and PATIENT not in roles and not is_passive(draft.light):
            return  # "the order gave a boost to sales" does not boost the order
        role = AGENT if PATIENT in roles or draft.topics else PATIENT
        for token in subjects:
            if token.i not in used:
                draft.roles.extend((role, i) for i in self._fillers(token))

    def _take_over(self, draft: Draft) -> None:
        """Let a longer pattern have what a word inside it told: "received a response", "left dead"."""
        for token in draft.covered:
            inner = self._at.get(token.i)
            if inner is None or inner.token is draft.token:
                continue
            self.made.remove(inner)
            known = {role for role, _ in draft.roles}
            draft.roles.extend(r for r in inner.roles if r[0] not in known)
            draft.topics.extend(inner.topics)
            draft.quantities = draft.quantities or inner.quantities
            self._at[token.i] = draft

    def _fill(
        self, slot: Slot, standing: Standing, draft: Draft, used: set[int]
    ) -> tuple[bool, Draft | None]:
        """Fill one role from the first position that has a filler not used yet.

        Returns:
            Whether it is filled, and the event noun that fills it where the slot asks for one.
        """
        before = len(draft.topics)
        clauses = _UPWARDS if slot.role == PLACE_OF else _HERE
        for position in slot.positions:
            for clause in clauses:
                name = clause + position.name
                tokens = standing.get(name)
                if tokens is None:
                    continue
                event, found = self._from(name, tokens, position.cls, slot, draft, used)
                if event is not None:
                    return True, event
                if found:
                    draft.roles.extend((slot.role, index) for index in found)
                    return True, None
        return len(draft.topics) > before, None

    def _from(
        self,
        where: str,
        tokens: Sequence[Token],
        restricted: str,
        slot: Slot,
        draft: Draft,
        used: set[int],
    ) -> tuple[Draft | None, list[int]]:
        """Return the event noun that fills a slot from one position, else the entities that do."""
        found: list[int] = []
        for token in tokens:
            if token.i in used:
                continue
            if restricted:
                event = self._at.get(token.i)
                if event is not None and self._ontology.isa(event.cls, restricted):
                    if slot.role == INSTRUMENT:
                        return event, []
                    used.add(token.i)
                    draft.topics.append(token.i)
                    continue
            if slot.role == PATIENT or (slot.role == TOPIC and where == "object"):
                self._count(draft, token)
            if not restricted and self._topic(slot, where, token, draft):
                used.add(token.i)
                continue
            fillers = [i for i in self._fillers(token) if self._may(i, slot, restricted)]
            if fillers:
                found.extend(fillers)
                used.add(token.i)
        return None, found

    def _topic(self, slot: Slot, where: str, token: Token, draft: Draft) -> bool:
        """Note an event or a clause as what the draft is about; say whether it was one."""
        if slot.role not in (TOPIC, PATIENT) or self._resolve(token) is not None:
            return False
        event = self._at.get(token.i)
        if event is not None and event.cls == EVENT and self._fillers(token):
            return False  # "rebel positions": what is theirs stands for them
        if event is not None or (slot.role == TOPIC and where == "clause"):
            draft.topics.append(token.i)
            return True
        return False

    def _count(self, draft: Draft, token: Token) -> None:
        if not draft.quantities:
            count = quantity(token, self._ontology)
            if count is not None:
                draft.quantities.append(count)

    def _spent(self, draft: Draft, objects: Sequence[Token]) -> None:
        """Count the money in the object, whatever role it has: "spent $90bn on tanks"."""
        known = self._ontology.currencies
        for token in objects:
            if token.text in known or token.lemma_ in known:
                self._count(draft, token)

    def _acting_alone(self, draft: Draft, subjects: Sequence[Token]) -> None:
        """Count who acts where nothing is acted on: "thousands of Syrians protested"."""
        roles = {role for role, _ in draft.roles}
        if draft.noun or PATIENT in roles or draft.topics:
            return
        for token in subjects:
            definite = any(c.dep_ in ("det", "nmod:poss") for c in token.children)
            if not definite and (AGENT in roles or vague(token)):
                self._count(draft, token)

    def _fillers(self, token: Token) -> list[int]:
        """Return the entities that a word in a position stands for, none or several."""
        index = self._resolve(counted(token))
        if index is not None:
            return self._named_by(token, index) or [index]
        at = token.i
        for child in token.children:  # "the battery maker Corrib Cell"
            if child.i > at and child.dep_ in _NAMED:
                index = self._resolve(child)
                if index is not None and self._entities[index].named:
                    return [index]
        if token.lemma_.lower() in PARTITIVE or token.pos_ == "NUM":
            return [i for noun in partitive(token) if (i := self._resolve(noun)) is not None]
        for child in token.children:  # "rebel positions": what is theirs stands for them
            theirs = child.i < at and child.dep_ in ("compound", "nn")
            index = self._resolve(child) if theirs else None
            if index is None or not self._ontology.isa(self._entities[index].cls, ACTOR):
                continue
            return [] if self._entities[index].named and self._plain(at) else [index]
        return []

    def _plain(self, at: int) -> bool:
        """Say whether a word tells something abstract or a plain event: "US economy", "US tour"."""
        event = self._at.get(at)
        told = at in self._read and (event is None or event.cls == EVENT)
        return told or at in self._bodiless

    def _named_by(self, token: Token, index: int) -> list[int]:
        """Return the names in "the governorates of X and Y", "the village of X and Y"."""
        entity = self._entities[index]
        if not self._ontology.isa(entity.cls, PLACE):
            return []
        nouns = (each for noun in partitive(token) for each in conjuncts(noun))
        found = dict.fromkeys(i for noun in nouns if (i := self._resolve(noun)) is not None)
        names = [i for i in found if self._entities[i].named]
        return names if not entity.named or index in names else []

    def _may(self, index: int, slot: Slot, restricted: str) -> bool:
        cls = self._entities[index].cls
        if restricted:
            return self._ontology.isa(cls, restricted)
        return not slot.fillers or any(self._ontology.isa(cls, above) for above in slot.fillers)

    def _place_of_patient(self, draft: Draft, around: Iterable[tuple[str, Token]]) -> None:
        """ "seized X and Y in Hama": the place may stand below the object."""
        if any(role == PLACE_OF for role, _ in draft.roles):
            return
        taken = {index for _, index in draft.roles}
        for where, token in around:
            if where in ("subject", "clause") or where.startswith("^"):
                continue
            if not token.children:
                continue
            named = [c for c in token.children if preposition(c) == "of"]  # "the village of X in Y"
            for child in (c for holder in (token, *named) for c in holder.children):
                targets = (
                    [c for c in child.children if c.dep_ == "pobj"]
                    if child.dep_ == "prep"
                    else [child]
                )
                for target in targets:
                    index = self._resolve(target)
                    if (
                        index is not None
                        and index not in taken
                        and preposition(target) in ("in", "near")
                        and self._ontology.isa(self._entities[index].cls, PLACE)
                    ):
                        draft.roles.append((PLACE_OF, index))
                        taken.add(index)

    def _weapon_of_patient(self, draft: Draft, objects: Iterable[Token]) -> None:
        """ "blew up a bridge with dynamite": the weapon may stand below the object."""
        if draft.cls == EVENT or any(role == INSTRUMENT for role, _ in draft.roles):
            return
        for child in (c for token in objects for c in token.children if c.i > token.i):
            index = self._resolve(child) if preposition(child) in ("with", "using") else None
            if index is not None and self._ontology.isa(self._entities[index].cls, WEAPON):
                draft.roles.append((INSTRUMENT, index))
                return

    def _absorb(self, event: Draft, draft: Draft) -> None:
        """Give what a verb tells of an event noun ("air strikes hit the town") to the noun's event."""
        known = set(event.roles)
        event.roles.extend(r for r in draft.roles if r not in known)
        event.again.append(covered_span(draft.covered))
        event.quantities.extend(draft.quantities)
        if event.light is None:
            event.light = draft.token


def _by_position(around: Iterable[tuple[str, Token]]) -> Standing:
    found: dict[str, list[Token]] = {}
    for position, token in around:
        found.setdefault(position, []).append(token)
    return found
