"""The components of the reader in a spaCy pipeline."""

import os
import pickle
import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc

from kg.annotate.components import PIPELINE
from kg.annotate.pipeline import load
from kg.errors import KgError

TEXT = (
    "Troops loyal to President Karim Dalal captured two villages near Talin on Friday.\n\n"
    '"They will not stop," a rebel commander said. He told reporters that three of his men had died.\n'
)


@pytest.fixture(scope="module")
def nlp():
    return load()


def everything(doc):
    """Return all that the pipeline says of a text, as plain values."""
    words = [
        (
            t.tag_,
            t.pos_,
            str(t.morph),
            t.lemma_,
            t.dep_,
            t.head.i,
            t.is_sent_start,
            t._.factuality,
            t._.arguments,
        )
        for t in doc
    ]
    spans = {
        k: [(s.start, s.end, s.label_, s.id_) for s in doc.spans[k]] for k in sorted(doc.spans)
    }
    return words, [(e.start, e.end, e.label_) for e in doc.ents], spans


def test_each_head_is_a_component_that_says_what_it_sets(nlp):
    """spaCy finds no component that needs what no other before it sets."""
    report = nlp.analyze_pipes(keys=["assigns", "requires"])

    assert nlp.pipe_names[: len(PIPELINE)] == list(PIPELINE)
    assert not any(report["problems"].values())
    assert all(report["summary"][name]["assigns"] for name in nlp.pipe_names)


def test_all_layers_are_set(nlp):
    """Mentions have a type and a kind, triggers a factuality and arguments, chains two mentions."""
    doc = nlp(TEXT)

    assert {m.id_ for m in doc.spans["mentions"]} == {"name", "nominal", "pronoun"}
    assert all(m.label_ for m in doc.spans["mentions"])
    assert "captured" in [t.text for t in doc.spans["triggers"]]
    assert all(t.root._.factuality for t in doc.spans["triggers"])
    (captured,) = [t for t in doc if t.text == "captured"]
    assert ("agent", 0) in captured._.arguments
    chains = [doc.spans[k] for k in doc.spans if k.startswith("coref_clusters_")]
    assert chains
    assert all(len(chain) > 1 for chain in chains)


def test_a_layer_may_be_left_out(nlp):
    """Whoever wants names and trees only pays for nothing more and misses nothing else."""
    with nlp.select_pipes(disable=["kg_coref", "kg_mentions", "kg_arguments"]):
        doc = nlp(TEXT)

    assert doc.ents
    assert set(doc.spans) & {"mentions", "coref_clusters_1"} == set()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "حماة", "?!"])
def test_next_to_nothing_is_read(nlp, text):
    """No words, one word, no letters: a Doc all the same."""
    assert nlp(text).text == text


def test_sentence_starts_that_are_given_are_kept(nlp):
    """A Doc that comes with its sentences keeps them."""
    doc = nlp.make_doc("He came. She left now")
    for token in doc:
        token.is_sent_start = token.i in (0, 5)

    assert [s.text for s in nlp(doc).sents] == ["He came. She left", "now"]


def test_a_document_reads_the_same_whatever_is_read_with_it(nlp):
    """Alone, in a batch of 64, after others: identical annotations, 200 documents."""
    texts = [
        TEXT.replace("two", str(i)).replace("Talin", f"Talin {'x' * (i % 7)}") for i in range(200)
    ]

    alone = [everything(nlp(text)) for text in texts]
    batched = [everything(doc) for doc in nlp.pipe(reversed(texts), batch_size=64)]

    assert alone == batched[::-1]


def test_threads_do_not_change_what_is_read(nlp):
    """One thread or two: the same bits, and so the same annotations."""
    code = (
        "import sys; sys.path.insert(0, '.');"
        "from tests.test_annotate_pipeline import everything, TEXT;"
        "from kg.annotate.pipeline import load; print(everything(load()(TEXT * 20)))"
    )

    found = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env=os.environ | {"OMP_NUM_THREADS": n, "OPENBLAS_NUM_THREADS": n},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for n in ("1", "2")
    }

    assert len(found) == 1


def test_the_components_work_in_a_pipeline_of_ones_own():
    """Any spaCy user can take the encoder and the layers of interest, by their names."""
    own = spacy.blank("en")
    for name in ("kg_encoder", "kg_ner"):
        own.add_pipe(name)

    assert [e.text for e in own("Karim Dalal lives in Paris.").ents] == ["Karim Dalal", "Paris"]


def test_a_read_document_can_be_stored_and_copied(nlp):
    """What the pipeline leaves on a Doc are plain values."""
    doc = nlp(TEXT)

    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())

    assert everything(again)[1:] == everything(doc)[1:]
    assert str(again._.attributions) == str(doc._.attributions) != "()"
    assert doc.copy().text == doc.text


def test_a_pipeline_can_be_sent_to_another_process(nlp):
    """Pickled and back it reads the same."""
    assert everything(pickle.loads(pickle.dumps(nlp))(TEXT)) == everything(nlp(TEXT))


def test_a_folder_without_a_reader_is_one_clear_line(tmp_path, monkeypatch):
    """What is missing, where, and what to do."""
    monkeypatch.setenv("KG_READER", str(tmp_path))

    with pytest.raises(KgError, match=r"no reader in .*: reader.onnx, pairs.npz, .* missing"):
        load()


def test_a_given_start_counts_and_the_rest_is_read(nlp):
    """One start that is given leaves the others to the reader; one on white space is of the next word."""
    doc = nlp.make_doc("Ana left.\n\nBob came. Carl ate.")
    doc[3].is_sent_start = True

    starts = [s[0].text for s in nlp(doc).sents]

    assert starts[0] == "Ana"
    assert {"Bob", "Carl"} <= {s[0].text.strip() or s[1].text for s in doc.sents}
