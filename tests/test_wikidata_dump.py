"""dump: entities of Wikidata's JSON become items, and a reading that was stopped goes on."""

import bz2
import gzip
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.namespaces import KG
from kg.wikidata.entity import read
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.raw import Raw, pack, unpack
from kg.wikidata.values import Office
from tests.command import kg
from tests.dumps import B, amount, claim, dump, entity, item, line, point, time, world


@pytest.fixture
def built(tmp_path):
    """Give a function that builds a file of entities and opens it."""
    opened = []

    def build(documents, *options):
        source = dump(tmp_path / "dump.json", documents)
        said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb", *options)
        assert said.exit_code == 0, said.stderr
        opened.append(KnowledgeBase.open(tmp_path / "out.kb"))
        return opened[-1]

    yield build
    for base in opened:
        base.close()


def told(*claims, **more):
    """What an entity with these statements says."""
    return read(entity(B, "Somewhere", *claims, **more), ("en", "ar"))


def test_a_village_has_all_that_the_dump_tells(built):
    """Names, kind, class, country, point, inhabitants, chain of places and prior come from the statements."""
    village = built(world()).item(f"Q{B + 12}")

    assert (village.label, village.aliases) == ("Atsha", ("Atshah", "Атша"))
    assert (village.kind, village.cls, village.country) == ("village", KG + "Settlement", "AX")
    assert (village.point, village.population) == ((10.5, 20.5), 200)
    assert village.parents == (f"Q{B + 11}", f"Q{B + 10}")
    assert village.description == "village in Aland"
    assert 0 < village.prior < 0.001


def test_a_person_has_offices_with_their_dates(built):
    """The title of an office is the label of its item; dates are as precise as told."""
    person = built(world()).item(f"Q{B + 20}")

    assert (person.kind, person.country, person.begin, person.end) == (
        "person",
        "AX",
        "1960-05-03",
        "",
    )
    assert person.offices == (Office("mayor of Atsha", "2001", "2005-02"),)


def test_a_class_is_what_the_class_above_it_is(built):
    """A class that nobody knows gets the kind of the nearest class above."""
    assert built(world()).item(f"Q{B + 13}").kind == "village"


def test_a_country_is_found_through_the_places_around(built):
    """Where an item names no country, that of the place it lies in counts."""
    assert built(world()).item(f"Q{B + 13}").country == "AX"


def test_what_is_none_of_our_kinds_has_the_label_of_its_class_and_no_class(built):
    """A film stays a film."""
    film = built(world()).item(f"Q{B + 40}")

    assert (film.kind, film.cls) == ("film", "")


def test_the_items_that_are_known_teach_what_a_class_is(built):
    """A class without a telling label is what most known items of it are."""
    known = [(858, "Syria"), (822, "Lebanon"), (810, "Jordan"), (43, "Turkey")]
    documents = [entity(n, name, claim("P31", item(B + 50))) for n, name in known]
    documents += [
        entity(B + 50, "thing of some sort"),
        entity(B + 51, "Newland", claim("P31", item(B + 50))),
    ]

    assert built(documents).item(f"Q{B + 51}").kind == "country"


def test_a_users_table_comes_first(built, tmp_path):
    """What the user says of a class holds, for the classes below it too."""
    table = tmp_path / "classes.tsv"
    table.write_text(f"# mine\nQ{B + 2}\ttown\n", "utf-8")

    base = built(world(), "--classes", table)

    assert [base.item(f"Q{B + n}").kind for n in (12, 13)] == ["town", "town"]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--class", "village"], [12, 13]),
        (["--class", f"Q{B + 3}"], [12, 13]),
        (["--class", "human settlement"], [12, 13]),
        (["--class", "Place"], [10, 11, 12, 13]),
        (["--class", "person", "--class", "office"], [20, 30]),
        (["--country", "ax", "--class", "film"], [40]),
        (["--min-sitelinks", "12"], [10, 11, 20]),
        (["--limit", "2"], [10, 11]),
        (["--limit", "1", "--class", "village"], [12]),
    ],
)
def test_the_file_holds_what_was_chosen(built, options, numbers):
    """Class, country, pages and number choose the items; what they refer to is known all the same."""
    base = built(world(), *options)

    found = base.items(f"Q{B + n}" for n in range(100))
    assert [int(i.qid[1:]) - B for i in found] == numbers
    assert {i.country for i in found} == {"AX"}


def test_a_class_that_nothing_is_of_is_wrong_usage(tmp_path):
    """The kinds that there are stand in the hint."""
    source = dump(tmp_path / "dump.json", world())

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb", "--class", "vilage")

    assert said.exit_code == 2
    assert "'vilage' (did you mean village" in said.stderr
    assert not (tmp_path / "out.kb").exists()


def test_the_best_rank_counts_and_the_deprecated_never():
    """A preferred statement hides the normal ones."""
    normal, best = claim("P17", item(1)), claim("P17", item(2), rank="preferred")

    assert told(normal, best).countries == (2,)
    assert told(claim("P17", item(3), rank="deprecated")).countries == ()


def test_what_has_ended_counts_only_alone():
    """A former country is left out beside the present one."""
    past, present = claim("P17", item(1), P582=time("1991-12-26")), claim("P17", item(2))

    assert told(past, present).countries == (2,)
    assert told(past).countries == (1,)


def test_unknown_and_none_are_no_values():
    """Snaks without a value are passed over."""
    raw = told(claim("P571", None, kind="somevalue"), claim("P17", None, kind="novalue"))

    assert (raw.begin, raw.countries) == ("", ())


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("1950-00-00", 9, "1950"), ("1950-06-00", 10, "1950-06"), ("1950-06-07", 11, "1950-06-07"),
        ("1950-00-00", 8, ""), ("1900-00-00", 7, ""), ("-0044-03-15", 11, ""), ("0632-06-08", 11, "0632-06-08"),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_told(text, precision, expected):
    """A decade or a century is no year, and years before our era have no form of ours."""
    assert told(claim("P569", time(text, precision))).begin == expected


def test_a_crater_of_the_moon_is_nowhere():
    """Coordinates on another globe are not on Earth."""
    assert (
        told(claim("P625", point(1, 2, globe="http://www.wikidata.org/entity/Q405"))).point is None
    )


def test_names_come_in_the_chosen_languages_and_for_all():
    """``mul`` is every language; a name in another is taken only when there is no other."""
    labels = {"mul": "Asma", "ar": "أسماء", "xx": "Other"}

    raw = read(entity(B, labels=labels), ("en", "ar"))

    assert (raw.label, raw.names) == ("Asma", ("أسماء",))
    assert read(entity(B, labels={"zz": "Z", "xx": "X"}), ("en",)).label == "X"


def test_what_is_packed_comes_back():
    """The work file gives back what was put into it."""
    raw = Raw(5, "A", ("B",), "", (1, 2), point=(1.5, 2.0), offices=((7, "2001", ""),), links=4)

    assert unpack(pack(raw)) == raw
    assert unpack(pack(Raw(6))) == Raw(6)


def test_lines_that_are_no_entities_are_counted_and_passed_over(tmp_path):
    """Broken JSON, a property, a lexeme, an entity of the wrong shape: the rest is read, the first is told."""
    odd = [
        "{broken",
        '{"type":"property","id":"P1"}',
        '{"type":"item","id":"X","labels":{}}',
        "[1]",
        "\x00",
    ]
    source = dump(tmp_path / "dump.json", [*odd, *world()])

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 0
    assert "4 broken lines, the first is line 2" in said.stderr
    assert "7 items" in said.stderr


def test_a_circle_of_places_ends(built):
    """Places that lie in each other do not keep us."""
    one = entity(B + 60, "One", claim("P31", item(B + 2)), claim("P131", item(B + 61)))
    two = entity(B + 61, "Two", claim("P31", item(B + 2)), claim("P131", item(B + 60)))
    same = entity(B + 62, "village", claim("P279", item(B + 62)))

    assert built([one, two, same]).item(f"Q{B + 60}").parents == (f"Q{B + 61}",)


def test_pretty_printed_entities_are_read_too(built):
    """A dump of another writer, with spaces, is a dump."""
    import json

    base = built([json.dumps(d) for d in world()], "--min-sitelinks", "3")

    assert [i.label for i in base.items([f"Q{B + 12}", f"Q{B + 13}"])] == ["Atsha"]


@pytest.mark.parametrize("pack_", [gzip.compress, bz2.compress])
def test_a_packed_dump_that_breaks_off_is_told_and_goes_on_when_it_is_whole(tmp_path, pack_):
    """Status 3, the place in one line, no file; the same command with the whole file reads on from there."""
    source, output = tmp_path / "dump.json.packed", tmp_path / "out.kb"
    whole = _in_streams(tmp_path, pack_)
    source.write_bytes(whole[: len(whole) * 2 // 3])

    broken = kg("wikidata", "build", source, "-o", output)
    source.write_bytes(whole)
    repaired = kg("wikidata", "build", source, "-o", output)

    assert broken.exit_code == 3
    assert broken.stderr.startswith(f"kg: {source}: line ")
    assert "ends in the middle" in broken.stderr
    assert broken.stderr.count("\n") == 1
    assert repaired.exit_code == 0
    assert "resumes at line " in repaired.stderr
    assert output.read_bytes() == _fresh(tmp_path, source)


def test_a_plain_dump_that_breaks_off_is_told(tmp_path):
    """Without its last bracket a dump is not whole, even when its last line is."""
    source = dump(tmp_path / "dump.json", world())
    source.write_text(source.read_text("utf-8").removesuffix("]\n"), "utf-8")

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert "the closing ] is missing" in said.stderr


@pytest.mark.parametrize(
    "data", [b"<html>no</html>\n" * 2000, b"", b"\x1f\x8bnonsense", b"BZhnonsense"]
)
def test_what_is_no_dump_is_refused(tmp_path, data):
    """A page instead of a dump, an empty file, broken packing: one line, status 3, no file."""
    source = tmp_path / "dump.json"
    source.write_bytes(data)

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert said.stderr.startswith(f"kg: {source}: line 1")
    assert said.stderr.count("\n") == 1
    assert not (tmp_path / "out.kb").exists()


def _many():
    """The small world and some hundred places whose names do not pack well."""
    chance = random.Random(2)
    names = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=40)) for _ in range(400)]
    return [*world(), *(_place(n, name) for n, name in enumerate(names, B + 1000))]


def _in_streams(tmp_path, pack_):
    """The dump of many, packed in many streams as programs do that pack in parallel."""
    lines = dump(tmp_path / "dump.json", _many()).read_bytes().splitlines(keepends=True)
    return b"".join(pack_(b"".join(lines[n : n + 40])) for n in range(0, len(lines), 40))


def _place(number, name):
    return entity(
        number, name, claim("P31", item(B + 2)), claim("P131", item(B + 11)), pages=number % 7
    )


def _fresh(tmp_path, source):
    """The bytes of a file that is made of the source in one go."""
    output = tmp_path / "fresh.kb"
    assert kg("wikidata", "build", source, "-o", output).exit_code == 0
    return output.read_bytes()


#: Builds with a point to go on from every 50 lines, and is killed when some lines are read.
KILLED = """
import os, signal, sys
from pathlib import Path
from kg.wikidata import build, dump
dump.EVERY = 50
def tell(read, size, progress):
    if progress.lines >= 150:
        os.kill(os.getpid(), signal.SIGKILL)
build.build(sys.argv[1], Path(sys.argv[2]), build.Settings(), tell=tell)
"""


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2"])
def test_what_was_killed_goes_on_and_gives_the_same_bytes(tmp_path, suffix):
    """After SIGKILL the same command says where it resumes, and the file is that of an unbroken run."""
    pack_ = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress}[suffix]
    source, output = tmp_path / f"many.json{suffix}", tmp_path / "out.kb"
    source.write_bytes(_in_streams(tmp_path, pack_))

    killed = subprocess.run([sys.executable, "-c", KILLED, source, output], check=False)
    left = output.exists()
    said = kg("wikidata", "build", source, "-o", output)

    assert killed.returncode == -signal.SIGKILL
    assert not left
    assert said.exit_code == 0
    assert "resumes at line 151, byte " in said.stderr
    assert output.read_bytes() == _fresh(tmp_path, source)


def test_another_choice_reads_nothing_again(tmp_path):
    """What was read is kept beside the file: another class is chosen from there."""
    source = dump(tmp_path / "dump.json", world())
    kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb", "--class", "village")

    assert "(all was read)" in said.stderr
    assert "2 items" in said.stderr


def test_a_dump_comes_through_a_pipe(tmp_path):
    """``-`` is stdin, packed or not."""
    data = gzip.compress(dump(tmp_path / "dump.json", world()).read_bytes())
    code = "from kg.cli import main; main(prog_name='kg')"

    said = subprocess.run(
        [sys.executable, "-c", code, "wikidata", "build", "-", "-o", tmp_path / "out.kb"],
        input=data, capture_output=True, check=False,
    )  # fmt: skip

    assert said.returncode == 0, said.stderr
    assert b"7 items" in said.stderr


def test_two_builds_of_one_file_do_not_mix(tmp_path):
    """While one writes the work file another is refused."""
    from kg.wikidata.work import Work

    source = dump(tmp_path / "dump.json", world())
    with Work(tmp_path / "out.kb.work"):
        said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert "locked" in said.stderr


def test_a_work_file_that_is_none_is_told(tmp_path):
    """Somebody else's file is not overwritten."""
    source = dump(tmp_path / "dump.json", world())
    (tmp_path / "out.kb.work").write_text("my notes, which are longer than a page\n" * 200)

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert "no work file of ours" in said.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["build", "nowhere.json", "-o", "x.kb"],
        ["build", "https://example.org/all.json.bz2", "-o", "x.kb"],
        ["build", "DUMP", "-o", "nowhere/x.kb"],
        ["build", "DUMP", "-o", "x.kb", "--country", "Syria"],
        ["build", "DUMP", "-o", "x.kb", "--language", "English!"],
        ["update", "x.kb"],
        ["update", "x.kb", "--from", "DUMP"],
    ],
)
def test_wrong_usage_is_status_2_and_leaves_nothing(tmp_path, monkeypatch, words):
    """What makes no sense is said before anything is written."""
    monkeypatch.chdir(tmp_path)
    dump(Path("DUMP"), world())

    said = kg("wikidata", *words)

    assert said.exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["DUMP"]


def test_an_item_is_shown_as_people_read_it(tmp_path):
    """By QID or by name; nobody of that name is status 1."""
    source = dump(tmp_path / "dump.json", world())
    kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    shown = kg("wikidata", "show", "atshah", "--file", tmp_path / "out.kb")
    nobody = kg("wikidata", "show", "Xyzzyplugh", "--file", tmp_path / "out.kb")

    assert f"Atsha (Q{B + 12})" in shown.stdout
    assert f"North Aland (Q{B + 11}) < Aland (Q{B + 10})" in shown.stdout
    assert (nobody.exit_code, nobody.stdout) == (1, "")


def test_a_line_without_end_is_no_entity(tmp_path, monkeypatch):
    """A line that grows without end is not kept in memory."""
    monkeypatch.setattr("kg.wikidata.stream.LONGEST", 1 << 21)
    source = tmp_path / "dump.json"
    source.write_bytes(b"[\n" + b"x" * (1 << 23))

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert "line 2, byte 2: has a line of more than 2 MB" in said.stderr


def test_the_last_of_two_entities_of_one_number_counts(built):
    """A dump that holds an entity twice gives it once."""
    one, two = (
        entity(B + 60, name, claim("P31", item(B + 2)), claim("P1082", amount(5)))
        for name in ("A", "B")
    )

    assert built([one, two]).item(f"Q{B + 60}").label == "B"


def test_entities_as_lines_without_brackets_are_a_dump(tmp_path):
    """JSON Lines are read as well."""
    source = tmp_path / "dump.jsonl"
    source.write_text("\n".join(map(line, world())), "utf-8")

    said = kg("wikidata", "build", source, "-o", tmp_path / "out.kb")

    assert "7 items" in said.stderr


def test_statements_show_what_a_class_is_when_nobody_says(built):
    """Without labels of classes and known items: who was born is a person, what has a code is a country."""
    documents = [
        entity(B + 60, "Ada", claim("P31", item(B + 80)), claim("P569", time("1960-01-02"))),
        entity(B + 61, "Bo", claim("P31", item(B + 80)), claim("P106", item(B + 81))),
        entity(B + 62, "Nobody", claim("P31", item(B + 80))),
        entity(B + 63, "Land", claim("P31", item(B + 82)), claim("P297", "AX")),
    ]

    assert [i.kind for i in built(documents).items(f"Q{B + n}" for n in range(60, 64))] == [
        "person", "person", "person", "country",
    ]  # fmt: skip


def test_pages_of_wikimedia_itself_stay_out(built):
    """A disambiguation page is nobody."""
    documents = [
        entity(B + 60, "Atsha", claim("P31", item(B + 61))),
        entity(B + 61, "Wikimedia disambiguation page", claim("P31", item(B + 62))),
        entity(B + 62, "class"),
    ]

    assert [i.qid for i in built(documents).items([f"Q{B + 60}", f"Q{B + 61}"])] == [f"Q{B + 61}"]


def test_the_source_is_never_written_over(tmp_path):
    """An output that is the source is wrong usage."""
    source = dump(tmp_path / "dump.json", world())
    before = source.read_bytes()

    said = kg("wikidata", "build", source, "-o", source)

    assert said.exit_code == 2
    assert source.read_bytes() == before
