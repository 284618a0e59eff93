"""What the recipe learns from: files -> texts with layers, and windows of them. No torch needed."""

import gzip
import json

from kg.annotate.pieces import Pieces
from kg.resources import model
from kg.train.events import in_trees, litbank
from kg.train.gold import Finder, aligned, held_out, iob, mentions, names_of_trees, tokenised
from kg.train.lists import names, settled, untitled
from kg.train.tags import SCHEMES, allowed
from kg.train.texts import Mention, Text, Tree, cuts, windows
from kg.train.treebanks import treebank

CONLLU = """# newdoc id = one
# sent_id = 1
1\tRebels\trebel\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tseized\tseize\tVERB\tVBD\t_\t0\troot\t_\t_
3\tHama\tHama\tPROPN\tNNP\t_\t2\tobj\t_\t_

1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

# newdoc id = two
1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_
2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_

"""


def text(words, upos, heads, labels, **layers):
    blank = ("",) * len(words)
    tree = Tree(tuple(upos), blank, blank, blank, tuple(heads), tuple(labels))
    return Text("t", tuple(words), (0,), tree=tree, **layers)


def test_a_treebank_is_read_by_document_with_heads_of_the_whole_text(tmp_path):
    """Heads count from the start of the document, a root is -1, and a contracted form is its parts."""
    path = tmp_path / "a.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))

    one, two = treebank(path)

    assert (one.source, one.words, one.starts) == (
        "one",
        ("Rebels", "seized", "Hama", "Yes"),
        (0, 3),
    )
    assert one.tree.heads == (1, -1, 1, -1)
    assert two.words == ("do", "n't")


def test_a_part_keeps_what_lies_inside_it():
    """Cutting a text moves every layer, and drops what reaches out of the part."""
    whole = Text(
        "t", ("a", "b", "c", "d"), (0, 2), names=(("O",), ("B-LOC",), ("O",), ("B-ORG",)),
        mentions=(Mention(1, 3), Mention(2, 4, "person", 7)), factuality={3: ("Actual",)},
        arguments={2: ((3, "agent"), (1, "place"))},
    )  # fmt: skip

    part = whole.part(2, 4)

    assert part.words == ("c", "d")
    assert part.starts == (0,)
    assert part.names == (("O",), ("B-ORG",))
    assert part.mentions == (Mention(0, 2, "person", 7),)
    assert part.factuality == {1: ("Actual",)}
    assert part.arguments == {0: ((1, "agent"),)}


def test_windows_are_cut_at_starts_and_lose_only_endless_sentences():
    """Each sentence is in one window; one too long to learn from is left out."""
    pieces = Pieces(model() / "tokenizer.json")
    long = ("word",) * 300
    whole = Text("t", ("one", "two", *long, "three"), (0, 1, 2, 302))

    found = [w.words for w in windows(whole, pieces, 2)]

    assert found == [("one", "two"), ("three",)]


def test_texts_without_sentences_are_cut_after_full_stops():
    """No window must be longer than its limit only because nobody marked the sentences."""
    assert cuts(["x"] * 250) == (0, 120, 240)


def test_a_name_list_leaves_open_what_its_source_does_not_mark(tmp_path):
    """WikiGold's MISC may be one of three classes; where it says O a time may stand."""
    path = tmp_path / "wikigold.iob2.gz"
    path.write_bytes(gzip.compress("Syrians\tI-MISC\nleft\tO\n\n".replace("I-", "B-").encode()))

    (found,) = names(path, "wikigold")

    assert found.names == (("B-MISC", "B-NORP", "B-EVENT"), ("O", "B-TIME", "I-TIME"))


def test_titles_are_no_part_of_a_name():
    """All sources agree on "Said" alone, whatever they count in."""
    tags = untitled(["Prime", "Minister", "Said"], ["B-per", "I-per", "I-per"])

    assert tags == ["O", "O", "B-per"]
    assert untitled(["King"], ["B-per"]) == ["B-per"]


def test_a_name_of_one_class_nearly_everywhere_gets_it_everywhere():
    """A source annotated half by machine calls Iraq an organisation once in eight."""
    rows = [(["Iraq"], ["B-geo"]) for _ in range(7)] + [
        (["Iraq"], ["B-org"]),
        (["Rare"], ["B-org"]),
    ]

    found = [tags for _, tags in settled(rows)]

    assert found[7:] == [["B-geo"], ["B-org"]]


def test_words_are_found_by_their_characters():
    """Offsets of a record become words, also where they cut one, and in the treebank's words."""
    find = Finder(tokenised("The U.N. said no."))
    spaced = aligned(["can", "not", "go"], "cannot  go")

    assert find(4, 8) == (1, 2)
    assert find(9, 10) == (2, 3)
    assert find(3, 4) is None
    assert spaced.places == ((0, 3), (3, 6), (8, 10))


def test_mentions_keep_their_chain():
    """A mention that only a chain names is one too."""
    record = {
        "id": "x", "text": "Ali left. He ran.", "entities": [{"start": 0, "end": 3, "type": "PER"}],
        "coref": [[[0, 3], [10, 12]]],
    }  # fmt: skip

    found = mentions(record, Finder(tokenised(record["text"])))

    assert found == (Mention(0, 1, "person", 0), Mention(3, 4, "", 0, first=False))


def test_overlapping_spans_leave_the_first():
    """A flat layer cannot hold nested names."""
    assert iob(2, [((0, 1), "A"), (None, "B"), ((0, 2), "C")]) == ["B-A", "O"]


def test_proper_nouns_of_a_treebank_are_names_of_an_open_class():
    """The tree says where a name is, the mention around it of which class."""
    found = text(
        ["Said", "has", "left", "Hama", "Airport"], ["PROPN", "AUX", "VERB", "PROPN", "PROPN"],
        [2, 2, -1, 4, 2], ["nsubj", "aux", "root", "compound", "obj"],
    )  # fmt: skip

    rows = names_of_trees(found, [Mention(3, 5, "place")])

    assert rows[0] == ()
    assert rows[1:3] == (("O",), ("O",))
    assert rows[3:] == (("B-LOC",), ("I-LOC",))


def test_roles_are_read_off_a_tree():
    """Subjects, objects and the places around them, active and passive."""
    found = text(
        ["Rebels", "seized", "it", "in", "Hama"], ["NOUN", "VERB", "PRON", "ADP", "PROPN"], [1, -1, 1, 4, 1],
        ["nsubj", "root", "obj", "case", "obl"], mentions=(Mention(4, 5, "place"),),
    )  # fmt: skip

    assert in_trees(found) == {1: ((0, "agent"), (2, "patient"), (4, "place"))}


def test_one_document_in_five_is_never_learned_from(tmp_path):
    """A set with a development part only is measured on documents that no training sees."""
    ids = [f"doc-{i}" for i in range(200)]
    path = tmp_path / "litbank.jsonl"
    rows = [{"id": i, "text": "He ran.", "entities": [], "events": []} for i in ids]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")

    seen = {t.source for t in litbank(path)}

    assert seen == {i for i in ids if not held_out(i)}
    assert 20 < 200 - len(seen) < 65


def test_every_class_of_a_scheme_is_ours():
    """A source's label that leads nowhere would be learned as nothing."""
    for scheme in SCHEMES.values():
        tags = [f"B-{label}" for label in scheme if label != "O"]
        assert all(allowed(tags, scheme))
