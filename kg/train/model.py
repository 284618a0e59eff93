"""The reader as a torch module: word pieces -> word-level scores of every layer."""

from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from kg.annotate.pieces import CASES

#: MiniLM-L6-H384 (Wang et al. 2020), the shape of all-MiniLM-L6-v2.
WIDTH, LAYERS, ATTENTION, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each layer has, and the widths of the parser (Dozat and Manning 2017)."""

    upos: int
    xpos: int
    feats: int
    scripts: int
    labels: int
    names: int
    arc: int = 256
    label: int = 96


class Block(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: batch x pieces x WIDTH; mask: batch x 1 x 1 x pieces, True where attended."""
        batch, length = x.shape[0], x.shape[1]

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, ATTENTION, WIDTH // ATTENTION).transpose(1, 2)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        scores = q @ k.transpose(-1, -2) * (WIDTH // ATTENTION) ** -0.5
        scores = scores.masked_fill(~mask, -1e4)
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.output(mixed)))
        y: Tensor = self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Word pieces and their case -> one vector a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.case = nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))

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


class Reader(nn.Module):
    """Encoder and heads. Each word is the mean of its first and its last piece."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.1)
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.xpos = nn.Linear(WIDTH, sizes.xpos)
        self.feats = nn.Linear(WIDTH, sizes.feats)
        self.scripts = nn.Linear(WIDTH, sizes.scripts)
        self.starts = nn.Linear(WIDTH, 2)
        self.names = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, sizes.names)
        )
        self.arc_child, self.arc_head = _mlp(sizes.arc), _mlp(sizes.arc)
        self.label_child, self.label_head = _mlp(sizes.label), _mlp(sizes.label)
        self.root_arc = nn.Parameter(torch.zeros(sizes.arc))
        self.root_label = nn.Parameter(torch.zeros(sizes.label))
        self.arc_weight = nn.Parameter(torch.empty(sizes.arc, sizes.arc))
        self.arc_bias = nn.Parameter(torch.zeros(sizes.arc))
        self.label_weight = nn.Parameter(
            torch.empty(sizes.labels, sizes.label + 1, sizes.label + 1)
        )
        nn.init.orthogonal_(self.arc_weight)
        nn.init.normal_(self.label_weight, std=0.02)
        nn.init.normal_(self.root_arc, std=0.02)
        nn.init.normal_(self.root_label, std=0.02)

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        """first, last: batch x words, where each word begins and ends among the pieces."""
        x = self.encoder(pieces, cases, mask)

        def take(index: Tensor) -> Tensor:
            return x.gather(1, index[:, :, None].expand(-1, -1, WIDTH))

        words = self.drop((take(first) + take(last)) * 0.5)
        return (
            self.upos(words),
            self.xpos(words),
            self.feats(words),
            self.scripts(words),
            self.starts(words),
            self.names(words),
            self.arc_child(words),
            self.arc_head(words),
            self.label_child(words),
            self.label_head(words),
        )

    def arcs(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores batch x words x (1 + words): each word's head, the root first."""
        root = self.root_arc.expand(head.shape[0], 1, -1).to(head.dtype)
        heads = torch.cat([root, head], 1)
        return child @ self.arc_weight @ heads.transpose(1, 2) + (heads @ self.arc_bias)[:, None, :]

    def labels_of(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores n x labels of n arcs, given both ends as n x width."""
        one = torch.ones_like(child[:, :1])
        c, h = torch.cat([child, one], 1), torch.cat([head, one], 1)
        return torch.einsum("ni,lij,nj->nl", c, self.label_weight.to(c.dtype), h)
