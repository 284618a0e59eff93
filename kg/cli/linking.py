"""What `kg link` does, by what it was asked for."""

import getpass
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.progress import counting
from kg.cli.rows import print_rows
from kg.documents import document_id, graph_like, graph_of
from kg.errors import KgError, UsageError
from kg.store import Store

if TYPE_CHECKING:
    from kg.identity.values import Said
    from kg.remap import Change
    from kg.way import Settings

#: Documents that --explain reads when none is named: each takes a moment.
EXPLAINED = 3

#: Pairs less likely than this are not worth a look.
LEAST = 0.2

_QID = re.compile(r"(?:(?:https?://)?(?:www\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)")


class NoSuchRulingError(KgError):
    """There is no such correction: the answer is no, status 1."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Options:
    """What `kg link` was told besides what to do."""

    store: Path
    doc: str
    author: str | None
    wikidata: str
    model: str
    ontologies: tuple[Path, ...]
    format_: str | None
    limit: int | None

    @property
    def settings(self) -> "Settings":
        """Return how documents are read again."""
        from kg.way import Settings

        return Settings(model=self.model, ontologies=self.ontologies, wikidata=self.wikidata)

    def writing(self) -> Store:
        """Open the store to correct it."""
        if not self.store.exists():
            raise UsageError(f"no store at {self.store}; build one with: kg build FOLDER")
        return Store(self.store)

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return as many rows as are wanted."""
        return rows[: self.limit] if self.limit else rows


def now() -> datetime:
    """Return the time in UTC; tests put their own in its place."""
    return datetime.now(UTC)


def rule(options: Options, verdict: str, name: str, who: str) -> None:
    """Keep a correction and read again what it is about."""
    with options.writing() as store:
        said = _said(options, store, verdict, name, who)
        _keep(options, store, said)


def undo(options: Options, words: str) -> None:
    """Take a correction back: by its id, or the last one about a name or entity."""
    from kg import remap
    from kg.identity import rulings
    from kg.identity.values import Joined
    from kg.link.names import fold

    with options.writing() as store:
        kept = rulings.said(store)
        found = [one for one in kept if words in (one.iri, _id(one))]
        found = found or [
            one
            for one in kept
            if (words in one.entities if isinstance(one, Joined) else fold(words) == fold(one.name))
            and options.doc in ("", "" if isinstance(one, Joined) else one.document)
        ]
        if not found:
            raise NoSuchRulingError(f"no correction {words!r}", hint="see: kg link --rulings")
        with counting("reading again") as step:
            rest = [one for one in kept if one is not found[-1]]
            change = remap.rule(store, rest, options.settings, tell=step)
    _tell(f"undone: {_sentence(found[-1])}", change)
    if len(found) > 1:
        older = f"older corrections about {words!r} stay: {len(found) - 1}"
        click.echo(f"kg: {older}; see: kg link --rulings", err=True)


def list_rulings(options: Options) -> None:
    """Print the corrections."""
    from kg.identity import rulings

    with Store(options.store, read_only=True) as store:
        kept = rulings.said(store)
        holding = {r.iri for r in rulings.read(store)} | {j.iri for j in rulings.pairs(store)}
    rows = [_ruling(one, holds=one.iri in holding) for one in kept]
    columns = ("id", "verdict", "about", "who", "document", "author", "made", "holds")
    print_rows(columns, options.shown(rows), options.format_)


def list_links(options: Options, below: float | None, *, nil: bool) -> None:
    """Print the named entities with their links, the least sure first."""
    from kg.identity.listing import listed

    with Store(options.store, read_only=True) as store:
        found = listed(store, graph_of(store, options.doc) if options.doc else "")
    kept = [
        one
        for one in found
        if (not nil or not one.qid)
        and (below is None or (one.confidence is not None and one.confidence < below))
    ]
    rows = [asdict(one) for one in options.shown(kept)]
    columns = ("confidence", "label", "qid", "documents", "mentions", "document", "entity")
    print_rows(columns, rows, options.format_)
    linked = sum(bool(one.qid) for one in kept)
    click.echo(f"{linked} linked, {len(kept) - linked} not linked", err=True)


def list_duplicates(options: Options, below: float | None) -> None:
    """Print the pairs that may be one, the likeliest first, with what speaks for and against."""
    from kg.identity.review import duplicates

    with Store(options.store, read_only=True) as store:
        graph = graph_of(store, options.doc) if options.doc else ""
        pairs = duplicates(store, least=LEAST, graph=graph)
    kept = [pair for pair in pairs if below is None or pair["score"] < below]
    columns = ("score", "label", "other_label", "kind", "one", "other", "reasons")
    print_rows(columns, options.shown(kept), options.format_)
    click.echo(f"{len(kept)} pairs", err=True)


def explain(options: Options, name: str) -> None:
    """Print how a name was decided: in the documents of the store, or alone."""
    import json

    from kg.link.explain import plain

    found = [plain(one) for one in _explanations(options, name)]
    if options.format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        sure = f" ({one['confidence']:.2f})"
        who = f"{one['decision']} {one['label']}" if one["decision"] else "nobody in Wikidata"
        ruled = f", by the correction {one['ruling'].rpartition('/')[2]}" if one["ruling"] else ""
        where = f" in {one['document']}" if one["document"] else ""
        click.echo(f"{one['name']}{where}: {who}{sure}{ruled}")
        columns = ("score", "qid", "label", "description", "matched", "features")
        print_rows(columns, options.shown(one["candidates"]), options.format_)


def _explanations(options: Options, name: str) -> list[Any]:
    from kg import remap
    from kg.identity import rulings
    from kg.link.explain import Explanation, alone, explanations
    from kg.store import stored
    from kg.way import Way

    way = Way(options.settings)
    if way.knowledge is None:
        raise UsageError(
            "there is nothing to explain without a knowledge base", hint="--wikidata FILE"
        )
    found: list[Any] = []
    if options.store.exists() or options.doc:
        with Store(options.store, read_only=True) as store:
            only = graph_like(store, options.doc) if options.doc else ""
            naming = [d for d in remap.naming(store, name) if only in ("", d[1])]
            if len(naming) > EXPLAINED:
                more = len(naming) - EXPLAINED
                click.echo(f"kg: and in {more} more documents; name one with --doc", err=True)
            for iri, graph in naming[:EXPLAINED]:
                document = stored(store, iri, graph)
                linked = way.linked(document, way.nlp(document.text), rulings.read(store))
                found += explanations(linked, name, document.id)
    if found:
        return found
    click.echo(f"kg: no document names {name!r}: the name alone", err=True)
    from kg.document import Document

    linked = way.decided(Document("", name), alone(name))
    return [
        Explanation("", e, k)
        for e, k in zip(linked.extraction.entities, linked.links, strict=True)
        if k
    ]


def _said(options: Options, store: Store, verdict: str, name: str, who: str) -> "Said":
    from kg.identity import rulings
    from kg.identity.lookup import two

    graph = graph_of(store, options.doc) if options.doc else ""
    document = (
        next((document_id(i) for i, g in store.documents() if g == graph), "") if graph else ""
    )
    base, author, made = rulings.base_of(store), _author(options), _made(store)
    name, who = (who, name) if _qid(name) and not _qid(who) and who else (name, who)
    if verdict == "nil" or (_qid(who) and not _qid(name)):
        return rulings.about_name(
            base, verdict, name, document=document, qid=_qid(who), author=author, made=made
        )
    return rulings.about_two(
        base, verdict, two(store, name, who, graph=graph), author=author, made=made
    )


def _keep(options: Options, store: Store, said: "Said") -> None:
    from kg import remap
    from kg.identity import rulings
    from kg.link.rulings import Ruling

    kept = rulings.said(store)
    with counting("reading again") as step:
        if kept and kept[-1].iri == said.iri:
            change = remap.again(store, kept[-1], options.settings, tell=step)
        else:
            rest = [one for one in kept if one.iri != said.iri]
            change = remap.rule(store, [*rest, said], options.settings, tell=step)
    _tell(_sentence(said), change)
    if isinstance(said, Ruling) and not change.read:
        click.echo(f"kg: no document names {said.name!r}; it is kept for those to come", err=True)
    if said.verdict == "same" and change.unknown:
        told = ", ".join(change.unknown)
        click.echo(f"kg: the knowledge base does not know {told}; it is believed", err=True)


def _made(store: Store) -> str:
    """Return the time of a correction: now, but after all that were made before, so that it is the last."""
    from datetime import timedelta

    from kg.identity import rulings

    moment = now().astimezone(UTC).replace(microsecond=0)
    kept = rulings.said(store)
    if kept:
        moment = max(moment, datetime.fromisoformat(kept[-1].made) + timedelta(seconds=1))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _author(options: Options) -> str:
    if options.author:
        return options.author
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # An account without a name, as containers have.
        return "unknown"


def _qid(words: str) -> str:
    found = _QID.fullmatch(words)
    return found[1] if found else ""


def _id(said: "Said") -> str:
    return said.iri.rpartition("/")[2]


def _sentence(said: "Said") -> str:
    row = _ruling(said, holds=True)
    where = f" in {row['document']}" if row["document"] else ""
    verb = {"same": "is", "not-same": "is not", "nil": "is nobody in Wikidata"}[said.verdict]
    return f"{row['about']!r} {verb} {row['who']}".rstrip() + where


def _ruling(said: "Said", *, holds: bool) -> dict[str, Any]:
    from kg.identity.values import Joined

    one, other = said.entities if isinstance(said, Joined) else (said.name, said.qid)
    return {
        "id": _id(said),
        "verdict": said.verdict,
        "about": one,
        "who": other,
        "document": "" if isinstance(said, Joined) else said.document,
        "author": said.author,
        "made": said.made,
        "holds": "yes" if holds else "no",
    }


def _tell(sentence: str, change: "Change") -> None:
    told = f"{change.read} document{'s' * (change.read != 1)} read again, {change.changed} changed"
    click.echo(f"kg: {sentence}; {told}", err=True)
    if change.others:
        others = ", ".join(change.others)
        click.echo(f"kg: built before with {others}; --model, --ontology, --wikidata", err=True)
