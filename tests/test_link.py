"""Who in Wikidata a name means: candidates, context, coherence, NIL, corrections. No file, no model: hand-made rows."""

from dataclasses import dataclass, replace

import pytest

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.coherence import distance, lies_in
from kg.link.link import link
from kg.link.names import fold
from kg.link.remembered import Remembered
from kg.link.rulings import Ruling
from kg.link.toldkind import told
from kg.namespaces import KG
from kg.wikidata.values import Candidate, Item, Office


@dataclass
class Rows:
    """A knowledge base of a few rows; ``asked`` are the names that were looked up."""

    items: tuple

    def __post_init__(self):
        self.asked = []

    def named(self, name):
        self.asked.append(name)
        found = []
        for item in self.items:
            names = [n for n in (item.label, *item.aliases) if fold(n) == fold(name)]
            surname = item.kind == "person" and fold(item.label).split()[-1] == fold(name)
            if names or surname:
                found.append(Candidate(item, (names or [item.label])[0], 1.0 if names else 0.8))
        return sorted(found, key=lambda c: (-c.item.prior, c.item.qid))

    def like(self, name):
        return []

    def item(self, qid):
        return next((i for i in self.items if i.qid == qid), None)


def place(n, label, kind, country, point, prior, *aliases, parents=()):
    cls = {"country": "Country", "admin1": "Region"}.get(kind, "Settlement")
    return Item(
        f"Q90000000{n}",
        label,
        aliases,
        kind,
        KG + cls,
        "",
        country,
        point,
        parents=parents,
        prior=prior,
    )


ATLANTIS = place(1, "Atlantis", "country", "XA", (10.0, 10.0), 0.3)
UTOPIA = place(2, "Utopia", "country", "XU", (60.0, 60.0), 0.3)
NEWTON_A = place(3, "Newton", "town", "XA", (10.2, 10.2), 1e-5, parents=("Q900000001",))
NEWTON_U = place(4, "Newton", "town", "XU", (60.2, 60.2), 3e-5, parents=("Q900000002",))
ACTOR = Item("Q900000011", "Pat Doe", (), "person", KG + "Person", "Utopian actor", "", prior=3e-6)
SPOKESMAN = Item(
    "Q900000012",
    "Pat Doe",
    (),
    "person",
    KG + "Person",
    "Lighthouse press secretary",
    "XA",
    prior=6e-7,
)
FAMOUS = Item(
    "Q900000013", "Sam Jordan", (), "person", KG + "Person", "basketball player", "XU", prior=5e-5
)
JORDAN = place(5, "Jordan", "country", "XJ", (30.0, 36.0), 0.5)
MINISTRY = Item(
    "Q900000021",
    "Ministry of Defence of Atlantis",
    (),
    "government body",
    KG + "GovernmentBody",
    "",
    "XA",
    prior=1e-5,
)
OTHER_MINISTRY = Item(
    "Q900000022",
    "Ministry of Defence",
    (),
    "government body",
    KG + "GovernmentBody",
    "",
    "XZ",
    prior=2e-6,
)
ALL = Rows(
    (
        ATLANTIS,
        UTOPIA,
        NEWTON_A,
        NEWTON_U,
        ACTOR,
        SPOKESMAN,
        FAMOUS,
        JORDAN,
        MINISTRY,
        OTHER_MINISTRY,
    )
)


def read(text, *entities):
    """Return the extraction of a text of one sentence; an entity is its class and its names, the first its label."""
    found = []
    for cls, *names in entities:
        family = (
            "person"
            if cls == "Person"
            else "place"
            if cls in ("Settlement", "Country", "Region")
            else "organisation"
        )
        spans = [
            Span(at, at + len(n))
            for n in names
            for at in range(len(text))
            if text.startswith(n, at)
        ]
        mentions = tuple(sorted({Mention(s, "Name") for s in spans}))
        found.append(Entity(KG + cls, family, names[0], tuple(sorted(names[1:])), mentions))
    return Extraction((Span(0, len(text)),), tuple(found))


def linked(text, *entities, knowledge=ALL, **options):
    """Return the QID of each entity, None for nobody."""
    links = link(read(text, *entities), text, knowledge, **options).links
    return [one.item.qid if one.item else None for one in links]


def test_of_homonyms_the_one_in_the_country_of_the_document():
    """A town shares its name with a better known one abroad; the country that is told decides."""
    assert linked("Atlantis said that Newton was quiet.", ("Country", "Atlantis"), ("Settlement", "Newton")) == [
        "Q900000001", "Q900000003",
    ]  # fmt: skip
    assert linked("Utopia said that Newton was quiet.", ("Country", "Utopia"), ("Settlement", "Newton")) == [
        "Q900000002", "Q900000004",
    ]  # fmt: skip


def test_of_namesakes_the_one_whose_description_is_told():
    """The less known of two people is meant where the words of what he is stand before the name."""
    text = "Lighthouse spokesman Pat Doe said so."

    assert linked(text, ("Organisation", "Lighthouse"), ("Person", "Pat Doe"))[1] == "Q900000012"


def test_without_context_the_better_known_of_namesakes():
    """Where the text tells nothing, the prior decides."""
    assert linked("Pat Doe slept.", ("Person", "Pat Doe")) in (["Q900000011"], [None])


def test_a_person_is_no_country():
    """Somebody whose name is also a country's is not the country, however well known that is."""
    assert linked("Jordan scored for Sam Jordan.", ("Person", "Sam Jordan", "Jordan")) == [
        "Q900000013"
    ]


def test_first_name_alone_is_nobody():
    """A name that nobody bears alone brings nobody."""
    (one,) = link(read("Sam slept.", ("Person", "Sam")), "Sam slept.", ALL).links

    assert one.item is None
    assert one.candidates == ()


def test_ministry_of_the_nation_before_it():
    """The nation before a name is the country that it belongs to."""
    text = "The Atlantean Ministry of Defence denied it."

    assert linked(
        text,
        ("GovernmentBody", "Atlantean Ministry of Defence"),
        nations={"Atlantean": "Q900000001"},
    ) == ["Q900000021"]


def test_ministry_of_the_country_of_the_document():
    """A ministry that says no country is that of the country the document speaks of."""
    text = "Atlantis voted. The Ministry of Defence denied it."

    assert (
        linked(text, ("Country", "Atlantis"), ("GovernmentBody", "Ministry of Defence"))[1]
        == "Q900000021"
    )


def test_nominal_entities_are_not_asked_about():
    """An entity without a name has no link."""
    said = read("Pat Doe slept.", ("Person", "Pat Doe"))
    nameless = replace(said, entities=(replace(said.entities[0], named=False),))

    assert link(nameless, "Pat Doe slept.", ALL).links == (None,)


def test_parents_of_places_come_along():
    """What a linked place lies in is told by QID."""
    text = "Atlantis said that Newton was quiet."
    found = link(read(text, ("Country", "Atlantis"), ("Settlement", "Newton")), text, ALL)

    assert found.parents == {"Q900000001": ATLANTIS}


def test_candidates_are_explained():
    """Each candidate carries its features by name, and the scores are the best first."""
    text = "Pat Doe slept."
    (one,) = link(read(text, ("Person", "Pat Doe")), text, ALL).links

    assert {name for name, _ in one.candidates[0].features} >= {"prior", "full", "label"}
    assert [c.score for c in one.candidates] == sorted(
        (c.score for c in one.candidates), reverse=True
    )
    assert 0 < one.confidence < 1


def test_same_input_same_links():
    """Two runs decide alike, whatever order the rows come in."""
    text = "Atlantis said that Newton and Pat Doe met."
    entities = ("Country", "Atlantis"), ("Settlement", "Newton"), ("Person", "Pat Doe")

    assert link(read(text, *entities), text, ALL) == link(
        read(text, *entities), text, Rows(ALL.items[::-1])
    )


def ruling(verdict, qid="", document="", made="2026-01-01T00:00:00Z", name="pat doe"):
    return Ruling(
        f"https://kg.example/r/{verdict}{qid}{document}{made}",
        name,
        document,
        verdict,
        qid,
        "me",
        made,
    )


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        ([ruling("same", "Q900000012")], "Q900000012"),
        ([ruling("nil")], None),
        ([ruling("same", "Q900000099")], "Q900000099"),
        ([ruling("same", "Q900000012"), ruling("nil", document="d1")], None),
        ([ruling("same", "Q900000012"), ruling("nil", document="d2")], "Q900000012"),
        ([ruling("nil"), ruling("same", "Q900000012", made="2026-02-01T00:00:00Z")], "Q900000012"),
    ],
)
def test_people_decide(rulings, expected):
    """A correction decides: one about this document before one about all, the later before the earlier."""
    (one,) = link(
        read("Pat Doe.", ("Person", "Pat Doe")), "Pat Doe.", ALL, document="d1", rulings=rulings
    ).links

    assert (one.item.qid if one.item else None) == expected
    assert one.confidence == 1.0
    assert one.ruling in [r.iri for r in rulings]


def test_whom_people_refuse_is_not_linked():
    """Who is said not to be meant is never taken, and the correction that took the first choice away is named."""
    text = "Sam Jordan."
    plain = link(read(text, ("Person", "Sam Jordan")), text, ALL).links[0]
    no = [ruling("not-same", "Q900000013", name="sam jordan")]
    (one,) = link(read(text, ("Person", "Sam Jordan")), text, ALL, rulings=no).links

    assert plain.item == FAMOUS
    assert one.item is None
    assert one.ruling == no[0].iri


def test_corrections_of_other_names_do_nothing():
    """A correction about another name leaves the link as it is."""
    text = "Sam Jordan."
    said = read(text, ("Person", "Sam Jordan"))

    assert link(said, text, ALL, rulings=[ruling("nil")]) == link(said, text, ALL)


def test_kind_told_beside_a_name():
    """Words beside a name tell what kind of place it is, in lists, too."""
    text = "the governorates of Hama and Latakia, the city of Homs, Idlib province, quiet Azaz"
    entities = read(
        text, *(("Settlement", n) for n in ("Hama", "Latakia", "Homs", "Idlib", "Azaz"))
    ).entities

    assert [told(e, text) for e in entities] == [
        {"division": 1}, {"division": 1}, {"settlement": 1}, {"division": 1}, {},
    ]  # fmt: skip


def test_kind_told_behind_a_list_of_names():
    """The plural behind the last name is said of each; a new sentence is not."""
    text = "Homs, Deir ez-Zor and southern Hama provinces, Tartus. Cities and Raqqa, towns"
    entities = read(
        text, *(("Place", n) for n in ("Homs", "Deir ez-Zor", "Hama", "Tartus", "Raqqa"))
    ).entities

    assert [told(e, text) for e in entities] == [
        {"division": 1}, {"division": 1}, {"division": 1}, {}, {},
    ]  # fmt: skip


def test_offices_at_the_date_of_the_document():
    """Of two ministers of one name the one in office is meant."""
    old = Item(
        "Q900000031",
        "Kim Roe",
        (),
        "person",
        KG + "Person",
        "",
        "XA",
        offices=(Office("Minister", "1970", "1975"),),
        prior=1e-5,
    )
    new = replace(old, qid="Q900000032", offices=(Office("Minister", "2010", "2019"),))
    rows = Rows((old, new))

    assert linked(
        "Kim Roe resigned.", ("Person", "Kim Roe"), knowledge=rows, issued="2015-03-01"
    ) == ["Q900000032"]
    assert linked(
        "Kim Roe resigned.", ("Person", "Kim Roe"), knowledge=rows, issued="1972-03-01"
    ) == ["Q900000031"]


def test_places_lie_in_divisions_near_them():
    """A place lies in its parents, and may lie in a division of its country that is near."""
    division = place(6, "Reef", "admin1", "XA", (10.5, 10.5), 1e-4)

    assert lies_in(NEWTON_A, ATLANTIS)
    assert lies_in(NEWTON_A, division)
    assert not lies_in(NEWTON_U, division)
    assert distance((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)


def test_names_are_asked_for_once():
    """A knowledge base that remembers is asked for a name only the first time."""
    rows = Rows(ALL.items)
    remembered = Remembered(rows)

    assert remembered.named("Newton") == remembered.named("Newton")
    assert rows.asked == ["Newton"]
    assert remembered.item("Q900000001") == ATLANTIS


def test_words_before_a_name_are_left_out_where_they_bring_nobody():
    """An office before a name, whatever it is called, hides nobody; a first name is no office."""
    secretary = Item("Q900000041", "secretary", (), "office", "", prior=1e-6)
    rows = Rows((*ALL.items, secretary))

    assert linked(
        "Lighthouse Secretary Sam Jordan spoke.",
        ("Person", "Lighthouse Secretary Sam Jordan"),
        knowledge=rows,
    ) == ["Q900000013"]
    (one,) = link(
        read("Bob Sam Jordan spoke.", ("Person", "Bob Sam Jordan")), "Bob Sam Jordan spoke.", rows
    ).links
    assert one.candidates == ()


def test_common_nouns_of_a_text_are_nobody():
    """What a text has in small letters is no name: neither an office nor a club that is called so."""
    office = Item("Q900000042", "general", (), "office", "", prior=1e-3)
    club = replace(MINISTRY, qid="Q900000043", label="Students", prior=1e-3)
    rows = Rows((office, club))

    assert linked("students met", ("Organisation", "students"), knowledge=rows) == [None]
    assert linked("The General met", ("Organisation", "General"), knowledge=rows) == [None]


def test_the_prior_alone_looks_up_labels_and_aliases_as_they_stand():
    """The baseline knows no surnames, unless it is asked for the stronger one."""
    from kg.bench.linking import best_known

    assert best_known("Pat Doe", ALL) == "Q900000011"
    assert best_known("Doe", ALL) == ""
    assert best_known("Doe", ALL, whole=False) == "Q900000011"
