"""`kg link`: the list, the explanation, and corrections that are kept, replayed and undone."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from kg.cli import linking
from tests.command import kg, kg_process, rows

A = (
    "Samir Suleiman, a spokesman of the Bakara Council, met Omar Haddad in Damascus on Monday."
    " Syrian forces shelled Aleppo, Samir Suleiman said."
)
B = (
    "Samir Suleiman and Omar Haddad visited Aleppo on Tuesday."
    " The Bakara Council denounced the shelling of Damascus."
)
SAMIR_A = "https://kg.example/id/person/a.txt/samir-suleiman"
SAMIR_B = "https://kg.example/id/person/b.txt/samir-suleiman"
MERGED = "SELECT ?x ?y { ?x kg:canonical ?y FILTER(?x != ?y) }"


@pytest.fixture(scope="module")
def texts(reader, tmp_path_factory):
    """A folder with two documents about the same people."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "a.txt").write_text(A)
    (folder / "b.txt").write_text(B)
    return folder


@pytest.fixture
def here(texts, tmp_path, monkeypatch):
    """A folder to be in, with a store of both, at a fixed time and for a fixed author."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_AUTHOR", "Ann")
    monkeypatch.setattr(linking, "now", lambda: datetime(2024, 5, 1, 12, tzinfo=UTC))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text((texts / name).read_text())
    build()
    return tmp_path


def build(*names, store="kg-store"):
    done = kg("build", *(names or ("a.txt", "b.txt")), "--date", "2016-02-08", "--store", store)
    assert done.exit_code == 0, done.stderr


def export(*more, store="kg-store"):
    return kg("export", "--store", store, *more).stdout


def table(*args):
    done = kg("link", *args, "--format", "csv")
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def linked(name):
    """Return the QIDs that a name is linked to in the store, by document."""
    query = f"""SELECT ?g ?same {{ GRAPH ?g {{ ?e skos:prefLabel|skos:altLabel "{name}"
        OPTIONAL {{ ?e owl:sameAs ?same }} }} }}"""
    return {g.rpartition("/")[2]: s.rpartition("/")[2] for g, s in rows("kg-store", query)}


def test_the_list_has_the_least_sure_first(here):
    """Links by confidence, then who is not linked by mentions; merged ones are one row."""
    found = table()

    sure = [float(row["confidence"]) for row in found if row["qid"]]
    assert sure == sorted(sure)
    assert sure
    names = [row["label"] for row in found]
    assert names.index("Damascus") < names.index("Samir Suleiman")
    assert [(r["documents"], r["mentions"]) for r in found if r["label"] == "Samir Suleiman"] == [
        ("2", "3")
    ]


def test_the_list_is_filtered(here):
    """Only who is not linked, only the unsure, only one document."""
    assert {row["qid"] for row in table("--nil")} == {""}
    assert table("--below", "0.0") == []
    assert {row["documents"] for row in table("--doc", "a.txt")} == {"1"}
    assert len(table("--limit", "1")) == 1
    assert kg("link", "--doc", "c.txt").exit_code == 1


def test_explain_tells_candidates_features_and_scores(here):
    """The decision of the stored text, again and again the same."""
    done = kg("link", "--explain", "Damascus", "--format", "json")

    told = json.loads(done.stdout)
    assert [one["document"] for one in told] == ["a.txt", "b.txt"]
    assert told[0]["decision"] == linked("Damascus")["a.txt"] == told[0]["candidates"][0]["qid"]
    assert told[0]["candidates"][0]["features"]
    assert 0 < told[0]["candidates"][0]["score"] <= 1
    assert kg("link", "--explain", "Damascus", "--format", "json").stdout == done.stdout


def test_explain_prints_a_table(here):
    """One line with the decision, then the candidates."""
    shown = kg("link", "--explain", "damascus", "--doc", "a.txt", "--format", "table").stdout

    assert shown.startswith("Damascus in a.txt: Q3766 Damascus (0.")
    assert "score" in shown


def test_explain_knows_names_alone(here):
    """What is in no document, or where there is no store."""
    alone = kg("link", "--explain", "Turkey", "--store", "none")

    assert (alone.exit_code, alone.stderr) == (
        0,
        "kg: no document names 'Turkey': the name alone\n",
    )
    assert "Q43" in alone.stdout


def test_a_correction_changes_the_documents_at_once_and_undo_restores_every_byte(here):
    """--same, kept with author and date; --undo."""
    before = export()

    done = kg("link", "--same", "Damascus", "Q41183")

    assert done.exit_code == 0
    assert done.stderr == "kg: 'Damascus' is Q41183; 2 documents read again, 2 changed\n"
    assert set(linked("Damascus").values()) == {"Q41183"}
    (row,) = table("--rulings")
    assert (row["author"], row["made"], row["holds"]) == ("Ann", "2024-05-01T12:00:00Z", "yes")
    assert kg("validate").exit_code == 0
    undone = kg("link", "--undo", row["id"])
    assert undone.stderr == "kg: undone: 'Damascus' is Q41183; 2 documents read again, 2 changed\n"
    assert export() == before


def test_corrections_are_replayed_on_every_build(here):
    """What is built again, and what comes new, obeys; so does a document that was forgotten."""
    kg("link", "--nil", "Damascus")
    corrected = export()

    build()
    assert export() == corrected
    kg("forget", "a.txt")
    build("a.txt")
    assert export() == corrected
    (here / "c.txt").write_text("Fighters left Damascus.")
    build("c.txt")
    assert linked("Damascus")["c.txt"] == ""


def test_a_correction_of_one_document_leaves_the_others(here):
    """--doc."""
    kg("link", "--nil", "damascus", "--doc", "a.txt")

    assert linked("Damascus") == {"a.txt": "", "b.txt": "Q3766"}


def test_not_same_takes_the_next_or_nobody(here):
    """Whoever it is, not that one; the order of name and QID is free."""
    assert kg("link", "--not-same", "Q3766", "Damascus").exit_code == 0

    assert "Q3766" not in linked("Damascus").values()


def test_the_last_word_counts_and_the_one_before_comes_back(here):
    """Two in one second: the second is a second later. Undoing it leaves the first."""
    kg("link", "--nil", "Damascus")
    first = export()

    kg("link", "--same", "Damascus", "Q41183")
    assert [(r["verdict"], r["made"][17:19], r["holds"]) for r in table("--rulings")] == [
        ("nil", "00", "no"),
        ("same", "01", "yes"),
    ]
    kg("link", "--undo", "Damascus")

    assert export() == first


def test_saying_it_twice_is_saying_it_once(here):
    """Also by another name for the author."""
    kg("link", "--nil", "Damascus")
    once = export()

    again = kg("link", "--nil", "damascus", "--author", "Bob")

    assert again.stderr.endswith("2 documents read again, 0 changed\n")
    assert export() == once


def test_who_nobody_knows_is_believed_and_said(here):
    """A QID that the knowledge base does not have."""
    done = kg("link", "--same", "Samir Suleiman", "Q900000001")

    assert done.stderr.splitlines()[1:] == [
        "kg: the knowledge base does not know Q900000001; it is believed"
    ]
    assert set(linked("Samir Suleiman").values()) == {"Q900000001"}
    assert kg("validate").exit_code == 0


def test_reading_again_with_something_else_is_said(here, texts):
    """Documents that were linked by the file that ships, read again without one."""
    done = kg("link", "--nil", "Damascus", "--wikidata", "off")

    (told,) = [line for line in done.stderr.splitlines() if "built before with" in line]
    assert "knowledge base" in told
    assert "kg-reader" not in told


def test_undo_takes_the_newest_and_tells_of_the_rest(here):
    """Two corrections about one name."""
    kg("link", "--nil", "Damascus")
    kg("link", "--same", "Damascus", "Q41183", "--doc", "a.txt")

    done = kg("link", "--undo", "Damascus")

    assert done.stderr.splitlines()[1:] == [
        "kg: older corrections about 'Damascus' stay: 1; see: kg link --rulings"
    ]


@pytest.mark.parametrize("name", ['"; DROP ALL', "حماة", "a\nb", "O'Brien\\", "<x>"])
def test_any_name_can_be_ruled_and_undone(here, name):
    """No document has it; it is kept for those to come."""
    before = export()

    done = kg("link", "--nil", name, "--author", name)
    assert done.exit_code == 0
    assert "0 documents read again" in done.stderr
    assert "it is kept for those to come" in done.stderr
    assert table("--rulings")[0]["about"] == " ".join(name.split())
    assert kg("link", "--undo", name).exit_code == 0

    assert export() == before


def test_the_same_people_of_two_documents_are_one(here):
    """Merged with score and reasons, in a graph of its own; the documents' graphs say nothing of it."""
    assert (SAMIR_B, SAMIR_A) in rows("kg-store", MERGED)
    graphs = {
        g for (g,) in rows("kg-store", "SELECT ?g { GRAPH ?g { ?x kg:canonical|kg:score ?y } }")
    }
    assert graphs == {"https://kg.example/graph/identity"}
    assert rows("kg-store", "SELECT ?r { ?m a kg:Merge ; kg:reason ?r }")


def test_a_merge_is_parted_and_joined_by_people(here):
    """`--not-same A B` for two entities, and back."""
    before = export()

    assert kg("link", "--not-same", SAMIR_A, SAMIR_B).exit_code == 0
    assert (SAMIR_B, SAMIR_A) not in rows("kg-store", MERGED)
    build()
    assert (SAMIR_B, SAMIR_A) not in rows("kg-store", MERGED)
    assert kg("link", "--undo", SAMIR_A).exit_code == 0

    assert export() == before


def test_people_join_who_has_another_name(here):
    """`--same A B` with names."""
    kg("link", "--same", "Samir Suleiman", "Omar Haddad")

    groups = {y for x, y in rows("kg-store", MERGED) if "haddad" in x or "samir" in x}
    assert len(groups) == 1
    assert kg("validate").exit_code == 0


def test_order_of_documents_does_not_matter(here):
    """One build, two builds, the other way round, and one that was forgotten in between."""
    whole = export()
    build("b.txt", store="s")
    build("a.txt", store="s")
    assert export(store="s") == whole

    (here / "c.txt").write_text("Samir Suleiman met Omar Haddad of the Bakara Council in Aleppo.")
    build("c.txt", store="s")
    assert export(store="s") != whole
    kg("forget", "c.txt", "--store", "s")

    assert export(store="s") == whole


def test_forgetting_all_but_one_leaves_no_merge(here):
    """The graph goes with its last merge."""
    kg("forget", "b.txt")

    assert "graph/identity" not in export()


def test_queries_see_the_merged_as_one(here):
    """Rows of both documents for an actor given by an IRI of one; counted once."""
    found = kg("query", "entities", "--param", "class=Person", "--format", "csv").stdout
    samir = [row for row in csv.DictReader(io.StringIO(found)) if row["label"] == "Samir Suleiman"]
    career = kg("query", "actor-career", "--param", f"actor={SAMIR_A}", "--format", "csv").stdout

    assert [row["documents"] for row in samir] == ["2"]
    assert {row["document"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(career))} == {
        "a.txt",
        "b.txt",
    }


def test_duplicates_are_for_review(here):
    """Pairs with score, kind and reasons; those decided are not asked again."""
    (here / "c.txt").write_text("Samir Suleyman of the Bakara Council met Omar Haddad in Aleppo.")
    build("c.txt")

    found = table("--duplicates")

    pair = next(r for r in found if "Suleyman" in r["label"] + r["other_label"])
    assert 0 < float(pair["score"]) < 1
    assert "names alike" in pair["reasons"]
    kg("link", "--not-same", pair["one"], pair["other"])
    assert (pair["one"], pair["other"]) not in {
        (r["one"], r["other"]) for r in table("--duplicates")
    }


def test_wrong_words_are_wrong_usage(here):
    """Two things at once, a pair that means many, no store, no such correction."""
    assert kg("link", "--rulings", "--duplicates").exit_code == 2
    assert kg("link", "--same", "Damascus", "Damascus").exit_code == 2
    assert kg("link", "--nil", "X", "--store", "none").exit_code == 2
    assert not (here / "none").exists()
    assert kg("link", "--undo", "X").exit_code == 1
    assert kg("link", "--same", "Nobody", "Damascus").exit_code == 1
    assert kg("link", "--explain", "X", "--wikidata", "off").exit_code == 2


def test_an_account_without_a_name_is_unknown(here, monkeypatch):
    """As containers have."""
    monkeypatch.delenv("KG_AUTHOR")
    monkeypatch.setattr(linking.getpass, "getuser", lambda: {}["x"])

    kg("link", "--nil", "Nobody")

    assert table("--rulings")[0]["author"] == "unknown"


def test_a_store_in_use_is_left_alone(here):
    """Another process writes: status 3, and nothing has changed."""
    from kg.store import Store

    before = export()
    with Store("kg-store"):
        done = kg_process("link", "--nil", "Damascus")

    assert done.returncode == 3
    assert "in use by another process" in done.stderr
    assert export() == before


def test_a_document_called_like_a_graph_of_ours_is_skipped(here):
    """Else it would take the place of the corrections."""
    kg("link", "--nil", "Nobody")
    (here / "rulings").write_text(A)

    done = kg("build", "rulings")

    assert "kg: rulings: this name is kept for kg's own graph" in done.stderr
    assert done.exit_code == 3
    assert table("--rulings")
