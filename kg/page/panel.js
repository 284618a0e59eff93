// Beside a document's text: what was picked in it, and all it tells. What is picked here lights up there.

import { ROLES, headline, marks as smallWords, roles, said } from "./cards.js";
import { el, fill, join, kind, link, plural, when, words } from "./dom.js";
import { fold } from "./parts.js";
import { placeOn } from "./state.js";
import { timeOf } from "./text.js";

/** Rows that are listed at once. */
const LISTED = 200;

const TABS = { events: "Events", claims: "Claims", relations: "Relations" };

export class Panel {
  constructor(scene) {
    this.scene = scene;
    this.told = { things: {}, events: {}, claims: [], relations: [] };
    this.marks = new Map(); // IRI -> its mentions
    this.tab = "events";
    this.picked = el("div");
    this.list = el("div", { role: "tabpanel", tabindex: "0", "aria-label": "What the document tells" });
    this.tabs = el("div", { role: "tablist", "aria-label": "What the document tells", onkeydown: (event) => this.#arrow(event) });
    this.node = el("aside", { class: "panel sticky", "aria-label": "What is told" }, this.picked, el("section", { class: "card" }, this.tabs, this.list));
  }

  /** Take what a part of the document tells. */
  take({ things, events, claims, relations, mentions }) {
    Object.assign(this.told.things, things);
    Object.assign(this.told.events, events);
    this.told.claims.push(...claims);
    this.told.relations.push(...relations);
    for (const { begin, end, target } of mentions) {
      if (!target) continue;
      if (!this.marks.has(target)) this.marks.set(target, []);
      this.marks.get(target).push({ begin, end });
    }
    this.#draw();
  }

  /** Show what the words of a mark stand for. */
  pick(mark) {
    const { events, things } = this.told;
    const cards = mark.targets.map((iri) => (events[iri] ? this.#event(events[iri]) : things[iri] && this.#thing(things[iri])));
    if (!mark.targets.length) cards.push(this.#time(mark));
    const isEvent = mark.targets.some((iri) => events[iri]);
    const near = isEvent ? [] : mark.targets.flatMap((iri) => this.marks.get(iri) || []);
    this.#open(cards);
    const first = mark.targets.find((iri) => events[iri]);
    if (first) this.#lightEvent(events[first], mark);
    else this.scene.text.light([mark], near);
    this.#press(first);
  }

  /** Put away what was picked. */
  close() {
    if (!this.picked.firstChild) return;
    this.picked.replaceChildren();
    this.scene.text.light([]);
    this.scene.text.point("");
    this.#press(null);
  }

  #open(cards) {
    const shut = el("button", { type: "button", class: "quiet icon end", "aria-label": "Close", onclick: () => this.close() }, "×");
    fill(this.picked, el("section", { class: "card picked", "aria-live": "polite" }, el("div", { class: "row" }, el("span", { class: "small muted" }, "Picked in the text"), shut), cards));
  }

  #event(event) {
    const claims = this.told.claims.filter(({ about }) => about?.includes(event.iri));
    const date = when(event) && [el("dt", "When"), el("dd", when(event))];
    return el(
      "div",
      { class: "event" },
      el("div", { class: "row" }, smallWords(event)),
      el("h2", headline(event)),
      roles(event, Object.keys(ROLES), date || [], said(event)),
      claims.map((one) => this.#claim(one)),
    );
  }

  #time({ value }) {
    if (!value) return el("p", "A time. Events that it dates say so.");
    return el("div", el("span", { class: "kind", dataset: { family: "time" } }, "time"), el("h2", words(timeOf(value))), el("p", { class: "small muted" }, "What these words stand for, as the text was read."));
  }

  #thing(thing) {
    const takes = Object.values(this.told.events).filter((event) => Object.values(event.roles).flat().some((ref) => ref.iri === thing.iri));
    const related = this.told.relations.filter((one) => one.subject?.iri === thing.iri || one.object?.iri === thing.iri);
    return el(
      "div",
      el("span", { class: "kind", dataset: { family: thing.family } }, kind(thing.class)),
      el("h2", link(thing)),
      el("p", { class: "small muted" }, plural((this.marks.get(thing.iri) || []).length, "mention"), " in this text"),
      fold(takes.map((event) => this.#eventRow(event)), 12),
      related.map((one) => this.#relationRow(one)),
    );
  }

  #draw() {
    const counts = { events: Object.keys(this.told.events).length, claims: this.told.claims.length, relations: this.told.relations.length };
    const tab = (name) =>
      el(
        "button",
        { type: "button", role: "tab", "aria-selected": String(name === this.tab), tabindex: name === this.tab ? "0" : "-1", dataset: { tab: name }, onclick: () => this.#show(name) },
        TABS[name],
        " ",
        el("span", { class: "count" }, counts[name]),
      );
    fill(this.tabs, Object.keys(TABS).map(tab));
    fill(this.list, fold(this.#rows(), LISTED), counts[this.tab] === 0 && el("p", { class: "muted" }, "None."));
  }

  #rows() {
    if (this.tab === "claims") return this.told.claims.map((one) => this.#claim(one));
    if (this.tab === "relations") return this.told.relations.map((one) => this.#relationRow(one));
    const at = (event) => event.evidence[0]?.begin ?? 0;
    return Object.values(this.told.events).sort((a, b) => at(a) - at(b)).map((event) => this.#eventRow(event));
  }

  #show(name) {
    this.tab = name;
    this.#draw();
    this.tabs.querySelector('[aria-selected="true"]').focus();
  }

  #arrow(event) {
    const names = Object.keys(TABS);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#show(names[(names.indexOf(this.tab) + step + names.length) % names.length]);
  }

  #eventRow(event) {
    const onclick = () => this.#choose(event.evidence[0], event);
    const small = el("span", { class: "row" }, smallWords(event), el("span", { class: "small muted" }, when(event)));
    return el("button", { type: "button", class: "told", "aria-pressed": "false", dataset: { iri: event.iri }, onclick }, headline(event, null), small);
  }

  #relationRow(one) {
    const onclick = () => this.#light(one.evidence.map(bounds), one.evidence.flatMap(around));
    const other = one.object ? words(one.object.label) : words(one.text);
    const line = [words(one.subject.label), " ", el("strong", kind(one.predicate)), " ", other];
    const who = one.sources?.length > 0 && el("span", { class: "small muted" }, "according to ", join(one.sources.map((ref) => words(ref.label)), " and "));
    return el("button", { type: "button", class: "told", "aria-pressed": "false", dataset: { iri: one.iri }, onclick }, line, who && el("span", { class: "row" }, who));
  }

  #claim(one) {
    const onclick = () => this.#light([bounds(one.evidence)], around(one.evidence));
    const who = join(one.claimers.map((ref) => words(ref.label)), " and ");
    const stance = { Asserts: "says", Denies: "denies", Doubts: "doubts" }[one.stance] || one.stance;
    const what = one.about.map((iri) => this.told.events[iri]).filter(Boolean).map((event) => headline(event, null));
    return el(
      "button",
      { type: "button", class: "told", "aria-pressed": "false", dataset: { iri: one.iri, stance: one.stance }, onclick: one.evidence && onclick },
      who.length ? who : "somebody",
      " ",
      el("strong", stance),
      one.medium && [" to ", words(one.medium.label)],
      what.length > 0 && [": ", join(what, "; ", "; ")],
      one.content && !what.length && [": ", words(one.content, { class: "small" })],
    );
  }

  #choose(place, event) {
    if (!place) return;
    history.replaceState(null, "", placeOn(place));
    this.#open([this.#event(event)]);
    this.#lightEvent(event, place);
    this.#press(event.iri);
    this.scene.text.point(`${place.begin},${place.end}`);
  }

  #lightEvent(event, first) {
    const lit = [bounds(first), ...event.evidence.map(bounds)];
    this.scene.text.light(lit, event.evidence.flatMap(around));
  }

  #light(lit, near) {
    this.scene.text.light(lit, near);
  }

  #press(iri) {
    for (const node of this.list.querySelectorAll(".told")) node.setAttribute("aria-pressed", String(Boolean(iri) && node.dataset.iri === iri));
  }
}

const bounds = ({ begin, end }) => ({ begin, end });

/** The sentence around a piece of evidence, where it is known. */
const around = (one) =>
  typeof one.sentence_begin === "number" ? [{ begin: one.sentence_begin, end: one.sentence_begin + Array.from(one.sentence).length }] : [];
