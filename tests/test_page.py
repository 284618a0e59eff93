"""The web page as a server sends it: shells, files, permalinks, and nothing of the data that runs."""

import gzip
from html.parser import HTMLParser

import pytest
from pyoxigraph import RdfFormat

from kg.serve.files import Files
from kg.serve.pages import VIEWS
from kg.store import Store
from tests.kgserver import ask, running

KG = "https://kg.example/ontology#"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
G = "<https://kg.example/graph/a.txt>"
EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\\u202Etxt"
DATA = f"""
<https://kg.example/id/person/eve> {A} <{KG}Actor> {G} .
<https://kg.example/id/person/eve> {LABEL} "{EVIL}" {G} .
<https://kg.example/id/person/eve> <{KG}x> <javascript:alert(1)> {G} .
<https://kg.example/id/event/a.txt/1-4> {A} <{KG}Event> {G} .
<https://kg.example/id/event/a.txt/1-4> {LABEL} "took" {G} .
<https://kg.example/id/event/a.txt/1-4> <{KG}agent> <https://kg.example/id/person/eve> {G} .
<https://kg.example/id/claim/a.txt/1> {A} <{KG}Claim> {G} .
<https://kg.example/doc/a.txt> {A} <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#Context> {G} .
<https://kg.example/doc/a.txt> <http://purl.org/dc/terms/title> "Of Eve" {G} .
<https://kg.example/doc/a.txt> <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> "Eve took it." {G} .
"""
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "store"
    with Store(path) as made:
        made.oxigraph.bulk_load(DATA.encode(), RdfFormat.N_QUADS)
        made.oxigraph.flush()
    with running(path) as number:
        yield number


class Seen(HTMLParser):
    """What a browser would run, load and show of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.loaded, self.body, self.words = [], [], [], {}, ""
        self.inline, self._open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        self._open.append(tag)
        self.inline += [name for name in told if name.startswith("on") or name == "style"]
        self.links += [told["href"]] if tag == "a" else []
        self.loaded += [
            told[n] for n in ("src", "href") if n in told and tag in ("script", "link", "img")
        ]
        if tag == "body":
            self.body = told

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "script" in self._open or "style" in self._open:
            self.inline.append(data)
        self.words += data


def seen(port, path):
    status, headers, body = ask(port, "GET", path, headers=HTML)
    assert headers["content-type"] == "text/html; charset=utf-8"
    return status, headers, Seen(body.decode())


@pytest.mark.parametrize("path", ["/", "/search?q=a", *(f"/{view}" for view in VIEWS)])
def test_each_view_has_a_page(port, path):
    """The shell names the view, and loads its scripts and styles from this server alone."""
    status, headers, page = seen(port, path)

    assert status == 200
    assert page.body["data-view"] == path.split("?")[0].strip("/") or path == "/"
    assert page.loaded
    assert all(address.startswith("/page/~") for address in page.loaded)
    assert "script-src 'self';" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/", "/events", "/id/person/eve.html", "/doc/a.txt", "/ontology", "/graph/a.txt", "/no"],
)
def test_a_page_has_nothing_inline(port, path):
    """No script, style or handler stands in the page itself, so that the policy can refuse all of them."""
    _, _, page = seen(port, path)

    assert page.inline == []


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("/id/person/eve.html", "entity"),
        ("/id/event/a.txt/1-4.html", "event"),
        ("/doc/a.txt", "document"),
        ("/doc/a.txt.html", "document"),
        ("/id/claim/a.txt/1.html", ""),
        ("/graph/a.txt", ""),
    ],
)
def test_a_permalink_is_drawn_by_what_it_is_about(port, path, view):
    """The class of a thing decides on the view; what has none is shown by its statements."""
    status, _, page = seen(port, path)

    assert status == 200
    assert page.body["data-view"] == view
    assert page.body["data-iri"].startswith("https://kg.example/")


def test_an_iri_sends_browsers_to_its_page(port):
    """A thing answers 303 with the address of its page, by Accept alone."""
    status, headers, _ = ask(port, "GET", "/id/person/eve", headers=HTML)

    assert status == 303
    assert headers["location"].endswith("/id/person/eve.html")


def test_facts_can_be_read_without_scripts(port):
    """The plain HTML holds the text of a document and links to its RDF."""
    _, _, page = seen(port, "/doc/a.txt")

    assert "Eve took it." in page.words
    assert "Of Eve" in page.words
    assert "/doc/a.txt.ttl" in page.links


def test_a_hostile_label_is_words(port):
    """Markup in a label is shown, never obeyed; the title cannot be turned; javascript: is no link."""
    _, _, page = seen(port, "/id/person/eve.html")
    _, _, body = ask(port, "GET", "/id/person/eve.html", headers=HTML)
    title = body.decode().partition("<title>")[2].partition("</title>")[0]

    assert "img" not in page.tags
    assert "<script>alert(1)</script>" in page.words
    assert not any(link.startswith("javascript") for link in page.links)
    assert "‮" not in title


def test_the_policy_lets_nothing_else_in(port):
    """Every page: no source by default, no frames around it, nothing inline, no eval."""
    for path in ("/", "/id/person/eve.html", "/ontology", "/no", *(f"/{view}" for view in VIEWS)):
        _, headers, _ = ask(port, "GET", path, headers=HTML)
        told = headers["content-security-policy"]

        assert told.startswith("default-src 'none'; script-src 'self'; ")
        assert "frame-ancestors 'none'" in told
        assert "base-uri 'none'" in told
        assert "unsafe" not in told
        assert headers["x-content-type-options"] == "nosniff"


def test_who_is_lost_is_told_on_a_page(port):
    """404 as HTML for people, in a line for programs."""
    for path in ("/id/nobody", "/doc/none", "/nowhere"):
        status, _, page = seen(port, path)
        plain = ask(port, "GET", path, headers={"Accept": "*/*"})

        assert status == plain[0] == 404
        assert "Not found" in page.words
        assert b"<" not in plain[2]


def test_a_page_that_did_not_change_is_not_sent_again(port):
    """304 by its tag; HEAD tells as much as GET."""
    _, headers, _ = ask(port, "GET", "/id/event/a.txt/1-4.html", headers=HTML)
    again = ask(
        port, "GET", "/id/event/a.txt/1-4.html", headers=HTML | {"If-None-Match": headers["etag"]}
    )
    head = ask(port, "HEAD", "/id/event/a.txt/1-4.html", headers=HTML)

    assert (again[0], again[2]) == (304, b"")
    assert head[1]["etag"] == headers["etag"]
    assert headers["cache-control"] == "no-cache"


def test_a_file_is_kept_for_ever_at_the_address_of_its_content(port):
    """The shell's addresses hold a digest of all files: immutable there, asked for again elsewhere."""
    address = next(a for a in seen(port, "/")[2].loaded if a.endswith("/main.js"))
    status, headers, body = ask(port, "GET", address)
    _, plain, same = ask(port, "GET", "/page/main.js")
    _, old, _ = ask(port, "GET", "/page/~0123456789ab/main.js")

    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in headers["cache-control"]
    assert plain["cache-control"] == old["cache-control"] == "no-cache"
    assert same == body


def test_a_file_is_sent_packed_and_once(port):
    """gzip where it is understood; 304 by the tag of the content."""
    _, headers, packed = ask(port, "GET", "/page/style.css", headers={"Accept-Encoding": "gzip"})
    _, _, body = ask(port, "GET", "/page/style.css")
    again = ask(port, "GET", "/page/style.css", headers={"If-None-Match": headers["etag"]})

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/page/", "/page/none.js", "/page/__init__.py", "/page/shell.html", "/page/../serve/app.py",
        "/page/%2e%2e/serve/app.py", "/page//etc/passwd", "/page/~x/../../../etc/passwd", "/page/lib",
    ],
)  # fmt: skip
def test_only_files_of_the_page_are_sent(port, path):
    """Neither code nor anything outside the folder."""
    assert ask(port, "GET", path)[0] == 404


def test_the_address_of_files_changes_with_them(tmp_path, monkeypatch):
    """A browser never keeps an old module beside a new one."""
    file = tmp_path / "a.js"
    file.write_text("1")
    files = Files(tmp_path)
    before = files.address()
    file.write_text("22")
    monkeypatch.setattr("kg.serve.files.time.monotonic", lambda: 1e12)

    assert files.address() != before


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    """A symbolic link is no file of the page."""
    (tmp_path / "a.js").symlink_to("/etc/passwd")

    assert Files(tmp_path).address() == Files(tmp_path / "none").address()
