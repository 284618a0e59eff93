"""The reader as a torch module: word pieces -> word-level scores of every layer."""

from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from kg.annotate.likeness import CLASSES as PRONOUN_CLASSES
from kg.annotate.likeness import DISTANCES, MATCHES
from kg.annotate.pieces import CASES

#: MiniLM-L6-H384 (Wang et al. 2020), the shape of all-MiniLM-L6-v2: 12 attention heads of 32 units.
WIDTH, LAYERS, ATTENTION, HEAD, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 32, 1536, 512, 30522


#: Layers that are linear in a word's vector, with their classes in ``Sizes``.
LINEAR = ("upos", "xpos", "feats", "scripts", "starts", "timex", "triggers", "factuality")

#: Layers that are vectors, for scores of pairs: their widths.
VECTORS = {
    "arc_child": 256, "arc_head": 256, "label_child": 96, "label_head": 96, "span_start": 128, "span_end": 128,
    "type_start": 64, "type_end": 64, "coref_start": 96, "coref_end": 96, "argument_child": 64, "argument_head": 64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each layer has."""

    upos: int
    xpos: int
    feats: int
    scripts: int
    labels: int
    names: int
    timex: int
    types: int
    factuality: int
    roles: int
    starts: int = 2
    triggers: int = 4
    inner: int = INNER
    attention: int = ATTENTION


class Block(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, inner: int, attention: int) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, attention * HEAD)
        self.key = nn.Linear(WIDTH, attention * HEAD)
        self.value = nn.Linear(WIDTH, attention * HEAD)
        self.output = nn.Linear(attention * HEAD, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: batch x pieces x WIDTH; mask: batch x 1 x 1 x pieces, True where attended."""
        batch, length = x.shape[0], x.shape[1]

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, -1, HEAD).transpose(1, 2)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        scores = q @ k.transpose(-1, -2) * HEAD**-0.5
        scores = scores.masked_fill(~mask, -1e4)
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        x = self.norm(x + self.drop(self.output(mixed)))
        y: Tensor = self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Word pieces and their case -> one vector a piece."""

    def __init__(self, inner: int = INNER, attention: int = ATTENTION) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.case = nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.blocks = nn.ModuleList(Block(inner, attention) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """All batch x pieces; mask True for real pieces."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(positions) + self.segment + self.case(cases)
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        y: Tensor = x
        return y

    def start_from(self, path: str) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        found = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own: dict[str, Tensor] = {
            "word.weight": found["embeddings.word_embeddings.weight"],
            "position.weight": found["embeddings.position_embeddings.weight"],
            "segment": found["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": found["embeddings.LayerNorm.weight"],
            "norm.bias": found["embeddings.LayerNorm.bias"],
            "case.weight": torch.zeros(CASES, WIDTH),
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"blocks.{layer}.{ours}.{kind}"] = found[
                        f"encoder.layer.{layer}.{theirs}.{kind}"
                    ]
        self.load_state_dict(own)


def _mlp(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.2))


def _biaffine(*shape: int) -> nn.Parameter:
    return nn.Parameter(torch.randn(*shape) * 0.02)


class Reader(nn.Module):
    """Encoder and heads. Each word is the mean of its first and its last piece."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.inner, sizes.attention)
        self.drop = nn.Dropout(0.1)
        for layer in LINEAR:
            setattr(self, layer, nn.Linear(WIDTH, getattr(sizes, layer)))
        self.names = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, sizes.names)
        )
        for layer, width in VECTORS.items():
            setattr(self, layer, _mlp(width))
        v = VECTORS
        self.root_arc = _biaffine(v["arc_head"])
        self.root_label = _biaffine(v["label_head"])
        self.arc_weight = nn.Parameter(torch.empty(v["arc_child"], v["arc_head"]))
        nn.init.orthogonal_(self.arc_weight)
        self.arc_bias = nn.Parameter(torch.zeros(v["arc_head"]))
        self.label_weight = _biaffine(sizes.labels, v["label_child"] + 1, v["label_head"] + 1)
        self.span_weight = _biaffine(v["span_start"] + 1, v["span_end"] + 1)
        self.type_weight = _biaffine(sizes.types, v["type_start"] + 1, v["type_end"] + 1)
        self.coref_weight = _biaffine(v["coref_start"] + 1, v["coref_end"] + 1)
        self.coref_match = nn.Parameter(torch.zeros(3, 3, MATCHES))
        self.coref_distance = nn.Parameter(torch.zeros(3, 3, DISTANCES))
        self.coref_pronoun = nn.Parameter(torch.zeros(PRONOUN_CLASSES, PRONOUN_CLASSES))
        self.coref_nested = nn.Parameter(torch.zeros(3, 3))
        self.role_weight = _biaffine(sizes.roles, v["argument_child"] + 1, v["argument_head"] + 1)
        with torch.no_grad():  # most pairs of words are neither a mention nor an argument
            self.span_weight[-1, -1] = -4.0
            self.role_weight[0, -1, -1] = 4.0

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """first, last: batch x words, where each word begins and ends among the pieces."""
        x = self.encoder(pieces, cases, mask)

        def take(index: Tensor) -> Tensor:
            return x.gather(1, index[:, :, None].expand(-1, -1, WIDTH))

        words = self.drop((take(first) + take(last)) * 0.5)
        return {layer: getattr(self, layer)(words) for layer in (*LINEAR, "names", *VECTORS)}

    def arcs(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores batch x words x (1 + words): each word's head, the root first."""
        root = self.root_arc.expand(head.shape[0], 1, -1).to(head.dtype)
        heads = torch.cat([root, head], 1)
        return child @ self.arc_weight @ heads.transpose(1, 2) + (heads @ self.arc_bias)[:, None, :]

    def spans(self, start: Tensor, end: Tensor) -> Tensor:
        """Scores batch x words x words: whether a mention begins at the one and ends with the other."""
        return with_one(start) @ self.span_weight.to(start.dtype) @ with_one(end).transpose(1, 2)


def with_one(vectors: Tensor) -> Tensor:
    """Append a one to each vector: a bilinear form of two of them then holds both linear forms."""
    return torch.cat([vectors, torch.ones_like(vectors[..., :1])], -1)


def pairs(left: Tensor, weight: Tensor, right: Tensor) -> Tensor:
    """Scores n x classes of n pairs, each n x width; weight: classes x (1 + width) x (1 + width)."""
    return torch.einsum("ni,lij,nj->nl", with_one(left), weight.to(left.dtype), with_one(right))
