"""`kg bench`: files in, figures out; every layer of a Doc is compared."""

import csv
import io
import json

import pytest
import spacy
from spacy.tokens import Doc, Span, Token

from kg import annotate, ontology
from kg.bench import measure
from kg.bench.measures import MEASURES, SYNTAX
from kg.bench.read import Reader
from kg.bench.records import Bad, records
from kg.bench.run import spread
from kg.resources import folder
from tests.command import kg

ONTOLOGY = ontology.load(folder("ontology"))

TEXT = "Ana Sol left Dorn on Friday. She said that rebels seized Port."


def spans(*words):
    """Return the spans of words in TEXT."""
    return [{"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "text": w} for w in words]


def pair(words):
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def event(trigger, **more):
    return {"type": "OTHER", "trigger": pair(trigger), "roles": [], **more}


def role(name, words):
    return {"role": name, **spans(words)[0]}


SURE = {"certainty": "CERTAIN", "polarity": "POS", "time": "NON_FUTURE", "special_cases": "NONE"}

RECORD = {
    "id": "a",
    "text": TEXT,
    "entities": [
        {**spans("Ana Sol")[0], "type": "PER", "level": "NAM"},
        {**spans("Dorn")[0], "type": "LOC", "level": "NAM"},
        {**spans("She")[0], "type": "PER", "level": "PRO"},
        {**spans("Port")[0], "type": "LOC", "level": "NAM"},
    ],
    "coref": [[pair("Ana Sol"), pair("She")]],
    "timex": [{**spans("Friday")[0], "type": "DATE", "value": "2015-10-09"}],
    "events": [
        event("left", factuality=SURE, roles=[role("Arg0", "Ana Sol"), role("Arg1", "Dorn")]),
        event("seized", factuality=SURE | {"time": "FUTURE"}),
    ],
    "attributions": [
        {
            "source": spans("She"),
            "cue": spans("said"),
            "content": spans("that rebels seized Port"),
        }
    ],
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "meantime.dev.jsonl"
    path.write_text(
        "\n".join(json.dumps({**RECORD, "id": name}) for name in "abc"), encoding="utf-8"
    )
    return path


@pytest.fixture
def places(monkeypatch):
    """A pipeline that knows one place and nothing else."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Dorn"}])
    monkeypatch.setattr(annotate, "load", lambda _="": nlp)


@pytest.fixture
def extended():
    """The attributes that components of ours set; gone after the test."""
    ours = [(Token, "factuality", ""), (Token, "arguments", ()), (Doc, "attributions", ())]
    before = [
        (kind, name, kind.get_extension(name)) for kind, name, _ in ours if kind.has_extension(name)
    ]
    for kind, name, default in ours:
        kind.set_extension(name, default=default, force=True)
    yield
    for kind, name, _ in ours:
        kind.remove_extension(name)
    for kind, name, (default, _, getter, setter) in before:
        if getter is None:
            kind.set_extension(name, default=default)
        else:
            kind.set_extension(name, getter=getter, setter=setter)


class Knows:
    """A pipeline that gives every layer of TEXT, one of each kind wrong."""

    def __init__(self):
        self.vocab = spacy.blank("en").vocab

    def __call__(self, text):
        words = [w.text for w in spacy.blank("en")(text)]
        heads = [1, 2, 2, 2, 2, 4, 2, 8, 8, 11, 11, 8, 11, 8]
        deps = (
            "compound nsubj ROOT obj prep pobj punct nsubj ROOT mark nsubj ccomp obj punct".split()
        )
        spaces = [w.whitespace_ != "" for w in spacy.blank("en")(text)]
        pos = ["PROPN"] * len(words)
        doc = Doc(self.vocab, words, spaces, heads=heads, deps=deps, pos=pos)
        doc.ents = [Span(doc, 0, 2, "PERSON"), Span(doc, 3, 4, "ORG"), Span(doc, 12, 13, "LOC")]
        doc.spans["mentions"] = [
            Span(doc, 0, 2, "person"), Span(doc, 3, 4, "place"), Span(doc, 7, 8, "person"),
            Span(doc, 5, 6, "time"),
        ]  # fmt: skip
        doc.spans["coref_clusters_1"] = [Span(doc, 0, 2), Span(doc, 7, 8)]
        doc.spans["timex"] = [Span(doc, 5, 6, "DATE", kb_id="2015-10-10")]
        doc.spans["triggers"] = [Span(doc, i, i + 1, "event") for i in (2, 8, 11)]
        doc[2]._.factuality, doc[11]._.factuality = "Actual", "Possible"
        doc[2]._.arguments = (("agent", 1), ("place", 3))
        doc._.attributions = ((doc[7:8], doc[8:9], doc[10:13]),)
        return doc


def test_every_layer_is_compared(file, extended):
    """Counted by hand for one document."""
    report = measure(file, Reader(Knows(), ONTOLOGY), limit=1)
    found = {f"{row.measure} {row.name}": row.figure for row in report.rows}
    counts = {k: (f.right, f.found, f.gold) for k, f in found.items()}

    assert counts["names strict"] == (2, 3, 3)
    assert counts["names untyped"] == (3, 3, 3)
    assert counts["mentions strict"] == (3, 3, 4)
    assert found["coref conll, chains"].value == 1
    assert counts["time strict"] == (1, 1, 1)
    assert found["time value of those met"].value == 0
    assert counts["triggers relaxed"] == (2, 3, 2)
    assert counts["arguments unlabelled"] == (2, 2, 2)
    assert counts["arguments labelled"] == (1, 2, 2)
    assert counts["arguments-baseline labelled, gold triggers"] == (2, 4, 2)
    assert counts["factuality accuracy"] == (1, 2, 2)
    assert counts["attribution cue, strict"] == (1, 1, 1)
    assert counts["attribution content, strict"] == (0, 1, 1)
    assert counts["attribution met with source"] == (1, 1, 1)
    assert report.notes == []
    wrong = [(m.measure, m.wrong.kind, m.wrong.label) for m in report.mistakes]
    assert ("factuality", "other", "Planned > Possible") in wrong
    assert ("arguments", "missed", "Arg1") in wrong
    assert ("arguments", "extra", "place") in wrong
    assert ("attribution", "extra", "content") in wrong


def test_only_what_lies_in_evaluated_counts(tmp_path, extended):
    """On both sides."""
    path = tmp_path / "meantime.dev.jsonl"
    path.write_text(json.dumps({**RECORD, "evaluated": [[0, 28]]}), encoding="utf-8")

    rows = {
        f"{r.measure} {r.name}": r.figure for r in measure(path, Reader(Knows(), ONTOLOGY)).rows
    }
    assert (rows["names strict"].found, rows["names strict"].gold) == (2, 2)
    assert (rows["triggers relaxed"].found, rows["triggers relaxed"].gold) == (1, 1)


def test_litbank_has_only_what_is_told_as_having_happened(tmp_path, extended):
    """A trigger that is possible is left out; a group of asserted ones says it better."""
    path = tmp_path / "litbank.dev.jsonl"
    path.write_text(json.dumps({**RECORD, "coref": []}), encoding="utf-8")

    rows = {
        f"{r.measure} {r.name}": r.figure for r in measure(path, Reader(Knows(), ONTOLOGY)).rows
    }
    assert (rows["triggers strict"].right, rows["triggers strict"].found) == (1, 2)


def test_what_the_pipeline_does_not_give_is_said_and_not_counted(file, places):
    """One line a measure on stderr; the others are printed, status 0."""
    done = kg("bench", file)

    assert done.exit_code == 0
    assert "meantime.dev.jsonl: mentions is not measured" in done.stderr
    assert "names strict" in done.stdout
    assert "coref" not in done.stdout


def test_formats_hold_the_same_figures(file, places):
    """CSV and JSON have a row a figure."""
    rows = json.loads(kg("bench", file, "--format", "json").stdout)
    lines = list(csv.DictReader(io.StringIO(kg("bench", file, "--format", "csv").stdout)))

    assert [row["figure"] for row in rows] == [line["figure"] for line in lines]
    assert rows[0]["set"] == "meantime"
    assert (rows[0]["precision"], rows[0]["recall"], rows[0]["documents"]) == (1.0, 0.3333, 3)
    assert float(lines[0]["recall"]) == 0.3333


def test_limit_and_only_choose_documents(tmp_path, file, places):
    """Evenly spread; by their ids."""
    ids = tmp_path / "ids"
    ids.write_text("b\nc\n", encoding="utf-8")

    for options, n in ((["--limit", "2"], 2), (["--only", ids], 2), ([], 3)):
        rows = json.loads(kg("bench", file, "--format", "json", *options).stdout)
        assert rows[0]["documents"] == n
    assert spread([0, 1, 2, 3, 4, 5, 6], 3) == [0, 2, 4]


def test_a_bad_line_is_told_and_the_others_are_measured(file, places):
    """Status 3."""
    file.write_text(file.read_text("utf-8") + '\n{"id": "d"}\nno\n', encoding="utf-8")
    done = kg("bench", file, "--measure", "names")

    assert done.exit_code == 3
    assert "line 4: no 'text'" in done.stderr
    assert "line 5: " in done.stderr
    assert "meantime, 3 documents" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        {"entities": [{"start": 3, "end": 3, "type": "PER"}]},
        {"entities": [{"start": 0, "end": 999, "type": "PER"}]},
        {"entities": [{"start": "0", "end": 2, "type": "PER"}]},
        {"entities": [{"start": 0}]},
        {"coref": [[[0, 2, 4]]]},
        {"coref": 5},
        {"text": 5},
        {"events": [{"trigger": [4]}]},
        {"evaluated": [[1]]},
    ],
)
def test_a_record_that_does_not_fit_its_text_is_bad(tmp_path, wrong):
    """Told when it is read, not when it is measured."""
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({**RECORD, **wrong}), encoding="utf-8")

    (found,) = records(path)
    assert isinstance(found, Bad)


def test_errors_are_shown_with_their_context(file, places):
    """On stderr, so that the figures can be piped."""
    done = kg("bench", file, "--measure", "names", "--errors", "1")

    assert "names missed person       [Ana Sol] left Dorn on Friday. She said that rebe  (a)\n" in (
        done.stderr
    )
    assert done.stderr.count("missed") == 1


def test_an_unknown_measure_is_wrong_usage(file):
    """With what is spelled alike."""
    done = kg("bench", file, "--measure", "name")

    assert done.exit_code == 2
    assert "did you mean names" in done.stderr


def test_help_names_every_measure():
    """It is written out there, so that help need not load them."""
    shown = " ".join(kg("bench", "--help").output.split())

    assert all(f" {name}" in shown for name in (*MEASURES, SYNTAX))


def test_a_set_without_gold_for_a_measure_is_nothing_to_measure(tmp_path, places):
    """Status 1."""
    path = tmp_path / "other.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "Yes."}), encoding="utf-8")
    done = kg("bench", path)

    assert done.exit_code == 1
    assert "nothing to measure" in done.stderr
