"""metadata: the names people give to fields, front matter, and what wins."""

import pytest

from kg.read.metadata import Metadata, field, front_matter, metadata


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Headline": " Azaz\nfalls "}, Metadata(title="Azaz falls")),
        ({"publication_date": "2016"}, Metadata(issued="2016")),
        ({"pubDate": "2016", "URL": "http://x"}, Metadata(issued="2016", source="http://x")),
        ({"date": 1454976000}, Metadata(issued="1454976000")),
        ({"outlet": "AFP", "lang": "en"}, Metadata(publisher="AFP", language="en")),
        ({"source": {"id": 1, "name": "B"}, "url": "u"}, Metadata(source="u", publisher="B")),
        ({"publisher": {"@type": "Organization", "name": "AFP"}}, Metadata(publisher="AFP")),
        ({"title": None, "weather": "fine"}, Metadata()),
        ({"@type": "Blog"}, Metadata(kind="Blog")),
    ],
)  # fmt: skip
def test_fields_go_by_many_names(record, expected):
    """Case, underscores and the usual synonyms do not matter; other fields are passed over."""
    assert metadata(record) == expected


def test_the_best_field_with_words_is_the_text():
    """An empty body gives way to the description, the parts of a list are paragraphs."""
    assert field({"description": "d", "text": " ", "content": ["a", "b"]}, "text") == "a\n\nb"


@pytest.mark.parametrize("kind", ["", "news", "Article", "NewsArticle", "report"])
def test_untyped_documents_and_reports_are_news(kind):
    """Anything without a type is a news article."""
    assert Metadata(kind=kind).news


def test_other_types_are_not_news():
    """A typed document of another kind is a creative work."""
    assert not Metadata(kind="diary").news


def test_the_stronger_wins_field_by_field():
    """What the stronger leaves open the weaker fills."""
    both = Metadata(title="a").over(Metadata(title="b", issued="2016"))

    assert both == Metadata(title="a", issued="2016")


def test_front_matter_is_read_and_taken_off():
    """Quotes, comments, lists and nested values do no harm."""
    text = (
        "---\n# about\ntitle: 'It''s: over' # yes\ndate: 2016-02-08 # Monday\n"
        'publisher: "The \\"Post\\""\ntags:\n- a\n- b\nx:\n  y: z\n---\n\nAzaz fell.'
    )

    about, rest = front_matter(text)

    assert about == Metadata(title="It's: over", issued="2016-02-08", publisher='The "Post"')
    assert rest == "\nAzaz fell."


@pytest.mark.parametrize(
    "text",
    ["---\nNo field here.\n---\n", "---\ntitle: x\nnever closed", "---\nMary: hello\n---\nx",
     "--- a", "title: x\n---\n"],
)  # fmt: skip
def test_what_only_looks_like_front_matter_stays(text):
    """A dialogue between rules is text."""
    assert front_matter(text) == (Metadata(), text)
