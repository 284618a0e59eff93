"""Work shared by processes: the order, what is passed by, errors, and a process that is killed."""

import os
import signal

import pytest

from kg.errors import KgError
from kg.parallel import WAITING, mapped
from tests.command import kg

_given = []


def begin(*given):
    _given[:] = given


def work(item):
    if item == 13:
        raise KgError("thirteen", hint="another number")
    if item == 99:
        os.kill(os.getpid(), signal.SIGKILL)
    return item * _given[0]


def run(items, wanted=lambda item: True):
    return list(mapped(items, wanted, work, begin=begin, given=(10,), processes=2))


def test_answers_come_in_the_order_of_the_items():
    """More items than are handed out at once; those not wanted pass by in their place."""
    found = run(range(12), lambda item: item % 3 != 0)

    assert found == [(i, None if i % 3 == 0 else i * 10) for i in range(12)]


def test_items_are_read_as_they_are_needed():
    """A folder of a million files is not in memory at once."""
    read = []

    def items():
        for i in range(100):
            read.append(i)
            yield i

    answers = mapped(items(), lambda i: True, work, begin=begin, given=(1,), processes=1)
    next(answers)
    ahead = len(read)
    answers.close()

    assert ahead <= WAITING + 1


def test_an_error_of_the_work_is_raised_as_it_was():
    """With its hint, which is what the user reads."""
    with pytest.raises(KgError, match="thirteen") as raised:
        run([1, 13, 2])

    assert raised.value.hint == "another number"


def test_a_killed_process_is_one_clear_line():
    """As the kernel does when memory is short."""
    with pytest.raises(KgError, match="was killed"):
        run([1, 99, 2])


def test_several_processes_build_the_same_bytes(reader, tmp_path):
    """Whatever made them; what is no document is told as ever."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n, name in enumerate(("Aleppo", "Homs", "Hama")):
        (folder / f"{n}.txt").write_text(f"Rebels seized {name} on 3 May 2016, Ana Sol said.")
    (folder / "empty.txt").write_text("")
    one, two = tmp_path / "one", tmp_path / "two"

    alone = kg("build", str(folder), "--store", str(one))
    shared = kg("build", str(folder), "--store", str(two), "--jobs", "2")

    assert shared.exit_code == alone.exit_code == 3  # the empty one
    assert shared.stderr.replace(str(two), str(one)) == alone.stderr
    stores = [kg("export", "--store", str(store)).stdout for store in (one, two)]
    assert "Homs" in stores[0]
    assert stores[0] == stores[1]


def test_a_service_is_asked_by_one_process(tmp_path):
    """Its pace is kept by one."""
    done = kg("build", str(tmp_path), "--jobs", "2", "--wikidata", "live")

    assert done.exit_code == 2
    assert "exclude each other" in done.stderr
