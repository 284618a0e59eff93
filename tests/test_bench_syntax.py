"""CoNLL-U read, put together as text, and scored."""

import gzip

import pytest
import spacy
from spacy.tokens import Doc

from kg.bench.records import Bad
from kg.bench.run import measure_trees
from kg.bench.syntax import Words, attachment, sentences, tags
from kg.bench.treebank import score
from kg.bench.trees import trees

TEXT = """# newdoc id = one
# newpar
# sent_id = 1
1\tRebels\trebel\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3-4\tDorn's\t_\t_\t_\t_\t_\t_\t_\t_
3\tDorn\tDorn\tPROPN\tNNP\t_\t5\tnmod:poss\t_\t_
4\t's\t's\tPART\tPOS\t_\t3\tcase\t_\t_
5\tport\tport\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
5.1\tleft\tleave\tVERB\tVBD\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tran\trun\tVERB\tVBD\tTense=Past\t0\troot\t_\t_

# newpar
1\tSo\t_\tADV\tRB\t_\t0\troot\t_\t_

# newdoc id = two
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.conllu"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_documents_and_their_text(file):
    """Words that are written as one, no space where there is none, paragraphs apart."""
    one, two = trees(file)

    assert (one.id, two.id, one.set) == ("one", "two", "small")
    assert one.text == "Rebels left Dorn's port. They ran\n\nSo"
    assert one.sentences[0].words == ("Rebels", "left", "Dorn", "'s", "port", ".")
    assert one.sentences[0].spaces == [True, True, False, True, False, True]
    assert one.sentences[0].heads == [1, -1, 4, 2, 1, 1]


def test_gzipped_files_are_read(tmp_path, file):
    """As treebanks are kept."""
    packed = tmp_path / "small.conllu.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    assert list(trees(packed)) == list(trees(file))


def test_a_broken_sentence_is_told_and_the_others_go_on(tmp_path):
    """With the line where it begins."""
    path = tmp_path / "bad.conllu"
    path.write_text("1\tYes\tyes\n\n" + TEXT, encoding="utf-8")
    first, *others = trees(path)

    assert isinstance(first, Bad)
    assert first.line == 1
    assert len(others) == 2


GOLD = Words(
    heads=[1, 1, 1, 2],
    labels=["nsubj:pass", "root", "obj", "case"],
    upos=["NOUN", "VERB", "NOUN", "ADP"],
    xpos=["NNS", "VBD", "NN", "IN"],
    feats=[frozenset(["Number=Plur"]), frozenset(), frozenset(), frozenset()],
    lemmas=["rebel", "leave", "port", "_"],
)
FOUND = Words(
    heads=[1, 1, 1, 1],
    labels=["nsubj", "root", "obl", "case"],
    upos=["NOUN", "VERB", "NOUN", "ADV"],
    xpos=["NNS", "VBN", "NN", "RB"],
    feats=[frozenset(["Number=Plur"]), frozenset(["Tense=Past"]), frozenset(), frozenset()],
    lemmas=["rebels", "leave", "port", "of"],
)


def test_attachment_by_hand():
    """Three of four heads; the root has its label too, nsubj without its subtype, obl none."""
    counts = attachment(GOLD, FOUND)

    assert [counts[k].values for k in ("uas", "las", "las universal")] == [(3, 4), (1, 4), (2, 4)]


def test_tags_by_hand():
    """A lemma that the treebank has not may be any."""
    counts = tags(GOLD, FOUND)

    assert {k: v.values[0] for k, v in counts.items()} == {
        "upos": 3, "xpos": 2, "feats": 3, "lemma": 3,
    }  # fmt: skip


def test_sentences_of_one_are_all_right():
    """The last end is given."""
    ends, whole = sentences([(0, 9)], [(0, 9)])

    assert ends.values == (0, 0, 0, 0)
    assert whole.values == (1, 1, 1, 1)


class Oracle:
    """Says what the treebank says; sentences end at a full stop, or where they are given."""

    def __init__(self, tree, *, obeys):
        self.vocab = spacy.blank("en").vocab
        self._tree, self._obeys = tree, obeys

    def __call__(self, given):
        doc = spacy.blank("en")(given) if isinstance(given, str) else given
        starts = [bool(token.is_sent_start) for token in doc]
        for i, token in enumerate(doc):
            own = i == 0 or doc[i - 1].text == "."
            token.is_sent_start = starts[i] or own if self._obeys else own
        rows = [
            row for s in self._tree.sentences for row in zip(s.upos, s.xpos, s.lemmas, strict=True)
        ]
        words = [token for token in doc if not token.is_space]
        if len(words) == len(rows):
            for token, (upos, xpos, lemma) in zip(words, rows, strict=True):
                token.pos_, token.tag_, token.lemma_ = upos, xpos, lemma
        return doc


def test_figures_say_whose_sentences_they_are_of(file):
    """A pipeline that keeps to the given starts has both figures, another only its own."""
    one, _ = trees(file)
    obeys, own = (score(one, Oracle(one, obeys=o)).counts for o in (True, False))

    assert "las, gold sentences" in obeys
    assert "las, gold sentences" not in own
    assert own["upos"].values == (9, 9)
    assert own["sentences, gold words"].values == (1, 2, 1, 3)


def test_a_figure_that_some_document_has_not_is_left_out(file):
    """Of two documents one is a single sentence that any pipeline keeps."""
    found = list(trees(file))

    rows = measure_trees(found, Oracle(found[0], obeys=False)).rows
    assert not any("gold sentences" in row.name for row in rows)
    assert any(row.name == "las, own sentences" for row in rows)


def test_words_of_the_treebank_are_given_with_paragraphs(file):
    """An empty line is a token, so that the reader sees the paragraph."""
    from kg.bench.treebank import _doc

    one, _ = trees(file)
    doc = _doc(one, spacy.blank("en"), given=True)

    assert isinstance(doc, Doc)
    assert doc.text == "Rebels left Dorn's port. They ran\n\nSo "
