"""delta: a file that was updated is the file that a build of the new state makes."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from kg.wikidata.polite import Manners
from tests.command import kg
from tests.dumps import B, amount, claim, dump, entity, item, line, world
from tests.servers import serving


@pytest.fixture
def old(tmp_path):
    """A file of the small world."""
    source = dump(tmp_path / "dump.json", world())
    assert kg("wikidata", "build", source, "-o", tmp_path / "old.kb").exit_code == 0
    return tmp_path / "old.kb"


CHANGED = [
    entity(B + 12, "Atshan", claim("P31", item(B + 2)), claim("P131", item(B + 11)), claim("P1082", amount(300)), pages=9),
    entity(B + 30, "lord mayor of Atshan", claim("P31", item(B + 6))),
    entity(B + 70, "Newtown", claim("P31", item(B + 2)), claim("P17", item(B + 10)), pages=1),
]  # fmt: skip


def new(tmp_path):
    """The bytes of a file that is made of the new state at once; the dump has the same name."""
    changed = {d["id"]: d for d in CHANGED}
    state = [changed.pop(d["id"], d) for d in world() if d["id"] != f"Q{B + 40}"] + list(
        changed.values()
    )
    (tmp_path / "new").mkdir()
    source = dump(tmp_path / "new" / "dump.json", state)
    assert kg("wikidata", "build", source, "-o", tmp_path / "new.kb").exit_code == 0
    return (tmp_path / "new.kb").read_bytes()


def test_an_update_gives_the_file_that_a_fresh_build_gives(old, tmp_path):
    """Changed, new and deleted entities, with all that refers to them; byte for byte."""
    delta = tmp_path / "delta.jsonl"
    delta.write_text(
        "\n".join([*map(line, CHANGED), line({"id": f"Q{B + 40}", "deleted": True})]), "utf-8"
    )

    said = kg("wikidata", "update", old, "--from", delta)

    assert said.exit_code == 0, said.stderr
    assert "1 deleted, 3 changed" in said.stderr or "3 changed, 1 deleted" in said.stderr
    assert old.read_bytes() == new(tmp_path)


def test_an_update_twice_is_an_update_once(old, tmp_path):
    """Applying the same delta again changes nothing."""
    delta = tmp_path / "delta.jsonl"
    delta.write_text("\n".join(map(line, CHANGED)), "utf-8")

    kg("wikidata", "update", old, "--from", delta)
    once = old.read_bytes()
    kg("wikidata", "update", old, "--from", delta)

    assert old.read_bytes() == once


def test_broken_lines_of_a_delta_are_counted(old, tmp_path):
    """The others are applied, and the first broken one is named."""
    delta = tmp_path / "delta.jsonl"
    delta.write_text("\n".join([line(CHANGED[0]), "{broken", "[1, 2]", line(CHANGED[2])]), "utf-8")

    said = kg("wikidata", "update", old, "--from", delta)

    assert "2 broken, 2 changed" in said.stderr
    assert "the first broken line is line 2" in said.stderr


def test_a_delta_that_breaks_off_changes_nothing(old, tmp_path):
    """All or nothing: status 3, and the file is as it was."""
    import gzip

    before = old.read_bytes()
    delta = tmp_path / "delta.jsonl.gz"
    delta.write_bytes(gzip.compress("\n".join(map(line, CHANGED)).encode())[:-30])

    said = kg("wikidata", "update", old, "--from", delta)
    again = kg("wikidata", "build", tmp_path / "dump.json", "-o", old)

    assert said.exit_code == 3
    assert "nothing was changed" in said.stderr
    assert again.exit_code == 0
    assert old.read_bytes() == before


def test_a_redirect_is_followed(old, tmp_path):
    """An entity that is another now is found under both numbers by those that refer to it."""
    delta = tmp_path / "delta.jsonl"
    moved = entity(B + 71, "Northern Aland", claim("P31", item(B + 5)), claim("P131", item(B + 10)))
    delta.write_text(
        "\n".join([line(moved), line({"id": f"Q{B + 11}", "redirect": f"Q{B + 71}"})]), "utf-8"
    )

    kg("wikidata", "update", old, "--from", delta)

    shown = kg("wikidata", "show", f"Q{B + 12}", "--file", old).stdout
    assert f"Northern Aland (Q{B + 71}) < Aland" in shown


def answering(answers):
    """A server whose answers are JSON, or bytes as they are."""

    def answer(told, n):
        status, fields, body = answers(told, n)
        return status, fields, body if isinstance(body, bytes) else json.dumps(body).encode()

    return serving(answer)


YESTERDAY = str((datetime.now(UTC) - timedelta(days=1)).date())


def _wikidata(told, n):
    """Answer as Wikidata does: first busy, then two pages of changes, then the entities."""
    if n == 1:
        return 200, {"Retry-After": "0"}, {"error": {"code": "maxlag", "info": "Waiting"}}
    if told["action"] == "wbgetentities":
        changed = {d["id"]: d for d in CHANGED}
        found = {q: changed.get(q, {"id": q, "missing": ""}) for q in told["ids"].split("|")}
        return 200, {}, {"entities": found}
    titles = [f"Q{B + 12}", "Q1"] if "rccontinue" in told else [f"Q{B + 30}", f"Q{B + 40}"]
    more = {} if "rccontinue" in told else {"continue": {"rccontinue": "2|3", "continue": "-||"}}
    return 200, {}, {"query": {"recentchanges": [{"title": t} for t in titles]}, **more}


def test_changes_are_asked_of_the_api_with_good_manners(old):
    """Only entities of the file are fetched; maxlag, who asks, and the server's wish to wait are honoured."""
    with answering(_wikidata) as (url, asked):
        said = kg(
            "wikidata",
            "update",
            old,
            "--since",
            YESTERDAY,
            "--api",
            url,
            "--contact",
            "me@example.org",
        )

    assert said.exit_code == 0, said.stderr
    assert "2 changed, 1 deleted" in said.stderr
    assert all(told["maxlag"] == "5" for told, _ in asked)
    assert all("me@example.org" in fields["User-Agent"] for _, fields in asked)
    assert asked[-1][0]["ids"] == f"Q{B + 12}|Q{B + 30}|Q{B + 40}"


def test_an_api_that_answers_nonsense_changes_nothing(old, monkeypatch):
    """Status 3 and one line."""
    monkeypatch.setattr("kg.wikidata.polite.Manners", partial(Manners, pause=0.01))
    before = old.read_bytes()

    with answering(lambda told, n: (200, {"Retry-After": "0"}, b"<html>")) as (url, _):
        said = kg("wikidata", "update", old, "--since", YESTERDAY, "--api", url)

    assert said.exit_code == 3
    assert said.stderr.count("\n") == 1
    assert old.read_bytes() == before


@pytest.mark.parametrize("day", ["soon", "2001-01-01"])
def test_a_day_too_long_ago_is_wrong_usage(old, day):
    """Wikidata lists the changes of thirty days."""
    assert kg("wikidata", "update", old, "--since", day).exit_code == 2
