// The view of contradictions: pairs of events that sources tell otherwise, side by side, each with its sentence.

import { add, announce, badge, chip, el, failure, fill, kind, link, MEANINGS, nothing, pager, plural, useStyle, waiting, when, words } from "./dom.js";
import { chosen, filtersOf, set } from "./choices.js";
import { evidence, headline } from "./cards.js";
import { dateInput } from "./filters-fields.js";
import { finder } from "./filters-finder.js";
import { writeState } from "./state.js";

const SIZE = 20;

/** What the filters of this view are; the others of a state are no business of it. */
const FILTERS = ["actor", "place", "class", "from", "to"];

/** In what a pair disagrees, as its heading says it. */
const WHY = { factuality: "Did it happen?", count: "How many?", denied: "Denied or doubted" };

const STANCES = { Denies: "denies it", Doubts: "doubts it", Asserts: "says so" };

export async function show(root, state, api) {
  await useStyle("./contradictions.css", import.meta.url);
  await useStyle("./filters.css", import.meta.url);
  document.title = "Contradictions · kg";
  const about = await api.about();
  const view = { state, api, names: new Map(), turn: new AbortController(), form: el("div"), chips: el("div", { class: "chips" }), list: el("div") };
  view.change = ({ page = false } = {}) => {
    if (!page) state.delete("page");
    writeState(state);
    return load(view);
  };
  for (const { id, label } of about.classes) view.names.set(id, label);
  const intro = "The same event, told otherwise: whether it happened, how many, or that somebody denies it. The program finds pairs that may be one event; read the sentences before you conclude.";
  add(root, el("header", { class: "head" }, el("h1", "Contradictions"), el("p", { class: "muted" }, intro)), view.form, view.chips, view.list);
  form(view, about);
  await load(view);
}

function form(view, about) {
  const { state, api, change } = view;
  const events = below("kg:Event", about.classes);
  const options = [{ id: "", label: "all" }, ...events].map(({ id, label }) => el("option", { value: id }, label));
  const select = el("select", { name: "class", onchange: () => (set(state, "class", select.value), change()) }, options);
  select.value = state.get("class") || "";
  const dates = ["from", "to"].map((name) => dateInput(name, state, change));
  const find = (name, label, kind) => {
    const ask = async (q) => (await api.search({ kind, q })).results;
    const onPick = (ref) => (view.names.set(ref.iri, ref.label), set(state, name, ref.iri), change());
    return el("div", { class: "field" }, el("span", label), finder({ label, ask, count: (ref) => ref.events, onPick }));
  };
  view.update = () => {
    select.value = state.get("class") || "";
    for (const date of dates) date.update();
  };
  fill(view.form, el("form", { class: "filters across", role: "search", "aria-label": "Filters", onsubmit: (event) => event.preventDefault() }, find("actor", "Somebody who takes part", "actor"), find("place", "Place", "place"), el("label", { class: "field" }, "What happened", select), dates.map((date) => date.node)));
}

/** The classes below one, by name. */
function below(top, classes) {
  const parents = new Map(classes.map(({ id, parent }) => [id, parent]));
  const isBelow = (id) => id !== null && id !== undefined && (id === top || isBelow(parents.get(id)));
  return classes.filter(({ id, parent }) => isBelow(parent)).sort((a, b) => a.label.localeCompare(b.label));
}

async function load(view) {
  view.turn.abort();
  view.turn = new AbortController();
  const { signal } = view.turn;
  view.update();
  const others = ["agent", "patient", "claimer", "factuality", "document", "publisher", "bbox", "q", "dated", "located"];
  const asked = filtersOf(view.state, others);
  await named(view, signal);
  chips(view);
  asked.set("page", view.state.get("page") || "1");
  asked.set("size", SIZE);
  fill(view.list, waiting());
  try {
    const found = await view.api.contradictions(asked, { signal });
    if (signal.aborted) return;
    list(view, found);
    await completed(view, signal);
  } catch (error) {
    if (!signal.aborted) fill(view.list, failure(error));
  }
}

async function named({ state, api, names }, signal) {
  for (const iri of ["actor", "place"].flatMap((name) => state.getAll(name))) {
    if (names.has(iri)) continue;
    const thing = await api.entity(iri, { signal }).catch(() => null);
    if (thing) names.set(iri, thing.label);
  }
}

function chips(view) {
  const { state, names, change } = view;
  const shown = chosen(state, names).filter(({ name }) => FILTERS.includes(name));
  view.chips.hidden = !shown.length;
  fill(view.chips, shown.map(({ name, text }) => chip(text, { onremove: () => (state.delete(name), change()) })));
}

function list(view, found) {
  const cut = found.cut && el("p", { class: "notice", role: "status" }, "There was no time to compare all events. Choose somebody, a place, a class or a time, and those are compared alone.");
  const total = found.total === null ? "" : plural(found.total, "contradiction");
  announce(total || "Not all was compared.");
  const turn = (page) => {
    set(view.state, "page", page > 1 ? String(page) : "");
    view.change({ page: true });
    scrollTo(0, 0);
  };
  const none = !found.pairs.length && !found.cut && nothing("No sources contradict each other here.", "That nobody contradicts makes nothing true.");
  fill(view.list, cut, total && el("h2", total), none, el("ol", { class: "plain stack" }, found.pairs.map((pair) => el("li", pairCard(pair)))), found.total !== null && pager(found, turn));
}

/** One pair: why it is one, and its two sides. */
export function pairCard(pair) {
  const date = pair.date && when({ start: pair.date, end: pair.date });
  const once = pair.one.sentence && pair.one.sentence === pair.other.sentence && pair.one.document?.iri === pair.other.document?.iri;
  return el(
    "article",
    { class: "card pair", dataset: { disagree: pair.disagree } },
    el("div", { class: "row" }, el("h3", WHY[pair.disagree] || pair.disagree), el("span", { class: "kind", dataset: { family: "event" } }, kind(pair.class)), pair.place && words(pair.place, { class: "small" }), date && el("span", { class: "small muted" }, date)),
    once ? across(pair) : el("div", { class: "sides" }, side(pair.one), side(pair.other)),
  );
}

/** One sentence tells both: what it is about, who says what, and the sentence once. */
function across({ one, other }) {
  const event = one.event || other.event;
  const sides = [one, other].filter(({ value, says, source }) => value || says || source);
  return el(
    "div",
    { class: "stack across" },
    event && about(event),
    el("ul", { class: "plain row" }, sides.map((side) => el("li", el("strong", teller(side)), " ", told(side.value)))),
    evidence(one),
  );
}

/** Who says it, what, and in which sentence; the event is linked where the side is an event. */
function side(one) {
  return el("section", { class: "side" }, el("p", el("strong", teller(one)), " ", told(one.value)), one.event && about(one.event), evidence(one));
}

function teller({ source, says, document }) {
  if (source) return link(source);
  const named = says || document?.publisher;
  return named ? words(named) : "the document itself";
}

/** The event in one line; who takes part may come later: see completed(). */
const about = (event) => el("p", { class: "about", dataset: event.roles ? {} : { iri: event.iri } }, headline(event));

/** Who, what, whom; and the word that tells it marked in its sentence. */
function complete(line, event) {
  fill(line, headline(event));
  const shown = line.parentElement.querySelector(".evidence");
  const same = event.evidence.find(({ sentence }) => sentence === shown?.querySelector("q")?.textContent);
  if (same) shown.replaceWith(evidence(same));
}

/** Say who did what to whom where the pairs tell the word alone. */
async function completed(view, signal) {
  const lines = [...view.list.querySelectorAll(".about[data-iri]")];
  const told = new Map();
  const ask = (iri) => view.api.event(iri, { signal }).then((event) => told.set(iri, event), () => null);
  await Promise.all([...new Set(lines.map(({ dataset }) => dataset.iri))].map(ask));
  if (signal.aborted) return;
  for (const line of lines) if (told.has(line.dataset.iri)) complete(line, told.get(line.dataset.iri));
}

/** A value: how real, what stance, or a count. */
function told(value) {
  if (!value) return el("span", { class: "muted" }, "tells it");
  if (STANCES[value]) return el("span", { class: value === "Asserts" ? "badge" : "badge bad" }, STANCES[value]);
  return MEANINGS[value] ? badge(value) : el("span", { class: "figure" }, words(value));
}
