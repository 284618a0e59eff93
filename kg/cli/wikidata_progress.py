"""How far reading a source of Wikidata is -> lines on stderr, and a bar while a person watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from kg.wikidata.dump import Progress, Tell


@contextmanager
def reading() -> Iterator[tuple[Tell, Callable[[str], None]]]:
    """Give a function that hears of progress, and one for lines that are always said."""
    if not sys.stderr.isatty():
        yield lambda *_: None, lambda line: click.echo(f"kg: {line}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Bar(*columns, console=console, transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task("", total=None)
        described = _described()

        def tell(read: int, size: int, progress: Progress) -> None:
            bar.update(task, completed=read, total=size or None, description=described(progress))

        yield tell, lambda line: console.print(f"kg: {line}", markup=False, highlight=False)


def _described() -> Callable[[Progress], str]:
    """Return what describes progress, with the rate since the first that it was given."""
    first: list[tuple[float, int]] = []

    def described(progress: Progress) -> str:
        now = time.monotonic()
        if not first:
            first.append((now, progress.at))
        seconds = now - first[0][0]
        rate = (progress.at - first[0][1]) / seconds / 1e6 if seconds > 0 else 0
        kept = progress.counts["kept"] + progress.counts["referred to"]
        if progress.counts["written"]:
            return f"{progress.counts['written']:,} items written"
        words = [f"{kept:,} kept"]
        if progress.at:
            words.append(f"{progress.at / 1e9:,.1f} GB, {rate:,.0f} MB/s")
        return "  ".join(words)

    return described
