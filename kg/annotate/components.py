"""spaCy components over one reading: ``kg_encoder`` reads a ``Doc``, each of the others sets one layer of it.

``kg_encoder`` leaves a ``Reading`` in ``doc._.kg_reading``; whoever wants only names may leave the rest out.
"""

from collections.abc import Callable

import numpy as np
from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate import layers
from kg.annotate.layers import Indices
from kg.annotate.reader import Reader, opened
from kg.annotate.reading import Reading
from kg.resources import model

#: The components in their order.
PIPELINE = (
    "kg_encoder", "kg_tagger", "kg_lemmatizer", "kg_parser", "kg_ner", "kg_mentions", "kg_coref", "kg_triggers",
    "kg_factuality", "kg_arguments",
)  # fmt: skip

_READ = "doc._.kg_reading"


def extend() -> None:
    """Make the custom attributes known to spaCy; doing it twice is doing it once."""
    for owner, name, default in (
        (Doc, "kg_reading", None),
        (Doc, "kg_words", ()),
        (Token, "factuality", ""),
        (Token, "arguments", ()),
    ):
        if not owner.has_extension(name):
            owner.set_extension(name, default=default)


class Encoder:
    """Reads a tokenised text: ``doc._.kg_reading``, and its words without white space in ``doc._.kg_words``."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Read; a text without words gets no reading."""
        kept = np.flatnonzero(doc.to_array([IS_SPACE]) == 0)
        doc._.kg_words = kept
        doc._.kg_reading = self.reader.read(doc, kept) if len(kept) else None
        return doc


class Layer:
    """A component that sets one layer of the reading; the last of a pipeline takes the reading off the ``Doc``.

    Args:
        nlp: the pipeline, with ``kg_encoder`` in it.
        write: one of ``layers``: (doc, reading, its words, the reader).
    """

    def __init__(
        self, nlp: Language, write: Callable[[Doc, Reading, Indices, Reader], None]
    ) -> None:
        self._nlp = nlp
        self._write = write

    def __call__(self, doc: Doc) -> Doc:
        """Set the layer; a text without a reading stays as it is."""
        if doc._.kg_reading is not None:
            reader = self._nlp.get_pipe("kg_encoder").reader
            self._write(doc, doc._.kg_reading, doc._.kg_words, reader)
            last = [pipe for _, pipe in self._nlp.pipeline if isinstance(pipe, Layer)][-1]
            if last is self:
                doc._.kg_reading, doc._.kg_words = None, ()
        return doc


@Language.factory("kg_encoder", assigns=[_READ, "doc._.kg_words"])
def encoder(nlp: Language, name: str) -> Encoder:  # noqa: ARG001
    """Load the weights of the package, or those that ``KG_READER`` names.

    Raises:
        KgError: the folder does not hold a reader.
    """
    extend()
    return Encoder(opened(model()))


@Language.factory("kg_tagger", assigns=["token.pos", "token.tag", "token.morph"], requires=[_READ])
def tagger(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set universal and Penn tags, and morphology."""
    return Layer(nlp, layers.tags)


@Language.factory("kg_lemmatizer", assigns=["token.lemma"], requires=[_READ])
def lemmatizer(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set lemmas."""
    return Layer(nlp, layers.lemmas)


@Language.factory(
    "kg_parser",
    assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    requires=[_READ],
)
def parser(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set sentences and UD trees."""
    return Layer(nlp, layers.trees)


@Language.factory(
    "kg_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], requires=[_READ]
)
def ner(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set names."""
    return Layer(nlp, layers.names)


@Language.factory("kg_mentions", assigns=["doc.spans"], requires=[_READ])
def mentions(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set nested mentions."""
    return Layer(nlp, layers.mentions)


@Language.factory("kg_coref", assigns=["doc.spans"], requires=[_READ])
def coref(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set chains of mentions."""
    return Layer(nlp, layers.chains)


@Language.factory("kg_triggers", assigns=["doc.spans"], requires=[_READ])
def triggers(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set the words that stand for events."""
    return Layer(nlp, layers.triggers)


@Language.factory(
    "kg_factuality", assigns=["token._.factuality"], requires=[_READ, "token.dep", "token.tag"]
)
def factuality(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set how factual each event is."""
    return Layer(nlp, layers.factuality)


@Language.factory(
    "kg_arguments", assigns=["token._.arguments"], requires=[_READ, "token.dep", "token.tag"]
)
def arguments(nlp: Language, name: str) -> Layer:  # noqa: ARG001
    """Set who and what takes part in each event."""
    return Layer(nlp, layers.arguments)
