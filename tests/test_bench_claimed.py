"""Scores of claims and quotations, against cases counted by hand."""

import json

import pytest

from kg.bench.claimed import attributions, quotations
from kg.bench.quotes import Quotation, gold_quotations, matched, score
from kg.extract.values import Claim, Entity, Extraction, Mention, Span
from tests.bench_quotes import MARKED, joined


def claim(cue, content, *, claimer=0, source=(0, 3)):
    return Claim(claimer, (), "", Span(*cue), Span(*content), Span(*source))


def entity(*spans):
    mentions = tuple(Mention(Span(*span), "Name") for span in spans)
    return Entity("", "person", "", (), mentions)


def test_a_claim_in_a_claim_is_none_of_its_own():
    """Only the outermost count, as the annotators of PolNeAR marked them."""
    outer, inner = claim((4, 8), (9, 40)), claim((15, 20), (21, 40))

    found = attributions(Extraction(claims=(outer, inner)))

    assert [a.cue for a in found] == [((4, 8),)]


def test_claims_by_the_same_words_are_one():
    """Two sources, or a content that the cue interrupts, are parts of one attribution."""
    first = claim((10, 14), (0, 9), source=(15, 18))
    then = claim((10, 14), (20, 30), source=(15, 18))

    (one,) = attributions(Extraction(claims=(first, then)))

    assert one.content == ((0, 9), (20, 30))
    assert one.source == ((15, 18),)


def test_a_quotation_needs_a_third_of_what_both_cover():
    """Of ten and ten code points that share five, a third is shared; of three fewer than that."""
    gold = [Quotation(0, 10, ((20, 25),))]

    assert score(gold, [Quotation(5, 15, ((20, 25),))])["stretch"].values == (1, 1, 1, 1)
    assert score(gold, [Quotation(7, 17, ((20, 25),))])["stretch"].values == (0, 1, 0, 1)


def test_a_quotation_of_somebody_else_is_found_without_its_speaker():
    """Any mention of the speaker will do, another's will not."""
    gold = [Quotation(0, 10, ((20, 25),)), Quotation(30, 40, ((20, 25),))]
    found = [Quotation(0, 10, ((50, 55), (22, 25))), Quotation(30, 40, ((60, 65),))]

    counts = score(gold, found)

    assert counts["stretch"].values == (2, 2, 2, 2)
    assert counts["with speaker"].values == (1, 2, 1, 2)


def test_each_quotation_is_matched_once():
    """Of two that are found for one, that with the right speaker counts."""
    gold = [Quotation(0, 10, ((20, 25),))]
    wrong, right = Quotation(0, 10, ((60, 65),)), Quotation(0, 8, ((20, 25),))

    assert matched(gold, [wrong, right]) == [(gold[0], right)]


def test_only_contents_that_quote_four_words_are_quotations():
    """A single word in marks is no quotation."""
    text = 'Ann said "we will leave it soon" and Ben called it "odd".'
    quoting, calling = claim((4, 8), (9, 32)), claim((41, 47), (51, 56), source=(37, 40))
    said = Extraction(entities=(entity((0, 3)),), claims=(quoting, calling))

    assert quotations(said, text) == [Quotation(9, 32, ((0, 3), (0, 3)))]


@pytest.mark.parametrize("half", ["tuned", "aside"])
def test_the_marked_quotations_are_in_their_texts(half):
    """Each begins with a mark, and its speaker stands outside of it."""
    records = list(joined(half))
    if not records:
        pytest.skip("the annotated sets are not here")

    for record in records:
        for one in gold_quotations(record["quotations"]):
            assert record["text"][one.start] in '"“'
            assert all(end <= one.start or one.end <= start for start, end in one.speaker)


def test_no_text_is_in_two_halves():
    """What is set aside was never tuned on."""
    marks = {h: json.loads((MARKED / f"{h}.json").read_text()) for h in ("tuned", "aside")}

    assert not {m["id"] for m in marks["tuned"]} & {m["id"] for m in marks["aside"]}
