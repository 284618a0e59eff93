"""Other words for common nouns, out of files in the form of Open English WordNet."""

from kg.wikidata.rows import Row
from kg.wikidata.synonyms import first_meanings, synonyms, synsets, told

PERSONS = """\
0001-n:
  members:
  - reeve
  - 'town reeve'
  wikidata: Q900000001
0002-n:
  members:
  - bellman
  - crier
0003-n:
  members:
  - Reeve
  wikidata:
  - Q900000003
  - Q900000004
""".splitlines()
ENTRIES = """\
town reeve:
  n:
    sense:
    - id: a
      synset: 0001-n
reeve:
  n:
    sense:
    - id: b
      synset: 0009-n
    - id: c
      synset: 0001-n
crier:
  v:
    sense:
    - id: d
      synset: 0008-n
  n:
    sense:
    - id: e
      synset: 0002-n
""".splitlines()


def row(number, label):
    return Row(number, label, (), "office", "", "", "", 0, "", "", ())


def test_words_and_items_of_a_synset_are_read():
    """Quoted or not, one item or several."""
    found = list(synsets(PERSONS))

    assert [one.words for one in found] == [
        ["reeve", "town reeve"],
        ["bellman", "crier"],
        ["Reeve"],
    ]
    assert [one.qids for one in found] == [["Q900000001"], [], ["Q900000003", "Q900000004"]]


def test_only_a_words_first_meaning_as_a_noun_makes_it_another_name():
    """By the identifier of the item, else by the label; a name in capitals gets nothing."""
    every = list(synsets(PERSONS))
    first = dict(first_meanings(ENTRIES))
    rows = [
        row(900000001, "magistrate"),
        row(5, "bellman"),
        row(900000003, "Reeve"),
        row(6, "nobody"),
    ]

    assert first == {"town reeve": "0001-n", "reeve": "0009-n", "crier": "0002-n"}
    assert synonyms(rows, every, every, first) == {900000001: ["town reeve"], 5: ["crier"]}


def test_the_words_that_ship_are_other_words():
    """Numbers of items, and words in small letters."""
    found = told()

    assert len(found) > 50
    assert all(words and all(w[0].islower() for w in words) for words in found.values())
