"""The recipe itself: losses of every layer, steps that learn, and a training that goes on where it stopped."""

import random

import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")
pytest.importorskip("safetensors", reason="the train extra is not installed")

from kg.annotate.pieces import Pieces  # noqa: E402
from kg.annotate.scripts import derive  # noqa: E402
from kg.resources import model  # noqa: E402
from kg.train.__main__ import Training  # noqa: E402
from kg.train.batches import Inventory, Maker, chains, group  # noqa: E402
from kg.train.losses import WEIGHTS, losses  # noqa: E402
from kg.train.model import HEAD, WIDTH, Reader, Sizes  # noqa: E402
from kg.train.phases import PHASES, Phase  # noqa: E402
from kg.train.prune import prune  # noqa: E402
from kg.train.texts import Mention, Text, Tree  # noqa: E402

WORDS = ("Rebels", "seized", "Hama", ".", "They", "left")

FULL = Text(
    "doc", WORDS, (0, 4),
    tree=Tree(
        ("NOUN", "VERB", "PROPN", "PUNCT", "PRON", "VERB"), ("NN",) * 6, ("_",) * 6,
        ("rebel", "seize", "Hama", ".", "they", "leave"), (1, -1, 1, 1, 5, -1),
        ("nsubj", "root", "obj", "punct", "nsubj", "root"),
    ),
    names=(("O",), ("O",), ("B-LOC",), ("O",), ("O",), ()),
    timex=(("O",),) * 6,
    mentions=(Mention(0, 1, "person", 1), Mention(2, 3, "place"), Mention(4, 5, "person", 1, first=False)),
    nested=True, chained=True, triggers=(0, 1, 0, 0, 0, 1), asserted=(0, 1, 0, 0, 0, 1),
    factuality={1: ("Actual",)}, arguments={1: ((0, "agent"), (2, "patient"))},
)  # fmt: skip

SCRIPTS = tuple(sorted({derive(w, v) for w, v in zip(WORDS, FULL.tree.lemmas, strict=True)}))

CLASSES = Inventory(
    ("NOUN", "PRON", "PROPN", "PUNCT", "VERB"), ("NN",), ("_",), SCRIPTS, ("nsubj", "obj", "punct", "root")
)  # fmt: skip


def same(text, _):
    return text


def total(model, batch):
    with torch.no_grad():
        return sum(float(v) for v in losses(model.eval(), batch).values())


@pytest.fixture(scope="module")
def maker():
    return Maker(CLASSES, Pieces(model() / "tokenizer.json"))


def reader(inner=64):
    torch.manual_seed(1)
    layers = set(Sizes.__dataclass_fields__) & set(Inventory.__dataclass_fields__)
    return Reader(Sizes(**{k: len(getattr(CLASSES, k)) for k in layers}, inner=inner))


def training(steps=4):
    phase = Phase({}, batch=100, rate=1e-4, inner=64)
    return Training(reader(), phase, steps, torch.device("cpu"), same)


def test_every_layer_has_a_loss_and_a_weight(maker):
    """A text with all layers teaches all of them; one without any teaches nothing."""
    found = losses(reader(), maker([FULL]))

    assert set(found) == set(WEIGHTS)
    assert all(torch.isfinite(value) for value in found.values())
    assert losses(reader(), maker([Text("t", WORDS, (0,))])) == {}


def test_steps_learn(maker):
    """Ten steps on one text lower what is lost on it."""
    under_way = training(steps=100)
    before = total(under_way.model, maker([FULL]))

    for _ in range(10):
        under_way.learn(maker, [FULL], seed=3)

    after = total(under_way.model, maker([FULL]))
    assert after < before / 2


def test_a_training_goes_on_where_it_stopped(maker):
    """Stopped after two of four steps and resumed, it ends with the same weights."""
    whole, part = training(), training()
    for _ in range(4):
        whole.learn(maker, [FULL], seed=3)
    for _ in range(2):
        part.learn(maker, [FULL], seed=3)
    rest = training()
    rest.model.load_state_dict(part.model.state_dict())
    rest.resume(part.state())
    for _ in range(2):
        rest.learn(maker, [FULL], seed=3)

    ours, theirs = whole.model.state_dict(), rest.model.state_dict()
    assert all(torch.equal(ours[k], theirs[k]) for k in ours)


def test_a_mention_whose_antecedent_was_cut_off_teaches_nothing():
    """In the second half of a document "they" is not said to mean nobody."""
    (found,) = chains([FULL.part(2, 6)])

    assert found.known.tolist() == [True, False]


def test_windows_of_a_chained_document_stay_in_order():
    """What means the same is compared within a batch, so a document is not shuffled."""
    parts = [FULL.part(0, 4), FULL.part(4, 6)]

    found = group([parts], Pieces(model() / "tokenizer.json"), random.Random(1), 1000)

    assert found == [parts]


def test_a_pruned_encoder_keeps_the_units_and_heads_that_matter(maker):
    """What never changes is lost first, and its mean stays: the scores stay as they were."""
    whole = reader(inner=64).eval()
    with torch.no_grad():
        for block in whole.encoder.blocks:
            block.up.weight[32:] = 0
            block.value.weight[: 8 * HEAD] = 0
    b = maker([FULL])
    before = whole(b.pieces, b.cases, b.mask, b.first, b.last)["upos"]

    prune(whole, 32, 4, [b])

    after = whole(b.pieces, b.cases, b.mask, b.first, b.last)["upos"]
    assert (whole.sizes.inner, whole.sizes.attention) == (32, 4)
    assert whole.encoder.blocks[0].query.weight.shape == (4 * HEAD, WIDTH)
    assert torch.allclose(before, after, atol=1e-4)


def test_each_phase_names_sources_that_exist():
    """A misspelt source would be found only after the phases before it."""
    from kg.train.corpus import SOURCES

    assert all(set(phase.passes) <= set(SOURCES) for phase in PHASES.values())
