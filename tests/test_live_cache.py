"""The file of answers: shared, damaged, locked, full, old, and never in the way."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from kg.wikidata.cache import Cache, place

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "cache.sqlite"


def opened(path, told=None, **options):
    return Cache(path, tell=(told if told is not None else []).append, **options)


def test_what_was_put_is_there_for_others(path):
    """Of each service its own, whatever the question holds."""
    question = "O'Brien; DROP TABLE answer --\n\x00"
    one = opened(path)
    one.put("http://one", question, [[1, "a"]])
    one.put("http://two", question, {"ü": "ü"})

    other = opened(path)

    assert other.get("http://one", question) == [[1, "a"]]
    assert other.get("http://two", question) == {"ü": "ü"}
    assert other.get("http://three", question) is None


def test_nobody_is_an_answer(path):
    """An empty list is kept, unlike None, which says that nothing is known."""
    cache = opened(path)
    cache.put("s", "nobody", [])

    assert cache.get("s", "nobody") == []
    assert cache.get("s", "never asked") is None


def test_answers_grow_old(path):
    """To the second, by the time when they were fetched."""
    opened(path, days=2, clock=lambda: NOW).put("s", "q", [1])

    def later(**by):
        return opened(path, days=2, clock=lambda: NOW + timedelta(**by)).get("s", "q")

    assert later(days=1) == [1]
    assert later(days=2, seconds=-1) == [1]
    assert later(days=2) is None


def test_the_time_of_each_answer_is_in_the_file(path):
    """For people who look into it: question, time, answer."""
    opened(path, clock=lambda: NOW).put("s", "Atshan", [[1, "Atshan"]])

    rows = sqlite3.connect(path).execute("SELECT question, fetched, answer FROM answer").fetchall()

    assert rows == [("Atshan", "2026-03-01T00:00:00Z", '[[1, "Atshan"]]')]


def test_only_its_owner_reads_it(path):
    """It shows what somebody reads about."""
    opened(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage",
    [b"no database at all\n" * 500, b"SQLite format 3\x00" + b"\xff" * 4096, b"\x00" * 10_000],
    ids=["text", "header", "zeros"],
)
def test_a_damaged_file_is_set_aside(damage, path):
    """One line; the file is kept for whoever wants to look, and a new one begins."""
    path.parent.mkdir()
    path.write_bytes(damage)
    told = []
    cache = opened(path, told)
    cache.put("s", "q", [1])

    assert cache.get("s", "q") == [1]
    assert len(told) == 1
    assert "\n" not in told[0]
    assert path.with_name("cache.sqlite.damaged").read_bytes() == damage
    assert opened(path, told).get("s", "q") == [1]
    assert len(told) == 1


def test_damage_in_the_middle_is_found_when_it_is_met(path):
    """Some pages may be whole; the answers are asked anew."""
    cache = opened(path)
    for n in range(2000):
        cache.put("s", f"question {n}", ["answer " * 20])
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    told = []
    again = opened(path, told)

    assert [again.get("s", f"question {n}") for n in range(2000)].count(None) > 1000
    again.put("s", "q", [1])
    assert again.get("s", "q") == [1]
    assert len(told) == 1


def test_a_file_of_another_version_is_set_aside(path):
    """It may be a newer one's: not read, not overwritten."""
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()
    told = []

    opened(path, told).put("s", "q", [1])

    assert len(told) == 1
    assert "version 99" in told[0]


@pytest.mark.parametrize("answer", ["", "{", "[[1", "\x00"])
def test_an_answer_that_is_none_is_asked_anew(answer, path):
    """Whoever wrote it."""
    opened(path).put("s", "q", [1])
    with sqlite3.connect(path) as file:
        file.execute("UPDATE answer SET answer = ?", (answer,))

    assert opened(path).get("s", "q") is None


def test_a_place_that_cannot_be_written_is_done_without(tmp_path):
    """One line; everything is asked, nothing is kept."""
    (tmp_path / "file").write_text("")
    told = []
    cache = opened(tmp_path / "file" / "cache.sqlite", told)
    cache.put("s", "q", [1])

    assert cache.get("s", "q") is None
    assert len(told) == 1


def test_a_file_that_somebody_holds_is_done_without(path, monkeypatch):
    """After some patience, with one line; it is not set aside."""
    monkeypatch.setattr("kg.wikidata.cache._PATIENCE", 0.05)
    opened(path).put("s", "q", [1])
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    told = []
    cache = opened(path, told)
    cache.put("s", "q", [2])
    holder.execute("ROLLBACK")
    holder.close()

    assert len(told) == 1
    assert "locked" in told[0]
    assert opened(path).get("s", "q") == [1]


def test_several_processes_share_it(path):
    """All of them write and read at once, and nothing is lost."""
    code = (
        "import sys; from pathlib import Path; from kg.wikidata.cache import Cache\n"
        "c = Cache(Path(sys.argv[1]), tell=lambda line: sys.exit(line))\n"
        "for n in range(100):\n"
        "    c.put('s', f'{sys.argv[2]} {n}', [n]); assert c.get('s', f'{sys.argv[2]} {n}') == [n]\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), str(p)]) for p in range(3)]

    assert [process.wait() for process in running] == [0, 0, 0]
    cache = opened(path)
    assert all(cache.get("s", f"{p} {n}") == [n] for p in range(3) for n in range(100))


def test_it_is_where_caches_are(monkeypatch, tmp_path):
    """XDG_CACHE_HOME, or .cache of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert place() == tmp_path / "kg" / "wikidata.sqlite"

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place() == tmp_path / ".cache" / "kg" / "wikidata.sqlite"
    assert os.fspath(place()).endswith("wikidata.sqlite")
