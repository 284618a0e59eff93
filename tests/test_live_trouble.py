"""A service that is slow, overrun, broken or hostile: the answers are the file's, said once, in bounded time."""

import time
from dataclasses import replace

import pytest

from kg.wikidata import polite
from kg.wikidata.live import Live
from kg.wikidata.live_settings import LiveSettings
from kg.wikidata.polite import Manners, Polite, RemoteError, agent
from kg.wikidata.sparql import request, rows
from tests import wikidata_server as wd
from tests.test_live import File

#: What can go wrong with an answer, at either address.
TROUBLES = {
    "slow": wd.slow(30),
    "429": wd.status(429),
    "429 with a long wait": wd.status(429, Retry_After="3600"),
    "429 with a short wait": wd.status(429, Retry_After="0"),
    "429 with a date": wd.status(429, Retry_After="Fri, 31 Dec 2999 23:59:59 GMT"),
    "429 with nonsense": wd.status(429, Retry_After="-1; soon"),
    "500": wd.status(500, "Internal error\n" * 1000),
    "503": wd.status(503),
    "403": wd.status(403, "who are you"),
    "404": wd.status(404),
    "204": wd.status(204),
    "garbage": wd.body(bytes(range(256)) * 8),
    "nothing": wd.body(""),
    "page": wd.body("<!DOCTYPE html><title>Error</title>"),
    "other JSON": wd.body('{"hello": ["world"]}'),
    "list": wd.body("[1, 2]"),
    "number": wd.body("17"),
    "null": wd.body('{"search": null, "results": null}'),
    "wrong items": wd.body(
        '{"search": [{"id": "Q1; DROP"}], "results": {"bindings": [{"item": 1}]}}'
    ),
    "other items": wd.body(
        '{"search": [{"id": 5}], "results": {"bindings": [{"item": {"type": "uri", "value":'
        ' "http://www.wikidata.org/entity/Q5"}, "p": {"type": "uri", "value": "x"}, "v": {"type": "uri", "value": "y"}}]}}'
    ),
    "deep": wd.body("[" * 200_000),
    "error": wd.body('{"error": {"code": "internal_api_error", "info": "no"}}'),
    "lag": wd.body('{"error": {"code": "maxlag", "info": "Waiting for a host: 9 seconds lagged"}}'),
    "hangs after headers": wd.hangs_after_headers,
    "drips": wd.drips,
    "drips headers": wd.drips_headers,
    "resets": wd.resets,
    "no HTTP": wd.no_http,
    "breaks off": wd.breaks_off,
    "huge": wd.huge,
    "bomb": wd.bomb,
    "redirects": wd.status(302, Location="http://169.254.169.254/latest/"),
    "redirects for good": wd.status(308, Location="https://elsewhere.example/"),
    "redirects to a file": wd.status(301, Location="file:///etc/passwd"),
    "redirects with colours": wd.status(301, Location="http://x/\x1b[31m"),
}

#: Seconds that one run of these tests may wait: 3 attempts of a quarter of a second, two pauses,
#: and what a busy machine adds.
BOUND = 3.0

NAMES = ("Atshan", "Syria", "Samir Suleiman", "Nobody", "Syrian Arab Republic", "Tell Atshan")


@pytest.fixture(scope="module")
def server():
    with wd.serving() as server:
        yield server


@pytest.fixture
def wikidata(server):
    """The one server of this file, well behaved and with nothing asked."""
    server.behave.clear()
    server.asked.clear()
    return server


@pytest.fixture
def settings(wikidata, tmp_path):
    return LiveSettings(
        api=wikidata.api,
        sparql=wikidata.sparql,
        cache=tmp_path / "cache.sqlite",
        seconds=0.25,
        pause=0.02,
        patience=0.1,
    )


def answers(knowledge):
    """Return all that a linker would be told."""
    return [
        [list(knowledge.named(name)) for name in NAMES],
        [list(knowledge.like(name)) for name in (*NAMES, "Siria")],
        [knowledge.item(qid) for qid in ("Q858", "Q900000002", "Q232355")],
    ]


@pytest.mark.parametrize("path", ["/api", "/sparql"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_answers_are_those_of_the_file_and_it_is_said_once(trouble, path, settings, wikidata):
    """Whatever goes wrong, and at whichever address: nothing raised, nothing half known, no waiting."""
    wikidata.behave[path] = TROUBLES[trouble]
    told = []
    run = Live(File(), settings, tell=told.append)
    start = time.monotonic()

    assert answers(run) == answers(File())
    assert time.monotonic() - start < BOUND
    assert len(told) == 1
    assert told[0].startswith("Wikidata is not asked any more, the file goes on alone: ")
    assert told[0].isprintable()
    assert len(told[0]) < 300


def test_nobody_there_is_the_same(settings):
    """No server, or no network at all."""
    told = []
    run = Live(
        File(),
        replace(settings, api="http://127.0.0.1:1/", sparql="http://127.0.0.1:1/"),
        tell=told.append,
    )

    assert answers(run) == answers(File())
    assert len(told) == 1


def test_a_name_that_cannot_be_looked_up_is_the_same(settings):
    """`.invalid` never exists (RFC 2606)."""
    told = []
    run = Live(File(), replace(settings, api="http://kg.invalid/api"), tell=told.append)
    start = time.monotonic()

    assert answers(run) == answers(File())
    assert time.monotonic() - start < BOUND
    assert len(told) == 1


@pytest.mark.parametrize(
    "trouble", ["429", "500", "resets", "garbage", "lag", "hangs after headers"]
)
@pytest.mark.parametrize("path", ["/api", "/sparql"])
def test_one_bad_moment_is_not_the_end(trouble, path, settings, wikidata):
    """What passes is asked again, and nobody hears of it."""
    wikidata.behave[path] = wd.turns(TROUBLES[trouble], TROUBLES[trouble])
    told = []

    assert [c.item.qid for c in Live(File(), settings, tell=told.append).named("Atshan")] == [
        "Q900000002"
    ]
    assert told == []


@pytest.mark.parametrize("trouble", ["403", "404", "redirects", "429 with a long wait"])
def test_what_will_not_pass_is_not_asked_again(trouble, settings, wikidata):
    """One question, and none to where a redirect points."""
    wikidata.behave["/api"] = TROUBLES[trouble]

    Live(File(), settings, tell=[].append).named("Atshan")

    assert len(wikidata.asked) == 1


def test_after_a_failure_nobody_is_asked(settings, wikidata):
    """Not even for other names; the next run tries again."""
    wikidata.behave["/api"] = TROUBLES["500"]
    run = Live(File(), settings, tell=[].append)
    run.named("Atshan")
    wikidata.behave.clear()
    asked = len(wikidata.asked)

    assert run.named("Samir Suleiman") == []
    assert len(wikidata.asked) == asked
    assert Live(File(), settings).named("Samir Suleiman")


@pytest.mark.parametrize("path", ["/api", "/sparql"])
@pytest.mark.parametrize(
    "trouble", ["slow", "500", "garbage", "other JSON", "drips", "other items"]
)
def test_no_answer_is_not_kept(trouble, path, settings, wikidata):
    """ "No answer today" is not "nobody": the next run asks, and learns."""
    wikidata.behave[path] = TROUBLES[trouble]
    Live(File(), settings, tell=[].append).named("Atshan")
    wikidata.behave.clear()

    assert [c.item.qid for c in Live(File(), settings).named("Atshan")] == ["Q900000002"]


def test_what_was_known_before_the_failure_stays_known(settings, wikidata):
    """The rest of the run is offline; what came is not taken back."""
    run = Live(File(), settings, tell=[].append)
    before = run.named("Atshan")
    wikidata.behave.update({"/api": TROUBLES["500"], "/sparql": TROUBLES["500"]})

    assert run.named("Samir Suleiman") == []
    assert run.named("Atshan") == before


def test_the_budget_ends_a_run_that_only_waits(settings, wikidata):
    """Every answer comes, but slowly: after so many seconds in all the file goes on alone."""

    def late(handler):
        handler.wait(0.1)
        handler.send('{"search": []}')

    wikidata.behave["/api"] = late
    told = []
    run = Live(File(), replace(settings, budget=0.5), tell=told.append)
    start = time.monotonic()
    for n in range(50):
        run.named(f"Name {n}")

    assert time.monotonic() - start < 2
    assert len(told) == 1


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


def asker(clock, **manners):
    usual = {"agent": agent(), "seconds": 0.5, "attempts": 4, "pause": 1.0, "patience": 60.0}
    return Polite(Manners(**usual | manners), clock=clock, sleep=clock.sleep, chance=lambda: 0.5)


def test_pauses_double_and_are_not_the_same_for_all(wikidata):
    """Back-off with a random part: here always half of its half."""
    wikidata.behave["/sparql"] = wd.status(500)
    clock = Clock()

    with pytest.raises(RemoteError, match="HTTP 500"):
        rows(asker(clock), wikidata.sparql, "SELECT * {}")

    assert clock.slept == [1.25, 2.5, 5.0]


def test_pauses_have_an_end(wikidata):
    """However many attempts."""
    wikidata.behave["/sparql"] = wd.status(500)
    clock = Clock()

    with pytest.raises(RemoteError):
        rows(asker(clock, patience=2.0), wikidata.sparql, "SELECT * {}")

    assert clock.slept == [1.25, 2.5, 2.5]


def test_a_service_that_names_its_time_gets_it(wikidata):
    """Retry-After in seconds, also with a body that says "not now"."""
    wikidata.behave["/sparql"] = wd.turns(
        wd.status(429, Retry_After="7"), wd.status(503, Retry_After="0")
    )
    clock = Clock()

    assert rows(asker(clock), wikidata.sparql, "SELECT (1 AS ?n) {}") == [{"n": "1"}]
    assert clock.slept == [7, 2.5]


def test_a_service_that_wants_more_than_our_patience_is_left_alone(wikidata):
    """Not asked sooner than it wants: not asked at all."""
    wikidata.behave["/sparql"] = wd.status(429, Retry_After="61")
    clock = Clock()

    with pytest.raises(RemoteError, match="HTTP 429"):
        rows(asker(clock), wikidata.sparql, "SELECT * {}")

    assert clock.slept == []
    assert len(wikidata.asked) == 1


def test_no_pause_outlasts_the_budget(wikidata):
    """A pause that leaves no time for the answer is not made."""
    wikidata.behave["/sparql"] = wd.status(500)
    clock = Clock()
    polite = asker(clock, budget=4.0)

    with pytest.raises(RemoteError):
        rows(polite, wikidata.sparql, "SELECT * {}")

    assert clock.slept == [1.25, 2.5]
    assert polite.left == pytest.approx(0.25)


def test_addresses_of_files_are_not_opened():
    """Only http and https, whatever a setting says."""
    with pytest.raises(RemoteError, match="no answer"):
        polite.Polite(Manners(agent(), attempts=1)).ask(
            request("file:///etc/passwd", "ASK {}"), bytes
        )
