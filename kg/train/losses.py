"""Reader x batch -> the losses of the layers that the batch is annotated for."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from kg.annotate.mentions import WIDEST
from kg.train.batches import Batch, Chains
from kg.train.model import Reader, pairs, with_one

#: How much each layer counts. A layer of few words counts more for each of them.
WEIGHTS = {
    "upos": 0.5, "xpos": 1.0, "feats": 0.7, "scripts": 1.0, "starts": 1.0, "arcs": 1.5, "labels": 1.0, "names": 3.0,
    "timex": 1.0, "triggers": 1.0, "asserted": 1.0, "factuality": 0.3, "spans": 2.0, "types": 1.0, "chains": 1.0,
    "roles": 0.3,
}  # fmt: skip


def losses(model: Reader, b: Batch) -> dict[str, Tensor]:
    """Return the loss of each layer that the batch is annotated for."""
    out = {k: v.float() for k, v in model(b.pieces, b.cases, b.mask, b.first, b.last).items()}
    found: dict[str, Tensor] = {}
    if bool((b.tree["upos"] >= 0).any()):
        found |= _syntax(model, b, out)
    for layer, allowed in b.allowed.items():
        if bool(allowed.any()):
            found[layer] = _partial(out[layer], allowed)
    for layer, gold, part in (
        ("triggers", b.triggers, slice(0, 2)),
        ("asserted", b.asserted, slice(2, 4)),
    ):
        if bool((gold >= 0).any()):
            scores = out["triggers"][..., part]
            found[layer] = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    if bool(b.nested.any()):
        found["spans"] = _spans(model, b, out)
    typed = b.mentions[b.mentions[:, 3] >= 0]
    if len(typed):
        found["types"] = _types(model, typed, out)
    if b.chains:
        found["chains"] = torch.stack([_chains(model, c, out) for c in b.chains]).mean()
    if len(b.pairs):
        found["roles"] = _roles(model, b.pairs, out)
    return found


def _syntax(model: Reader, b: Batch, out: dict[str, Tensor]) -> dict[str, Tensor]:
    found = {
        layer: F.cross_entropy(out[layer].flatten(0, 1), b.tree[layer].flatten(), ignore_index=-100)
        for layer in ("upos", "xpos", "feats", "scripts", "starts")
    }
    heads, labels = b.tree["heads"], b.tree["labels"]
    same = b.sentence[:, :, None] == b.sentence[:, None, :]
    root = torch.ones_like(same[:, :, :1])
    arcs = model.arcs(out["arc_child"], out["arc_head"])
    arcs = arcs.masked_fill(~torch.cat([root, same], 2), -1e9)
    found["arcs"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-100)
    real = (heads >= 0) & (labels >= 0)
    rows = real.nonzero()
    ends = out["label_head"]
    ends = torch.cat([model.root_label.expand(ends.shape[0], 1, -1), ends], 1)
    scores = pairs(out["label_child"][real], model.label_weight, ends[rows[:, 0], heads[real]])
    found["labels"] = F.cross_entropy(scores.float(), labels[real])
    return found


def _partial(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the loss of the tags allowed taken together, over the words that have any."""
    known = allowed.any(-1)
    scores, allowed = scores[known], allowed[known]
    right = scores.masked_fill(~allowed, -1e9).logsumexp(-1)
    return (scores.logsumexp(-1) - right).mean()


def _spans(model: Reader, b: Batch, out: dict[str, Tensor]) -> Tensor:
    """Return the loss of where mentions begin and end, a sum over pairs of words for each word."""
    scores = model.spans(out["span_start"], out["span_end"]).float()
    n = scores.shape[1]
    gold = torch.zeros_like(scores)
    inside = b.mentions[b.mentions[:, 2] - b.mentions[:, 1] < WIDEST]
    gold[inside[:, 0], inside[:, 1], inside[:, 2]] = 1.0
    places = torch.arange(n, device=scores.device)
    apart = places[None, :] - places[:, None]
    may = (apart >= 0) & (apart < WIDEST)
    same = (b.sentence[:, :, None] == b.sentence[:, None, :]) & (b.sentence >= 0)[:, :, None]
    mask = same & may[None] & b.nested[:, None, None]
    total = F.binary_cross_entropy_with_logits(scores[mask], gold[mask], reduction="sum")
    return total / ((b.sentence >= 0) & b.nested[:, None]).sum()


def _types(model: Reader, typed: Tensor, out: dict[str, Tensor]) -> Tensor:
    row, start, end, kind = typed.T
    scores = pairs(out["type_start"][row, start], model.type_weight, out["type_end"][row, end])
    return F.cross_entropy(scores.float(), kind)


def coreference(model: Reader, c: Chains, out: dict[str, Tensor]) -> Tensor:
    """Scores mentions x mentions: how likely the one means what the other, earlier one does."""
    vectors = out["coref_start"][c.rows, c.starts] + out["coref_end"][c.rows, c.ends]
    scores = with_one(vectors) @ model.coref_weight.to(vectors.dtype) @ with_one(vectors).T
    left, right = c.kinds[:, None], c.kinds[None, :]
    return (
        scores.float()
        + model.coref_match[left, right, c.matches]
        + model.coref_distance[left, right, c.distances]
        + model.coref_pronoun[c.pronouns[:, None], c.pronouns[None, :]]
        + model.coref_nested[left, right] * c.nested
    )


def _chains(model: Reader, c: Chains, out: dict[str, Tensor]) -> Tensor:
    """Return the mean loss of a mention's antecedents taken together; none has the score 0."""
    scores = coreference(model, c, out)
    n = len(scores)
    if c.either:
        last = scores[-1, :-1]
        return last.logsumexp(0) - last.masked_fill(~c.gold[-1, :-1], -1e9).logsumexp(0)
    earlier = torch.ones(n, n, dtype=torch.bool, device=scores.device).tril(-1)
    scores = scores.masked_fill(~earlier, -1e9)
    none = torch.zeros(n, 1, device=scores.device)
    whole = torch.cat([none, scores], 1)
    right = torch.cat([~c.gold.any(1, keepdim=True), c.gold], 1)
    found = whole.logsumexp(1) - whole.masked_fill(~right, -1e9).logsumexp(1)
    return (found * c.known).sum() / c.known.sum().clamp(min=1)


def _roles(model: Reader, rows: Tensor, out: dict[str, Tensor]) -> Tensor:
    row, trigger, word, role = rows.T
    scores = pairs(
        out["argument_child"][row, word], model.role_weight, out["argument_head"][row, trigger]
    )
    triggers = len(torch.unique(row * 10_000 + trigger))
    return F.cross_entropy(scores.float(), role, reduction="sum") / (4 * triggers)
