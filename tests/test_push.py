"""Push and pull: what is sent, what is remembered, who is trusted."""

import json

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import KgError, UsageError
from kg.push.auth import Authorization, Credentials
from kg.push.content import meaning, pieces
from kg.push.kinds import addresses
from kg.push.remote import Call, Remote
from kg.push.state import State
from kg.store import Store
from tests.command import kg
from tests.graphs import build, graphs
from tests.push_servers import empty_oxigraph, empty_virtuoso, lossy, virtuoso
from tests.servers import oxigraph, serving

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = "https://kg.example/graph/news/azaz.txt"

SERVERS = [
    pytest.param(
        ("oxigraph", empty_oxigraph, []), id="oxigraph",
        marks=pytest.mark.skipif(oxigraph() is None, reason="the oxigraph program is not installed"),
    ),
    pytest.param(
        ("virtuoso", empty_virtuoso, ["--user", "dba"]), id="virtuoso",
        marks=pytest.mark.skipif(virtuoso() is None, reason="virtuoso-opensource-7 is not installed"),
    ),
]  # fmt: skip


@pytest.fixture(scope="module", params=SERVERS)
def server(request, tmp_path_factory):
    """Kind, address, and what the command line says of it."""
    kind, serve, extra = request.param
    with serve(tmp_path_factory.mktemp(kind)) as address:
        yield kind, address, ["--kind", kind, *extra]


@pytest.fixture
def store(tmp_path):
    return build(tmp_path / "s")


@pytest.fixture(autouse=True)
def _password(monkeypatch):
    monkeypatch.setenv("KG_REMOTE_PASSWORD", "dba")
    monkeypatch.delenv("KG_REMOTE_TOKEN", raising=False)


def made(graph, count):
    """Return triples with values of many kinds."""
    ex = "https://kg.example/x/"
    values = [
        lambda i: Literal(i), lambda i: Literal(f"Ort {i} “é\n\\\"😀", language="de"),
        lambda i: Literal("2024-05-01T10:00:00Z", datatype=NamedNode(XSD + "dateTime")),
        lambda i: Literal(i % 2 == 0), lambda i: Literal(i / 8),
    ]  # fmt: skip
    return [
        Quad(NamedNode(f"{ex}{i}"), NamedNode(f"{ex}p"), values[i % 5](i), NamedNode(graph))
        for i in range(count)
    ]


def test_all_arrives_once_and_a_second_push_asks_nothing(server, store):
    """What is unchanged costs no request; --verify finds each graph as it is here."""
    _, address, words = server

    first = kg("push", address + "/", *words, "--store", store)
    second = kg("push", address, *words, "--store", store)
    third = kg("push", address, *words, "--store", store, "--verify")

    assert (first.exit_code, second.exit_code, third.exit_code) == (0, 0, 0)
    assert "4 graphs sent (643 triples)" in first.stderr
    assert "4 unchanged; 0 requests" in second.stderr
    assert "4 graphs checked, 0 differ" in third.stderr


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_a_large_graph_arrives_in_pieces_through_a_proxy_that_loses_requests(server, tmp_path, way):
    """Above 10 000 rows, in many requests of which one in five is lost, the graph is whole."""
    kind, address, words = server
    store = build(tmp_path / "s", {f"{GRAPH}/{way[0]}": made(f"{GRAPH}/{way[0]}", 12_000)})
    with lossy(address, rate=0.2) as (through, proxy):
        if way == "update":
            at = through + ("/sparql-auth" if kind == "virtuoso" else "/query")
            there = through + ("/sparql-auth" if kind == "virtuoso" else "/update")
            words = [at, "--update", there, *words[2:]]
        else:
            words = [
                through,
                *words,
                *(["--graph-store", f"{through}/store"] if kind == "oxigraph" else []),
            ]
        told = kg("push", *words, "--store", store, "--verify", "--request-size", "200000")

    assert (told.exit_code, proxy.lost > 0) == (0, True), told.stderr
    assert "1 graphs checked, 0 differ" in told.stderr


def test_a_graph_changed_by_others_is_found_and_repaired(server, store):
    """--verify answers no, and the next push sends that graph alone."""
    _, address, words = server
    kg("push", address, *words, "--store", store, "--force")
    graph = {GRAPH: [*graphs()[GRAPH][:-1], *made(GRAPH, 1)]}
    other = build(store.with_name("other"), graph)
    kg("push", address, *words, "--store", other)

    found = kg("push", address, *words, "--store", store, "--verify")
    repaired = kg("push", address, *words, "--store", store, "--verify")

    assert (found.exit_code, f"differs: {GRAPH}\n" in found.stderr) == (1, True)
    assert (repaired.exit_code, "1 graphs sent" in repaired.stderr) == (0, True)


def test_only_graphs_that_were_pushed_are_deleted(server, tmp_path):
    """What others put there stays; what we put there goes when it is gone here."""
    _, address, words = server
    theirs, ours, kept = (f"https://kg.example/graph/{name}" for name in ("theirs", "ours", "kept"))
    others = build(tmp_path / "others", {theirs: made(theirs, 3)})
    store = build(tmp_path / "s", {ours: made(ours, 3), kept: made(kept, 2)})
    kg("push", address, *words, "--store", others)
    kg("push", address, *words, "--store", store)
    with Store(store) as opened:
        opened.remove(ours)

    told = kg("push", address, *words, "--store", store)

    names = [word for graph in (theirs, kept) for word in ("--graph", graph)]
    back = kg("pull", address, *words, "--store", tmp_path / "b", *names)
    gone = kg("pull", address, *words, "--store", tmp_path / "b", "--graph", ours)
    assert "0 graphs sent (0 triples), 1 deleted, 1 unchanged" in told.stderr
    assert (back.exit_code, back.stderr) == (0, "2 added (5 triples)\n")
    assert (gone.exit_code, "has no graph" in gone.stderr) == (2, True)


def test_what_is_pulled_is_what_was_pushed(server, store, tmp_path):
    """Virtuoso changes geometries, and nothing else of ours."""
    kind, address, words = server
    kg("push", address, *words, "--store", store, "--force")
    names = [word for graph in graphs() for word in ("--graph", graph)]

    told = kg("pull", address, *words, "--store", tmp_path / "back", *names)
    again = kg("pull", address, *words, "--store", tmp_path / "back", *names)

    assert (told.stderr, again.stderr) == ("4 added (643 triples)\n", "4 unchanged (643 triples)\n")
    differing = kg("diff", store, tmp_path / "back").stdout.splitlines()
    assert [line for line in differing if line[:2] in ("+ ", "- ") and "asWKT" not in line] == []
    assert kind == "virtuoso" or not differing


def test_what_broke_off_goes_on(tmp_path):
    """Graphs sent before the server failed are not sent again; the one it failed at is."""
    names = [f"https://kg.example/graph/{n}" for n in range(4)]
    store = build(tmp_path / "s", {name: made(name, 600) for name in names})
    failing = [True]

    def answer(told, n):
        if "update" in told:
            return (400 if failing[0] and n > 2 else 204), {}, b""
        return 200, {}, b'{"head":{"vars":["g","n"]},"results":{"bindings":[]}}'

    with serving(answer) as (address, asked):
        broken = kg("push", address, "--store", store)
        failing[0] = False
        kg("push", address, "--store", store)

    sent = [
        told["update"].partition("GRAPH <")[2].partition(">")[0]
        for told, _ in asked
        if "update" in told
    ]
    assert broken.exit_code == 3
    assert [sent.count(name) for name in names] == [1, 1, 2, 1]


def test_what_did_not_arrive_is_said_and_sent_again(store):
    """A server that takes everything and keeps nothing is found out by counting."""

    def answer(told, n):
        if "update" in told:
            return 204, {}, b""
        return 200, {}, b'{"head":{"vars":["g","n"]},"results":{"bindings":[]}}'

    with serving(answer) as (address, _):
        told = kg("push", address, "--store", store)
        plan = kg("push", address, "--store", store, "--dry-run")

    assert (told.exit_code, "4 graphs checked, 4 differ" in told.stderr) == (1, True)
    assert plan.stdout.splitlines() == [f"send {graph}" for graph in sorted(graphs())]


def test_a_dry_run_asks_nobody_and_remembers_nothing(store):
    """--dry-run prints the graphs; no file is made and no address is looked up."""
    told = kg("push", "http://nowhere.invalid/", "--store", store, "--dry-run", "--graph", GRAPH)

    assert (told.exit_code, told.stdout) == (0, f"send {GRAPH}\n")
    assert [p.name for p in store.parent.iterdir()] == ["s"]


@pytest.mark.parametrize(
    ("status", "fields", "said"),
    [
        (302, {"Location": "http://other.example/"}, "sends us to http://other.example/"),
        (403, {}, "KG_REMOTE_PASSWORD"),
        (413, {}, "--request-size"),
        (404, {}, "--kind"),
    ],
)
def test_a_refusal_is_one_line_with_a_hint(store, status, fields, said):
    """Nothing is sent to another address, and nothing is tried again that cannot help."""
    with serving(lambda told, n: (status, fields, b"")) as (address, asked):
        told = kg("push", address, "--store", store)

    assert (told.exit_code, told.stderr.count("\n"), len(asked)) == (3, 1, 1)
    assert said in told.stderr


def test_trouble_with_tls_is_one_line_and_no_second_attempt(store):
    """A server that speaks no TLS will not speak it the next time."""
    with serving(lambda told, n: (200, {}, b"")) as (address, _):
        told = kg("push", address.replace("http:", "https:"), "--store", store)

    assert (told.exit_code, told.stderr.count("\n")) == (3, 1)
    assert "no TLS with" in told.stderr


def test_a_password_is_sent_when_asked_for_and_kept_nowhere(store, monkeypatch):
    """Characters outside ASCII arrive as UTF-8 (RFC 7617); no file and no output holds the password."""
    secret = 'pä:ss"w\\ord %'
    monkeypatch.setenv("KG_REMOTE_PASSWORD", secret)
    expected = Authorization(Credentials("me@x", secret))
    expected.learn(['Basic realm="x"'])

    def answer(told, n):
        if n == 1:
            return 401, {"WWW-Authenticate": 'Basic realm="x"'}, b""
        return (204 if "update" in told else 400), {}, b""

    with serving(answer) as (address, asked):
        told = kg("push", address, "--store", store, "--user", "me@x")

    state = (store.parent / "s.push.jsonl").read_text()
    fields = [fields.get("Authorization") for _, fields in asked]
    assert (fields[0], set(fields[1:])) == (None, {expected.field("POST", "/")})
    assert not any(secret in text or "me@x" in text for text in (state, told.output, told.stderr))


def test_a_wrong_password_is_not_tried_for_ever(store):
    """A server that refuses the answer to its challenge has refused us."""
    challenge = {"WWW-Authenticate": 'Basic realm="x"'}
    with serving(lambda told, n: (401, challenge, b"")) as (address, asked):
        told = kg("push", address, "--store", store, "--user", "me")

    assert (told.exit_code, len(asked)) == (3, 2)


def test_a_token_is_sent_at_once():
    """RFC 6750, 2.1."""
    with serving(lambda told, n: (200, {}, b"")) as (address, asked):
        Remote(Credentials(token="abc")).ask(Call("POST", address, body=b"a=b"))

    assert asked[0][1]["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digest_answers_as_the_standard_shows(monkeypatch, algorithm, response):
    """The example of RFC 7616, 3.9.1."""
    nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    monkeypatch.setattr(
        "kg.push.auth.secrets.token_hex",
        lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    auth = Authorization(Credentials("Mufasa", "Circle of Life"))
    realm = "http-auth@example.org"
    auth.learn([f'Digest realm="{realm}", qop="auth", algorithm={algorithm}, nonce="{nonce}"'])

    assert f'response="{response}"' in auth.field("GET", "/dir/index.html")


def test_addresses_with_passwords_are_refused():
    """They would stand in the list of processes and in our file."""
    with pytest.raises(UsageError, match="KG_REMOTE_PASSWORD"):
        addresses("http://me:secret@localhost/", "sparql")


def test_a_state_cut_off_by_a_crash_is_read_and_goes_on(tmp_path):
    """A torn line says less than those before it, and does not spoil those behind it."""
    path = tmp_path / "s.push.jsonl"
    path.write_text(json.dumps(["e", "g", "1"]) + '\n["e", "h", "')

    with State(tmp_path / "s", "e") as state:
        state.done("i", "3")
        read = path.read_text()

    assert dict(state.graphs) == {"g": "1", "i": "3"}
    assert read.splitlines()[-1] == '["e", "i", "3"]'


def test_two_pushes_at_once_are_refused(tmp_path):
    """The second would send what the first is sending."""
    with State(tmp_path / "s", "e"), pytest.raises(KgError, match="another push"):
        State(tmp_path / "s", "e")


def test_endpoints_are_remembered_apart(tmp_path):
    """What one server has says nothing about another."""
    with State(tmp_path / "s", "a") as state:
        state.done("g", "1")
    with State(tmp_path / "s", "b") as state:
        found = dict(state.graphs)

    assert found == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "same"),
    [
        ("1.50", "1.5", "decimal", True),
        ("true", "1", "boolean", True),
        ("1.0E1", "10", "double", True),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00+00:00", "dateTime", True),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:10Z", "dateTime", False),
        ("10", "100", "integer", False),
        ("1", "01", "string", False),
    ],
)
def test_values_are_compared_not_spellings(ours, theirs, kind, same):
    """Stores rewrite numbers and times; they may not change them."""
    x = NamedNode("https://kg.example/x")
    one, other = (
        meaning([Triple(x, x, Literal(text, datatype=NamedNode(XSD + kind)))])
        for text in (ours, theirs)
    )

    assert (one == other) is same


def test_pieces_keep_both_limits():
    """Bytes are counted as they are sent; one line that is larger goes alone."""
    lines = ["é" * 4, "a", "b" * 99, "c"]

    assert list(pieces(lines, count=9, size=9)) == [lines[:2], [lines[2]], [lines[3]]]


def test_a_graph_that_comes_short_is_left_out_whole(store):
    """A server that counts four triples and gives none changes nothing of ours."""
    one = {
        "g": {"type": "uri", "value": GRAPH},
        "n": {"type": "literal", "value": "4", "datatype": XSD + "integer"},
    }

    def answer(told, n):
        rows = [one] if "COUNT" in told["query"] else []
        names = ["g", "n"] if rows else ["g", "s", "p", "o"]
        body = {"head": {"vars": names}, "results": {"bindings": rows}}
        return 200, {}, json.dumps(body).encode()

    with serving(answer) as (address, _):
        told = kg("pull", address, "--store", store)

    assert (told.exit_code, f"left out: {GRAPH}: 0 of 4 triples came" in told.stderr) == (3, True)
    with Store(store, read_only=True) as opened:
        assert set(opened.quads(GRAPH)) == set(graphs()[GRAPH])


def test_blank_nodes_are_sent_as_iris(tmp_path):
    """A blank node sent twice would be two (RDF 1.1 Concepts, 3.5)."""
    quads = list(pyoxigraph.parse(b"<x:s> <x:p> _:b <x:g> .", format=pyoxigraph.RdfFormat.N_QUADS))
    store = build(tmp_path / "s", {"x:g": quads})

    with serving(lambda told, n: (204 if "update" in told else 400, {}, b"")) as (address, asked):
        kg("push", address, "--store", store)

    assert "<https://kg.example/.well-known/genid/" in asked[0][0]["update"]
